"""Whether the documents of one report say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from trip_analytics.auditing.finding import Finding
from trip_analytics.auditing.shown_figures import figure, plain
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
    few, many = sorted((one, other), key=lambda table: len(table.columns))
    stretches = _matched_columns(few.columns, many.columns)
    return (
        (one.title, len(one.rows), stretches[-1].stop)
        == (other.title, len(other.rows), len(many.columns))
    ) and all(
        _ends(mine[at : at + 1]) == _ends(yours[stretch.start : stretch.stop])
        for mine, yours in zip(few.rows, many.rows, strict=True)
        for at, stretch in enumerate(stretches)
    )


def _matched_columns(few: Sequence[str], many: Sequence[str]) -> list[range]:
    """For each column of one table, the column or two of the other."""
    stretches: list[range] = []
    at = 0
    for column in few:
        is_same = many[at : at + 1] == (column,)
        stretches.append(range(at, at + (1 if is_same else 2)))
        at = stretches[-1].stop
    return stretches


def _ends(cells: Sequence[str]) -> list[str | float]:
    """The ends that one cell or two give of an interval, else the figure alone, or its words."""
    ends = [plain(end) for cell in cells for end in cell.split(" to ")]
    return list(dict.fromkeys(end if (each := figure(end)) is None else each for end in ends))
