#!/bin/bash
# What clients that are not ours find on the file server $1: smbclient and smbcacls over Kerberos, as staff and as pupils.
set -euo pipefail
server=$1
cd "$(mktemp -d)"
trap 'rm -r "$PWD"' EXIT
mark=mark$RANDOM$RANDOM
echo "$mark" > work
head -c 6000000 /dev/urandom > six
head -c 30000000 /dev/urandom > thirty
refused=NT_STATUS_ACCESS_DENIED
full='NT_STATUS_DISK_FULL'
failed=0

ticket() { # PERSON: from now on the one who asks
  export KRB5CCNAME=FILE:$PWD/ticket-$1
  kerberos=(--use-kerberos=required "--use-krb5-ccache=$KRB5CCNAME") # Samba 4.17 goes by the one, 4.22 by the other
  [ -e "ticket-$1" ] || kinit "$1" <<< "Passw0rd-$1" > /dev/null
}
as() { # PERSON SHARE COMMANDS: what the client said
  ticket "$1"
  smbclient "${kerberos[@]}" "//$server/$2" -c "$3" 2>&1 || :
}
says() { # WHAT PATTERN TEXT
  if ! grep -qE -- "$2" <<< "$3"; then echo "$1: expected $2 in: $3" >&2; failed=1; fi
}
lacks() { if grep -qE -- "$2" <<< "$3"; then echo "$1: did not expect $2 in: $3" >&2; failed=1; fi; }

says 'staff write' 'putting file' "$(as ada StaffShared "put work $mark")"
says 'staff share' 'getting file' "$(as bea StaffShared "get $mark got")"
says 'pupils stay out' "$refused" "$(as pip StaffShared ls)"
says 'the old name opens the share' "$mark" "$(as bea 'Staff Files' ls)"
says 'the old name ends' NT_STATUS_BAD_NETWORK_NAME "$(as bea 'T Drive' ls)"
says 'what is deleted is kept' "$mark" "$(as ada StaffShared "del $mark; ls .recycle/ada/*")"

says 'staff put a sheet' 'putting file' "$(as ada PupilShared "put work $mark")"
says 'pupils read it' 'getting file' "$(as pip PupilShared "get $mark got")"
says 'pupils change nothing' "$refused" "$(as pip PupilShared "put work $mark-2")"
says 'pupils delete nothing' "$refused" "$(as pip PupilShared "del $mark")"

says 'a pupil hands in' 'putting file' "$(as pip HandIn "put work $mark")"
says 'and cannot hand in over it' "$refused" "$(as pip HandIn "put work $mark")"
says 'nor read it again' "$refused" "$(as pip HandIn "get $mark got")"
says 'no other reads it' "$refused" "$(as pam HandIn "get $mark got")"
lacks 'no other sees it' "$mark" "$(as pam HandIn ls)"
says 'no other renames it' "$refused" "$(as pam HandIn "rename $mark mine")"
says 'staff read it' 'getting file' "$(as ada HandIn "get $mark got")"

says 'homes are their owners' 'putting file' "$(as ada StaffHomes "cd ada; put work $mark")"
lacks 'nobody sees another home' ' ada ' "$(as bea StaffHomes ls)"
says 'nobody enters one' "$refused" "$(as bea StaffHomes 'cd ada; ls')"
says 'pupils stay out of homes' "$refused" "$(as pip StaffHomes ls)"
says 'a home has its own room' '[[:space:]]8192 blocks of size 1024' "$(as ada StaffHomes 'cd ada; ls')"
says 'a home has its own limit' "$full" "$(as ada StaffHomes 'cd ada; put thirty')"
says 'pupils have homes by year' 'putting file' "$(as pip PupilHomes "cd 2021/pip; put work $mark")"
says 'with their own limit' "$full" "$(as pip PupilHomes 'cd 2021/pip; put six')"
lacks 'no home without a year' ' pam ' "$(as pam PupilHomes 'recurse; ls')"
lacks 'nobody sees a home of that year' ' pip ' "$(as pam PupilHomes 'recurse; ls')"

# read whole first: a grep that has seen enough breaks the pipe, and that would read as no such share
configuration=$(testparm -s 2> /dev/null)
if grep -qi '^\[teachers\]' <<< "$configuration"; then
  says 'an inherited folder is open to the group named for it' '^group:scenario\\\\fs-q-staffshared-rw:rwx$' \
    "$(getfacl -p /srv/shares/Teachers 2> /dev/null | tr '[:upper:]' '[:lower:]')"
  says 'to write in' 'putting file' "$(as ada Teachers "put work $mark; del $mark")"
  says 'and to nobody else' "$refused" "$(as pip Teachers ls)"
  says 'a kept folder stays as it was' '^root 777$' "$(stat -c '%G %a' /srv/shares/Exams)"
  says 'and its share too' 'putting file' "$(as pip Exams "put work $mark; del $mark")"
  says 'a retired share is still read' 'blocks of size' "$(as ada Archive ls)"
  says 'nobody writes there' "$refused" "$(as ada Archive "put work $mark")"
  says 'who could read goes on reading' 'getting file' "$(as ada Reading 'get books.txt got')"
  says 'and changes nothing that could not be changed' "$refused" "$(as ada Reading "put work $mark")"
  says 'what everyone read has the mode of it' '^scenario\\fs-q-inherited-rw 2750$' \
    "$(stat -c '%G %a' /srv/shares/Reading | tr '[:upper:]' '[:lower:]')"
  says 'a group of its own keeps its rights' 'putting file' "$(as ada Art "put work $mark; del $mark")"
  for share in Reading Art Listed Lent Rooted Quiet Users; do
    says "pupils stay out of $share" "$refused" "$(as pip "$share" ls)"
  done
  says 'staff work on as the group that is lent' 'putting file' "$(as ada Lent "put work $mark; del $mark")"
  says 'a share without its administrators is staff'"'"'s' 'putting file' "$(as ada Rooted "put work $mark; del $mark")"
  says 'who is shut out by name stays so' 'invalid users = SCENARIO' "$(testparm -s --section-name=StaffShared 2> /dev/null)"
  says 'under an old name too' 'invalid users = SCENARIO' "$(testparm -s --section-name='Staff Files' 2> /dev/null)"
  ticket ada
  says 'a kept share is listed' Exams "$(smbclient "${kerberos[@]}" -L "$server" 2>&1 || :)"
fi

ticket ada
lists=$(smbclient "${kerberos[@]}" -L "$server" 2>&1 || :)
says 'shares are listed' StaffShared "$lists"
lacks 'hidden ones are not' 'Heads' "$lists"
lacks 'nor a retired one' 'Archive' "$lists"
lacks 'nor one that was unlisted before' 'Quiet' "$lists"
says 'no older protocol' 'rotocol negotiation.* failed: NT_STATUS_(CONNECTION|INVALID_NETWORK)' \
  "$(smbclient --option='client min protocol=NT1' -m NT1 "${kerberos[@]}" -L "$server" 2>&1 || :)"
says 'no guest' 'NT_STATUS_(ACCESS_DENIED|LOGON_FAILURE)' "$(env -u KRB5CCNAME smbclient -U% "//$server/StaffShared" -c ls 2>&1 || :)"

if ! grep -qi '^\[teachers\]' <<< "$configuration"; then
  says 'what was stricter stays' '^disabled$' "$(testparm -s --parameter-name='ntlm auth' 2> /dev/null)"
  says 'signing too, which the standard does not ask for here' '^(mandatory|required)$' \
    "$(testparm -s --parameter-name='server signing' 2> /dev/null)"
fi

list() { smbcacls "${kerberos[@]}" "//$server/$1" / 2>&1 | tr '[:upper:]' '[:lower:]'; }
says 'the list says create only' '^acl:scenario\\fs-q-handin-co:allowed/ci/0x(00)?1200af$' "$(list HandIn)"
says 'pupils may read the sheets' '^acl:scenario\\fs-q-pupilshared-ro:allowed/oi\|ci/read$' "$(list PupilShared)"
lacks 'nobody else is let in' '^acl:everyone:allowed/[^/]*/.' "$(list PupilShared)"

room() { as ada StaffShared ls | sed -n 's/.*[[:space:]]24576 blocks of size 1024\. \([0-9]*\) blocks available/\1/p'; }
measured() { sync -f /srv/shares; systemctl start ictops-space.service; room; }
before=$(measured)
says 'staff use up room' 'putting file' "$(as ada StaffShared "put six $mark-six")"
after=$(measured)
says 'clients are told the limit' '^[0-9]+ [0-9]+$' "$before $after"
((${before:-0} - ${after:-0} > 5000 && ${before:-0} - ${after:-0} < 7000)) \
  || { echo "clients are told what is left: $before KiB became $after when 5860 were written" >&2; failed=1; }
says 'writing stops at the limit' "$full" "$(as ada StaffShared 'put thirty')"
rm -f /srv/shares/StaffShared/{thirty,"$mark-six"} /srv/shares/StaffHomes/ada/thirty /srv/shares/PupilHomes/2021/pip/six
measured > /dev/null # ictops reads this server again, and would find clients told of files that are gone
exit $failed
