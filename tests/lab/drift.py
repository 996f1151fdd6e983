"""Plant one drift by hand on one host, as a helpful colleague or a supplier would."""

from __future__ import annotations

from dataclasses import dataclass

from tests.lab.containers import inside, present
from tests.lab.hosts import BY_SHORT
from tests.lab.places import HERE
from tests.lab.podman import Podman
from tests.lab.trouble import LabTrouble, WrongWords


@dataclass(frozen=True, slots=True)
class Drift:
    """What somebody does, on which host, and the one control that should notice."""

    host: str
    deed: str
    control: str


DRIFTS = {
    "queue": Drift("q-print", "somebody set the follow-me queue back to one-sided", "PRN.DUPLEX.1v1"),
    "guest": Drift("q-fs", "a supplier added a share for guests, for the scanner", "STO.GUEST.1v1"),
    "folder": Drift("t-fs", "somebody opened the folder of the share Teachers to everyone", "STO.EVERYONE.1v1"),
    "driver": Drift("q-pc12", "a technician took the hold off the whiteboard driver", "WBD.HOLD.1v1"),
    "logon": Drift("q-pc14", "somebody unlocked the shared local logon", "ACC.LOCAL.1v1"),
    "lockout": Drift("dc1", "somebody turned account lock-out off", "ACC.LOCK.1v1 and ACC.LOCKTIME.1v1"),
}
"""Each does what tests/lab/drifts/<name>.sh says, and fails with a reason where the standard does not stand yet."""


def plant(podman: Podman, name: str) -> None:
    """Do the named deed; WrongWords for a name we do not know, LabTrouble when there is nothing to drift from."""
    if name not in DRIFTS:
        raise WrongWords(f"there is no drift called {name!r}: choose one of {', '.join(DRIFTS)}")
    drift = DRIFTS[name]
    if drift.host not in present(podman):
        raise LabTrouble(f"{drift.host} is not there: run `make lab-up` first")
    inside(podman, BY_SHORT[drift.host], (HERE / "drifts" / f"{name}.sh").read_text())
    print(f"{drift.host}: {drift.deed}. {drift.control} should notice, and nothing else.")
