"""Limits of homes: what a new home gets, and what the homes have that are there. Names of people are in no reading."""

from __future__ import annotations

import re
from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses
from ictops.standard.catalogue.folders import MIB, said
from ictops.standard.catalogue.seal import opened
from ictops.standard.catalogue.shares import read_samba
from ictops.standard.catalogue.storage_probe import HOME_MAKER, NAME, PROBE
from ictops.standard.control import Area, CannotTell, Control, Host, NotApplicable, Relation

MADE_WITH = re.compile(rf"{re.escape(HOME_MAKER)} '([^']+)' (?:year|flat) ([0-9]+) '%u'")
"""How the role has Samba make a home: the folder of the share, how homes lie in it, the limit in MiB."""


def of_new_homes(output: str) -> Value:
    """The limit that a new home gets, share by share: `StaffHomes: 8 MiB`.

    Where the standard limits no homes nothing is asked, and the control does not apply.
    """
    answer, read = opened(NAME, output), read_samba(output)
    if "homemaker" not in answer.statuses:
        return ()
    answer.of("homemaker", allowed=("0", "1"))
    if answer.statuses["homemaker"] == "1":
        return ()
    made = {share: MADE_WITH.fullmatch(own.get("root preexec", "")) for share, own in read.shares.items()}
    found = {share: how for share, how in made.items() if how and how[1] == read.shares[share].get("path")}
    return tuple(sorted(f"{share}: {how[2]} MiB" for share, how in found.items() if read.yes(share, "available")))


def of_homes_there(output: str) -> Value:
    """How many homes have another limit than the standard's, or none: `PupilHomes: 2 without a limit`.

    A folder that is not there holds no home; that it is missing, STO.SHARES says.
    """
    answer = opened(NAME, output)
    read_samba(output)  # a host without Samba keeps no homes that could be told of
    found = []
    for label, number in answer.numbered("homelimit"):
        asked = re.fullmatch(r"([0-9]{1,12}) (.+)", "\n".join(answer.of(f"{label}{number}")))
        if not asked:
            raise CannotTell("the answer does not carry the standard's limits of homes as they were sent")
        rows = [re.fullmatch(r" *([0-9]{1,12}) ([0-9]{1,18}|none)", line) for line in answer.of(f"homesby{number}")]
        found += [_other(asked[2], int(asked[1]) * MIB, row) for row in rows]
    return tuple(sorted(line for line in found if line))


def _other(share: str, wanted: int, row: re.Match[str] | None) -> str:
    if not row:
        raise CannotTell("the limits of homes were counted in a form that is not known")
    if row[2] == "none":
        return f"{share}: {row[1]} without a limit"
    return "" if int(row[2]) == wanted else f"{share}: {row[1]} limited to {said(int(row[2]))}"


def _limited(host: Host) -> tuple[str, ...]:
    shares = host.settings.get("network_storage_shares") or ()
    wanted = tuple(sorted(f"{s['name']}: {s['home_quota_mib']} MiB" for s in shares if s.get("home_quota_mib")))
    if not wanted:
        raise NotApplicable("the standard limits no homes here")
    return wanted


def _none_other(host: Host) -> Value:
    _limited(host)
    return ()


_control = partial(
    Control,
    area=Area.STORAGE,
    kinds=frozenset({Kind.FILE_SERVER}),
    role="network_storage",
    probe=PROBE,
    evidence_towards=(clauses.REVIEWED,),
)

CONTROLS = (
    _control(
        id="STO.NEWHOMES.1v1",
        requirement="A share of homes must give each new home the limit that the standard names for it.",
        governor="Every new personal folder gets the same room as everybody else's.",
        value_says="the limit that a new home gets in each share",
        relation=Relation.INCLUDES,
        measure=of_new_homes,
        intend=_limited,
        undo="Make homes of the named share with their earlier limit, or none; homes that were made meanwhile keep theirs.",
    ),
    _control(
        id="STO.HOMELIMITS.1v1",
        requirement=(
            "Every home must have the limit that the standard names for its share; "
            "a person sets the others, since a limit below what a home holds would stop its owner's work."
        ),
        governor="No single person's folder can fill a server and stop everyone else's work.",
        value_says="how many homes of each share have no limit, or another than the standard's",
        relation=Relation.WITHIN,
        measure=of_homes_there,
        intend=_none_other,
        undo="Nothing to take back: this is found and reported, and a person settles it.",
        by_hand=True,
    ),
)
