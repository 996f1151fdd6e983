"""Filters of the role network_storage: limits on xfs and ext4, where a folder's project is counted and limited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

KINDS = {"xfs": "xfs", "ext2/ext3": "ext4"}
"""File systems with projects, as `stat -f` names them."""
HEAD = "Project,BlockStatus,FileStatus,BlockUsed,BlockSoftLimit,BlockHardLimit,"
ROW = re.compile(r"#(\d+),[a-z]+,[a-z]+,(\d+),\d+,(\d+),")
FOLDER = re.compile(r" *(\d+) ([A-Za-z-]+) (/.*)")
FIRST = 20_000
"""Numbers below are left to whoever gave projects by hand."""

type Projects = dict[str, dict[str, Any]]


def projects(folders: Mapping[str, str], lsattr: str, table: str) -> Projects:
    """By share: the `project` of its folder, and bytes of its `limit` and `held` in it. `folders` are paths by share.

    `lsattr -pd` printed the folders that are there, `repquota -Pn -O csv` the projects that hold something or have a limit.
    A folder whose number is not handed down to what is made in it has no project yet.
    """
    found = (FOLDER.fullmatch(line) for line in lsattr.splitlines())
    numbers = {line[3]: int(line[1]) if "P" in line[2] else 0 for line in found if line}
    rows = _rows(table)
    return {share: _project(numbers[path], rows) for share, path in folders.items() if path in numbers}


def each(every: Projects, key: str, names: Iterable[str]) -> dict[str, Any]:
    """One thing of each share's project, by share; None where its folder is not there yet."""
    return {name: every.get(name, {}).get(key) for name in names}


def _rows(table: str) -> dict[int, tuple[int, int]]:
    """Bytes held and bytes allowed by number; 0 allowed is no limit."""
    lines = table.splitlines()
    found = (ROW.match(line) for line in (lines if lines and lines[0].startswith(HEAD) else ()))
    return {int(row[1]): (int(row[2]) * 1024, int(row[3]) * 1024) for row in found if row}


def _project(number: int, rows: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    held, limit = rows.get(number, (0, 0)) if number else (0, 0)
    return {"project": number, "limit": limit or None, "held": held}


def project_refusals(shares: Iterable[Mapping[str, Any]], known: Mapping[str, Any]) -> list[str]:
    """Why a limit cannot be kept by a project on this server as it is, each in a sentence.

    `known` holds `file_system`, the `mount` (findmnt's target and options), `projects`, the project `above` the folders, and
    `filled`: the shares whose folders hold something.
    """
    limited = [str(share["name"]) for share in shares if share.get("quota_mib") is not None]
    if not limited or known["file_system"] not in KINDS:
        return []
    where, _, options = known["mount"].partition(" ")
    if not {"prjquota", "pquota"} & set(options.split(",")):
        return [_unready(KINDS[known["file_system"]], where or "it")]
    if known["above"]:
        return [f"the root folder has project {known['above']}, in which every share would count: chattr -p 0 -P takes it off"]
    return list(_folder_refusals(limited, known))


def _unready(kind: str, where: str) -> str:
    features = "" if kind == "xfs" else " (before that, unmounted: tune2fs -O project,quota and tune2fs -Q prjquota)"
    return (
        f"a quota on {kind} needs {where} mounted with prjquota: write that into fstab and mount it anew{features}; or leave "
        "quota_mib out"
    )


def _folder_refusals(limited: list[str], known: Mapping[str, Any]) -> Iterator[str]:
    every = known["projects"]
    for name in limited:
        number = every.get(name, {}).get("project", 0)
        if not number and name in known["filled"]:
            yield f"{name}: it holds files of no project, which no limit would count; give it one first (chattr -R +P -p)"
        shared = [other for other, one in every.items() if number and other != name and one["project"] == number]
        if shared:
            yield f"{name}: it has project {number} in common with {', '.join(shared)}; give it a number of its own"


def stay(kept: Projects, every: Projects) -> list[str]:
    """Shares whose folders were there before, and belong to a project since."""
    return [name for name, one in every.items() if name in kept and one["project"] != kept[name]["project"]]


def numbered(limited: Iterable[str], every: Projects, table: str) -> dict[str, int]:
    """The project of each limited share: the one its folder has, else the next number that nobody has."""
    names = list(limited)
    found = {name: every[name]["project"] for name in names if every.get(name, {}).get("project")}
    free = 1 + max([FIRST - 1, *_rows(table), *(one["project"] for one in every.values())])
    return found | {name: free + place for place, name in enumerate(sorted(set(names) - set(found)))}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "network_storage_projects": projects,
            "network_storage_project_each": each,
            "network_storage_project_refusals": project_refusals,
            "network_storage_project_stay": stay,
            "network_storage_project_numbers": numbered,
        }
