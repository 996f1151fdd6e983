#!/bin/bash
# What the queues do, by clients that are not ours: ipptool and its conformance files, lp, and Ghostscript's measure of ink.
spool=/var/lib/fakeprinter/follow-me
fail() { echo "$*" >&2; exit 1; }
# CUPS states sides-default twice, of the queue and of its description, which the conformance file calls a fault; nothing else may be one.
faults=$(ipptool -tv ipp://localhost/printers/FollowMe get-printer-attributes.test | grep -E 'EXPECTED|Duplicate|Bad|status-code = ')
[ "$(grep -v 'Duplicate "sides-default"' <<< "$faults" | tr -d ' ')" = 'status-code=successful-ok(successful-ok)' ] || fail "FollowMe: $faults"
ipptool -q -V 2.0 ipp://localhost:8631/ipp/print get-printer-attributes.test || fail 'the follow-me printer does not answer'
# A job by each queue arrives as a PDF: in grey whatever is asked, in colour from the queue in colour.
arrives() {
  before=$(find "$spool" -name '*.pdf' | wc -l)
  runuser -u "$1" -- lp -d "$2" -o print-color-mode=color -o ColorModel=RGB /srv/colour.ps || fail "$1 may not print to $2"
  for _ in $(seq 120); do
    [ "$(find "$spool" -name '*.pdf' | wc -l)" -gt "$before" ] && break
    sleep 0.5
  done
  sleep 1
  page=$(find "$spool" -name '*.pdf' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)
  [ "$(head -c 5 "$page")" = '%PDF-' ] || fail "no PDF arrived from $2"
  gs -q -o - -sDEVICE=inkcov "$page" | awk '{ ink += $1 + $2 + $3 } END { exit !(ink > 0) }' && echo colour || echo grey
}
[ "$(arrives staff FollowMe | tail -n 1)" = grey ] || fail 'a job that asks for colour got it from FollowMe'
[ "$(arrives staff FollowMe-Colour | tail -n 1)" = colour ] || fail 'staff did not get colour from FollowMe-Colour'
[ "$(arrives designer FollowMe-Colour | tail -n 1)" = colour ] || fail 'a group of the domain did not get colour from FollowMe-Colour'
runuser -u pupil -- lp -d FollowMe-Colour /srv/colour.ps 2> /tmp/said && fail 'a pupil may print in colour'
grep -q 'Not allowed to print' /tmp/said || fail "a pupil is refused otherwise: $(cat /tmp/said)"
runuser -u staff -- lp -d Room12 /srv/colour.ps 2> /tmp/said && fail 'a closed queue takes a job'
# A queue that is removed is gone with its description, the others stay; each that is closed names the new one.
there=$(lpstat -v | cut -d' ' -f3 | tr -d : | sort | tr '\n' ' ')
[ "$there" = "$* " ] || fail "these queues are there: $there"
[ -e /etc/cups/ppd/Library.ppd ] && [[ $* != *Library* ]] && fail 'a removed queue left its description'
grep -q 'Please print to FollowMe' <<< "$(lpstat -l -a Room12)" || fail "a closed queue does not name the new one: $(lpstat -l -a Room12)"
for queue in $(lpstat -a | grep 'not accepting' | cut -d' ' -f1); do
  lpstat -l -p "$queue" | grep -q 'Description: .*Please print to FollowMe' || fail "$queue is not described as closed: $(lpstat -l -p "$queue")"
done
# Nothing stays of a job, and another machine may not administer.
for _ in $(seq 60); do [ -z "$(lpstat -o)" ] && break; sleep 0.5; done
[ -z "$(lpstat -W completed -o)" ] || fail "finished jobs are kept: $(lpstat -W completed -o)"
[ -z "$(find /var/spool/cups -maxdepth 1 -name 'd*')" ] || fail 'documents of finished jobs are kept'
# Pages are counted by queue and time (and, where it was so before, by their number or a job's total), and not by whose they were.
grep -Eq '^FollowMe \[[^]]*\]( [0-9]+| total)?$' /var/log/cups/page_log || fail "no page is counted: $(cat /var/log/cups/page_log)"
grep -Ev '^[A-Za-z-]+ \[[^]]*\]( [0-9]+| total)?$' /var/log/cups/page_log && fail 'the page log says more than queue, time and page'
cupsctl | grep -q '_remote_admin=0' || fail 'cupsctl says that other machines may administer'
# What was stricter is as it was, and an administrator who is not root cannot do what was root's alone.
changes=(-tv ipp://boss:Passw0rd-boss@localhost/ /dev/stdin)
asked='{ OPERATION CUPS-Add-Modify-Printer GROUP operation-attributes-tag ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en ATTR uri printer-uri ipp://localhost/printers/Room12 }'
said=$(ipptool "${changes[@]}" <<< "$asked" | grep -o 'status-code = [a-z-]*')
if [ "$(hostname)" = ictops-print-13 ]; then
  for line in 'DefaultEncryption Required' 'PreserveJobHistory Off' 'PageLogFormat %p %T %P'; do
    grep -qx "$line" /etc/cups/cupsd.conf || fail "no longer in cupsd.conf: $line"
  done
  [ "$(grep -c '^ *Require user root$' /etc/cups/cupsd.conf)" = 2 ] || fail 'what was open to root alone is not any more'
  [ "$(grep -c '^ *Encryption Required$' /etc/cups/cupsd.conf)" = 2 ] || fail 'what had to be encrypted need not be any more'
  [[ $said == *forbidden ]] || fail "who is not root changes a queue that was root's: $said"
else
  [[ $said == *successful-ok ]] || fail "an administrator on the server itself cannot change a queue: $said"
fi
