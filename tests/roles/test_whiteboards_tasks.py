"""No task of the role whiteboards gives apt work before apt was asked what else would go; no word that tasks use is missing."""

from __future__ import annotations

import re

import pytest
from jinja2 import StrictUndefined
from jinja2.nativetypes import NativeEnvironment

from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES, loaded
from tests.roles.tasks import Task, tasks_of

ROLE = ROLES / "whiteboards"
TASKS = [task for task in tasks_of(ROLE) if "windows" not in task.file]
APT = sorted({task.file for task in TASKS if task.module == "ansible.builtin.apt"})


def asks(task: Task) -> bool:
    return task.module == "ansible.builtin.include_tasks" and task.keys[task.module] == "linux/simulate.yml"


@pytest.mark.parametrize("file", APT)
def test_apt_is_asked_what_else_would_go_before_it_works_in_a_rehearsal_too(file: str) -> None:
    tasks = [task for task in TASKS if task.file == file]
    first = next(number for number, task in enumerate(tasks) if task.module == "ansible.builtin.apt")
    questions = [task for task in tasks[:first] if asks(task)]

    assert len(questions) == 1
    assert "not ansible_check_mode" not in str(questions[0].keys.get("when", ""))


def test_every_word_of_the_role_is_defined_somewhere() -> None:
    texts = [path.read_text() for path in (*ROLE.glob("tasks/**/*.yml"), *ROLE.glob("vars/*.yml"), *ROLE.glob("templates/*"))]
    used = {word for text in texts for word in re.findall(r"__whiteboards_\w+", text)}
    given = {word for path in ROLE.glob("vars/*.yml") for word in re.findall(r"(?m)^(__whiteboards_\w+):", path.read_text())}
    given |= {name for task in tasks_of(ROLE) for name in task.defines}

    assert used - given == set()


def value(name: str, **words: object) -> object:
    """What one of the role's own variables comes to."""
    jinja = NativeEnvironment(undefined=StrictUndefined)
    jinja.filters |= filters("whiteboards")
    return jinja.from_string(loaded(ROLE / "vars/main.yml")[name]).render(words)


@pytest.mark.parametrize(
    ("boards", "wanted", "gets"), [(["1d6b:f00d"], {}, True), (["1d6b:f00d"], {"pen": "1"}, False), ([], {}, False)]
)
def test_only_a_board_that_the_trust_names_gets_the_program_of_no_maker(
    boards: list[str], wanted: dict[str, str], gets: bool
) -> None:
    shipped = {"plain": ["1ff7:0013"], "known": [], "unknown": []}
    words = {"__whiteboards_usb": boards, "__whiteboards_wanted": wanted, "__whiteboards_boards": shipped}

    assert value("__whiteboards_alone", **words) is gets


def test_a_board_that_needs_no_package_asks_for_none() -> None:
    catalogue = [{"usb": "1d6b:beef", "driver": "no"}, {"usb": "1d6b:f00d", "driver": "required", "package": "pen"}]
    words = {"whiteboards_catalogue": catalogue, "__whiteboards_entries": catalogue, "whiteboards_fallback": "openboard"}

    assert value("__whiteboards_asked", **words) == ["openboard", "pen"]
