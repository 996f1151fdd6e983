"""The inventory as bytes: the only place that decides how a value is written.

Every text, ours included, is written as `{"__ansible_unsafe": "…"}`, which tells Ansible that it is no template. Everything
outside ASCII is escaped, so that a reviewer of the files sees a right-to-left override or a zero-width space instead of its
effect. A plain `str` is refused: nobody vouches for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ictops.errors import Fault, InventoryRefused
from ictops.estate import Untrusted
from ictops.inventory.nouns import Inventory
from ictops.inventory.values import Leaf, Table, Trusted

MARK = "__ansible_unsafe"
HOSTS = "hosts.json"

type Files = Mapping[str, bytes]
"""Path below the school's folder, with `/`, to content"""


def encode(inventory: Inventory) -> dict[str, bytes]:
    """The files of the inventory, by path. Raises InventoryRefused for a value that is not a leaf."""
    files = {HOSTS: _json(_hosts(inventory))}
    files |= {f"group_vars/{group.name}.json": _json(marked(group.variables)) for group in inventory.groups}
    files |= {f"host_vars/{host.id}.json": _json(marked(host.variables)) for host in inventory.hosts}
    return dict(sorted(files.items()))


def hash_of(inventory: Inventory) -> str:
    """SHA-256 over every path and content, in hexadecimal: what a plan's digest covers."""
    return hash_of_files(encode(inventory))


def hash_of_files(files: Files) -> str:
    """The same hash over files that already lie somewhere, their manifest not among them."""
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{len(path)} {path} {len(content)} ".encode() + content)
    return digest.hexdigest()


def marked(leaf: Leaf) -> Any:
    """The leaf as JSON values, each text marked as no template."""
    match leaf:
        case Trusted(text=text) | Untrusted(text=text):
            return {MARK: text}
        case Table(rows=rows):
            return {name: marked(item) for name, item in rows}
        case tuple():
            return [marked(item) for item in leaf]
        case bool() | int():
            return leaf
        case _:
            what = f"a value of the kind {type(leaf).__name__} reached the writer, and nobody vouches for it"
            raise InventoryRefused(Fault("inventory", what, "Make it Untrusted, or take it from the standard"))


def _hosts(inventory: Inventory) -> Any:
    members = {
        group.name: {host.id: None for host in inventory.hosts if group.name in host.groups} for group in inventory.groups
    }
    return {"all": {"children": {name: {"hosts": hosts} for name, hosts in members.items()}}}


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n").encode("ascii")
