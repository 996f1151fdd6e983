"""Controls of accounts: who can sign in to a machine itself, and how the directory keeps passwords, people and groups."""

from __future__ import annotations

from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, directory, rights_controls, signins
from ictops.standard.control import Area, Control, Host, Relation, Undone

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
    attempts, minutes = host.settings.get("accounts_lockout_attempts", 10), host.settings.get("accounts_lockout_minutes", 15)
    finer = host.settings.get("accounts_password_policies", ())
    other = sum((rule["attempts"], rule["minutes"]) != (attempts, minutes) for rule in finer)
    return f"{attempts} attempts, {minutes} minutes" + (f"; otherwise for some (finer rules: {other})" if other else "")


def _intend_length(host: Host) -> Value:
    finer = (int(rule["length"]) for rule in host.settings.get("accounts_password_policies", ()))
    return min(int(host.settings.get("accounts_password_length", 12)), *finer, 2**31)


def _intend_none(_: Host) -> Value:
    return ()


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
            "Nobody must be able to sign in to a machine by an account of its own that the standard does not allow; "
            "those without a generic name are left for a person to close."
        ),
        governor="Shared and forgotten sign-ins on single machines are closed.",
        value_says="the machine's own accounts that somebody can sign in to",
        relation=Relation.WITHIN,
        measure=signins.can_sign_in,
        intend=_intend_allowed,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.ACCESS_CONTROL),
        undo="Unlock the named account; it was locked, not deleted, and its files were not touched.",
    ),
    _control(
        id="ACC.LOCK.1v1",
        requirement="The directory must lock an account after as many wrong passwords, and for as long, as the standard says.",
        governor="Somebody who tries to guess a password is stopped after a few attempts.",
        value_says="after how many wrong passwords an account is locked, and for how long",
        relation=Relation.EQUALS,
        measure=directory.lockout,
        intend=_intend_lockout,
        evidence_towards=(clauses.GUESSES, clauses.THROTTLING),
        undo="Set the directory's lock-out rule back to the values recorded before the change.",
    ),
    _control(
        id="ACC.LENGTH.1v1",
        requirement="The directory must refuse new passwords shorter than the standard's length.",
        governor="New passwords are long enough to withstand guessing by machine.",
        value_says="the shortest password accepted, in characters",
        relation=Relation.EQUALS,
        measure=directory.shortest_password,
        intend=_intend_length,
        evidence_towards=(clauses.PASSWORDS,),
        undo="Set the shortest accepted length back to the value recorded before the change; no password was changed.",
    ),
    _control(
        id="ACC.GENERIC.1v1",
        requirement=(
            "No enabled account of the directory must have a generic name, unless the standard says why and until when; "
            "those of administrators and services are left for a person to settle."
        ),
        governor="Everyone signs in as themselves: there are no shared accounts.",
        value_says="the enabled accounts with a generic name",
        relation=Relation.WITHIN,
        measure=directory.generic_accounts,
        intend=_intend_none,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.ACCESS_CONTROL),
        undo="Enable the named account again; it was disabled, not deleted.",
    ),
    _control(
        id="ACC.OU.1v1",
        requirement="The directory must have the standard's organisational units, spelt as there.",
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
        requirement="The directory must have the standard's groups, spelt as there.",
        governor="Rights are given to groups with a known purpose, not to people one by one.",
        value_says="the groups found, of those the standard asks for",
        relation=Relation.INCLUDES,
        measure=directory.groups,
        intend=_intend_groups,
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Remove the new groups while they have no members; one that somebody filled by then stays.",
        undone=Undone.PART,
    ),
    *rights_controls.CONTROLS,
)
