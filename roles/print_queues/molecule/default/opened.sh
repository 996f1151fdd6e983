#!/bin/bash
# Administration open to the network: its page, and in the policy that holds every limit on queues without a word of who may.
set -eu
sed -i 's,^<Location /admin>$,&\n  Allow all,' /etc/cups/cupsd.conf
sed -i '/<Policy default>/,/<\/Policy>/{/<Limit CUPS-Add-Modify-Printer\|<Limit Pause-Printer/,/<\/Limit>/{/AuthType\|Require/d}}' /etc/cups/cupsd.conf
