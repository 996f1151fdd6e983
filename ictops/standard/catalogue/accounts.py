"""Controls of accounts: who can sign in to a machine itself, and how the directory keeps passwords, people and groups."""

from __future__ import annotations

from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, directory, finer, locking, rights_controls, signins
from ictops.standard.control import Area, Control, Host, Relation, Undone, nothing

_control = partial(
    Control,
    area=Area.ACCOUNTS,
    kinds=frozenset({Kind.DIRECTORY}),
    role="accounts",
    probe=directory.PROBE,
)


def _intend_allowed(host: Host) -> Value:
    return signins.named(host.settings)


def _intend_lockout(host: Host) -> Value:
    return int(host.settings.get("accounts_lockout_attempts", 10))


def _intend_minutes(host: Host) -> Value:
    return locking.asked(int(host.settings.get("accounts_lockout_minutes", 15)))


def _intend_length(host: Host) -> Value:
    return int(host.settings.get("accounts_password_length", 12))


def _intend_units(host: Host) -> Value:
    return tuple(sorted(host.settings.get("accounts_directory_units", ())))


def _intend_groups(host: Host) -> Value:
    return tuple(sorted(group["name"] for group in host.settings.get("accounts_directory_groups", ())))


CONTROLS = (
    _control(
        id="ACC.LOCAL.1v1",
        kinds=frozenset({Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER, Kind.CLASSROOM_PC}),
        probe=signins.PROBE,
        requirement=(
            "Nobody must be able to sign in to a machine by an account of its own with a generic name, unless the standard "
            "allows it."
        ),
        governor="Shared sign-ins on single machines are closed.",
        value_says="the machine's own accounts, allowed or with a generic name, that somebody can sign in to",
        relation=Relation.WITHIN,
        measure=signins.can_sign_in,
        intend=_intend_allowed,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.ACCESS_CONTROL),
        undo="Unlock the named account; it was locked, not deleted, and its files were not touched.",
    ),
    _control(
        id="ACC.LOCALOTHERS.1v1",
        kinds=frozenset({Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER, Kind.CLASSROOM_PC}),
        probe=signins.PROBE,
        requirement=(
            "Nobody must be able to sign in to a machine by an account of the system, or by one of somebody's own, that the "
            "standard does not allow; no run closes these, a person does."
        ),
        governor="Forgotten sign-ins on single machines are found.",
        value_says="the machine's other accounts that somebody can sign in to; of people by their number",
        relation=Relation.WITHIN,
        measure=signins.others_sign_in,
        intend=_intend_allowed,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.ACCESS_CONTROL),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
    _control(
        id="ACC.LOCK.1v1",
        requirement=(
            "The directory must lock an account after at most as many wrong passwords as the standard says, and after no fewer "
            "than three."
        ),
        governor="Somebody who tries to guess a password is stopped after a few attempts.",
        value_says="after how many wrong passwords an account is locked",
        relation=Relation.AT_MOST,
        measure=directory.lockout,
        intend=_intend_lockout,
        evidence_towards=(clauses.GUESSES, clauses.THROTTLING),
        undo="Set the directory's lock-out rule back to the values recorded before the change.",
    ),
    _control(
        id="ACC.LOCKTIME.1v1",
        requirement=(
            "The directory's lock must last, and wrong passwords must be counted, at least as long as the standard says, and "
            "end by itself within eight hours."
        ),
        governor="Guessing is slowed down, and whoever is locked out today can sign in tomorrow morning.",
        value_says="how long a lock lasts and wrong passwords are counted, in minutes; nothing where nobody is locked",
        relation=Relation.AT_LEAST,
        measure=directory.lockout_minutes,
        intend=_intend_minutes,
        evidence_towards=(clauses.GUESSES, clauses.THROTTLING),
        undo="Set the directory's lock-out rule back to the values recorded before the change.",
    ),
    _control(
        id="ACC.LENGTH.1v1",
        requirement="The directory must refuse new passwords shorter than the standard's length; a longer one stays.",
        governor="New passwords are long enough to withstand guessing by machine.",
        value_says="the shortest password accepted, in characters",
        relation=Relation.AT_LEAST,
        measure=directory.shortest_password,
        intend=_intend_length,
        evidence_towards=(clauses.PASSWORDS,),
        undo="Set the shortest accepted length back to the value recorded before the change; no password was changed.",
    ),
    _control(
        id="ACC.GENERIC.1v1",
        requirement=(
            "No enabled account of the directory that no administrator and no service needs must have a generic name, unless "
            "the standard says why and until when."
        ),
        governor="Everyone signs in as themselves: there are no shared accounts.",
        value_says="the enabled accounts with a generic name",
        relation=Relation.WITHIN,
        measure=directory.generic_accounts,
        intend=nothing,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.ACCESS_CONTROL),
        undo="Enable the named account again; it was disabled, not deleted.",
    ),
    _control(
        id="ACC.GENERICKEPT.1v1",
        requirement=(
            "No enabled account of an administrator or a service must have a generic name, unless the standard says why and "
            "until when; no run disables these, a person does."
        ),
        governor="Shared accounts that a program or an administrator works with are found before they are closed.",
        value_says="the enabled accounts with a generic name that a service works as, or that administer or did",
        relation=Relation.WITHIN,
        measure=directory.generic_needed,
        intend=nothing,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.ACCESS_CONTROL),
        undo="Nothing is changed, so nothing has to be taken back.",
        by_hand=True,
    ),
    _control(
        id="ACC.OU.1v1",
        requirement="The directory must have the standard's organisational units, whatever their capitals.",
        governor="Staff, pupils and devices of each school have their own place in the directory, so rules reach them.",
        value_says="the organisational units found, of those the standard asks for",
        relation=Relation.INCLUDES,
        measure=directory.units,
        intend=_intend_units,
        evidence_towards=(clauses.LEAST_PRIVILEGE,),
        undo="Remove the new organisational units while they are empty; one that holds anything by then stays.",
        undone=Undone.PART,
    ),
    _control(
        id="ACC.GROUPS.1v1",
        requirement="The directory must have the standard's groups, whatever their capitals.",
        governor="Rights are given to groups with a known purpose, not to people one by one.",
        value_says="the groups found, of those the standard asks for",
        relation=Relation.INCLUDES,
        measure=directory.groups,
        intend=_intend_groups,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Remove the new groups while they have no members; one that somebody filled by then stays.",
        undone=Undone.PART,
    ),
    *finer.CONTROLS,
    *rights_controls.CONTROLS,
)
