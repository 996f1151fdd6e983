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
from ictops.standard.catalogue import locking
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.catalogue.signins import GENERIC
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "accounts-directory"
DATABASE = "/var/lib/samba/private/sam.ldb"
STEPS = """\
found=$(timeout 20 ldbsearch -H @database@ -b @base@ -s sub @filter@ objectClass sAMAccountName \
lockoutThreshold lockoutDuration lockOutObservationWindow minPwdLength adminCount servicePrincipalName \
2>/dev/null </dev/null); status=$?
labelled base @base@ 0
labelled spelt @spelt@ 0
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
    person = name = needed = ""
    for (i = 1; i <= split($0, row, "\\n"); i++) {
      if (row[i] == "objectClass: user") person = 1
      if (row[i] ~ /^sAMAccountName: /) name = tolower(substr(row[i], 17))
      if (row[i] == "adminCount: 1" || row[i] ~ /^servicePrincipalName:/) needed = 1
    }
    bare = name; sub(/[0-9]*$/, "", bare)
    shown = !person
    for (i = 1; i <= count; i++) if (bare == names[i] || name == names[i]) shown = 1
    if (!shown || (person && (name in kept))) next
    for (i = 1; i <= split($0, row, "\\n"); i++)
      if (row[i] !~ (person ? "^(dn|adminCount|servicePrincipalName):" : "^(adminCount|servicePrincipalName):")) print row[i]
    if (person && needed) print "needed: yes"
    print "" }')" $status
"""


def _command(settings: Settings) -> str:
    said = {
        "database": DATABASE,
        "base": settings.get("accounts_directory_base", ""),
        "spelt": "\n".join(_spelt(settings)),
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


def _spelt(settings: Settings) -> list[str]:
    """The units and groups as the standard spells them: to a directory, capitals make no difference."""
    groups = (group["name"] for group in settings.get("accounts_directory_groups", ()))
    return sorted({*settings.get("accounts_directory_units", ()), *groups})


def _filter(settings: Settings) -> str:
    units = {part for path in settings.get("accounts_directory_units", ()) for part in path.split("/")}
    groups = {group["name"] for group in settings.get("accounts_directory_groups", ())}
    enabled = "(!(userAccountControl:1.2.840.113556.1.4.803:=2))"
    people = any_of("sAMAccountName", (f"{name}*" for name in map(escaped, sorted(_generic(settings)))))
    return "".join(
        (
            "(|(objectClass=domainDNS)",
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


def _domain(output: str) -> Entry:
    base, found = _entries(output)
    return next(entry for entry in found if _dn(entry) == base)


def lockout(output: str) -> Value:
    """After how many wrong passwords an account is locked; words where it never is, or too soon."""
    return locking.attempts(_number(_domain(output), "lockoutThreshold"))


def lockout_minutes(output: str) -> Value:
    """How long the lock lasts and wrong passwords are counted; nothing where nobody is locked."""
    domain = _domain(output)
    duration, window = _number(domain, "lockoutDuration"), _number(domain, "lockOutObservationWindow")
    return locking.lasting(_number(domain, "lockoutThreshold"), duration, window)


def shortest_password(output: str) -> Value:
    """The shortest password that the domain accepts, in characters."""
    return _number(_domain(output), "minPwdLength")


def generic_accounts(output: str) -> Value:
    """The enabled accounts whose name says what somebody is, not who, and that no service and no administrator needs."""
    return _names(output, "user", lambda entry: entry["samaccountname"][0], lambda entry: "needed" not in entry)


def generic_needed(output: str) -> Value:
    """Those of them that a service works as, or that have or had an administrator's rights."""
    return _names(output, "user", lambda entry: entry["samaccountname"][0], lambda entry: "needed" in entry)


def units(output: str) -> Value:
    """The organisational units by their path from the top: `Schools/quillford/Staff`. Of units, only those asked about."""
    base, _ = _entries(output)
    return _as_spelt(output, _names(output, "organizationalUnit", lambda entry: _path(entry["dn"][0], base)))


def groups(output: str) -> Value:
    """The groups by name. Only those the standard asks for."""
    return _as_spelt(output, _names(output, "group", lambda entry: entry["samaccountname"][0]))


def _as_spelt(output: str, names: tuple[str, ...]) -> Value:
    spelt = {name.lower(): name for name in opened(NAME, output).of("spelt")}
    return tuple(sorted(spelt.get(name.lower(), name) for name in names))


def _names(output: str, kind: str, name: Callable[[Entry], str], fits: Callable[[Entry], bool] = bool) -> tuple[str, ...]:
    try:
        return tuple(sorted(name(entry) for entry in _of_class(_entries(output)[1], kind) if fits(entry)))
    except KeyError as error:
        raise CannotTell(f"the directory described a {kind} without its {error}") from error


def _path(dn: str, base: str) -> str:
    parts = re.split(r"(?<!\\),", dn[: len(dn) - len(base)].rstrip(","))
    return "/".join(re.sub(r"\\(.)", r"\1", part.partition("=")[2]) for part in reversed(parts))
