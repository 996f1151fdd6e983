"""Limits of xfs and ext4: what the tools print was recorded on both file systems of a Linux 6.1 that has quotas."""

from __future__ import annotations

import pytest

from ictops.standard import CannotTell
from ictops.standard.catalogue.folders import Folder
from ictops.standard.catalogue.projects import Project, project

TABLE = """\
Project,BlockStatus,FileStatus,BlockUsed,BlockSoftLimit,BlockHardLimit,BlockGrace,FileUsed,FileSoftLimit,FileHardLimit,FileGrace
#0,ok,ok,14,0,0,,3,0,0,
#1001,hard,ok,35841,0,16384,,3,0,0,
#1002,ok,ok,1,0,0,,1,0,0,"""
ABOVE = "    0 --------------e------- /srv/shares/Staff Shared/.."
EXT4 = " 1001 --------------e----P-- /srv/shares/Staff Shared"
XFS = " 1001 -------------------P-- /srv/shares/Staff Shared"


@pytest.mark.parametrize("line", [EXT4, XFS])
def test_a_folder_with_a_project_holds_and_may_hold_what_its_row_says(line: str) -> None:
    assert project((line, ABOVE), TABLE) == Project(held=35841 * 1024, most=16384 * 1024)


@pytest.mark.parametrize(
    "lines",
    [
        (EXT4.replace("1001", "   0"), ABOVE),
        (EXT4.replace("1001", "1002"), ABOVE),
        (EXT4.replace("1001", "1003"), ABOVE),
        (EXT4.replace("P", "-"), ABOVE),
        (EXT4, ABOVE.replace("   0", "1001", 1)),
    ],
    ids=["no project", "no limit", "no row", "not handed down", "only inside another's"],
)
def test_a_folder_that_no_row_limits_has_no_limit(lines: tuple[str, str]) -> None:
    assert project(lines, TABLE) is None


@pytest.mark.parametrize(
    ("lines", "table"),
    [
        ((), TABLE),
        ((EXT4,), TABLE),
        ((EXT4, "lsattr: Operation not supported"), TABLE),
        ((EXT4, ABOVE), ""),
        ((EXT4, ABOVE), "repquota: Mountpoint not found"),
        ((EXT4, ABOVE), TABLE.replace("16384", "16M")),
        ((EXT4, ABOVE), TABLE.partition("\n")[2]),
    ],
)
def test_what_is_not_known_is_no_answer(lines: tuple[str, ...], table: str) -> None:
    with pytest.raises(CannotTell):
        project(lines, table)


def folder(place: str, status: str = "0") -> Folder:
    return Folder(number="1", acl=(), place=place, limits=TABLE, limits_status=status, numbers=(XFS, ABOVE))


def test_a_limit_is_read_where_the_file_system_is_mounted_to_hold_it() -> None:
    assert folder("xfs prjquota").limit() == 16384 * 1024
    assert folder("ext2/ext3 usrquota prjquota").held() == 35841 * 1024
    assert folder("xfs noquota").limit() is None
    assert folder("ext2/ext3").limit() is None


@pytest.mark.parametrize(("place", "status"), [("xfs prjquota", "127"), ("xfs usrquota", "0"), ("zfs prjquota", "0")])
def test_limits_that_could_not_be_listed_or_are_kept_otherwise_are_unknown(place: str, status: str) -> None:
    with pytest.raises(CannotTell):
        folder(place, status).limit()
