"""The parts of a Word document for which python-docx has no call of its own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Mm

from trip_analytics.reports.column_widths import column_widths
from trip_analytics.reports.model import Column, Figure, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shape import InlineShape
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

    from trip_analytics.settings.look_of_reports import Logo

_BESIDE_PICTURE = Cm(5.7)  # of a page's height, for a heading, the caption and notes
HEIGHT_OF_LOGO = Cm(1.8)


def element(tag: str, **attributes: str) -> _Element:
    """An element of WordprocessingML, its attributes in the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """A field (page number, caption number) with what it shows until updated."""
    field = element("fldSimple", instr=instruction)
    run = paragraph.add_run(result)
    field.append(run._r)
    paragraph._p.append(field)


def add_bookmark(paragraph: Paragraph, number: int) -> None:
    """Mark a part's heading, so that the contents can lead to it."""
    paragraph._p.insert(1, element("bookmarkStart", id=str(number), name=f"part_{number}"))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, number: int, text: str) -> None:
    """A link within the document to a marked heading."""
    link = element("hyperlink", anchor=f"part_{number}", history="1")
    link.append(paragraph.add_run(text, style="Hyperlink")._r)
    paragraph._p.append(link)


def add_caption(document: Document, word: str, number: int | None, title: str) -> None:
    """A caption that Word itself numbers, if it has a number; kept with what is below it.

    That a style of a trust's own keeps it there cannot be relied on.
    """
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    if number is None:
        caption.add_run(title)
        return
    caption.add_run(f"{word} ")
    add_field(caption, f"SEQ {word} \\* ARABIC", str(number))
    caption.add_run(f": {title}")


def room_for_text(document: Document) -> tuple[int, int]:
    """How wide text may be, and how high, within the margins of a page."""
    page = document.sections[0]
    sides, ends = (page.left_margin, page.right_margin), (page.top_margin, page.bottom_margin)
    width, height = page.page_width or Cm(21), page.page_height or Cm(29.7)
    across = width - sum(map(abs, filter(None, sides)))
    # Whole millimetres, as margins are set; a file gives them in twentieths of a point.
    return across // Mm(1) * Mm(1), height - sum(map(abs, filter(None, ends)))


def add_picture(paragraph: Paragraph, figure: Figure, width: int, height: int) -> None:
    """A picture as wide as the text (or lower, if very tall) with its alternative text."""
    shape = paragraph.add_run().add_picture(BytesIO(figure.png))
    scale = min(width / shape.width, (height - _BESIDE_PICTURE) / shape.height)
    shape.width, shape.height = Emu(round(shape.width * scale)), Emu(round(shape.height * scale))
    _describe(shape, figure.alt, figure.title)


def add_logo(paragraph: Paragraph, logo: Logo, width: int) -> None:
    """A logo, low and no wider than half the text, with its alternative text."""
    shape = paragraph.add_run().add_picture(BytesIO(logo.content))
    scale = min(width / 2 / shape.width, HEIGHT_OF_LOGO / shape.height)
    shape.width, shape.height = Emu(round(shape.width * scale)), Emu(round(shape.height * scale))
    _describe(shape, logo.alt, "Logo")


def _describe(shape: InlineShape, alt: str, name: str) -> None:
    described = shape._inline.docPr
    described.set("descr", alt)
    described.set("name", name)


def write(cell: _Cell, text: str, column: Column, style: str = "Table text") -> None:
    """Write a cell's text; figures are aligned to the right."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
    if column.shows != "text":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def finish_table(grid: WordTable, table: Table, width: int) -> None:
    """Repeat the header row on each page, keep rows whole, name the table, set widths."""
    properties = grid._tbl.tblPr
    properties.append(element("tblCaption", val=table.title))
    grid.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    last = len(grid.rows) - 1
    for at, row in enumerate(grid.rows):
        row._tr.get_or_add_trPr().insert(0, element("cantSplit"))
        for cell in row.cells:
            # A short table stays on one page, below its caption.
            cell.paragraphs[0].paragraph_format.keep_with_next = last <= 15 and (
                at < last or bool(table.all_notes)
            )
    grid.autofit = False
    for word_column, share in zip(grid.columns, column_widths(table, width / Cm(17)), strict=True):
        word_column.width = Emu(round(width * share))
        for cell in word_column.cells:
            cell.width = word_column.width
