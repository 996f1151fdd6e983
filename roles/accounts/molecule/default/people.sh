# shellcheck shell=bash
# The directory between two staff lists, by ldapsearch and kinit. $1: what to look for, $2: the domain, $3: its distinguished name.
set -euo pipefail
export LDAPTLS_CACERT=/var/lib/samba/private/tls/ca.pem KRB5CCNAME=MEMORY:people
fail() { echo "$1" >&2; exit 1; }
has() { grep "$@" > /dev/null; } # never -q: a program that still writes would be ended by it, and pipefail take that for an answer
found() { ldapsearch -LLL -o ldif-wrap=no -x -H "ldaps://dc1.$domain" -D "administrator@$domain" -w Aa1-only-in-this-Scenario -b "$base" "$@"; }
domain=$2 base=$3

everything() { # the number of its last change too, so that what was changed and changed back shows
  found '(|(objectCategory=person)(objectClass=group)(objectClass=organizationalUnit)(objectClass=msDS-PasswordSettings))' \
    dn userAccountControl employeeID adminDescription displayName memberOf uSNChanged
  found -s base '(objectClass=*)' minPwdLength lockoutThreshold lockoutDuration
  ls /var/lib/ictops/earlier /var/lib/ictops/handover
}

left() {
  leaver=$(found '(employeeID=st-1002)' sAMAccountName userAccountControl memberOf)
  has -x 'sAMAccountName: z.ocanary-quux2' <<< "$leaver" || fail 'the account of the leaver is gone, or called otherwise'
  (($(sed -n 's/^userAccountControl: //p' <<< "$leaver") & 2)) || fail 'the account of the leaver is enabled'
  has ^memberOf <<< "$leaver" && fail 'the leaver is in a group'
  { kinit "z.ocanary-quux2@${domain^^}" <<< Verify-Chose-This-One-7 2>&1 || true; } | has revoked || fail 'the leaver signs in'

  mover=$(found '(employeeID=st-1003)' sAMAccountName userAccountControl memberOf)
  has ",OU=Staff,OU=elm,OU=Schools,$base\$" <<< "$(grep ^dn: <<< "$mover")" || fail 'the mover is not in the unit of the other school'
  [ "$(grep -o '^memberOf: CN=[^,]*' <<< "$mover")" = 'memberOf: CN=elm-Staff' ] || fail 'the mover is in other groups than those of the other school'
  has -x 'sAMAccountName: tstaff1' <<< "$mover" || fail 'the mover has another logon name'
  has -x 'userAccountControl: 512' <<< "$mover" || fail 'the account of the mover is disabled'
  found '(employeeID=st-1001)' userAccountControl | has -x 'userAccountControl: 512' || fail 'who stays was closed'
}

"$1"
