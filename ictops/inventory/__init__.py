"""Estate and standard become Ansible inventory data, under the contract of docs/inventory-contract.md."""

from ictops.inventory.connection import Connection
from ictops.inventory.encode import encode, hash_of, hash_of_files
from ictops.inventory.generate import generate
from ictops.inventory.inputs import Inputs, roles_hash, told_hash
from ictops.inventory.manifest import MadeFrom
from ictops.inventory.nouns import Group, Host, Inventory, LeftOut, SchoolAudit, Withheld
from ictops.inventory.view import View, differences, intended_view, loaded_view

__all__ = [
    "Connection",
    "Group",
    "Host",
    "Inputs",
    "Inventory",
    "LeftOut",
    "MadeFrom",
    "SchoolAudit",
    "View",
    "Withheld",
    "differences",
    "encode",
    "generate",
    "hash_of",
    "hash_of_files",
    "intended_view",
    "loaded_view",
    "roles_hash",
    "told_hash",
]
