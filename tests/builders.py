"""Small builders of nouns, for tests: every argument has a default that is plainly invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from ictops.apply import HostEnd, HostResult, Run, RunRequest, TaskResult
from ictops.compliance import Exemption, Finding, Verdict
from ictops.estate import Device, Estate, Kind, Setting, Value
from ictops.plan import Change, Plan
from ictops.standard import Area, Control, Host, Probe, Relation

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def device(id: str = "elm-fs-1", *, school: str = "elm", kind: Kind = Kind.FILE_SERVER) -> Device:  # noqa: A002
    return Device(id=id, school=school, kind=kind)


def control(id: str = "STO.SMB.1v1", *, relation: Relation = Relation.EQUALS, **more: Any) -> Control:  # noqa: A002
    def intend(host: Host) -> Value:
        wanted: Value = host.settings.get("wanted", "SMB3")
        return wanted

    return Control(**{
        "id": id, "area": Area.STORAGE, "kinds": frozenset({Kind.FILE_SERVER}), "role": "network_storage",
        "requirement": "The server must be invented.", "governor": "Files are kept safely.", "value_says": "protocol",
        "relation": relation, "probe": Probe(id="testparm", command=lambda _: "true"), "measure": str, "intend": intend,
        "evidence_towards": (), "undo": "Run the role again with the value before.", **more,
    })  # fmt: skip


def setting(value: Value | None = "SMB3", *, because: str | None = None, **more: Any) -> Setting:
    fields = {"device": "elm-fs-1", "item": "STO.SMB.1v1", "value": value, "because": because, "as_of": NOON, **more}
    return Setting(**fields)


def estate(*settings: Setting, devices: tuple[Device, ...] = ()) -> Estate:
    return Estate(devices=devices or (device(),), settings=settings)


def finding(verdict: Verdict = Verdict.FAILS, **more: Any) -> Finding:
    fields = {
        "school": "elm", "device": "elm-fs-1", "area": Area.STORAGE, "control": "STO.SMB.1v1", "verdict": verdict,
        "observed": "NT1", "intended": "SMB3", "measured_at": NOON,
    }  # fmt: skip
    return Finding(**{**fields, **more})


def exemption(*, until: date = TODAY, **more: Any) -> Exemption:
    fields = {"control": "STO.SMB.1v1", "school": "elm", "reason": "an old scanner", "owner": "Head of Elm", "until": until}
    return Exemption(**{**fields, **more})


def change(**more: Any) -> Change:
    fields = {
        "device": "elm-fs-1", "control": "STO.SMB.1v1", "role": "network_storage", "relation": Relation.EQUALS,
        "before": "NT1", "after": "SMB3", "undo": "Run the role again with the value before.",
    }  # fmt: skip
    return Change(**{**fields, **more})


def run(number: int = 1, end: HostEnd = HostEnd.CHANGED, **more: Any) -> Run:
    """A run for real that changed one host, a minute after the one of the number before."""
    fields = {"id": f"elm-storage-{number:04}", "school": "elm", "roles": ("network_storage",), "hosts": ("elm-fs-1",)}
    request = RunRequest(**{**fields, "for_real": True, **more})
    did = {HostEnd.CHANGED: (TaskResult(task="Write the shares", changed=True),)}.get(end, ())
    results = tuple(HostResult(device=host, end=end, tasks=did) for host in request.hosts)
    return Run(request=request, began=later(number), ended=later(number), results=results)


def plan(*changes: Change, **more: Any) -> Plan:
    fields = {"school": "elm", "phase": "storage", "changes": changes or (change(),), "inventory": "0" * 64, "read_at": NOON}
    return Plan(**{**fields, **more})
