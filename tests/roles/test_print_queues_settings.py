"""What the role print_queues writes into cupsd.conf and into a queue's description (CUPS 2.4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.roles.plugins import filters

FILTERS = filters("print_queues")
KEPT_NOTHING = {"PreserveJobHistory": "No", "PreserveJobFiles": "No", "PageLogFormat": "%p %T"}
OPEN = """\
# set up by the supplier
Port 631
webinterface  yes
<Location />
  Allow @LOCAL
</Location>
<Location /admin>
  Order deny,allow
  Allow all
</Location>
<Policy default>
  <Limit CUPS-Delete-Printer CUPS-Set-Default>
    Order deny,allow
  </Limit>
  <Limit Print-Job>
    Order deny,allow
  </Limit>
</Policy>
<Policy ours>
  <Limit All>
  </Limit>
</Policy>
"""
PPD = """\
*PPD-Adobe: "4.3"
*ColorDevice: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 10 -"
*cupsFilter2: "image/urf image/urf 100 -"
*cupsFilter2: "image/jpeg image/jpeg 0 -"
*DefaultColorModel: RGB
*ColorModel RGB: "<<>>setpagedevice"
*C.ColorModel RGB/Color: ""
*ColorModel Gray: "<<>>setpagedevice"
"""


NO_PAGES = {"WebInterface": "No", "IdleExitTimeout": "0"}


def settled(text: str = OPEN, directives: dict[str, str] = KEPT_NOTHING) -> str:
    return str(FILTERS["print_queues_settled"](text, directives))


def closed(text: str = OPEN) -> str:
    return str(FILTERS["print_queues_closed"](settled(text, KEPT_NOTHING | NO_PAGES)))


def grey(text: str) -> str:
    return str(FILTERS["print_queues_grey"](text, "ictops-grey"))


@pytest.mark.parametrize("name", ["PreserveJobHistory", "PreserveJobFiles"])
def test_a_directive_stands_once_and_outside_every_section(name: str) -> None:
    lines = settled(f"{name.upper()} 3600\n{OPEN}{name} Yes\n").splitlines()

    assert [line for line in lines if line.lower().startswith(name.lower())] == [f"{name} No"]


@pytest.mark.parametrize("name", ["PreserveJobHistory", "PreserveJobFiles"])
@pytest.mark.parametrize("value", ["No", "off", "0", "False"])
def test_what_keeps_no_jobs_already_stays_as_it_is_written(name: str, value: str) -> None:
    text = f"{name} 3600\n{name.lower()} {value}\n{OPEN}"

    assert settled(text, {name: "No"}) == text
    assert settled(text, {name: "No"} | NO_PAGES) != text


@pytest.mark.parametrize("words", ["%p", "%p %T %P", '"%p %T"', "%T"])
def test_a_page_log_without_names_and_titles_stays_as_it_is(words: str) -> None:
    text = f"PageLogFormat {words}\n"

    assert settled(text, {"PageLogFormat": "%p %T"}) == text


@pytest.mark.parametrize("words", ["", "%p %u %T", "%p %{job-name}", "%p\nPageLogFormat %u"])
def test_a_page_log_that_counts_nothing_or_names_people_counts_by_queue_and_time(words: str) -> None:
    assert settled(f"PageLogFormat {words}\n", {"PageLogFormat": "%p %T"}) == "PageLogFormat %p %T\n"


def test_encryption_asked_of_everybody_and_any_other_line_stay() -> None:
    assert {"DefaultEncryption Required", "MaxJobs 10"} <= set(
        closed(f"DefaultEncryption Required\nMaxJobs 10\n{OPEN}").splitlines()
    )


def test_left_open_only_what_is_kept_changes() -> None:
    assert settled() == "PreserveJobHistory No\nPreserveJobFiles No\nPageLogFormat %p %T\n" + OPEN


BLOCKS = [OPEN[OPEN.index(begin) : OPEN.index(end) + len(end)] for begin, end in (
    ("<Location />", "</Location>"), ("<Location /admin>", "Allow all\n</Location>"), ("<Policy default>", "</Policy>"),
    ("<Policy ours>", "  </Limit>\n</Policy>"), ("Port", "631"), ("webinterface", "yes"),
)]  # fmt: skip


@given(
    st.lists(st.sampled_from([*BLOCKS, "", "# note", "PreserveJobHistory Yes", "PageLogFormat", "Listen *:631"]), max_size=12)
)
def test_settling_twice_changes_nothing_more(blocks: list[str]) -> None:
    once = closed("\n".join(blocks) + "\n")

    assert closed(once) == once


def versions(text: str) -> list[str]:
    """What the role may have written of a file, by its inputs."""
    closing = (FILTERS["print_queues_closed"](settled(text, each)) for each in (NO_PAGES, KEPT_NOTHING | NO_PAGES))
    return [settled(text), *closing]


def gained(now: str, before: str = OPEN) -> list[str]:
    return list(FILTERS["print_queues_gained"](now, before, versions(before)))


@pytest.mark.parametrize("run", range(3))
def test_a_file_as_any_run_of_this_role_left_it_has_gained_nothing(run: int) -> None:
    assert gained(OPEN) == []
    assert gained(versions(OPEN)[run]) == []


@pytest.mark.parametrize(
    ("after", "line", "named"),
    [
        ("Port 631", "ServerAlias print.elm.test", "ServerAlias print.elm.test"),
        ("<Location /admin>", "  Allow @LOCAL", "<Location /admin> Allow @LOCAL"),
        ("  <Limit Print-Job>", "    Order deny,allow", "<Limit Print-Job> Order deny,allow"),
    ],
)
def test_a_line_that_others_wrote_since_is_named_with_its_section(after: str, line: str, named: str) -> None:
    for text in (OPEN, closed()):
        assert gained(text.replace(f"{after}\n", f"{after}\n{line}\n")) == [named]


def test_a_copy_is_kept_under_the_first_free_name() -> None:
    taken = ["/etc/cups/cupsd.conf.before-undo", "/etc/cups/cupsd.conf.before-undo-2"]

    assert FILTERS["print_queues_beside"]("/etc/cups/cupsd.conf", []) == taken[0]
    assert FILTERS["print_queues_beside"]("/etc/cups/cupsd.conf", taken) == "/etc/cups/cupsd.conf.before-undo-3"


def test_every_way_into_the_printer_leads_through_the_filter() -> None:
    lines = grey(PPD).splitlines()

    assert [line for line in lines if line.startswith("*cupsFilter2")] == [
        '*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 ictops-grey"'
    ]
    assert not any("RGB" in line for line in lines)
    assert grey("\n".join(lines) + "\n") == "\n".join(lines) + "\n"


def test_a_printer_that_takes_no_pdf_is_sent_grey_pages_only() -> None:
    lines = grey(PPD.replace("application/pdf 10", "application/postscript 10")).splitlines()

    assert [line for line in lines if "image/" in line] == ['*cupsFilter2: "image/urf image/urf 100 -"']
    assert "*DefaultColorModel: Gray" in lines
