"""Filters of the role accounts for Windows hosts: local accounts, and a directory that is reached through one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

BORN_WITH = re.compile(r"S-1-5-21-[\d-]+-50[0-4]")
"""Administrator, Guest and the like: every Windows has them."""
FORMAT, ROLE = 1, "accounts"
POLICY = ("lockoutThreshold", "lockoutDuration", "lockOutObservationWindow", "minPwdLength")
OPTIONS = (
    "msDS-PasswordSettingsPrecedence", "msDS-MinimumPasswordLength", "msDS-LockoutThreshold", "msDS-PasswordComplexityEnabled",
)  # fmt: skip
"""Attributes of a finer rule that are options of its module."""
NOT_DONE = {
    "accounts_break_glass": "the accounts kept for an emergency are looked at only where accounts_directory_uri is given",
}
USUAL_FOLDER = "/var/lib/ictops/handover"


def faults(given: Mapping[str, Any]) -> list[str]:
    """What of the inputs cannot be done through Windows, naming the input."""
    found = []
    if given["uri"] and not re.fullmatch(r"[^@\\=,\s]+@[^@\\\s]+|[^@\\=,\s]+\\[^@\\\s]+", given["bind_dn"]):
        found.append(f"accounts_directory_bind_dn is {given['bind_dn']!r}; through Windows it has to be user@domain")
    for name in ("base", "bind_dn"):
        if given["uri"] and not given[name]:
            found.append(f"accounts_directory_{name} is missing; it is needed with accounts_directory_uri")
    if given["uri"] and not given["password_given"]:
        found.append("accounts_directory_password is missing; give it at run time, in a file only you can read")
    return found


def not_done(given: Mapping[str, Any]) -> list[str]:
    """What the inputs ask for and is not done on Windows, in sentences."""
    found = [f"{name}: {why}" for name, why in NOT_DONE.items() if given.get(name)]
    if given["handover_folder"] != USUAL_FOLDER:
        found.append("accounts_handover_folder: on Windows initial passwords are put into C:\\ProgramData\\ictops\\handover")
    return found


def to_lock(users: Iterable[Mapping[str, Any]], generic: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Names of enabled local accounts that belong to nobody and are not allowed, sorted."""
    names, kept = {name.lower() for name in generic}, {name.lower() for name in allowed}
    found = (user["name"] for user in _given(users) if user["enabled"] and not BORN_WITH.fullmatch(user["sid"]))
    return sorted(name for name in found if _is_generic(name, names) and name.lower() not in kept)


def local_refusals(read: Mapping[str, Any], locking: Iterable[str], keep_one: bool) -> list[str]:
    """Why accounts must not be locked now: it is ours, it is in use, or it is the last one."""
    going = {name.lower() for name in locking}
    ours = [
        user["name"] for user in _given(read["users"]) if user["sid"] == read["came_in_as"] and user["name"].lower() in going
    ]
    used = sorted({name for name in read["in_use"] if name and name.lower() in going})
    left = [
        user
        for user in _given(read["users"])
        if user["enabled"] and user["name"].lower() not in going and user["sid"] != read["came_in_as"]
    ]
    found = [f"this run came in as {name}, which it would lock: come in as another account" for name in ours]
    found += [f"{', '.join(used)} is signed in: run again when it is not"] if used else []
    if going and keep_one and not read["in_domain"] and not left:
        found.append(
            "nobody could sign in to this machine any more: make another account, or set accounts_local_keep_one to false"
        )
    if losing := _last_administrators(read, going, left):
        found.append(
            f"no local administrator would be left without {', '.join(losing)}: "
            "make or enable another, or name it in accounts_local_allowed"
        )
    return found


def _last_administrators(read: Mapping[str, Any], going: set[str], left: Iterable[Mapping[str, Any]]) -> list[str]:
    """The administrators among those that go, where none stays. In a domain too: it is out of reach when the network is."""
    administrators = {sid for sid in read["administrators"] if sid}
    losing = [user["name"] for user in _given(read["users"]) if user["name"].lower() in going and user["sid"] in administrators]
    return [] if any(user["sid"] in administrators for user in left) else losing


def undo_refusals(pack: Mapping[str, Any], uri_given: bool) -> list[str]:
    """Why a sound kept state cannot be put back in this run."""
    if uri_given or not (pack["policy"] or pack["disabled"] or pack.get("staff")):
        return []
    return ["what was kept holds the state of the directory, and accounts_directory_uri is not given"]


def there(names: Iterable[str], found: Iterable[Mapping[str, Any]], called: str) -> dict[str, list[str]]:
    """Of kept names those that are `there` still, and those that are `gone`: nothing makes them anew."""
    known = {str(one[called]).lower() for one in _given(found)}
    answer: dict[str, list[str]] = {"there": [], "gone": []}
    for name in names:
        answer["there" if name.lower() in known else "gone"].append(name)
    return answer


def entry_filter(dns: Iterable[str]) -> str:
    """LDAP filter for the accounts of these distinguished names."""
    escaped = (re.sub(r"[()*\\\0]", lambda found: f"\\{ord(found[0]):02x}", dn) for dn in dns)
    return "(&(objectClass=user)(|" + "".join(f"(distinguishedName={dn})" for dn in escaped) + "))"


def unit_parts(dns: Iterable[str]) -> list[dict[str, str]]:
    """Distinguished names of units as the name and the path that the directory's modules take."""
    return [{"name": dn.partition(",")[0].partition("=")[2], "path": dn.partition(",")[2]} for dn in dns]


def new_groups(groups: Iterable[Mapping[str, Any]], found: Iterable[Mapping[str, Any]], base: str) -> list[dict[str, str]]:
    """Groups the directory does not have, each with the path it is made in."""
    there = {str(one.get("sAMAccountName") or one["Name"]).lower() for one in _given(found)}
    absent = (group for group in groups if group["name"].lower() not in there)
    return [
        {"name": group["name"], "path": ",".join([f"OU={part}" for part in reversed(group["unit"].split("/"))] + [base])}
        for group in absent
    ]


def group_filter(groups: Iterable[Mapping[str, Any]]) -> str:
    """LDAP filter for the groups of these names, which hold nothing that means more to LDAP."""
    return "(&(objectClass=group)(|" + "".join(f"(sAMAccountName={group['name']})" for group in groups) + "))"


def found_rule(rules: Iterable[Mapping[str, Any]], name: str) -> dict[str, Any] | None:
    """The finer rule of this name, as the directory has it; none where it is yet to be made."""
    return next((dict(one) for one in _given(rules) if str(one["Name"]).lower() == name.lower()), None)


def rule_attributes(wanted: Mapping[str, str], born: Mapping[str, str] | None) -> dict[str, Any]:
    """What a finer rule has beyond the options of its module; `born`: what else one that is new has to say."""
    rest = {name: value for name, value in wanted.items() if name not in OPTIONS}
    more = {name: value for name, value in (born or {}).items() if name not in OPTIONS}
    return {
        **{name: value == "TRUE" if value in ("TRUE", "FALSE") else int(value) for name, value in more.items()},
        **numbers(rest),
    }


def numbers(attributes: Mapping[str, str]) -> dict[str, int]:
    """Attributes as the numbers that the directory's modules take."""
    return {name: int(value) for name, value in attributes.items()}


def subjects(groups: Iterable[str], found: Mapping[str, Any] | None) -> list[str]:
    """Whom a rule is to hold for: the standard's groups, and whomever it holds for already, whom a person takes out."""
    held = (found or {}).get("msDS-PSOAppliesTo") or []
    return [*groups, *([held] if isinstance(held, str) else held)]


def to_disable(
    found: Iterable[Mapping[str, Any]],
    names: Iterable[str],
    allowed: Iterable[Mapping[str, Any]],
    kept: Iterable[str],
    today: str,
) -> list[str]:
    """Distinguished names of generic accounts that no service, no administrator, no exception and no emergency needs."""
    generic = {name.lower() for name in names}
    stay = {one["name"].lower() for one in allowed if str(one["until"]) >= today} | {name.lower() for name in kept}
    accounts = [one for one in _given(found) if _is_generic(str(one["sAMAccountName"]), generic)]
    return sorted(
        one["DistinguishedName"]
        for one in accounts
        if not one.get("servicePrincipalName")
        and str(one.get("adminCount")) != "1"
        and str(one["sAMAccountName"]).lower() not in stay
    )


def earlier(
    local: Iterable[str], domain: Iterable[Mapping[str, Any]], disabling: Iterable[str], staff: Mapping[str, Any]
) -> dict[str, Any]:
    """What is about to be changed and can be put back. Of staff: keys, units, groups, logon names of adopted accounts."""
    read = next(iter(_given(domain)), {})
    before = {name: read[name] for name in POLICY if read.get(name) is not None}
    pack = {"format": FORMAT, "role": ROLE, "local": list(local), "policy": before, "disabled": list(disabling)}
    return {**pack, "staff": staff} if staff else pack


def pack_faults(text: str, path: str) -> list[str]:
    """Why a kept state cannot be put back: not JSON, or of another role or format."""
    try:
        pack = json.loads(text)
    except ValueError:
        pack = None
    parts = isinstance(pack, Mapping) and {"local", "policy", "disabled"} <= pack.keys()
    sound = parts and (pack.get("role"), pack.get("format")) == (ROLE, FORMAT)
    return [] if sound else [f"{path} holds no earlier state of the role {ROLE} in format {FORMAT}"]


def _is_generic(name: str, names: set[str]) -> bool:
    return bool({name.lower(), re.sub(r"[0-9]+$", "", name.lower())} & names)


def _given(rows: Iterable[Mapping[str, Any] | None]) -> Iterator[Mapping[str, Any]]:
    """PowerShell writes an empty list as one null here and there."""
    yield from (row for row in rows if row)


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (
            faults, not_done, to_lock, local_refusals, unit_parts, new_groups, group_filter, found_rule, rule_attributes,
            numbers, subjects,
            to_disable, earlier, pack_faults, undo_refusals, there, entry_filter,
        )  # fmt: skip
        return {f"accounts_windows_{given.__name__}": given for given in ours}
