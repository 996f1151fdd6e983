"""Shares, the file server's settings, and FSRM of the small machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.windows.machine.files import Refused, is_folder

RANKS = (("full", "Full"), ("change", "Change"), ("read", "Read"))


def network_storage_read(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    shares = [_read(machine, name, share) for name, share in machine["shares"].items()]
    paths = dict.fromkeys([*given["folders"], *(share["path"] for share in shares if share["path"])])
    by_path = {path.lower(): sddl for path, sddl in machine["folders"].items()}
    return {
        "server": dict(machine["server"]),
        "shares": shares,
        "folders": [{"path": path, "sddl": by_path.get(path.lower())} for path in paths],
        "sids": {name: machine["sids"].get(name) for name in given["accounts"]},
        "quotas": _quotas_read(machine, paths),
    }


def _quotas_read(machine: dict[str, Any], paths: Iterable[str]) -> list[dict[str, Any]] | None:
    """The real module leaves out what others put into thresholds, and whole quotas of other folders."""
    if machine["quotas"] is None:
        return None
    asked = {path.lower() for path in paths}
    return [{"used_mib": 0, **one} for one in machine["quotas"] if one["path"].lower() in asked]


def _read(machine: dict[str, Any], name: str, share: dict[str, Any]) -> dict[str, Any]:
    access = [
        {"account": who, "sid": machine["sids"].get(who), "right": right, "type": kind} for who, right, kind in share["access"]
    ]
    return {"name": name, "kind": "FileSystemDirectory", "special": False, **share, "access": access}


def network_storage_smb_server(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if machine["server"]["oldest_dialect"] is None and given.get("oldest_dialect"):
        raise Refused("A parameter cannot be found that matches parameter name 'Smb2DialectMin'.")
    machine["server"].update({name: value for name, value in given.items() if value is not None})
    return {"changed": True}


def network_storage_access(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    # in check mode the real module does not look at the folder
    machine["folders"][given["path"]] = given["sddl"]
    return {"changed": True}


def network_storage_quota(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    quotas = machine["quotas"] if machine["quotas"] is not None else []
    others = [one for one in quotas if one["path"] != given["path"]]
    if given["there"] != (len(others) < len(quotas)):
        raise Refused("the quota is there, or is not, otherwise than the module was told")
    new = {"path": given["path"], "size_mib": given.get("size_mib"), "soft": given["soft"], "disabled": given["disabled"]}
    old: dict[str, Any] = next((one for one in quotas if one["path"] == given["path"]), {"thresholds": []})
    new |= {"thresholds": _thresholds(old["thresholds"], given.get("warn_percent"))}
    new |= {"used_mib": old["used_mib"]} if "used_mib" in old else {}
    machine["quotas"] = [*others, new] if given["limited"] else others
    return {"changed": True}


def _thresholds(there: list[dict[str, Any]], percent: int | None) -> list[dict[str, Any]]:
    if percent is None:
        return there
    kept = [one for one in there if not one["ours"]]
    told = percent in {one["percent"] for one in kept}
    return kept if told or percent == 0 else [*kept, {"percent": percent, "ours": True}]


def network_storage_homes_read(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    automatic = {path.lower(): one for path, one in machine.get("automatic", {}).items()}
    found = {path: automatic.get(path.lower()) for path in given["folders"]}
    homes = [
        {
            "path": path,
            "homes": sum(one.lower().rpartition("\\")[0] == path.lower() for one in machine["folders"]),
            "limited": one is not None,
            "template": (one or {}).get("template", ""),
            "disabled": (one or {}).get("disabled", False),
        }
        for path, one in found.items()
    ]
    return {
        "homes": homes,
        "templates": [{"name": name, "size_mib": size} for name, size in machine.get("templates", {}).items()],
    }


def network_storage_home_limit(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if machine["quotas"] is None:
        raise Refused("The term 'New-FsrmAutoQuota' is not recognized as the name of a cmdlet")
    automatic, templates, name = machine.setdefault("automatic", {}), machine.setdefault("templates", {}), given["template"]
    if given["has_template"] != (name in templates) or given["there"] != (given["path"] in automatic):
        raise Refused("the template, or what limits homes, is there, or is not, otherwise than the module was told")
    if not given["limited"]:
        del automatic[given["path"]]
        return {"changed": True}
    templates[name] = given["size_mib"]
    automatic[given["path"]] = {"template": name, "disabled": False}
    return {"changed": True}


def network_storage_members_read(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    why = machine.get("directory_silent")
    if machine["user"] != "SYSTEM":
        raise Refused("the directory does not know who asks")
    has_people = {sid: None if why else sid not in machine.get("empty", ()) for sid in given["sids"]}
    return {"has_people": has_people, "why": why}


def win_share(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    shares, name = machine["shares"], given["name"]
    if given["state"] == "absent":
        return {"changed": shares.pop(name, None) is not None}
    if not is_folder(machine, given["path"]):
        raise Refused(f"{given['path']} directory does not exist on the host")
    wanted = {
        "path": given["path"],
        "description": given.get("description", ""),
        "enumeration": "Unrestricted" if given["list"] else "AccessBased",
        "caching": given["caching_mode"],
        "encrypt": given["encrypt"],
        "access": _access(machine, given),
    }
    before = shares.get(name)
    shares[name] = wanted
    return {"changed": before is None or _sorted(before) != _sorted(wanted)}


def _access(machine: dict[str, Any], given: dict[str, Any]) -> list[list[str]]:
    names, found = {sid: name for name, sid in machine["sids"].items()}, []
    for word, right in (*RANKS, ("deny", "Full")):
        for said in filter(None, (given.get(word) or "").split(",")):
            account = names.get(said, said)
            if account not in machine["sids"]:
                raise Refused(f"{said} is not a valid user or group on the host machine or domain")
            found.append([account, right, "Deny" if word == "deny" else "Allow"])
    return found


def _sorted(share: dict[str, Any]) -> dict[str, Any]:
    return {**share, "access": sorted(map(tuple, share["access"]))}


def win_feature(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    missing = [name for name in given["name"] if name not in machine["features"]] if isinstance(given["name"], list) else []
    machine["features"] += missing
    if "FS-Resource-Manager" in missing:
        machine["quotas"] = []
    return {"changed": bool(missing), "reboot_required": bool(missing) and machine["wants_restart"]}


MODELS = {
    one.__name__: one
    for one in (
        network_storage_read, network_storage_smb_server, network_storage_access, network_storage_quota, win_share, win_feature,
        network_storage_homes_read, network_storage_home_limit, network_storage_members_read,
    )
}  # fmt: skip
