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
msDS-LockoutDuration msDS-LockoutObservationWindow msDS-PasswordHistoryLength msDS-PSOAppliesTo \
2>/dev/null </dev/null); status=$?
labelled rights "$(printf '%s\\n' "$found" | awk -v RS= -v rules=@rules@ -v ruled=@ruled@ -v histories=@histories@ \
-v weakest=@weakest@ -v groups=@groups@ -v named=@named@ -v exacts=@exacts@ -v glass=@glass@ -v patterns=@patterns@ \
-v staff=@staff@ -v schools=@schools@ -v part=@part@ \
-v before="$(date -u -d "@$((now - 7776000))" +%Y%m%d%H%M%S)" -v now="$now" '
  function list(text, set,   parts, i) { for (i = split(text, parts, "|"); i > 0; i--) set[tolower(parts[i])] = parts[i] }
  function spelt(pair) { sub(":", "|", pair); return pair }
  function minutes(k, name) { # for ever is longer than any
    return said[k, name] + 0 == 0 || said[k, name] + 0 < -9e18 ? 1e9 : int(-said[k, name] / 600000000) }
  function weaker(k,   tries) { split(weakest, least, "|"); tries = said[k, "msDS-LockoutThreshold"] + 0
    return said[k, "msDS-MinimumPasswordLength"] + 0 < least[1] || tries == 0 || tries > least[2] ||
      minutes(k, "msDS-LockoutDuration") < least[3] || minutes(k, "msDS-LockoutObservationWindow") < least[3] }
  function filetime(seconds) { return (seconds + 11644473600) * 10000000 }
  BEGIN {
    limits = split("PasswordSettingsPrecedence MinimumPasswordLength LockoutThreshold LockoutDuration " \\
      "LockoutObservationWindow", limit, " ")
    list(rules, rule); list(ruled, holds); list(histories, remembers); list(groups, group); list(named, belongs)
    list(exacts, exact); list(glass, emergency) }
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
      if (kind[k] == "msDS-PasswordSettings") {
        called = said[k, "cn"]; others = 0; text = told = ""
        for (i = 1; i <= limits; i++) told = told "|" said[k, "msDS-" limit[i]]
        whom = split(applies[k], up, "\\n")
        for (i = whom; i > 1; i--)
          if (!(up[i] in sam)) others++
          else if ((pair = tolower(called ":" sam[up[i]])) in holds) {
            text = text "|" holds[pair]; sub("[|][^|]*:", "|", text) }
          else if (tolower(called) in rule) print "beside|" rule[tolower(called)] "|" sam[up[i]]
        if (!(tolower(called) in rule)) { if (whom > 1 && weaker(k)) print "weaker|" called told; continue }
        called = rule[tolower(called)]
        if (others) print "beside|" called "|" others " others"
        print "rule|" called told "|" (tolower(called) in remembers ? said[k, "msDS-PasswordHistoryLength"] : "") text
      }
      admin = said[k, "primaryGroupID"] ~ /^(512|518|519)$/
      for (i = split(of[k], up, "\\n"); i > 1; i--) {
        if (up[i] in high) admin = 1
        if (!(up[i] in sam) || !(tolower(sam[up[i]]) in group)) continue
        if (kind[k] != "group") { people[sam[up[i]]]++; continue }
        if ((pair = tolower(sam[up[i]] ":" said[k, "sAMAccountName"])) in belongs) print "in|" spelt(belongs[pair])
        else print (tolower(sam[up[i]]) in exact ? "extra|" : "stranger|") sam[up[i]] "|" said[k, "sAMAccountName"]
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
    for (name in people) print (tolower(name) in exact ? "extra|" : "stranger|") name "|" people[name] " accounts"
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
        **_of_rules(settings),
        **_of_groups(settings),
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


def _of_rules(settings: Settings) -> dict[str, str]:
    """The finer rules by name, whom they hold for, which ask for a history, and what no other rule may go below."""
    rules = settings.get("accounts_password_policies", ())
    least = (("password_length", 12), ("lockout_attempts", 10), ("lockout_minutes", 15))
    return {
        "rules": "|".join(sorted(rule["name"] for rule in rules)),
        "ruled": "|".join(sorted(f"{rule['name']}:{_shown(group)}" for rule in rules for group in rule["groups"])),
        "histories": "|".join(sorted(rule["name"] for rule in rules if rule.get("history") is not None)),
        "weakest": "|".join(str(settings.get(f"accounts_{name}", default)) for name, default in least),
    }


def _of_groups(settings: Settings) -> dict[str, str]:
    """The groups that are looked into, who is to be in them, and those that hold nobody else."""
    asked = list(_asked(settings))
    pairs = (f"{_shown(group['name'])}:{_shown(member)}" for group in asked for member in group.get("members") or ())
    return {
        "groups": "|".join(sorted(_shown(group["name"]) for group in asked)),
        "named": "|".join(sorted(pairs)),
        "exacts": "|".join(sorted(_shown(group["name"]) for group in asked if group.get("exact"))),
    }


def _shown(name: str) -> str:
    """A name as the directory's own tool shows it: `=` and base64 where it is more than plain text."""
    return name if name.isascii() else "=" + base64.b64encode(name.encode()).decode()


def _asked(settings: Settings) -> Iterable[Any]:
    return (group for group in settings.get("accounts_directory_groups", ()) if group.get("members") or group.get("exact"))


def _matching(pattern: str) -> str:
    return re.sub(r"[^a-z0-9*]", lambda found: f"[{found[0]}]", pattern.lower()).replace("*", ".*")


def _part(text: str) -> str:
    return "[^,]+" if text == "<school>" else text.replace(".", "[.]")


def rows_of(output: str, kind: str, fields: int | None = 1) -> list[list[str]]:
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


def members(output: str) -> Value:
    """Of the members that the standard names those that are in the group: `FS-oak-Staff: oak-Staff`."""
    return _inside(output, "in")


def extra_members(output: str) -> Value:
    """Who else is in a group that is exact: `All Staff: parents`; accounts by number alone."""
    return _inside(output, "extra")


def strangers(output: str) -> Value:
    """Who else is in a group that is not exact and whose members the standard names; accounts by number alone."""
    return _inside(output, "stranger")


def _inside(output: str, kind: str) -> Value:
    return tuple(sorted(f"{group}: {member}" for group, member in rows_of(output, kind, 2)))


def ordinary_admins(output: str) -> Value:
    """Enabled accounts with administrators' rights that the standard does not name, by key or number."""
    return tuple(sorted(shown for (shown,) in rows_of(output, "ordinary")))


def break_glass(output: str) -> Value:
    """The accounts for an emergency that are there, enabled and administrators."""
    return tuple(sorted(name for (name,) in rows_of(output, "glass")))


def keyless(output: str) -> Value:
    """How many enabled accounts in each school's units for staff carry no key of ours; never whose they are."""
    counts = ((school, number) for school, number in rows_of(output, "keyless", 2))
    return tuple(sorted(f"{school}: {number} account{'' if number == '1' else 's'} without a key" for school, number in counts))


def _one(output: str, label: str) -> str:
    rows = rows_of(output, label)
    if len(rows) != 1:
        raise CannotTell(f"the directory gave no one number of {label}")
    return rows[0][0]


def stale(output: str) -> Value:
    """Enabled accounts not used for 90 days: of staff by key or number, elsewhere outside the schools' units by how many."""
    outside, recent = _one(output, "outside"), _one(output, "recent")
    if recent == "0":
        raise CannotTell("the directory has no record that anybody signed in during the last 30 days, so none of who did not")
    return tuple(sorted(shown for (shown,) in rows_of(output, "stale"))) + ((f"{outside} others",) if outside != "0" else ())
