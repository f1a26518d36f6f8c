"""The assets a team can draw on: in tables, in lists, by category, as answers to questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_blank, is_guidance, is_placeholder
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.list_lines import lines_of, numbered
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.priorities.section_headings import (
    asks_for_assets,
    heads_assets,
    heads_categories,
    is_category,
    is_question,
    role_of,
    titles_assets,
    titles_priorities,
)
from trip_analytics.understanding.words import remembered

Row = dict[str, Any]

_WIDEST_GAP = 1  # empty rows inside a list that goes on as it began
_LONGEST_CATEGORY = 8  # words


@dataclass(frozen=True, slots=True)
class _Heads:
    """The headings over a table of assets, with the columns of what they are for."""

    category: int | None
    assets: Sequence[Cell]
    """A heading for each column of assets: each its own category where there are several."""
    others: Sequence[Cell]


def read_assets(page: Page) -> list[Row]:
    """The assets listed on a page, a row each, with their category where one is given.

    Each line of a cell is an asset; a list with commas in one line stays as it is.
    """
    rows: list[Row] = []
    for row in page.rows_where(_may_begin):
        free = page.written(row)
        if not free:
            continue
        first = free[0]
        if (heads := _heads(free)) is not None:
            page.take(*free)
            rows += _read_table(page, row, heads)
        elif _is_title(first.standing) and len(free) <= 2:
            rows += _read_below(page, row, free)
        elif asks_for_assets(first.standing) and len(free) <= 2:
            rows += _read_answers(page, row)
    return rows


def has_assets(page: Page) -> bool:
    """Whether a page holds a table of assets, or a list below a title of its own."""
    for row in page.rows_where(_may_begin):
        free = page.written(row)
        if free and (_heads(free) is not None or (len(free) == 1 and _is_title(free[0].standing))):
            return True
    return False


def heads_assets_table(cells: Sequence[Cell]) -> bool:
    """Whether cells are the headings over categories and assets."""
    return _heads(cells) is not None


@remembered
def _may_begin(text: str) -> bool:
    """Whether a text may be a title of assets, a heading over them or a question about them."""
    return heads_categories(text) or _is_title(text) or asks_for_assets(text)


def _is_title(text: str) -> bool:
    head, colon, rest = text.strip().partition(":")
    first, *others = text.strip().splitlines() or [""]
    return (
        titles_assets(text)
        or (colon == ":" and bool(rest.strip()) and titles_assets(head))
        or (bool(others) and titles_assets(first))
    )


def _heads(cells: Sequence[Cell]) -> _Heads | None:
    category = next((c for c in cells if heads_categories(c.standing)), None)
    asset = next((c for c in cells if c is not category and heads_assets(c.standing)), None)
    if category is None or asset is None or len(cells) > 5:
        return None
    others = [c for c in cells if c not in (category, asset)]
    return _Heads(category.column, [asset], others)


def _read_table(page: Page, row: int, heads: _Heads) -> list[Row]:
    """The assets below headings; a category holds for the lines below it as well."""
    rows: list[Row] = []
    category: str | None = None
    several = len(heads.assets) > 1
    last = row
    while (row := _next_row(page, last)) > 0:
        cells = page.written(row)
        columns = {cell.column: cell for cell in cells}
        named = columns.get(heads.category) if heads.category is not None else None
        inside = [c for head in heads.assets if (c := columns.get(head.column)) is not None]
        if row - last > 1 and not _same_table(page, last, row) and len(cells) < 2:
            break
        if (named is None and not inside) or _ends_list(page, cells, within=several):
            break
        page.take(named)
        category = tidy(named.standing) if named is not None else category
        for cell in inside:
            head = next(h for h in heads.assets if h.column == cell.column)
            rows += _assets_of(
                page, cell, tidy(head.standing).rstrip(": ") if several else category
            )
        for other in heads.others:
            _log_other(page, other, columns.get(other.column))
        last = max(row, *(page.last_row_of(cell) for cell in cells))
    return rows


def _log_other(page: Page, head: Cell, cell: Cell | None) -> None:
    if cell is None:
        return
    role = role_of(head.standing)
    if role in ("lead", "staff_lead", "service_user_lead"):
        page.note("name-not-kept", cell, keep=False)
    else:
        page.note("unknown-column", cell)


def _read_below(page: Page, row: int, free: Sequence[Cell]) -> list[Row]:
    """What is in, beside or below the title of a section of assets."""
    first = free[0]
    head, colon, inline = first.standing.partition(":")
    page.take(first)
    lines = first.standing.splitlines()
    if len(lines) > 1 and titles_assets(lines[0]):
        return [_row(page, line.text, None, first) for line in lines_of(first)[1:]]
    # "Identifying assets: what have we got?" is a title and a question, not an asset.
    asks = titles_assets(inline) or is_question(inline)
    if (
        colon
        and inline.strip()
        and titles_assets(head)
        and not (asks or titles_assets(first.standing))
    ):
        return [_row(page, inline.strip(), None, first)]
    rows = [row for cell in free[1:] for row in _assets_of(page, cell, None)]
    last = row
    category: str | None = None
    shape: int | None = None
    while (row := _next_row(page, last)) > 0:
        cells = page.written(row)
        cells = [c for c in cells if c.column >= first.column - 1]
        if not cells or _heads(cells) is not None:
            break
        if len(cells) == 1 and (
            is_guidance(cells[0].standing) and not is_question(cells[0].standing)
        ):
            last = row  # printed, and for the log to keep
            continue
        if row - last > 1 and rows and _is_apart(page, last, cells, shape):
            break
        if _ends_list(page, cells, within=True):
            break
        if category is None and not rows and _heads_columns(page, row, cells):
            page.take(*cells)
            return rows + _read_table(page, row, _Heads(None, cells, []))
        category, found = _read_line(page, row, cells, category)
        rows += found
        shape = len(cells)
        last = max(row, *(page.last_row_of(cell) for cell in cells))
    return rows


def _read_line(
    page: Page, row: int, cells: Sequence[Cell], category: str | None
) -> tuple[str | None, list[Row]]:
    """One row of a list: a category on its own line, a category and its assets, or assets."""
    first = cells[0]
    text = first.standing
    if len(cells) == 1:
        if re.fullmatch(r"\(?\d{1,2}[.):]?", text):
            page.take(first)  # a number printed before an empty line
            return category, []
        if is_question(text) or _heads_lines(page, row, first):
            page.take(first)
            return tidy(text).rstrip(": "), []
        head, colon, rest = text.partition(":")
        if colon and rest.strip() and is_category(head):
            page.take(first)
            below = rest.strip()
            return category, [_row(page, below, tidy(head), first)]
        return category, _assets_of(page, first, category)
    number, rest = numbered(text)
    if number is not None and not rest:
        page.take(first)
        return category, [row for c in cells[1:] for row in _assets_of(page, c, category)]
    page.take(first)
    own = tidy(text).rstrip(": ")
    found = _assets_of(page, cells[1], own)
    for cell in cells[2:]:
        page.note("unknown-column", cell)
    return own, found


def _read_answers(page: Page, row: int) -> list[Row]:
    """Questions about assets, each with its answer beside or below."""
    rows: list[Row] = []
    last = row - 1
    while (cells := page.written(row)) and row - last <= _WIDEST_GAP + 1:
        question = cells[0]
        if not is_question(question.standing):
            break
        page.take(question)
        category = tidy(question.standing)
        answers = cells[1:]
        if not answers:
            below = _next_row(page, row)
            answers = page.written(below)[:1] if below else []
            if answers and (
                is_question(answers[0].standing) or _ends_list(page, answers, within=True)
            ):
                answers = []
        for answer in answers:
            rows += _assets_of(page, answer, category)
        last = max([row, *(a.row for a in answers)])
        row = _next_row(page, last)
    return rows


def _assets_of(page: Page, cell: Cell, category: str | None) -> list[Row]:
    if cell.struck:
        page.note("struck-through", cell)
    elif is_placeholder(cell.standing):
        page.note("other-text", cell)
        return []
    page.take(cell)
    return [_row(page, line.text, category, cell) for line in lines_of(cell)]


def _row(page: Page, text: str, category: str | None, cell: Cell) -> Row:
    return {"category": category, "asset": text, **page.where(cell)}


def _next_row(page: Page, last: int) -> int:
    """The next row that anything free is in, past an empty one at most; 0 where none is."""
    for row in range(last + 1, last + _WIDEST_GAP + 2):
        if page.rows.get(row):
            return row if page.written(row) else 0
    return 0


def _is_apart(page: Page, last: int, cells: Sequence[Cell], shape: int | None) -> bool:
    """Whether a row behind an empty one goes on with something else than the list above."""
    row = cells[0].row
    if _same_table(page, last, row):
        return False
    return len(cells) != shape or (len(cells) == 1 and not _heads_lines(page, row, cells[0]))


def _same_table(page: Page, one: int, other: int) -> bool:
    table = page.table_of(one)
    return table is not None and table == page.table_of(other)


def _heads_columns(page: Page, row: int, cells: Sequence[Cell]) -> bool:
    """Whether a row heads a column for each category, with the assets below."""
    if len(cells) < 2 or not all(is_category(cell.standing) for cell in cells):
        return False
    below = page.written(row + 1)
    return bool(below) and {c.column for c in below} <= {c.column for c in cells}


def _heads_lines(page: Page, row: int, cell: Cell) -> bool:
    """Whether a line names a category, with assets in the lines below it."""
    text = tidy(cell.standing)
    if len(text.split()) > _LONGEST_CATEGORY or not (is_category(text) or text.endswith(":")):
        return False
    below = page.written(row + 1)
    if not below or _ends_list(page, below, within=True):
        return False
    return text.endswith(":") or (
        below[0].column >= cell.column and not is_category(below[0].standing)
    )


def _ends_list(page: Page, cells: Sequence[Cell], *, within: bool) -> bool:
    """Whether a row begins something else: another section, a field of the form."""
    first = cells[0]
    text = tidy(first.standing)
    head, colon, rest = text.partition(":")
    if titles_priorities(text) or is_blank(text):
        return titles_priorities(text)
    if label_of(head) and (colon or (len(cells) == 2 and label_of(text))):
        return True
    roles = {role_of(c.standing) for c in cells} - {None, "number"}
    if len(cells) >= 3 and len(roles) >= 3:
        return True
    if len(cells) == 1 and colon and not rest.strip():
        return not within or not _heads_lines_only(page, first)
    return False


def _heads_lines_only(page: Page, cell: Cell) -> bool:
    return is_category(cell.standing) and bool(page.written(cell.row + 1))
