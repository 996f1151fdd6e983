"""Controls of file servers: who may reach the shares, by which protocol, and how much they may store."""

from __future__ import annotations

from functools import partial
from typing import Any

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, homes, reach_controls, room, shares, strangers
from ictops.standard.catalogue.storage_probe import PROBE
from ictops.standard.control import Area, AttributeProbe, Control, Host, NotApplicable, Relation, nothing

SPACE = AttributeProbe(name="space", kinds=frozenset({Kind.FILE_SERVER}), probe=PROBE, measure=room.space)
"""How full shares and volumes are: asked for its own sake, so that two readings show how fast they fill."""

_control = partial(
    Control,
    area=Area.STORAGE,
    kinds=frozenset({Kind.FILE_SERVER}),
    role="network_storage",
    probe=PROBE,
)


def _intend_protocol(host: Host) -> Value:
    return shares.protocol(host.settings.get("network_storage_min_protocol", "SMB3"))


def _intend_signing(host: Host) -> Value:
    if not host.settings.get("network_storage_require_signing", True):
        raise NotApplicable("the standard does not ask for signing here")
    return "mandatory"


def _wanted(host: Host) -> list[dict[str, Any]]:
    return list(host.settings.get("network_storage_shares") or ())


def _intend_shares(host: Host) -> Value:
    rights = ((s["name"], [[s[right]] if s.get(right) else [] for right in RIGHTS]) for s in _wanted(host))
    return tuple(sorted(shares.line(name, *each) for name, each in rights))


RIGHTS = ("read_write", "read_only", "create_only")


def _intend_limits(host: Host) -> Value:
    wanted = [f"{share['name']}: {share['quota_mib']} MiB" for share in _wanted(host) if share.get("quota_mib")]
    if not wanted:
        raise NotApplicable("the standard limits no share here")
    return tuple(sorted(wanted))


CONTROLS = (
    _control(
        id="STO.SMB.1v1",
        requirement="A file server must refuse every file-sharing protocol older than the one the standard names.",
        governor="Our file servers no longer accept the outdated ways of connecting that attackers look for.",
        value_says="the oldest protocol the server accepts",
        relation=Relation.EQUALS,
        measure=shares.oldest_protocol,
        intend=_intend_protocol,
        evidence_towards=(clauses.SECURE_CONFIGURATION, clauses.REVIEWED),
        undo="Set the oldest accepted protocol back in the server's own configuration and reload the service.",
    ),
    _control(
        id="STO.SIGN.1v1",
        requirement="A file server must turn away connections that are not signed.",
        governor="Files cannot be altered unnoticed on their way between our servers and the people using them.",
        value_says="whether the server insists on signed connections",
        relation=Relation.EQUALS,
        measure=shares.signing,
        intend=_intend_signing,
        evidence_towards=(clauses.SECURE_CONFIGURATION,),
        undo="Set signing back to what it was in the server's own configuration and reload the service.",
    ),
    _control(
        id="STO.GUEST.1v1",
        requirement="No share must have guest access switched on.",
        governor="Nobody can open our shared folders without signing in as themselves.",
        value_says="the shares that admit guests",
        relation=Relation.WITHIN,
        measure=shares.guest_shares,
        intend=nothing,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.SECURE_CONFIGURATION),
        undo="Switch guest access of the named share on again and reload the service.",
    ),
    _control(
        id="STO.EVERYONE.1v1",
        requirement="The folder of a share must not be open to change by others, or by a group of everyone who can sign in.",
        governor="Only the people whose work needs it can change what is in a shared folder.",
        value_says="the shares whose folder everyone may change",
        relation=Relation.WITHIN,
        measure=shares.changeable_by_everyone,
        intend=nothing,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Give the named folder back its owner, mode and access lists as they were kept; the files in it were not touched.",
    ),
    _control(
        id="STO.SHARES.1v1",
        requirement="Every share of the standard must be there, spelt as in the standard, and be open to its own groups only.",
        governor="Each school has the same shared folders, and belonging to a group decides who may use them.",
        value_says="each share: who may change (rw), read (ro) or put in (co), and what else lets people in or keeps them out",
        relation=Relation.INCLUDES,
        measure=shares.shares,
        intend=_intend_shares,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.REVIEWED),
        undo="Take the share out of the configuration again; its folder goes only when it is empty, and the files in it stay.",
    ),
    _control(
        id="STO.QUOTA.1v1",
        requirement="Every share that the standard limits must hold no more than its limit.",
        governor="No single shared folder can fill a server and stop everyone else's work.",
        value_says="the limit of each share",
        relation=Relation.INCLUDES,
        measure=shares.limits,
        intend=_intend_limits,
        evidence_towards=(clauses.REVIEWED,),
        undo="Set the limit of the named share back, or lift it where there was none; nothing that is stored changes.",
    ),
    *reach_controls.CONTROLS,
    *homes.CONTROLS,
    *strangers.CONTROLS,
)
