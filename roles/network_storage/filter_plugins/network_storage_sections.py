"""Filters of the role network_storage: the sections of Samba's configuration that the standard's shares become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

type Share = Mapping[str, Any]


def served(shares: Iterable[Share], today: str) -> list[dict[str, Any]]:
    """Every section to write: each share under its name, and under each old name until that name's last day."""
    given = [(str(share["name"]), share) for share in shares]
    given += [(name, share) for _, share in list(given) for name in _current(share, today)]
    return [{**share, "section": name} for name, share in sorted(given, key=lambda one: one[0])]


def _current(share: Share, today: str) -> list[str]:
    return [str(alias["alias"]) for alias in share.get("aliases") or () if str(alias["until"]) >= today]


def vfs_objects(share: Share, inherited: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Samba's modules for a section, the uppermost first: those the server had for it, and those that its settings need.

    What the server had: the section's own line, else that of the share it is another name of, else the line of [global].
    """
    needed = [name for name, wanted in (("recycle", share.get("recycle")), ("acl_xattr", share.get("create_only"))) if wanted]
    own = {name.casefold(): keys["vfs objects"] for name, keys in inherited.items() if "vfs objects" in keys}
    places = (str(share.get("section", "")), str(share["name"]), "global")
    there = next((own[place.casefold()] for place in places if place.casefold() in own), "").replace(",", " ").split()
    return [name for name in needed if name not in there] + there


KEEPS_OUT = ("invalid users", "hosts allow", "hosts deny")


def kept_out(share: Share, inherited: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Whom and which machines an old name's section keeps out too: those that the share's own section was found to keep out."""
    sections = {name.casefold(): keys for name, keys in inherited.items()}
    section, name = str(share["section"]).casefold(), str(share["name"]).casefold()
    if section == name:
        return {}
    own, theirs = sections.get(section, {}), sections.get(name, {})
    return {key: theirs[key] for key in KEEPS_OUT if theirs.get(key) and not own.get(key)}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (served, vfs_objects, kept_out)
        return {f"network_storage_{given.__name__}": given for given in ours}
