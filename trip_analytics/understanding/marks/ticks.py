"""Ticks, crosses and boxes: what they look like, in letters, signs and symbol fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from trip_analytics.reading import Cell
from trip_analytics.understanding.marks.mark import doubt_beside, is_not_applicable
from trip_analytics.understanding.plain_text import plain_line
from trip_analytics.understanding.words import remembered, vocabulary

Sign = Literal["tick", "cross", "number", "box", "no", "dash", "not-applicable", "other"]
"""What is in a cell for a tick: ``box`` is an empty one, ``no`` denies it in words."""

_SAID: Final = vocabulary("answers")
CHECK_MARKS: Final[str] = _SAID["tick"].entry["check_marks"]
TICK_SIGNS: Final[str] = CHECK_MARKS + _SAID["tick"].entry["signs"]
CROSS_SIGNS: Final[str] = _SAID["cross"].entry["signs"]
EMPTY_BOXES: Final[str] = _SAID["box"].entry["signs"]
_SIGNS: Final[Mapping[Sign, str]] = {
    "tick": TICK_SIGNS, "cross": CROSS_SIGNS, "box": EMPTY_BOXES, "no": "",
}  # fmt: skip
# What is each of them where nothing else stands.
_ALONE: Final[Mapping[Sign, frozenset[str]]] = {
    sign: frozenset([*_SAID[sign].entry["spelt"], *signs]) for sign, signs in _SIGNS.items()
}
_SPOKEN: Final = re.compile(
    rf"(?P<tick>(?:[{TICK_SIGNS}]\ufe0f?|yes\b(?= *[-:;,.(!])|y(?= *[-:;,(])))\s*(?P<words>\S.*)"
    rf"|(?P<cross>(?:[{CROSS_SIGNS}]\ufe0f?|\[x\]|\(x\)|x(?=[\s\-:;,.(!])))\s*(?P<beside>\S.*)"
)
_AT_END: Final = re.compile(rf"[-:(]?\s*[{CHECK_MARKS}]\)?$")
# A longer text is a comment, even where a tick is beside it.
LONGEST_BESIDE: Final = 200
# What the letters of a symbol font show.
_SYMBOL_SIGNS: Final[Mapping[str, Mapping[Sign, str]]] = _SAID.entries["fonts"]


@dataclass(frozen=True, slots=True)
class Tick:
    """What is in a cell that takes a tick, and whether words are beside it."""

    sign: Sign
    beside: bool = False
    why: str | None = None
    """What keeps a sign from being clear."""

    @property
    def chosen(self) -> bool:
        """Whether it says that this is the answer."""
        return self.sign in ("tick", "cross", "number")


_BLANK: Final = Tick("box")
_OTHER: Final = Tick("other")


def says_tick(line: str) -> bool:
    """Whether a line in lower case is a tick or a cross and nothing else.

    Examples
    --------
    >>> says_tick("✓"), says_tick("4")
    (True, False)
    """
    return _sign_alone(line) is not None


def read_tick(cell: Cell | None, value: int | None = None) -> Tick:
    """What is in a cell that takes a tick.

    ``value`` is the number its column stands for: that number is a tick too, and
    so is 1, which many people type instead of a tick.

    Examples
    --------
    >>> read_tick(Cell(1, 1, "A1", "x - just about", "x - just about", "text"))
    Tick(sign='cross', beside=True, why=None)
    """
    if cell is None or (cell.struck and not cell.standing):
        return _BLANK
    if cell.kind == "boolean":
        return Tick("tick") if cell.value else _BLANK
    if cell.kind not in ("text", "number") or (cell.formula is not None and cell.value is None):
        return _OTHER
    text = cell.standing
    symbols = _SYMBOL_SIGNS.get((cell.font or "").casefold())
    if symbols is not None and text:
        letters = {chr(ord(c) - 0xF000) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text}
        return next((Tick(s) for s, known in symbols.items() if letters <= set(known)), _OTHER)
    return tick_in(text, value)


@remembered
def tick_in(text: str, value: int | None = None) -> Tick:
    """What a text says where a tick is asked for.

    Examples
    --------
    >>> tick_in("[x]").chosen, tick_in("☐").chosen, tick_in("needs work").sign
    (True, False, 'other')
    """
    line = plain_line(text)
    if line in _ALONE["box"]:
        return _BLANK
    if (sign := _sign_alone(line)) is not None:
        return Tick(sign)
    if line in _ALONE["no"]:
        return Tick("no")
    if line.strip("-") == "":
        return Tick("dash")
    if line in ("1", "1.0") or (value is not None and _is_own_number(line, value)):
        return Tick("number")
    if value is not None and re.fullmatch(
        rf"{value}\s*[{CHECK_MARKS}x]|[{CHECK_MARKS}x]\s*{value}", line
    ):
        return Tick("tick")
    if value is not None and re.fullmatch(rf"\({value}\)|\[{value}\]", line):
        return Tick("tick")
    if is_not_applicable(line):
        return Tick("not-applicable")
    return _spoken(line)


def _spoken(line: str) -> Tick:
    """A tick with words beside it."""
    if len(line) > LONGEST_BESIDE:
        return _OTHER
    at_start, at_end = _SPOKEN.fullmatch(line), _AT_END.search(line)
    if at_start is not None:
        words = at_start["words"] or at_start["beside"]
    elif at_end is not None:
        words = line[: at_end.start()]
    else:
        return _OTHER
    if (why := doubt_beside(words)) is not None:
        return Tick("other", why=why)
    if re.search(r"\d", words) or re.search(r"[+½-]\s*$", line) or not re.search(r"\w", words):
        return _OTHER
    return Tick("cross" if at_start and at_start["cross"] else "tick", beside=True)


def _sign_alone(line: str) -> Sign | None:
    bare = line.replace("\ufe0f", "").rstrip(".!") or line
    if len(bare) > 1 and len(set(bare)) == 1 and bare[0] in f"{TICK_SIGNS}{CROSS_SIGNS}x/":
        bare = bare[0]  # "xx" and "✓✓" are one tick, made with a will
    if bare in _ALONE["tick"]:
        return "tick"
    return "cross" if bare in _ALONE["cross"] else None


def _is_own_number(line: str, value: int) -> bool:
    words = ("zero", "one", "two", "three", "four", "five")
    return line.removeprefix("+") in (
        str(value),
        f"{value}.0",
        f"{value}.",
        words[value] if 0 <= value < 6 else "",
    )


def is_ticked(cell: Cell | None, value: int | None = None) -> bool | None:
    """Whether a cell that takes a tick is ticked; None where that cannot be told.

    Examples
    --------
    >>> is_ticked(Cell(1, 1, "A1", "✓", "✓", "text")), is_ticked(None)
    (True, False)
    """
    tick = read_tick(cell, value)
    if tick.chosen:
        return True
    return False if tick.sign in ("box", "no") else None
