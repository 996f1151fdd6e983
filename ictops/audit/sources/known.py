"""All readers. A new one is a file beside this one and a line here."""

from __future__ import annotations

from ictops.audit.sources import cups, intune, meraki, nmap, papercut, snmp, unifi, windows_queues
from ictops.audit.sources.nouns import Reader

READERS: tuple[Reader, ...] = (
    intune.READER,
    windows_queues.READER,
    papercut.READER,
    papercut.DEVICES,
    cups.READER,
    cups.STATUS,
    snmp.READER,
    nmap.READER,
    unifi.READER,
    meraki.READER,
)
"""Every kind of source but the register by hand, which is what is left when none of these knows a table."""
