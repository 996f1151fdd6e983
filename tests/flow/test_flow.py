"""From audit to drift report on real services: what our probes say, and what clients that are not ours see."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ictops.apply import HostEnd
from ictops.wiring.observing import NOT_READ_YET
from tests.example_audits.tansybeck import PUPILS
from tests.flow.ictops_command import Said
from tests.flow.story import Q_FS, STEPS, T_FS, Story

pytestmark = pytest.mark.lab

HOSTS = 10
"""Hosts of the lab that the audits know and ictops manages; the repository is the lab's own."""
WINDOWS = 1
"""Hosts of the inventories that run Windows: the audits know them, the lab has none, and nobody reads them yet."""


def by_control(story: Story, said: Said, school: str) -> dict[str, set[str]]:
    """Control to the verdicts it has on the school's hosts; devices withheld from the inventory are left out."""
    hosts = managed(story)
    found: dict[str, set[str]] = {}
    for one in said.json["findings"]:
        if one["school"] == school and one["device"] in hosts:
            found.setdefault(one["control"], set()).add(VERDICTS[one["verdict"]])
    return found


def managed(story: Story) -> set[str]:
    """The hosts of all inventories that are read: all but those that run Windows."""
    unread = {one["device"] for one in story.first_gaps.json["findings"] if one["because"] == NOT_READ_YET}
    return {host for school in story.inventory.json for host in school["hosts"]} - unread


UNTOLD = {"PRN.UNUSED.1v1", "PRN.SCAN.1v1"}
"""What the lab's print servers do not say: pages nobody counted there, and how printers mail scans, which only people know."""
VERDICTS = {0: "meets", 1: "not applicable", 2: "excepted", 3: "unknown", 4: "fails"}


def counted(said: Said) -> Counter[str]:
    return Counter(VERDICTS[one["verdict"]] for one in said.json["findings"])


# 1. Audits ------------------------------------------------------------------------------------------------------------


def test_every_row_of_every_audit_file_is_accounted_for(story: Story) -> None:
    for school in story.imported.json:
        for file in school["counts"]:
            told = sum(file[part] for part in ("blank", "titles", "headers", "imported", "merged", "rejected"))
            assert file["rows"] == told, file["name"]
    assert sum(file["imported"] for school in story.imported.json for file in school["counts"]) > 80


def test_the_special_schools_contradictions_are_listed_and_its_attacks_rejected_or_kept_as_text(story: Story) -> None:
    (mothwick,) = [school for school in story.imported.json if school["school"] == "mothwick"]

    assert mothwick["conflicts"]
    assert mothwick["rejects"]


def test_every_host_of_the_lab_is_in_an_inventory_and_the_rest_is_withheld_with_a_reason(story: Story) -> None:
    assert sum(len(school["hosts"]) for school in story.inventory.json) == HOSTS + WINDOWS
    assert all(reason for school in story.inventory.json for reason in school["withheld"].values())


# 2. First reading -----------------------------------------------------------------------------------------------------


def test_before_the_first_reading_everything_is_unknown_and_nothing_counts_as_compliant(story: Story) -> None:
    coverage = story.unmeasured.json["coverage"]

    assert set(counted(story.unmeasured)) == {"unknown"}
    assert (coverage["measured"], coverage["met"]) == (0, 0)


def test_the_first_reading_reaches_every_host_and_is_no_drift(story: Story) -> None:
    said = story.first_reading.json

    assert (said["first"], said["drift"], said["not_read"], said["hosts"]) == (True, [], {}, HOSTS)


def test_the_first_reading_leaves_nothing_unknown_but_what_is_withheld_with_a_reason(story: Story) -> None:
    told_later = {"STO.PUPILS.1v1"}  # what pupils may open, nobody can say before the directory has a group of pupils
    findings = [one for one in story.first_gaps.json["findings"] if one["control"] not in UNTOLD | told_later]
    unknown = [one for one in findings if VERDICTS[one["verdict"]] == "unknown"]
    hosts = managed(story)

    assert [(one["device"], one["control"], one["because"]) for one in unknown if one["device"] in hosts] == []
    assert all(one["because"].startswith(("withheld from the inventory: ", NOT_READ_YET)) for one in unknown)


@pytest.mark.parametrize("control", [
    "STO.SMB.1v1", "STO.SIGN.1v1", "STO.GUEST.1v1", "STO.EVERYONE.1v1", "STO.SHARES.1v1", "STO.QUOTA.1v1",
    "PRN.FOLLOW.1v1", "PRN.DUPLEX.1v1", "PRN.MONO.1v1", "PRN.DESK.1v1", "PRN.DEAD.1v1",
    "WBD.SOURCE.1v1", "WBD.DRIVER.1v1", "WBD.HOLD.1v1", "ACC.LOCAL.1v1",
])  # fmt: skip
def test_our_probes_find_the_planted_mess_at_the_secondary(story: Story, control: str) -> None:
    assert by_control(story, story.first_gaps, "quillford")[control] == {"fails"}


@pytest.mark.parametrize("control", ["ACC.LOCK.1v1", "ACC.LENGTH.1v1", "ACC.GENERIC.1v1", "ACC.OU.1v1", "ACC.GROUPS.1v1"])
def test_our_probes_find_the_planted_mess_in_the_directory(story: Story, control: str) -> None:
    assert by_control(story, story.first_gaps, "central")[control] == {"fails"}


def test_a_pc_without_a_board_is_not_asked_for_a_driver(story: Story) -> None:
    found = by_control(story, story.first_gaps, "mothwick")

    assert found["WBD.DRIVER.1v1"] == found["WBD.HOLD.1v1"] == {"not applicable"}


def test_clients_that_are_not_ours_see_the_same_mess(story: Story) -> None:
    mess = story.mess

    assert mess.guest_writes == {Q_FS: True, T_FS: True}
    assert mess.speaks_smb1 == {Q_FS: True, T_FS: True}
    assert mess.desk_job.fine, mess.desk_job.text
    assert not mess.follow_me_job.fine
    assert mess.generic_logs_on
    assert mess.staff_logs_on
    assert "lockoutThreshold: 0" in mess.lockout
    assert "OU=Staff" not in mess.units
    assert {pc: installed(said) for pc, said in mess.driver.items()} == {
        "q-pc12": None, "q-pc14": "1.0", "t-pc": "1.0", "m-pc": None,
    }  # fmt: skip
    assert "teacher P " in mess.local_teacher


def installed(policy: str) -> str | None:
    """The installed version in apt-cache's words."""
    lines = [line.split(":", 1)[1].strip() for line in policy.splitlines() if line.strip().startswith("Installed:")]
    return None if lines in ([], ["(none)"]) else lines[0]


# 3. Plans and approvals -----------------------------------------------------------------------------------------------


def test_a_phase_that_comes_too_early_is_refused_with_what_is_missing(story: Story) -> None:
    assert "comes after central/accounts" in story.too_early.err


@pytest.mark.parametrize("step", STEPS, ids="/".join)
def test_without_an_approval_nothing_is_changed(story: Story, step: tuple[str, str]) -> None:
    refused = story.phases[step].refused

    assert refused.exit_number == 4
    assert "it is not approved, so nothing is changed" in refused.err
    assert "ictops approve" in refused.err


def test_a_rehearsal_reports_changes_and_makes_none(story: Story) -> None:
    rehearsed = story.phases[STEPS[0]].rehearsed.json["run"]

    assert {result["end"] for result in rehearsed["results"]} == {"changed"}
    assert story.rehearsed == story.mess


@pytest.mark.parametrize("step", STEPS, ids="/".join)
def test_every_planned_change_comes_about_and_nothing_else_moves(story: Story, step: tuple[str, str]) -> None:
    applied = story.phases[step].applied
    verification = applied.json["verification"]

    assert [one for one in verification["checked"] if not one["met"]] == []
    assert verification["unplanned"] == []
    assert applied.exit_number == 0


@pytest.mark.parametrize("step", STEPS, ids="/".join)
def test_a_second_apply_changes_nothing(story: Story, step: tuple[str, str]) -> None:
    again = story.phases[step].again

    assert {result.end for result in again.results} == {HostEnd.UNCHANGED}, again.results
    assert again.changed == 0


@pytest.mark.parametrize("step", STEPS, ids="/".join)
def test_an_approval_is_good_for_one_run(story: Story, step: tuple[str, str]) -> None:
    spent = story.phases[step].spent

    assert spent.exit_number == 4
    assert "an approval is good for once" in spent.err


# 4. After -------------------------------------------------------------------------------------------------------------


def test_staff_can_go_on_working_and_others_can_no_longer(story: Story) -> None:
    mess, cleaned = story.mess, story.cleaned

    assert mess.staff_write == mess.strangers_write == {"Teachers": True, "Public": True, "StaffShared": False}
    assert cleaned.staff_write == {"Teachers": True, "Public": True, "StaffShared": True}
    assert cleaned.strangers_write == {"Teachers": False, "Public": False, "StaffShared": False}


def test_a_write_stops_at_the_shares_limit(story: Story) -> None:
    assert "NT_STATUS_DISK_FULL" in story.cleaned.beyond_the_limit.text


def test_clients_that_are_not_ours_see_the_change(story: Story) -> None:
    cleaned = story.cleaned

    assert cleaned.guest_writes == {Q_FS: False, T_FS: False}
    assert cleaned.speaks_smb1 == {Q_FS: False, T_FS: False}
    assert cleaned.signing in ("mandatory", "required")
    assert cleaned.follow_me_job.fine, cleaned.follow_me_job.text
    assert "sides-default (keyword) = two-sided-long-edge" in cleaned.follow_me_attributes.text
    assert "print-color-mode-default (keyword) = monochrome" in cleaned.follow_me_attributes.text
    assert not cleaned.desk_job.fine
    assert not cleaned.generic_logs_on
    assert cleaned.staff_logs_on
    assert "lockoutThreshold: 10" in cleaned.lockout
    assert "minPwdLength: 12" in cleaned.lockout
    assert "OU=Staff,OU=quillford,OU=Schools" in cleaned.units
    assert {pc: installed(said) for pc, said in cleaned.driver.items()} == {
        "q-pc12": "1.1", "q-pc14": "1.1", "t-pc": "1.1", "m-pc": None,
    }  # fmt: skip
    assert all("ictops-whiteboard-driver" in cleaned.held[pc] for pc in ("q-pc12", "q-pc14", "t-pc"))
    assert "teacher L " in cleaned.local_teacher


def test_what_was_planned_now_meets_the_standard(story: Story) -> None:
    found = by_control(story, story.gaps, "quillford")

    assert {c: verdicts for c, verdicts in found.items() if c not in UNTOLD and verdicts - {"meets", "not applicable"}} == {}


def test_what_was_not_planned_still_fails_and_an_expired_exception_excuses_nothing(story: Story) -> None:
    found = by_control(story, story.gaps, "mothwick")

    assert found["PRN.FOLLOW.1v1"] == {"fails"}
    assert found["ACC.LOCAL.1v1"] == {"fails"}


def test_a_live_exception_is_excepted_is_no_pass_and_is_left_alone_by_the_run(story: Story) -> None:
    assert by_control(story, story.gaps, "tansybeck")["PRN.MONO.1v1"] == {"excepted"}


def test_reading_again_finds_no_drift(story: Story) -> None:
    assert (story.quiet.json["drift"], story.quiet.json["not_read"]) == ([], {})


def test_the_one_drift_planted_by_hand_is_named_and_no_other(story: Story) -> None:
    (drift,) = story.drifted.json["drift"]

    assert story.drifted.exit_number == 3
    assert (drift["school"], drift["control"], drift["kind"]) == ("quillford", "PRN.DUPLEX.1v1", "theirs")
    assert (drift["was"], drift["now"]) == ("two-sided-long-edge", "one-sided")


# 5. The record and the pages ------------------------------------------------------------------------------------------


def test_the_record_holds_every_step_and_verifies(story: Story) -> None:
    kinds = Counter(entry["kind"] for entry in story.log.json)

    assert kinds["import"] == kinds["inventory"] == 4
    assert kinds["plan"] == kinds["approval"] == kinds["verification"] == len(STEPS)
    assert kinds["intent"] == kinds["run"] == 2 * len(STEPS)


def test_the_report_is_self_contained_and_says_what_it_covers(story: Story) -> None:
    pages = {Path(name).name: Path(name).read_text(encoding="utf-8") for name in story.report.json["files"]}

    assert {"index.html", "school-quillford.html", "report.json", "findings.csv", "changes.csv"} <= pages.keys()
    assert re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//[^"' )>]*""", pages["index.html"]) == []
    assert "PRN.DUPLEX.1v1" in pages["index.html"]


def test_no_secret_and_no_pupil_is_in_anything_that_was_written(story: Story) -> None:
    lab = Path(__file__).parents[2] / ".lab"
    secrets = [(lab / "directory-password").read_bytes().strip(), b"Autumn2024!"]
    pupils = [name.split()[1].lower().encode() for name in PUPILS]
    files = [path for path in story.trust.rglob("*") if path.is_file() and "audits" not in path.relative_to(story.trust).parts]

    assert len(files) > 30
    assert [(path, secret) for path in files for secret in secrets if secret in path.read_bytes()] == []
    assert [(path, name) for path in files for name in pupils if name in path.read_bytes().lower()] == []
