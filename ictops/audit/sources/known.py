"""All readers. A new one is a file beside this one and a line here."""

from __future__ import annotations

from ictops.audit.sources import intune
from ictops.audit.sources.nouns import Reader

READERS: tuple[Reader, ...] = (intune.READER,)
"""Every kind of source but the register by hand, which is what is left when none of these knows a table."""
