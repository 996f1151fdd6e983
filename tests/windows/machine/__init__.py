"""A Windows machine small enough to hold in a JSON file: what it has, and what was asked of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.windows.arguments import value_faults
from tests.windows.machine import accounts, boards, directory, files, people, printing, shares

type Machine = dict[str, Any]
type Model = Callable[[Machine, dict[str, Any]], dict[str, Any]]
"""Changes the machine and answers as the module would: `changed`, and what else it returns. Raises Refused as it would fail."""

MODELS: Mapping[str, Model] = {
    **files.MODELS, **shares.MODELS, **printing.MODELS, **accounts.MODELS, **directory.MODELS, **people.MODELS, **boards.MODELS,
}  # fmt: skip


def call(path: Path, action: str, given: dict[str, Any], *, check: bool, user: str = "") -> dict[str, Any]:
    """One call of a module on one host, as `user` if that is another than came in. In check mode only the record stays."""
    machine = json.loads(path.read_text(encoding="utf-8"))
    spec = json.loads(path.with_name("specs.json").read_text(encoding="utf-8"))[action]
    name = action.rpartition(".")[2]
    tried = {**copy.deepcopy(machine), "checking": check, "user": user}
    answer = _answer(tried, name, spec, given, reports_only=check and action == name and not name.endswith("_read"))
    kept = machine if check or answer.get("failed") else tried
    for told in ("checking", "user"):
        kept.pop(told, None)
    kept["calls"].append({"module": name, "given": given, "changed": answer.get("changed", False), "check": check})
    path.write_text(json.dumps(kept), encoding="utf-8")
    return answer


def _answer(
    machine: Machine, name: str, spec: Mapping[str, Any], given: dict[str, Any], *, reports_only: bool
) -> dict[str, Any]:
    """`reports_only`: a module of ours that sets does not even look in check mode; it is called for what differs only."""
    faults = list(value_faults(given, spec, name))
    if faults:
        return {"failed": True, "msg": f"the real module would refuse this call: {'; '.join(faults)}"}
    if reports_only:
        return {"changed": True}
    defaults = {option: entry["default"] for option, entry in spec.items() if entry.get("default") is not None}
    try:
        return {"changed": False} | MODELS[name](machine, {**defaults, **given})
    except files.Refused as reason:
        return {"failed": True, "msg": str(reason)}
