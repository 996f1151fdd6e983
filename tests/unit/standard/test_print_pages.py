"""What a print server is told to do, as CUPS understands it: whom its page /admin lets in, what its page log says of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ictops.estate import Value
from ictops.standard import CannotTell
from ictops.standard.catalogue import CONTROLS
from ictops.standard.catalogue.print_administration import open_administration
from ictops.standard.catalogue.print_service import kept_jobs, mailing_scans
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


def read(*changes: tuple[str, str]) -> Value:
    """What is read of the converged service with each of these texts changed wherever it stands."""
    body = CONVERGED.text[: CONVERGED.text.index("ictops-sealed ")]
    for old, new in changes:
        assert old in body
        body = body.replace(old, new)
    return open_administration(sealed("print-service", body))


def limit(operations: str, *lines: str) -> tuple[str, str]:
    """The change by which, in the policy default, the limit that begins so says this and nothing more."""
    start = CONVERGED.text.index(f"settings:   <Limit {operations}")
    old = CONVERGED.text[start : CONVERGED.text.index("</Limit>", start)]
    said = "".join(f"settings:     {line}\n" for line in lines)
    begin = "settings: <Policy authenticated>"
    above, below = CONVERGED.text[CONVERGED.text.index("settings: <Policy default>") :].split(begin)[0], begin
    changed = above.replace(old, f"{old.partition(chr(10))[0]}\n{said}settings:   ")
    return above + below, changed + below


ADMINISTER, STOP, JOBS = "CUPS-Add-Modify-Printer", "Pause-Printer", "Cancel-Job CUPS-Auth"
ASKED = ("AuthType Default", "Require user @SYSTEM", "Order allow,deny")
DOES = {ADMINISTER: "administer", STOP: "stop printers or clear their jobs", JOBS: "change or read other people's jobs"}


@pytest.mark.parametrize("operations", [ADMINISTER, STOP, JOBS])
@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (("Order deny,allow",), "anybody"),
        ((), "anybody"),
        ((*ASKED, "Satisfy any"), "anybody"),
        ((*ASKED, "Satisfy any", "Allow from 10.0.0.0/8"), "anybody"),
        (("AuthType None", *ASKED[1:]), "anybody"),
        (("AuthType Default",), "anybody with an account"),
        (("AuthType Default", "Require valid-user"), "anybody with an account"),
    ],
)
def test_a_limit_that_does_not_ask_for_an_administrator_is_named_with_what_it_gives_away(
    operations: str, lines: tuple[str, ...], who: str
) -> None:
    assert read(limit(operations, *lines)) == (f"the policy default lets {who} {DOES[operations]}",)


@pytest.mark.parametrize("operations", [ADMINISTER, STOP])
def test_a_limit_that_believes_names_is_open_to_whoever_gives_one(operations: str) -> None:
    said = (f"the policy default lets whoever gives an administrator's name {DOES[operations]}",)

    assert read(limit(operations, "Require user @SYSTEM", "Order allow,deny")) == said
    everywhere = read(("DefaultAuthType Basic", "DefaultAuthType None"))
    assert isinstance(everywhere, tuple)
    assert len(everywhere) == 6


@pytest.mark.parametrize("operations", [ADMINISTER, STOP, JOBS])
@pytest.mark.parametrize("who", ["root", "@SYSTEM root", '"@SYSTEM"'])
def test_a_limit_to_administrators_or_to_root_alone_is_closed(operations: str, who: str) -> None:
    assert read(limit(operations, "AuthType Basic", f"Require user {who}", "Satisfy all", "Order allow,deny")) == ()


@pytest.mark.parametrize("operations", [ADMINISTER, STOP])
@pytest.mark.parametrize("order", [(), ("Order deny,allow",), ("Order allow,deny", "Allow from 10.0.0.0/8")])
def test_a_limit_that_takes_an_administrators_password_from_another_machine_is_open(
    operations: str, order: tuple[str, ...]
) -> None:
    said = f"the policy default lets an administrator {DOES[operations]} from other machines"

    assert read(limit(operations, *ASKED[:2], *order)) == (said,)


@pytest.mark.parametrize("asked", ["Require user @SYSTEM amy", "Require group lpadmin", "Require user @OWNER @SYSTEM"])
@pytest.mark.parametrize("operations", [ADMINISTER, STOP])
def test_whether_others_who_are_named_are_administrators_cannot_be_told(operations: str, asked: str) -> None:
    changed = limit(operations, "AuthType Default", asked)

    with pytest.raises(CannotTell, match=r"whether the policy default lets only administrators"):
        read(changed)
    assert read(changed, ("WebInterface No", "WebInterface Yes")) == ("the web pages are on",)


def test_an_operation_that_no_limit_names_goes_by_the_limit_on_all_others() -> None:
    for operation in (" CUPS-Reject-Jobs", " Enable-Printer"):
        assert read((operation, "")) == tuple(
            f"the policy {policy} lets anybody {DOES[STOP]}" for policy in ("authenticated", "default", "kerberos")
        )
    assert read((" Restart-Printer", ""), (" Cancel-Jobs", "")) == ()


def test_a_second_limit_on_the_same_operation_counts_too() -> None:
    second = "settings: <Policy default>\nsettings: <Limit CUPS-Accept-Jobs>\nsettings: Order allow,deny\nsettings: </Limit>"
    assert read(("settings: <Policy default>", second)) == (f"the policy default lets anybody {DOES[STOP]}",)


@pytest.mark.parametrize("page", ["/admin/conf", "/admin/log"])
def test_a_page_that_asks_nobody_or_takes_the_machine_for_the_person_is_open(page: str) -> None:
    begin = f"<Location {page}>\nsettings:   AuthType Default\nsettings:   Require user @SYSTEM\n"
    nobody, either = begin.partition("settings")[0], begin + "settings:   Satisfy any\n"
    account = begin.replace("settings:   Require user @SYSTEM\n", "")

    assert read((begin, nobody)) == (f"{page} lets anybody on the server in",)
    assert read((begin, account)) == (f"{page} lets anybody with an account on the server in",)
    assert read((begin, either)) == (f"{page} lets other machines in",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("settings: <Policy default>\n", ""),
        ("settings: </Policy>\nsettings = 0", "settings = 0"),
        ("<Location /admin>", "<Location /admin>\nsettings: <Limit GET>\nsettings: Order allow,deny\nsettings: </Limit>"),
        ("Policy", "Location"),
    ],
)
def test_settings_that_cannot_be_followed_are_no_answer(old: str, new: str) -> None:
    with pytest.raises(CannotTell):
        read((old, new))


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
