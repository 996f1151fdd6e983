"""Staff from an audit's file to the role: kept apart from everything written, given to one role, forgotten for good."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ictops.apply import RunRequest
from ictops.compliance import Finding, Verdict
from ictops.errors import BadInput, Refused
from ictops.estate import DeviceId, Kind, SchoolId, Untrusted, Value
from ictops.evidence import EntryKind
from ictops.plan import Plan
from ictops.standard.catalogue import CONTROLS
from ictops.standard.intended import intended_estate
from ictops.wiring import runs, sweeping
from ictops.wiring.changing import apply_plan
from ictops.wiring.importing import Imported, import_audits
from ictops.wiring.inventories import generate_inventories
from ictops.wiring.observing import findings, observed
from ictops.wiring.planning import approve, plan_phase
from ictops.wiring.reporting import write_report
from ictops.wiring.runs import Order
from ictops.wiring.staffing import (
    LIMIT,
    USUAL_FOLDER,
    USUAL_LIMIT,
    forget,
    leaving_limit,
    staff_and_sources,
    staff_secrets,
    staff_variables,
)
from ictops.wiring.sweeping import sweep
from ictops.wiring.trust import OpenTrust, open_trust
from tests.builders import NOON
from tests.unit.wiring.small_world import EXAMPLE, World

NAMES = (
    "Ashdown", "Okell", "Trevanion", "Farrow", "Hathersage", "Morwenstow", "Lacey-Brook", "Rookwood", "Sefton", "Underhay",
    "Verity", "Fenwick-Ames", "Ollerenshaw", "Duxbury", "Cragg-Whitlow", "Haltwhistle",
)  # fmt: skip
"""Family names of the example's staff lists. A device's note names Pym, who is therefore no canary."""
NEWER = "staff 2026-09-01.csv"
OF_STAFF = ("ACC.STAFF.1v1", "ACC.LEAVERS.1v1", "ACC.ONE.1v1", "ACC.PLACE.1v1")


@dataclass
class Central(World):
    """A world whose one host of interest is the directory of the central services."""

    does_staff: bool = True

    def import_again(self, *schools: SchoolId) -> Imported:
        return import_audits(self.trust, self.trust.schools(schools), self.now())

    def directory(self) -> DeviceId:
        imported = self.trust.store.import_of("central")
        assert imported
        return next(device.id for device in imported.devices if device.kind is Kind.DIRECTORY)

    def verdicts(self) -> dict[str, Verdict]:
        of = self.directory()
        return {f.control: f.verdict for f in findings(self.trust, ("central",), self.now()) if f.device == of}

    def _work(self, request: RunRequest) -> None:
        """What the role makes of the staff it is given."""
        given = staff_secrets(self.trust, request).get("accounts_staff", [])
        keys = tuple(sorted(str(person["key"]) for person in given if isinstance(person, dict)))
        stands = found_of(self, "ACC.PLACE.1v1").intended or ()
        self.values |= {"ACC.STAFF.1v1": keys, "ACC.LEAVERS.1v1": keys, "ACC.PLACE.1v1": stands}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Central:
    """The example trust, imported and inventoried, its directory read once: it meets all but the controls of staff."""
    folder = tmp_path / "trust"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts"))
    found = Central(open_trust(folder))
    found.import_again()
    generate_inventories(found.trust, ("central", "quillford"), NOON)
    monkeypatch.setattr(sweeping, "_read", found.answers)
    monkeypatch.setattr(runs, "ansible_runner", found.runner)
    of = found.directory()
    asked = {one.control: one.intended for one in findings(found.trust, ("central",), NOON) if one.device == of}
    found.values = {control: value for control, value in asked.items() if value is not None}
    found.values |= {"ACC.STAFF.1v1": (), "ACC.LEAVERS.1v1": (), "ACC.ONE.1v1": (), "ACC.PLACE.1v1": ()}
    sweep(found.trust, ("central",), found.now())
    return found


def planned(world: Central) -> Plan:
    plan = plan_phase(world.trust, "central", "accounts", world.now())
    approve(world.trust, plan.digest, by="A. Example", why="term begins", now=world.now())
    return plan


def carried_out(world: Central, plan: Plan) -> Any:
    return apply_plan(world.trust, plan.digest, Order(for_real=True, now=world.now, said=lambda _: None))


def hand_over(world: Central, *lines: str, school: str = "quillford", name: str = NEWER) -> None:
    header = "Payroll no,Forename,Surname,Job title,Email"
    (world.trust.root / "audits" / school / name).write_text("\n".join((header, *lines, "")), encoding="utf-8")


def rows(world: Central, school: str = "quillford") -> list[str]:
    """The school's present list, to be handed over again with changes."""
    listed = [one for one in world.trust.store.staff().listed if one.school == school]
    return [
        f"{one.number.text if one.number else ''},{one.given_name.text},{one.family_name.text},"
        f"{one.job.text if one.job else ''},{one.emails[0].text if one.emails else ''}"
        for one in listed
    ]


def found_of(world: Central, control: str) -> Finding:
    of = world.directory()
    return next(f for f in findings(world.trust, ("central",), world.now()) if (f.device, f.control) == (of, control))


def places(told: Value | None) -> dict[str, str]:
    """Key to where the account stands."""
    return dict(one.split(" in ", maxsplit=1) for one in told) if isinstance(told, tuple) else {}


def test_one_teacher_of_two_schools_is_one_person_with_a_primary_school(world: Central) -> None:
    given = staff_variables(world.trust)["accounts_staff"]
    (okell,) = [person for person in given if isinstance(person, dict) and person["family_name"] == Untrusted("Okell")]

    assert len(given) == 17
    assert (okell["school"], okell["further_schools"], okell["post"]) == ("quillford", ["tansybeck"], "teacher")


def test_a_list_may_name_the_account_that_is_somebodys_already(world: Central) -> None:
    header = "Payroll no,Forename,Surname,Job title,Trust logon,Namesake"
    lines = (header, "71,Mo,Newcomer,Teacher,m.newcomer,", "72,Jo,Newcomer,Teacher,,yes", "73,Flo,Newcomer,Teacher,,no")
    (world.trust.root / "audits" / "mothwick" / NEWER).write_text("\n".join((*lines, "")), encoding="utf-8")
    world.import_again("mothwick")
    given = [one for one in staff_variables(world.trust)["accounts_staff"] if isinstance(one, dict)]
    told = {one["given_name"]: (one.get("logon"), one.get("namesake")) for one in given if one["school"] == "mothwick"}

    assert told == {
        Untrusted("Mo"): (Untrusted("m.newcomer"), None),
        Untrusted("Jo"): (None, True),
        Untrusted("Flo"): (None, None),
    }


def test_importing_again_changes_nothing_and_says_so(world: Central) -> None:
    before = world.trust.store.staff()
    again = world.import_again()

    assert world.trust.store.staff() == before
    assert {(one.school, one.rows, one.known, one.new) for one in again.staff.counts} == {
        ("quillford", 12, 12, 0),
        ("tansybeck", 6, 6, 0),
    }
    assert len(world.trust.store.entries(EntryKind.STAFF)) == 1


def test_the_plan_names_the_controls_by_keys_and_after_the_run_they_meet(world: Central) -> None:
    plan = planned(world)
    outcome = carried_out(world, plan)

    assert {change.control for change in plan.changes} == {"ACC.STAFF.1v1", "ACC.PLACE.1v1"}
    assert {change.control: change.after for change in plan.changes}["ACC.STAFF.1v1"] == world.trust.store.staff().keys()
    assert outcome.verification.verified
    assert {world.verdicts()[control] for control in OF_STAFF} == {Verdict.MEETS}


def test_a_mover_fails_the_control_until_the_account_stands_where_the_list_has_them(world: Central) -> None:
    carried_out(world, planned(world))
    who = next(one.key for one in world.trust.store.staff().listed if one.family_name.text == "Ashdown")
    before = places(found_of(world, "ACC.PLACE.1v1").observed)
    hand_over(world, *(line.replace("Teacher of Physics", "Office manager") for line in rows(world)))
    world.import_again("quillford")
    place, staff = (found_of(world, control) for control in ("ACC.PLACE.1v1", "ACC.STAFF.1v1"))
    wanted = places(place.intended)
    world.moment += timedelta(days=1)
    plan = planned(world)
    outcome = carried_out(world, plan)

    assert (before[who], wanted[who]) == ("quillford: quillford-staff", "quillford: quillford-office, quillford-staff")
    assert (place.verdict, staff.verdict) == (Verdict.FAILS, Verdict.MEETS)
    assert {change.control for change in plan.changes} == {"ACC.PLACE.1v1"}
    assert outcome.verification.verified
    assert world.verdicts()["ACC.PLACE.1v1"] is Verdict.MEETS


def test_a_leaver_fails_the_control_until_the_account_is_closed(world: Central) -> None:
    carried_out(world, planned(world))
    hand_over(world, *(line for line in rows(world) if "Trevanion" not in line))
    left = world.import_again("quillford").staff.counts[0].left
    before = world.verdicts()["ACC.LEAVERS.1v1"]
    world.moment += timedelta(days=1)
    outcome = carried_out(world, planned(world))

    assert (left, before, outcome.verification.verified) == (1, Verdict.FAILS, True)
    assert world.verdicts()["ACC.LEAVERS.1v1"] is Verdict.MEETS


def test_while_a_list_is_not_whole_nobody_says_that_leavers_are_closed(world: Central) -> None:
    carried_out(world, planned(world))
    everybody = world.trust.store.staff().keys()
    hand_over(world, *(line for line in rows(world) if "Trevanion" not in line and "Farrow" not in line))
    world.import_again("quillford")
    staff, leavers = (found_of(world, control) for control in ("ACC.STAFF.1v1", "ACC.LEAVERS.1v1"))

    assert (leavers.verdict, leavers.intended) == (Verdict.UNKNOWN, everybody)
    assert leavers.because == (
        "2 on earlier lists may have left: the staff list of quillford is not taken as whole"
        " (2 of 12 people would leave at once, more than 10 percent); see ictops staff"
    )
    assert staff.verdict is Verdict.MEETS
    assert isinstance(staff.intended, tuple)
    assert len(staff.intended) == len(everybody) - 2


def test_a_list_that_is_not_whole_hides_no_leaver_of_another_school(world: Central) -> None:
    carried_out(world, planned(world))
    hand_over(world, *(line for line in rows(world, "tansybeck") if "Haltwhistle" not in line), school="tansybeck")
    world.import_again("tansybeck")
    hand_over(world, *(line for line in rows(world) if "Trevanion" not in line and "Farrow" not in line))
    left = [count.left for count in world.import_again("quillford").staff.counts]
    before = found_of(world, "ACC.LEAVERS.1v1").verdict
    world.moment += timedelta(days=1)
    outcome = carried_out(world, planned(world))

    assert (left, before, outcome.verification.verified) == ([0], Verdict.FAILS, True)
    assert found_of(world, "ACC.LEAVERS.1v1").verdict is Verdict.UNKNOWN


def test_a_list_with_an_open_row_that_lacks_nobody_leaves_no_doubt_about_leavers(world: Central) -> None:
    carried_out(world, planned(world))
    hand_over(world, *rows(world), ",Nobody,Known,Teacher,")
    world.import_again("quillford")

    assert found_of(world, "ACC.LEAVERS.1v1").verdict is Verdict.MEETS


def test_nothing_that_is_written_names_anybody(world: Central, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    carried_out(world, planned(world))
    write_report(world.trust, tmp_path / "report", world.now())
    entries = "".join(entry.model_dump_json() for entry in world.trust.store.entries()).casefold()
    files = [path for path in tmp_path.rglob("*") if path.is_file() and "audits" not in path.relative_to(tmp_path).parts]
    told = {path.name: path.read_bytes().decode("utf-8", "replace").casefold() for path in files}
    with_names = {file for file, text in told.items() if any(name.casefold() in text for name in NAMES)}

    assert {"index.html", "report.json", "hosts.json", "estate.db"} <= told.keys()
    assert with_names <= {"estate.db", "estate.db-wal"}
    assert "estate.db" in with_names, "the canaries sing: the store does hold them"
    assert [name for name in NAMES if name.casefold() in entries] == []
    assert [name for name in NAMES if name in "".join(capfd.readouterr())] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: [*lines, "9999,Jo,Newcomer,Teacher of Music,j.newcomer@quillford.test"],
        lambda lines: [lines[0].replace("@", ".x@").rpartition(",")[0].rpartition(",")[0] + ",Headteacher,", *lines[1:]],
    ],
    ids=["somebody left", "somebody came", "somebody has another post"],
)
def test_a_staff_list_that_changes_after_planning_stops_the_run(world: Central, change: Any) -> None:
    plan = planned(world)
    hand_over(world, *change(rows(world)))
    world.import_again("quillford")
    generate_inventories(world.trust, ("quillford",), world.now())

    with pytest.raises(Refused, match="staff lists or the roles have changed since"):
        carried_out(world, plan)
    assert world.requests == []


def test_without_a_list_the_controls_are_unknown_and_the_role_is_told_nothing(world: Central) -> None:
    world.trust.store.keep_staff(world.trust.store.staff().model_copy(update={"lists": (), "listed": ()}), at=NOON, body={})

    assert staff_variables(world.trust) == {}
    assert world.verdicts()["ACC.STAFF.1v1"] is Verdict.UNKNOWN


def test_a_school_whose_list_was_never_whole_is_not_managed(world: Central) -> None:
    hand_over(world, "71,Mo,Newcomer,Teacher,", ",Nobody,Known,Teacher,", school="mothwick")
    found = world.import_again("mothwick").staff

    assert (found.counts[0].new, found.counts[0].asked) == (1, 1)
    assert "mothwick" not in staff_variables(world.trust)["accounts_staff_schools"]
    assert len(staff_variables(world.trust)["accounts_staff"]) == 17


def test_only_a_run_of_the_role_on_a_directorys_host_is_given_staff(world: Central) -> None:
    host = world.directory()
    request = RunRequest(id="r", school="central", roles=("accounts",), hosts=(host,), for_real=True)

    assert staff_secrets(world.trust, request).keys() == {"accounts_staff", "accounts_staff_schools"}
    for other in ({"roles": ("whiteboards",)}, {"hosts": ("central-fs-1",)}, {"undoes": "r"}, {"school": "tansybeck"}):
        assert staff_secrets(world.trust, request.model_copy(update=other)) == {}


def test_somebody_on_a_list_is_not_forgotten(world: Central) -> None:
    with pytest.raises(Refused, match="is on the staff list of"):
        forget(world.trust, world.trust.store.staff().keys()[0], world.now())
    with pytest.raises(BadInput, match="nobody has this key"):
        forget(world.trust, "st-zzzzzzzzzz", world.now())


def test_whoever_is_forgotten_is_nowhere_on_the_disk_and_the_record_verifies(world: Central) -> None:
    lines = rows(world)
    who = next(one for one in world.trust.store.staff().listed if one.family_name.text == "Trevanion")
    hand_over(world, *(line for line in lines if "Trevanion" not in line))
    world.import_again("quillford")
    gone = world.trust.store.staff().gone
    forgotten = forget(world.trust, who.key, world.now())
    held = b"".join(path.read_bytes() for path in world.trust.state.rglob("*") if path.is_file())

    assert [one.key for one in gone] == [who.key]
    assert b"revanion" not in held
    assert forgotten.files == ("audits/quillford/staff 2024-07-01.csv",)
    assert world.trust.store.faults() == ()
    assert staff_and_sources(world.trust)[0].gone == ()


def test_a_trust_that_has_no_accounts_made_from_lists_is_asked_for_none(world: Central) -> None:
    without = told(world, accounts_handover_keys=[])

    asked = intended_estate(observed(without, ("central",), world.now()), without.folder.standard, CONTROLS.values()).at()

    assert staff_variables(without) == {}
    for control in OF_STAFF:
        assert "no accounts made from staff lists" in (asked[world.directory(), control].because or "")


def told(world: Central, **settings: Any) -> OpenTrust:
    """The same trust under a standard whose file of accounts says this as well, for every kind of host."""
    roles = tuple(
        role.model_copy(update={"kinds": {kind: {**of, **settings} for kind, of in role.kinds.items()}})
        if role.role == "accounts"
        else role
        for role in world.trust.folder.standard.roles
    )
    standard = world.trust.folder.standard.model_copy(update={"roles": roles})
    return replace(world.trust, folder=world.trust.folder.model_copy(update={"standard": standard}))


def test_what_holds_without_a_word_in_the_standard_is_the_roles_own_default() -> None:
    defaults = YAML(typ="safe").load(EXAMPLE.parents[1] / "roles" / "accounts" / "defaults" / "main.yml")

    assert (defaults[LIMIT], defaults["accounts_handover_folder"]) == (USUAL_LIMIT, USUAL_FOLDER)


def test_the_limit_is_the_one_that_the_role_is_told(world: Central) -> None:
    assert leaving_limit(world.trust) == USUAL_LIMIT
    assert leaving_limit(told(world, **{LIMIT: 25})) == 25
