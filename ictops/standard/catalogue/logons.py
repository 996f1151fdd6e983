"""Logon names of staff: whether the forest takes the standard's suffix, and whose has another. Names stay on the host."""

from __future__ import annotations

import re

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, directory
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.control import Area, CannotTell, Control, Host, NotApplicable, Probe, Relation, Settings

NAME = "accounts-logons"
FILTER = "(|(objectClass=domainDNS)(&(objectCategory=person)(objectClass=user)(employeeID=st-*)))"
KNOWN = "(|(objectClass=crossRefContainer)(objectClass=crossRef))"
DISABLED = 2

STEPS = """\
labelled base @base@ 0
labelled asked @asked@ 0
config=$(timeout 12 ldbsearch -H @database@ -b '' -s base configurationNamingContext 2>/dev/null </dev/null |
  sed -n 's/^configurationNamingContext: //p')
forest=$(timeout 12 ldbsearch -H @database@ -b "CN=Partitions,$config" -s sub '@known@' uPNSuffixes dnsRoot systemFlags \
2>/dev/null </dev/null); status=$?
labelled forest "$(printf '%s\\n' "$forest" | awk -v RS= '
  { gsub(/\\n /, "")
    root = flags = ""
    for (i = 1; i <= split($0, row, "\\n"); i++) {
      if (row[i] ~ /^uPNSuffixes: /) print "suffix " tolower(substr(row[i], 14))
      if (row[i] ~ /^dnsRoot: /) root = tolower(substr(row[i], 10))
      if (row[i] ~ /^systemFlags: /) flags = substr(row[i], 14)
      if (row[i] ~ /^# returned [0-9]+ records$/) whole = 1
    }
    if (root != "" && int(flags / 2) % 2) print "domain " root }
  END { if (whole) print "whole" }')" $status
found=$(timeout 20 ldbsearch -H @database@ -b @base@ -s sub @filter@ objectClass employeeID userAccountControl \
userPrincipalName 2>/dev/null </dev/null); status=$?
labelled found "$(printf '%s\\n' "$found" | awk '/^ / { held = held substr($0, 2); next } { if (NR > 1) print held; held = $0 }
  END { print held }' | while IFS= read -r line; do
  case $line in
    userPrincipalName::*) printf 'userPrincipalName: %s\\n' "$(printf '%s' "${line#*:: }" | base64 -d | tr -d '\\n')";;
    *) printf '%s\\n' "$line";;
  esac
done | awk -v RS= -v asked=@asked@ '
  { domain = key = control = dn = suffix = ""
    for (i = 1; i <= split($0, row, "\\n"); i++) {
      if (row[i] == "objectClass: domainDNS") domain = 1
      if (row[i] ~ /^dn: /) dn = substr(row[i], 5)
      if (row[i] ~ /^employeeID: /) key = substr(row[i], 13)
      if (row[i] ~ /^userAccountControl: /) control = substr(row[i], 21)
      if (row[i] ~ /^userPrincipalName: .*@/) { suffix = tolower(row[i]); sub(/.*@/, "", suffix) }
      if (row[i] ~ /^# [0-9]+ entries$/) ended = row[i]
    }
    if (domain) print "domain " dn
    else if (key != "") print "account " key " " control " " (suffix == asked ? "same" : "other") }
  END { if (ended != "") print ended }')" $status
"""


def _command(settings: Settings) -> str:
    said = {
        "database": directory.DATABASE,
        "base": settings.get("accounts_directory_base", ""),
        "asked": _suffix(settings),
        "filter": FILTER,
    }
    steps = STEPS.replace("'@known@'", quoted(KNOWN))
    for name, value in said.items():
        steps = steps.replace(f"@{name}@", quoted(value))
    return sealed(NAME, steps)


PROBE = Probe(id=NAME, command=_command)


def _suffix(settings: Settings) -> str:
    return str(settings.get("accounts_logon_suffix") or "").lower()


def suffixes(output: str) -> Value:
    """`@oaktrust.example` when the forest takes it, and the key of each enabled account of staff that signs in by another.

    Nothing where the standard names no suffix. CannotTell unless both searches ended by themselves.
    """
    answer = opened(NAME, output)
    asked, base = "".join(answer.of("asked")), "".join(answer.of("base")).lower()
    known, lines = answer.of("forest"), answer.of("found")
    accounts = [line for line in lines if line.startswith("account ")]
    returned = [int(found[1]) for line in lines if (found := re.fullmatch(r"# ([0-9]{1,9}) entries", line))]
    if returned != [len(accounts) + 1] or not any(line.lower() == f"domain {base}" for line in lines):
        raise CannotTell(f"the directory did not list {base or 'a domain'} to the end")
    if "whole" not in known or not any(line.startswith("domain ") for line in known):
        raise CannotTell("the forest did not list its domains to the end")
    keys = sorted({key for line in accounts if (key := _otherwise(line))})
    if not asked:
        return ()
    taken = f"@{asked}" if {f"suffix {asked}", f"domain {asked}"} & set(known) else f"@{asked} is not known to the forest"
    return (taken, *keys)


def _otherwise(line: str) -> str:
    """The key of an enabled account whose logon name has another suffix."""
    found = re.fullmatch(r"account (st-[a-z0-9]{1,61}) ([0-9]{1,10}) (same|other)", line)
    if not found:
        raise CannotTell("the directory described an account whose employeeID begins like a key and is none")
    return "" if int(found[2]) & DISABLED or found[3] == "same" else found[1]


def _intend(host: Host) -> Value:
    if not _suffix(host.settings):
        raise NotApplicable("the standard names no suffix for logon names")
    return (f"@{_suffix(host.settings)}",)


CONTROLS = (
    Control(
        id="ACC.SUFFIX.1v1",
        area=Area.ACCOUNTS,
        kinds=frozenset({Kind.DIRECTORY}),
        role="accounts",
        probe=PROBE,
        requirement=(
            "The forest must take the suffix that the standard names for logon names, and every enabled account of staff must "
            "sign in by it; accounts that have another keep it until a person changes it."
        ),
        governor="Everyone on the staff signs in with a name that ends like their e-mail address.",
        value_says="the standard's suffix, and the keys of staff whose logon name has another",
        relation=Relation.EQUALS,
        measure=suffixes,
        intend=_intend,
        evidence_towards=(clauses.OWN_ACCOUNTS,),
        undo="Nothing is changed, so nothing has to be taken back: new accounts are made with the suffix, others keep theirs.",
        by_hand=True,
    ),
)
"""Only read: the role makes new accounts with the suffix, and stops where the forest does not take it."""
