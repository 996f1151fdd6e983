#!/bin/bash
# What a PC with a board shows to tools that are not ours.
fail() { echo "$*" >&2; exit 1; }
apt-cache policy ictops-whiteboard-driver | grep -q 'Installed: 1.1' || fail "$(apt-cache policy ictops-whiteboard-driver)"
apt-cache policy ictops-whiteboard-driver | grep -q 'http://10.98.3.20' || fail 'the driver does not come from the repository'
[ "$(apt-mark showhold)" = ictops-whiteboard-driver ] || fail "held: $(apt-mark showhold)"
dpkg -l ictops-old-touch 2> /dev/null | grep -q '^ii' && fail 'the rival driver is there'
# The rule of the role alone gives the group and the mode; the driver's own gives only the tag.
board=/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2
udevadm test --action=add "$board" > /tmp/said 2>&1
grep -q uaccess /tmp/said || fail "udev does not tag the board: $(cat /tmp/said)"
grep -q '70-ictops-whiteboards.rules' /tmp/said || fail "udev does not read the rule: $(cat /tmp/said)"
[ ! -e /etc/cron.d/board-update ] || fail 'cron still updates the board'
for one in board-update board-driver-update; do
  [ "$(systemctl is-enabled $one.timer 2> /dev/null)" != enabled ] || fail "$one.timer still updates the board"
  systemctl is-active -q $one.timer && fail "$one.timer runs"
done
[ -e /usr/lib/systemd/system/board-driver-update.timer ] || fail 'the driver brought no timer: the scenario shows nothing'
