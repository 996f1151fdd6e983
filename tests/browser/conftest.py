"""A real browser and the example's pages on disk. Without Chromium the tests are skipped, and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ictops.report import as_json, changes_csv, findings_csv, review_page, school_file, school_page, trust_page
from tests.browser.watch import Watched
from tests.unit.report.audits import reviewed
from tests.unit.report.builders import report

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on the PATH: install the package `chromium` to test the pages in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report's files, written as `ictops report` writes them."""
    folder = tmp_path_factory.mktemp("site")
    data = report(review=reviewed())
    pages = {"index.html": trust_page(data), "review.html": review_page(reviewed(), data.trust, data.as_of)} | {
        school_file(s): school_page(data, s) for s in data.trust.schools
    }
    files = {"report.json": as_json(data), "findings.csv": findings_csv(data), "changes.csv": changes_csv(data)}
    for name, text in (pages | files).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture(params=["index.html", "school-elm.html", "school-oak.html", "review.html"])
def watched(request: pytest.FixtureRequest, browser: Browser, site: Path) -> Iterator[Watched]:
    """A page open in a browser without JavaScript of its own to run, and everything it asked for or complained of."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield Watched.open(context.new_page(), site / request.param)
    context.close()


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page
