"""Accounts of staff: whose account is there, by the person's key. Names never leave the directory's host.

Only accounts whose employeeID is a key of ours are asked about, and only that key and whether the account is enabled are told.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, directory
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.control import Area, CannotTell, Control, Host, NotApplicable, Probe, Relation, Settings, Undone

NAME = "accounts-staff"
FILTER = "(|(objectClass=domainDNS)(&(objectCategory=person)(objectClass=user)(employeeID=st-*)))"
CURRENT, AT_MOST = "staff", "staff_at_most"
"""The attributes that hold keys of staff: of whoever is on a school's newest list, and of whoever may be staff still. The
second has more keys while a list is not taken as whole, and is in doubt as long as it has."""

DISABLED = 2
"""The bit of userAccountControl that closes an account"""

STEPS = """\
found=$(timeout 20 ldbsearch -H @database@ -b @base@ -s sub @filter@ objectClass employeeID userAccountControl \
2>/dev/null </dev/null); status=$?
labelled base @base@ 0
labelled found "$(printf '%s\\n' "$found" | awk -v RS= '
  { gsub(/\\n /, "")
    domain = key = control = dn = ""
    for (i = 1; i <= split($0, row, "\\n"); i++) {
      if (row[i] == "objectClass: domainDNS") domain = 1
      if (row[i] ~ /^dn: /) dn = substr(row[i], 5)
      if (row[i] ~ /^employeeID: /) key = substr(row[i], 13)
      if (row[i] ~ /^userAccountControl: /) control = substr(row[i], 21)
      if (row[i] ~ /^# [0-9]+ entries$/) ended = row[i]
    }
    if (domain) print "domain " dn
    else if (key != "") print "account " key " " control }
  END { if (ended != "") print ended }')" $status
"""


def _command(settings: Settings) -> str:
    said = {"database": directory.DATABASE, "base": settings.get("accounts_directory_base", ""), "filter": FILTER}
    steps = STEPS
    for name, value in said.items():
        steps = steps.replace(f"@{name}@", quoted(value))
    return sealed(NAME, steps)


PROBE = Probe(id=NAME, command=_command)


def _accounts(output: str) -> list[tuple[str, bool]]:
    """Key and whether it is enabled, of each account that has one. CannotTell unless the search ended by itself."""
    answer = opened(NAME, output)
    base, lines = "".join(answer.of("base")).lower(), answer.of("found")
    accounts = [line.removeprefix("account ") for line in lines if line.startswith("account ")]
    returned = [int(found[1]) for line in lines if (found := re.fullmatch(r"# ([0-9]{1,9}) entries", line))]
    if returned != [len(accounts) + 1] or [line for line in lines if line.lower() == f"domain {base}"] == []:
        raise CannotTell(f"the directory did not list {base or 'a domain'} to the end")
    return [_account(account) for account in accounts]


def _account(told: str) -> tuple[str, bool]:
    found = re.fullmatch(r"(st-[a-z0-9]{1,61}) ([0-9]{1,10})", told)
    if not found:
        raise CannotTell("the directory described an account whose employeeID begins like a key and is none")
    return found[1], not int(found[2]) & DISABLED


def enabled(output: str) -> Value:
    """The keys that have an enabled account."""
    return tuple(sorted({key for key, is_enabled in _accounts(output) if is_enabled}))


def doubled(output: str) -> Value:
    """The keys that have more than one account, enabled or not."""
    times = Counter(key for key, _ in _accounts(output))
    return tuple(sorted(key for key, number in times.items() if number > 1))


def made_from_lists(host: Host) -> None:
    """Raise NotApplicable for a trust that has no accounts made from staff lists."""
    if not host.settings.get("accounts_handover_keys"):
        raise NotApplicable("the standard names no keys for initial passwords, so there are no accounts made from staff lists")


def _intend_staff(host: Host) -> Value:
    made_from_lists(host)
    return _keys(host.attributes[CURRENT])


def _intend_at_most(host: Host) -> Value:
    made_from_lists(host)
    return _keys(host.attributes[AT_MOST])


def _keys(told: Value) -> Value:
    return tuple(sorted(told)) if isinstance(told, tuple) else ()


def _intend_none(host: Host) -> Value:
    made_from_lists(host)
    return ()


_control = partial(
    Control,
    area=Area.ACCOUNTS,
    kinds=frozenset({Kind.DIRECTORY}),
    role="accounts",
    probe=PROBE,
)

CONTROLS = (
    _control(
        id="ACC.STAFF.1v1",
        requirement=(
            "Everybody on the schools' staff lists must have an enabled account of their own in the directory; whom a run "
            "leaves for a person to settle, it says."
        ),
        governor="Every member of staff has an account of their own, from their first day.",
        value_says="the keys of staff who have an enabled account",
        relation=Relation.INCLUDES,
        measure=enabled,
        intend=_intend_staff,
        needs=(CURRENT,),
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.ACCESS_CONTROL),
        undo="Disable the accounts that were made and put the others back; no account and no file is deleted.",
        undone=Undone.PART,
    ),
    _control(
        id="ACC.LEAVERS.1v1",
        requirement="Nobody must have an enabled account under a key that is on no school's staff list.",
        governor="Once no school's staff list has somebody any more, the account that those lists made or kept is closed.",
        value_says="the keys of staff who have an enabled account",
        relation=Relation.WITHIN,
        measure=enabled,
        intend=_intend_at_most,
        needs=(AT_MOST,),
        evidence_towards=(clauses.ACCESS_CONTROL, clauses.LEAST_PRIVILEGE),
        undo="Enable the account again and put it back into its groups; it was disabled, not deleted.",
    ),
    _control(
        id="ACC.ONE.1v1",
        requirement="Nobody must have two accounts under one key, however many schools they work at.",
        governor="Whoever works at several schools has one account, not one at each.",
        value_says="the keys that have more than one account",
        relation=Relation.WITHIN,
        measure=doubled,
        intend=_intend_none,
        needs=(CURRENT,),
        evidence_towards=(clauses.OWN_ACCOUNTS,),
        undo="Nothing is changed: which of two accounts is the person's own, a person decides.",
        by_hand=True,
        undone=Undone.NEVER,
    ),
)
