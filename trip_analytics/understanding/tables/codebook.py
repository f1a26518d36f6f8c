"""Answers under codes, with a list of what each code stands for on another sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import At, Page
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.plain_text import normalise

# So many statements with a code beside each make a list of codes; and so many codes in a row or
# a column of another sheet are its headings.
FEWEST_CODES: Final = 3
LONGEST_CODE: Final = 20  # characters


def with_codes_spelt_out(
    pages: Sequence[Page], matchers: Iterable[ItemMatcher]
) -> tuple[list[Page], set[Page]]:
    """Pages with each code replaced by its statement, and which of them list the codes."""
    spelt, lists = list(pages), set[int]()
    books = [_coded_texts(page) for page in pages] if len(pages) > 1 else []
    for matcher in matchers:
        for book, texts in enumerate(books):
            codes = _codes(texts, matcher) if len(texts) >= FEWEST_CODES else {}
            if len(codes) < FEWEST_CODES:
                continue
            for at, page in enumerate(spelt):
                if at != book and (coded := _coded(page, codes)):
                    spelt[at] = page.showing({**page.sheet.cells, **coded})
                    lists.add(book)
    return spelt, {spelt[at] for at in lists}


def _coded_texts(page: Page) -> list[tuple[str, str]]:
    """The codes on a page that have a text beside them, each with that text."""
    texts = page.texts
    return [
        (text, beside)
        for (row, column), text in texts.items()
        if (beside := texts.get((row, column + 1))) is not None and _is_code(text)
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


def _is_code(text: str) -> bool:
    """Whether a text is a name such as q1 or TRIP_3: a number alone is a line's."""
    if not 1 < len(text) <= LONGEST_CODE or " " in text:
        return False
    return any(map(str.isalpha, text)) and any(map(str.isdigit, text))


def _coded(page: Page, codes: Mapping[str, str]) -> dict[At, Cell]:
    """The cells of a page that hold codes, as what they stand for, where they head answers."""
    held = {
        at: codes[normalise(text)] for at, text in page.texts.items() if normalise(text) in codes
    }
    rows = {row for row, _ in held}
    columns = {column for _, column in held}
    if len(held) < FEWEST_CODES or 1 not in (len(rows), len(columns)):
        return {}
    cells = page.sheet.cells
    return {
        at: cells[at]._replace(text=text, value=text, struck="", unstruck=None)
        for at, text in held.items()
    }
