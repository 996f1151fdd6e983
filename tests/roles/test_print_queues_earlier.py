"""What the role print_queues keeps of a server, and what it makes of it when it puts it back (CUPS 2.4.2)."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("print_queues")
PACKAGES = "installed cups\ninstalled cups-ipp-utils\n"
CONF = """\
NextPrinterId 3
<DefaultPrinter Desk>
Info Desk
Location Room 1
MakeModel Example Laser
DeviceURI socket://withheld@desk:9100
State Idle
Accepting Yes
Shared No
JobSheets none none
AllowUser staff
ErrorPolicy retry-job
Option sides one-sided
Option media A4
</Printer>
<Class Rooms>
Accepting Yes
Printer Desk
</Class>
"""


def stated(name: str, **changes: str) -> str:
    said = {
        "printer-is-accepting-jobs": "true",
        "printer-state": "idle",
        "printer-name": name,
        "printer-location": "Room 1",
        "printer-info": name,
        "device-uri": "socket://desk:9100",
        "print-color-mode-default": "color",
        "sides-default": "one-sided",
    } | {key.replace("_", "-"): value for key, value in changes.items()}
    return "".join(f"    {attribute} (keyword) = {value}\n" for attribute, value in said.items())


def answer(*queues: str) -> str:
    return "    status-code = successful-ok (successful-ok)\n" + "    -- separator --\n".join(queues)


def kept(live: str, conf: str = CONF, makes: tuple[str, ...] = ("FollowMe",), **descriptions: str) -> dict[str, Any]:
    state = {
        "live": live,
        "conf": conf,
        "makes": makes,
        "descriptions": descriptions,
        "cupsd": None,
        "dpkg": "installed cups\n",
    }
    return dict(FILTERS["print_queues_kept"](state))


def steps(earlier: dict[str, Any], live: str, held: str = "") -> list[tuple[str, str]]:
    now = FILTERS["print_queues_live"](live, {})
    return [(step["does"], step["queue"]) for step in FILTERS["print_queues_steps"](earlier, now, held)]


def test_a_server_that_is_as_it_was_needs_no_step() -> None:
    live = answer(stated("Desk"), stated("FollowMe"))

    assert steps(kept(live), live) == []


def test_what_the_service_says_counts_over_its_file_which_is_written_late() -> None:
    earlier = kept(answer(stated("Desk", printer_is_accepting_jobs="false", printer_location="Hall")))

    assert earlier["queues"]["Desk"]["accepting"] is False
    assert earlier["queues"]["Desk"]["location"] == "Hall"
    assert earlier["queues"]["Desk"]["options"] == {"media": "A4", "sides": "one-sided", "print-color-mode": "color"}


def test_where_nothing_answers_the_file_alone_counts_and_classes_are_kept_too() -> None:
    earlier = kept("")

    assert earlier["queues"]["Desk"]["allowed"] == ["staff"]
    assert earlier["queues"]["Rooms"]["class"] is True


def test_a_closed_desk_queue_is_opened_before_the_follow_me_queue_goes() -> None:
    earlier = kept(answer(stated("Desk")))
    now = answer(stated("Desk", printer_is_accepting_jobs="false"), stated("FollowMe"))

    assert steps(earlier, now) == [("open", "Desk"), ("remove", "FollowMe")]


def test_a_queue_with_waiting_jobs_is_closed_and_not_removed() -> None:
    earlier, now = kept(answer(stated("Desk"))), answer(stated("Desk"), stated("FollowMe"))
    held = "FollowMe-12 staff 1024 Sun\nFollowMe-Colour-3 staff 1 Sun\n"

    assert steps(earlier, now, held) == [("close", "FollowMe")]
    said = FILTERS["print_queues_stays"](earlier, FILTERS["print_queues_live"](now), held, "installed cups\n")
    assert [line.partition(" is")[0] for line in said] == ["the queue FollowMe"]


def test_a_follow_me_queue_that_was_another_is_made_so_again() -> None:
    earlier = kept(answer(stated("FollowMe", printer_state="stopped", printer_is_accepting_jobs="false")))
    now = answer(stated("FollowMe", device_uri="ipp://new/ipp/print", print_color_mode_default="monochrome"))

    assert steps(earlier, now) == [("make", "FollowMe"), ("stop", "FollowMe"), ("set", "FollowMe"), ("close", "FollowMe")]


def test_a_queue_that_is_gone_is_made_again_with_all_its_options_and_without_its_password() -> None:
    earlier, now = kept(answer(stated("Desk"))), "    status-code = client-error-not-found (No destinations added.)\n"
    made, _, given, *_ = FILTERS["print_queues_steps"](earlier, FILTERS["print_queues_live"](now), "")

    assert "-v" not in made["argv"]
    assert "printer-is-shared=false" in made["argv"]
    assert "media-default=A4" in given["argv"]
    said = FILTERS["print_queues_stays"](earlier, {}, "", "installed cups\n")
    assert [line.partition(",")[0] for line in said] == [
        "the printer's description of Desk",
        "the name and password in the address of Desk",
    ]


def test_a_queue_that_comes_back_without_the_description_that_another_state_holds_is_said_to() -> None:
    earlier = kept(answer(stated("Desk"), stated("FollowMe")))
    here = FILTERS["print_queues_live"](answer(stated("Desk"), stated("FollowMe")))
    said = FILTERS["print_queues_stays"](earlier, {name: here[name] for name in ("FollowMe",)}, "", "installed cups\n")

    assert "the printer's description of Desk, if it had one, because this state holds none of it" in said[0]
    assert FILTERS["print_queues_stays"](earlier, here, "", "installed cups\n") == []


def test_packages_that_came_since_stay_and_that_is_said() -> None:
    said = FILTERS["print_queues_stays"](kept(answer()) | {"cupsd": {"text": ""}}, {}, "", PACKAGES)

    assert [line.partition(" stay")[0] for line in said] == ["the packages cups-ipp-utils"]


def test_settings_that_came_with_the_packages_stay_too_and_that_is_said() -> None:
    said = FILTERS["print_queues_stays"](kept(answer()) | {"cupsd": None}, {}, "", PACKAGES)

    assert [line.partition(" stay")[0] for line in said] == ["the packages cups-ipp-utils", "the print service's settings"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[]", "was not kept by this role"),
        (b'{"format": 1, "role": "whiteboards"}', "was not kept by this role"),
        (b'{"format": 2, "role": "print_queues"}', "has the format 2"),
        (b'{"format": 1, "role": "print_queues"}', ""),
    ],
)
def test_only_a_state_that_this_role_kept_is_put_back(content: bytes, fault: str) -> None:
    found = FILTERS["print_queues_pack"](base64.b64encode(content).decode())

    assert found["fault"].startswith(fault)
    assert bool(found["fault"]) == bool(fault)


def test_what_is_kept_can_be_written_down_and_read_again() -> None:
    earlier = kept(answer(stated("Desk")), Desk="Zm9v")
    again = FILTERS["print_queues_pack"](base64.b64encode(json.dumps(earlier).encode()).decode())

    assert again == {"fault": "", **earlier}
    assert again["queues"]["Desk"]["description"] == "Zm9v"


@pytest.mark.parametrize(
    ("live", "held", "why"),
    [
        (stated("Desk"), "", "it takes jobs"),
        (stated("Desk", printer_is_accepting_jobs="false"), "Desk-7 amy 1024 Sun\n", "1 jobs wait in it"),
        (stated("Desk", printer_is_accepting_jobs="false"), "", "its address holds a password"),
        (stated("Other", printer_is_accepting_jobs="false"), "", "the print service has not written"),
        (stated("Rooms", printer_is_accepting_jobs="false", member_names="Desk"), "", "it is a class"),
    ],
)
def test_a_queue_goes_only_when_it_is_closed_empty_and_can_be_made_again(live: str, held: str, why: str) -> None:
    now = kept(answer(live))
    found = FILTERS["print_queues_removable"](["Desk", "Other", "Rooms", "Gone"], now, held, now)

    assert found["go"] == []
    assert [one["why"].startswith(why) for one in found["wait"]] == [True]


def test_a_closed_and_empty_queue_goes_when_the_kept_state_holds_its_definition() -> None:
    conf = CONF.replace("withheld@", "")
    now = kept(answer(stated("Desk", printer_is_accepting_jobs="false")), conf, Desk="Zm9v")
    without = kept(answer(stated("Desk", printer_is_accepting_jobs="false")), conf)

    assert FILTERS["print_queues_removable"](["Desk"], now, "", now) == {"go": ["Desk"], "wait": []}
    assert FILTERS["print_queues_removable"](["Desk"], now, "", without)["go"] == []
    assert FILTERS["print_queues_removable"](["Desk"], now, "", {"fault": "is not JSON"})["go"] == []


def test_what_a_second_run_under_the_same_name_makes_or_closes_is_named_as_not_kept() -> None:
    earlier, unkept = kept(answer(stated("Desk")), makes=("FollowMe",)), FILTERS["print_queues_unkept"]

    assert unkept(earlier, ["FollowMe"], ["Desk"]) == []
    assert unkept(earlier, ["FollowMe", "FollowMe-Colour"], ["Desk", "New"]) == ["FollowMe-Colour", "New"]
    assert unkept(earlier, ["Desk"], []) == ["Desk"]


def test_an_undo_names_the_queues_that_its_state_never_held_and_no_other() -> None:
    closed = {"printer_is_accepting_jobs": "false"}
    earlier = kept(answer(stated("Desk"), stated("Old", **closed)))
    now = answer(*(stated(name, **closed) for name in ("Desk", "Old", "New", "FollowMe", "FollowMe-Colour")), stated("Open"))
    found = FILTERS["print_queues_never_kept"](
        earlier, ["FollowMe", "FollowMe-Colour", "Gone"], FILTERS["print_queues_live"](now)
    )

    assert found == ["FollowMe-Colour", "New"]


@pytest.mark.parametrize(
    ("names", "given"),
    [
        ([r"@WORKGROUP\Group name"], r"@WORKGROUP\Group name"),
        (["root", r"@WORKGROUP\Group name"], r"root,@WORKGROUP\\Group name"),
        (["root", "@Head's"], r"root,@Head\'s"),
    ],
)
def test_lpadmin_is_given_a_backslash_twice_in_a_list_and_once_in_a_single_name(names: list[str], given: str) -> None:
    assert FILTERS["print_queues_listed"](names) == given


def test_who_may_print_comes_back_as_it_was_with_its_domain() -> None:
    said = {"requesting_user_name_allowed": "@WORKGROUP\\\\Group name,root"}
    earlier = kept(answer(stated("FollowMe", **said)))
    (step,) = FILTERS["print_queues_steps"](earlier, FILTERS["print_queues_live"](answer(stated("FollowMe"))), "")

    assert step["argv"][-2:] == ["-u", r"allow:@WORKGROUP\\Group name,root"]


def test_the_services_own_file_escapes_nothing_but_a_number_sign() -> None:
    conf = CONF.replace("AllowUser staff", "AllowUser @WORKGROUP\\Group name").replace("Room 1", "a\\b \\#1 #2")
    (desk, _) = kept("", conf)["queues"].values()

    assert (desk["allowed"], desk["location"]) == ([r"@WORKGROUP\Group name"], r"a\b #1 #2")
