"""Pages as a reader of workbooks gives them, and forms as rows: for tests that need no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from openpyxl.cell.cell import ERROR_CODES

from tools.forms.files import with_openpyxl
from tools.forms.page import PLAIN, Content, Formula, Look, Page, a1, shown
from tools.forms.words import STATEMENTS
from trip_analytics.reading import Cell, Sheet
from trip_analytics.reading.document import Kind, Note

Rows = Sequence[Sequence[Content]]

_FORMATS: Final = {"0%": "{:.0%}", "0": "{:.0f}", '0" / 5"': "{} / 5"}
_SYMBOLS: Final = ("Wingdings", "Wingdings 2", "Webdings", "Marlett")


def form_rows(
    fields: Mapping[str, Content],
    *answers: Sequence[Content],
    headings: Sequence[Content] = ("Statement", "Rating (1-5)", "Comments"),
    statements: Sequence[str] = tuple(STATEMENTS.values()),
    above: Rows = (),
) -> list[list[Content]]:
    """A form: its fields, the rows ``above``, and the statements with columns of answers."""
    return [
        *([f"{label}:", value] for label, value in fields.items()),
        *map(list, above),
        list(headings),
        *map(list, zip(statements, *answers, strict=True)),
    ]


def page_of(rows: Rows, name: str = "Sheet1") -> Page:
    """Rows on a page."""
    page = Page(name)
    for number, contents in enumerate(rows, start=1):
        page.put_row(number, 1, contents)
    return page


def write_rows(path: Path, sheets: Rows | Mapping[str, Rows]) -> Path:
    """Rows as a workbook, a sheet for each name if they are named."""
    named = sheets if isinstance(sheets, Mapping) else {"Sheet": sheets}
    path.parent.mkdir(parents=True, exist_ok=True)
    with_openpyxl(path, [page_of(rows, name) for name, rows in named.items()])
    return path


def cell_of(
    row: int, column: int, content: Content, look: Look = PLAIN, *, hidden: bool = False
) -> Cell:
    """A cell as a workbook's reader gives it."""
    text, formula = shown(content), None
    if isinstance(content, Formula):
        formula, content = content
    kind = "error" if text in ERROR_CODES else _kind(content)
    if kind == "number" and look.number_format in _FORMATS:
        text = _FORMATS[look.number_format].format(content)
    elif kind == "number" and isinstance(content, int) and "d" in (look.number_format or ""):
        kind, content = "date", dt.date(1899, 12, 31) + dt.timedelta(content)
        text = shown(content)
    struck, unstruck = (text, None) if look.all_struck else ("", None)
    if look.struck:
        struck, unstruck, text = look.struck, f" {text}", f"{look.struck} {text}"
        content = text
    symbols = look.font if look.font in _SYMBOLS else None
    return Cell(
        row, column, a1(row, column), text, content, kind, struck, symbols, hidden, formula,
        unstruck,
    )  # fmt: skip


def _kind(content: Content) -> Kind:
    match content:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case dt.date():
            return "date"
        case _:
            return "text"


def sheet_of(page: Page) -> Sheet:
    """A page as a workbook's reader gives it; what is a cell already stays as it is."""
    cells = {
        place: content
        if isinstance(content, Cell)  # type: ignore[redundant-expr] # rows of a test may hold some
        else cell_of(*place, content, look, hidden=place[0] in page.hidden_rows)
        for place, (content, look) in page.cells.items()
    }
    notes = tuple(Note(page.address(*place), text) for place, text in page.notes.items())
    return Sheet(page.name, cells, tuple(page.merged), notes=notes)
