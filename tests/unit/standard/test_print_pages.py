"""What a print server is told to do, as CUPS understands it: whom its page /admin lets in, what its page log says of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ictops.estate import Value
from ictops.standard import CannotTell
from ictops.standard.catalogue import CONTROLS
from ictops.standard.catalogue.print_service import kept_jobs, mailing_scans, open_administration
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


def said_with(format_of_the_log: str) -> Value:
    """What stays of a job on a server that is otherwise as the standard asks, and writes its page log so."""
    body = CONVERGED.text[: CONVERGED.text.index("ictops-sealed ")]
    assert LOG in body
    return kept_jobs(sealed("print-service", body.replace(LOG, format_of_the_log)))


LOG = "settings: PageLogFormat %p %T\n"
NAMES = ("who printed what, in the page log",)


@pytest.mark.parametrize("words", ["%p %T", '"%p %T"', "%p %j %T %P %C %{media}", ""])
def test_a_page_log_of_queues_and_times_or_none_at_all_names_nobody(words: str) -> None:
    assert said_with(f"settings: PageLogFormat {words}\n") == said_with("") == ()


@pytest.mark.parametrize("words", ["%p %u %T", "%p:%u", "%p %{job-name}", "%p %{job-originating-host-name}"])
def test_a_page_log_that_says_who_printed_or_what_is_named(words: str) -> None:
    assert said_with(f"settings: PageLogFormat {words}\n") == NAMES
    assert said_with(f"{LOG}settings: pagelogformat {words}\n") == NAMES


def test_printers_to_look_at_for_mailed_scans_are_named_without_an_answer_being_pretended() -> None:
    with pytest.raises(CannotTell, match=r"end of December 2026, at ipp://localhost:8631/ipp/print, ipp://localhost:8632"):
        mailing_scans(CONVERGED.text)


@pytest.mark.parametrize(
    ("colour", "groups", "meets"), [("Raum_12", ["staff"], True), ("Raum_12", [], False), ("Other", ["staff"], False)]
)
def test_only_the_standards_own_two_queues_may_lead_to_one_printer(colour: str, groups: list[str], meets: bool) -> None:
    case = next(case for case in cases() if (case.probe, case.name) == ("printing", "odd-queues"))
    settings = {**case.settings, "print_queues_colour_groups": groups, "print_queues_colour_name": colour}

    assert replace(case, settings=settings).meets(CONTROLS["PRN.QUEUES.1v1"], case.text) is meets
