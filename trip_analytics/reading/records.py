"""Lines of separated text into records, whatever has become of their quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Final

LONGEST_RECORD: Final = 1 << 20  # characters; a row of Excel's longest comments takes less


def records(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    r"""The fields of each record, as Excel would put them into a row.

    A quoted field may run over several lines. One that does not end as it must, by a
    quote before a delimiter or a line's end, is not let run beyond its line: each of the
    lines that it would have swallowed is read for itself.

    Parameters
    ----------
    lines : sequence of str
        Each with its line end.
    delimiter : str
        One character.

    Examples
    --------
    >>> list(records(['1,"hope,\n', 'and more"\n', '2,"choices,4\n', '3,"notes",5\n'], ","))
    [['1', 'hope,\nand more'], ['2', '"choices', '4'], ['3', 'notes', '5']]
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while feed.starts_record():
        try:
            fields = next(reader)
        except csv.Error:
            fields = _lone_line(feed.back_to_second_line(), delimiter)
        yield fields


class _Feed:
    """Lines for the csv module, which asks for another where a quoted field goes on.

    What becomes of a field that goes on into a line does not depend on where it began:
    once that was seen to end badly, it is known for each line on the way. So no line is
    read more than three times, however many quotes are wrong.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._first = self._next = 0
        self._length = 0
        self._ends_badly = 0  # a field that goes on into a line up to this one

    def starts_record(self) -> bool:
        self._first, self._length = self._next, 0
        return self._first < len(self._lines)

    def back_to_second_line(self) -> str:
        self._ends_badly = max(self._ends_badly, self._next - 1)
        self._next = self._first + 1
        return self._lines[self._first]

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        at = self._next
        goes_on = at > self._first
        if at >= len(self._lines) or (
            goes_on and (at <= self._ends_badly or self._length > LONGEST_RECORD)
        ):
            raise StopIteration
        self._next += 1
        self._length += len(self._lines[at])
        return self._lines[at]


def _lone_line(line: str, delimiter: str) -> list[str]:
    """The fields of a line whose quotes are wrong; what stays open is no quote."""
    line = line.rstrip("\r\n")
    reader = csv.reader([line, ""], delimiter=delimiter)
    try:
        fields = next(reader)
    except csv.Error:  # a field longer than the csv module takes
        return line.split(delimiter)
    if reader.line_num == 1:
        return fields
    *whole, opened = fields
    return [*whole, *f'"{opened}'.split(delimiter)]
