"""Filters of the role network_storage: the access list and the limit of a share's folder, wanted and found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

MIB = 1024 * 1024
LIMIT = re.compile(r"Limit referenced:\s+(\d+)")


def access_list(share: Mapping[str, Any], gids: Mapping[str, str]) -> list[str]:
    """A share's access list, as `getfacl --numeric` prints it: the owning group writes, the other reads, nobody else enters.

    The same entries as defaults make it hold for whatever is made in the folder later.
    """
    reader = [f"group:{gids[share['read_only']]}:r-x", "mask::rwx"] if share.get("read_only") else []
    entries = ["user::rwx", "group::rwx", *reader, "other::---"]
    return entries + [f"default:{entry}" for entry in entries]


def limits(shares: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Bytes each share may hold, by name, for the shares that have a quota."""
    return {str(share["name"]): int(share["quota_mib"]) * MIB for share in shares if share.get("quota_mib") is not None}


def limit(result: Mapping[str, Any]) -> int | None:
    """The limit that `btrfs subvolume show --raw` printed, in bytes; None where there is no limit, or no subvolume yet."""
    found = LIMIT.search(str(result.get("stdout", "")))
    return int(found[1]) if found else None


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"network_storage_access_list": access_list, "network_storage_limits": limits, "network_storage_limit": limit}
