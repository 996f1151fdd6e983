"""Whatever a document or a table holds, the readers of devices account for every item and let no secret and no person through.

The cases of tests/cases/sources are taken apart and put together wrongly; a secret and a name stand where such things stand.
"""

from __future__ import annotations

import json
import random
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ictops.adapters.audit_csv import read_csv
from ictops.adapters.audit_documents import read_json, read_xml
from ictops.audit import AuditFile, Import, read_school
from ictops.audit.school import HowToRead
from ictops.audit.tables import Text
from ictops.estate import Untrusted

CASES = Path(__file__).parents[2] / "cases" / "sources"
DAY = date(2026, 9, 1)
SECRET, PERSON = "c4n4ry-s3cret", "Canary Q. Person"

ODD: tuple[Any, ...] = (
    None, True, 7, 1.5, "", "00123456", "1E5", "{{ 7*7 }}", "=1+1", "\u202e", "1a:2b:3c:4d:5e:5f", [], {}, [[]], ["x", None],
    {"name": {"name": "x"}}, {"content": []}, {"mac": ["1a:2b:3c:4d:5e:5f"]}, [{"serial": {}}, "x"],
)  # fmt: skip
chances = st.integers(0, 2**32).map(random.Random)
"""What is broken, and how: one number tells all of it."""


@cache
def cases(kind: str) -> list[str]:
    """The texts of the cases that a reader reads."""
    found = YAML(typ="base", pure=True).load((CASES / f"{kind}.yaml").read_text(encoding="utf-8"))
    return [case["text"] for case in found if case.get("kind") == kind]


@cache
def documents(kind: str) -> list[Any]:
    """The cases that are one document in JSON."""
    return [json.loads(text) for text in cases(kind) if _is_json(text)]


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True


def read(file: AuditFile, kind: str) -> Import:
    """A file read by the reader of that name, whatever it holds. The import itself refuses a count that does not add up."""
    return read_school("oak", [file], how=HowToRead(named={file.sha256: kind}))


def made(kind: str, **held: Any) -> AuditFile:
    """A file of a format that holds this."""
    return AuditFile(Untrusted("oak/export"), kind, "0" * 64, DAY, **held)


def broken(chance: random.Random, value: Any) -> Any:
    """A document with some of its values replaced by odd ones, and some of its items twice or gone."""
    if chance.random() < 0.05:
        return chance.choice(ODD)
    if isinstance(value, dict):
        return {name: broken(chance, one) for name, one in value.items() if chance.random() < 0.95}
    if isinstance(value, list):
        return [broken(chance, one) for one in value for _ in range(chance.choice((1, 1, 1, 1, 0, 2)))]
    return value


@pytest.mark.parametrize("kind", ["chromeos", "glpi", "ansible-facts"])
@settings(max_examples=100, deadline=None)
@given(chance=chances)
def test_a_broken_document_is_accounted_for(kind: str, chance: random.Random) -> None:
    document = broken(chance, chance.choice(documents(kind)))
    found = read(made("json", holds=read_json(json.dumps(document).encode())), kind)

    assert found.total.rows == found.total.headers + found.total.imported + found.total.merged + found.total.rejected


@pytest.mark.parametrize("kind", ["ldif", "ansible-facts"])
@settings(max_examples=100, deadline=None)
@given(chance=chances)
def test_broken_lines_are_accounted_for(kind: str, chance: random.Random) -> None:
    lines = chance.choice([text.splitlines() for text in cases(kind) if not _is_json(text)])
    kept = tuple(line for line in lines for _ in range(chance.choice((1, 1, 1, 1, 1, 0, 2))))
    found = read(made("text", holds=Text(kept)), kind)
    begins = sum(line.startswith("dn:") if kind == "ldif" else " | " in line for line in kept)

    assert found.total.rows - found.total.headers == begins


@pytest.mark.parametrize("kind", ["ldif", "ansible-facts"])
def test_lines_that_a_person_named_wrongly_give_nothing(kind: str) -> None:
    found = read(made("text", holds=Text(("nothing of the kind", "", "really"))), kind)

    assert [file.reason for file in found.refused] == [f"read as {kind} there is nothing in it. Name another kind with --as"]
    assert (found.devices, found.entries) == ((), ())


@pytest.mark.parametrize("kind", ["ad-computers", "ad-accounts", "chromeos"])
@settings(max_examples=100, deadline=None)
@given(chance=chances)
def test_a_ragged_table_is_accounted_for(kind: str, chance: random.Random) -> None:
    text = chance.choice([text for text in cases(kind) if not _is_json(text)])
    rows = [chance.choice((line, line, line, line + ",x,y", line.rpartition(",")[0], "")) for line in text.splitlines()]
    table = read_csv("\n".join([*rows, "OAK-1"]).encode()).table
    found = read(made("csv", tables=(table,)), kind)

    assert found.total.rows == len(table.rows) + table.blank


def _with(kind: str, *places: str) -> dict[str, Any]:
    content: dict[str, Any] = {"versionclient": "x", "hardware": {"name": "OAK-1"}, "bios": {}, "operatingsystem": {}}
    for place in places:
        section, _, field = place.partition(".")
        content.setdefault(section, {})[field] = kind
    return {"deviceid": "oak-1-2026-01-01-08-00-00", "action": "inventory", "content": content}


SECRETS = ["hardware.winprodkey", "operatingsystem.ssh_key", "licenseinfos.key", "network_device.credentials"]
PEOPLE = ["hardware.lastloggeduser", "hardware.winowner", "users.login", "local_users.name", "network_device.contact"]


@pytest.mark.parametrize("place", [*SECRETS, *PEOPLE])
def test_secrets_and_people_of_an_inventory_are_named_and_not_kept(place: str) -> None:
    word = SECRET if place in SECRETS else PERSON
    found = read(made("json", holds=read_json(json.dumps(_with(word, place)).encode())), "glpi")
    named = {column.why.value for column in found.left_out}

    assert word not in found.model_dump_json()
    assert ("holds secrets" if place in SECRETS else "names a person") in named


def test_xml_keeps_the_same_out() -> None:
    hardware = f"<NAME>OAK-1</NAME><WINPRODKEY>{SECRET}</WINPRODKEY><WINOWNER>{PERSON}</WINOWNER>"
    xml = f"<REQUEST><CONTENT><HARDWARE>{hardware}</HARDWARE></CONTENT><QUERY>INVENTORY</QUERY></REQUEST>"
    found = read(made("xml", holds=read_xml(xml.encode())), "agent-xml")

    assert not {word for word in (SECRET, PERSON) if word in found.model_dump_json()}
    assert [device.kind.value for device in found.devices] == ["other"]


def test_stand_ins_for_a_tag_join_no_two_computers() -> None:
    """Each stands in a file of its own, where nothing but the tag would say that they differ."""
    files = list[AuditFile]()
    for number in ("1", "2"):
        document = _with("Default string", "bios.assettag")
        document["content"]["hardware"]["name"] = f"OAK-{number}"
        held = read_json(json.dumps(document).encode())
        files.append(AuditFile(Untrusted(f"oak/{number}"), "json", number * 64, DAY, holds=held))

    assert len(read_school("oak", files).devices) == 2
