"""What a person may answer about a file, and which mapping is proposed for it: each wrong answer is told with what to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ictops.errors import BadInput
from ictops.report import import_text
from ictops.wiring.importing import import_audits
from ictops.wiring.kinds import name_kinds, proposed
from ictops.wiring.trust import OpenTrust, open_trust
from tests.builders import NOON
from tests.unit.wiring.small_world import EXAMPLE

KIT = "Asset tag,Serial Number,Model\nT-1,SN00001,OptiPlex\n"
USERS = "sourcedId,username,givenName,familyName\n1,kmoss,Kit,Moss\n"
INTUNE = "Device name,Last check-in,Serial number,Managed by,Compliance,OS,OS version\noak-1,,SN1,Intune,,Windows,11\n"


@pytest.fixture
def trust(tmp_path: Path) -> OpenTrust:
    folder = tmp_path / "trust"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts", "audits", "keys"))
    audits = folder / "audits" / "mothwick"
    audits.mkdir(parents=True)
    for name, text in (
        ("kit.csv", KIT),
        ("users.csv", USERS),
        ("intune.csv", INTUNE),
        ("copy.csv", KIT),
        ("x.csv", "Foo\n1\n"),
    ):
        (audits / name).write_text(text, encoding="utf-8")
    return open_trust(folder, keys=False)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("kit.csv", "it names no file and kind. Write FILE=KIND"),
        ("kit.csv=", "it names no file and kind. Write FILE=KIND"),
        ("=switch", "it names no file and kind. Write FILE=KIND"),
        ("kit.csv=switch", "it is a table, and switch reads TXT or CONF of its own make"),
        ("kit.csv=gias", "it has none of the columns that gias is known by"),
    ],
)
def test_an_answer_that_cannot_hold_is_told_and_not_kept(trust: OpenTrust, answer: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        name_kinds(trust, trust.schools(("mothwick",)), [answer], "A. Example", NOON)

    assert said in str(refused.value)
    assert not (trust.root / "audits.yml").exists()


def test_no_mapping_is_proposed_for_a_list_that_mixes_pupils_with_staff(trust: OpenTrust) -> None:
    with pytest.raises(BadInput, match="it is read already, as roster-users"):
        proposed(trust, trust.root / "audits" / "mothwick" / "users.csv", None, NOON.date())


def test_a_proposal_says_what_reads_the_table_without_it(trust: OpenTrust) -> None:
    known = proposed(trust, trust.root / "audits" / "mothwick" / "intune.csv", None, NOON.date())
    unknown = proposed(trust, trust.root / "audits" / "mothwick" / "kit.csv", None, NOON.date())

    assert "# It is read without a mapping, too: Microsoft Intune" in known
    assert "# It is read" not in unknown


def test_a_sheet_that_is_not_there_is_told(trust: OpenTrust) -> None:
    with pytest.raises(BadInput, match=r"no table in a sheet Kit\. It has no sheets: leave --sheet out"):
        proposed(trust, trust.root / "audits" / "mothwick" / "kit.csv", "Kit", NOON.date())


def test_what_is_said_of_a_file_is_said_in_one_line_and_of_a_copy_whose_it_is(trust: OpenTrust) -> None:
    (one,) = import_audits(trust, trust.schools(("mothwick",)), NOON).schools
    lines = import_text(one.read, one.devices)

    assert lines.count("  mothwick/kit.csv: read as utf-8; separated by commas") == 1
    assert "    mothwick/x.csv: Not a table I know" in lines
    assert [
        line
        for line in lines
        if line.endswith("row 1: 2 rows: stands in a second file of the same bytes, which was not read again")
    ]
