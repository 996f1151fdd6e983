"""The pages in a real browser: read by keyboard and screen reader, in the light and in the dark, wide and narrow, on paper."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watch import Watched

pytestmark = pytest.mark.browser

CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
NARROWEST = 320
"""CSS pixels: WCAG 2.2, 1.4.10 Reflow"""
SMALLEST_TARGET = 24
"""CSS pixels: WCAG 2.2, 2.5.8 Target Size (Minimum)"""


def test_a_page_asks_for_nothing_and_complains_of_nothing(watched: Watched) -> None:
    watched.page.wait_for_load_state("networkidle")

    assert watched.asked == [watched.page.url]
    assert watched.complaints == []


def test_a_script_that_was_smuggled_in_would_not_run(page: Page, browser: Browser) -> None:
    smuggle = "document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"document.title='ran'\">`)"
    control = browser.new_page()
    for one in (page, control):
        one.evaluate(smuggle)
    control.wait_for_function("document.title == 'ran'")
    page.wait_for_timeout(200)

    assert page.title() != "ran"
    control.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_enough(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = page.evaluate(CONTRAST)

    assert found["checked"] > 60
    assert found["short"] == []


def test_the_contrast_check_can_fail(page: Page) -> None:
    page.add_style_tag(content="main p { color: #b0b0b0 !important }")

    assert page.evaluate(CONTRAST)["short"]


def test_the_page_itself_never_scrolls_sideways_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


def test_the_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["y"] >= 0

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_tab_reaches_everything_once_in_reading_order_and_shows_where_it_is(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
                  .map((one, at) => one.dataset.at = String(at))"""
    )
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        at, outline = page.evaluate(
            "[document.activeElement.dataset.at, getComputedStyle(document.activeElement).outlineWidth]"
        )
        assert float(outline.removesuffix("px")) >= 2, f"no outline on {at}"
        reached.append(at)

    assert reached == wanted


def test_a_wide_table_scrolls_by_keyboard_inside_its_own_region(page: Page) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    region = page.get_by_role("region").first
    region.focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("(one) => one.scrollLeft > 0", arg=region.element_handle())


def test_a_screen_reader_finds_landmarks_headings_and_tables_with_headers(page: Page) -> None:
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in page.locator("table").all():
        assert table.locator("caption").count() == 1
        assert table.locator("thead th:not([scope=col]), tbody th:not([scope=row])").count() == 0


def test_the_compliance_table_reads_as_a_table_with_named_rows_and_columns(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    table = page.get_by_role("table", name="Compliance by school and area")

    assert table.get_by_role("columnheader").all_inner_texts() == [
        "School", "Storage", "Print", "Whiteboards", "Accounts", "All areas",
    ]  # fmt: skip
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Oak Primary School"))
    assert "unknown: nothing measured" in row.get_by_role("cell").nth(1).inner_text()
    page.close()


def test_every_link_that_stands_alone_is_large_enough_to_hit(page: Page) -> None:
    sizes: list[list[Any]] = page.evaluate(
        """() => [...document.querySelectorAll('nav a, summary, .files a, table a')]
                  .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])"""
    )

    assert [(name, height) for name, height in sizes if height < SMALLEST_TARGET] == []


def test_links_lead_to_pages_that_are_there(page: Page, site: Path) -> None:
    names = page.evaluate("[...document.querySelectorAll('a')].map((one) => one.getAttribute('href'))")
    local = {name for name in names if not name.startswith(("#", "https://"))}

    assert {name for name in local if not (site / name).is_file()} == set()


def test_on_paper_the_folded_parts_are_open_and_the_navigation_is_gone(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "school-elm.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false })")
    page.emulate_media(media="print")

    box = page.locator("details table").first.bounding_box()
    assert box
    assert box["height"] > 20
    assert not page.locator("nav").is_visible()
    page.close()


def test_nothing_moves_for_people_who_asked_for_that(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0
