"""What is plugged into the small machine, and what is installed on it."""

from __future__ import annotations

from typing import Any

from tests.windows.machine.files import Refused

STARTS = {"disabled": "Disabled", "auto": "Automatic", "manual": "Manual"}


def whiteboards_read(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return {
        "devices": machine["devices"],
        "monitors": machine["monitors"],
        "products": machine["products"],
        "services": [one for one in machine["services"] if one["name"] in given["services"]],
        "tasks": [one for one in machine["tasks"] if one["name"] in given["tasks"]],
    }


def win_package(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if given["state"] == "absent":
        left = [one for one in machine["products"] if one["id"] != given["product_id"]]
        changed, machine["products"] = len(left) < len(machine["products"]), left
        return {"changed": changed, "reboot_required": False}
    if given["path"].startswith("\\\\") and machine["user"] != "SYSTEM":
        raise Refused(f"Access to the path '{given['path']}' is denied")
    if given["path"].endswith(".exe") and not given.get("product_id"):
        raise Refused("provider is unknown: product_id or creates_path is needed")
    if given["path"] not in machine["installers"]:
        raise Refused(f"the file at the path '{given['path']}' does not exist")
    new, restart, *brought = machine["installers"][given["path"]]
    if new in machine["products"]:
        return {"changed": False, "reboot_required": False}
    machine["products"] = [one for one in machine["products"] if one["name"] != new["name"]] + [new]
    machine["services"] += brought
    return {"changed": True, "reboot_required": restart}


def win_service(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    for service in machine["services"]:
        if service["name"] == given["name"]:
            after = {"start": STARTS[given["start_mode"]], "status": "Running" if given["state"] == "started" else "Stopped"}
            changed = {**service, **after} != service
            service.update(after)
            return {"changed": changed}
    raise Refused("path must be set when creating a service")


def win_scheduled_task(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    for task in machine["tasks"]:
        if (task["name"], task["path"]) == (given["name"], given["path"]):
            changed = task["enabled"] != given["enabled"]
            task["enabled"] = given["enabled"]
            return {"changed": changed}
    raise Refused("cannot create a task with no actions, set at least one action with a path to an executable")


MODELS = {one.__name__: one for one in (whiteboards_read, win_package, win_service, win_scheduled_task)}
