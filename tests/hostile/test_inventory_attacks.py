"""10,000 hostile cells through Ansible's own loader and templar: none executed, none changed, none lost.

With a control: the same cells, written the same way but for the mark, do execute.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictops.adapters.inventory_files import write_school
from ictops.inventory import Inventory, encode
from ictops.inventory.encode import MARK
from ictops.inventory.values import Table, Trusted
from tests.ansible_loader import WAYS, Ansible, Seen, ansible
from tests.hostile.corpus import EXECUTES, Attack, attacks
from tests.inventory_builders import MADE_FROM, host_device, inventory

ROWS = 10_000
LOCATION = "print_queues_location"

pytestmark = pytest.mark.timeout(600)


def hosts_saying(texts: list[str]) -> Inventory:
    """One print server for each text, which stands where an audit would put it."""
    return inventory(
        *(
            host_device(f"elm-{number}", address=f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", location=text)
            for number, text in enumerate(texts, start=1)
        )
    )


def altered(seen: Seen, texts: list[str]) -> list[tuple[str, Any]]:
    """The texts that any way of looking shows as something else, or not at all."""
    expected = {f"elm-{number}": ("str", text) for number, text in enumerate(texts, start=1)}
    assert seen.keys() == expected.keys()
    return [(text, seen[host]) for host, (_, text) in expected.items() if seen[host] != dict.fromkeys(WAYS, expected[host])]


def without_marks(value: Any) -> Any:
    match value:
        case dict():
            return value[MARK] if value.keys() == {MARK} else {name: without_marks(item) for name, item in value.items()}
        case list():
            return [without_marks(item) for item in value]
        case _:
            return value


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def write_unmarked(folder: Path, school: Inventory) -> Path:
    return write(folder, {path: json.dumps(without_marks(json.loads(text))).encode() for path, text in encode(school).items()})


def executed(rows: list[Attack]) -> int:
    return sum(row.mark.exists() for row in rows)


@pytest.fixture
def rows(tmp_path: Path) -> list[Attack]:
    (tmp_path / "marks").mkdir()
    return list(attacks(ROWS, tmp_path / "marks"))


def test_ten_thousand_hostile_rows_are_text_and_nothing_else(rows: list[Attack], tmp_path: Path) -> None:
    texts = [row.text for row in rows]
    folder = write_school(tmp_path / "schools", hosts_saying(texts), MADE_FROM).folder
    with ansible(tmp_path) as child:
        seen = child.seen(folder, LOCATION)

    assert len(set(texts)) == ROWS
    assert altered(seen, texts) == []
    assert executed(rows) == 0


def test_control_the_same_rows_unmarked_do_execute(rows: list[Attack], tmp_path: Path) -> None:
    texts = [row.text for row in rows]
    folder = write_unmarked(tmp_path / "unmarked", hosts_saying(texts))
    with ansible(tmp_path) as child:
        seen = child.seen(folder, LOCATION)

    armed = [row for row in rows if row.executes]
    assert len(armed) > ROWS / 10
    assert executed(armed) == len(armed)
    assert executed([row for row in rows if not row.executes]) == 0
    assert len(altered(seen, texts)) > len(armed)


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ansible]:
    with ansible(tmp_path_factory.mktemp("ansible")) as running:
        yield running


once_more = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
numbers = iter(range(1_000_000))
texts = st.one_of(
    st.text(), st.sampled_from(EXECUTES), st.from_regex(r"(\{\{|\}\}|\{%|%\}|\{#|#\}|[!|>'\"\\ \n-])*", fullmatch=True)
)


@once_more
@given(st.lists(texts, min_size=1, max_size=8))
def test_any_text_of_an_audit_arrives_unchanged(child: Ansible, tmp_path: Path, texts: list[str]) -> None:
    folder = write(tmp_path / str(next(numbers)), encode(hosts_saying(texts)))

    assert altered(child.seen(folder, LOCATION), texts) == []


def test_our_own_text_is_no_template_either(child: Ansible, tmp_path: Path) -> None:
    """Whoever may write the standard still cannot have a command run where ictops runs."""
    mark = tmp_path / "mark"
    text = EXECUTES[0].replace("{mark}", str(mark))
    ours = replace(hosts_saying(["x"]).hosts[0], variables=Table(((LOCATION, Trusted(text)),)))
    folder = write(tmp_path / "elm", encode(replace(hosts_saying(["x"]), hosts=(ours,))))

    assert altered(child.seen(folder, LOCATION), [text]) == []
    assert not mark.exists()


@pytest.mark.parametrize("where", ["address", "system", "notes", "name", "model", "supplier", "serial", "room"])
def test_a_template_anywhere_in_a_device_reaches_at_most_the_location(where: str) -> None:
    said: Any = {where: "{{ lookup('pipe', 'id') }}"}
    files = encode(inventory(host_device("elm-print", **said)))

    holding = [path for path, content in files.items() if b"lookup" in content]
    assert holding == (["host_vars/elm-print.json"] if where == "room" else [])
