#!/bin/bash
# What a PC with a board shows to tools that are not ours.
fail() { echo "$*" >&2; exit 1; }
apt-cache policy ictops-whiteboard-driver | grep -q 'Installed: 1.1' || fail "$(apt-cache policy ictops-whiteboard-driver)"
apt-cache policy ictops-whiteboard-driver | grep -q 'http://10.98.3.20' || fail 'the driver does not come from the repository'
[ "$(apt-mark showhold)" = ictops-whiteboard-driver ] || fail "held: $(apt-mark showhold)"
dpkg -l ictops-old-touch 2> /dev/null | grep -q '^ii' && fail 'the rival driver is there'
# The driver's own rule gives the tag too, so what counts is the group and the mode, which udev says that the role's rule set.
board=/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2
rule='1-2: /etc/udev/rules.d/70-ictops-whiteboards.rules:[0-9]+'
udevadm test --action=add "$board" > /tmp/said 2>&1
for gives in "GROUP $(getent group plugdev | cut -d: -f3)" 'MODE 0660'; do
  grep -Eqx "$rule $gives" /tmp/said || fail "the rule of the role does not give the board $gives: $(cat /tmp/said)"
done
grep -Eq '^ *TAGS=.*:uaccess:' /tmp/said || fail "udev does not tag the board: $(cat /tmp/said)"
[ ! -e /etc/cron.d/board-update ] || fail 'cron still updates the board'
for one in board-update board-driver-update; do
  [ "$(systemctl is-enabled $one.timer 2> /dev/null)" != enabled ] || fail "$one.timer still updates the board"
  systemctl is-active -q $one.timer && fail "$one.timer runs"
done
[ -e /usr/lib/systemd/system/board-driver-update.timer ] || fail 'the driver brought no timer: the scenario shows nothing'
