"""What a cell stores: text in one piece or in runs, a number, a date, a truth value or an error."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trip_analytics.reading.document import Kind, Value, stored_number
from trip_analytics.reading.excel.cell_styles import Style, look_of
from trip_analytics.reading.excel.serial_dates import DAYS_TO_1904, serial_of, stored_date
from trip_analytics.reading.formatted_text import CONTROL_MARKS, Run, StoredText, plain_text
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, Source, elements, spreadsheet_tags, switched_on

MOST_STRINGS: Final = 500_000  # as many as cells that could show them

_ITEM: Final = spreadsheet_tags("si")
_TEXT: Final = spreadsheet_tags("t")
_RUN: Final = spreadsheet_tags("r")
_LOOK: Final = spreadsheet_tags("rPr")

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_shared_strings(source: Source) -> list[StoredText]:
    """The workbook's table of strings, to which cells refer by number."""
    strings: list[StoredText] = []
    for item in elements(source, "sst", depth=1):
        if item.tag in _ITEM:
            if len(strings) >= MOST_STRINGS:
                raise UnreadableFile("too-large")
            strings.append(stored_text(item))
    return strings


def stored_text(item: Element) -> StoredText:
    """The text of a string item; pronunciation, which Japanese prints above it, is left out."""
    parts = list(item)
    if len(parts) == 1 and parts[0].tag in _TEXT:  # as a rule
        return unescaped(parts[0].text or "")
    runs: list[Run] = []
    for element in parts:
        if element.tag in _TEXT:
            runs.append(Run(unescaped(element.text or "")))
        elif element.tag in _RUN:
            look = next((look_of(part) for part in element if part.tag in _LOOK), None)
            runs += [Run(unescaped(part.text or ""), look) for part in element if part.tag in _TEXT]
    if all(run.look is None for run in runs):
        return "".join([run.text for run in runs])
    return tuple(runs)


def unescaped(text: str) -> str:
    r"""Text with the characters that XML cannot hold, which Excel writes ``_x000D_``.

    Examples
    --------
    >>> unescaped("3_x0009_4"), unescaped("_x005F_x0009_")
    ('3\t4', '_x0009_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: Sequence[StoredText]
    styles: Mapping[str, Style]
    from_1904: bool = False


def content(
    book: Book, style: Style, cell_type: str, raw: str | None, in_line: StoredText
) -> tuple[Value, Kind, StoredText]:
    """What a cell holds, of which kind that is, and the text that it shows."""
    if cell_type == "s":
        stored: StoredText | None = _shared_text(book, raw or "")
    else:
        stored = _own_text(cell_type, raw, in_line)
    if isinstance(stored, str):
        return stored, "text", style.format.show_text(stored)
    if stored is not None:
        return plain_text(stored), "text", stored
    raw = (raw or "").strip()
    if not raw:
        return None, "text", ""
    if cell_type == "b":
        true = switched_on(raw)
        text = CONTROL_MARKS["box"][true] if style.check_box else str(true).upper()
        return true, "boolean", text
    if cell_type == "e":
        return raw, "error", raw
    number = _serial_of_iso(raw) if cell_type == "d" else stored_number(raw)
    if number is None:
        return raw, "text", raw
    shown = style.format
    if not shown.is_date:
        return number, "number", shown.show(number)
    if book.from_1904 and cell_type != "d" and not (shown.time_only and number < 1):
        number += DAYS_TO_1904
    date = stored_date(number, time_only=shown.time_only)
    text = shown.show(number)
    return (number, "number", text) if date is None else (date, "date", text)


def _shared_text(book: Book, number: str) -> StoredText:
    """The text that a cell has by its number in the workbook's table of strings."""
    number = number.strip()
    if not number:
        return ""
    position = int(number) if number.isdecimal() else len(book.strings)
    if position >= len(book.strings):
        raise UnreadableFile("damaged")
    return book.strings[position]


def _own_text(cell_type: str, raw: str | None, in_line: StoredText) -> StoredText | None:
    """The text a cell holds itself, or None where it holds something else."""
    if cell_type == "inlineStr":
        return in_line or (raw or "")
    if cell_type == "str":
        return None if raw is None else unescaped(raw)
    return in_line if in_line and not raw else None


def _serial_of_iso(raw: str) -> float | None:
    """The serial number of a date that a Strict file writes out."""
    try:
        date = dt.datetime.fromisoformat(raw)
    except ValueError:
        return None
    return serial_of(date.replace(tzinfo=None))
