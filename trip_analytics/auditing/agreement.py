"""Whether the documents of one report say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from trip_analytics.auditing.figure import plain
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.sources import ReadFile
from trip_analytics.auditing.tables import ShownTable
from trip_analytics.words import listed

_TO = re.compile(r"(.+?) to (.+)")


def disagreements(files: Sequence[ReadFile]) -> Iterator[Found]:
    """Tables of the same number, in documents of the same report, that differ."""
    for one, other in combinations(files, 2):
        if one.publication != other.publication or "picture" in (one.what, other.what):
            continue
        first, second = _numbered(one), _numbered(other)
        both = listed([one.name, other.name])
        for number in sorted(first.keys() ^ second.keys()):
            has, lacks = (one, other) if number in first else (other, one)
            yield Found(
                both,
                f"Table {number}",
                "differs",
                f"The documents do not say the same: {has.name} has a table {number}, "
                f"{lacks.name} has none.",
                "Write all documents of the report anew.",
            )
        for number in sorted(first.keys() & second.keys()):
            if not same(first[number], second[number]):
                yield Found(
                    both,
                    f"Table {number}",
                    "differs",
                    f"The documents do not say the same in table {number}.",
                    "Write all documents of the report anew.",
                )


def _numbered(file: ReadFile) -> dict[int, ShownTable]:
    return {table.number: table for table in file.tables if table.number is not None}


def same(one: ShownTable, other: ShownTable) -> bool:
    """Whether two tables say the same; one may have a column for each end of an interval."""
    if one.title != other.title or len(one.rows) != len(other.rows):
        return False
    if len(one.columns) > len(other.columns):
        one, other = other, one
    pairs = _columns_of(one.columns, other.columns)
    if pairs is None:
        return False
    return all(
        _said(mine[at]) == _said(*(yours[place] for place in places))
        for mine, yours in zip(one.rows, other.rows, strict=True)
        for at, places in enumerate(pairs)
    )


def _columns_of(few: tuple[str, ...], many: tuple[str, ...]) -> list[tuple[int, ...]] | None:
    """For each column of the one, the column or the two of the other; None if they do not fit."""
    pairs: list[tuple[int, ...]] = []
    at = 0
    for column in few:
        if at < len(many) and many[at] == column:
            pairs.append((at,))
            at += 1
        else:
            pairs.append((at, at + 1))
            at += 2
    return pairs if at == len(many) else None


def _said(*cells: str) -> tuple[str, ...]:
    """What a cell, or the two of an interval, say."""
    if len(cells) == 1 and (found := _TO.fullmatch(cells[0])):
        cells = found[1], found[2]
    return tuple(dict.fromkeys(plain(cell) for cell in cells))
