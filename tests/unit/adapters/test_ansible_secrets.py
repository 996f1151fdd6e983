"""Secrets with a structure: a role gets them whole, no log or event holds a word of them, none is a template."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ictops.adapters.ansible_hidden import hider
from ictops.adapters.ansible_secrets import is_secret, secret_variables
from ictops.apply import HostEnd
from ictops.estate import Untrusted
from tests.unit.adapters.ansible_bench import Bench

ZOE: dict[str, Any] = {
    "key": "st-1", "given_name": Untrusted("Zoë"), "family_name": Untrusted("Lacey-Quorn"), "further_schools": ["elm"],
}  # fmt: skip
HOSTILE: dict[str, Any] = {**ZOE, "key": "st-2", "family_name": Untrusted("{{ 7 * 6 }}")}

TASKS = """\
- name: Keep what came
  ansible.builtin.copy:
    content: "{{ people | map(attribute='family_name') | join(',') }} {{ people | map(attribute='key') | join(',') }}"
    dest: "{{ folder }}/{{ inventory_hostname }}"
    mode: "0600"
- name: Speak of Zoe Lacey-Quorn
  ansible.builtin.debug:
    msg: "{{ one.key }} is {{ one.given_name }} {{ one.family_name }}, z.laceyquorn, of {{ one.further_schools.0 }}"
  vars:
    one: "{{ people.0 }}"
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with ExitStack() as servers:
        yield Bench(tmp_path, servers)


def test_a_role_gets_the_list_whole_and_nothing_written_of_the_run_names_anybody(bench: Bench) -> None:
    (bench.root / "content/roles/note/tasks/main.yml").write_text(TASKS)
    bench.good_host("alone")
    run, _ = bench.run(secrets={"people": [ZOE, HOSTILE]})
    written = "".join(path.read_text() for path in (bench.root / "runs").rglob("*") if path.is_file())

    assert run.results[0].end is HostEnd.CHANGED
    assert bench.written() == {"alone": "Lacey-Quorn,{{ 7 * 6 }} st-1,st-2"}
    assert run.results[0].notes == ("st-1 is [secret] [secret]-[secret], z.[secret], of elm",)
    assert [name for name in ("Zo", "acey", "uorn") if name in written + run.model_dump_json()] == []
    assert "st-1" in written


def test_only_untrusted_text_of_a_structure_is_marked_and_words_of_ours_are_not() -> None:
    marked = json.loads(secret_variables({"people": [ZOE], "password": "{{ x }}"}))

    assert marked["people"][0]["given_name"] == {"__ansible_unsafe": "Zoë"}
    assert (marked["people"][0]["key"], marked["people"][0]["further_schools"]) == ("st-1", ["elm"])
    assert marked["password"] == {"__ansible_unsafe": "{{ x }}"}


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("any {{ text }}", True),
        ([ZOE], True),
        ((), True),
        ([{"namesake": True}], True),
        (True, False),
        (42, False),
        (None, False),
        ([{"key": "{{ 7 * 6 }}"}], False),
        ([{"key": ""}], False),
        ([{1: "a"}], False),
        ([[["plain words of nobody"]]], False),
        ([{"n": 42}], False),
    ],
)
def test_a_template_can_hide_in_no_part_of_a_secret(value: object, good: bool) -> None:
    assert is_secret(value) is good


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("no account for Zoë", "no account for [secret]"),
        ("ZOE zoe Zoë's", "[secret] [secret] [secret]'s"),
        ("uid=z.laceyquorn,Zoetrope", "uid=z.[secret],Zoetrope"),
        ("quorn_1 of elm: st-1", "[secret]_1 of elm: st-1"),
        ("a b", "a b"),
    ],
)
def test_a_name_is_hidden_as_a_word_however_it_is_written(text: str, hidden: str) -> None:
    assert hider(json.loads(secret_variables({"people": [ZOE]})))(text) == hidden


def test_a_password_is_hidden_wherever_its_characters_stand_and_an_empty_one_hides_nothing() -> None:
    hide = hider(json.loads(secret_variables({"long": "hunter22", "short": "hunter", "none": ""})))

    assert hide("xhunter22x hunters") == "x[secret]x [secret]s"
