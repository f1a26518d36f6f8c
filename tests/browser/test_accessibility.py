from __future__ import annotations

from base64 import b64encode
from contextlib import suppress

import pytest

from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Figure

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def page_file(report, tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "annual-report-2025.html"
    file.write_bytes(to_html(report))
    return file


@pytest.fixture(scope="module")
def summary_file(report, tmp_path_factory):
    file = tmp_path_factory.mktemp("summary") / "summary-2025.html"
    file.write_bytes(to_html(report.summary))
    return file


@pytest.fixture(scope="module")
def browser(chromium):
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, page_file):
    """The report in a browser that has no network."""
    context = browser.new_context(offline=True)
    opened = context.new_page()
    opened.asked = []
    opened.on("request", lambda sent: opened.asked.append(sent.url))
    opened.goto(page_file.as_uri())
    yield opened
    context.close()


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    found = axe.Axe().run(page)
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_in_the_summary_either(page, summary_file, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(summary_file.as_uri())
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_network_is_asked(page):
    assert page.asked
    assert all(address.startswith(("file:", "data:")) for address in page.asked)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_itself_never_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_pictures_are_those_drawn_for_it_and_captions_are_whole(page, report):
    page.set_viewport_size({"width": 375, "height": 800})
    figures = [block for block in report.blocks if isinstance(block, Figure)]
    drawn = [f"data:image/png;base64,{b64encode(figure.phone).decode()}" for figure in figures]
    images = "[...document.querySelectorAll('figure img')]"
    # A browser changes them some time after its window.
    as_drawn = f"drawn => {images}.every((img, at) => img.currentSrc === drawn[at])"
    with suppress(playwright.TimeoutError):  # which images are not, is said below
        page.wait_for_function(as_drawn, arg=drawn, timeout=10_000)
    assert page.evaluate(f"{images}.map(img => img.currentSrc)") == drawn
    captions = "[...document.querySelectorAll('caption span')]"
    ends = page.evaluate(f"{captions}.map(span => span.getBoundingClientRect().right)")
    assert max(ends) <= 375


def test_on_a_phone_what_a_row_is_about_stays_while_its_figures_are_scrolled(page):
    page.set_viewport_size({"width": 375, "height": 800})
    scroll = """[...document.querySelectorAll('.scroll')]
        .filter(one => one.scrollWidth > one.clientWidth)
        .map(one => {
            one.scrollLeft = one.scrollWidth;
            const [row, head] = ['tbody th', 'thead th'].map(each => one.querySelector(each));
            return [one, row, head].map(each => each.getBoundingClientRect().left);
        })"""
    places = page.evaluate(scroll)
    assert places
    assert all(frame == row == head for frame, row, head in places)


def test_the_first_tab_leads_past_the_contents(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
