"""Until when makers mend their systems: a dated table, and what it says of a system's name in an audit.

`ends` is the last day of mending for everybody; `extended` the last day for those who pay or sign up for more, or of a
community's long-term care. Windows 11 has other days for Education and Enterprise than for Pro and Home: where an audit
does not say which, and the answer depends on it, the answer is unknown.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

from ictops.estate import Frozen

READ_ON = date(2026, 11, 21)
"""The day the makers' dates below were read, by way of endoflife.date."""

_MICROSOFT = "https://learn.microsoft.com/lifecycle/products/"
_DEBIAN = "https://wiki.debian.org/DebianReleases"
_UBUNTU = "https://ubuntu.com/about/release-cycle"
_APPLE = "https://endoflife.date/"
_EDUCATION = r"(?!.*\b(pro|home)\b)"
_PRO = r"(?!.*\b(edu|education|ent|enterprise)\b)"


class Support(StrEnum):
    """How a system stands on a day."""

    SUPPORTED = "supported"
    ENDS_SOON = "support ends within a year"
    EXTENDED = "extended support only"
    ENDED = "support has ended"
    UNKNOWN = "unknown"


class System(Frozen):
    """A system and the end of its support. `sign` is a pattern, matched anywhere in the lower-case name. `ends` None: the
    maker names no day and still mends it."""

    name: str
    sign: str
    ends: date | None
    extended: date | None = None
    source: str

    def on(self, today: date) -> Support:
        """How the system stands on a day."""
        if self.ends is None or today + timedelta(days=365) <= self.ends:
            return Support.SUPPORTED
        if today <= self.ends:
            return Support.ENDS_SOON
        return Support.EXTENDED if self.extended is not None and today <= self.extended else Support.ENDED


_TABLE = """\
Windows Server 2008 | server 2008 | 2020-01-14 | 2023-01-10 | M
Windows Server 2012 | server 2012 | 2023-10-10 | 2026-10-13 | M
Windows Server 2016 | server 2016 | 2027-01-12 | 2030-01-12 | M
Windows Server 2019 | server 2019 | 2029-01-09 | - | M
Windows Server 2022 | server 2022 | 2031-10-14 | - | M
Windows Server 2025 | server 2025 | 2034-11-14 | - | M
Windows XP | windows xp | 2014-04-08 | - | M
Windows Vista | windows vista | 2017-04-11 | - | M
Windows 7 | windows 7 | 2020-01-14 | - | M
Windows 8 | windows 8(?![.]1) | 2016-01-12 | - | M
Windows 8.1 | windows 8[.]1 | 2023-01-10 | - | M
Windows 10 LTSC 2019 | windows 10.*lts[bc].*(2019|1809) | 2029-01-09 | - | M
Windows 10 LTSC 2021 | windows 10.*lts[bc].*(2021|21h2) | 2027-01-12 | - | M
Windows 10 | windows 10(?!.*lts[bc]) | 2025-10-14 | 2028-10-10 | M
Windows 11 22H2 Education or Enterprise | ^{EDU}.*windows 11.*22h2 | 2025-10-14 | - | M
Windows 11 22H2 Pro or Home | ^{PRO}.*windows 11.*22h2 | 2024-10-08 | - | M
Windows 11 23H2 Education or Enterprise | ^{EDU}.*windows 11.*23h2 | 2026-11-10 | - | M
Windows 11 23H2 Pro or Home | ^{PRO}.*windows 11.*23h2 | 2025-11-11 | - | M
Windows 11 24H2 Education or Enterprise | ^{EDU}.*windows 11.*24h2 | 2027-10-12 | - | M
Windows 11 24H2 Pro or Home | ^{PRO}.*windows 11.*24h2 | 2026-10-13 | - | M
Windows 11 25H2 Education or Enterprise | ^{EDU}.*windows 11.*25h2 | 2028-10-10 | - | M
Windows 11 25H2 Pro or Home | ^{PRO}.*windows 11.*25h2 | 2027-10-12 | - | M
Debian 10 | debian[^0-9]*10 | 2022-09-10 | 2024-06-30 | D
Debian 11 | debian[^0-9]*11 | 2024-08-14 | 2026-08-31 | D
Debian 12 | debian[^0-9]*12 | 2026-07-11 | 2028-06-30 | D
Debian 13 | debian[^0-9]*13 | 2028-08-09 | 2030-06-30 | D
Ubuntu 18.04 | ubuntu[^0-9]*18[.]04 | 2023-05-31 | 2028-04-01 | U
Ubuntu 20.04 | ubuntu[^0-9]*20[.]04 | 2025-05-31 | 2030-04-02 | U
Ubuntu 22.04 | ubuntu[^0-9]*22[.]04 | 2027-04-01 | 2032-04-09 | U
Ubuntu 24.04 | ubuntu[^0-9]*24[.]04 | 2029-05-31 | 2036-05-31 | U
Ubuntu 26.04 | ubuntu[^0-9]*26[.]04 | 2031-04-30 | 2036-04-30 | U
macOS 12 or older | mac ?os[^0-9]*(10|11|12)\\b | 2024-09-16 | - | A
macOS 13 | mac ?os[^0-9]*13\\b | 2025-09-15 | - | A
macOS 14 or newer | mac ?os[^0-9]*(14|15|26)\\b | - | - | A
iPadOS 14 or older | ipad ?os[^0-9]*1[234]\\b | 2021-10-01 | - | A
iPadOS 15 or newer | ipad ?os[^0-9]*(15|16|17|18|26)\\b | - | - | A"""


def _day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def _system(line: str) -> System:
    name, sign, ends, extended, source = line.split(" | ")
    return System(
        name=name,
        sign=sign.replace("{EDU}", _EDUCATION).replace("{PRO}", _PRO),
        ends=_day(ends),
        extended=_day(extended),
        source={"M": _MICROSOFT, "D": _DEBIAN, "U": _UBUNTU, "A": _APPLE}[source],
    )


SYSTEMS = tuple(_system(line) for line in _TABLE.splitlines())


def systems(name: str) -> tuple[System, ...]:
    """The systems a name in an audit may mean: none when it is not known, several when it leaves an edition open."""
    words = " ".join(name[:200].casefold().split())
    return tuple(system for system in SYSTEMS if re.search(system.sign, words))


def support(name: str, today: date) -> Support:
    """How a system stands on a day; unknown when it is none we know, or the editions it may be stand differently."""
    stands = {system.on(today) for system in systems(name)}
    return stands.pop() if len(stands) == 1 else Support.UNKNOWN
