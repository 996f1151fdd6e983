#!/bin/bash
# Packages that stand for those of makers, in the repository, so that undo can bring them back.
set -eu
package() { # NAME VERSION FIELD
  tree=$(mktemp -d)
  chmod 755 "$tree"
  mkdir "$tree/DEBIAN"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: lab <lab@scenario.test>\n%sDescription: stand-in\n' "$1" "$2" "${3:-}" \
    > "$tree/DEBIAN/control"
  dpkg-deb --root-owner-group -Zxz --build "$tree" "/srv/repository/$1_$2_all.deb"
}
package ictops-old-touch 2.0
package openboard 1.7
# One for which a tool that is there would have to go, of which no catalogue says that it is a duplicate.
package ictops-greedy-driver 1.0 $'Conflicts: umockdev\n'

# The new driver brings a timer that updates it, and starts it.
driver=/srv/repository/ictops-whiteboard-driver_1.1_all.deb
tree=$(mktemp -d)
dpkg-deb -R "$driver" "$tree"
mkdir -p "$tree/usr/lib/systemd/system"
printf '[Service]\nExecStart=/bin/true\n' > "$tree/usr/lib/systemd/system/board-driver-update.service"
printf '[Timer]\nOnCalendar=2099-01-01\n[Install]\nWantedBy=timers.target\n' > "$tree/usr/lib/systemd/system/board-driver-update.timer"
printf '#!/bin/sh\nsystemctl daemon-reload; systemctl enable --now board-driver-update.timer\n' > "$tree/DEBIAN/postinst"
printf '#!/bin/sh\nsystemctl disable --now board-driver-update.timer\n' > "$tree/DEBIAN/prerm"
chmod 755 "$tree" "$tree"/DEBIAN/p*
dpkg-deb --root-owner-group -Zxz --build "$tree" "$driver"

cd /srv/repository
apt-ftparchive packages . > Packages
gzip -kf Packages
