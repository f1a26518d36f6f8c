"""Answers under codes, with a list of what each code stands for on another sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.form_page import At, Page
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.plain_text import normalise

# So many statements with a code beside each make a list of codes; and so many codes in a row or
# a column of another sheet are its headings.
FEWEST_CODES: Final = 3
LONGEST_CODE: Final = 20  # characters
# What a code stands for is in one of so many cells behind it, the kind of the question before it.
WIDEST: Final = 4


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
            labels = _of_fields(texts)
            for at, page in enumerate(spelt):
                if at != book and (coded := _coded(page, codes, labels)):
                    spelt[at] = page.showing({**page.sheet.cells, **coded})
                    lists.add(book)
    return spelt, {spelt[at] for at in lists}


def _coded_texts(page: Page) -> list[tuple[str, list[str]]]:
    """The texts without a space on a page that have others beside them, each with those."""
    texts = page.texts
    return [
        (text, beside)
        for (row, column), text in texts.items()
        if 1 < len(text) <= LONGEST_CODE
        and " " not in text
        and (beside := [texts[row, column + n] for n in range(1, WIDEST + 1)
                        if (row, column + n) in texts])
    ]  # fmt: skip


def _codes(texts: Sequence[tuple[str, list[str]]], matcher: ItemMatcher) -> dict[str, str]:
    """What each code stands for, where statements have nothing but a code beside them."""
    found: dict[str, str] = {}
    items: set[str] = set()
    for code, beside in texts:
        if not _is_code(code):
            continue
        text = max(beside, key=len)
        match = matcher.match(text)
        if match is not None and match.item_id not in items:
            items.add(match.item_id)
            found[normalise(code)] = text
    return found


def _of_fields(texts: Sequence[tuple[str, list[str]]]) -> dict[str, str]:
    """What each code stands for that has the label of a field beside it: ``yr``, "Year"."""
    named = ((code, [text for text in beside if label_of(text)]) for code, beside in texts)
    return {normalise(code): labels[0] for code, labels in named if labels}


def _is_code(text: str) -> bool:
    """Whether a text is a name such as q1 or TRIP_3: a number alone is a line's."""
    return any(map(str.isalpha, text)) and any(map(str.isdigit, text))


def _coded(page: Page, codes: Mapping[str, str], labels: Mapping[str, str]) -> dict[At, Cell]:
    """The cells of a page that hold codes, as what they stand for, where they head answers."""
    texts = {at: normalise(text) for at, text in page.texts.items()}
    held = {at: codes[text] for at, text in texts.items() if text in codes}
    rows = {row for row, _ in held}
    columns = {column for _, column in held}
    if len(held) < FEWEST_CODES or 1 not in (len(rows), len(columns)):
        return {}
    for at, text in texts.items():  # beside them, the codes of fields
        if text in labels and (rows == {at[0]} or columns == {at[1]}):
            held[at] = labels[text]
    cells = page.sheet.cells
    return {
        at: cells[at]._replace(text=text, value=text, struck="", unstruck=None)
        for at, text in held.items()
    }
