"""The print service of the small machine."""

from __future__ import annotations

from typing import Any

from tests.windows.machine.files import Refused

NEW = {
    "type": "Local", "driver": "Microsoft IPP Class Driver", "port": "IPP-1", "location": "", "comment": "", "shared": False,
    "share_name": "", "keeps_jobs": False, "jobs": 0, "status": "Normal", "sides": "OneSided", "colour": True,
    "permissions": "G:SYD:(A;;LCSWSDRCWDWO;;;BA)(A;OIIO;GA;;;CO)(A;;SWRC;;;WD)",
}  # fmt: skip


def print_queues_read(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return {
        "queues": [{"name": name, **queue} for name, queue in machine["queues"].items()],
        "drivers": machine["drivers"],
        "makes_ipp": machine["makes_ipp"],
        "ports": machine["ports"],
        "sids": {name: machine["sids"].get(name) for name in given["accounts"]},
    }


def print_queues_queue(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    name, queues = given["name"], machine["queues"]
    if given.get("make_from"):
        if given["make_from"] not in machine["printers"]:
            raise Refused("An error occurred while performing the specified operation. (Add-Printer)")
        queues[name] = dict(NEW)
    if given.get("driver"):
        if given["driver"] not in {one["name"] for one in machine["drivers"]} or given["port"] not in machine["ports"]:
            raise Refused("The specified driver does not exist, or the specified port does not. (Add-Printer)")
        queues[name] = dict(NEW)
    if name not in queues:
        raise Refused(f"The specified printer was not found: {name}")
    words = set(NEW) & set(given)
    queues[name] |= {word: given[word] for word in words if given[word] is not None}
    return {"changed": True}


def print_queues_defaults(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if given["name"] not in machine["queues"]:
        raise Refused(f"The specified printer was not found: {given['name']}")
    machine["queues"][given["name"]] |= {"sides": given["sides"], "colour": given["colour"]}
    return {"changed": True}


def print_queues_remove(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if given["name"] not in machine["queues"]:
        raise Refused("Cannot validate argument on parameter 'InputObject'. The argument is null.")
    if machine["queues"].pop(given["name"])["jobs"]:
        raise Refused("The queue has got a job since it was read; run again when it is printed.")
    return {"changed": True}


MODELS = {one.__name__: one for one in (print_queues_read, print_queues_queue, print_queues_defaults, print_queues_remove)}
