# shellcheck shell=bash
# What clients that are not ours find: ldapsearch, kinit, openssl, samba-tool. $1: the domain, $2: its distinguished name, then what holds.
set -euo pipefail
export LDAPTLS_CACERT=/var/lib/samba/private/tls/ca.pem KRB5CCNAME=MEMORY:verify
new='Verify-Chose-This-One-7'
fail() { echo "$1" >&2; exit 1; }
has() { grep "$@" > /dev/null; } # never -q: a program that still writes would be ended by it, and pipefail take that for an answer
found() { ldapsearch -LLL -o ldif-wrap=no -x -H "ldaps://dc1.$1" -D "administrator@$1" -w Aa1-only-in-this-Scenario -b "$2" "$3" "$4"; }

# One account a person, by key; the namesake without a key was left alone and not doubled; the adopted one keeps its logon name.
[ "$(found "$1" "$2" '(employeeID=*)' sAMAccountName | grep ^sAMAccountName | sort | tr '\n' ' ')" = \
  'sAMAccountName: tstaff1 sAMAccountName: z.ocanary-quux sAMAccountName: z.ocanary-quux2 ' ] || fail 'the accounts are not the staff list'
found "$1" "$2" '(sAMAccountName=z.ocanary-quux)' memberOf | has '^memberOf: CN=elm-Staff' || fail 'a second school gave no group'
found "$1" "$2" '(sAMAccountName=FS-oak-Staff-RW)' member | has '^member: CN=oak-Staff' || fail 'the role group is in no resource group'
[ "$(found "$1" "$2" '(sAMAccountName=All Staff)' member | grep -c ^member)" = 2 ] || fail 'the exact group holds others'
found "$1" "$2" '(sAMAccountName=teacher)' userAccountControl | has ': 514' || fail 'the generic account is enabled'
found "$1" "$2" '(sAMAccountName=supply)' userAccountControl | has ': 512' || fail 'the exception was not kept'

# Everybody is where the list has them, also who had been moved or had left: whoever comes back finds a new password in a new envelope.
[ "$(found "$1" "$2" '(employeeID=st-1002)' memberOf | grep -o '^memberOf: CN=[^,]*')" = 'memberOf: CN=elm-Staff' ] || fail 'the groups of st-1002'
[ "$(found "$1" "$2" '(employeeID=st-1003)' memberOf | grep -o '^memberOf: CN=[^,]*')" = 'memberOf: CN=oak-Staff' ] || fail 'the groups of st-1003'
found "$1" "$2" '(employeeID=st-1003)' dn | has ",OU=Staff,OU=oak,OU=Schools,$2\$" || fail 'st-1003 is not in the unit of the school'
found "$1" "$2" '(employeeID=st-1002)' userAccountControl | has -x 'userAccountControl: 512' || fail 'the account of st-1002 is disabled'
if [ -e /var/lib/ictops/earlier/one-left ]; then
  back=$(openssl cms -decrypt -inform PEM -in /var/lib/ictops/handover/elm-first-2.cms -inkey /root/handover-elm.key | tr -d '\r' | grep ^st-1002,)
  [[ $back == *,z.ocanary-quux2,* ]] || fail 'who came back has another logon name'
  printf '%s\n' "${back##*,}" Verify-Came-Back-8 Verify-Came-Back-8 | kinit "z.ocanary-quux2@${1^^}" > /dev/null || fail 'who came back cannot sign in'
fi

found "$1" "$2" '(employeeID=st-1001)' userPrincipalName | has ': z.ocanary-quux@oaktrust.example$' || fail 'the logon name has another suffix'

# The school opens its envelope, the teacher signs in once with what is in it and must choose another.
opened() { # whose envelope, with whose key
  openssl cms -decrypt -inform PEM -in "/var/lib/ictops/handover/$1-first.cms" -inkey "/root/handover-$2.key" 2> /dev/null | tr -d '\r'
}
row=$(opened oak oak | grep ^st-1001,)
opened elm elm | has ^st-1002, || fail 'the other school does not find its person'
opened oak elm | has -a ^st-1001, && fail 'another school opens the envelope'
first=${row##*,}
kinit "z.ocanary-quux@${1^^}" <<< "$new" > /dev/null 2>&1 || printf '%s\n' "$first" "$new" "$new" | kinit "z.ocanary-quux@${1^^}" > /dev/null
kinit -E z.ocanary-quux@oaktrust.example <<< "$new" > /dev/null || fail 'the name with the domain of the mail opens nothing'
kinit "z.ocanary-quux@${1^^}" <<< "$first" > /dev/null 2>&1 && fail 'the initial password opens the account still'

# What was in the envelope is nowhere else; nor is the name in a log or in what is kept.
grep -rlF "$first" /var/lib/ictops /var/log /tmp /etc /root 2> /dev/null && fail 'an initial password lies in a file'
grep -rlF "O'Canary" /var/lib/ictops/earlier /var/log 2> /dev/null && fail 'a name lies in a file'
journalctl --no-pager | has -E 'ansible-(ansible[.]builtin[.])?getent' || fail 'the journal says nothing of the run'
journalctl --no-pager | has -F -e "$first" -e Aa1-only-in-this -e "O'Canary" && fail 'a password or a name is in the journal'
has 'openssl cms -encrypt' /run/ps-seen || fail 'nobody watched while passwords were made'
has -F -e "$first" -e Aa1-only-in-this -e "O'Canary" /run/ps-seen && fail 'ps shows a password or a name'

# What one directory had that was stricter than the standard is there still; of the lock nobody could work under, nothing.
held=$(samba-tool domain passwordsettings show)
has -x "Minimum password length: $3" <<< "$held" || fail "the shortest password is not $3"
has -x "Account lockout threshold (attempts): $4" <<< "$held" || fail "the directory does not lock after $4"
has -x "Account lockout duration (mins): $5" <<< "$held" || fail "the lock does not last $5 minutes"
finer=$(samba-tool domain passwordsettings pso show Administrators)
has "Minimum password length: $6" <<< "$finer" || fail 'the finer rule is not there, or weaker than it was'
has 'Account lockout threshold (attempts): 4' <<< "$finer" || fail 'the finer rule locks too soon or too late'
has 'Account lockout duration (mins): 30' <<< "$finer" || fail 'the lock of the finer rule ends too soon, or never'
samba-tool domain passwordsettings pso show-user administrator | has Administrators || fail 'the finer rule does not hold'

# After four wrong passwords the right one does not open the account either.
samba-tool user setpassword z.ocanary-quux2 --newpassword="$new" > /dev/null
samba-tool user unlock z.ocanary-quux2
kinit "z.ocanary-quux2@${1^^}" <<< "$new" > /dev/null || fail 'the second account does not open'
for _ in 1 2 3 4; do kinit "z.ocanary-quux2@${1^^}" <<< wrong > /dev/null 2>&1 || true; done
kinit "z.ocanary-quux2@${1^^}" <<< "$new" > /dev/null 2>&1 && fail 'wrong passwords lock nobody out'
samba-tool user unlock z.ocanary-quux2
