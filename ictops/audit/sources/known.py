"""All readers. A new one is a file beside this one and a line here."""

from __future__ import annotations

from ictops.audit.sources import (
    ad_csv,
    agents,
    chromeos,
    cups,
    gias,
    glpi,
    google_users,
    intune,
    lansweeper,
    ldif,
    meraki,
    nmap,
    ocs,
    papercut,
    rosters,
    school_data_sync,
    snipeit,
    snmp,
    switches,
    unifi,
    windows_queues,
)
from ictops.audit.sources.nouns import Reader

READERS: tuple[Reader, ...] = (
    *school_data_sync.READERS,
    *rosters.READERS,
    google_users.READER,
    gias.READER,
    intune.READER,
    chromeos.READER,
    snipeit.READER,
    lansweeper.READER,
    ocs.READER,
    glpi.READER,
    agents.READER,
    ad_csv.COMPUTERS_READER,
    ad_csv.ACCOUNTS_READER,
    ldif.READER,
    windows_queues.READER,
    papercut.READER,
    papercut.DEVICES,
    cups.READER,
    cups.STATUS,
    snmp.READER,
    nmap.READER,
    switches.READER,
    unifi.READER,
    meraki.READER,
)
"""Every kind of source but the register by hand, which is what is left when none of these knows a table."""
