"""No input of a role is passed over in silence on Windows: it is done, refused, or said not to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES, Options, loaded, options

LISTED = loaded(Path(__file__).with_name("inputs.yaml"))
PAGE = (ROLES.parent / "docs/windows.md").read_text(encoding="utf-8")


def flat(given: Options, above: str = "") -> Iterator[str]:
    for name, option in given.items():
        yield above + name
        yield from flat(option.get("options", {}), f"{above}{name}.")


def branch(role: str) -> str:
    """Every word of the role's Windows branch, and of the variables and filters of both branches that it calls."""
    places = ("tasks/windows.yml", "tasks/windows/*.yml", "vars/Windows.yml", "filter_plugins/*_windows*.py", "library/*.ps1")
    words = "\n".join(path.read_text(encoding="utf-8") for place in places for path in (ROLES / role).glob(place))
    shared = ROLES / role / "vars/main.yml"
    texts = {name: f"{name} {value}" for name, value in (loaded(shared) or {}).items()} if shared.exists() else {}
    for name, one in filters(role).items():
        path = ROLES / role / "filter_plugins" / f"{one.__module__.removeprefix('filters_')}.py"
        texts[name] = path.read_text(encoding="utf-8")
    while called := [name for name in texts if re.search(rf"\b{name}\b", words)]:
        words += "\n".join(texts.pop(name) for name in called)
    return words


@pytest.mark.parametrize("role", sorted(path.name for path in ROLES.iterdir() if path.is_dir()))
def test_every_input_is_in_one_list_and_no_list_has_another(role: str) -> None:
    told = [name for names in LISTED[role].values() for name in names]

    assert sorted(told) == sorted(set(told))
    # the people of a list, and what is said of each, stand or fall with the list
    refused = tuple(f"{name}." for name in LISTED[role]["refused"])
    assert sorted(name for name in flat(options(ROLES / role)) if not name.startswith(refused or ("-",))) == sorted(told)


@pytest.mark.parametrize("role", sorted(LISTED))
def test_what_is_done_is_named_in_the_branch(role: str) -> None:
    words = branch(role)

    assert [name for name in LISTED[role]["done"] if name.rpartition(".")[2] not in words] == []


@pytest.mark.parametrize("role", sorted(LISTED))
def test_what_is_not_done_stands_on_the_page(role: str) -> None:
    missing = [name for name in LISTED[role]["said"] + LISTED[role]["refused"] if f"`{name.rpartition('.')[2]}`" not in PAGE]

    assert missing == []
