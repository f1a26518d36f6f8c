"""The marks people make: one answer of a scale, or a plain reason why it is not clear.

An unclear mark is never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell
from trip_analytics.understanding.marks.mark import (
    NOT_ANSWERED,
    NOT_APPLICABLE,
    NOT_KNOWN,
    PERCENTAGE,
    PRINTED_NOT_KNOWN,
    Mark,
    State,
    rated,
    unclear,
    why_no_answer,
)
from trip_analytics.understanding.marks.ticks import Tick, is_ticked, read_tick
from trip_analytics.understanding.marks.written_answers import read_text
from trip_analytics.understanding.plain_text import plain_line

__all__ = [
    "NOT_ANSWERED",
    "NOT_APPLICABLE",
    "NOT_KNOWN",
    "PRINTED_NOT_KNOWN",
    "Mark",
    "State",
    "is_ticked",
    "rated",
    "read_mark",
    "read_ticks",
    "unclear",
]

# A formula's result that differs from a whole number by less is that number, as computers reckon.
_ROUNDING: Final = 1e-9


def read_mark(cell: Cell | None, scale: Sequence[ScalePoint]) -> Mark:
    """The answer written in one cell that takes an answer of the whole scale.

    Examples
    --------
    >>> from trip_analytics.instruments import load_instrument
    >>> scale = load_instrument("trip").scale
    >>> read_mark(Cell(1, 1, "A1", "4", 4, "number"), scale).value
    4
    >>> read_mark(Cell(1, 1, "A1", "4", 3.67, "number"), scale).why
    'the number is not a whole one'
    """
    if cell is None or (cell.struck and not cell.standing):
        return NOT_ANSWERED
    if cell.kind == "error":
        return unclear("the cell holds an Excel error")
    if cell.formula is not None and cell.value is None:
        return unclear("the formula's result was not saved with the file")
    if cell.kind == "date":
        return unclear(_why_a_date(cell.value, scale[-1].value))
    if cell.kind == "boolean":
        return unclear("there is a tick box and no number")
    if cell.font and cell.standing and not _is_plain_in(cell.font, cell.standing):
        tick = read_tick(cell)
        if tick.sign == "box":
            return NOT_ANSWERED
        return unclear("there is a tick but no number" if tick.chosen else "it is a symbol")
    if cell.kind == "number" and isinstance(cell.value, int | float):
        return _of_number(float(cell.value), cell.text, scale)
    return read_text(cell.standing, scale)


def _is_plain_in(font: str, text: str) -> bool:
    """Whether a font of symbols shows a text as it is: Symbol has digits among its pictures."""
    return font.casefold() == "symbol" and not any(letter.isalpha() for letter in text)


def _of_number(value: float, shown: str, scale: Sequence[ScalePoint]) -> Mark:
    nearest = round(value)
    if "%" in shown:
        return unclear(PERCENTAGE)
    if abs(value - nearest) > _ROUNDING:
        return unclear("the number is not a whole one")
    if not scale[0].value <= nearest <= scale[-1].value:
        return unclear(f"{nearest} is not on the scale")
    if not shown.strip():
        return unclear("the number does not show in the cell")
    return rated(nearest)


def _why_a_date(value: object, top: int) -> str:
    """What to say of a date: Excel makes one of a range, and which range is still seen."""
    if isinstance(value, dt.date):
        day, month = value.day, value.month
        if day <= top and month <= top:
            return (
                f"Excel holds the date {day} {value:%B} here, which may have been typed as "
                f"{day}-{month} or {day}/{month}"
            )
        return "Excel holds a date here, as it does when something like 3-4 is typed"
    return "Excel holds a time of day here"


def read_ticks(
    cells: Mapping[int, Cell | None], not_applicable: Cell | None = None
) -> tuple[Mark, Cell | None]:
    """The answer of a row with a column per point, and the ticked cell.

    ``cells`` holds the cell of each point of the scale by its value. Digits may
    stand for ticks: all ones, or each its column's own number.

    Examples
    --------
    >>> row = {1: None, 2: Cell(1, 3, "C1", "✓", "✓", "text"), 3: None}
    >>> mark, ticked = read_ticks(row)
    >>> mark.value, ticked.address
    (2, 'C1')
    """
    ticks = {value: read_tick(cell, value) for value, cell in cells.items()}
    apart = read_tick(not_applicable)
    declined = apart.chosen or apart.sign == "not-applicable"
    if apart.sign == "other":
        return unclear(_why_no_tick(apart, not_applicable)), None
    for value, tick in ticks.items():
        if tick.sign == "other":
            return unclear(_why_no_tick(tick, cells[value])), None
    chosen = _chosen(ticks)
    crossed = [value for value, tick in ticks.items() if tick.sign == "cross"]
    if apart.sign == "tick" and len(crossed) == len(ticks) > 2:
        chosen = []  # every point is crossed out
    elif apart.sign == "cross" and len(crossed) == len(ticks) - 1 > 1:
        declined = False  # all but the ticked one are
    unfit = [value for value, tick in ticks.items() if tick.sign == "not-applicable"]
    if len(chosen) + bool(declined or unfit) > 1:
        whole = all(tick.sign == "number" for tick in ticks.values())
        return unclear(
            "the whole scale is there and none of its numbers is marked in a way we see"
            if whole
            else "more than one column is ticked"
        ), None
    if declined or unfit:
        return NOT_APPLICABLE, not_applicable if declined else cells[unfit[0]]
    if chosen:
        return rated(chosen[0], beside=ticks[chosen[0]].beside), cells[chosen[0]]
    if _is_zero_alone(cells, ticks):
        return rated(0), cells[0]
    if any(tick.sign in ("no", "dash") for tick in ticks.values()):
        return unclear("there are only dashes, zeros or a no, and no tick"), None
    return NOT_ANSWERED, None


def _is_zero_alone(cells: Mapping[int, Cell | None], ticks: Mapping[int, Tick]) -> bool:
    """Whether the only thing in a row is a zero in the column of the point zero: its own number."""
    zero = cells.get(0)
    others = {tick.sign for value, tick in ticks.items() if value != 0}
    return zero is not None and plain_line(zero.standing) in ("0", "0.0") and others <= {"box"}


def _chosen(ticks: Mapping[int, Tick]) -> list[int]:
    """The points that are ticked.

    Where every column is filled, one tick among crosses, or one sign among the printed
    numbers, is the answer.
    """
    chosen = [value for value, tick in ticks.items() if tick.chosen]
    if len(chosen) == len(ticks) > 2:
        for sign, others in (("tick", {"cross"}), ("tick", {"number"}), ("cross", {"number"})):
            alone = [value for value, tick in ticks.items() if tick.sign == sign]
            if len(alone) == 1 and {t.sign for v, t in ticks.items() if v != alone[0]} == others:
                return alone
    return chosen


def _why_no_tick(tick: Tick, cell: Cell | None) -> str:
    known = why_no_answer(plain_line(cell.standing)) if cell is not None else None
    return tick.why or known or "something other than a tick is in the columns for ticks"
