"""What the role whiteboards makes of its inputs before a task uses them."""

from __future__ import annotations

from jinja2 import StrictUndefined
from jinja2.nativetypes import NativeEnvironment

from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES, loaded

ROLE = ROLES / "whiteboards"


def test_a_board_that_needs_no_package_asks_for_none() -> None:
    jinja = NativeEnvironment(undefined=StrictUndefined)
    jinja.filters |= filters("whiteboards")
    catalogue = [{"usb": "1d6b:beef", "driver": "no"}, {"usb": "1d6b:f00d", "driver": "required", "package": "pen"}]
    words = {"whiteboards_catalogue": catalogue, "__whiteboards_entries": catalogue, "whiteboards_fallback": "openboard"}

    asked = jinja.from_string(loaded(ROLE / "vars/main.yml")["__whiteboards_asked"]).render(words)

    assert list(asked) == ["openboard", "pen"]
