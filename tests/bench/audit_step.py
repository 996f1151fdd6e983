"""One step of the benchmark of audits, in a process of its own: `python -m tests.bench.audit_step STEP TRUST`.

Prints how many seconds the step itself took without the start of Python, how many processors worked, and a count.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from ictops.wiring.importing import import_audits
from ictops.wiring.inventories import generate_inventories
from ictops.wiring.trust import open_trust


def bare(trust: Path) -> int:
    """What reading costs with nothing done to it."""
    rows = 0
    for path in sorted((trust / "audits").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += len(list(csv.reader(file)))
    return rows


def imports(trust: Path) -> int:
    """Every school's audits into the record."""
    ours = open_trust(trust)
    schools = tuple(school for school in ours.schools(()) if (trust / "audits" / school.id).is_dir())
    processes = os.cpu_count() or 1
    return sum(one.read.total.rows for one in import_audits(ours, schools, datetime.now(UTC), processes=processes).schools)


def inventories(trust: Path) -> int:
    """Every school's inventory; how many files changed."""
    ours = open_trust(trust)
    schools = tuple(school.id for school in ours.schools(()) if (trust / "audits" / school.id).is_dir())
    return sum(len(one.changed) for one in generate_inventories(ours, schools, datetime.now(UTC)))


def worked() -> float:
    """Seconds that processors worked for this process and those it started, all of which have ended."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


STEPS: Mapping[str, Callable[[Path], int]] = {"bare": bare, "imports": imports, "inventories": inventories}

if __name__ == "__main__":
    began = time.monotonic()
    did = STEPS[sys.argv[1]](Path(sys.argv[2]))
    print(f"{time.monotonic() - began:.3f} {worked():.3f} {did}")
