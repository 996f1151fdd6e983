#!/bin/bash
# What the queues of a server that had none do, by clients that are not ours. Their pages are looked at where they arrive.
fail() { echo "$*" >&2; exit 1; }
packages=(cups cups-client cups-filters cups-ipp-utils ghostscript)
[ "$(dpkg-query -W -f '${db:Status-Status}\n' "${packages[@]}" | sort -u)" = installed ] || fail 'a package is missing'
[ "$(systemctl is-enabled cups.service)" = enabled ] || fail 'the print service would not run after a start'
[ "$(lpstat -e | sort | paste -sd' ')" = 'FollowMe FollowMe-Colour' ] || fail "there are other queues: $(lpstat -e)"
printf '%%!PS\n1 0 0 setrgbcolor 100 100 200 200 rectfill showpage\n' > /srv/page.ps
asks=(-o print-color-mode=color -o ColorModel=RGB)
runuser -u pupil -- lp -d FollowMe -t "grey $(hostname)" "${asks[@]}" /srv/page.ps || fail 'a pupil may not print'
runuser -u staff -- lp -d FollowMe-Colour -t "colour $(hostname)" "${asks[@]}" /srv/page.ps || fail 'staff may not print in colour'
runuser -u pupil -- lp -d FollowMe-Colour /srv/page.ps 2> /tmp/said && fail 'a pupil may print in colour'
grep -q 'Not allowed to print' /tmp/said || fail "a pupil is refused otherwise: $(cat /tmp/said)"
for _ in $(seq 120); do [ -z "$(lpstat -o)" ] && break; sleep 0.5; done
[ -z "$(lpstat -o)" ] || fail "jobs wait: $(lpstat -o)"
cupsctl | grep -q '_remote_admin=0' || fail 'cupsctl says that other machines may administer'
# What the service writes late it writes when it ends, and reads again: nothing of it may be lost, nor be written in a rehearsal.
systemctl restart cups.service
[ "$(lpstat -e | sort | paste -sd' ')" = 'FollowMe FollowMe-Colour' ] || fail "after a restart there are other queues: $(lpstat -e)"
