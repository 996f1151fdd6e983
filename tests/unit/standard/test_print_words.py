"""What a print server's queues tell people, read: nothing that is stated twice, never, or by a stranger counts as told."""

from __future__ import annotations

from typing import Any

import pytest

from ictops.estate import Value
from ictops.standard import CannotTell, Host
from ictops.standard.catalogue import CONTROLS
from ictops.standard.catalogue.print_words import PLACE, places, untold
from tests.probe_cases import sealed

GROUPS = {"print_queues_colour_groups": ["staff"]}


def queue(name: str, *more: str, **changes: str) -> list[str]:
    """What the print service states of one queue."""
    said = {
        "printer-is-accepting-jobs": "true",
        "printer-name": name,
        "printer-location": "Hall",
        "printer-info": f"{name}, Hall",
    } | {f"printer-{key.replace('_', '-')}": value for key, value in changes.items()}
    return [*(f"{key} (textWithoutLanguage) = {value}" for key, value in said.items()), *more]


def closed(name: str, words: str) -> list[str]:
    return queue(name, is_accepting_jobs="false", info=words)


def output(*queues: list[str], status: str = "successful-ok (successful-ok)") -> str:
    lines = [f"queues:     {line}\n" for one in queues for line in (*one, "-- separator --")]
    head = f"follow: FollowMe\nfollow = 0\ncolour: FollowMe-Colour\ncolour = 0\nqueues: status-code = {status}\n"
    return sealed("print-words", head + "".join(lines[:-1]) + "queues = 0\n")


def intended(item: str, settings: dict[str, Any], place: str) -> Value:
    return CONTROLS[item].intend(Host(settings=settings, attributes={PLACE: place}))


def test_only_closed_queues_that_do_not_name_the_follow_me_queue_are_told_of() -> None:
    found = output(queue("FollowMe"), queue("Desk"), closed("Old", "Print to FollowMe."), closed("Odd", "By the window"))

    assert untold(found) == ("Odd",)
    assert untold(output(closed("Silent", ""), closed("Other", "Print to FollowMe-Colour"))) == ("Other", "Silent")


def test_a_closed_queue_that_the_standard_keeps_may_say_what_it_will() -> None:
    assert intended("PRN.CLOSED.1v1", {"print_queues_keep": ["Office"]}, "") == ("FollowMe", "Office")


@pytest.mark.parametrize(
    "queues",
    [
        [closed("Desk", "x")[:-1]],
        [[line for line in closed("Desk", "x") if "accepting" not in line]],
        [[*closed("Desk", "x"), "printer-info (textWithoutLanguage) = Print to FollowMe"]],
        [[*closed("Desk", "x"), "printer-name (nameWithoutLanguage) = FollowMe"]],
        [queue("Desk", is_accepting_jobs="perhaps")],
        [closed("Desk", "x"), queue("Desk")],
        [["printer-is-accepting-jobs (boolean) = false", "-- separator --", *closed("Desk", "Print to FollowMe")]],
    ],
    ids=[
        "no description",
        "not whether it is closed",
        "two descriptions",
        "two names",
        "no word",
        "one name twice",
        "a line that parts a queue",
    ],
)
def test_words_that_may_be_another_queues_or_anothers_own_are_no_answer(queues: list[list[str]]) -> None:
    for measure in (places, untold):
        with pytest.raises(CannotTell):
            measure(output(queue("FollowMe"), *queues))


def test_a_print_service_that_did_not_answer_is_no_server_without_queues() -> None:
    none = output(status="client-error-not-found (No destinations added.)")

    assert (places(none), untold(none)) == (("FollowMe: missing",), ())
    with pytest.raises(CannotTell, match="did not list its queues"):
        untold(output(status="server-error-internal-error (x)"))


@pytest.mark.parametrize(
    ("settings", "place", "asked"),
    [
        ({}, " Main\n block ", ("FollowMe: description FollowMe, Main block", "FollowMe: place Main block")),
        ({"print_queues_location": "Loft"}, "", ("FollowMe: description FollowMe, Loft", "FollowMe: place Loft")),
        ({"print_queues_location": "Loft"}, "Hall", ("FollowMe: description FollowMe, Hall", "FollowMe: place Hall")),
        (
            {"print_queues_name": "F"} | GROUPS,
            "Hall",
            (
                "F: description F, Hall",
                "F: place Hall",
                "FollowMe-Colour: description FollowMe-Colour, Hall",
                "FollowMe-Colour: place Hall",
            ),
        ),
    ],
)
def test_the_audits_say_where_queues_stand_and_the_standard_only_where_they_say_nothing(
    settings: dict[str, Any], place: str, asked: tuple[str, ...]
) -> None:
    assert intended("PRN.PLACE.1v1", settings, place) == asked


def test_the_standards_own_queues_alone_are_read_each_word_by_itself() -> None:
    found = places(
        output(queue("FollowMe", location='Room \\"1\\" \\\\ hall'), queue("Desk"), queue("FollowMe-Colour", info=""))
    )

    assert found == (
        "FollowMe-Colour: description",
        "FollowMe-Colour: place Hall",
        "FollowMe: description FollowMe, Hall",
        'FollowMe: place Room "1" \\ hall',
    )
