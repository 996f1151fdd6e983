"""What a directory's numbers say of its lock: after how many wrong passwords, for how long, counted over how long.

A lock that lets nobody work is worse than none: whoever types a password wrong twice would be out, or out until a technician
comes, and anybody could do that to a teacher in the middle of a lesson. So such a lock reads as words, which reach no number.
"""

from __future__ import annotations

MINUTE = 600_000_000
"""The directory counts time in units of 100 ns, and spans of time below nought."""
FOR_EVER = -(2**63)
FEWEST = 3
"""Wrong passwords that anybody may type in a lesson. The role has the same figure (tested)."""
LONGEST = 480
"""Minutes, eight hours: whoever is locked out today can sign in tomorrow morning. The role has the same figure (tested)."""


def attempts(threshold: int) -> int | str:
    """After how many wrong passwords an account is locked; words where it never is, or too soon."""
    if threshold <= 0:
        return "never"
    return threshold if threshold >= FEWEST else f"after {threshold}, which shuts out whoever mistypes"


def lasting(threshold: int, duration: int, window: int, name: str = "") -> tuple[str, ...]:
    """How long a lock lasts and wrong passwords are counted, in minutes: `locked for: 15`; nothing where nobody is locked."""
    if threshold <= 0:
        return ()
    whose = f"{name}, " if name else ""
    return (f"{whose}counted over: {_minutes(window)}", f"{whose}locked for: {_minutes(duration)}")


def asked(minutes: int, name: str = "") -> tuple[str, ...]:
    """The same, as the standard asks for it."""
    return lasting(FEWEST, -minutes * MINUTE, -minutes * MINUTE, name)


def _minutes(units: int) -> str:
    if units in (0, FOR_EVER):
        return "until somebody unlocks it"
    minutes = -units // MINUTE
    return str(minutes) if minutes <= LONGEST else f"{minutes} minutes, which outlasts the night"
