#!/bin/bash
# What another machine may do to print servers' queues: every one of these has to be `open` or `refused`, as the first argument says.
# ipptool asks at the address that no page stands in the way of, without a password and with an administrator's.
wanted=$1 operations=$2; shift 2
fail() { echo "$*" >&2; exit 1; }
all="CUPS-Add-Modify-Printer CUPS-Delete-Printer CUPS-Add-Modify-Class CUPS-Delete-Class CUPS-Set-Default CUPS-Get-Devices
Set-Printer-Attributes Pause-Printer Resume-Printer Enable-Printer Disable-Printer Hold-New-Jobs Release-Held-New-Jobs
CUPS-Accept-Jobs CUPS-Reject-Jobs Cancel-Jobs Purge-Jobs"
[ "$operations" = all ] && operations=$all
ask() {
  queue=printers/Room12; [ "$2" = CUPS-Add-Modify-Class ] && queue=classes/Rooms
  case $2 in
    CUPS-Add-Modify-Printer | Set-Printer-Attributes) place='GROUP printer-attributes-tag ATTR text printer-location Room12';;
    *) place=;;
  esac
  printf '{ OPERATION %s GROUP operation-attributes-tag ATTR charset attributes-charset utf-8 ATTR language attributes-natural-language en
    ATTR uri printer-uri ipp://localhost/%s ATTR name requesting-user-name boss %s }' "$2" "$queue" "$place" > /tmp/asked.test
  timeout 20 ipptool -tv "ipp://$1/" /tmp/asked.test < /dev/null | grep -o 'status-code = [a-z-]*' | head -n 1
}
became() {
  case $1 in
    'status-code = successful-ok') echo open;;
    *-not-authenticated | *-not-authorized | *-forbidden) echo refused;;
    *) echo "neither open nor refused (${1:-no answer})";;
  esac
}
for server in "$@"; do
  for operation in $operations; do
    for whom in "$server" "boss:Passw0rd-boss@$server"; do
      found=$(became "$(ask "$whom" "$operation")")
      [ "$found" = "$wanted" ] || fail "$operation on $whom is $found, and not $wanted"
    done
  done
done
echo "$wanted to another machine: $operations"
