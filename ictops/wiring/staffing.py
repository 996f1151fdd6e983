"""The staff register at work: lists are taken, the role accounts is given who is on them, somebody is forgotten."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import groupby
from typing import Any

from ictops.adapters.ansible_secrets import Part, secret_variables
from ictops.apply import RunRequest
from ictops.audit import Import, ListCount, Taken, handed, post_of, take
from ictops.errors import BadInput, Fault, Refused
from ictops.estate import (
    Device,
    DeviceId,
    Kind,
    Listed,
    School,
    SchoolId,
    Setting,
    Source,
    Staff,
    StaffKey,
    StaffList,
    in_order_of_post,
)
from ictops.standard import Settings
from ictops.standard.catalogue.places import PLACES
from ictops.standard.catalogue.staff import AT_MOST, CURRENT
from ictops.wiring.trust import OpenTrust

ROLE = "accounts"
LIMIT = "accounts_staff_leaving_limit"
HANDOVER_KEYS = "accounts_handover_keys"
HANDOVER_FOLDER = "accounts_handover_folder"
USUAL_FOLDER = "/var/lib/ictops/handover"
EARLIER = "/var/lib/ictops/earlier/*/accounts.json"
USUAL_LIMIT = 10
"""Percent; the role's own default (tested)"""


def take_lists(trust: OpenTrust, imports: Iterable[Import], now: datetime) -> Taken:
    """Take the staff lists of these imports into the register. The record gets counts, keys and hashes."""
    before, called = trust.store.staff(), {school.id: school for school in trust.folder.file.schools}
    lists = [one for imported in imports if (one := handed(imported, _names_of(called[imported.school])))]
    limits = dict.fromkeys((one.school for one in lists), leaving_limit(trust) if lists else USUAL_LIMIT)
    taken = take(before, lists, mint=_mint(before), limit=limits)
    if taken.staff != before:
        body = {"lists": [_told(taken.staff, count) for count in taken.counts], "were": [list(pair) for pair in taken.were]}
        trust.store.keep_staff(taken.staff, at=now, body={**body, "people": len(taken.staff.keys())})
    return taken


def leaving_limit(trust: OpenTrust) -> int:
    """How many percent of a school's people may leave at once: what the directory's host is told, so that both agree."""
    return min((int(told.get(LIMIT, USUAL_LIMIT)) for told in _told_directories(trust)), default=USUAL_LIMIT)


def makes_accounts(trust: OpenTrust) -> bool:
    """Whether the trust has staff accounts made from its lists: only where the standard names keys for initial passwords."""
    return any(told.get(HANDOVER_KEYS) for told in _told_directories(trust))


def _told_directories(trust: OpenTrust) -> tuple[Settings, ...]:
    at = {device.school for imported in trust.store.imports() for device in imported.devices if device.kind is Kind.DIRECTORY}
    return tuple(trust.folder.standard.settings_for(school, Kind.DIRECTORY) for school in sorted(at))


def _names_of(school: School) -> tuple[str, ...]:
    return school.id, school.name, school.name.replace("(invented)", "")


def _mint(staff: Staff) -> Callable[[], StaffKey]:
    held = {one.key for one in (*staff.listed, *staff.gone)}

    def mint() -> StaffKey:
        while (key := f"st-{base64.b32encode(secrets.token_bytes(7)).decode().lower()[:10]}") in held:
            pass
        held.add(key)
        return key

    return mint


def _told(staff: Staff, count: ListCount) -> dict[str, Any]:
    """What the record's entry says of one list."""
    in_force = staff.list_of(count.school)
    sources = {"sha256": list(in_force.sources), "as_of": in_force.as_of.isoformat()} if in_force else {}
    return {**count.model_dump(mode="json"), **sources, "whole": in_force is not None and in_force.is_whole}


def managed(staff: Staff) -> tuple[tuple[StaffList, ...], tuple[Listed, ...]]:
    """The lists that say who has an account, and whoever is on them: those of schools that have handed over a whole list.

    Until then a school's people are not known well enough to make accounts for, or to close any.
    """
    lists = tuple(one for one in staff.lists if one.ever_whole)
    schools = {one.school for one in lists}
    return lists, tuple(one for one in staff.listed if one.school in schools)


def staff_variables(trust: OpenTrust) -> dict[str, list[Part]]:
    """What the role accounts is told of staff; nothing where no school has handed over a whole list, or none is wanted."""
    lists, listed = managed(trust.store.staff())
    if not lists or not makes_accounts(trust):
        return {}
    return {
        "accounts_staff": [
            _variables(in_order_of_post(places), trust) for _, places in groupby(listed, key=lambda one: one.key)
        ],
        "accounts_staff_schools": [one.school for one in lists],
    }


def _variables(places: tuple[Listed, ...], trust: OpenTrust) -> Mapping[str, Part]:
    primary = places[0]
    return {
        "key": primary.key,
        "given_name": primary.given_name,
        "family_name": primary.family_name,
        "school": primary.school,
        "further_schools": [one.school for one in places[1:]],
        "post": post_of(primary.job, trust.folder.file.staff_posts).value,
        **({"logon": logon} if (logon := next(filter(None, (one.logon for one in places)), None)) else {}),
        **({"namesake": True} if any(one.is_namesake for one in places) else {}),
    }


def staff_secrets(trust: OpenTrust, request: RunRequest) -> dict[str, list[Part]]:
    """The staff variables for a run of the role accounts on a directory's host, and for no other; none for a way back."""
    if ROLE not in request.roles or request.undoes or not directories(trust, request.school) & set(request.hosts):
        return {}
    return staff_variables(trust)


def staff_hash(trust: OpenTrust, school: SchoolId) -> str:
    """A hash of what a run at the school would be told of staff: empty where the school has no directory's host."""
    told = staff_variables(trust) if directories(trust, school) else {}
    return hashlib.sha256(secret_variables(told).encode()).hexdigest() if told else ""


def directories(trust: OpenTrust, school: SchoolId) -> set[DeviceId]:
    """The school's hosts of the directory."""
    imported = trust.store.import_of(school)
    return {device.id for device in imported.devices if device.kind is Kind.DIRECTORY} if imported else set()


def staff_settings(trust: OpenTrust, devices: Iterable[Device]) -> tuple[Setting, ...]:
    """The keys of whoever is on a newest list, and of whoever may be staff still, as attributes of each directory's host, as of
    the oldest list's day.

    A trust that has no accounts made from lists gives nobody's key; one that does and has no list yet gives nothing.
    """
    hosts = [device.id for device in devices if device.kind is Kind.DIRECTORY]
    if hosts and not makes_accounts(trust):
        return tuple(Setting(device=host, item=item, value=()) for host in hosts for item in (CURRENT, AT_MOST, PLACES))
    lists, listed = managed(trust.store.staff()) if hosts else ((), ())
    if not lists:
        return ()
    as_of = datetime.combine(min(one.as_of for one in lists), time(), tzinfo=UTC)
    current, at_most = {one.key for one in listed if not one.stays}, {one.key for one in listed}
    doubt = _doubt(lists, len(at_most - current))
    places = {_place(in_order_of_post(of), trust) for key, of in groupby(listed, key=lambda one: one.key) if key in current}
    return tuple(
        Setting(device=host, item=item, value=tuple(sorted(told)), as_of=as_of, in_doubt=why)
        for host in hosts
        for item, told, why in ((CURRENT, current, None), (AT_MOST, at_most, doubt), (PLACES, places, None))
    )


def _place(places: tuple[Listed, ...], trust: OpenTrust) -> str:
    """Key, post, main school and other schools, as the role is told them and without a name."""
    primary, *others = places
    post = post_of(primary.job, trust.folder.file.staff_posts).value
    return f"{primary.key} {post} {primary.school} {','.join(one.school for one in others)}".strip()


def _doubt(lists: Iterable[StaffList], staying: int) -> str | None:
    """Why nobody can say that whoever left has no account; None when everybody is on a newest list."""
    if not staying:
        return None
    why = "; ".join(
        f"the staff list of {one.school} is not taken as whole ({one.because})" for one in lists if not one.is_whole
    )
    return f"{staying} on earlier lists may have left: {why}; see ictops staff"


def staff_and_sources(trust: OpenTrust) -> tuple[Staff, tuple[Source, ...]]:
    """The register, and the files that its places are in."""
    return trust.store.staff(), tuple(source for imported in trust.store.imports() for source in imported.sources)


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """Somebody who was taken out of the register, the audit files that have a row of theirs, and where else they may be."""

    key: StaffKey
    files: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


def forget(trust: OpenTrust, key: str, now: datetime) -> Forgotten:
    """Take a person out of the register for good. Raises BadInput for a key nobody has, Refused for somebody on a list."""
    staff, sources = staff_and_sources(trust)
    known = tuple(one for one in (*staff.listed, *staff.gone) if one.key == key)
    if not known:
        raise BadInput(Fault(key, "nobody has this key", "See ictops staff for the keys of people on no list"))
    if on := sorted(one.school for one in staff.listed if one.key == key):
        do = "Hand over a list without them, import it, have the accounts phase close the account, then forget them"
        raise Refused(Fault(key, f"is on the staff list of {', '.join(on)} and would get a new key at the next import", do))
    gone = tuple(one for one in staff.gone if one.key != key)
    trust.store.keep_staff(staff.model_copy(update={"gone": gone}), at=now, body={"forgotten": key})
    files = {f"audits/{source.name.text}" for source in sources if source.id in {one.place.source for one in known}}
    return Forgotten(key=key, files=tuple(sorted(files)), elsewhere=_elsewhere(trust))


def _elsewhere(trust: OpenTrust) -> tuple[str, ...]:
    """What the role leaves on the directory's hosts that may name somebody, and no run takes away."""
    folders = {told.get(HANDOVER_FOLDER, USUAL_FOLDER) for told in _told_directories(trust) if told.get(HANDOVER_KEYS)}
    if not folders:
        return ()
    return (
        "the directory may have their account still, closed: delete it when nobody needs its files any more",
        *(
            f"on the directory's host, {folder}/*.cms may have their first password (encrypted): delete what was handed over"
            for folder in sorted(folders)
        ),
        f"on the directory's host, {EARLIER} may have their logon name: delete those of runs that nobody will undo",
    )
