"""Whom the page /admin of the print service lets in, by what its section says: as CUPS understands it."""

from __future__ import annotations

import pytest

from ictops.estate import Value
from ictops.standard.catalogue.print_service import open_administration
from tests.probe_cases import cases, sealed

CONVERGED = next(case for case in cases() if (case.probe, case.name) == ("print-service", "converged"))
SECTION = """
settings: <Location /admin>
settings:   AuthType Default
settings:   Require user @SYSTEM
settings:   Order allow,deny
settings: </Location>"""
OPEN = ("/admin lets other machines in",)


def read_with(*lines: str) -> Value:
    """What is read of a service whose section of /admin says this and nothing more."""
    body = CONVERGED.text[: CONVERGED.text.index("ictops-sealed ")]
    assert SECTION in body
    said = "".join(f"\nsettings:   {line}" for line in lines)
    section = f"\nsettings: <Location /admin>{said}\nsettings: </Location>"
    return open_administration(sealed("print-service", body.replace(SECTION, section)))


@pytest.mark.parametrize(
    "lines",
    [("Order allow,deny",), ("Order deny,allow", "Deny from all"), ("Order Deny, Allow", "Order Allow, Deny"), ("Deny all",)],
)
def test_a_page_that_lets_nobody_in_is_closed(lines: tuple[str, ...]) -> None:
    assert read_with(*lines) == ()


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("AuthType Default", "Require user @SYSTEM"),
        ("Order deny,allow",),
        ("Order allow,deny", "Allow from 10.0.0.0/8"),
        ("Order allow,deny", "Order deny,allow"),
    ],
)
def test_a_page_that_lets_other_machines_in_is_open_and_so_is_one_that_gives_no_order(lines: tuple[str, ...]) -> None:
    assert read_with(*lines) == OPEN
