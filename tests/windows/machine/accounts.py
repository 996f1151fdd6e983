"""Local accounts of the small machine."""

from __future__ import annotations

from typing import Any

from tests.windows.machine.files import Refused


def accounts_local_read(machine: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
    users = [{"name": name, **user} for name, user in machine["users"].items()]
    return {"users": users, **machine["who"]}


def win_user(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if given["name"] not in machine["users"]:
        raise Refused("the stand-in makes no accounts: the role must not either")
    if given.get("password") or given["update_password"] != "on_create":
        raise Refused("the role has no business with passwords here")
    user = machine["users"][given["name"]]
    before, user["enabled"] = user["enabled"], not given["account_disabled"]
    return {"changed": before != user["enabled"]}


MODELS = {one.__name__: one for one in (accounts_local_read, win_user)}
