"""The report as a Word document."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.shared import Pt

from trip_analytics.documents import without_clock_times
from trip_analytics.reports import word_parts as parts
from trip_analytics.reports.model import (
    Block,
    Bullets,
    Figure,
    Paragraph,
    Quotations,
    Report,
    Subheading,
    Table,
    shown,
)
from trip_analytics.reports.word_styles import set_page, set_properties, set_styles
from trip_analytics.reports.word_template import in_template, set_header_and_footer

if TYPE_CHECKING:
    from docx.document import Document


def to_word(report: Report) -> bytes:
    """Draw a report as a Word document (.docx); the same report gives the same bytes."""
    document = _empty_document(report)
    # For each paragraph python-docx looks at every style; from here on there are no new ones.
    document.part.get_style_id = cache(document.part.get_style_id)  # type: ignore[method-assign]
    _add_front(document, report)
    for number, section in enumerate(report.sections, 1):
        if number == 2 and not report.is_large:
            _add_contents(document, report)
        heading = document.add_heading(report.heading_of(number), level=1)
        parts.add_bookmark(heading, number)
        for at, block in enumerate(section.blocks):
            _add(document, report, block)
            if section.introduces(at, large=report.is_large):
                document.paragraphs[-1].paragraph_format.keep_with_next = True
    saved = BytesIO()
    document.save(saved)
    return without_clock_times(saved.getvalue())


def _empty_document(report: Report) -> Document:
    """A document with its styles and what is on each page: the package's, or a trust's own."""
    document = docx.Document()
    set_styles(document, report.language, report.look, is_large=report.is_large)
    footer = f"{report.organisation}: {report.title}"
    if report.look.template is None:
        set_page(document, footer, report.notice)
    else:
        document = in_template(report.look.template.content, document, is_large=report.is_large)
        set_header_and_footer(document, footer, report.notice)
    set_properties(document, report)
    return document


def _add_front(document: Document, report: Report) -> None:
    if report.look.logo:
        width, _ = parts.room_for_text(document)
        parts.add_logo(document.add_paragraph(), report.look.logo, width)
    document.add_paragraph(report.organisation, style="Subtitle")
    document.add_paragraph(report.title, style="Title")
    for about in report.look.lines:
        line = document.add_paragraph(about, style="Subtitle")
        line.paragraph_format.space_after = Pt(8)


def _add_contents(document: Document, report: Report) -> None:
    """The list of sections; on a new page after a first with a picture, to be handed out alone."""
    heading = document.add_heading("Contents", level=1)
    first = report.sections[0].blocks
    heading.paragraph_format.page_break_before = any(isinstance(block, Figure) for block in first)
    for number, _ in enumerate(report.sections, 1):
        line = document.add_paragraph(style="Contents")
        parts.add_link(line, number, report.heading_of(number))


def _add(document: Document, report: Report, block: Block) -> None:
    match block:
        case Paragraph(text):
            document.add_paragraph(text)
        case Subheading(text):
            document.add_heading(text, level=2)
        case Bullets(items):
            listed = [document.add_paragraph(item, style="List Bullet") for item in items]
            for item in listed[:-1] if block.is_short else ():
                item.paragraph_format.keep_with_next = True
        case Quotations(_, texts):
            for text in texts:
                document.add_paragraph(f"“{text}”", style="Quote")
        case Figure():
            _add_figure(document, report, block)
        case Table():
            _add_table(document, report, block)


def _add_figure(document: Document, report: Report, figure: Figure) -> None:
    number = None if report.is_large else report.number(figure)
    parts.add_caption(document, "Figure", number, figure.title)
    picture = document.add_paragraph()
    picture.paragraph_format.keep_with_next = bool(figure.caption)
    parts.add_picture(picture, figure, *parts.room_for_text(document))
    if figure.caption:
        document.add_paragraph(figure.caption, style="Note")


def _add_table(document: Document, report: Report, table: Table) -> None:
    parts.add_caption(document, "Table", report.number(table), table.title)
    grid = document.add_table(rows=1, cols=len(table.columns), style="Report table")
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        parts.write(cell, column.title, column, "Table heading")
    for row in table.rows:
        cells = grid.add_row().cells
        for cell, value, column in zip(cells, row, table.columns, strict=True):
            parts.write(cell, shown(value, column), column)
    width, _ = parts.room_for_text(document)
    parts.finish_table(grid, table, width)
    # Word has no distance below a table: the last paragraph under it bears it.
    notes = [document.add_paragraph(note, style="Note") for note in table.all_notes or ("",)]
    for note in notes[:-1]:
        note.paragraph_format.keep_with_next = True
    notes[-1].paragraph_format.space_after = Pt(10)
