"""An invented trust in the middle of its work, as the report sees it: gaps, unknowns, drift, a run, exceptions, an audit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from ictops.apply import HostEnd, HostResult, Run, RunRequest, TaskResult
from ictops.compliance import Drift, DriftKind, Exemption, Finding, Verdict
from ictops.estate import Attribute, Device, Education, Kind, School, Trust, Untrusted, Value
from ictops.plan import Approval, Change
from ictops.report.nouns import ChangeRead, ControlText, Head, ReportData, RunRecord, Towards
from ictops.standard import Area, Relation

AS_OF = datetime(2026, 11, 4, 7, 30, tzinfo=UTC)

CENTRAL = School(id="central", name="Central services", education=Education.CENTRAL)
ELM = School(id="elm", name="Elm High School (invented)", education=Education.SECONDARY, joined=date(2019, 9, 1))
OAK = School(id="oak", name="Oak Primary School (invented)", education=Education.PRIMARY, joined=date(2022, 9, 1))
YEW = School(id="yew", name="Yew Grange School (invented)", education=Education.SPECIAL, joined=date(2025, 4, 1))
TRUST = Trust(id="larchfield", name="Larchfield Learning Trust (invented)", schools=(CENTRAL, ELM, OAK, YEW))


def hours_ago(hours: int) -> datetime:
    return AS_OF - timedelta(hours=hours)


def text(id: str, area: Area, governor: str, relation: Relation = Relation.EQUALS, **more: Any) -> ControlText:  # noqa: A002
    clause = Towards(
        framework="DfE cyber security standard",
        clause="secure configuration (invented clause)",
        url="https://example.org/clause",
        read_on=date(2026, 9, 20),
    )
    fields = {
        "requirement": f"The host must hold to the setting {id}, whatever it was before.",
        "value_says": "what is set",
        "evidence_towards": (clause,),
    }
    return ControlText(id=id, area=area, governor=governor, relation=relation, **{**fields, **more})


CONTROLS = (
    text("STO.SMB.1v1", Area.STORAGE, "File shares do not speak outdated, insecure protocols."),
    text("STO.GUEST.1v1", Area.STORAGE, "Nobody opens a shared folder without signing in.", Relation.WITHIN),
    text("STO.QUOTA.1v1", Area.STORAGE, "One folder cannot fill the whole server.", Relation.INCLUDES),
    text("PRN.FOLLOW.1v1", Area.PRINT, "Staff collect their printing at any printer."),
    text("PRN.DESK.1v1", Area.PRINT, "Expensive desk printers are no longer used.", Relation.WITHIN),
    text("WBD.DRIVER.1v1", Area.WHITEBOARDS, "Every whiteboard has the tested software.", Relation.INCLUDES),
    text("ACC.LOCAL.1v1", Area.ACCOUNTS, "Only named people can sign in to a machine.", Relation.WITHIN),
    text("ACC.GENERIC.1v1", Area.ACCOUNTS, "Nobody shares an account such as “teacher”.", Relation.WITHIN),
)
AREA = {control.id: control.area for control in CONTROLS}


def device(id: str, school: str, kind: Kind, name: str, room: str, **more: str) -> Device:  # noqa: A002
    said = {Attribute.NAME: name, Attribute.ROOM: room} | {Attribute(key): value for key, value in more.items()}
    attributes = tuple((key, Untrusted(value)) for key, value in said.items())
    return Device(id=id, school=school, kind=kind, attributes=attributes)


DEVICES = (
    device("central-dc1", "central", Kind.DIRECTORY, "dc1", "Server room", maker="Acme", model="R1"),
    device("elm-fs01", "elm", Kind.FILE_SERVER, "EHS-FS01", "Server cupboard", maker="Acme", model="T330", address="10.0.1.10"),
    device("elm-print01", "elm", Kind.PRINT_SERVER, "EHS-PRINT01", "Server cupboard", maker="Acme", model="T30"),
    device("elm-r12-pc", "elm", Kind.CLASSROOM_PC, "EHS-R12-PC", "R12", maker="Beck", model="One", system="Debian 12"),
    device("elm-r14-pc", "elm", Kind.CLASSROOM_PC, "EHS-R14-PC", "R14", maker="Beck", model="One", system="Debian 12"),
    device("elm-board-12", "elm", Kind.WHITEBOARD, "Board 12", "R12"),
    device("oak-srv01", "oak", Kind.FILE_SERVER, "OPS-SRV01", "Office"),
    device("oak-print", "oak", Kind.PRINT_SERVER, "OPS-PRINT", "Office"),
    device("oak-class3", "oak", Kind.CLASSROOM_PC, "OPS-CLASS3", "Class 3"),
    device("yew-print", "yew", Kind.PRINT_SERVER, "YGS-PRINT", "Reprographics"),
    device("yew-room5", "yew", Kind.CLASSROOM_PC, "<script>alert(1)</script>", "Room 5 \u202e5 mooR"),
)


def finding(device: str, control: str, verdict: Verdict, **more: Any) -> Finding:
    fields = {"school": device.split("-", maxsplit=1)[0], "area": AREA[control], "verdict": verdict}
    measured = {"measured_at": hours_ago(3)} if verdict is not Verdict.UNKNOWN else {}
    return Finding(device=device, control=control, **{**fields, **measured, **more})


def meets(device: str, control: str, value: Value, **more: Any) -> Finding:
    return finding(device, control, Verdict.MEETS, observed=value, intended=value, **more)


def fails(device: str, control: str, observed: Value, intended: Value, **more: Any) -> Finding:
    return finding(device, control, Verdict.FAILS, observed=observed, intended=intended, **more)


def unknown(device: str, control: str, because: str) -> Finding:
    return finding(device, control, Verdict.UNKNOWN, because=because)


UNREACHABLE = "10.0.2.20 did not answer on port 22: switch it on, or correct its address in the audit"
FOLLOW = "FollowMe: accepting, answers, ipp://print.example.org/follow"

FINDINGS = (
    meets("central-dc1", "ACC.LOCAL.1v1", ("ansible",)),
    fails("central-dc1", "ACC.GENERIC.1v1", ("supply", "teacher"), (), measured_at=hours_ago(30)),
    meets("elm-fs01", "STO.SMB.1v1", "SMB3"),
    meets("elm-fs01", "STO.GUEST.1v1", ()),
    meets("elm-fs01", "STO.QUOTA.1v1", ("Pupils: 64 MiB", "Staff: 64 MiB")),
    meets("elm-fs01", "ACC.LOCAL.1v1", ("ansible",)),
    meets("elm-print01", "PRN.FOLLOW.1v1", FOLLOW),
    finding("elm-print01", "PRN.DESK.1v1", Verdict.EXCEPTED, observed=("FollowMe", "Kiln"), intended=("FollowMe",),
            because="excepted until 2026-11-20 (Head of art): the kiln room's printer has no network"),
    meets("elm-r12-pc", "WBD.DRIVER.1v1", ("ictops-whiteboard-driver 1.1",)),
    fails("elm-r14-pc", "WBD.DRIVER.1v1", ("ictops-whiteboard-driver 1.0",), ("ictops-whiteboard-driver 1.1",)),
    fails("elm-r14-pc", "ACC.LOCAL.1v1", ("ansible", "classroom", "teacher"), ("ansible",)),
    fails("oak-srv01", "STO.SMB.1v1", "NT1", "SMB3"),
    fails("oak-srv01", "STO.GUEST.1v1", ("Public", "Scans"), ()),
    fails("oak-srv01", "STO.QUOTA.1v1", (), ("Pupils: 64 MiB", "Staff: 64 MiB")),
    meets("oak-srv01", "ACC.LOCAL.1v1", ("ansible",), measured_at=hours_ago(24 * 12)),
    unknown("oak-print", "PRN.FOLLOW.1v1", UNREACHABLE),
    unknown("oak-print", "PRN.DESK.1v1", UNREACHABLE),
    unknown("oak-class3", "WBD.DRIVER.1v1", "the host answered with a changed key: ask who replaced the machine"),
    unknown("yew-print", "PRN.FOLLOW.1v1", "nothing measured yet: run ictops drift"),
    unknown("yew-print", "PRN.DESK.1v1", "nothing measured yet: run ictops drift"),
    finding("yew-room5", "WBD.DRIVER.1v1", Verdict.NOT_APPLICABLE, because="no whiteboard hangs on it"),
    fails("yew-room5", "ACC.LOCAL.1v1", ("ansible", "\x1b[31mred"), ("ansible",), measured_at=hours_ago(50)),
)  # fmt: skip


def change(device: str, control: str, before: Value, after: Value, **more: Any) -> Change:
    fields = {"role": "network_storage", "relation": Relation.EQUALS, "undo": f"Put {control} back to what it was."}
    return Change(device=device, control=control, before=before, after=after, **{**fields, **more})


def run(name: str = "run-7", *, for_real: bool = True, began: datetime | None = None) -> Run:
    began = began or hours_ago(4)
    wanted = {"elm-fs01": HostEnd.CHANGED, "elm-r14-pc": HostEnd.UNREACHABLE}
    request = RunRequest(id=name, school="elm", roles=("network_storage",), hosts=tuple(wanted), for_real=for_real)
    results = tuple(
        HostResult(
            device=device,
            end=end,
            tasks=(TaskResult(task="Write the shares", changed=True),) * 3 if end is HostEnd.CHANGED else (),
            says="" if end is HostEnd.CHANGED else "EHS-R14-PC did not answer: switch it on and apply again",
        )
        for device, end in wanted.items()
    )
    return Run(request=request, began=began, ended=began + timedelta(minutes=2), results=results)


RUNS = (
    RunRecord(run=run("run-6", for_real=False, began=hours_ago(5))),
    RunRecord(
        run=run(),
        approval=Approval(digest="4f" * 32, by="A. Example", why="half-term, shares first", at=hours_ago(4)),
        changes=(
            ChangeRead(change=change("elm-fs01", "STO.SMB.1v1", "NT1", "SMB3"), read="SMB3", verdict=Verdict.MEETS),
            ChangeRead(change=change("elm-fs01", "STO.GUEST.1v1", ("Public",), ()), read=(), verdict=Verdict.MEETS),
            ChangeRead(change=change("elm-r14-pc", "WBD.DRIVER.1v1", (), ("ictops-whiteboard-driver 1.1",))),
        ),
    ),
)

EXCEPTIONS = (
    Exemption(control="PRN.DESK.1v1", school="elm", device="elm-print01", until=date(2026, 11, 20),
              reason="the kiln room's printer has no network", owner="Head of art"),
    Exemption(control="ACC.LOCAL.1v1", school="yew", until=date(2026, 10, 23),
              reason="exam software needs its own account", owner="Exams officer"),
    Exemption(control="STO.QUOTA.1v1", school="elm", until=date(2027, 7, 20), reason="film course", owner="Head of media"),
)  # fmt: skip

DRIFT = (
    Drift(school="elm", device="elm-r14-pc", control="ACC.LOCAL.1v1", kind=DriftKind.THEIRS, was=("ansible",),
          now=("ansible", "classroom", "teacher"), intended=("ansible",), met_until=hours_ago(27), seen_at=hours_ago(3)),
    Drift(school="elm", device="elm-r14-pc", control="WBD.DRIVER.1v1", kind=DriftKind.STANDARD_MOVED,
          was=("ictops-whiteboard-driver 1.0",), now=("ictops-whiteboard-driver 1.0",),
          intended=("ictops-whiteboard-driver 1.1",), met_until=hours_ago(27), seen_at=hours_ago(3)),
)  # fmt: skip


def report(**more: Any) -> ReportData:
    """The whole example; every part can be replaced by name."""
    fields = {
        "trust": TRUST, "as_of": AS_OF, "controls": CONTROLS, "devices": DEVICES, "findings": FINDINGS, "runs": RUNS,
        "exceptions": EXCEPTIONS, "drift": DRIFT, "evidence": Head(sequence=128, hash="9c" * 32),
    }  # fmt: skip
    return ReportData(**{**fields, **more})
