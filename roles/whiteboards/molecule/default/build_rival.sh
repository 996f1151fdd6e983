#!/bin/bash
# A package that stands for another maker's touch driver, in the repository, so that undo can bring it back.
set -eu
tree=$(mktemp -d)
chmod 755 "$tree"
mkdir "$tree/DEBIAN"
printf 'Package: ictops-old-touch\nVersion: 2.0\nArchitecture: all\nMaintainer: lab <lab@scenario.test>\nDescription: stand-in\n' > "$tree/DEBIAN/control"
dpkg-deb --root-owner-group -Zxz --build "$tree" /srv/repository/ictops-old-touch_2.0_all.deb
cd /srv/repository
apt-ftparchive packages . > Packages
gzip -kf Packages
