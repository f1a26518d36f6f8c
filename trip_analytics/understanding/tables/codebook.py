"""Answers under codes, with a list of what each code stands for on another sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from trip_analytics.reading import Cell, Sheet
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.plain_text import normalise

# So many statements with a code beside each make a list of codes; and so many codes in a row or
# a column of another sheet are its headings.
FEWEST_CODES: Final = 3
LONGEST_CODE: Final = 20  # characters

Place = tuple[int, int]


def with_codes_spelt_out(
    sheets: Sequence[Sheet], matchers: Iterable[ItemMatcher]
) -> tuple[tuple[Sheet, ...], frozenset[str | None]]:
    """Sheets with each code replaced by its statement, and which of them list the codes."""
    lists: set[str | None] = set()
    spelt = list(sheets)
    books = [(sheet.name, _coded_texts(sheet)) for sheet in sheets] if len(sheets) > 1 else []
    for matcher in matchers:
        for name, texts in books:
            codes = _codes(texts, matcher) if len(texts) >= FEWEST_CODES else {}
            if len(codes) < FEWEST_CODES:
                continue
            for at, sheet in enumerate(spelt):
                if sheet.name != name and (coded := _coded(sheet, codes)):
                    spelt[at] = replace(sheet, cells={**sheet.cells, **coded})
                    lists.add(name)
    return tuple(spelt), frozenset(lists)


def _coded_texts(sheet: Sheet) -> list[tuple[str, str]]:
    """The codes on a sheet that have a text beside them, each with that text."""
    cells = sheet.cells
    return [
        (cell.standing, beside.standing)
        for (row, column), cell in cells.items()
        if _is_code(cell)
        and (beside := cells.get((row, column + 1))) is not None
        and beside.kind == "text"
    ]


def _codes(texts: Sequence[tuple[str, str]], matcher: ItemMatcher) -> dict[str, str]:
    """What each code stands for, where statements have nothing but a code beside them."""
    found: dict[str, str] = {}
    items: set[str] = set()
    for code, text in texts:
        match = matcher.match(text)
        if match is not None and match.item_id not in items:
            items.add(match.item_id)
            found[normalise(code)] = text
    return found


def _is_code(cell: Cell) -> bool:
    """Whether a cell holds a name such as q1 or TRIP_3: a number alone is a line's."""
    text = cell.standing
    if cell.kind != "text" or not 1 < len(text) <= LONGEST_CODE or " " in text:
        return False
    return any(map(str.isalpha, text)) and any(map(str.isdigit, text))


def _coded(sheet: Sheet, codes: Mapping[str, str]) -> dict[Place, Cell]:
    """The cells of a sheet that hold codes, as what they stand for, where they head answers."""
    held = {
        place: codes[normalise(cell.standing)]
        for place, cell in sheet.cells.items()
        if cell.kind == "text" and normalise(cell.standing) in codes
    }
    rows = {row for row, _ in held}
    columns = {column for _, column in held}
    if len(held) < FEWEST_CODES or 1 not in (len(rows), len(columns)):
        return {}
    return {
        place: sheet.cells[place]._replace(text=text, value=text, struck="", unstruck=None)
        for place, text in held.items()
    }
