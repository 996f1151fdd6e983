"""What the role print_queues makes of its inputs and of what ipptool printed (CUPS 2.4.2)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.roles.plugins import filters

FILTERS = filters("print_queues")
URI = "ipp://printer.example/ipp/print"
WANTED: dict[str, Any] = {
    "name": "FollowMe",
    "grey": False,
    "allowed": [],
    "uri": URI,
    "location": 'Room "1" \\ hall',
    "info": "FollowMe, Room",
    "sides": "two-sided-long-edge",
    "colour": "monochrome",
}
QUEUES = f"""\
        status-code = successful-ok (successful-ok)
        attributes-charset (charset) = utf-8
        printer-is-accepting-jobs (boolean) = true
        printer-state (enum) = idle
        printer-name (nameWithoutLanguage) = FollowMe
        printer-location (textWithoutLanguage) = Room \\"1\\" \\\\ hall
        printer-info (textWithoutLanguage) = FollowMe, Room
        printer-make-and-model (textWithoutLanguage) = Printer - IPP Everywhere
        device-uri (uri) = {URI}
        print-color-mode-default (keyword) = monochrome
        sides-default (keyword) = two-sided-long-edge
        sides-default (keyword) = two-sided-long-edge
        Duplicate "sides-default" attribute in printer-attributes-tag group
        -- separator --
        printer-is-accepting-jobs (boolean) = true
        printer-name (nameWithoutLanguage) = Desk
        -- separator --
        printer-is-accepting-jobs (boolean) = false
        printer-name (nameWithoutLanguage) = Closed
        -- separator --
        printer-is-accepting-jobs (boolean) = true
        printer-name (nameWithoutLanguage) = -x
"""
SOUND: dict[str, Any] = {
    "name": "FollowMe",
    "uri": URI,
    "keep": [],
    "remove": [],
    "colour_name": "FollowMe-Colour",
    "message": "Print to <queue>.",
}
AS_WANTED: dict[str, list[str]] = {"make": [], "set": []}


def differences(old: str = "", new: str = "", *, description: str = "*PPD", **wanted: Any) -> dict[str, list[str]]:
    assert old in QUEUES
    found = FILTERS["print_queues_read"](QUEUES.replace(old, new) if old else QUEUES)
    return dict(FILTERS["print_queues_differences"](found, WANTED | wanted, description))


def test_a_queue_that_is_as_wanted_has_no_differences() -> None:
    assert differences() == AS_WANTED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sides-default (keyword) = two-sided-long-edge\n        Dup", "sides-default (keyword) = one-sided\n        Dup"),
        ("print-color-mode-default (keyword) = monochrome", "print-color-mode-default (keyword) = color"),
        ("hall\n", "loft\n"),
        ("= FollowMe, Room\n", "= FollowMe\n"),
        ("printer-state (enum) = idle", "printer-state (enum) = stopped"),
    ],
)
def test_what_can_be_set_is_set_and_one_default_that_contradicts_the_other_is_wrong(old: str, new: str) -> None:
    found = differences(old, new)

    assert found["make"] == []
    assert len(found["set"]) == 1


@pytest.mark.parametrize(
    ("old", "new"), [("Printer - IPP Everywhere", "Local Raw Printer"), (URI, "socket://desk"), ("= FollowMe\n", "= Other\n")]
)
def test_a_queue_of_another_printer_or_without_its_description_is_made_again(old: str, new: str) -> None:
    assert differences(old, new)["make"]


def test_a_queue_that_lost_its_description_is_made_again() -> None:
    assert differences(description="")["make"] == ["it has no IPP Everywhere description of its printer"]


def test_only_queues_that_take_jobs_and_are_not_kept_are_closed_and_none_that_looks_like_an_option() -> None:
    found = FILTERS["print_queues_read"](QUEUES)

    assert FILTERS["print_queues_to_close"](found, ["FollowMe"]) == ["Desk"]
    assert FILTERS["print_queues_to_close"](found, ["FollowMe", "Desk"]) == []


def test_no_queues_at_all_are_no_queues() -> None:
    assert FILTERS["print_queues_read"]("        status-code = client-error-not-found (No destinations added.)\n") == {}


def test_a_printer_is_asked_for_what_it_can_do() -> None:
    simplex = (
        "    sides-supported (keyword) = one-sided\n    print-color-mode-supported (1setOf keyword) = auto,color,monochrome\n"
    )

    assert FILTERS["print_queues_lacking"](simplex, WANTED) == ["print on both sides (print_queues_duplex)"]
    assert FILTERS["print_queues_lacking"]("", WANTED) == []


def test_colour_is_out_of_reach_only_when_the_description_leads_through_the_filter() -> None:
    through = '*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 ictops-grey"'

    assert differences(grey=True)["set"] == ["a job can choose colour"]
    assert differences(grey=True, description=through) == AS_WANTED
    assert differences(description=through)["make"] == ["it prints everything in grey"]


def test_a_queue_for_groups_is_wrong_while_anybody_else_may_print() -> None:
    said = "printer-state (enum) = idle\n        requesting-user-name-allowed (1setOf nameWithoutLanguage) = @staff,root"
    groups: dict[str, Any] = {"allowed": ["root", "@staff"]}

    assert differences(**groups)["set"] == ["who may print"]
    assert differences("printer-state (enum) = idle", said, **groups) == AS_WANTED


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"name": "Follow Me"}, "print_queues_name is"),
        ({"name": "a/b"}, "print_queues_name is"),
        ({"name": "-x"}, "print_queues_name is"),
        ({"uri": "socket://printer:9100"}, "print_queues_uri is"),
        ({"uri": "ipp://printer/$(id)"}, "print_queues_uri is"),
        ({"uri": "ipp://user:word@printer/"}, "print_queues_uri is"),
        ({"keep": ["-E"]}, "print_queues_keep holds"),
        ({"remove": ["a/b"]}, "print_queues_remove holds"),
        ({"keep": ["followme"]}, "print_queues_keep names"),
        ({"remove": ["FollowMe"]}, "print_queues_remove names"),
        ({"keep": ["Desk"], "remove": ["desk"]}, "print_queues_remove names"),
        ({"colour_groups": ["staff"], "colour_name": "FollowMe"}, "print_queues_colour_name names"),
        ({"colour_groups": ["staff,pupils"]}, "print_queues_colour_groups holds"),
        ({"colour_groups": ["staff "]}, "print_queues_colour_groups holds"),
        ({"colour_groups": ["@staff"]}, "print_queues_colour_groups holds"),
        ({"colour_groups": ["A\\B\\staff"]}, "print_queues_colour_groups holds"),
        ({"colour_groups": ["-x\\staff"]}, "print_queues_colour_groups holds"),
        ({"colour_groups": ["staff#1"]}, "print_queues_colour_groups holds"),
        ({"colour_groups": ["staff"], "colour_name": "a/b"}, "print_queues_colour_name is"),
        ({"message": "This queue is closed."}, "print_queues_message does not name the queue 'FollowMe'"),
        ({"message": "Print to FollowMe-Colour."}, "print_queues_message does not name"),
        ({"message": "x" * 127 + " FollowMe"}, "print_queues_message does not name"),
    ],
)
def test_inputs_that_cannot_be_used_are_named(given: dict[str, Any], named: str) -> None:
    sound = SOUND | {"colour_groups": []}

    assert FILTERS["print_queues_faults"](sound) == []
    assert [named in fault for fault in FILTERS["print_queues_faults"](sound | given)] == [True]


@pytest.mark.parametrize("group", [r"WORKGROUP\Group name", "Art & Design (Head's)", "x", "_x", r"school.test\a b"])
def test_a_group_may_be_named_as_winbind_names_it(group: str) -> None:
    assert FILTERS["print_queues_faults"](SOUND | {"colour_groups": [group]}) == []


def test_a_group_of_a_domain_reads_as_it_was_asked_for() -> None:
    said = "requesting-user-name-allowed (1setOf nameWithoutLanguage) = @WORKGROUP\\\\Group name,root"
    state = "printer-state (enum) = idle"
    wanted: dict[str, Any] = {"allowed": ["root", r"@WORKGROUP\Group name"]}

    assert differences(state, f"{state}\n        {said}", **wanted) == AS_WANTED


@given(st.text(max_size=400))
def test_a_location_is_one_printable_line_and_cleaning_it_twice_changes_nothing(text: str) -> None:
    clean = FILTERS["print_queues_plain"](text)

    assert clean.isprintable()
    assert len(clean) <= 127
    assert FILTERS["print_queues_plain"](clean) == clean


def shared(follow_me: bool, desk: bool) -> dict[str, Any]:
    lines = (
        f"    printer-name (nameWithoutLanguage) = {name}\n    printer-is-shared (boolean) = {str(is_shared).lower()}\n"
        for name, is_shared in (("FollowMe", follow_me), ("Desk", desk))
    )
    return dict(FILTERS["print_queues_read"]("    -- separator --\n".join(lines)))


@pytest.mark.parametrize(
    ("follow_me", "desk", "printer", "reasons"),
    [
        (True, True, "printer-state (enum) = idle", []),
        (False, False, "printer-state (enum) = idle", []),
        (False, True, "printer-state (enum) = idle", ["FollowMe is not shared, but Desk is"]),
        (True, True, "printer-state (enum) = stopped", ["its printer is stopped"]),
        (True, True, "printer-is-accepting-jobs (boolean) = false", ["its printer takes no jobs"]),
    ],
)
def test_no_queue_is_closed_that_the_follow_me_queue_cannot_stand_in_for(
    follow_me: bool, desk: bool, printer: str, reasons: list[str]
) -> None:
    found = shared(follow_me, desk)

    assert [said.partition(";")[0] for said in not_yet(found, ["Desk"], printer)] == reasons
    assert not_yet(found, [], printer) == [], "with nothing to close, the printer may be as it is"


def test_a_follow_me_queue_that_is_yet_to_be_made_will_be_shared_as_the_service_shares() -> None:
    found = shared(follow_me=True, desk=True)
    del found["FollowMe"]

    assert not_yet(found, ["Desk"], "printer-state (enum) = idle") == []


def not_yet(found: dict[str, Any], closing: list[str], printer: str) -> list[str]:
    return list(FILTERS["print_queues_not_yet"](found, "FollowMe", closing, f"    {printer}\n"))


def test_only_packages_that_are_installed_are_there() -> None:
    dpkg = "installed cups\nconfig-files cups-client\nnot-installed cups-filters\n"

    assert FILTERS["print_queues_absent"](["cups", "cups-client", "cups-filters", "x"], dpkg) == [
        "cups-client",
        "cups-filters",
        "x",
    ]
