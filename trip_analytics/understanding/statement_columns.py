"""Which column of a sheet holds statements: by its heading, the points beside it, or sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from trip_analytics.reading import Cell, Sheet
from trip_analytics.understanding.plain_text import normalise, tidy, without_number
from trip_analytics.understanding.words import vocabulary

SAID: Final = vocabulary("statement_lists")
COLUMNS: Final = (
    "statement", "short_title", "domain", "reverse", "item_id", "number", "first_year",
    "last_year", "comparable",
)  # fmt: skip
# So many words make a line a sentence, where no heading says which column holds statements ...
FEWEST_WORDS: Final = 4
# ... and so many sentences below each other make a list.
FEWEST_SENTENCES: Final = 3
MOST_WORDS: Final = 80
WIDEST_GAP: Final = 3  # rows between two of them
_NUMBER: Final = re.compile(r"-?\d{1,2}")


def names_a_sheet(sheet: Sheet, *concepts: str) -> bool:
    """Whether a sheet is called so."""
    name = normalise(sheet.name or "")
    return any(SAID[concept].fullmatch(name) for concept in concepts)


def place(sheet: Sheet, cell: Cell) -> str:
    """Where a cell is, as a person would say it."""
    if sheet.row_names:
        return cell.address
    return f"row {cell.row}" + (f" of sheet {sheet.name}" if sheet.name else "")


def means(cell: Cell | None, concept: str) -> bool:
    """Whether a cell is a title of this meaning."""
    return cell is not None and SAID[concept].fullmatch(normalise(cell.standing)) is not None


def headed_column(sheet: Sheet) -> tuple[int, int] | None:
    """The first heading of a column of statements: what is below it is longer than it is.

    A title such as "Our standards" reads like one: a heading with others beside it goes before.
    """
    alone: tuple[int, int] | None = None
    for row, column in sorted(sheet.cells):
        cell = sheet.cells[row, column]
        if cell.standing.rstrip().endswith("?") or not means(cell, "statement"):
            continue
        below = [cell.standing for cell in _below(sheet, row, column)]
        row_cells = [c for (r, _), c in sheet.cells.items() if r == row and c.standing]
        others = sum(any(means(c, name) for name in COLUMNS[1:]) for c in row_cells)
        sentences = sum(len(text.split()) >= FEWEST_WORDS for text in below)
        if below and len(row_cells) > 1 and (sentences * 2 > len(below) or others):
            return row, column
        if below and len(row_cells) == 1 and alone is None:
            alone = row, column
    return alone


def column_before_points(sheet: Sheet) -> tuple[int, int] | None:
    """The row of headings with the numbers of points, and the column of words before them."""
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(cell)
    for row, cells in rows.items():
        numbers = [(c.column, int(c.standing)) for c in cells if _NUMBER.fullmatch(c.standing)]
        steps = {b - a for (_, a), (_, b) in pairwise(numbers)}
        if len(numbers) < FEWEST_SENTENCES or steps not in ({1}, {-1}):
            continue
        before = [
            (sum(len(c.standing) for c in below), column)
            for column in range(1, numbers[0][0])
            if (below := [c for c in _below(sheet, row, column) if c.kind == "text"])
        ]
        if before:
            return row, max(before)[1]
    return None


def _below(sheet: Sheet, row: int, column: int) -> list[Cell]:
    return [c for (r, k), c in sheet.cells.items() if r > row and k == column and c.standing]


def column_of_sentences(sheet: Sheet) -> tuple[int, Sequence[int]] | None:
    """The column and the rows of the longest run of sentences, in a table where there is one."""
    best: tuple[int, Sequence[int]] | None = None
    for tables_alone in (True, False):
        columns: dict[int, list[int]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if not (tables_alone and is_paragraph(sheet, row)) and _is_sentence(cell):
                columns.setdefault(column, []).append(row)
        for column, rows in columns.items():
            for run in _runs(rows):
                first = run[1] if len(run) > 1 and _heads(sheet, run, column) else run[0]
                if len(run) >= FEWEST_SENTENCES and (best is None or len(run) > len(best[1])):
                    best = column, range(first, run[-1] + 1)
        if best is not None:
            break
    return best


def _heads(sheet: Sheet, run: Sequence[int], column: int) -> bool:
    """Whether the first of some sentences is a heading, with others beside it and none below."""
    beside = {k for r, k in sheet.cells if r == run[0] and k > column}
    return bool(beside) and not any(r in run[1:] and k in beside for r, k in sheet.cells)


def _runs(rows: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for row in rows:
        if run and row - run[-1] > WIDEST_GAP:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def is_paragraph(sheet: Sheet, row: int) -> bool:
    """Whether a row is a paragraph of a Word document, outside its tables."""
    return sheet.row_names.get(row, "").startswith("paragraph")


def _is_sentence(cell: Cell) -> bool:
    text = tidy(cell.standing)
    words = len(without_number(text)[0].split())
    asks = SAID["asks"].search(text) is not None or text.endswith(":")
    return cell.kind == "text" and FEWEST_WORDS <= words <= MOST_WORDS and not asks
