"""Tables with a row for each rating, turned so that each rating has a column."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from trip_analytics.auditing.figure import count_of, is_withheld, written
from trip_analytics.auditing.tables import ShownTable

_RATING: Final = re.compile(r"(?:rating|score|point|answer)s?", re.I)
_COUNT: Final = re.compile(r"n|teams|count|number(?: of teams)?|frequency|freq", re.I)
_POINTS: Final = ("1", "2", "3", "4", "5")


def turned(table: ShownTable) -> ShownTable:
    """The table with a column for each rating, if it has a row for each; else as it is.

    A rating that has no row of its own was given by nobody.
    """
    columns = range(len(table.columns))
    rating = next((at for at in columns if _RATING.fullmatch(table.columns[at])), None)
    count = next((at for at in columns if _COUNT.fullmatch(table.columns[at])), None)
    if rating is None or count is None:
        return table
    rows = [row for row in table.stored if row[rating] in _POINTS]
    if len(rows) < len(table.stored) or not all(
        count_of(row[count]) or is_withheld(row[count]) for row in rows
    ):
        return table
    labels = [
        at for at in columns if at not in (rating, count) and not any(written(r[at]) for r in rows)
    ]
    counts: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        of_row = counts.setdefault(tuple(row[at] for at in labels), {})
        if row[rating] in of_row:  # not one row for each rating: a row for each team, say
            return table
        of_row[row[rating]] = row[count]
    wide = tuple((*label, *(each.get(p, "0") for p in _POINTS)) for label, each in counts.items())
    return replace(
        table, columns=(*(table.columns[at] for at in labels), *_POINTS), rows=wide, stored=wide
    )
