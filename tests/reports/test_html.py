from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import html

from trip_analytics.reports.html import to_html


@pytest.fixture(scope="module")
def page(report):
    return html.fromstring(to_html(report).decode("utf-8"))


@pytest.fixture(scope="module")
def hostile_page(small_report):
    return html.fromstring(to_html(small_report).decode("utf-8"))


def test_language_title_and_way_past_the_contents(page, report):
    assert page.get("lang") == "en-GB"
    assert report.title in page.findtext(".//title")
    skip = page.xpath("//body/*[1]")[0]
    assert page.get_element_by_id(skip.get("href").removeprefix("#")).tag == "main"


def test_headings_are_in_order(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headers(page, report):
    tables = page.xpath("//table")
    assert len(tables) == len(report.tables)
    for table, expected in zip(tables, report.tables, strict=True):
        assert expected.title in table.findtext("caption/span")
        assert len(table.xpath("thead/tr/th[@scope='col']")) == len(expected.columns)
        assert len(table.xpath("tbody/tr/th[@scope='row']")) == len(expected.rows)
        assert table.getparent().get("tabindex") == "0"


def test_every_picture_has_alternative_text(page):
    pictures = page.xpath("//img")
    assert len(pictures) >= 6
    assert all(len(picture.get("alt")) > 60 for picture in pictures)


def test_nothing_is_asked_of_a_network(page):
    addresses = [*page.xpath("//@src"), *page.xpath("//@href")]
    assert addresses
    assert all(address.startswith(("data:", "#")) for address in addresses)
    styles = "".join(page.xpath("//style/text()"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_links_lead_somewhere(page):
    for address in page.xpath("//a/@href"):
        assert page.get_element_by_id(address.removeprefix("#")) is not None


def test_hostile_names_are_text(hostile_page, hostile):
    assert hostile_page.xpath("//script") == []
    assert hostile_page.xpath("//p[@class='organisation']")[0].text == hostile
    assert hostile_page.xpath("//tbody/tr/th")[0].text == hostile
    assert hostile in hostile_page.xpath("//img/@alt")[0]


def test_same_report_same_bytes(small_report):
    assert to_html(small_report) == to_html(small_report)
