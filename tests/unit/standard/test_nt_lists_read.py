"""NT access lists are read in every form that Samba writes them in; what is not known is no answer."""

from __future__ import annotations

import pytest

from ictops.standard import CannotTell
from ictops.standard.catalogue.access import NtEntry, nt_list
from ictops.standard.catalogue.seal import Answer

SOMEBODY = "S-1-5-21-1420135198-3512081867-1412957768-1103"
GONE = SOMEBODY.replace("1103", "1117")


def read(*entries: str) -> tuple[NtEntry, ...]:
    sddl = "O:S-1-22-1-0G:S-1-22-2-0D:" + "".join(f"({entry})" for entry in entries)
    lines = {"nt1": ("stored",), "sddl1": (sddl,), "sids1": (f"{SOMEBODY} SCENARIO\\ada 1", f"{GONE} ")}
    found = nt_list(Answer(lines, dict.fromkeys(("nt1", "sddl1", "sids1"), "0")), "1")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rights", "may_read", "makes_files"),
    [
        # what was given, as Samba 4.17 and 4.22 write it back
        ("0x001f01ff", True, True),
        ("FA", True, True),
        ("RPWPCRCCDCLCLODTSW", True, True),
        ("CCDCLCSWRPWPDTLOCR", True, True),
        ("GA", True, True),
        ("0x001301bf", True, True),
        ("0x00120089", True, False),
        ("FR", True, False),
        ("0x12019f", True, True),
        ("FX", False, False),
        ("0x001200a0", False, False),
        ("0x1200af", True, True),
        # by hand: bits that a client set and nobody mapped
        ("0x10000000", True, True),
        ("0x80000000", True, False),
        ("0x40000000", False, True),
        ("", False, False),
    ],
)
def test_rights_are_read_in_digits_and_in_letters(rights: str, may_read: bool, makes_files: bool) -> None:
    (entry,) = read(f"A;OICI;{rights};;;WD")

    assert (entry.who, bool(entry.bits & 1), entry.makes_files) == ("everyone", may_read, makes_files)


def test_a_number_that_no_name_belongs_to_stays_a_number() -> None:
    somebody, gone = read(f"A;OICI;0x1301bf;;;{SOMEBODY}", f"A;OICI;0x1301bf;;;{GONE}")

    assert (somebody.who, gone.who, gone.sid) == ("ada", "", GONE)


@pytest.mark.parametrize("entry", ["A;OICI;KA;;;WD", "A;OICI;F;;;WD", "A;OICI;FAXX;;;WD", "A;OICI;FA;;;ZZ", "XA;OICI;FA;;;WD"])
def test_what_is_not_known_is_no_answer(entry: str) -> None:
    with pytest.raises(CannotTell):
        read(entry)
