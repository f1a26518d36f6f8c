"""Text files with a character between the columns (.csv, .tsv).

Python's csv module splits each record. What it lacks is added here: csv.Sniffer takes a space
for the delimiter of 1 in 34 written forms, and a quote left open swallows the rest of a file.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, address_of
from trip_analytics.reading.decoding import decoded
from trip_analytics.reading.document import MOST_CELLS, Cell, Document, Sheet
from trip_analytics.reading.refusals import UnreadableFile

DELIMITERS: Final = "\t;|,^~:"  # where two tell as much, the first
NONE: Final = "\x1f"  # what separates nothing in a text of one column

_SAMPLE: Final = 1000  # lines that the delimiter is judged by
_SAMPLE_LENGTH: Final = 1 << 18
_PROSE: Final = 0.2  # what a delimiter is worth that is always followed by a space, as in prose
_RAGGED: Final = 0.3  # and one whose rows never have as many fields as the next
_LEAST: Final = 0.08  # what one must be worth to be one; those of prose are worth 0.07

_SAYS_DELIMITER: Final = re.compile(r'"?sep=([^"\r\n])"?[\r\n]*', re.IGNORECASE)
_AS_FORMULA: Final = re.compile(r'="((?:[^"]|"")*)"')
LONGEST_RECORD: Final = 1 << 20  # characters; a row of Excel's longest comments takes less


def read_separated_text(data: bytes) -> Document:
    r"""The cells of a text file, in one sheet without a name; every one is text.

    Rows are numbered as Excel would show them: a field over several lines is one row, a
    blank line is a row too. A first line ``sep=;`` says the delimiter and is no row.
    ``="0012"``, by which programs keep a number's zeros, is the text 0012, as in Excel.
    A text that is no table becomes one column.

    Raises UnreadableFile: it holds more than any form does, or UTF-16 that was cut short.

    Examples
    --------
    >>> (sheet,) = read_separated_text(b"Team;Ash\nHope;4\n").sheets
    >>> {cell.address: cell.text for cell in sheet.cells.values()}
    {'A1': 'Team', 'B1': 'Ash', 'A2': 'Hope', 'B2': '4'}
    """
    lines = io.StringIO(decoded(data), newline="").readlines()
    said = _SAYS_DELIMITER.fullmatch(lines[0]) if lines else None
    if said:
        lines = lines[1:]
    if len(lines) > LAST_ROW or any(len(line) > LONGEST_RECORD for line in lines):
        raise UnreadableFile("too-large")
    cells: dict[tuple[int, int], Cell] = {}
    for row, fields in enumerate(records(lines, said[1] if said else delimiter_of(lines)), 1):
        if len(fields) > LAST_COLUMN or len(cells) + len(fields) > MOST_CELLS + fields.count(""):
            raise UnreadableFile("too-large")
        for column, field in enumerate(fields, 1):
            if field and not field.isspace():
                cells[row, column] = _cell(row, column, field)
    return Document((Sheet(None, cells, ()),))


def _cell(row: int, column: int, field: str) -> Cell:
    if field.startswith('="') and (kept := _AS_FORMULA.fullmatch(field)):
        field = kept[1].replace('""', '"')
    text = field.replace("\r\n", "\n").replace("\r", "\n") if "\r" in field else field
    return Cell(row, column, address_of(row, column), text, field, "text")


def delimiter_of(lines: Sequence[str]) -> str:
    r"""The character between the columns, judged by all rows and not by the first line.

    In prose a space follows each comma; in a table there is mostly none. Rows of a table
    have as many fields as their neighbours; the sentences of a letter, or statements full
    of commas between semicolons, have not. A candidate scores the share of rows that have
    it, less where neighbouring rows differ or spaces follow, more the more columns it makes.

    Examples
    --------
    >>> delimiter_of(["TRIP, our review\n", "Roles, choices, hope;4;yes\n", "Notes, plans;3;no\n"])
    ';'
    """
    sample, length = [], 0
    for line in lines[:_SAMPLE]:
        sample.append(line)
        length += len(line)
        if length > _SAMPLE_LENGTH:
            break
    text = "".join(sample)
    best, most = NONE, _LEAST
    for delimiter in DELIMITERS:
        if delimiter in text and (worth := _worth(sample, delimiter)) > most:
            best, most = delimiter, worth
    return best


def _worth(sample: Sequence[str], delimiter: str) -> float:
    """How likely it is the delimiter (0-1)."""
    rows = [row for row in records(sample, delimiter) if len(row) > 1 or "".join(row).strip()]
    widths = [len(row) for row in rows]
    after = [field for row in rows for field in row[1:]]
    if not after:
        return 0.0
    agreeing = sum(one == other > 1 for one, other in pairwise(widths))
    spaced = sum(field.startswith((" ", "\xa0")) for field in after)
    tight = 1 - spaced / len(after)
    least = 0 if delimiter == ":" else _PROSE  # a colon with a space ends a label
    alike = agreeing / (len(widths) - 1) if len(widths) > 1 else 1.0
    wide = [width for width in widths if width > 1]
    share = len(wide) / len(widths) * (_RAGGED + (1 - _RAGGED) * alike)
    columns = Counter(wide).most_common(1)[0][0]
    return share * (least + (1 - least) * tight) * (1 - 1 / columns)


def records(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    r"""The fields of each record, as Excel would put them into a row; lines have their line ends.

    A quoted field may run over several lines. One that does not end as it must, with a
    quote before a delimiter or a line end, ends with its line: each of the lines that it
    would have swallowed is read as a record of its own.

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

    Whether a field that continues into a line ends properly does not depend on where it
    began: once one has ended badly, so does every one that continues into a line on the
    way. So no line is read more than three times, however many quotes are wrong.
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
    """The fields of a line whose quotes are wrong; one that stays open is taken as a character."""
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
