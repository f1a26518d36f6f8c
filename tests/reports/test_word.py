from __future__ import annotations

import io
import itertools

import docx
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm

from trip_analytics.reports.word import to_word


@pytest.fixture(scope="module")
def document(report):
    return docx.Document(io.BytesIO(to_word(report)))


def test_properties_and_language(document, report):
    properties = document.core_properties
    assert properties.title == report.title
    assert properties.author == report.organisation
    assert properties.language == "en-GB"
    languages = document.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert languages == ["en-GB"]


def test_no_history_is_kept(document):
    core = document.core_properties._element
    assert not core.xpath("dcterms:created | dcterms:modified")
    assert document.core_properties.revision == 1


def test_page_is_a4_with_page_numbers(document):
    (section,) = document.sections
    assert (section.page_width, section.page_height) == pytest.approx((Cm(21), Cm(29.7)), abs=500)
    fields = section.footer._element.xpath(".//w:fldSimple/@w:instr")
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_page_number_is_at_the_right_however_short_the_title(document):
    (section,) = document.sections
    (footer,) = section.footer.paragraphs
    stops = {stop.position: stop.alignment for stop in footer.paragraph_format.tab_stops}
    in_style = {stop.position for stop in footer.style.paragraph_format.tab_stops}
    standing = [place for place, of in stops.items() if of != WD_TAB_ALIGNMENT.CLEAR]
    assert standing == [pytest.approx(Cm(17), abs=500)]
    assert in_style - set(standing) <= {
        place for place, of in stops.items() if of == WD_TAB_ALIGNMENT.CLEAR
    }


def test_what_introduces_a_list_is_on_its_page(document):
    before = [
        first
        for first, second in itertools.pairwise(document.paragraphs)
        if second.style.name == "List Bullet" and first.style.name == "Normal"
    ]
    assert before
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in before)


def test_sections_are_real_headings(document, report):
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    one, contents, *others = headings
    assert contents == "Contents"
    numbered = [f"{at}. {each.heading}" for at, each in enumerate(report.sections, 1)]
    assert [one, *others] == numbered


def test_contents_lead_to_the_headings(document, report):
    anchors = document.element.body.xpath(".//w:hyperlink/@w:anchor")
    bookmarks = document.element.body.xpath(".//w:bookmarkStart/@w:name")
    assert anchors == bookmarks
    assert len(anchors) == len(report.sections)


def test_header_rows_repeat_and_rows_stay_whole(document, report):
    assert len(document.tables) == len(report.tables)
    for table in document.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_picture_has_alternative_text_and_fits_the_page(document):
    for shape in document.inline_shapes:
        assert len(shape._inline.docPr.get("descr")) > 60
        assert shape.width <= Cm(17)
        assert shape.height <= Cm(20)


def test_captions_are_counted_by_word_itself(document, report):
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    tables = [p for p in captions if p._p.xpath("w:fldSimple[contains(@w:instr, 'SEQ Table')]")]
    assert len(tables) == len(report.tables)
    assert document.styles["Caption"].paragraph_format.keep_with_next


def test_hostile_names_are_text(small_report, hostile):
    document = docx.Document(io.BytesIO(to_word(small_report)))
    assert document.paragraphs[0].text == hostile
    assert document.tables[0].cell(1, 0).text == hostile
    assert hostile in document.inline_shapes[0]._inline.docPr.get("descr")


def test_same_report_same_bytes(small_report):
    assert to_word(small_report) == to_word(small_report)
