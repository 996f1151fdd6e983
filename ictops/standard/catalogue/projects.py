"""Reads limits that xfs and ext4 keep for projects: a number that a folder hands down to all that is made in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ictops.standard.control import CannotTell

KINDS = frozenset({"xfs", "ext2/ext3"})
"""File systems with projects, as `stat -f` names them: the last is ext4 too."""
OPTIONS = frozenset({"prjquota", "pquota"})
"""What a file system says it is mounted with when limits of projects hold on it."""
HEAD = "Project,BlockStatus,FileStatus,BlockUsed,BlockSoftLimit,BlockHardLimit,"
ROW = re.compile(r"#(\d+),[a-z]+,[a-z]+,(\d+),\d+,(\d+),.*")
FOLDER = re.compile(r" *(\d+) ([A-Za-z-]+) (/.*)")


@dataclass(frozen=True, slots=True)
class Project:
    """Bytes in a project, and the most it may hold."""

    held: int
    most: int


def project(folder: tuple[str, ...], table: str) -> Project | None:
    """What the project of a folder holds and may hold; None where nothing limits the folder itself.

    `folder` is what `lsattr -pd` printed of it and of the folder above, `table` what `repquota -Pn -O csv` printed. A folder
    that only lies in another's project has no limit of its own. CannotTell for anything in another form.
    """
    found = [FOLDER.fullmatch(line) for line in folder]
    if len(found) != 2 or not all(found):
        raise CannotTell("lsattr named the project of a folder in a form that is not known")
    (number, flags), (above, _) = ((int(one[1]), one[2]) for one in found if one)
    if not number or "P" not in flags or number == above:
        return None
    held, most = _rows(table).get(number, (0, 0))
    return Project(held * 1024, most * 1024) if most else None


def _rows(table: str) -> dict[int, tuple[int, int]]:
    head, *lines = table.splitlines() or [""]
    found = [ROW.fullmatch(line) for line in lines]
    if not head.startswith(HEAD) or not all(found):
        raise CannotTell("repquota listed the limits in a form that is not known")
    return {int(row[1]): (int(row[2]), int(row[3])) for row in found if row}
