"""Measures rights in a directory: finer password rules, groups in groups, who administers the domain, and accounts nobody uses.

Everything is reckoned on the host. Of people only keys leave it, numbers of accounts without a key, and how many there are;
logon names leave it only of the accounts the standard itself names for an emergency.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

from ictops.estate import Value
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "accounts-rights"
DATABASE = "/var/lib/samba/private/sam.ldb"
MINUTE = 600_000_000
STAFF_UNIT = "Schools/<school>/Staff"
"""The default of the role's accounts_staff_unit."""
ADMINS = ("adm-*",)
"""The default of the role's accounts_admins."""

STEPS = """\
now=$(date +%s)
found=$(timeout 40 ldbsearch -H @database@ -b @base@ -s sub \
'(|(objectClass=msDS-PasswordSettings)(objectClass=group)(&(objectCategory=person)(objectClass=user)))' \
objectClass cn sAMAccountName memberOf primaryGroupID employeeID userAccountControl lastLogonTimestamp whenCreated \
isCriticalSystemObject objectSid msDS-PasswordSettingsPrecedence msDS-MinimumPasswordLength msDS-LockoutThreshold \
msDS-LockoutDuration msDS-LockoutObservationWindow msDS-PSOAppliesTo 2>/dev/null </dev/null); status=$?
labelled rights "$(printf '%s\\n' "$found" | awk -v RS= -v rules=@rules@ -v groups=@groups@ -v glass=@glass@ \
-v patterns=@patterns@ -v staff=@staff@ -v schools=@schools@ -v part=@part@ \
-v before="$(date -u -d "@$((now - 7776000))" +%Y%m%d%H%M%S)" -v now="$now" '
  function list(text, set,   parts, i) { for (i = split(tolower(text), parts, "|"); i > 0; i--) set[parts[i]] }
  function filetime(seconds) { return (seconds + 11644473600) * 10000000 }
  BEGIN {
    limits = split("PasswordSettingsPrecedence MinimumPasswordLength LockoutThreshold LockoutDuration " \\
      "LockoutObservationWindow", limit, " ")
    list(rules, rule); list(groups, group); list(glass, emergency) }
  { gsub(/\\n /, "")
    if ($0 ~ /# returned [0-9]+ records/) whole = 1
    n++; kind[n] = critical = ""
    for (i = split($0, row, "\\n"); i > 0; i--) {
      at = index(row[i], ": "); if (!at) continue
      name = substr(row[i], 1, at - 1); value = substr(row[i], at + 2)
      if (sub(/:$/, "", name)) value = "=" value
      if (name == "objectClass" && (value == "group" || value == "user" || value == "msDS-PasswordSettings")) kind[n] = value
      if (name == "memberOf") of[n] = of[n] "\\n" value
      else if (name == "msDS-PSOAppliesTo") applies[n] = applies[n] "\\n" value
      else said[n, name] = value
    }
    if (kind[n] == "group") { sam[said[n, "dn"]] = said[n, "sAMAccountName"]; at = tolower(said[n, "sAMAccountName"])
      if (at == "domain admins" || at == "enterprise admins" || at == "administrators") { high[said[n, "dn"]]; tops++ } } }
  END {
    do { grown = 0
      for (k = 1; k <= n; k++) if (kind[k] == "group" && !(said[k, "dn"] in high))
        for (i = split(of[k], up, "\\n"); i > 0; i--) if (up[i] in high) { high[said[k, "dn"]]; grown = 1; break }
    } while (grown)
    for (k = 1; k <= n; k++) {
      low = tolower(said[k, "sAMAccountName"])
      if (kind[k] == "msDS-PasswordSettings" && tolower(said[k, "cn"]) in rule) {
        others = 0; text = ""
        for (i = split(applies[k], up, "\\n"); i > 1; i--) if (up[i] in sam) text = text "|" sam[up[i]]; else others++
        printf "rule|%s", said[k, "cn"]
        for (i = 1; i <= limits; i++) printf "|%s", said[k, "msDS-" limit[i]]
        print "|" others text
      }
      admin = said[k, "primaryGroupID"] ~ /^(512|518|519)$/
      for (i = split(of[k], up, "\\n"); i > 1; i--) {
        if (up[i] in high) admin = 1
        if (!(up[i] in sam) || !(tolower(sam[up[i]]) in group)) continue
        if (kind[k] == "group") print "in|" sam[up[i]] "|" said[k, "sAMAccountName"]; else people[sam[up[i]]]++
      }
      last = said[k, "lastLogonTimestamp"]
      if (kind[k] == "user" && last != "" && last + 0 > filetime(now - 2592000)) recent++
      if (kind[k] != "user" || int(said[k, "userAccountControl"] / 2) % 2) continue
      sid = said[k, "objectSid"]; sub(/.*-/, "", sid)
      ours = said[k, "employeeID"] ~ /^st-[a-z0-9]+$/; place = tolower(said[k, "dn"])
      shown = ours ? "key " said[k, "employeeID"] : "number " sid
      if (!ours && !(low in emergency) && match(place, staff)) {
        split(substr(place, RSTART + 1), up, ","); keyless[substr(up[part], 4)]++ }
      if (admin && low in emergency) print "glass|" low
      else if (admin && said[k, "isCriticalSystemObject"] != "TRUE" && low !~ patterns) print "ordinary|" shown
      if (said[k, "isCriticalSystemObject"] == "TRUE" || low in emergency) continue
      if (last != "" ? last + 0 > filetime(now - 7776000) : said[k, "whenCreated"] + 0 > before + 0) continue
      if (place ~ staff) print "stale|" shown; else if (place !~ schools) outside++
    }
    for (name in people) print "people|" name "|" people[name]
    for (name in keyless) print "keyless|" name "|" keyless[name]
    print "outside|" outside + 0; print "recent|" recent + 0; print "tops|" tops + 0
    if (whole) print "whole" }')" $status
"""


def _command(settings: Settings) -> str:
    base_dn = str(settings.get("accounts_directory_base", "")).lower()
    path = str(settings.get("accounts_staff_unit", STAFF_UNIT)).lower().split("/")
    patterns = "|".join(_matching(pattern) for pattern in sorted(settings.get("accounts_admins", ADMINS)))
    said = {
        "database": DATABASE,
        "base": settings.get("accounts_directory_base", ""),
        "rules": "|".join(sorted(rule["name"] for rule in settings.get("accounts_password_policies", ()))),
        "groups": "|".join(sorted(group["name"] for group in _asked(settings))),
        "glass": "|".join(sorted(settings.get("accounts_break_glass", ()))),
        "patterns": f"^({patterns or '$.'})$",
        "staff": "".join(f",ou={_part(part)}" for part in reversed(path)) + f",{base_dn}$",
        "schools": f",ou={_part(path[0])},{base_dn}$",
        "part": str(len(path) - path.index("<school>") if "<school>" in path else 1),
    }
    steps = STEPS
    for name, value in said.items():
        steps = steps.replace(f"@{name}@", quoted(value))
    return sealed(NAME, steps)


PROBE = Probe(id=NAME, command=_command)


def _asked(settings: Settings) -> Iterable[Any]:
    return (group for group in settings.get("accounts_directory_groups", ()) if group.get("members") or group.get("exact"))


def _matching(pattern: str) -> str:
    return re.sub(r"[^a-z0-9*]", lambda found: f"[{found[0]}]", pattern.lower()).replace("*", ".*")


def _part(text: str) -> str:
    return "[^,]+" if text == "<school>" else text.replace(".", "[.]")


def _rows(output: str, kind: str, fields: int | None = 1) -> list[list[str]]:
    """The fields of every row of this kind, so many in each (None: any number). CannotTell unless all was read."""
    rows = [row.split("|") for row in opened(NAME, output).of("rights")]
    tops = [row[1] for row in rows if row[0] == "tops" and len(row) == 2]
    if ["whole"] not in rows or tops in ([], ["0"]):
        raise CannotTell("the directory did not list its groups to the end")
    found = [[_plain(field) for field in row[1:]] for row in rows if row[0] == kind]
    if fields is not None and any(len(row) != fields for row in found):
        raise CannotTell(f"the directory's rows of {kind} are not in the form they were asked for")
    return found


def _plain(field: str) -> str:
    if not field.startswith("="):
        return field
    try:
        return base64.b64decode(field[1:], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise CannotTell("the directory sent a name that does not decode") from error


def rules(output: str) -> Value:
    """The finer rules the standard names: `Admins (first 10): 15 characters, 10 attempts, 15 minutes; Domain Admins`."""
    return tuple(sorted(_rule(fields) for fields in _rows(output, "rule", None)))


def _rule(fields: list[str]) -> str:
    if len(fields) < 7 or not all(re.fullmatch(r"-?\d+", field) for field in fields[1:7]):
        raise CannotTell("a finer password rule is described in a form that is not known")
    name, first, length, attempts, lasts, counted, others, *groups = fields
    lock = _minutes(lasts) if lasts == counted else f"{_minutes(lasts)} counted over {_minutes(counted)}"
    said = [*sorted(groups), *([f"{others} others"] if others != "0" else [])]
    return rule_in_words(name, first, length, f"{attempts} attempts, {lock}", said)


def rule_in_words(name: str, first: object, length: object, lock: str, groups: Iterable[str]) -> str:
    """A finer rule as its value shows it."""
    return f"{name} (first {first}): {length} characters, {lock}; {', '.join(groups)}"


def _minutes(units: str) -> str:
    return f"{-int(units) // MINUTE} minutes" if -int(units) % MINUTE == 0 else f"{-int(units)} ticks"


def members(output: str) -> Value:
    """What is in the groups whose members the standard names: `FS-oak-Staff: oak-Staff`; accounts by number alone."""
    inside = [f"{group}: {member}" for group, member in _rows(output, "in", 2)]
    return tuple(sorted([*inside, *(f"{group}: {number} accounts" for group, number in _rows(output, "people", 2))]))


def ordinary_admins(output: str) -> Value:
    """Enabled accounts with administrators' rights that the standard does not name, by key or number."""
    return tuple(sorted(shown for (shown,) in _rows(output, "ordinary")))


def break_glass(output: str) -> Value:
    """The accounts for an emergency that are there, enabled and administrators."""
    return tuple(sorted(name for (name,) in _rows(output, "glass")))


def keyless(output: str) -> Value:
    """How many enabled accounts in each school's units for staff carry no key of ours; never whose they are."""
    counts = ((school, number) for school, number in _rows(output, "keyless", 2))
    return tuple(sorted(f"{school}: {number} account{'' if number == '1' else 's'} without a key" for school, number in counts))


def _one(output: str, label: str) -> str:
    rows = _rows(output, label)
    if len(rows) != 1:
        raise CannotTell(f"the directory gave no one number of {label}")
    return rows[0][0]


def stale(output: str) -> Value:
    """Enabled accounts not used for 90 days: of staff by key or number, elsewhere outside the schools' units by how many."""
    outside, recent = _one(output, "outside"), _one(output, "recent")
    if recent == "0":
        raise CannotTell("the directory has no record that anybody signed in during the last 30 days, so none of who did not")
    return tuple(sorted(shown for (shown,) in _rows(output, "stale"))) + ((f"{outside} others",) if outside != "0" else ())
