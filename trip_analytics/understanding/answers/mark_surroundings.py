"""What stands around an unclear mark, as lines of text for whoever asks the team about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.reading import Cell
from trip_analytics.understanding.plain_text import tidy

if TYPE_CHECKING:
    from trip_analytics.understanding.tables.statement_tables import StatementTable
    from trip_analytics.understanding.tables.table_layout import Layout, Unit

STATEMENT_WIDTH = 44
ANSWER_WIDTH = 16
_WHO = ("team", "service_line", "respondent")


def surroundings(
    table: StatementTable, layout: Layout, line: int, address: str | None
) -> str | None:
    """The statement with its answers, and those before and after it; the mark's row has an arrow.

    Only columns of answers are shown: what is in others may name people. Of a table
    with several teams' or respondents' answers, only that one's own are.
    """
    view = table.view
    below = {n for n, (_, unit) in layout.below.items() if unit.heading.role != "comment"}
    ordered = sorted({*table.lines, *below})
    answers = [n for n, unit in sorted(layout.units.items()) if _answers(unit)]
    written = sorted({u for n in below for u in view.lines.get(n, {}) if u > table.label})
    units = answers if view.turned else sorted({*answers, *written})
    places = [(n, u) for n in ordered for u in (table.label, *units)]
    holding = [(n, u) for n, u in places if _holds(view.address(n, u), address)]
    if not view.turned:
        line = next((n for n, _ in holding), line)
    own = next((u for n, u in holding if n == line and u in units), None)
    if view.turned:
        units = sorted({u for _, u in holding})
    elif own is not None and own in layout.units:
        owner = _owner(layout.units[own])
        units = [u for u in units if u not in layout.units or _owner(layout.units[u]) == owner]
    named = _named_beside(table, layout, line)
    ordered = [n for n in ordered if _named_beside(table, layout, n) == named]
    at = ordered.index(line)
    shown = ordered[max(0, at - 1) : at + 2]
    rows = [
        [_cut(view.cell(n, table.label), STATEMENT_WIDTH)]
        + [_cut(view.cell(n, u) if u in answers or n in below else None, ANSWER_WIDTH)
           for u in units]
        for n in shown
    ]  # fmt: skip
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


def _answers(unit: Unit) -> bool:
    return unit.heading.point is not None or unit.heading.role == "rating"


def _owner(unit: Unit) -> tuple[str | None, str | None]:
    team, line = unit.owner.team, unit.owner.service_line
    return team.text if team else None, line.text if line else None


def _named_beside(table: StatementTable, layout: Layout, line: int) -> list[str | None]:
    """Who a line's own columns say has answered; named once, it is for the lines below as well."""
    view = table.view
    columns = [n for n, unit in layout.units.items() if unit.describes in _WHO]
    found: list[str | None] = []
    for unit in columns:
        above = (view.shown(n, unit) for n in sorted(table.lines, reverse=True) if n <= line)
        found.append(next((tidy(cell.standing) for cell in above if cell is not None), None))
    return found


def _holds(place: str, address: str | None) -> bool:
    return address is not None and (place == address or address.startswith(f"{place}:"))


def _cut(cell: Cell | None, width: int) -> str:
    text = tidy(cell.text) if cell is not None else ""
    return text if len(text) <= width else f"{text[: width - 1]}…"
