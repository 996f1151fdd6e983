"""Filters of the role accounts: from what was kept and what is there now, the changes that put the directory back as it was."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

DISABLED = 0x2
MARK, LEFT = "adminDescription", "ictops: left"
READ = ("sAMAccountName", "employeeID", "userAccountControl", "memberOf", "objectGUID", "objectClass", MARK)

type Entry = Mapping[str, Any]
type Change = dict[str, Any]


def undo_attributes(kept: Entry) -> list[str]:
    """Attributes that have to be read before the kept state can be put back."""
    return sorted({*READ, *(name for one in kept.get("attributes", ()) for name in one["attributes"])})


def undo_changes(kept: Entry, there: list[Entry]) -> dict[str, list[Any]]:
    """The `changes` that put the kept state back, in order, and in `notes` what they cannot put back and why."""
    return _Undo(kept, there).all()


def _many(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [] if given is None else [given]


def _lower(given: Any) -> set[str]:
    return {str(one).lower() for one in _many(given)}


def _parent(dn: str) -> str:
    return dn.partition(",")[2]


def _permanent(entry: Entry) -> str:
    return f"<GUID={uuid.UUID(bytes_le=base64.b64decode(entry['objectGUID']))}>"


def _switched(control: Any, *, earlier: Any) -> str:
    """userAccountControl with the account enabled or disabled as earlier, and everything else as it is now."""
    return str(int(control) & ~DISABLED | int(earlier) & DISABLED)


def _is_disabled(entry: Entry) -> bool:
    return bool(int(entry["userAccountControl"]) & DISABLED)


class _Undo:
    def __init__(self, kept: Entry, there: list[Entry]) -> None:
        self.kept, self.there = kept, there
        self.at = {str(one["dn"]).lower(): one for one in there}
        self.changes: list[Change] = []
        self.notes: list[str] = []
        self.taken_out: set[tuple[str, str]] = set()
        """(group, member) that a change so far ends"""
        self.gone: set[str] = set()
        """entries that a change so far takes from where they stand"""

    def all(self) -> dict[str, list[Any]]:
        for one in self.kept.get("attributes", ()):
            self.put_attributes_back(one)
        for one in self.kept.get("accounts", ()):
            self.switch_account(one)
        for one in self.kept.get("members", ()):
            self.put_members_back(one)
        self.put_staff_back()
        self.remove_what_was_made()
        return {"changes": self.changes, "notes": self.notes}

    def change(self, do: str, dn: str, **rest: Any) -> None:
        self.changes.append({"do": do, "dn": dn, **rest})

    def put_attributes_back(self, one: Entry) -> None:
        if (now := self.at.get(one["dn"].lower())) is None:
            self.notes.append(f"the settings of {one['dn']}, because it is not there any more")
            return
        other = {name: value for name, value in one["attributes"].items() if _lower(now.get(name)) != _lower(value)}
        if other:
            self.change("set", now["dn"], attributes=other)

    def switch_account(self, one: Entry) -> None:
        now = next((entry for entry in self.there if _lower(entry.get("sAMAccountName")) == {one["account"].lower()}), None)
        if now is None:
            self.notes.append(f"the account {one['account']}, because it is not there any more")
        else:
            self.switch(now, one["userAccountControl"])

    def switch(self, now: Entry, earlier: Any, **more: Any) -> None:
        control = _switched(now["userAccountControl"], earlier=earlier)
        other = {"userAccountControl": control} if control != str(now["userAccountControl"]) else {}
        if other or more:
            self.change("set", now["dn"], attributes={**other, **more})

    def put_members_back(self, one: Entry) -> None:
        group = one["group"].lower()
        if group not in self.at:
            self.notes.append(f"the members of {one['group']}, because it is not there any more")
            return
        now = {_permanent(entry): entry["dn"] for entry in self.there if group in _lower(entry.get("memberOf"))}
        exist = {_permanent(entry) for entry in self.there if entry.get("objectGUID")}
        missing = [number for number in one["members"] if number not in now]
        if lost := [number for number in missing if number not in exist]:
            self.notes.append(f"{len(lost)} members of {one['group']}, because they are not there any more")
        self.join(self.at[group]["dn"], [number for number in missing if number in exist])
        self.part(self.at[group]["dn"], [dn for number, dn in now.items() if number not in one["members"]])

    def join(self, group: str, members: list[str]) -> None:
        if members:
            self.change("add_values", group, attributes={"member": members})

    def part(self, group: str, members: list[str]) -> None:
        self.taken_out |= {(group.lower(), dn.lower()) for dn in members}
        if members:
            self.change("drop_values", group, attributes={"member": members})

    def put_staff_back(self) -> None:
        staff = self.kept.get("staff", {})
        managed = _lower(staff.get("groups"))
        by_key = {str(one["employeeID"]): one for one in self.there if one.get("employeeID")}
        by_logon = {str(one["sAMAccountName"]).lower(): one for one in self.there if one.get("sAMAccountName")}
        for one in staff.get("accounts", ()):
            now = by_key.get(one["key"]) or (by_logon.get(one["adopted"].lower()) if one.get("adopted") else None)
            if now is None:
                self.notes.append(f"the account of {one['key']}, because it is not there any more")
            else:
                self.put_person_back(one, now, managed)
        self.say_of_names_and_passwords(staff.get("accounts", ()))
        made = [by_key[key] for key in staff.get("absent", ()) if key in by_key]
        for now in made:
            # marked as a leaver's, so that a later run opens it again instead of leaving it to whoever disabled it
            self.switch(now, DISABLED, **({} if now.get(MARK) == LEFT else {MARK: LEFT}))
            self.regroup(now, set(), managed)
        if made:
            self.notes.append(
                f"{len(made)} accounts that the run made: they are disabled and in no group of the standard, not removed"
            )

    def say_of_names_and_passwords(self, accounts: Iterable[Entry]) -> None:
        if renamed := sum(bool(one.get("renamed")) for one in accounts):
            self.notes.append(
                f"the shown names of {renamed} accounts, because no name is kept: they stay as the staff list had them"
            )
        if opened := sum(one["mark"] == [LEFT] for one in accounts):
            self.notes.append(
                f"the passwords of {opened} accounts that the run opened again, because none is kept: they are closed again"
            )

    def put_person_back(self, one: Entry, now: Entry, managed: set[str]) -> None:
        closed = _is_disabled(now) and not int(one["userAccountControl"]) & DISABLED
        suspended = closed and not (_many(now.get(MARK)) == [LEFT] and one.get("left", True))
        if suspended:
            self.notes.append(f"the account of {one['key']} to enabled, because the run that is undone did not close it")
        back = {"employeeID": _keyed(one), **({} if suspended else {MARK: one["mark"]})}
        more = {name: value for name, value in back.items() if _many(now.get(name)) != value}
        self.switch(now, DISABLED if suspended else one["userAccountControl"], **more)
        self.regroup(now, _lower(one["groups"]), managed)
        if _parent(now["dn"]).lower() == one["unit"].lower():
            return
        if one["unit"].lower() in self.at:
            self.gone.add(now["dn"].lower())
            self.change("move", now["dn"], to=self.at[one["unit"].lower()]["dn"])
        else:
            self.notes.append(f"the account of {one['key']} to its unit, because that is not there any more")

    def regroup(self, now: Entry, earlier: set[str], managed: set[str]) -> None:
        inside = _lower(now.get("memberOf"))
        for group in sorted(earlier - inside):
            if group in self.at:
                self.join(self.at[group]["dn"], [now["dn"]])
        for group in sorted((inside & managed) - earlier):
            self.part(self.at[group]["dn"], [now["dn"]])

    def remove_what_was_made(self) -> None:
        absent = self.kept.get("absent", {})
        for dn in absent.get("rules", ()):
            self.remove(dn, [])
        made = _lower([group["dn"] for group in absent.get("groups", ())])
        for group in absent.get("groups", ()):
            inside = [one["dn"] for one in self.there if group["dn"].lower() in _lower(one.get("memberOf"))]
            ours = _lower(group["members"]) | made
            self.part_of_made(group, [dn for dn in inside if dn.lower() in ours])
            self.remove(group["dn"], [dn for dn in inside if (group["dn"].lower(), dn.lower()) not in self.taken_out])
        for dn in sorted(absent.get("units", ()), key=lambda dn: -dn.count(",")):
            below = [at for at in self.at if at.endswith(f",{dn.lower()}") and at not in self.gone]
            self.remove(dn, below)

    def part_of_made(self, group: Entry, members: Iterable[str]) -> None:
        if group["dn"].lower() in self.at:
            self.part(self.at[group["dn"].lower()]["dn"], list(members))

    def remove(self, dn: str, inside: list[str]) -> None:
        if dn.lower() not in self.at:
            return
        if inside:
            self.notes.append(f"the making of {dn}, because {len(inside)} entries are in it: it stays")
        else:
            self.gone.add(dn.lower())
            self.change("remove_empty", self.at[dn.lower()]["dn"])


def _keyed(one: Entry) -> list[str]:
    return [] if one.get("adopted") else [one["key"]]


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"accounts_{given.__name__}": given for given in (undo_attributes, undo_changes)}
