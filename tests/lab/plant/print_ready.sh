# Ready: CUPS answers, and so does every printer that is alive.
answers() {
  lpstat -r 2> /dev/null | grep -q 'is running' || return 1
  while read -r _ port _ life; do
    [ "$life" = dead ] || ipptool -q "ipp://localhost:$port/ipp/print" get-printer-attributes.test || return 1
  done <<< "$LAB_PRINTERS"
}
for _ in $(seq 120); do answers && exit 0; sleep 0.25; done
echo 'CUPS or a printer did not answer within 30 s: see journalctl -u cups -u "fakeprinter@*"' >&2
exit 1
