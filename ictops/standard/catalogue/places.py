"""Where accounts of staff stand: in the unit of which school, and in which of the groups that posts give. Told by key.

Of each enabled account with a key of ours, the school whose unit for staff it stands in and those groups leave the directory's
host: no name of a person, and no other group.
"""

from __future__ import annotations

import re

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, directory
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.catalogue.staff import made_from_lists
from ictops.standard.control import Area, CannotTell, Control, Host, Probe, Relation, Settings, Undone

NAME = "accounts-places"
PLACES = "staff_places"
"""The attribute that says of whoever is on a newest list key, post, main school and others: `st-1 teacher oak elm,ash`."""
UNIT = "Schools/<school>/Staff"
"""The role's own default (tested)"""
NOWHERE = "no unit for staff"
DISABLED = 2

STEPS = """\
found=$(timeout 20 ldbsearch -H @database@ -b @base@ -s sub @filter@ objectClass sAMAccountName employeeID userAccountControl \
memberOf 2>/dev/null </dev/null); status=$?
labelled base @base@ 0
labelled found "$(printf '%s\\n' "$found" | awk '/^ / { held = held substr($0, 2); next } { if (NR > 1) print held; held = $0 }
  END { print held }' | while IFS= read -r line; do
  case $line in
    dn::*|memberOf::*) printf '%s: %s\\n' "${line%%:*}" "$(printf '%s' "${line#*:: }" | base64 -d | tr -d '\\n')";;
    *) printf '%s\\n' "$line";;
  esac
done | awk -v RS= -v units=@units@ '
  BEGIN { count = split(units, unit, "|") }
  { domain = person = key = control = name = dn = groups = ""
    for (i = 1; i <= split($0, row, "\\n"); i++) {
      at = index(row[i], ": "); field = substr(row[i], 1, at - 1); value = substr(row[i], at + 2)
      if (field == "dn") dn = value
      if (field == "objectClass" && value == "domainDNS") domain = 1
      if (field == "objectClass" && value == "user") person = 1
      if (field == "sAMAccountName") name = tolower(value)
      if (field == "employeeID") key = value
      if (field == "userAccountControl") control = value
      if (field == "memberOf") groups = groups "|" tolower(value)
      if (row[i] ~ /^# [0-9]+ entries$/) ended = row[i]
    }
    if (domain) print "domain " dn
    else if (person && key != "") {
      accounts++; keyed[accounts] = key " " control; inside[accounts] = groups "|"; stands[accounts] = "," tolower(dn)
    } else if (name != "") { known++; called[known] = name; at_dn[known] = tolower(dn) }
  }
  END {
    for (i = 1; i <= known; i++) print "group " called[i]
    for (i = 1; i <= accounts; i++) {
      school = "-"; listed = ""
      for (j = 1; j <= count; j += 2) {
        tail = "," unit[j + 1]
        if (substr(stands[i], length(stands[i]) - length(tail) + 1) == tail) school = unit[j]
      }
      for (j = 1; j <= known; j++) if (index(inside[i], "|" at_dn[j] "|")) listed = listed "|" called[j]
      print "account " keyed[i] " " school " " listed
    }
    if (ended != "") print ended
  }')" $status
"""


def _command(settings: Settings) -> str:
    said = {
        "database": directory.DATABASE,
        "base": settings.get("accounts_directory_base", ""),
        "filter": _filter(settings),
        "units": "|".join(f"{school}|{dn}" for school, dn in _units(settings)),
    }
    steps = STEPS
    for name, value in said.items():
        steps = steps.replace(f"@{name}@", quoted(value))
    return sealed(NAME, steps)


PROBE = Probe(id=NAME, command=_command)


def _units(settings: Settings) -> list[tuple[str, str]]:
    """The units for staff that the standard has, by school, as distinguished names in small letters."""
    form = re.escape(settings.get("accounts_staff_unit", UNIT)).replace("<school>", "([a-z][a-z0-9-]*)")
    paths = settings.get("accounts_directory_units", ())
    found = {match[1]: path for path in paths if (match := re.fullmatch(form, path))}
    base = settings.get("accounts_directory_base", "")
    return [(school, _dn(path, base)) for school, path in sorted(found.items())]


def _dn(path: str, base: str) -> str:
    return ",".join([*(f"ou={part}" for part in reversed(path.split("/"))), base]).lower()


def _groups(settings: Settings, schools: set[str], post: str | None = None) -> set[str]:
    """Names of the groups that a post gives at these schools, or any post, in small letters."""
    rules = settings.get("accounts_staff_groups", ())
    giving = [rule for rule in rules if post is None or rule["post"].strip().casefold() in ("*", post.casefold())]
    return {name.replace("<school>", at).lower() for rule in giving for name in rule["groups"] for at in schools}


def _filter(settings: Settings) -> str:
    names = sorted(_groups(settings, {school for school, _ in _units(settings)}))
    groups = directory.any_of("sAMAccountName", map(directory.escaped, names))
    people = "(&(objectCategory=person)(objectClass=user)(employeeID=st-*))"
    return f"(|(objectClass=domainDNS)(&(objectClass=group){groups}){people})"


def places(output: str) -> Value:
    """`st-k7q2mzd4ne in oak: oak-office, oak-staff`, of each enabled account. CannotTell unless the search ended by itself."""
    answer = opened(NAME, output)
    base, lines = "".join(answer.of("base")).lower(), answer.of("found")
    returned = [int(found[1]) for line in lines if (found := re.fullmatch(r"# ([0-9]{1,9}) entries", line))]
    told = [line for line in lines if line.startswith(("account ", "group ", "domain "))]
    if returned != [len(told)] or not any(line.lower() == f"domain {base}" for line in told):
        raise CannotTell(f"the directory did not list {base or 'a domain'} to the end")
    return tuple(sorted(place for line in told if line.startswith("account ") and (place := _place(line))))


def _place(line: str) -> str:
    found = re.fullmatch(r"account (st-[a-z0-9]{1,61}) ([0-9]{1,10}) (-|[a-z][a-z0-9-]*) ((?:\|[^|]+)*)", line)
    if not found:
        raise CannotTell("the directory described an account in a form that is not known")
    key, control, school, groups = found.groups()
    return "" if int(control) & DISABLED else _said(key, "" if school == "-" else school, groups.strip("|").split("|"))


def _said(key: str, school: str, groups: list[str]) -> str:
    return f"{key} in {school or NOWHERE}: {', '.join(sorted(filter(None, groups))) or 'no group'}"


def _intend(host: Host) -> Value:
    made_from_lists(host)
    told = host.attributes[PLACES]
    return tuple(sorted(_intended(one, host.settings) for one in told)) if isinstance(told, tuple) else ()


def _intended(told: str, settings: Settings) -> str:
    key, post, school, *further = told.split(" ")
    schools = {school, *(one for listed in further for one in listed.split(",") if one)}
    return _said(key, school, sorted(_groups(settings, schools, post)))


CONTROLS = (
    Control(
        id="ACC.PLACE.1v1",
        area=Area.ACCOUNTS,
        kinds=frozenset({Kind.DIRECTORY}),
        role="accounts",
        probe=PROBE,
        requirement=(
            "The account of everybody on the schools' staff lists must stand in the unit of their main school, in the groups "
            "that their post gives at each of their schools, and in no other group that a post gives."
        ),
        governor="Whoever changes school or post can open what the new one needs, and no longer what the old one did.",
        value_says="of each key with an enabled account: whose unit it stands in, and in which groups that posts give",
        relation=Relation.INCLUDES,
        measure=places,
        intend=_intend,
        needs=(PLACES,),
        evidence_towards=(clauses.LEAST_PRIVILEGE, clauses.ACCESS_CONTROL),
        undo="Put each account back into the unit and the groups it was in; accounts that were made are disabled, not deleted.",
        undone=Undone.PART,
    ),
)
