"""Filters of the role accounts for Windows hosts: the one local account that is kept for an emergency, which no run makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def emergency(read: Mapping[str, Any], name: str) -> str:
    """What is said of the host's own account for an emergency: how it stands, and who keeps its password."""
    if read["is_directory"]:
        return f"accounts_local_break_glass: {name} cannot be here: a domain controller has no accounts of its own"
    found = next((user for user in read["users"] if user and user["name"].lower() == name.lower()), None)
    faults = [] if found else ["is missing"]
    faults += ["is disabled"] if found and not found["enabled"] else []
    faults += ["is no administrator"] if found and found["sid"] not in read["administrators"] else []
    state = " and ".join(faults) if faults else "is an administrator, and enabled"
    return f"accounts_local_break_glass: {name} {state}. No run makes it or gives it a password; {_keeper(read, name, found)}"


def _keeper(read: Mapping[str, Any], name: str, found: Mapping[str, Any] | None) -> str:
    laps = read["laps"]
    if not laps or not laps["backs_up"]:
        return "no policy of Windows LAPS keeps one for this host either: give it one"
    if not laps["account"]:
        own = found is not None and found["sid"].endswith("-500")
        return (
            "Windows LAPS keeps its password"
            if own
            else "Windows LAPS keeps the built-in administrator's password, not this one's"
        )
    is_it = laps["account"].lower() == name.lower()
    return (
        "Windows LAPS keeps its password" if is_it else f"Windows LAPS keeps the password of {laps['account']}, not this one's"
    )


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"accounts_windows_emergency": emergency}
