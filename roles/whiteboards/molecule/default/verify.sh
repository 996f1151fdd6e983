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
[ "$(systemctl is-enabled board-update.timer 2> /dev/null)" != enabled ] || fail 'a timer still updates the board'
# The plan of the program of no maker, without installing it; where this PC's own sources are out of reach, apt says so.
apt-get install -s openboard > /tmp/plan 2>&1 || grep -q 'Unable to locate package openboard' /tmp/plan || fail "$(cat /tmp/plan)"
