"""What a cell of an OpenDocument sheet holds: its text as it is shown, and its stored value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from trip_analytics.reading.document import Kind, Value, stored_number
from trip_analytics.reading.excel.number_formats import number_format
from trip_analytics.reading.excel.number_layouts import general
from trip_analytics.reading.formatted_text import Look, Run, StoredText
from trip_analytics.reading.open_document.ods_styles import Styles, named
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element

MOST_SPACES: Final = 32_767  # at once; no cell holds more characters

_PARAGRAPH, _SPAN, _SPACES = named("text:p"), named("text:span"), named("text:s")
_STYLE, _COUNT = named("text:style-name"), named("text:c")
_CHARACTERS: Final = {named("text:tab"): "\t", named("text:line-break"): "\n"}
_LINE_END: Final = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
NOTE: Final = named("office:annotation")
_ASIDE: Final = {NOTE} | {  # shapes are drawn beside a cell, with text of their own
    named(f"draw:{name}")
    for name in (
        *("frame", "g", "custom-shape", "rect", "line", "polyline", "polygon", "path", "circle"),
        *("regular-polygon", "ellipse", "connector", "measure", "caption", "control"),
    )
}


def outside_shapes(parent: Element, wanted: str) -> Iterator[Element]:
    """The elements of this name in another, but not those in its shapes or its notes."""
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag not in _ASIDE:
            yield from outside_shapes(element, wanted)


def stored_text(parent: Element, styles: Styles) -> StoredText:
    """The paragraphs of a cell or a note, each on a line."""
    text = _Text(styles)
    for number, paragraph in enumerate(outside_shapes(parent, _PARAGRAPH)):
        if number:
            text.runs.append(Run("\n"))
        text.read(paragraph, None)
        text.end_piece(None)
    if any(run.look for run in text.runs):
        return tuple(text.runs)
    return "".join([run.text for run in text.runs])


class _Text:
    """Puts together the pieces of paragraphs; a piece may run through links and the like."""

    def __init__(self, styles: Styles) -> None:
        self.runs: list[Run] = []
        self._styles = styles
        self._piece: list[str] = []

    def read(self, parent: Element, look: Look | None) -> None:
        """Add what an element holds."""
        self._piece.append(parent.text or "")
        for element in parent:
            tag = element.tag
            if tag == _SPAN:
                self.end_piece(look)
                own = self._styles.look("text", element.get(_STYLE, ""))
                inner = look if own == Look() else own
                self.read(element, inner)
                self.end_piece(inner)
            elif tag == _SPACES or tag in _CHARACTERS:
                self.end_piece(look)
                self.runs.append(Run(_CHARACTERS.get(tag) or _spaces(element), look))
            elif tag in _ASIDE:
                self.end_piece(look)
            else:
                self.read(element, look)
            self._piece.append(element.tail or "")

    def end_piece(self, look: Look | None) -> None:
        """Add the piece as it counts: a line's end and its indentation are one space."""
        first = not self.runs or self.runs[-1].text == "\n"
        heard = "".join(self._piece)
        self._piece.clear()
        piece = _LINE_END.sub(lambda end: "" if first and not end.start() else " ", heard)
        if piece:
            self.runs.append(Run(piece, look))


def _spaces(element: Element) -> str:
    count = int(element.get(_COUNT, 1))
    if count > MOST_SPACES:
        raise UnreadableFile("damaged")
    return " " * count


_TYPE, _NUMBER, _DATE, _TIME, _TRUE, _STRING = (
    named(f"office:{name}")
    for name in (
        *("value-type", "value", "date-value", "time-value", "boolean-value", "string-value"),
    )
)
_LIBRE_OFFICE_TYPE: Final = named("calcext:value-type")
_FORMULA: Final = named("table:formula")
_ERROR: Final = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d{3}")
_DURATION: Final = re.compile(
    r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,9}(?:\.\d+)?)S)?)?"
)
_DAY: Final = dt.timedelta(days=1)
_MIDNIGHT: Final = dt.datetime(1900, 3, 1)  # noqa: DTZ001 # of any day


def content(cell: Element, text: str) -> tuple[Value, Kind, str]:
    """What a cell holds, of which kind that is, and the text that it shows.

    The text is in the file as its writer showed it; where it is not, it is shown in the
    usual way.
    """
    kind = cell.get(_TYPE, "")
    if cell.get(_FORMULA) is not None and (
        cell.get(_LIBRE_OFFICE_TYPE) == "error" or _ERROR.fullmatch(text)
    ):
        return text, "error", text
    if kind == "boolean":
        true = cell.get(_TRUE, "").lower() == "true"
        return true, "boolean", text or ("TRUE" if true else "FALSE")
    if kind == "date":
        date = _date(cell.get(_DATE, ""))
        if date is not None:
            return date, "date", text or _shown(date)
    elif kind == "time":
        time = _time(cell.get(_TIME, ""))
        if isinstance(time, float):
            return time, "number", text or number_format("[h]:mm:ss").show(time)
        if time is not None:
            return time, "date", text or _shown(time)
    elif kind in ("float", "percentage", "currency"):
        number = _number(cell.get(_NUMBER, ""))
        if number in (0, 1) and text == ("TRUE" if number else "FALSE"):
            return bool(number), "boolean", text  # as LibreOffice writes some of them
        if number is not None:
            return number, "number", text or general(number)
    stored = text or next(
        (said for name in (_STRING, _NUMBER, _DATE, _TIME) if (said := cell.get(name))), ""
    )
    return stored or None, "text", stored


def _number(written: str) -> int | float | None:
    number = stored_number(written)
    if number is None:
        return None
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def _date(written: str) -> dt.datetime | dt.date | None:
    try:
        date = dt.datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None
    return date if date.time() != dt.time() else date.date()


def _time(written: str) -> dt.time | float | None:
    """A time of the day, or the days that something took."""
    match = _DURATION.fullmatch(written)
    if match is None:
        return None
    sign, *parts = match.groups()
    days, hours, minutes, seconds = (float(part or 0) for part in parts)
    time = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if sign or time >= _DAY:
        return (-time if sign else time) / _DAY
    return (_MIDNIGHT + time).time()


def _shown(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.time):
        return f"{value:%H:%M:%S}"
    date = f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{date} {value:%H:%M}" if isinstance(value, dt.datetime) else date
