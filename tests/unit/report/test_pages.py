"""The pages: escaped, self-contained, the same for the same input, and honest in every cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from ictops.compliance import Verdict
from ictops.estate import Untrusted
from ictops.report import ReportData, as_json, findings_csv, school_file, school_page, trust_page
from ictops.report.html import link, shown
from tests.unit.report.builders import (
    DEVICES,
    ELM,
    EXCEPTIONS,
    FINDINGS,
    OAK,
    RUNS,
    TRUST,
    YEW,
    device,
    fails,
    report,
    unknown,
)

HOSTILE = "<script>alert(1)</script>\u202e\u200b\"'><img src=x onerror=alert(1)>{{ 7*7 }}"
VISIBLE = "&lt;script&gt;alert(1)&lt;/script&gt;[U+202E][U+200B]&#34;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}"

type Page = Callable[[ReportData], str]
PAGES: list[Page] = [trust_page, lambda data: school_page(data, data.trust.schools[2])]


def hostile_report() -> ReportData:
    """The same hostile text everywhere that someone else writes."""
    oak = OAK.model_copy(update={"name": HOSTILE})
    run = RUNS[1].run
    results = tuple(result.model_copy(update={"says": HOSTILE}) for result in run.results)
    request = run.request.model_copy(update={"school": "oak"})
    record = RUNS[1].model_copy(update={"run": run.model_copy(update={"results": results, "request": request})})
    return report(
        trust=TRUST.model_copy(update={"name": HOSTILE, "schools": (*TRUST.schools[:2], oak)}),
        devices=(device("oak-srv01", "oak", DEVICES[6].kind, HOSTILE, HOSTILE, maker=HOSTILE, address=HOSTILE),),
        findings=(
            fails("oak-srv01", "STO.GUEST.1v1", (HOSTILE, "b"), ()),
            fails("oak-srv01", "STO.SMB.1v1", HOSTILE, HOSTILE),
            unknown("oak-srv01", "STO.QUOTA.1v1", HOSTILE),
        ),
        exceptions=(EXCEPTIONS[0].model_copy(update={"school": "oak", "reason": HOSTILE, "owner": HOSTILE}),),
        runs=(record,),
        drift=(),
    )


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("page", PAGES, ids=["trust", "school"])
def test_hostile_text_is_escaped_and_visible_wherever_it_stands(page: Page) -> None:
    written = page(hostile_report())

    assert written.count(VISIBLE) >= 8
    assert not re.search(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f-\x9f]", written)
    assert not {"script", "img", "iframe", "object", "link", "base", "form"} & {tag for tag, _ in Tags(written).tags}


@pytest.mark.parametrize("page", PAGES, ids=["trust", "school"])
def test_a_page_needs_nothing_but_itself(page: Page) -> None:
    written = page(hostile_report())

    for _, attributes in Tags(written).tags:
        assert not {"src", "srcset", "background", "ping"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert re.fullmatch(r"#[\w-]+|[\w-]+\.(html|json|csv)|https://.+", attributes.get("href") or "#x")
    assert "default-src 'none'; style-src 'unsafe-inline'" in written
    assert not re.search(r"@import|url\(", written)


@pytest.mark.parametrize("page", PAGES, ids=["trust", "school"])
def test_ids_are_used_once_and_every_link_within_the_page_arrives(page: Page) -> None:
    tags = Tags(page(report())).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    wanted = {(attributes.get("href") or "")[1:] for _, attributes in tags if (attributes.get("href") or "").startswith("#")}
    labels = {attributes["aria-labelledby"] for _, attributes in tags if "aria-labelledby" in attributes}

    assert len(ids) == len(set(ids))
    assert (wanted | labels) <= set(ids)


def test_the_same_report_gives_the_same_bytes_whatever_the_order_of_its_findings() -> None:
    turned = report(findings=FINDINGS[::-1])

    for render in (trust_page, lambda data: school_page(data, ELM), as_json, findings_csv):
        assert render(report()) == render(turned) == render(report())


def test_a_cell_nobody_measured_says_so_and_shows_no_percentage_of_compliance() -> None:
    row = re.search(r'<tr>\n<th scope="row"><a href="school-yew.html">.*?</tr>', trust_page(report()), re.DOTALL)
    assert row
    storage, printing = re.findall(r"<td>(.*?)</td>", row.group(), re.DOTALL)[:2]

    assert "unknown: nothing measured" in storage
    assert "unknown: nothing measured" in printing
    assert "0 % checked (0 of 2)" in printing
    assert "meets" not in storage + printing


def test_a_report_of_nothing_claims_nothing() -> None:
    page = trust_page(report(devices=(), findings=(), runs=(), exceptions=(), drift=(), evidence=None))

    assert "Nothing was measured yet" in page
    assert "no evidence was recorded" in page
    before_the_guide = page.split('id="reading"')[0]
    assert not re.search(r"\d %", before_the_guide.split("</style>")[1])


def test_a_stale_reading_says_its_age() -> None:
    page = trust_page(report())

    assert re.search(r'12 days</time>\s*<strong class="stale">stale', page)


def test_an_expired_exception_is_called_failing_again_only_where_the_control_was_read_as_failing() -> None:
    unread = [finding for finding in FINDINGS if finding.device != "yew-room5"]

    assert "expired, fails again" in trust_page(report())
    assert "expired, fails again" not in trust_page(report(findings=unread))
    assert "expired" in trust_page(report(findings=unread))


def test_a_school_page_shows_its_own_gaps_only_and_leads_back() -> None:
    page = school_page(report(), ELM)

    assert 'href="index.html"' in page
    assert "EHS-R14-PC" in page
    assert "OPS-SRV01" not in page
    assert "Evidence towards" in page
    assert "meets DfE" not in page


def test_a_school_page_is_named_by_the_schools_id_never_its_name() -> None:
    assert school_file(YEW.model_copy(update={"name": "../../etc/passwd"})) == "school-yew.html"


def test_only_web_addresses_become_links() -> None:
    assert link("javascript:alert(1)") == ""
    assert link("https://example.org/") == "https://example.org/"


def test_a_template_cannot_print_what_has_no_words() -> None:
    with pytest.raises(TypeError, match="may not print a float"):
        shown(0.5)
    assert shown(Untrusted("a\u202eb")) == "a[U+202E]b"


def test_every_verdict_on_the_page_is_a_word() -> None:
    page = trust_page(report())

    for verdict in Verdict:
        assert verdict.word in page
