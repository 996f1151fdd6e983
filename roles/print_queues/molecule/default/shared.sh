#!/bin/bash
# A print server that others print to: it listens to the network, and an administrator who is not root has a password.
set -eu
useradd --no-user-group --groups lpadmin boss
echo boss:Passw0rd-boss | chpasswd
sed -i 's/^Listen localhost:631$/Listen *:631/' /etc/cups/cupsd.conf
sed -i 's,^<Location />$,&\n  Allow all,' /etc/cups/cupsd.conf
grep -q '^Listen \*:631$' /etc/cups/cupsd.conf
