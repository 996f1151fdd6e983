#!/bin/bash
# What clients that are not ours find on the file server $1: smbclient and smbcacls over Kerberos, as staff and as pupils.
set -euo pipefail
server=$1
cd "$(mktemp -d)"
trap 'rm -r "$PWD"' EXIT
mark=mark$RANDOM$RANDOM
echo "$mark" > work
failed=0

as() { # PERSON SHARE COMMANDS: what the client said
  export KRB5CCNAME=FILE:$PWD/ticket-$1
  [ -e "ticket-$1" ] || kinit "$1" <<< "Passw0rd-$1" > /dev/null
  smbclient --use-kerberos=required --no-pass "//$server/$2" -c "$3" 2>&1 || :
}
says() { # WHAT PATTERN TEXT
  if ! grep -qE -- "$2" <<< "$3"; then echo "$1: expected $2 in: $3" >&2; failed=1; fi
}
lacks() { if grep -qE -- "$2" <<< "$3"; then echo "$1: did not expect $2 in: $3" >&2; failed=1; fi; }
refused=NT_STATUS_ACCESS_DENIED

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

lists=$(KRB5CCNAME=FILE:$PWD/ticket-ada smbclient --use-kerberos=required --no-pass -L "$server" 2>&1 || :)
says 'shares are listed' StaffShared "$lists"
lacks 'hidden ones are not' 'Heads' "$lists"
says 'no older protocol' 'NT_STATUS|protocol negotiation failed' "$(smbclient -m NT1 --option='client min protocol=NT1' -N -L "$server" 2>&1 || :)"
says 'no guest' 'NT_STATUS' "$(smbclient -N "//$server/StaffShared" -c ls 2>&1 || :)"

says 'the list says create only' 'FS-Q-HandIn-CO:ALLOWED/(CI|2)/' \
  "$(KRB5CCNAME=FILE:$PWD/ticket-ada smbcacls --use-kerberos=required --no-pass "//$server/HandIn" / 2>&1 | tr '[:lower:]' '[:upper:]' | sed 's/FS-Q-HANDIN-CO/FS-Q-HandIn-CO/')"

says 'clients are told the limit' '24576 blocks of size 1024' "$(as ada StaffShared ls)"
head -c 30000000 /dev/urandom > big
says 'writing stops at the limit' 'NT_STATUS_(DISK_FULL|INVALID_NETWORK_RESPONSE)' "$(as ada StaffShared 'put big')"
rm -f /srv/shares/StaffShared/big
exit $failed
