"""Filters of the role accounts: the staff list and the directory: who joins, returns, moves, leaves or is left alone.

Whatever is said names keys and numbers only: what a run says is kept as evidence, and names of staff belong in no evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

DISABLED = 0x2
MARK, LEFT = "adminDescription", "ictops: left"
"""What accounts_leavers sets: an account that somebody else disabled is never enabled by us."""
FIELDS = ("givenName", "sn", "displayName")

type Entry = Mapping[str, Any]
type Person = Mapping[str, Any]


def staff_decisions(
    given: Mapping[str, Any], found: list[Entry], groups: Mapping[str, str], units: Iterable[str]
) -> dict[str, Any]:
    """What is to be done about every person of the list; leavers come in another filter.

    `given`: staff, schools, groups (by post), unit, base, and by key why no account is taken over (held). `groups`:
    distinguished names by name in lower case; `units`: theirs, of units that are there or to be made.
    """
    return _Staff(given, found, groups, units).decided()


def _many(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [] if given is None else [given]


def _parent(dn: str) -> str:
    return dn.partition(",")[2].lower()


def _words(text: str) -> frozenset[str]:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(re.findall(r"\w+", "".join(one for one in spread if not unicodedata.combining(one)).replace("'", "")))


def _names_of(one: Entry) -> tuple[frozenset[str], ...]:
    whole = f"{one.get('givenName', '')} {one.get('sn', '')}"
    return tuple(_words(str(name)) for name in (whole, one.get("displayName", ""), one.get("cn", "")))


def _key(one: Entry) -> str:
    """The person's key. Other programs number people in employeeID too: what they write there is none."""
    number = str(one.get("employeeID") or "")
    return number if re.fullmatch(r"st-[a-z0-9]{1,61}", number) else ""


def _is_enabled(account: Entry) -> bool:
    return not int(account["userAccountControl"]) & DISABLED


class _Staff:
    def __init__(self, given: Mapping[str, Any], found: list[Entry], groups: Mapping[str, str], units: Iterable[str]) -> None:
        self.given, self.groups = given, groups
        self.units = {dn.lower(): dn for dn in units}
        self.accounts = [
            one for one in found if "person" in _many(one.get("objectClass")) and "computer" not in one["objectClass"]
        ]
        self.by_logon = {str(one["sAMAccountName"]).lower(): one for one in self.accounts}
        self.by_key: dict[str, list[Entry]] = {}
        for one in self.accounts:
            if key := _key(one):
                self.by_key.setdefault(key, []).append(one)
        keyless = [one for one in self.accounts if not _key(one)]
        self.names = {name for one in keyless for name in _names_of(one)} - {frozenset()}
        self.nameless = {str(one["sAMAccountName"]).lower() for one in keyless if not any(one.get(field) for field in FIELDS)}
        self.schools = {*given["schools"], *(person["school"] for person in given["staff"])}
        self.in_hand = self.managed_groups()
        self.answer: dict[str, Any] = {
            "refusals": [], "notes": [], "joiners": [], "returning": [], "moved": [], "adopted": [],
            "changes": [], "moves": [], "people": {}, "kept": {"absent": [], "accounts": [], "groups": sorted(self.in_hand)},
        }  # fmt: skip
        self.members: dict[tuple[str, str], list[str]] = {}
        """(what to do, group) to distinguished names: one change a group, however many people"""

    def unit(self, school: str) -> str:
        path = self.given["unit"].replace("<school>", school)
        return ",".join([*(f"OU={part}" for part in reversed(path.split("/"))), self.given["base"]])

    def groups_of(self, person: Person) -> set[str]:
        """Names of the groups the person's post and schools give, in lower case."""
        schools = [person["school"], *(person.get("further_schools") or [])]
        post = (person.get("post") or "").strip().casefold()
        rules = [rule for rule in self.given["groups"] if rule["post"].strip().casefold() in ("*", post)]
        return {name.replace("<school>", school).lower() for rule in rules for name in rule["groups"] for school in schools}

    def managed_groups(self) -> set[str]:
        """Distinguished names, in lower case, of every group that some post at some school gives."""
        form = re.escape(self.given["unit"]).replace("<school>", "([^/]+)")
        matches = (re.fullmatch(form, _path(dn, self.given["base"]), re.IGNORECASE) for dn in self.units.values())
        schools = {match[1] for match in matches if match}
        names = {
            name.replace("<school>", at).lower() for rule in self.given["groups"] for name in rule["groups"] for at in schools
        }
        return {self.groups[name].lower() for name in names if name in self.groups}

    def decided(self) -> dict[str, Any]:
        for person in sorted(self.given["staff"], key=lambda person: person["key"]):
            self.decide(person)
        for (do, group), members in sorted(self.members.items()):
            self.answer["changes"].append({"do": do, "dn": group, "attributes": {"member": members}})
        self.answer["changes"] += self.answer.pop("moves")
        return self.answer

    def decide(self, person: Person) -> None:
        if fault := self.fault(person):
            self.answer["refusals"].append(f"{person['key']}: {fault}")
            return
        accounts = self.by_key.get(person["key"], [])
        if len(accounts) > 1:
            self.hold(person, f"{len(accounts)} accounts have this key; take it off all but one")
        elif accounts:
            self.keep_right(person, accounts[0])
        elif person.get("logon"):
            self.adopt(person)
        elif not person.get("namesake") and self.namesakes(person):
            self.hold(
                person,
                "an account without a key has this person's name; name its logon in the staff list to take it over, "
                "or mark the person as namesake to make another",
            )
        else:
            self.answer["joiners"].append(
                {**person, "unit_dn": self.units[self.unit(person["school"]).lower()], "groups": self.dns(person)}
            )
            self.answer["kept"]["absent"].append(person["key"])

    def hold(self, person: Person, why: str) -> None:
        self.answer["notes"].append(f"{person['key']}: left alone, for {why}")

    def fault(self, person: Person) -> str:
        if self.unit(person["school"]).lower() not in self.units:
            return f"the directory has no unit {self.given['unit'].replace('<school>', person['school'])}"
        unknown = sorted(self.groups_of(person) - self.groups.keys())
        return f"the directory has no group {', '.join(unknown)}" if unknown else ""

    def dns(self, person: Person) -> list[str]:
        return sorted(self.groups[name] for name in self.groups_of(person))

    def namesakes(self, person: Person) -> bool:
        """Whether an account that belongs to no key has the person's name, or their likely logon name and no name at all."""
        return (
            _words(f"{person['given_name']} {person['family_name']}") in self.names or person["first_choice"] in self.nameless
        )

    def adopt(self, person: Person) -> None:
        if why := self.given["held"].get(person["key"]):
            self.hold(person, why)
        else:
            self.answer["adopted"].append(person["key"])
            self.bring(person, self.by_logon[person["logon"].lower()], {"employeeID": person["key"]})

    def keep_right(self, person: Person, one: Entry) -> None:
        if not self.is_staff(one) and not self.shares_a_name(person, one):
            self.hold(person, "the account with this key stands in no unit for staff and carries another name")
        elif _is_enabled(one):
            self.bring(person, one, {})
        elif one.get(MARK) == LEFT:
            self.answer["returning"].append({**person, "dn": one["dn"], "logon": one["sAMAccountName"]})
            self.bring(person, one, {"userAccountControl": str(int(one["userAccountControl"]) & ~DISABLED), MARK: []})
        else:
            self.hold(person, "somebody disabled the account; only they enable it again")

    def is_staff(self, one: Entry) -> bool:
        return any(self.school_of(one) == school for school in self.schools)

    def school_of(self, one: Entry) -> str:
        at = one["dn"].lower()
        return next((school for school in self.schools if at.endswith(f",{self.unit(school).lower()}")), "")

    def shares_a_name(self, person: Person, one: Entry) -> bool:
        name = _words(f"{person['given_name']} {person['family_name']}")
        shown = _words(" ".join(str(one.get(field, "")) for field in (*FIELDS, "cn")))
        return bool(name & shown) or not any(one.get(field) for field in FIELDS)

    def bring(self, person: Person, one: Entry, attributes: dict[str, Any]) -> None:
        """Unit, groups and shown name as the list has them; only groups that some post gives are ever taken away."""
        names = {name: value for name, value in _shown(person).items() if str(one.get(name, "")) != value}
        inside = {str(dn).lower() for dn in _many(one.get("memberOf"))}
        wanted = {dn.lower() for dn in self.dns(person)}
        unit, joins, parts = self.unit(person["school"]).lower(), wanted - inside, (inside & self.in_hand) - wanted
        stays = one["dn"].lower().endswith(f",{unit}")
        if stays and not joins and not parts and not names and not attributes:
            return
        if (not stays or joins or parts) and not attributes:
            self.answer["moved"].append(person["key"])
        self.remember(one, person["key"], inside & self.in_hand, adopted="employeeID" in attributes, renamed=bool(names))
        if names or attributes:
            self.answer["changes"].append({"do": "set", "dn": one["dn"], "attributes": {**names, **attributes}})
        self.regroup(one, joins, parts)
        if not stays:
            self.answer["moves"].append({"do": "move", "dn": one["dn"], "to": self.units[unit]})

    def regroup(self, one: Entry, joins: set[str], parts: set[str]) -> None:
        for do, groups in (("add_values", joins), ("drop_values", parts)):
            for group in groups:
                self.members.setdefault((do, group), []).append(one["dn"])

    def remember(self, one: Entry, key: str, groups: set[str], *, adopted: bool, renamed: bool) -> None:
        self.answer["people"][one["dn"].lower()] = key
        self.answer["kept"]["accounts"].append({
            "key": key, "adopted": one["sAMAccountName"] if adopted else "", "unit": one["dn"].partition(",")[2],
            "userAccountControl": str(one["userAccountControl"]), "mark": _many(one.get(MARK)), "groups": sorted(groups),
            "renamed": renamed, "left": False,
        })  # fmt: skip


def _path(dn: str, base: str) -> str:
    parts = dn[: len(dn) - len(base)].rstrip(",").split(",")
    return "/".join(part.partition("=")[2] for part in reversed(parts))


def _shown(person: Person) -> dict[str, str]:
    given, family = person["given_name"].strip(), person["family_name"].strip()
    names = {"givenName": given, "sn": family, "displayName": f"{given} {family}".strip()}
    return {name: value for name, value in names.items() if value}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"accounts_staff_decisions": staff_decisions}
