"""Measures audits by size: rows into the record, schools into inventories, beside the bare csv reader, with peak memory.

    make bench        or        python -m tests.bench.audits [--quick]

Nothing is asserted: a benchmark that fails on a busy machine teaches people to ignore it. `--quick` does a fiftieth.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.audit_sizes import ROOT, Made, equal_schools, schools_by_roll, trust_of
from tests.bench.measured import run


@dataclass(frozen=True)
class Took:
    """One step: seconds of the step itself, those that processors worked, MiB of all its processes at once, what it counted."""

    seconds: float
    worked: float
    mebibytes: float
    counted: int


def step(name: str, trust: Path) -> Took:
    """Run a step in a process of its own, so that each is charged for its own memory only."""
    once = run([sys.executable, "-m", "tests.bench.audit_step", name, str(trust)], environment=os.environ, folder=ROOT)
    seconds, worked, counted = once.printed.split()[-3:]
    return Took(float(seconds), float(worked), max(once.mebibytes, once.together), int(counted))


def told(what: str, took: Took, unit: str, goal: str = "") -> None:
    aim = f"   goal {goal}" if goal else ""
    speed = f"{took.counted:>9,} {unit}" if took.counted else ""
    spent = f"{took.seconds:8.2f} s ({took.worked:.2f} s of processors) {took.mebibytes:6.0f} MiB"
    print(f"  {what:<40}{spent}  {speed}{aim}", flush=True)


def rows(folder: Path, schools: int, each: int) -> None:
    """Rows of CSV into the record, school after school: a school may hold no more than 25,000, its header among them."""
    print(f"\n{schools * each:,} rows of CSV, {schools} schools of {each:,}", flush=True)
    trust = trust_of(folder / "rows", equal_schools(schools, each))
    bare, ours = step("bare", trust), step("imports", trust)
    told("the bare csv reader", bare, "rows")
    told("ictops audit import", ours, "rows", "60 s and 1,024 MiB for 1,000,000")
    print(f"  {ours.seconds / bare.seconds:.0f} x the bare reader, {ours.seconds / ours.counted * 1e6:.0f} us a row")


def end_to_end(folder: Path, schools: Sequence[Made], title: str, goal: str = "") -> float:
    """Import, inventories, and inventories once more with nothing changed; seconds of the first two."""
    devices = sum(one.devices for one in schools)
    print(f"\n{title}: {len(schools):,} schools, {devices:,} devices", flush=True)
    trust = trust_of(folder / str(len(list(folder.iterdir()))), schools)
    imported, made = step("imports", trust), step("inventories", trust)
    again = step("inventories", trust)
    told("import", imported, "rows")
    told("inventories", made, "files written", "120 s for 1,000 schools" if not goal else "")
    told("inventories again, nothing changed", again, "files written", "10 s for 1,000 schools" if not goal else "")
    print(f"  together {imported.seconds + made.seconds:.2f} s{f'   goal {goal}' if goal else ''}")
    return imported.seconds + made.seconds


def growth(folder: Path, sizes: Sequence[int]) -> None:
    """Whether twice the schools take twice the time."""
    took = dict[int, float]()
    for wanted in sizes:
        schools, source = schools_by_roll(wanted)
        took[wanted] = end_to_end(folder, schools, source) / sum(one.devices for one in schools)
    print("\ngrowth, import and inventories a device: " + ", ".join(f"{n:,} schools {s * 1e6:.0f} us" for n, s in took.items()))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quick", action="store_true", help="a fiftieth of the rows and schools")
    less = 50 if words.parse_args().quick else 1
    with tempfile.TemporaryDirectory(prefix="ictops-bench-") as folder:
        print(f"bench: audits, {os.cpu_count()} processors", flush=True)
        rows(Path(folder), 50 // less, 20_000)
        end_to_end(
            Path(folder), equal_schools(max(2, 100 // less), 600), "registers of one size", "60 s for 100 schools of 600"
        )
        growth(Path(folder), (10, 100, 1_000) if less == 1 else (2, 20))


if __name__ == "__main__":
    main()
