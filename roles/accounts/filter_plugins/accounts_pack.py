"""Filters of the role accounts: the earlier state of a host, to be kept in one file, and what is wrong with such a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

FORMAT = 1
DAY = 86400


def shadow(lines: Iterable[str]) -> dict[str, dict[str, str]]:
    """`teacher:P:20000` as a noun: P a password that holds, L a locked one, NP none; and the last day, if there is one."""
    return {name: {"state": state, "ends": day} for name, state, day in (line.split(":") for line in lines)}


def kept_local(
    names: Iterable[str],
    passwd: Mapping[str, list[str]],
    states: Mapping[str, Mapping[str, str]],
    groups: Mapping[str, list[str]],
    administrator: str = "",
) -> dict[str, Any]:
    """Local accounts as they are: shell, last day, locked or not; those that are not there by name. No password, no hash.

    Of the `administrator` for an emergency, where there is one already, the groups too: the run puts it into another.
    """
    listed = sorted(set(names))
    there = [name for name in listed if name in passwd]
    return {
        "administrator": {"name": administrator, "groups": groups_of(administrator, groups)} if administrator in there else {},
        "accounts": [
            {"name": name, "shell": passwd[name][5], **states.get(name, {"state": "L", "ends": ""})} for name in there
        ],
        "absent": [name for name in listed if name not in passwd],
    }


def values_before(touched: Iterable[str], found: Mapping[str, Any]) -> dict[str, list[str]]:
    """The attributes as they are, each as a list; an empty one for an attribute that is not set."""
    return {name: [str(found[name])] if name in found else [] for name in touched}


def switched(accounts: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Accounts by logon name, with what says whether they are enabled."""
    return [{"account": str(one["sAMAccountName"]), "userAccountControl": str(one["userAccountControl"])} for one in accounts]


def with_members(absent: Iterable[Mapping[str, Any]], changes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Groups to be made, with the members the run will put into them."""
    joins = {one["dn"]: one["attributes"]["member"] for one in changes if one["do"] == "add_values"}
    return [{"dn": group["dn"], "members": joins.get(group["dn"], [])} for group in absent]


def opened_pack(text: str, role: str = "accounts") -> dict[str, Any]:
    """A kept file as `fault` (nothing when it is sound) and `kept`."""
    try:
        pack = json.loads(text)
    except ValueError:
        return {"fault": "it is not JSON", "kept": {}}
    if not isinstance(pack, dict) or pack.get("role") != role:
        return {"fault": f"it is not of the role {role}", "kept": {}}
    if pack.get("format") != FORMAT:
        return {"fault": f"its format is {pack.get('format')!r}, and this role reads {FORMAT}", "kept": {}}
    return {"fault": "", "kept": pack}


def unkept(now: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    """What a run is about to touch and the state kept earlier, under the same name, says nothing of; people by their keys."""
    fewer = set(now.get("disabled", ())) - set(kept.get("disabled", ()))
    return [*sorted(set(_touched(now)) - set(_touched(kept))), *([f"{len(fewer)} accounts of the directory"] if fewer else [])]


def _touched(pack: Mapping[str, Any]) -> Iterator[str]:
    local, directory = pack.get("local", ()), pack.get("directory", {})
    listed = (
        local if isinstance(local, list) else [*(one["name"] for one in local["accounts"]), *local["absent"]] if local else []
    )
    yield from (f"the local account {name}" for name in listed)
    yield from (["the settings of the domain"] if pack.get("policy") else [])
    absent = directory.get("absent", {})
    yield from (f"the settings of {one['dn']}" for one in directory.get("attributes", ()))
    yield from (f"the unit {dn}" for dn in absent.get("units", ()))
    # of a group or rule that the run makes, everything is undone by taking it away
    made = [*absent.get("rules", ()), *(group["dn"] for group in absent.get("groups", ()))]
    yield from (f"the {what} {dn}" for dn in made for what in ("making of", "settings of", "members of"))
    yield from (f"the members of {one['group']}" for one in directory.get("members", ()))
    yield from (f"the account {one['account']}" for one in directory.get("accounts", ()))
    staff = directory.get("staff") or pack.get("staff") or {}
    yield from (f"the account of {one['key']}" for one in staff.get("accounts", ()))
    yield from (f"the account of {key}" for key in staff.get("absent", ()))


def groups_of(name: str, groups: Mapping[str, list[str]]) -> list[str]:
    """The groups of /etc/group that list an account among their members."""
    return sorted(group for group, row in groups.items() if name in row[2].split(","))


def undo_local(
    kept: Mapping[str, Any], passwd: Mapping[str, list[str]], states: Mapping[str, Mapping[str, str]], nologin: str
) -> dict[str, list[Any]]:
    """Local accounts to `restore` and those the run made, to `close`; and in `notes` what cannot be put back."""
    answer: dict[str, list[Any]] = {"restore": [], "close": [], "notes": []}
    for one in kept.get("accounts", ()):
        if one["name"] not in passwd:
            answer["notes"].append(f"the local account {one['name']}, because it is not there any more")
            continue
        now = {"shell": passwd[one["name"]][5], **states.get(one["name"], {"state": "L", "ends": ""})}
        if one["state"] == "NP" and now["state"] != "NP":
            answer["notes"].append(f"the empty password of {one['name']}, because no account should have one")
        wanted = {"shell": one["shell"], "ends": one["ends"], "unlock": one["state"] == "P" and now["state"] == "L"}
        if wanted["unlock"] or (now["shell"], now["ends"]) != (one["shell"], one["ends"]):
            answer["restore"].append({"name": one["name"], **wanted, "expires": int(one["ends"]) * DAY if one["ends"] else -1})
    made = [name for name in kept.get("absent", ()) if name in passwd]
    answer["close"] = [name for name in made if passwd[name][5] != nologin]
    answer["notes"] += [f"the making of the local account {name}: it is locked, not removed" for name in made]
    if administrator := kept.get("administrator"):
        answer["notes"].append(
            f"the keys, password and description that the local administrator {administrator['name']} had before, because no "
            "key and no hash is kept: look at what opens the account now"
        )
    return answer


def undo_groups(kept: Mapping[str, Any], groups: Mapping[str, list[str]], admins: str) -> list[dict[str, Any]]:
    """The administrator of before, with the groups that are left when it goes out of the one that the run put it into."""
    one = kept.get("administrator") or {"name": "", "groups": [admins]}
    now = groups_of(one["name"], groups)
    left = [name for name in now if name != admins]
    return [{"name": one["name"], "groups": left}] if admins in now and admins not in one["groups"] else []


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            f"accounts_{given.__name__}": given
            for given in (
                shadow,
                kept_local,
                values_before,
                switched,
                with_members,
                opened_pack,
                unkept,
                undo_local,
                undo_groups,
            )
        }
