"""`make demo`: the example trust, from audit to drift report, on the lab's real services.

Without containers it takes the half that needs none.

Every step is a command that anyone can type. Nothing here knows more than the command line does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TRUST = ROOT / ".demo" / "brackenfold"
LAB = ROOT / ".lab"
STEPS = (
    ("central", "accounts"),
    ("quillford", "quick-wins"),
    ("quillford", "storage"),
    ("quillford", "print"),
    ("quillford", "accounts"),
)
"""What the demo applies. The other schools stay as they were found, so that there is something left to plan."""

REHEARSED = ("quillford", "quick-wins")

FAILS = 4
"""The verdict, as JSON has it"""


class DemoFailed(Exception):
    """A step did not end as it should; the sentence says which, and what it said."""


@dataclass(frozen=True)
class Ictops:
    """The command line, for the demo's trust."""

    environment: dict[str, str]

    def __call__(self, *words: str, expect: tuple[int, ...] = (0,)) -> str:
        """Run a command and show what it says. Gives its standard output."""
        print(f"\n$ ictops {' '.join(f'"{w}"' if ' ' in w else w for w in words)}", flush=True)
        done = self._run(*words)
        print(_shortened(done.stdout) + done.stderr, end="", flush=True)
        if done.returncode not in expect:
            raise DemoFailed(f"ictops {' '.join(words)} ended with {done.returncode}")
        return done.stdout

    def json(self, *words: str) -> Any:
        """What a command knows, without showing it."""
        done = self._run(*words, "--json")
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise DemoFailed(f"ictops {' '.join(words)} ended with {done.returncode}: {done.stderr}") from None

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ictops", *words, "--trust", str(TRUST)],
            env={**os.environ, **self.environment}, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip


def main() -> int:
    """Run the demo; 0 when every step ended as it should, else 1 with a sentence."""
    began = time.monotonic()
    lab = os.environ.get("ICTOPS_LAB") != "no"
    try:
        _copy_trust()
        lines = _with_lab() if lab else _without_lab()
    except DemoFailed as failed:
        print(
            f"\nThe demo stopped: {failed}. The trust it worked in is {TRUST}; run make demo again to begin anew.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\nStopped by hand; make demo begins anew.", file=sys.stderr)
        return 1
    print("\n" + "=" * 78)
    print("\n".join(lines))
    print(f"(the demo itself took {time.monotonic() - began:.0f} s)")
    return 0


def _with_lab() -> list[str]:
    _lab("up")
    _lab("trust", str(TRUST))
    password = (LAB / "directory-password").read_text(encoding="utf-8").strip()
    ictops = Ictops({"ICTOPS_SSH_KEY": str(LAB / "id"), "ICTOPS_DIRECTORY_PASSWORD": password})
    _audits(ictops)
    _lab("trust", str(TRUST))
    ictops("drift")
    ictops("gaps", expect=(3,))
    found = ictops.json("gaps")
    _phase(ictops, *STEPS[0])
    print("\nThe schools' offices put who was there before the lists into the groups that rights go by:", flush=True)
    _lab("staff")
    for school, phase in STEPS[1:]:
        _phase(ictops, school, phase)
    ictops("drift")
    after = ictops.json("gaps")
    print("\nSomeone changes one setting by hand on Quillford's print server:", flush=True)
    _lab("drift", "queue")
    ictops("drift", expect=(3,))
    ictops("report")
    log = ictops.json("log")
    return [
        _audits_line(log),
        _compliance_line("found", found),
        _changes_line(log),
        _compliance_line("after", after),
        _drift_line(log),
        *_failing_lines(ictops.json("gaps")),
        _report_line(),
    ]


def _without_lab() -> list[str]:
    why = os.environ.get("ICTOPS_LAB_WHY", "containers cannot run here; install podman")
    print(f"Left out are the lab, reading hosts, applying and drift: {why}.", flush=True)
    ictops = Ictops({})
    _audits(ictops)
    ictops("gaps", expect=(3,))
    ictops("report")
    return [_audits_line(ictops.json("log")), _compliance_line("now", ictops.json("gaps")), _report_line()]


def _audits(ictops: Ictops) -> None:
    ictops("audit", "import", expect=(3,))
    ictops("audit", "review")
    ictops("inventory")


def _phase(ictops: Ictops, school: str, phase: str) -> None:
    """Plan, approve and apply one phase; one is rehearsed, too."""
    digest = ictops("plan", school, phase).split()[-1][:12]
    if (school, phase) == REHEARSED:
        ictops("apply", digest)
    ictops("approve", digest, "--by", "A. Example", "--why", "agreed with the head for after school")
    ictops("apply", digest, "--for-real")


def _copy_trust() -> None:
    print(f"Copying the example trust to {TRUST}", flush=True)
    shutil.rmtree(TRUST, ignore_errors=True)
    shutil.copytree(ROOT / "inventories" / "example-trust", TRUST, ignore=shutil.ignore_patterns(".ictops", "schools"))


def _lab(*words: str) -> None:
    done = subprocess.run([sys.executable, "tests/lab/lab.py", *words], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise DemoFailed(f"the lab's `{words[0]}` ended with {done.returncode}")


def _audits_line(log: Any) -> str:
    bodies = [entry["body"] for entry in log if entry["kind"] == "import"]
    rows = {part: sum(body["rows"][part] for body in bodies) for part in ("imported", "merged", "rejected")}
    devices, conflicts = (sum(body[part] for body in bodies) for part in ("devices", "conflicts"))
    became = ", ".join(f"{number} {part}" for part, number in rows.items())
    return f"audits    {devices} devices from {sum(rows.values())} rows ({became}); {conflicts} contradictions to settle"


def _compliance_line(when: str, gaps: Any) -> str:
    counts = gaps["coverage"]
    if not counts["measured"]:
        unknown = f"{counts['unknown']} of {counts['applicable']} controls are unknown"
        return f"{when:<9} nothing was checked, so there is no percentage: {unknown}"
    met = counts["met"] * 100 // counts["measured"]
    return (
        f"{when:<9} {met} % of what was checked meets the standard ({counts['met']} of {counts['measured']}); "
        f"checked {counts['measured']} of {counts['applicable']} controls, {counts['unknown']} unknown"
    )


def _changes_line(log: Any) -> str:
    checks = [entry["body"]["check"] for entry in log if entry["kind"] == "verification"]
    met = sum(one["met"] for check in checks for one in check["checked"])
    moved = sum(len(check["unplanned"]) for check in checks)
    return f"changed   {met} settings in {len(checks)} approved phases, read again and as planned; {moved} moved unplanned"


def _drift_line(log: Any) -> str:
    last = [entry["body"]["drift"] for entry in log if entry["kind"] == "reading"][-1]
    named = "; ".join(f"{one['control']} on {one['device']} ({one['kind']}): {one['was']} is now {one['now']}" for one in last)
    return f"drift     {len(last)}: {named}"


def _failing_lines(gaps: Any) -> list[str]:
    """A line a school: which controls fail, and why nobody has put them right yet."""
    failing: dict[str, set[str]] = {}
    for one in gaps["findings"]:
        if one["verdict"] == FAILS:
            failing.setdefault(one["school"], set()).add(one["control"])
    why = {school: "drifted" for school, _ in STEPS}
    return [
        f"failing   {school}, {why.get(school, 'not planned yet')}: {', '.join(sorted(controls))}"
        for school, controls in sorted(failing.items())
    ]


def _report_line() -> str:
    return f"report    {TRUST / '.ictops' / 'report' / 'index.html'}"


def _shortened(text: str, longest: int = 40) -> str:
    lines = text.splitlines(keepends=True)
    if len(lines) <= longest:
        return text
    head, tail = lines[: longest // 2], lines[-longest // 2 :]
    return "".join([*head, f"  … {len(lines) - longest} more lines …\n", *tail])


if __name__ == "__main__":
    sys.exit(main())
