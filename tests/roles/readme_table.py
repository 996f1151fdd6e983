"""The table of inputs in a role's README, made from its argument spec.

`python -m tests.roles.readme_table` writes it into every role's README (`make docs`); the role contract's test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROLES = Path(__file__).parents[2] / "roles"
BEGIN, END = "<!-- inputs: made by `make docs` from meta/argument_specs.yml -->", "<!-- end of inputs -->"

type Options = Mapping[str, Mapping[str, Any]]


def loaded(path: Path) -> Any:
    """What a YAML file holds; None when it is empty."""
    return YAML(typ="safe").load(path)


def options(role: Path) -> Options:
    """The inputs a role declares in its argument spec, by name."""
    spec = loaded(role / "meta/argument_specs.yml")
    found: Options = spec["argument_specs"]["main"]["options"]
    return found


def table(role: Path) -> str:
    """The Markdown table of a role's inputs, nested ones as `shares[].name`."""
    head = ["| input | type | default | what it is |", "|---|---|---|---|"]
    return "\n".join(head + [_row(name, option) for name, option in _flat(options(role))])


def with_table(readme: str, role: Path) -> str:
    """The README with its table as the spec says now. Raises ValueError where the two markers are missing."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{role.name}/README.md: no place for the table; put these two lines under Inputs: {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table(role)}\n{END}{after}"


def _flat(given: Options, prefix: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, option in given.items():
        yield prefix + name, option
        yield from _flat(option.get("options", {}), f"{prefix}{name}[].")


def _row(name: str, option: Mapping[str, Any]) -> str:
    return f"| `{name}` | {_type(option)} | {_default(option)} | {_words(option['description'])} |"


def _type(option: Mapping[str, Any]) -> str:
    if "choices" in option:
        return " or ".join(f"`{choice}`" for choice in option["choices"])
    return f"list of {option['elements']}" if "elements" in option else str(option["type"])


def _default(option: Mapping[str, Any]) -> str:
    if "default" not in option:
        return "**required**" if option.get("required") else "none"
    value = option["default"]
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value) or "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _words(description: str | list[str]) -> str:
    text = description if isinstance(description, str) else " ".join(description)
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    """Write every role's table; say which READMEs changed."""
    for readme in sorted(ROLES.glob("*/README.md")):
        old = readme.read_text(encoding="utf-8")
        new = with_table(old, readme.parent)
        if new != old:
            readme.write_text(new, encoding="utf-8")
            sys.stdout.write(f"{readme.relative_to(ROLES.parent)}: table of inputs written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
