"""What the command line prints: the right lines, nothing that acts on a terminal, nothing claimed that was not read."""

from __future__ import annotations

from ictops.apply import HostEnd, HostResult, TaskResult
from ictops.plan import Reached
from ictops.report import compliance_text, drift_text, gaps_text, plan_text, run_text, summary_text
from ictops.report.text_plan import MOST_LINES
from tests.builders import change, plan
from tests.unit.report.builders import RUNS, report, run, unknown


def test_gaps_say_what_is_wrong_what_is_asked_and_how_old_the_reading_is() -> None:
    lines = gaps_text(report())

    assert any(
        line.split("  ")[0] == "oak-srv01" and "missing: Pupils: 64 MiB; Staff: 64 MiB" in line and "3 hours ago" in line
        for line in lines
    )
    assert lines[-1].startswith("50 % meets (8 of 16)")


def test_what_is_unknown_stands_with_its_reason() -> None:
    lines = gaps_text(report())

    assert any("oak-print" in line and "switch it on" in line for line in lines)


def test_many_devices_with_one_reason_are_counted() -> None:
    both = tuple(unknown(device, "ACC.LOCAL.1v1", "asleep") for device in ("elm-r12-pc", "elm-r14-pc"))

    assert any("elm-r12-pc and 1 more" in line for line in gaps_text(report(findings=both)))


def test_no_line_acts_on_the_terminal() -> None:
    data = report()
    lines = [*summary_text(data), *compliance_text(data), *gaps_text(data), *drift_text(data)]

    assert all(line.isprintable() for line in lines)
    assert any("[U+001B][31mred" in line for line in lines)


def test_every_school_has_a_line_for_every_area() -> None:
    lines = compliance_text(report())

    assert len(lines) == 2 + 4 * 4
    assert sum("unknown: nothing measured" in line for line in lines) == 7


def test_a_report_without_gaps_says_how_much_was_checked() -> None:
    assert gaps_text(report(findings=())) == [
        "Nothing was checked, so no gap is known, and none is ruled out.",
        "",
        "unknown: nothing measured · nothing known to check · oldest evidence: none",
    ]


def test_no_drift_is_claimed_of_what_was_read_only() -> None:
    assert drift_text(report(drift=())) == ["No drift in what was read: 76 % checked (16 of 21)."]


def test_drift_is_named_by_device_control_and_kind() -> None:
    lines = drift_text(report())

    assert lines[0] == "2 controls drifted."
    assert any(line.startswith("theirs:") for line in lines)
    assert any("elm-r14-pc" in line and "ACC.LOCAL.1v1" in line and "ansible; classroom; teacher" in line for line in lines)


def test_a_plan_shows_where_what_and_how_it_is_taken_back_and_ends_with_its_digest() -> None:
    wanted = plan(change(undo="Run\x1b[2J again."))
    lines = plan_text(wanted)

    assert "    before  NT1" in lines
    assert "    after   SMB3" in lines
    assert "    undo    Run[U+001B][2J again." in lines
    assert lines[-1] == f"digest {wanted.digest}"


def test_a_rehearsal_never_reads_as_if_something_had_changed() -> None:
    lines = run_text(RUNS[0])

    assert lines[0].startswith("Rehearsal, nothing was changed")
    assert not any(": changed" in line for line in lines)


def test_a_run_gives_an_outcome_for_every_host_and_what_was_read_afterwards() -> None:
    text = "\n".join(run_text(RUNS[1]))

    assert "elm-fs01: changed" in text
    assert "elm-r14-pc: unreachable: EHS-R14-PC did not answer" in text
    assert "elm-r14-pc WBD.DRIVER.1v1: unknown, not read" in text


def test_a_hosts_flood_is_cut_and_says_how_much() -> None:
    task = TaskResult(task="Install", changed=False, failed=True, says="\n".join(["no\x07ise"] * 40))
    result = HostResult(device="elm-fs01", end=HostEnd.FAILED, tasks=(task,))
    lines = run_text(RUNS[1].model_copy(update={"run": run().model_copy(update={"results": (result,)}), "changes": ()}))

    assert "      no[U+0007]ise" in lines
    assert lines[-1] == f"      and {40 - MOST_LINES} more lines"


def test_what_a_role_said_on_a_host_is_shown_under_it() -> None:
    result = HostResult(device="elm-r14-pc", end=HostEnd.UNCHANGED, notes=("USB device 1d6b:beef may be a \x07board",))
    lines = run_text(RUNS[1].model_copy(update={"run": run().model_copy(update={"results": (result,)}), "changes": ()}))

    assert lines[-3:] == ["  elm-r14-pc: unchanged", "    note:", "      USB device 1d6b:beef may be a [U+0007]board"]


def test_a_plan_says_what_else_its_roles_reach() -> None:
    reached = Reached(device="elm-fs-1", control="STO.QUOTA.1v1", because="cut off\x1b[2J")
    said = plan_text(plan(reached=(reached,)))

    (line,) = [line for line in said if "STO.QUOTA.1v1" in line]
    assert line.startswith("  elm-fs-1 STO.QUOTA.1v1: cut off[")
    assert not any("Reached too" in line for line in plan_text(plan()))
