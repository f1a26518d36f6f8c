"""A trust's name, logo, colour, contact, date and sections, in every document."""

import io
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from PIL import Image

from trip_analytics.errors import SettingsError
from trip_analytics.reports.annual import annual_report, report_request
from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Look
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook
from trip_analytics.settings.load_settings import NO_SETTINGS, load_settings
from trip_analytics.settings.look_of_reports import contrast_with_white

SET = """
[organisation]
name = "Harbour Trust"
contact = "recovery@harbour.example"
logo = "logo.png"
logo_text = "An anchor & two hands"
colour = "#6B2C6B"
[report]
date = 2026-03-31
sections = ["practices", "participation"]
audience = "board"
readers = "the Quality Committee"
[disclosure]
minimum_teams = 6
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("settings")
    Image.new("RGB", (40, 10), "purple").save(folder / "logo.png")
    (folder / "trip-analytics.toml").write_text(SET, encoding="utf-8")
    return load_settings(folder / "trip-analytics.toml")


@pytest.fixture(scope="module")
def look(settings):
    return report_request(settings).look


@pytest.fixture(scope="module")
def dressed(small_report, look):
    return replace(small_report, look=look)


def test_what_is_asked_of_a_report_is_what_is_set_unless_it_is_given(settings):
    request = report_request(settings)
    assert (request.organisation, request.audience) == ("Harbour Trust", "board")
    assert (request.readers, request.policy.minimum_teams) == ("the Quality Committee", 6)
    assert request.sections == ("practices", "participation")
    given = report_request(settings, audience="desk", readers="me", year=2025)
    assert (given.audience, given.readers, given.year) == ("desk", "me", 2025)


def test_without_settings_a_report_is_as_it_always_was():
    request = report_request(NO_SETTINGS)
    assert (request.audience, request.readers) == ("public", "the Board")
    assert (request.look, request.sections) == (Look(), ())


def test_titles_are_in_a_darker_shade_of_the_colour(look):
    assert look.colour == "#6B2C6B"
    assert contrast_with_white(look.dark) >= 7
    assert look.lines == ("31 March 2026", "Contact: recovery@harbour.example")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[report]\naudience = "boards"', "line 2: there is no audience 'boards': is it 'board'?"),
        ('[report]\n\nsections = ["practises"]', "line 3: there is no section 'practises': is it"),
        ("[disclosure]\nminimum_teams = 4", "line 2: minimum_teams may be raised, not lowered"),
    ],
)
def test_what_only_a_report_can_tell_is_refused_with_its_line(tmp_path, text, said):
    file = tmp_path / "trip-analytics.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refusal:
        report_request(load_settings(file))
    assert said in str(refusal.value)


@pytest.mark.usefixtures("undrawn")
def test_a_report_has_the_sections_that_are_set_and_those_that_go_with_all(settings, make_returns):
    request = replace(report_request(settings), audience="public")
    report = annual_report(make_returns(teams=12, years=(2025,)), request)
    assert [each.heading for each in report.sections] == [
        "Who took part",
        "Ratings of every practice",
        "How the figures were protected",
        "How to read the figures",
        "Words that we use",
    ]
    assert report.organisation == "Harbour Trust"


def test_the_page_has_logo_colour_date_and_contact(dressed):
    page = to_html(dressed).decode()
    assert 'alt="An anchor &amp; two hands"' in page
    assert '<img class="logo" src="data:image/png;base64,' in page
    assert ":root { --blue: #6B2C6B;" in page
    assert "<p>31 March 2026</p>" in page.replace(' class="about"', "")
    assert "recovery@harbour.example" in page


def test_the_word_document_has_them_too(dressed, look):
    document = docx.Document(io.BytesIO(to_word(dressed)))
    (logo, *_) = document.element.xpath("//wp:docPr[@name='Logo']")
    assert logo.get("descr") == "An anchor & two hands"
    assert str(document.styles["Heading 1"].font.color.rgb) == look.dark.removeprefix("#")
    assert "Contact: recovery@harbour.example" in [each.text for each in document.paragraphs]


def test_the_workbook_has_all_but_the_logo(dressed, look):
    workbook = openpyxl.load_workbook(io.BytesIO(to_workbook(dressed)))
    cover = [cell.value for cell in workbook["Cover"]["A"]]
    assert {"31 March 2026", "Contact: recovery@harbour.example"} <= set(cover)
    sheet = workbook["Table 1"]
    fills = {cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row}
    assert "FF6B2C6B" in fills
    assert "FF005EB8" not in fills
    assert sheet["A1"].font.color.rgb == f"FF{look.dark.removeprefix('#')}"


def test_the_pdf_has_them_and_still_meets_its_standard(dressed):
    pytest.importorskip("typst")
    from trip_analytics.reports.pdf import to_pdf

    assert b"An anchor & two hands" in to_pdf(dressed)  # refused without alternative text


def test_the_same_settings_give_the_same_bytes_and_none_the_plain_ones(dressed, small_report):
    for write in (to_html, to_word, to_workbook):
        assert write(dressed) == write(dressed)
        assert write(dressed) != write(small_report)
    with zipfile.ZipFile(io.BytesIO(to_word(small_report))) as plain:
        assert b"005EB8" in plain.read("word/styles.xml")
