"""Rows below each statement of a form that say whose answer, or what, they hold."""

from __future__ import annotations

from trip_analytics.reading import Cell
from trip_analytics.understanding.marks.answer_cells import read_mark
from trip_analytics.understanding.tables.answer_owner import Owner, of_heading
from trip_analytics.understanding.tables.header_cells import Heading, read_heading
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit

# A longer text below a statement is no answer standing by itself.
LONGEST_ANSWER = 20


def lay_out_lines_below(table: StatementTable, layout: Layout) -> None:
    """Rows below statements that say whose answer or what they hold, statement after statement."""
    view = table.view
    found: dict[int, tuple[int, Unit]] = {}
    inlines: list[tuple[Cell, str]] = []
    ordered = sorted(table.lines)
    if table.long or _answers_alone(table, layout):
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
                heading = heading._replace(role="rating")
            found[row] = (line, Unit(heading, of_heading(heading, Owner())))
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


def _answers_alone(table: StatementTable, layout: Layout) -> bool:
    """Take answers that are below their statements with nothing beside them."""
    view, scale = table.view, table.instrument.scale
    alone = [
        line
        for line in table.lines
        if line + 1 not in table.lines and list(view.lines.get(line + 1, {})) == [table.label]
    ]
    found = {
        line: cell
        for line in alone
        if len((cell := view.lines[line + 1][table.label]).standing) <= LONGEST_ANSWER
    }
    rated = [cell for cell in found.values() if read_mark(cell, scale).state == "rated"]
    if len(rated) * 2 <= len(table.lines):
        return False
    for line, cell in found.items():
        layout.below[line + 1] = (line, Unit(Heading("rating")))
        view.read_beside(cell, cell.standing)
    layout.units.setdefault(table.label + 1, Unit())
    return True
