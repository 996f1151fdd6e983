"""Put the lab's staff into the groups that the standard made, as the schools' offices would."""

from __future__ import annotations

from tests.lab.containers import inside, present
from tests.lab.hosts import BY_SHORT
from tests.lab.places import HERE
from tests.lab.podman import Podman
from tests.lab.trouble import LabTrouble


def put_into_groups(podman: Podman) -> None:
    """tstaff1 and tstaff3 go into every staff, office, leaders' and department group; LabTrouble while there are none."""
    if "dc1" not in present(podman):
        raise LabTrouble("dc1 is not there: run `make lab-up` first")
    inside(podman, BY_SHORT["dc1"], (HERE / "staff.sh").read_text())
    print("dc1: the schools' offices put tstaff1 and tstaff3 into their staff, office, senior leaders' and department groups.")
