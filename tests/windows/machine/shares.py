"""Shares, the file server's settings, and FSRM of the small machine."""

from __future__ import annotations

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
        "quotas": machine["quotas"],
    }


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
    new = {"path": given["path"], "size_mib": given.get("size_mib"), "soft": given["soft"], "disabled": False}
    machine["quotas"] = [*others, new] if given["limited"] else others
    return {"changed": True}


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
    )
}  # fmt: skip
