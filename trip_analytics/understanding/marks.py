"""The marks people make: one answer of a scale, or a plain reason why it is not clear.

An unclear mark is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell
from trip_analytics.understanding.wording import normalise, tidy

State = Literal["rated", "not-applicable", "not-answered", "unclear"]

_NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)
_NOT_APPLICABLE = re.compile(
    r"^(n ?/? ?\\? ?a\b|not applicable|doesn'?t apply|does not apply)", re.I
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_TICKS = {
    "✓",
    "✔",
    "√",
    "☑",
    "☒",
    "✗",
    "✘",
    "x",
    "×",
    "y",
    "yes",
    "tick",
    "ticked",
    "*",
    "•",
    "●",
    "[x]",
    "(x)",
}
_BARE = {
    "?": "there is a question mark",
    "-": "there is only a dash",
    "don't know": "it says that they do not know",
}
_UNTICKED = {"", "☐", "□", "○", "[]", "[ ]", "()", "( )", "_", "…", "..."}
# What the letters of a symbol font show: a tick or a cross, with or without its box.
_SYMBOL_TICKS = {
    "wingdings": {"ü", "û", "þ", "ý", "x", "\uf0fc", "\uf0fb", "\uf0fe", "\uf0fd"},
    "wingdings 2": {"P", "O", "R", "S", "T", "\uf050", "\uf04f", "\uf052", "\uf053", "\uf054"},
    "webdings": {"a", "r", "\uf061", "\uf072"},
    "symbol": {"Ö", "\uf0d6"},
}
_SYMBOL_BOXES = {
    "wingdings": {"o", "¨", "q", "\uf06f", "\uf0a8", "\uf071"},
    "wingdings 2": {"£", "\uf0a3"},
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell answers.

    ``why`` says what keeps an unclear one from being clear, ``beside`` whether words
    stand beside the answer.
    """

    state: State
    value: int | None = None
    why: str | None = None
    beside: bool = False


NOT_ANSWERED = Mark("not-answered")
NOT_APPLICABLE = Mark("not-applicable")


def unclear(why: str) -> Mark:
    """A mark that no single answer can be read from."""
    return Mark("unclear", why=why)


def read_mark(cell: Cell | None, scale: Sequence[ScalePoint]) -> Mark:
    """The answer written in one cell that takes an answer of the whole scale."""
    if cell is None:
        return NOT_ANSWERED
    top = scale[-1].value
    if cell.kind == "error":
        return unclear("the cell holds an Excel error")
    if cell.kind == "date":
        return unclear("Excel holds a date here, as it does when something like 3-4 is typed")
    if cell.kind == "boolean":
        return unclear("the cell holds TRUE or FALSE")
    if cell.formula is not None and cell.value is None:
        return unclear("the formula's result was not saved with the file")
    if cell.kind == "number" and isinstance(cell.value, int | float):
        return _of_number(float(cell.value), top)
    text = tidy(cell.standing)
    return _of_text(text, scale) if text else NOT_ANSWERED


def _of_number(value: float, top: int) -> Mark:
    if value != int(value):
        return unclear("the number is not a whole one")
    if not 1 <= value <= top:
        return unclear(f"{int(value)} is not on the scale")
    return Mark("rated", int(value))


def _of_text(text: str, scale: Sequence[ScalePoint]) -> Mark:
    top = scale[-1].value
    line = text.casefold()
    if _NOT_APPLICABLE.match(line):
        return NOT_APPLICABLE
    for point in scale:
        if normalise(text) in (normalise(point.label), normalise(f"{point.value} {point.label}")):
            return Mark("rated", point.value)
    line = re.sub(r"^(rating|score|stage|level)\s*:?\s*", "", line)
    if line in _NUMBER_WORDS:
        line = str(_NUMBER_WORDS.index(line))
    line = re.sub(rf"^(\d)\s*(?:/|out of)\s*{top}\b(?!\s*[-/])", r"\1", line)
    if line in _TICKS:
        return unclear("there is a tick but no number")
    if line in _BARE:
        return unclear(_BARE[line])
    if not _DIGITS.search(line):
        return unclear("there are words but no number")
    # Words may follow the number only behind a mark that sets them apart: "4 - mostly" is a
    # four, "3 staff trained" and "2 of us" are not ratings.
    found = re.fullmatch(r"(\d+)(?:[.,]0+)?\s*(?:$|[-:;,.()*✓✔](.*))", line)
    if not found:
        return unclear("the number is not a single whole one that stands by itself")
    words = found.group(2) or ""
    if _DIGITS.search(words) or any(re.search(rf"\b{word}\b", words) for word in _NUMBER_WORDS):
        return unclear("more than one number is written")
    if "?" in words or re.search(r"\b(not sure|unsure|maybe|perhaps)\b", words):
        return unclear("the words beside the number are in doubt about it")
    if line.rstrip().endswith(("-", "+")):
        return unclear("a plus or minus stands after the number")
    mark = _of_number(float(found.group(1)), top)
    return Mark(mark.state, mark.value, mark.why, beside=bool(re.search(r"\w", words)))


def is_ticked(cell: Cell | None, value: int | None = None) -> bool | None:
    """Whether a cell that takes a tick is ticked; None where that cannot be told.

    ``value`` is the number its column stands for: that number is a tick too, and
    so is 1, which many people type instead of a tick.
    """
    if cell is None:
        return False
    if cell.kind == "boolean":
        return bool(cell.value)
    if cell.kind not in ("text", "number"):
        return None
    text = cell.standing
    font = (cell.font or "").casefold()
    if font in _SYMBOL_TICKS and text in _SYMBOL_TICKS[font]:
        return True
    if font in _SYMBOL_BOXES and text in _SYMBOL_BOXES[font]:
        return False
    line = tidy(text).casefold()
    if line in _UNTICKED:
        return False
    if line in _TICKS or line in ("1", "1.0") or (value is not None and line == str(value)):
        return True
    return None


def read_ticks(
    cells: Mapping[int, Cell | None], not_applicable: Cell | None = None
) -> tuple[Mark, Cell | None]:
    """The answer of a row with a column per point, and the ticked cell.

    ``cells`` holds the cell of each point of the scale by its value. Digits may
    stand for ticks: all ones, or each its column's own number.
    """
    ticked = {value: is_ticked(cell, value) for value, cell in cells.items()}
    if any(state is None for state in ticked.values()):
        return unclear("something other than a tick stands in the columns for ticks"), None
    chosen = [value for value, state in ticked.items() if state]
    apart = is_ticked(not_applicable)
    if not_applicable is not None and apart is None:
        apart = bool(_NOT_APPLICABLE.match(not_applicable.standing))
        if not apart:
            return unclear("something other than a tick stands in the columns for ticks"), None
    if len(chosen) + bool(apart) > 1:
        return unclear("more than one column is ticked"), None
    if apart:
        return NOT_APPLICABLE, not_applicable
    if not chosen:
        return NOT_ANSWERED, None
    return Mark("rated", chosen[0]), cells[chosen[0]]
