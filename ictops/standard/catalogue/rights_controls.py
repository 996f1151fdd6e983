"""Controls of rights in the directory: groups in groups, administrators, and accounts nobody uses."""

from __future__ import annotations

from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, rights
from ictops.standard.control import Area, Control, Host, NotApplicable, Relation, nothing

_control = partial(
    Control,
    area=Area.ACCOUNTS,
    kinds=frozenset({Kind.DIRECTORY}),
    role="accounts",
    probe=rights.PROBE,
)


def _intend_members(host: Host) -> Value:
    groups = host.settings.get("accounts_directory_groups", ())
    named = [f"{group['name']}: {member}" for group in groups for member in group.get("members") or ()]
    if not named:
        raise NotApplicable("the standard puts no group into another")
    return tuple(sorted(named))


def _intend_none_of_exact(host: Host) -> Value:
    if not any(group.get("exact") for group in host.settings.get("accounts_directory_groups", ())):
        raise NotApplicable("the standard calls no group exact")
    return ()


def _intend_no_strangers(host: Host) -> Value:
    _intend_members(host)
    return ()


def _intend_no_keyless(host: Host) -> Value:
    if not host.settings.get("accounts_handover_keys"):
        raise NotApplicable("the standard names no keys for initial passwords, so there are no accounts made from staff lists")
    return ()


def _intend_break_glass(host: Host) -> Value:
    names = host.settings.get("accounts_break_glass", ())
    if not names:
        raise NotApplicable("the standard names no account for an emergency")
    return tuple(sorted(name.lower() for name in names))


CONTROLS = (
    _control(
        id="ACC.MEMBERS.1v1",
        requirement="Every group whose members the standard names must have these members.",
        governor="Who may open a shared folder or print in colour follows from the post alone.",
        value_says="the groups found, of those that are to be in each group whose members the standard names",
        relation=Relation.INCLUDES,
        measure=rights.members,
        intend=_intend_members,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Take the members out again that were put in; the others were not touched.",
    ),
    _control(
        id="ACC.EXACT.1v1",
        requirement="Nobody must be in a group that the standard calls exact but the members it names.",
        governor="In groups that open the most, nobody is left over from earlier days.",
        value_says="who else is in groups that are exact; accounts by their number",
        relation=Relation.WITHIN,
        measure=rights.extra_members,
        intend=_intend_none_of_exact,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Put the members back that were recorded before the change.",
    ),
    _control(
        id="ACC.STRANGERS.1v1",
        requirement=(
            "Nobody must be in a group whose members the standard names but these; in groups that are not exact no run takes "
            "anybody out, a person does."
        ),
        governor="Whoever still has rights from an earlier post is found.",
        value_says="who else is in groups whose members the standard names; accounts by their number",
        relation=Relation.WITHIN,
        measure=rights.strangers,
        intend=_intend_no_strangers,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
    _control(
        id="ACC.ADMINS.1v1",
        requirement=(
            "No enabled account must administer the domain but those the standard keeps for it; "
            "no run takes these rights away, a person does."
        ),
        governor="Administrators use an account of its own for that work, never the one they read mail with.",
        value_says="the other accounts that administer the domain, by key or number",
        relation=Relation.WITHIN,
        measure=rights.ordinary_admins,
        intend=nothing,
        evidence_towards=(clauses.SEPARATE_ADMINS, clauses.ACCESS_CONTROL),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
    _control(
        id="ACC.BREAKGLASS.1v1",
        requirement="Every account that the standard keeps for an emergency must be enabled and administer the domain.",
        governor="If the usual administrators are away or locked out, there is an account kept ready.",
        value_says="the accounts for an emergency that would work",
        relation=Relation.INCLUDES,
        measure=rights.break_glass,
        intend=_intend_break_glass,
        evidence_towards=(clauses.EMERGENCY,),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
    _control(
        id="ACC.STALE.1v1",
        requirement=(
            "No enabled account of staff, or outside the schools' units, must have gone unused for 90 days; "
            "a person disables it."
        ),
        governor="Accounts that nobody uses any more are found before somebody else uses them.",
        value_says="the enabled accounts not used for 90 days, by key or number",
        relation=Relation.WITHIN,
        measure=rights.stale,
        intend=nothing,
        evidence_towards=(clauses.UNNEEDED,),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
    _control(
        id="ACC.KEYLESS.1v1",
        requirement=(
            "Every enabled account in the units for staff must carry the key of somebody from a staff list; "
            "whose the others are, a person decides."
        ),
        governor="Accounts of staff that stand on nobody's list are counted until somebody answers for each.",
        value_says="how many enabled accounts of staff at each school carry no key",
        relation=Relation.WITHIN,
        measure=rights.keyless,
        intend=_intend_no_keyless,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.UNNEEDED),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
)
"""The last five are only read: the role reports them, and a person settles them."""
