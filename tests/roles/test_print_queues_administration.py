"""How the role print_queues closes administration in cupsd.conf (CUPS 2.4), held against the control that reads such files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.standard.catalogue import print_administration as control
from tests.probe_cases import cases, sealed
from tests.roles.plugins import filters, plugin

FILTERS = filters("print_queues")
ROLE = Path(__file__).parents[2] / "roles" / "print_queues"
INHERITED = next(case for case in cases() if (case.probe, case.name) == ("print-service", "inherited"))
AS_SHIPPED = "\n".join(re.findall(r"^settings: ((?!WebInterface).*)$", INHERITED.text, re.MULTILINE)) + "\n"
"""What Debian's CUPS comes with, with its page /admin open to the network."""
OTHERS = ("Print-Job", "Send-Document", "Get-Jobs", "Create-Printer-Subscription")
PARTS = (
    "AuthType Default", "AuthType Basic", "AuthType None", "AuthType Negotiate", "Require user @SYSTEM", "Require user root",
    "Require user amy root", "Require valid-user", "Require user @OWNER @SYSTEM", "Order deny,allow", "Order allow,deny",
    "Allow all", "Allow from 10.0.0.0/8", "Deny all", "Satisfy any", "Encryption Required", "# a note",
)  # fmt: skip


def closed(text: str) -> str:
    return str(FILTERS["print_queues_closed"](text))


def open_ways(text: str) -> object:
    """What the control makes of a server with these settings and its web pages off."""
    lines = [line for line in f"WebInterface No\n{text}".splitlines() if line.strip() and not line.strip().startswith("#")]
    body = "".join(f"settings: {line}\n" for line in lines)
    return control.open_administration(sealed("print-service", f"{body}settings = 0\n"))


def policy(*limits: str) -> str:
    return "\n".join(["<Policy default>", *limits, "</Policy>"]) + "\n"


def limit(names: str, *lines: str) -> str:
    return "\n".join([f"  <Limit {names}>", *(f"    {line}" for line in lines), "  </Limit>"])


ALL = limit("All", "Order deny,allow")
ADMINISTRATORS = ("AuthType Default", "Require user @SYSTEM", "Order allow,deny")


def test_the_role_and_the_control_speak_of_the_same_operations() -> None:
    role = plugin("print_queues", "print_queues_administration")

    def small(names: tuple[str, ...]) -> set[str]:
        return {name.lower() for name in names}

    assert small(role.ADMINISTRATION) == control.ADMINISTER | control.STOP
    assert small(role.IF_NAMED) == control.IF_NAMED
    assert small(role.JOBS) == control.JOBS
    assert role.LIKE == control.LIKE


def test_every_operation_that_cups_itself_keeps_for_administrators_is_among_them() -> None:
    asked = re.findall(r"<Limit ([^>]*)>\s+AuthType Default\s+Require user @SYSTEM\s", AS_SHIPPED)
    kept = {name.lower() for names in asked for name in names.split()}

    assert len(kept) > 10
    assert kept <= control.ADMINISTER | control.STOP | control.IF_NAMED


def test_the_scenario_tries_each_of_them_from_another_machine() -> None:
    tried = re.search(r'all="([^"]*)"', (ROLE / "molecule/default/other.sh").read_text())

    assert tried
    assert {name.lower() for name in tried[1].split()} == control.ADMINISTER | control.STOP


def test_what_debian_ships_is_open_before_and_closed_after() -> None:
    assert "the policy default lets anybody administer" in str(open_ways(AS_SHIPPED))
    assert open_ways(closed(AS_SHIPPED)) == ()


def test_printing_and_every_other_line_stay_as_they_were() -> None:
    lines = closed(AS_SHIPPED).splitlines()

    assert lines[lines.index("<Location />") + 1] == "  Order allow,deny"
    printing = lines.index("  <Limit Create-Job Print-Job Print-URI Validate-Job>")
    assert [line.strip() for line in lines[printing + 1 : printing + 3]] == ["Order deny,allow", "</Limit>"]
    assert "    Require user @OWNER @SYSTEM" in lines


def test_printing_that_shares_a_limit_with_administration_is_taken_out_of_it() -> None:
    text = closed(policy(limit("Print-Job Set-Printer-Attributes Get-Jobs", "Order deny,allow", "Allow 10.0.0.0/8")))

    assert limit("Print-Job Get-Jobs", "Order deny,allow", "Allow 10.0.0.0/8") in text
    assert limit("Set-Printer-Attributes", *ADMINISTRATORS) in text


@pytest.mark.parametrize("names", ["Set-Printer-Attributes", "Purge-Jobs", "Enable-Printer", "CUPS-Get-Devices"])
def test_what_no_limit_names_is_closed_where_all_others_are_open(names: str) -> None:
    text = closed(policy(ALL))

    assert names in text
    assert ALL in text
    assert open_ways(text) == ()


def test_a_policy_open_to_root_alone_stays_so() -> None:
    strict = policy(limit("All", "AuthType Basic", "Require user root", "Order allow,deny", "Encryption Required"))

    assert strict in closed(strict)
    named = closed(policy(limit("CUPS-Set-Default", "AuthType Basic", "Require user root ictadmin", "Order deny,allow"), ALL))
    assert limit("CUPS-Set-Default", "AuthType Basic", "Require user root", "Order allow,deny") in named


def test_an_operation_falls_from_a_stricter_limit_to_no_wider_one() -> None:
    text = closed(policy(limit("All", "AuthType Negotiate", "Require user root", "Encryption Required", "Order deny,allow")))

    assert "Require user @SYSTEM" not in text.partition("</Policy>")[0].replace("@OWNER @SYSTEM", "")
    assert text.count("Encryption Required") >= 2


@pytest.mark.parametrize("page", ["/admin", "/admin/conf", "/admin/log", "/admin/ours"])
def test_a_page_keeps_what_it_asks_beyond_the_standard(page: str) -> None:
    asked = "  AuthType Negotiate\n  Require user root\n  Order allow,deny\n  Encryption Required\n"
    strict = f"<Location {page}>\n{asked}</Location>\n"

    assert strict in closed(strict + policy(ALL))
    opened = closed(strict.replace("Order allow,deny", "Order deny,allow") + policy(ALL))
    assert {"  AuthType Negotiate", "  Require user root", "  Encryption Required"} <= set(opened.splitlines())
    assert open_ways(opened) == ()


def test_a_page_without_a_section_gets_one_that_is_no_wider_than_the_one_above() -> None:
    text = closed("<Location />\n  Encryption Required\n  Allow all\n</Location>\n" + policy(ALL))

    assert text.count("Encryption Required") == 4
    assert open_ways(text) == ()


def test_a_server_that_asks_for_no_password_by_default_asks_for_one_here() -> None:
    text = closed("DefaultAuthType None\n" + policy(limit("CUPS-Set-Default", *ADMINISTRATORS), ALL))

    assert "AuthType Default" not in text
    assert open_ways(text) == ()


def test_jobs_open_to_anybody_are_for_their_owners_and_the_network_still_reaches_them() -> None:
    text = closed(policy(limit("Cancel-Job Print-Job", "Order deny,allow"), ALL))

    assert limit("Cancel-Job", "Order deny,allow", "Require user @OWNER @SYSTEM") in text
    assert limit("Print-Job", "Order deny,allow") in text
    assert "CUPS-Get-Document" in text


NAMES = st.lists(
    st.sampled_from((*sorted(control.ADMINISTER | control.STOP | control.JOBS), *OTHERS, "All")),
    min_size=1,
    max_size=5,
    unique=True,
).map(" ".join)
LIMITS = st.builds(lambda names, lines: limit(names, *lines), NAMES, st.lists(st.sampled_from(PARTS), max_size=5))
PAGES = st.builds(
    lambda page, lines: "\n".join([f"<Location {page}>", *lines, "</Location>"]),
    st.sampled_from(["/", "/admin", "/admin/conf", "/admin/log", "/printers"]),
    st.lists(st.sampled_from(PARTS), max_size=5),
)


@given(st.lists(LIMITS, max_size=5), st.lists(PAGES, max_size=4))
def test_whatever_is_found_is_closed_afterwards_and_a_second_time_changes_nothing(limits: list[str], pages: list[str]) -> None:
    once = closed("\n".join([*pages, policy(*limits)]))

    assert open_ways(once) == ()
    assert closed(once) == once


@given(st.lists(LIMITS, max_size=5), st.lists(PAGES, max_size=4))
def test_what_the_control_calls_closed_is_left_as_it_is(limits: list[str], pages: list[str]) -> None:
    text = closed("\n".join([*pages, policy(*limits)]))
    reopened = text.replace("Require user @SYSTEM", "Require user root")

    assert closed(reopened) == reopened


@given(st.lists(LIMITS, max_size=4), st.sampled_from(OTHERS))
def test_what_printing_needs_is_held_by_the_same_words_as_before(limits: list[str], operation: str) -> None:
    text = policy(*limits)

    assert sorted(holding(closed(text), operation.lower())) == sorted(holding(text, operation.lower()))


def holding(text: str, operation: str) -> list[list[str]]:
    """What the limits say that hold for an operation, each line in small letters."""
    found = [(names.lower().split(), body) for names, body in re.findall(r"<Limit ([^>]*)>\n(.*?)</Limit>", text, re.DOTALL)]
    named = [body for names, body in found if operation in names] or [body for names, body in found if "all" in names]
    return [[line.strip().lower() for line in body.splitlines()] for body in named]


@given(st.lists(LIMITS, max_size=4), st.sampled_from(sorted(control.ADMINISTER | control.STOP - set(control.LIKE))))
def test_nothing_that_asked_for_encryption_or_for_root_alone_asks_for_less(limits: list[str], operation: str) -> None:
    before, after = holding(policy(*limits), operation), holding(closed(policy(*limits)), operation)
    for asked in ("encryption required", "require user root"):
        alone = all(asked in body and "require user @system" not in body for body in before)

        assert not before or not alone or all(asked in body for body in after)
