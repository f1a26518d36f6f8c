"""How wide a table's columns are on paper."""

from __future__ import annotations

from math import ceil

from trip_analytics.reports.model import Column, Table, shown

# Of the text's width: a character of a table's letters, and the space within a cell.
CHARACTER = 0.0112
PADDING = 0.02
# Words longer than this are broken where room is short.
LONGEST_WORD = 16
# A column of names needs this much to be read easily.
NAMES = 0.28


def column_widths(table: Table, room: float = 1.0) -> tuple[float, ...]:
    """Widths of a table's columns as shares of the text's width, 1 together.

    A column of figures is as narrow as its title in three lines allows, or, on a crowded
    page, as its longest word. Columns of text share the rest, and always fit their longest words.
    ``room`` is the text's width, of that of an A4 page with narrow margins.

    Examples
    --------
    >>> table = Table(
    ...     "Ratings", (Column("Practice"), Column("Teams", "whole")), (("Own choices", 41),)
    ... )
    >>> [round(width, 2) for width in column_widths(table)]
    [0.92, 0.08]
    """
    texts = [at for at, column in enumerate(table.columns) if column.shows == "text"]
    for lines in (3, 4, 5, 20):
        widths = [_for_figures(table, at, lines, room) for at in range(len(table.columns))]
        left = 1 - sum(width for at, width in enumerate(widths) if at not in texts)
        if left >= NAMES * len(texts):
            break
    wanted = {at: min(max(_longest(table, at), 12), 70) for at in texts}
    least = {at: _for_words(table, at, room) for at in texts}
    spare = left - sum(least.values())
    for at in texts:
        share = wanted[at] / sum(wanted.values())
        widths[at] = least[at] + spare * share if spare > 0 else left * share
    return tuple(width / sum(widths) for width in widths)


def _for_figures(table: Table, at: int, lines: int, room: float) -> float:
    title = table.columns[at].title
    longest_word = max(map(len, title.split()))
    characters = max(longest_word, ceil(len(title) / lines) + 1, _longest(table, at), 5)
    return (CHARACTER * characters + PADDING) / room


def _for_words(table: Table, at: int, room: float) -> float:
    """What a column of text needs so that no word of it is broken, unless it is very long."""
    texts = [table.columns[at].title, *(shown(row[at], table.columns[at]) for row in table.rows)]
    longest = max(len(word) for text in texts for word in text.split() or ("",))
    return (CHARACTER * min(longest, LONGEST_WORD) + PADDING) / room


def _longest(table: Table, at: int) -> int:
    column: Column = table.columns[at]
    return max((len(shown(row[at], column)) for row in table.rows), default=0)
