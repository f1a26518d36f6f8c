"""The tables that a file shows, and the figures in their cells, as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from trip_analytics.reading import Cell, Document, Sheet

# How tables say that there is a figure which they do not show.
_WITHHELD: Final = re.compile(
    r"\[c\]|c|\*{1,2}|-{1,2}|–|—|x+|s|suppressed|withheld|redacted|<\s*\d+", re.I
)
_FIGURE: Final = re.compile(r"([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(%?)", re.I)
_WITH_SIGNS: Final = re.compile(r"\+?(-?\d{1,3}(?:,\d{3})+|-?[\d.]+)\s*(%?)")


def plain(text: str) -> str:
    """A cell's text on one line, with minus, plus, comma and space written in one way.

    Examples
    --------
    >>> plain("−0.3"), plain("+1,204"), plain(" 43 %")
    ('-0.3', '1204', '43%')
    """
    text = " ".join(text.replace("−", "-").replace("\xa0", " ").split())
    found = _WITH_SIGNS.fullmatch(text)
    return found[1].replace(",", "") + found[2] if found else text


def figure(text: str) -> float | None:
    """The figure that a cell shows; None where it shows none.

    Examples
    --------
    >>> figure("43%"), figure("3.2"), figure("[c]")
    (0.43, 3.2, None)
    """
    found = _FIGURE.fullmatch(plain(text))
    if found is None:
        return None
    return round(float(found[1]) / (100 if found[2] else 1), 12)


def count(text: str) -> int | None:
    """The whole number that a cell shows; None where it shows none.

    Examples
    --------
    >>> count("7"), count("7.5"), count("7%")
    (7, None, None)
    """
    text = plain(text)
    return int(text) if text.isdecimal() else None


def is_withheld(text: str) -> bool:
    """Whether a cell says that its figure is not shown.

    Examples
    --------
    >>> is_withheld("[c]"), is_withheld("<5"), is_withheld("4"), is_withheld("")
    (True, True, False, False)
    """
    return _WITHHELD.fullmatch(plain(text)) is not None


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, an interval of two, or one that is withheld.

    Examples
    --------
    >>> is_figure("3.1 to 3.6"), is_figure("[c]"), is_figure("Own choices")
    (True, True, False)
    """
    low, _, high = plain(text).partition(" to ")
    return is_withheld(text) or (figure(low) is not None and (not high or figure(high) is not None))


_NUMBERED = re.compile(r"table (\d+)\s*[:.]\s*", re.I)
_WORD_ROW = re.compile(r"(table .+) row \d+")


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table of a document."""

    place: str
    """The sheet, or which table of the document it is."""
    title: str
    """The line above it; its place where there is none."""
    number: int | None
    """The number in its title."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """As shown, signs written in one way, as many cells as there are columns."""

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return f"“{self.title}”" if self.title else "a table without a title"

    @property
    def text_columns(self) -> list[int]:
        """The columns that hold no figures."""
        return [
            at
            for at in range(len(self.columns))
            if any(row[at] for row in self.rows)
            and not any(is_figure(row[at]) for row in self.rows)
        ]


def shown_tables(document: Document, captions: Mapping[str, str]) -> Iterator[ShownTable]:
    """The tables of a document, in their order; a web page's ``captions`` by its sheets' names."""
    for sheet in document.sheets:
        above = [captions[sheet.name or ""]] if sheet.name in captions else []
        headed: tuple[str, ...] | None = None
        for block in _blocks(sheet):
            name = _name(sheet, block[0])
            if _is_text(block) and name is None:
                above += [cell.standing for row in block for cell in row]
                continue
            grid = _grid(sheet, block)
            # The last line of text over a Word table is its title, the first over a sheet's.
            line = "" if not above else above[-1] if name else above[0]
            if headed is not None and name is None and _is_figures(grid[0]):
                columns, body = headed, grid
            else:
                columns, body = _headed(grid)
            headed = columns
            place = name or sheet.name or ""
            yield _table(place, line or place, columns, body)
            above = []


def lines_outside_tables(document: Document) -> Iterator[str]:
    """The lines of text, and the comments attached to cells."""
    for sheet in document.sheets:
        for block in _blocks(sheet):
            if _is_text(block) and _name(sheet, block[0]) is None:
                yield from (cell.standing for row in block for cell in row)
        yield from (note.text for note in (*sheet.notes, *sheet.margins))


_Row = Sequence[Cell]
_Grid = list[list[Cell | None]]


def _blocks(sheet: Sheet) -> Iterator[list[_Row]]:
    """Rows one below the other, those of text (one cell) apart from those of tables."""
    rows = [
        list(cells)
        for _, cells in groupby(
            sorted(sheet.cells.values(), key=lambda cell: (cell.row, cell.column)),
            key=lambda cell: cell.row,
        )
    ]
    block: list[_Row] = []
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        if block and not _belongs(sheet, block, row, following):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _belongs(sheet: Sheet, block: list[_Row], row: _Row, following: _Row | None) -> bool:
    """Whether a row goes on with a block."""
    if _name(sheet, block[0]) != _name(sheet, row):
        return False
    if row[0].row != block[-1][0].row + 1:
        return False
    if _name(sheet, row) is not None:
        return True
    if len(row) > 1:
        return not _is_text(block)
    # A heading within a table is between rows of figures.
    within = (
        following is not None
        and len(following) > 1
        and following[0].row == row[0].row + 1
        and any(figure(cell.text) is not None for cell in following)
    )
    return within or _is_text(block)


def _is_text(block: Sequence[_Row]) -> bool:
    return all(len(row) == 1 for row in block)


def _name(sheet: Sheet, row: _Row) -> str | None:
    """Which table of a Word document or a web page a row is in."""
    found = _WORD_ROW.fullmatch(sheet.row_names.get(row[0].row, ""))
    if found:
        return found[1]
    of_page = sheet.name or ""
    return of_page if re.fullmatch(r"table \d+", of_page) and sheet.name else None


def _grid(sheet: Sheet, block: Sequence[_Row]) -> _Grid:
    """A block's cells from its first column to its last, those of a merged range filled."""
    first = min(row[0].column for row in block)
    last = max(row[-1].column for row in block)
    top, bottom = block[0][0].row, block[-1][0].row
    filled = {(cell.row, cell.column): cell for row in block for cell in row}
    for upper, left, lower, right in sheet.merged:
        cell = filled.get((upper, left))
        if cell is None or not top <= upper <= bottom:
            continue
        for row in range(upper, min(lower, bottom) + 1):
            for column in range(left, min(right, last) + 1):
                filled.setdefault((row, column), cell)
    rows = sorted({row[0].row for row in block})
    return [[filled.get((row, column)) for column in range(first, last + 1)] for row in rows]


def _headed(grid: _Grid) -> tuple[tuple[str, ...], _Grid]:
    """The columns' titles, of one row or more, and the rows below."""
    titles = [[_text(cell) for cell in grid[0]]]
    for row in grid[1:]:
        texts = [_text(cell) for cell in row]
        goes_on = texts[0] in ("", titles[0][0]) and len(set(texts)) > 1
        if not goes_on or _is_figures(row):
            break
        titles.append(texts)
    columns = zip(*titles, strict=True)
    joined = tuple(" ".join(dict.fromkeys(filter(None, each))) for each in columns)
    return joined, grid[len(titles) :]


def _is_figures(row: Sequence[Cell | None]) -> bool:
    """Whether a row holds figures, and not the points of a scale or years as titles."""
    figures = [each for cell in row if cell is not None and (each := figure(cell.text)) is not None]
    in_order = all(each == figures[0] + at for at, each in enumerate(figures))
    titles = in_order and (len(figures) > 2 or all(1900 < each < 2100 for each in figures))
    return bool(figures) and not titles


def _table(place: str, title: str, columns: tuple[str, ...], body: _Grid) -> ShownTable:
    numbered = _NUMBERED.match(title)
    wide = len(columns)
    rows = [tuple(([_text(cell) for cell in row] + [""] * wide)[:wide]) for row in body]
    return ShownTable(
        place,
        title[numbered.end() :] if numbered else title,
        int(numbered[1]) if numbered else None,
        columns,
        tuple(row for row in rows if any(row)),
    )


def _text(cell: Cell | None) -> str:
    return plain(cell.standing) if cell is not None else ""
