"""What stands around an unclear mark, as lines of text for whoever asks the team about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.reading import Cell
from trip_analytics.understanding.wording import tidy

if TYPE_CHECKING:
    from trip_analytics.understanding.statement_tables import StatementTable
    from trip_analytics.understanding.units import Layout

STATEMENT_WIDTH = 44
ANSWER_WIDTH = 16


def surroundings(
    table: StatementTable, layout: Layout, line: int, address: str | None
) -> str | None:
    """The statement with its answers, and those before and after it; the mark's row has an arrow.

    Only columns of answers are shown: what stands in others may name people. Of an
    export with a respondent a row, only that respondent's own answers are.
    """
    view = table.view
    units = [
        number
        for number, unit in sorted(layout.units.items())
        if unit.heading.point is not None or unit.heading.role == "rating"
    ]
    if view.turned:
        units = [n for n in units if _holds(view.address(line, n), address)] or units[:1]
    else:
        owner = next(
            (layout.units[n].whose for n in units if view.address(line, n) == address), None
        )
        if owner is not None and owner.team is not None:
            units = [n for n in units if layout.units[n].whose.team == owner.team]
    ordered = sorted([*table.lines, *layout.below])
    at = ordered.index(line) if line in ordered else 0
    shown = ordered[max(0, at - 1) : at + 2]
    rows = [
        [_cut(view.cell(n, table.label), STATEMENT_WIDTH)]
        + [_cut(view.cell(n, unit), ANSWER_WIDTH) for unit in units]
        for n in shown
    ]
    if not view.turned:
        headed = max((n for n in view.lines if n < table.first and any(
            view.cell(n, unit) in layout.headings for unit in units)), default=None)  # fmt: skip
        if headed is not None:
            rows.insert(0, [""] + [_cut(view.cell(headed, unit), ANSWER_WIDTH) for unit in units])
    widths = [max(len(row[n]) for row in rows) for n in range(len(units) + 1)]
    offset = len(rows) - len(shown)
    lines = []
    for number, row in enumerate(rows):
        arrow = "> " if number >= offset and shown[number - offset] == line else "  "
        text = " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        lines.append(f"{arrow}{text}".rstrip())
    return "\n".join(lines)


def _holds(place: str, address: str | None) -> bool:
    return address is not None and (place == address or address.startswith(f"{place}:"))


def _cut(cell: Cell | None, width: int) -> str:
    text = tidy(cell.text) if cell is not None else ""
    return text if len(text) <= width else f"{text[: width - 1]}…"
