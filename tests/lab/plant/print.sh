# A school's print server as inherited: a queue a desk printer, in colour and one-sided, one queue whose printer has gone.
while read -r name port queue life; do
  features='-s 20,10'
  [ "$name" = follow-me ] && features='-2 -s 40,20'
  printf 'PORT=%s\nFEATURES=%s\nMODEL=Lab_%s\n' "$port" "'$features'" "$name" > "/etc/fakeprinter/$name"
  systemctl enable -q --now "fakeprinter@$name"
done <<< "$LAB_PRINTERS"

while read -r name port queue life; do
  uri=ipp://localhost:$port/ipp/print
  for _ in $(seq 80); do ipptool -q "$uri" get-printer-attributes.test && break; sleep 0.25; done
  [ "$queue" = - ] && continue
  lpadmin -p "$queue" -E -v "$uri" -m everywhere -L "$queue"
  # CUPS asks the printer and writes the driver file in the background, after lpadmin has returned.
  for _ in $(seq 80); do [ -e "/etc/cups/ppd/$queue.ppd" ] && break; sleep 0.25; done
  [ -e "/etc/cups/ppd/$queue.ppd" ] || { echo "CUPS made no driver file for the queue $queue" >&2; exit 1; }
  lpadmin -p "$queue" -o sides-default=one-sided -o print-color-mode-default=color
  [ "$life" = dead ] && systemctl disable -q --now "fakeprinter@$name"
done <<< "$LAB_PRINTERS"
