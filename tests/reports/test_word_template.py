"""Word documents in a trust's own template."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from trip_analytics.errors import SettingsError
from trip_analytics.publishing.report import with_template
from trip_analytics.reports.model import Look
from trip_analytics.reports.word import to_word
from trip_analytics.settings.load_settings import NO_SETTINGS
from trip_analytics.settings.look_of_reports import usable_template

_DOCUMENT = b"wordprocessingml.document.main+xml"


def trusts_own(**without):
    """A trust's template: serif headings, wide margins, its name above, an old text within."""
    made = docx.Document()
    made.add_paragraph("The minutes of another meeting")
    made.styles["Heading 1"].font.name = "Georgia"
    made.styles["Normal"].font.size = Pt(10)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(3.5)
    page.header.paragraphs[0].text = "Harbour Foundation Trust"
    page.footer.paragraphs[0].text = without.get("footer", "www.harbour.example")
    for name in ("List Bullet", "Caption", "Quote"):
        style = made.styles[name].element
        style.getparent().remove(style)
    return made


def saved(document, place, **changed):
    """A document as a file, with parts or types changed."""
    packed = io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as parts, zipfile.ZipFile(place, "w") as written:
        for name in parts.namelist():
            content = parts.read(name)
            for old, new in changed.items() if name == "[Content_Types].xml" else ():
                content = content.replace(_DOCUMENT, new) if old == "kind" else content
            written.writestr(name, content)
    return place


@pytest.fixture(scope="module")
def in_template(small_report, tmp_path_factory):
    place = saved(trusts_own(), tmp_path_factory.mktemp("template") / "trust.docx")
    look = Look(template=usable_template(place))
    return replace(small_report, look=look, notice="Draft, not published.")


@pytest.fixture(scope="module")
def written(in_template):
    return docx.Document(io.BytesIO(to_word(in_template)))


def test_styles_margins_header_and_footer_are_the_trusts(written):
    assert written.styles["Heading 1"].font.name == "Georgia"
    assert written.styles["Normal"].font.size == Pt(10)
    page = written.sections[0]
    assert round(page.left_margin.cm, 1) == 3.5
    lines = [line.text for line in page.header.paragraphs]
    assert lines == ["Draft, not published.", "Harbour Foundation Trust"]
    assert page.footer.paragraphs[0].text == "www.harbour.example"


def test_the_text_of_the_template_is_gone_and_the_reports_is_there(written, small_report):
    texts = [paragraph.text for paragraph in written.paragraphs]
    assert not any("minutes" in text for text in texts)
    assert small_report.title in texts
    assert len(written.tables) == len(small_report.tables)


def test_pictures_and_tables_are_as_wide_as_the_trusts_text(written):
    room = Cm(21 - 2 * 3.5)
    assert [round((shape.width - room) / 10_000) for shape in written.inline_shapes] == [0]
    assert sum(column.width for column in written.tables[0].columns) <= room + 10


def test_styles_that_the_template_lacks_are_the_packages_with_bullets(written):
    bullets = [each for each in written.paragraphs if each.style.name == "List Bullet"]
    assert bullets
    number = bullets[0].style.element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbers = written.part.numbering_part.element.findall(qn("w:num"))
    assert number in [each.get(qn("w:numId")) for each in numbers]
    assert written.styles["Caption"].font.bold


def test_captions_stay_with_what_is_below_them_in_any_template(small_report, tmp_path):
    own = trusts_own()
    own.styles.add_style("Caption", WD_STYLE_TYPE.PARAGRAPH)
    look = Look(template=usable_template(saved(own, tmp_path / "trust.docx")))
    for is_large in (False, True):
        made = to_word(replace(small_report, look=look, is_large=is_large))
        paragraphs = docx.Document(io.BytesIO(made)).paragraphs
        captions = [each for each in paragraphs if each.style.name == "Caption"]
        assert captions
        assert all(each.paragraph_format.keep_with_next for each in captions)


def test_without_a_footer_it_says_what_it_is_and_the_page(small_report, tmp_path):
    place = saved(trusts_own(footer=""), tmp_path / "trust.docx")
    report = replace(small_report, look=Look(template=usable_template(place)))
    made = docx.Document(io.BytesIO(to_word(report)))
    assert small_report.title in made.sections[0].footer.paragraphs[0].text


def test_a_summary_has_large_letters_in_any_template(in_template):
    large = docx.Document(io.BytesIO(to_word(replace(in_template, is_large=True))))
    assert large.styles["Normal"].font.size == Pt(14)
    assert large.styles["Heading 1"].font.name == "Georgia"


def test_a_template_of_word_is_a_document_too(small_report, tmp_path):
    kind = b"wordprocessingml.template.main+xml"
    place = saved(trusts_own(), tmp_path / "trust.dotx", kind=kind)
    report = replace(small_report, look=Look(template=usable_template(place)))
    assert docx.Document(io.BytesIO(to_word(report))).styles["Heading 1"].font.name == "Georgia"


def test_nothing_leads_out_of_the_document_or_keeps_it_from_being_edited(small_report, tmp_path):
    made = trusts_own()
    settings = made.settings.element
    for tag in ("attachedTemplate", "documentProtection", "trackRevisions"):
        settings.append(settings.makeelement(qn(f"w:{tag}"), {}))
    part = made.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    part.relate_to("file://server/templates/trust.dotx", "x/attachedTemplate", True)
    look = Look(template=usable_template(saved(made, tmp_path / "trust.docx")))
    with zipfile.ZipFile(io.BytesIO(to_word(replace(small_report, look=look)))) as parts:
        content = b"".join(parts.read(name) for name in parts.namelist())
    for left_out in (b"attachedTemplate", b"documentProtection", b"trackRevisions", b"server"):
        assert left_out not in content


def test_the_same_template_gives_the_same_bytes(in_template):
    assert to_word(in_template) == to_word(in_template)


def no_word_file(folder):
    place = folder / "trust.docx"
    place.write_bytes(b"%PDF-1.7")
    return place


def old_word_file(folder):
    place = folder / "trust.doc"
    place.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    return place


def with_macros(folder):
    macros = b"ms-word.document.macroEnabled.main+xml"
    return saved(trusts_own(), folder / "trust.docm", kind=macros)


def broken(folder):
    place = saved(trusts_own(), folder / "trust.docx")
    with zipfile.ZipFile(place, "a") as parts, pytest.warns(UserWarning, match="Duplicate"):
        parts.writestr("word/document.xml", b"<w:document")
    return place


def workbook(folder):
    from openpyxl import Workbook

    Workbook().save(folder / "trust.xlsx")
    return folder / "trust.xlsx"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda folder: folder / "none.docx", "there is no file"),
        (no_word_file, "trust.docx cannot be read as a Word file: open it in Word and save it"),
        (old_word_file, "trust.doc is of an old kind or has a password"),
        (with_macros, "trust.docm holds macros: save it in Word as .docx"),
        (broken, "trust.docx cannot be read as a Word file"),
        (workbook, "trust.xlsx cannot be read as a Word file"),
    ],
)
def test_what_cannot_be_a_template_is_refused_in_one_sentence(made, said, tmp_path):
    with pytest.raises(SettingsError) as refused:
        with_template(NO_SETTINGS, made(tmp_path))
    assert str(refused.value).startswith("The template cannot be used: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
