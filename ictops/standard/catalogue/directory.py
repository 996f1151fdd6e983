"""Measures a directory: the probe that searches it once, on its own host, and what is made of the answer.

Asked for: the password rules, and whether the standard's own units and groups are there. Of accounts, only enabled ones with
a generic name leave the host: nobody else's name is read.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Any

from ictops.estate import Value
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.catalogue.signins import GENERIC
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "accounts-directory"
DATABASE = "/var/lib/samba/private/sam.ldb"
MINUTE = 600_000_000
"""The directory counts time in units of 100 ns, and spans of time below nought."""

FOR_EVER = -(2**63)

STEPS = """\
found=$(timeout 20 ldbsearch -H @database@ -b @base@ -s sub @filter@ objectClass sAMAccountName \
lockoutThreshold lockoutDuration lockOutObservationWindow minPwdLength msDS-LockoutThreshold msDS-LockoutDuration \
msDS-LockoutObservationWindow msDS-MinimumPasswordLength 2>/dev/null </dev/null); status=$?
labelled base @base@ 0
labelled found "$(printf '%s\\n' "$found" | awk -v RS= -v generic=@generic@ -v allowed=@allowed@ \
-v today="$(date -u +%Y-%m-%d)" '
  BEGIN {
    count = split(tolower(generic), names, " ")
    for (i = split(tolower(allowed), list, "|"); i > 0; i--) {
      day = list[i]; sub(/.*:/, "", day); name = list[i]; sub(/:[^:]*$/, "", name)
      if (day == "" || day >= today) kept[name]
    }
  }
  { gsub(/\\n /, "")
    person = name = ""
    for (i = 1; i <= split($0, row, "\\n"); i++) {
      if (row[i] == "objectClass: user") person = 1
      if (row[i] ~ /^sAMAccountName: /) name = tolower(substr(row[i], 17))
    }
    bare = name; sub(/[0-9]*$/, "", bare)
    shown = !person
    for (i = 1; i <= count; i++) if (bare == names[i] || name == names[i]) shown = 1
    if (!shown || (person && (name in kept))) next
    for (i = 1; i <= split($0, row, "\\n"); i++) if (!person || row[i] !~ /^dn:/) print row[i]
    print "" }')" $status
"""


def _command(settings: Settings) -> str:
    said = {
        "database": DATABASE,
        "base": settings.get("accounts_directory_base", ""),
        "filter": _filter(settings),
        "generic": " ".join(_generic(settings)),
        "allowed": "|".join(_allowed(settings)),
    }
    steps = STEPS
    for name, value in said.items():
        steps = steps.replace(f"@{name}@", quoted(value))
    return sealed(NAME, steps)


PROBE = Probe(id=NAME, command=_command)


def _generic(settings: Settings) -> tuple[str, ...]:
    return tuple(settings.get("accounts_generic_names", GENERIC))


def _allowed(settings: Settings) -> list[str]:
    """`name:last day` of accounts with a generic name that may be enabled; no day for those kept for an emergency."""
    excepted = [f"{one['name']}:{one['until']}" for one in settings.get("accounts_generic_allowed", ())]
    return sorted([*excepted, *(f"{name}:" for name in settings.get("accounts_break_glass", ()))])


def _filter(settings: Settings) -> str:
    units = {part for path in settings.get("accounts_directory_units", ()) for part in path.split("/")}
    groups = {group["name"] for group in settings.get("accounts_directory_groups", ())}
    enabled = "(!(userAccountControl:1.2.840.113556.1.4.803:=2))"
    people = any_of("sAMAccountName", (f"{name}*" for name in map(escaped, sorted(_generic(settings)))))
    return "".join(
        (
            "(|(objectClass=domainDNS)(objectClass=msDS-PasswordSettings)",
            f"(&(objectClass=organizationalUnit){any_of('ou', map(escaped, sorted(units)))})",
            f"(&(objectClass=group){any_of('sAMAccountName', map(escaped, sorted(groups)))})",
            f"(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE)){enabled}{people}))",
        )
    )


def any_of(attribute: str, values: Any) -> str:
    """LDAP filter for an attribute with one of these values, which are escaped already."""
    return f"(|{''.join(f'({attribute}={value})' for value in values)}(cn=\\00))"


def escaped(text: str) -> str:
    """The text as a value of an LDAP filter."""
    return re.sub(r"[^A-Za-z0-9 _-]", lambda found: "".join(f"\\{byte:02x}" for byte in found[0].encode()), text)


type Entry = dict[str, list[str]]


def _entries(output: str) -> tuple[str, list[Entry]]:
    """The base and every entry. CannotTell unless the search ended by itself and found the domain it was asked about."""
    answer = opened(NAME, output)
    base = "".join(answer.of("base"))
    text = "\n".join(answer.of("found"))
    found = [dict(_fields(block)) for block in _blocks(text)]
    if not re.search(r"(?m)^# returned \d+ records$", text) or not any(_dn(entry) == base.lower() for entry in found):
        raise CannotTell(f"the directory did not list {base or 'a domain'} to the end")
    return base.lower(), found


def _blocks(text: str) -> Iterator[str]:
    return (block for block in re.split(r"\n{2,}", text) if re.search(r"(?m)^[A-Za-z]", block))


def _fields(block: str) -> Iterator[tuple[str, list[str]]]:
    found: Entry = {}
    for line in block.split("\n"):
        if match := re.fullmatch(r"([A-Za-z][A-Za-z0-9-]*)(::?) (.*)", line):
            found.setdefault(match[1].lower(), []).append(_plain(match[3]) if match[2] == "::" else match[3])
    yield from found.items()


def _plain(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise CannotTell("the directory sent a name that does not decode") from error


def _dn(entry: Entry) -> str:
    return entry.get("dn", [""])[0].lower()


def _of_class(found: list[Entry], name: str) -> list[Entry]:
    return [entry for entry in found if name in entry.get("objectclass", ())]


def _number(entry: Entry, attribute: str) -> int:
    said = entry.get(attribute.lower(), [""])[0]
    if not re.fullmatch(r"-?\d+", said):
        raise CannotTell(f"the directory did not say its {attribute}")
    return int(said)


def _domain(output: str) -> tuple[Entry, list[Entry]]:
    base, found = _entries(output)
    return next(entry for entry in found if _dn(entry) == base), _of_class(found, "msDS-PasswordSettings")


def lockout(output: str) -> Value:
    """After how many wrong passwords an account is locked, counted over and for how long: `10 attempts, 15 minutes`."""
    domain, finer = _domain(output)
    rule = _rule(domain, "lockoutThreshold", "lockoutDuration", "lockOutObservationWindow")
    names = ("msDS-LockoutThreshold", "msDS-LockoutDuration", "msDS-LockoutObservationWindow")
    other = sum(_rule(entry, *names) != rule for entry in finer)
    return rule + (f"; otherwise for some (finer rules: {other})" if other else "")


def _rule(entry: Entry, threshold: str, duration: str, window: str) -> str:
    attempts = _number(entry, threshold)
    if attempts == 0:
        return "never"
    lasts, counted = _span(_number(entry, duration)), _span(_number(entry, window))
    return f"{attempts} attempts, {lasts}" + ("" if lasts == counted else f" counted over {counted}")


def _span(units: int) -> str:
    if units in (0, FOR_EVER):
        return "until unlocked"
    return f"{-units // MINUTE} minutes" if -units % MINUTE == 0 else f"{-units // (MINUTE // 60)} seconds"


def shortest_password(output: str) -> Value:
    """The shortest password that any rule of the directory accepts, in characters."""
    domain, finer = _domain(output)
    return min(_number(domain, "minPwdLength"), *(_number(entry, "msDS-MinimumPasswordLength") for entry in finer), 2**31)


def generic_accounts(output: str) -> Value:
    """The enabled accounts whose name says what somebody is, not who."""
    return _names(output, "user", lambda entry: entry["samaccountname"][0])


def units(output: str) -> Value:
    """The organisational units by their path from the top: `Schools/quillford/Staff`. Of units, only those asked about."""
    base, _ = _entries(output)
    return _names(output, "organizationalUnit", lambda entry: _path(entry["dn"][0], base))


def groups(output: str) -> Value:
    """The groups by name. Only those the standard asks for."""
    return _names(output, "group", lambda entry: entry["samaccountname"][0])


def _names(output: str, kind: str, name: Callable[[Entry], str]) -> Value:
    try:
        return tuple(sorted(name(entry) for entry in _of_class(_entries(output)[1], kind)))
    except KeyError as error:
        raise CannotTell(f"the directory described a {kind} without its {error}") from error


def _path(dn: str, base: str) -> str:
    parts = re.split(r"(?<!\\),", dn[: len(dn) - len(base)].rstrip(","))
    return "/".join(re.sub(r"\\(.)", r"\1", part.partition("=")[2]) for part in reversed(parts))
