"""Controls of file servers beside the first six: what is shown, what pupils reach, what belongs to nobody, how full it is."""

from __future__ import annotations

from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, names, reach, room, shares
from ictops.standard.catalogue.storage_probe import PROBE
from ictops.standard.control import Area, Control, Host, NotApplicable, Relation, Undone, nothing

_control = partial(
    Control,
    area=Area.STORAGE,
    kinds=frozenset({Kind.FILE_SERVER}),
    role="network_storage",
    probe=PROBE,
    relation=Relation.WITHIN,
)
FOUND_ONLY = "Nothing to take back: this is found and reported, and a person settles it."


def _hidden(host: Host) -> Value:
    shares = host.settings.get("network_storage_shares") or ()
    wanted = tuple(sorted(share["name"] for share in shares if share.get("hidden")))
    if not wanted:
        raise NotApplicable("the standard hides no share here")
    return wanted


def _if_shares(host: Host) -> Value:
    if not host.settings.get("network_storage_shares"):
        raise NotApplicable("the standard has no share here")
    return ()


def _given_to_pupils(host: Host) -> Value:
    pupils = {group.lower() for group in host.settings.get("network_storage_pupil_groups") or ()}
    if not pupils:
        raise NotApplicable("the standard names no groups of pupils here")
    rights = ("read_write", "read_only", "create_only")
    given = [
        s
        for s in host.settings.get("network_storage_shares") or ()
        if pupils & {str(s.get(right, "")).lower() for right in rights}
    ]
    return tuple(
        sorted(name for share in given for name in (share["name"], *(one["alias"] for one in share.get("aliases") or ())))
    )


def _if_limited(host: Host) -> Value:
    if not any(share.get("quota_mib") for share in host.settings.get("network_storage_shares") or ()):
        raise NotApplicable("the standard limits no share here")
    return ()


def _if_retired(host: Host) -> Value:
    if not host.settings.get("network_storage_retired"):
        raise NotApplicable("the standard retires no share here")
    return ()


def _if_old_names(host: Host) -> Value:
    if not any(share.get("aliases") for share in host.settings.get("network_storage_shares") or ()):
        raise NotApplicable("the standard keeps no old names here")
    return ()


def _with_a_bin(host: Host) -> Value:
    wanted = tuple(sorted(s["name"] for s in host.settings.get("network_storage_shares") or () if s.get("recycle")))
    if not wanted:
        raise NotApplicable("the standard gives no share here a bin")
    return wanted


CONTROLS = (
    _control(
        id="STO.ABE.1v1",
        requirement="A share must show each person only the files and folders that they may open.",
        governor="People see in our shared folders what is theirs to use, and not what is kept from them.",
        value_says="the shares that show what may not be opened",
        measure=reach.showing_all_names,
        intend=nothing,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Set what the named share lists back as it was and reload the service.",
    ),
    _control(
        id="STO.HIDDEN.1v1",
        requirement="A share that the standard hides must be left out when the server's shares are listed.",
        governor="Folders for senior leaders and the office are not even listed to anyone browsing our servers.",
        value_says="the shares that are left out of lists",
        relation=Relation.INCLUDES,
        measure=reach.hidden,
        intend=_hidden,
        evidence_towards=(clauses.LEAST_PRIVILEGE,),
        undo="List the named share again and reload the service.",
    ),
    _control(
        id="STO.PUPILS.1v1",
        requirement="No group that pupils are in, however deep, must reach a share the standard does not give them (critical).",
        governor="Pupils cannot read what is kept for staff.",
        value_says="the shares that pupils can read",
        measure=reach.open_to_pupils,
        intend=_given_to_pupils,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Give the named share and its folder their lists back; groups of the directory are not touched here.",
        undone=Undone.PART,
    ),
    _control(
        id="STO.ORPHANS.1v1",
        requirement="Every owner of a shared folder and every entry of its lists must be an account or group that is there.",
        governor="Nobody who has left still owns a shared folder or holds a right to one.",
        value_says="the shares with owners or entries of nobody, and which",
        measure=reach.nobodys_entries,
        intend=nothing,
        evidence_towards=(clauses.ACCESS_CONTROL, clauses.REVIEWED),
        undo=FOUND_ONLY,
        by_hand=True,
    ),
    _control(
        id="STO.HOMES.1v1",
        requirement=(
            "Every home, in inherited shares too, must belong to an account that is there; "
            "a person settles leavers' homes, and none is deleted."
        ),
        governor="We know of every personal folder whose owner has left, and decide on each.",
        value_says="the shares with homes of nobody, and how many",
        measure=reach.lost_homes,
        intend=nothing,
        evidence_towards=(clauses.REVIEWED,),
        undo=FOUND_ONLY,
        by_hand=True,
    ),
    _control(
        id="STO.KEPTOUT.1v1",
        requirement=(
            "No share of the standard must keep people or machines out by a line of its own; "
            "a run leaves such a line as it is, a person takes it away."
        ),
        governor="Who may use a shared folder is decided by groups alone, with no hidden exceptions.",
        value_says="the standard's shares that keep somebody out by name, and whom: groups, numbers of accounts, machines",
        measure=shares.kept_out,
        intend=_if_shares,
        evidence_towards=(clauses.ACCESS_CONTROL, clauses.REVIEWED),
        undo=FOUND_ONLY,
        by_hand=True,
    ),
    _control(
        id="STO.RETIRED.1v1",
        requirement="A share on its way out must be as far closed as the standard says: read-only first, then unlisted too.",
        governor="Old shared folders are closed step by step, and nothing in them is deleted.",
        value_says="what retired shares still allow",
        measure=reach.not_retired,
        intend=_if_retired,
        evidence_towards=(clauses.REVIEWED,),
        undo="Let the named share be changed and listed as before and reload the service.",
    ),
    _control(
        id="STO.SPACE.1v1",
        requirement="No share must be over its warning share of the limit, and no volume with shares over 90 % full.",
        governor="Our servers do not run out of room unnoticed.",
        value_says="the shares and volumes that are nearly full",
        measure=room.nearly_full,
        intend=nothing,
        evidence_towards=(clauses.REVIEWED,),
        undo=FOUND_ONLY,
        by_hand=True,
    ),
    _control(
        id="STO.FREE.1v1",
        requirement="Clients of a limited share must be told the room that the limit leaves, not that of the whole volume.",
        governor="People are told truly how much room they have left.",
        value_says="the limited shares whose clients are told something else",
        measure=room.told_otherwise,
        intend=_if_limited,
        evidence_towards=(clauses.REVIEWED,),
        undo="Stop telling clients of the limit: they see the whole volume's room again. Nothing that is stored changes.",
    ),
    _control(
        id="STO.ALIAS.1v1",
        requirement="An old name of a share must open the share until the last day that the standard gives it, and not after.",
        governor="Old names of shared folders work for as long as we promised, and then they are gone.",
        value_says="the old names that are missing, lead elsewhere, or are served after their last day",
        measure=names.old_names,
        intend=_if_old_names,
        evidence_towards=(clauses.REVIEWED,),
        undo="Serve the shares under the names they had before and reload the service; no folder is moved or renamed.",
    ),
    _control(
        id="STO.RECYCLE.1v1",
        requirement="A share that the standard gives a bin must keep whatever somebody deletes, where they alone find it.",
        governor="What people delete by mistake from the folders we chose can be brought back.",
        value_says="the shares that keep all that is deleted, for each person apart",
        relation=Relation.INCLUDES,
        measure=names.kept_when_deleted,
        intend=_with_a_bin,
        evidence_towards=(clauses.REVIEWED,),
        undo="Take the bin of the named share away again and reload the service; what is in it stays.",
    ),
)
