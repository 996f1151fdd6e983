"""When the role network_storage sets a folder's access list: not where the mode, set just before, does it already."""

from __future__ import annotations

import pytest

from tests.roles.plugins import filters

FILTERS = filters("network_storage")
READERS = ["user::rwx", "group::rwx", "group:5:r-x", "mask::rwx", "other::---", "default:user::rwx"]
PLAIN = ["user::rwx", "group::rwx", "other::---"]


@pytest.mark.parametrize(
    ("there", "wanted", "differs"),
    [
        (READERS, READERS, False),
        ([*READERS[:3], "mask::---", "other::rwx", "default:user::rwx"], READERS, False),
        ([entry for entry in READERS if "5" not in entry], READERS, True),
        ([*READERS, "group:6:rwx"], READERS, True),
        (READERS[:-1], READERS, True),
        ([], READERS, True),
        ([], PLAIN, False),
        (["user::rwx", "group::rwx", "other::rwx", ""], PLAIN, False),
        ([*PLAIN, "user:7:rwx", "mask::rwx"], PLAIN, True),
    ],
    ids=[
        "same",
        "only mode",
        "reader lost",
        "stranger",
        "default lost",
        "to be made",
        "plain to be made",
        "plain, only mode",
        "plain, stranger",
    ],
)
def test_an_access_list_is_set_only_where_the_mode_does_not_do_it(there: list[str], wanted: list[str], differs: bool) -> None:
    assert FILTERS["network_storage_list_differs"](there, wanted) is differs


def test_either_way_of_writing_a_mask_reads_as_the_same_list() -> None:
    plain = FILTERS["network_storage_plain_list"]

    assert plain("O:S-1-22-1-0D:PAI(A;CI;0x001200af;;;S-1-3)\n") == plain("O:S-1-22-1-0D:PAI(A;CI;0x1200af;;;S-1-3)")
    assert plain("(A;CI;0x00000000;;;S-1-3)") == "(A;CI;0x0;;;S-1-3)"
    assert plain("(A;CI;0x1200af;;;S-1-3)") != plain("(A;CI;0x1200a9;;;S-1-3)")
