"""Filters of the role network_storage: the earlier state that was kept, read back with suspicion."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

KEYS = {"paths": list, "limits": dict, "root": str, "counted": bool, "packages": bool}


def pack(text: str, path: str) -> dict[str, Any]:
    """The kept state in a file's text; `fault` says why it cannot be used."""
    try:
        kept = json.loads(text)
    except ValueError:
        return {"fault": f"{path} is not JSON; it was cut off or written by something else"}
    if not isinstance(kept, dict) or kept.get("role") != "network_storage":
        return {"fault": f"{path} is not a state that the role network_storage kept"}
    if kept.get("format") != 1:
        return {
            "fault": f"{path} has the format {kept.get('format')!r}, and this release reads 1; use the release that wrote it"
        }
    wrong = [key for key, kind in KEYS.items() if not isinstance(kept.get(key), kind)]
    return {"fault": f"{path} lacks {' and '.join(wrong)}; it was changed by hand"} if wrong else kept


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"network_storage_pack": pack}
