"""Whether the documents of one report say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from trip_analytics.auditing.figures import plain
from trip_analytics.auditing.finding import Finding
from trip_analytics.auditing.shown_tables import ShownTable
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.words import listed


def disagreements(files: Sequence[WrittenFile]) -> Iterator[Finding]:
    """Tables of the same number that differ between the documents of one report."""
    documents = [file for file in files if file.document is not None]
    for one, other in combinations(documents, 2):
        if one.publication != other.publication:
            continue
        first, second = _numbered(one), _numbered(other)
        for number in sorted(first | second):
            if number not in first or number not in second:
                has, lacks = (one, other) if number in first else (other, one)
                how = f": {has.name} has a table {number}, {lacks.name} has none"
            elif not same(first[number], second[number]):
                how = f" in table {number}"
            else:
                continue
            yield Finding(
                "differs",
                f"The documents do not say the same{how}.",
                "Write all documents of the report again.",
                f"Table {number}",
                listed([one.name, other.name]),
            )


def _numbered(file: WrittenFile) -> dict[int, ShownTable]:
    return {table.number: table for table in file.tables if table.number is not None}


def same(one: ShownTable, other: ShownTable) -> bool:
    """Whether two tables say the same; one may have a column for each end of an interval."""
    return one.title == other.title and list(map(_flat, one.rows)) == list(map(_flat, other.rows))


def _flat(row: Sequence[str]) -> list[str]:
    """A row's cells with intervals as their two ends, and what is repeated once.

    An interval that is withheld is one cell in a document and two in a workbook.
    """
    ends = (end for cell in row for end in cell.split(" to "))
    return [plain(end) for end, _ in groupby(ends)]
