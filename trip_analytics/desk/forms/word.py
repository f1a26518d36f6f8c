"""A blank form as a Word document: a chapter for each part, locked but for the boxes to fill in.

Each answer is a content control with a title, which a screen reader says; tables have a header row
that is marked as such and repeated on each page.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from trip_analytics.desk.forms.model import PRINTED, Answer, BlankForm, Field, Grid, Part
from trip_analytics.documents import mark_as_blank_form, without_clock_times
from trip_analytics.instruments.blank_form import form_words
from trip_analytics.reports.word_parts import add_field, element
from trip_analytics.reports.word_styles import set_styles
from trip_analytics.words import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_WIDTH: Final = Cm(26.7)  # A4 on its side, within its margins
_FIELD_WIDTHS: Final = (34, 92)
_ANSWER: Final = "FFFBE6"
_PALE: Final = "E8EDEE"
_BLUE: Final = "005EB8"
_PROPERTIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_OF_PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that users define


def to_word(form: BlankForm) -> bytes:
    """A blank form as the bytes of a Word document; the same form gives the same bytes."""
    document = docx.Document()
    set_styles(document, "en-GB")
    _set_page(document)
    _set_properties(document, form)
    document.part.get_style_id = cache(document.part.get_style_id)  # type: ignore[method-assign]
    head: set[Field] = set()
    for number, part in enumerate(form.parts):
        fields = tuple(field for field in part.fields if field not in head)
        _add_part(document, replace(part, fields=fields), first=number == 0)
        head.update(field for field in fields if field.answer == PRINTED)
    _lock(document)
    saved = BytesIO()
    document.save(saved)
    return without_clock_times(saved.getvalue())


def _set_page(document: Document) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.5)
    footer = page.footer.paragraphs[0]
    footer.add_run("Page ")
    add_field(footer, "PAGE", "1")


def _set_properties(document: Document, form: BlankForm) -> None:
    properties = document.core_properties
    properties.title = f"{form.title} {form.year}: {form.whose}"
    properties.author = properties.last_modified_by = "trip_analytics"
    properties.language = "en-GB"
    properties.keywords = properties.comments = ""
    properties.revision = 1
    mark_as_blank_form(properties)
    root = etree.Element(
        f"{{{_PROPERTIES}}}Properties",
        nsmap={None: _PROPERTIES, "vt": _VALUES},  # type: ignore[dict-item]
    )
    for number, (name, value) in enumerate(form.inside.items(), 2):  # by rule they begin at 2
        held = etree.SubElement(
            root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT_ID, pid=str(number), name=name
        )
        etree.SubElement(held, f"{{{_VALUES}}}lpwstr").text = value
    package = document.part.package
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = PackagePart(PackURI("/docProps/custom.xml"), _OF_PROPERTIES, content, package)
    package.relate_to(
        part, f"{RELATIONSHIP_TYPE.EXTENDED_PROPERTIES.rpartition('/')[0]}/custom-properties"
    )
    for relationships in (package.rels, document.part.rels):
        for name, each in list(relationships.items()):
            if each.reltype in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML):
                del relationships[name]


def _lock(document: Document) -> None:
    """Let nothing be changed but the boxes; without a password."""
    settings = document.settings.element
    lock = element("documentProtection", edit="forms", enforcement="1")
    # Word refuses settings in another order than this.
    before = settings.find(qn("w:defaultTabStop"))
    settings.insert(list(settings).index(before), lock)


def _add_part(document: Document, part: Part, *, first: bool) -> None:
    heading = document.add_heading(printable(part.title), level=1)
    heading.paragraph_format.page_break_before = not first
    for text in part.guidance:
        document.add_paragraph(text)
    if part.fields:
        _add_fields(document, part.fields, part.title)
    for text in part.notes:
        document.add_paragraph(text).paragraph_format.space_after = 0
    for grid in part.grids:
        _add_grid(document, grid, part.title)
    if part.below:
        document.add_paragraph()
        _add_fields(document, part.below, part.title)


def _add_fields(document: Document, fields: tuple[Field, ...], title: str) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for field in fields:
        label, value = table.add_row().cells
        _write(label, field.label, fill=_PALE)
        if field.answer == PRINTED:
            _write(value, str(field.value))
        else:
            _ask(value, field.answer, field.label)
            _make_room(table, field.lines)
    _finish(table, _FIELD_WIDTHS, title)
    document.add_paragraph()


def _add_grid(document: Document, grid: Grid, title: str) -> None:
    table = document.add_table(rows=1, cols=len(grid.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        _write(cell, column.title, fill=_BLUE, style="Table heading")
    for texts in grid.rows:
        for cell, text, column in zip(table.add_row().cells, texts, grid.columns, strict=True):
            if column.answer == PRINTED:
                _write(cell, str(text), fill=_PALE)
            else:
                _ask(cell, column.answer, column.title)
        _make_room(table, grid.lines)
    _finish(table, tuple(column.width for column in grid.columns), title, heads=True)


def _write(cell: _Cell, text: str, *, fill: str | None = None, style: str = "Table text") -> None:
    lines = printable(text).split("\n")
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(line)
    if fill is not None:
        cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=fill))


def _ask(cell: _Cell, answer: Answer, title: str) -> None:
    """Put a box into a cell, which shows what to do there until somebody has."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=_ANSWER))
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table text"
    control, said, content = element("sdt"), element("sdtPr"), element("sdtContent")
    said.append(element("alias", val=title[:64]))
    said.append(element("showingPlcHdr"))
    if answer.asks == "choice":
        choices = element("dropDownList")
        for choice in answer.choices:
            choices.append(element("listItem", displayText=choice, value=choice))
        said.append(choices)
    elif answer.asks == "date":
        date = element("date")
        date.append(element("dateFormat", val="dd/MM/yyyy"))
        date.append(element("lid", val="en-GB"))
        said.append(date)
    else:
        said.append(element("text", multiLine="1"))
    run = paragraph.add_run(form_words()["boxes"][answer.asks])
    run.font.color.rgb = None
    content.append(run._r)
    control.append(said)
    control.append(content)
    paragraph._p.append(control)


def _make_room(table: Table, lines: int) -> None:
    """Make the last row high enough for so many lines, also where it is printed and written on."""
    table.rows[-1].height = Cm(0.5 * lines + 0.15)


def _finish(table: Table, widths: tuple[int, ...], title: str, *, heads: bool = False) -> None:
    """A name to be read out, widths in these proportions, whole rows, a header row to repeat."""
    table._tbl.tblPr.append(element("tblCaption", val=printable(title)))
    table.autofit = False
    whole = sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(_WIDTH * width / whole)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = int(_WIDTH * width / whole)
    if heads:
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
