"""Rows below each statement of a form that say whose answer, or what, they hold."""

from __future__ import annotations

from dataclasses import replace

from trip_analytics.reading import Cell
from trip_analytics.understanding.headings import read_heading
from trip_analytics.understanding.statement_tables import StatementTable
from trip_analytics.understanding.units import Layout, Unit
from trip_analytics.understanding.whose import Whose, of_heading


def lay_out_lines_below(table: StatementTable, layout: Layout) -> None:
    """Rows below statements that say whose answer or what they hold, statement after statement."""
    view = table.view
    found: dict[int, tuple[int, Unit]] = {}
    inlines: list[tuple[Cell, str]] = []
    ordered = sorted(table.lines)
    if table.long:
        return
    for at, line in enumerate(ordered):
        following = ordered[at + 1] if at + 1 < len(ordered) else line + 6
        for row in range(line + 1, min(following, line + 7)):
            cells = view.lines.get(row, {})
            label = next((cells[u] for u in sorted(cells) if u <= table.label + 1), None)
            if label is None or view.page.is_taken(label):
                break
            words, colon, inline = label.standing.partition(":")
            heading = read_heading(label._replace(text=words) if colon else label, table.instrument)
            says = (
                heading.perspective or heading.role in ("comment", "rating") or heading.respondent
            )
            if not says or heading.role == "computed" or heading.point is not None:
                break
            if inline.strip() and len(cells) == 1:
                inlines.append((label, inline.strip()))
            if heading.role is None:
                heading = replace(heading, role="rating")
            found[row] = (line, Unit(heading, of_heading(heading, Whose())))
    if len({line for line, _ in found.values()}) >= max(2, len(ordered) // 2):
        layout.below.update(found)
        for row in found:
            cells = view.lines[row]
            layout.headings.append(next(cells[u] for u in sorted(cells) if u <= table.label + 1))
        for cell, text in inlines:
            view.read_beside(cell, text)
        for row in found:
            for unit in view.lines[row]:
                if unit > table.label:
                    layout.units.setdefault(unit, Unit())
