"""Files and folders of the small machine, and the rights on them."""

from __future__ import annotations

import base64
from typing import Any

INHERITED = "D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)"
"""What a new folder has from its disk: users may read."""


TRUSTED, MAKER = "BUILTIN\\Administrators", "SCHOOL\\runner"
"""Who a folder belongs to: to administrators on the machine as it is found, to whoever came in where the run made it."""


class Refused(Exception):
    """As the real module fails on the real machine."""


def folder_of(path: str) -> str:
    return path.rpartition("\\")[0]


def is_folder(machine: dict[str, Any], path: str) -> bool:
    return any(one.lower() == path.lower().rstrip("\\") for one in machine["folders"])


def win_stat(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    path = given["path"]
    if not is_folder(machine, path) and path not in machine["files"]:
        return {"stat": {"exists": False}}
    return {
        "stat": {
            "exists": True,
            "owner": _owner(machine, path),
            "islnk": False,
            "isjunction": path in machine.get("junctions", ()),
        }
    }


def _owner(machine: dict[str, Any], path: str) -> str:
    found: str = machine.get("owners", {}).get(path, TRUSTED)
    return found


def win_owner(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if not is_folder(machine, given["path"]) and given["path"] not in machine["files"]:
        raise Refused(f"{given['path']} file or directory does not exist on the host")
    if given["user"] != "S-1-5-32-544":
        raise Refused("the stand-in gives to administrators only")
    changed = machine.get("owners", {}).pop(given["path"], None) is not None
    if not machine.get("owners"):
        machine.pop("owners", None)
    return {"changed": changed}


def win_file(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if given["state"] != "directory":
        raise Refused(f"the stand-in knows folders only, not {given['state']}")
    path, missing = given["path"], []
    while "\\" in path and not is_folder(machine, path):
        missing.append(path)
        path = folder_of(path)
    for one in missing:
        machine["folders"][one] = INHERITED
        machine.setdefault("owners", {})[one] = MAKER
    return {"changed": bool(missing)}


def win_copy(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if not is_folder(machine, folder_of(given["dest"])):
        raise Refused(f"Destination directory '{folder_of(given['dest'])}' does not exist")
    if given["dest"] in machine["files"] and not given["force"]:
        return {"changed": False}
    changed = machine["files"].get(given["dest"]) != given["content"]
    if given["dest"] not in machine["files"]:
        machine.setdefault("owners", {})[given["dest"]] = MAKER
    machine["files"][given["dest"]] = given["content"]
    return {"changed": changed}


def slurp(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if given["src"] not in machine["files"]:
        raise Refused(f"Path {given['src']} cannot be found")
    return {"content": base64.b64encode(machine["files"][given["src"]].encode()).decode(), "encoding": "base64"}


def win_acl(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if not is_folder(machine, given["path"]):
        raise Refused(f"{given['path']} file or directory does not exist on the host")
    entry = f"(A;OICI;FA;;;{given['user']})"
    if given["rights"] != "FullControl" or given["type"] != "allow" or given["state"] != "present":
        raise Refused("the stand-in knows full control only")
    changed = entry not in machine["folders"][given["path"]]
    machine["folders"][given["path"]] += entry if changed else ""
    return {"changed": changed}


def win_acl_inheritance(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if not is_folder(machine, given["path"]):
        raise Refused(f"{given['path']} file or directory does not exist on the host")
    sddl = machine["folders"][given["path"]]
    own = "".join(f"({ace}" for ace in sddl.split("(")[1:] if "ID;" not in ace)
    machine["folders"][given["path"]] = f"D:PAI{own}"
    return {"changed": machine["folders"][given["path"]] != sddl}


MODELS = {one.__name__: one for one in (win_stat, win_owner, win_file, win_copy, slurp, win_acl, win_acl_inheritance)}
