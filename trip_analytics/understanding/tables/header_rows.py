"""The rows that head the columns of a form's statements, and the headings of each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.field_labels import label_of, labels_of
from trip_analytics.understanding.fields.no_teams import no_team_beside
from trip_analytics.understanding.marks.answer_cells import read_mark
from trip_analytics.understanding.marks.scale_keys import FEWEST_POINTS, number_and_label
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.header_cells import Describes, describes, read_heading
from trip_analytics.understanding.tables.statement_tables import HEADING_LINES, StatementTable

# Words; a longer text over one column is a title, where nothing merges it over several.
LONGEST_GROUP = 4


def heading_rows(table: StatementTable, marks: set[int]) -> list[int]:
    """The rows above a table that head its columns, from the top.

    ``marks`` are the units that hold answers or ticks.
    """
    view, first = table.view, table.first
    answered = {u for line in table.lines for u in view.lines.get(line, {})} - {table.label}
    rows: list[int] = []
    passed = 0
    for row in range(first - 1, max(0, first - 1 - HEADING_LINES), -1):
        cells = {u: c for u, c in view.lines.get(row, {}).items() if not view.page.is_taken(c)}
        if cells and _holds_fields(table, row):
            break
        if cells and _heads(table, cells, answered, marks, lowest=not rows):
            rows.append(row)
        elif rows or (cells and (passed := passed + 1) > 2):
            break
    return rows[::-1]


def _holds_fields(table: StatementTable, row: int) -> bool:
    """Whether a row holds what the form's fields say, with their labels in the row above."""
    above = table.view.lines.get(row - 1, {})
    labels = [unit for unit, cell in above.items() if labels_of(cell.standing)]
    return len(labels) > 1 and len(labels) == len(above) and table.label in labels


def _heads(
    table: StatementTable,
    cells: Mapping[int, Cell],
    answered: set[int],
    marks: set[int],
    *,
    lowest: bool,
) -> bool:
    texts = {unit: tidy(cell.standing) for unit, cell in cells.items()}
    if any(text.endswith(":") for text in texts.values()):
        return False
    if any(len(text) > 150 for unit, text in texts.items() if unit != table.label):
        return False
    others = [unit for unit in cells if unit != table.label]
    if len(others) == 1 and table.label not in cells and _is_title(table, cells, others):
        return False
    known = [
        unit
        for unit in others
        if not (heading := read_heading(cells[unit], table.instrument)).says_nothing
        and (heading.role or heading.point or heading.perspective or heading.respondent)
    ]
    numbers = [said[0] for u in others if (said := number_and_label(texts[u])) is not None]
    if len(numbers) >= FEWEST_POINTS and {abs(b - a) for a, b in pairwise(numbers)} == {1}:
        return True  # the points of a scale, whatever it calls them
    sentence = len(texts.get(table.label, "").split()) > LONGEST_GROUP
    scale = table.instrument.scale
    rated = [u for u in others if texts[u].isdigit() and read_mark(cells[u], scale).value]
    if sentence and 0 < len(rated) < FEWEST_POINTS:
        return False  # a line that is not one of ours, with its answer
    if len(known) >= 2 or (known and (table.label in cells or not lowest)):
        return True
    over_marks = [unit for unit in others if unit in marks]
    fields = [
        unit
        for unit, text in texts.items()
        if label_of(text) not in (None, "comment")
        and not (unit in over_marks and no_team_beside(text))  # "Trust", beside teams
    ]
    if fields and (len(fields) > 1 or fields[0] > min(over_marks, default=0)):
        return False
    if len(over_marks) >= 2 or (len(others) == 1 and over_marks and table.label in cells):
        return not (fields and len(cells) <= 2)
    years = [u for u in others if read_heading(cells[u], table.instrument).year and u in answered]
    if fields:
        return False
    if len(years) >= 2 or (years and table.label in cells):
        return True
    if not lowest and len(others) >= 1 and min(others) > table.label:
        return bool(_spans(table, cells, others))
    alone = texts.get(table.label, "") if set(cells) == {table.label} else ""
    return lowest and 0 < len(alone) < 60 and ":" not in alone and not describes(alone)


def _spans(table: StatementTable, cells: Mapping[int, Cell], units: Sequence[int]) -> bool:
    """Whether a row has group headings: merged over columns, or several of them."""
    merged = table.view.page.sheet.merged
    wide = {(top, left) for top, left, _, right in merged if right > left}
    return len(units) > 1 or any((cells[u].row, cells[u].column) in wide for u in units)


def paths_of(table: StatementTable, rows: Sequence[int]) -> dict[int, dict[int, Cell]]:
    """The headings of each column, by row: its own, one merged over it, or a group's."""
    view = table.view
    units = {u for row in (*rows, *table.lines) for u in view.lines.get(row, {})}
    last = max(units, default=0)
    units |= {u for row in rows for u in range(table.label, last + 1) if view.shown(row, u)}
    paths: dict[int, dict[int, Cell]] = {}
    for at, row in enumerate(rows):
        group: Cell | None = None
        for unit in sorted(units):
            cell = view.shown(row, unit)
            if cell is not None:
                group = cell if unit > table.label else None
            elif group is not None and at + 1 < len(rows):
                lower = any(view.shown(below, unit) for below in rows[at + 1 :])
                cell = group if lower and not _merged(table, group) else None
            if cell is not None:
                paths.setdefault(unit, {})[row] = cell
    return paths


def _merged(table: StatementTable, cell: Cell) -> bool:
    return any(
        (top, left) == (cell.row, cell.column) and right > left
        for top, left, _, right in table.view.page.sheet.merged
    )


def title_of(table: StatementTable, row: int) -> Describes | None:
    """What a heading row is titled, in the column of the statements or before it."""
    for unit in sorted(u for u in table.view.lines[row] if u <= table.label):
        if found := describes(table.view.lines[row][unit].standing):
            return found
    return None


def _is_title(table: StatementTable, cells: Mapping[int, Cell], units: Sequence[int]) -> bool:
    """Whether the one text of a row is the table's title: "TRIP ratings by team 2025"."""
    text = tidy(cells[units[0]].standing)
    return len(text.split()) > LONGEST_GROUP and not _spans(table, cells, units)
