"""Lists as people write them: line by line, numbered, with bullets, several lines in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_blank
from trip_analytics.understanding.words import remembered

_BULLET = re.compile(r"^\s*(?:[•·◦▪■●○§➢►→✓✔]\s*|[*–—-]\s+|o\t\s*)(?=\S)")
_NUMBER = re.compile(
    r"^\s*(?:priority|goal|action|no\.?|#|p)?\s*\(?(\d{1,2})"
    r"(?:\s*[.):]+(?!\d)\s*|\s*[-–—]\s+|(?:st|nd|rd|th)\s*(?:[-–—:.)]\s*|$)|\s*$)",
    re.IGNORECASE,
)
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_WORDED = re.compile(
    rf"^(?:priority|number)?\s*({'|'.join((*_NUMBER_WORDS, *_ORDINALS))})"
    r"(?:\s+priority)?\s*[.):]*$",
    re.IGNORECASE,
)
_DIGITS_ONLY = re.compile(r"^(\d{1,2})(?:\.0)?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell, without its bullet or number."""

    text: str
    cell: Cell
    number: int | None = None

    def __repr__(self) -> str:
        return f"Line({self.cell.address})"  # a team's words stay out of tracebacks


@remembered
def numbered(text: str) -> tuple[int | None, str]:
    """The number with which a line begins, and the line without it.

    Examples
    --------
    >>> numbered("2. Write notes together"), numbered("1st - Garden"), numbered("2 peer workers")
    ((2, 'Write notes together'), (1, 'Garden'), (None, '2 peer workers'))
    """
    line = text.strip()
    if found := _DIGITS_ONLY.match(line):
        return int(found.group(1)), ""
    if found := _WORDED.match(line):
        word = found.group(1).casefold()
        names = _NUMBER_WORDS if word in _NUMBER_WORDS else _ORDINALS
        return names.index(word) + 1, ""
    found = _NUMBER.match(line)
    return (int(found.group(1)), line[found.end() :].strip()) if found else (None, line)


def lines_of(cell: Cell) -> list[Line]:
    r"""The lines of a cell's list. A line without a bullet goes on with the bulleted one above.

    Examples
    --------
    >>> text = "1. Recruit peers\nacross the wards\n2. Train them"
    >>> cell = Cell(1, 1, "A1", text, text, "text")
    >>> [(line.number, line.text) for line in lines_of(cell)]
    [(1, 'Recruit peers\nacross the wards'), (2, 'Train them')]
    """
    found: list[Line] = []
    marked = False
    for raw in cell.standing.splitlines():
        bullet = _BULLET.match(raw)
        number, text = numbered(raw[bullet.end() :] if bullet else raw)
        if number is not None and not text and raw.strip().isalnum():
            number, text = None, raw.strip()  # "12" or "Six" is what somebody wrote
        if is_blank(text) and number is None:
            continue
        begins = bullet is not None or number is not None
        if begins or not marked or not found:
            found.append(Line(text, cell, number))
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{text}")
        marked = marked or begins
    return [line for line in found if not is_blank(line.text)]
