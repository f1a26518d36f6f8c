"""Statements below each other, as on a form: the units are its columns.

Rows below a statement may say whose answer, or what, they hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.fields import Field
from trip_analytics.understanding.fields.no_teams import holds_no_team, is_full_name, no_team_beside
from trip_analytics.understanding.marks.answer_cells import is_ticked, read_mark
from trip_analytics.understanding.marks.written_answers import read_text
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.answer_columns import settle_answers
from trip_analytics.understanding.tables.answer_owner import Owner, of_heading, said_of_owner
from trip_analytics.understanding.tables.header_cells import (
    Describes,
    Heading,
    describes,
    joined,
    read_heading,
)
from trip_analytics.understanding.tables.header_rows import heading_rows, paths_of, title_of
from trip_analytics.understanding.tables.names_in_headers import (
    rows_of_names,
    settle_people,
    split_heading,
)
from trip_analytics.understanding.tables.point_columns import own_points, settle_points
from trip_analytics.understanding.tables.points_below import lay_out_points_below
from trip_analytics.understanding.tables.printed_keys import key_columns
from trip_analytics.understanding.tables.statement_tables import FEWEST_ITEMS, StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit
from trip_analytics.understanding.words import remembered

_RATED_WITHIN = re.compile(
    r"[\s(\[–—:-]+(?:(?:our|agreed|team)\s+)?(?:rating|score|rated|scored)\s*(?:\(1\s*-\s*5\))?"
    r"\s*[:=–—-]\s*([^)\]]{1,40}?)\s*[)\]]?$",
    re.I,
)
# With no word for it, where nothing is beside the statement: "... - 4", "... (4)", "... ____ 4".
_BARE_WITHIN = re.compile(
    r"(?:\s[–—-]+|\s*[:=(\[]|\s?\.{2,}|\s?_{2,})\s*"
    r"(\d{1,2}(?:\s*(?:/|out of)\s*\d{1,2})?|n/?a)\s*[)\]]?\.?$",
    re.I,
)


def lay_out_down(table: StatementTable, *, own_team: bool) -> Layout:
    """Tell the columns of a form's table apart, by their headings and by what they hold."""
    view = table.view
    _answers_within(table)
    marks = _units_with_marks(table)
    ticks = _units_with_ticks(table)
    rows = heading_rows(table, set(marks) | ticks)
    paths = paths_of(table, rows)
    headings = [cell for row in rows for cell in view.lines[row].values()]
    layout = Layout({}, {}, headings, set(), {})
    used = {u for line in table.lines for u in view.lines.get(line, {})} | set(paths)
    titled = {row: None if table.long else title_of(table, row) for row in rows}
    names = rows_of_names(table, rows, paths, titled, marks, own_team=own_team, layout=layout)
    for unit in sorted(used - {table.label}):
        path = paths.get(unit, {})
        layout.units[unit] = _unit(table, unit, path, names, titled)
        if path:
            layout.heads[unit] = path[max(path)]
            if read_heading(path[max(path)], table.instrument).says_nothing:
                layout.named_by[unit] = path[max(path)]
    for unit in list(layout.units):
        numbered = layout.units[unit].heading.role == "number" and unit not in ticks
        if numbered or _is_numbering(table, layout, unit):
            layout.numbers.add(unit)
            del layout.units[unit]
    for unit in key_columns(table) & set(layout.units):
        layout.units[unit] = Unit(Heading("other-subject"))
    lay_out_lines_below(table, layout)
    if not layout.below and not table.long:
        lay_out_points_below(table, layout)
    layout.points = own_points(table, layout.units, paths)
    over_points = layout.points.cells if layout.points else ()
    layout.guessed_teams = [cell for cell in layout.guessed_teams if cell not in over_points]
    settle_people(layout, marks, own_team=own_team)
    named = [] if layout.points is None or layout.points.numbered else over_points
    settle_points(table, layout.units, [view.at(cell)[1] for cell in named])
    settle_answers(table, layout, marks)
    layout.headings = [cell for cell in headings if _is_heading(table, layout, cell)]
    return layout


def _answers_within(table: StatementTable) -> None:
    """Answers written behind their statements, in the same cell or paragraph."""
    cells = {
        line: cell
        for line in table.lines
        if (cell := table.view.cell(line, table.label)) is not None
    }
    labelled = {n: said for n, cell in cells.items() if (said := _labelled(cell.standing))}
    behind = {
        line: said
        for line, cell in cells.items()
        if max(table.view.lines[line]) == table.label
        and (said := _behind(cell.standing, table.lines[line].wording.text))
    }
    if len(labelled) * 2 > len(table.lines):
        found = labelled
    elif _are_answers([text for _, text in sorted(behind.items())], table):
        found = behind
    else:
        return
    for line, text in found.items():
        table.view.read_beside(cells[line], text)


def _are_answers(texts: Sequence[str], table: StatementTable) -> bool:
    """Whether what is behind statements rates them, and does not count them as footnotes do."""
    clear = sum(read_text(text, table.instrument.scale).state == "rated" for text in texts)
    counted = texts == [str(number) for number in range(1, len(texts) + 1)]
    return clear >= FEWEST_ITEMS and clear * 2 > len(texts) and not counted


@remembered
def _labelled(text: str) -> str | None:
    said = _RATED_WITHIN.search(tidy(text))
    return said[1] if said else None


@remembered
def _behind(text: str, wording: str) -> str | None:
    """What is written behind a statement: all of it, or behind other words a number.

    Examples
    --------
    >>> _behind("2. We listen. - ?", "We listen"), _behind("We do listen - 4", "We listen")
    ('?', '4')
    >>> _behind("We listen.", "We listen") is None
    True
    """
    line = tidy(text)
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", wording)))
    if found := re.search(words + r"(?P<behind>\W.*)?$", line, re.IGNORECASE):
        return (found["behind"] or "").strip(" .…_:=–—-)]([>") or None
    said = None if _BARE_WITHIN.search(wording) else _BARE_WITHIN.search(line)
    return said[1] if said else None


def _units_with_marks(table: StatementTable) -> dict[int, int]:
    """How many clear answers are in each unit, where they are at least half of what is there."""
    scale = table.instrument.scale
    clear: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for line in table.lines:
        for unit, cell in table.view.lines.get(line, {}).items():
            if unit != table.label:
                filled[unit] += 1
                clear[unit] += read_mark(cell, scale).state in ("rated", "not-applicable")
    return {unit: count for unit, count in clear.items() if count and count * 2 >= filled[unit]}


def _units_with_ticks(table: StatementTable) -> set[int]:
    """The units in which nothing but ticks stands."""
    cells: dict[int, list[Cell]] = {}
    for line in table.lines:
        for unit, cell in table.view.lines.get(line, {}).items():
            if unit != table.label:
                cells.setdefault(unit, []).append(cell)
    return {unit for unit, held in cells.items() if all(map(is_ticked, held))}


def _unit(
    table: StatementTable,
    unit: int,
    path: Mapping[int, Cell],
    names: set[int],
    titled: Mapping[int, Describes | None],
) -> Unit:
    found = Unit()
    headings: list[Heading] = []
    unknown: list[str] = []
    page = table.view.page
    for row in sorted(path):
        cell = path[row]
        text = tidy(cell.standing)
        over_teams = bool(names) and row < max(names)
        name = "service_line" if table.instrument.kind == "stages" or over_teams else "team"
        parts = split_heading(cell, table.instrument) if row in names and not titled[row] else None
        heading = read_heading(cell, table.instrument)
        answers = (table.view.cell(line, unit) for line in table.lines)
        holds = holds_no_team(page, text, answers) if row in names else None
        if holds is not None:
            headings.append(Heading(holds))
        elif parts:
            found.owner = found.owner.with_field(name, Field(parts[0], cell))
            headings.append(parts[1])
        elif row in names and _is_name(table, cell, known=bool(titled[row])):
            found.owner = found.owner.with_field(titled[row] or name, Field(text, cell))
        elif titled[row] in ("year", "date", "respondent", "perspective"):
            found.owner = said_of_owner(found.owner, titled[row] or "year", cell)
        else:
            headings.append(heading)
            if heading.says_nothing:
                unknown.append(text)
    found.heading = joined(headings)
    # A group's heading says nothing of the answers below it when a lower one does.
    if unknown and found.heading == Heading() and not found.owner.team:
        found.unknown = unknown[-1]
    if path and not table.view.turned:
        lowest = path[max(path)]
        title = describes(lowest.standing)
        # On a form "Response" and "Your view" head answers; in a list, whose they are.
        of_a_list = ("machine",) if table.long else ("machine", "respondent", "perspective")
        counts = title == "team" and not table.long and _holds_numbers(table, unit)
        if not (title is None or title in of_a_list or counts or _holds_marks(table, unit)):
            found.describes = title
    found.owner = of_heading(found.heading, found.owner)
    return found


def _is_name(table: StatementTable, cell: Cell, *, known: bool) -> bool:
    """Whether a heading in a row of names is one. ``known``: the row's title says that it is."""
    text = cell.standing
    if table.view.page.is_registered(text) or is_full_name(text):
        return True
    unknown = known or read_heading(cell, table.instrument).says_nothing
    return unknown and no_team_beside(text) is None


def _holds_numbers(table: StatementTable, unit: int) -> bool:
    """Whether a column of "Teams" says how many there were, not who they are."""
    cells = table.cells_of(unit)
    return bool(cells) and all(tidy(cell.text).isdecimal() for cell in cells)


def _holds_marks(table: StatementTable, unit: int) -> bool:
    cells = table.cells_of(unit)
    clear = [
        c for c in cells if read_mark(c, table.instrument.scale).state == "rated" or is_ticked(c)
    ]
    return bool(cells) and len(clear) * 2 >= len(cells)


def _is_numbering(table: StatementTable, layout: Layout, unit: int) -> bool:
    """Whether a column numbers the statements: beside them, or one after the other anywhere."""
    beside = unit == table.label - 1
    if not beside and layout.units[unit].heading.role is not None:
        return False
    texts = [tidy(cell.text).rstrip(".) ").lstrip("qQ(") for cell in table.cells_of(unit)]
    numbers = [int(t) for t in texts if t.isdecimal() and len(t) < 4]
    if not beside:
        counted = len(numbers) == len(texts) and numbers == list(range(1, len(numbers) + 1))
        return counted and len(numbers) > table.instrument.scale[-1].value
    if texts and all(len(t) == 1 and t.isalpha() for t in texts) and len(set(texts)) == len(texts):
        return len(texts) > 2
    return bool(texts) and len(numbers) == len(texts) and len(set(numbers)) == len(numbers)


def _is_heading(table: StatementTable, layout: Layout, cell: Cell) -> bool:
    line, unit = table.view.at(cell)
    known = layout.units.get(unit)
    return (
        unit == table.label
        or line in layout.below
        or unit in layout.numbers
        or (known is not None and (known.unknown is None or known.heading.role is not None))
    )


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
        layout.below.update(_above_their_statements(table, found) or found)
        for row in found:
            cells = view.lines[row]
            layout.headings.append(next(cells[u] for u in sorted(cells) if u <= table.label + 1))
        for cell, text in inlines:
            view.read_beside(cell, text)
        for row in found:
            labelled, *behind = sorted(view.lines[row])
            for unit in behind:  # below the statement too, where its label is before that
                if unit >= max(table.label, labelled + 1):
                    layout.units.setdefault(unit, Unit())


def _above_their_statements(
    table: StatementTable, found: Mapping[int, tuple[int, Unit]]
) -> dict[int, tuple[int, Unit]]:
    """Those lines where each belongs to the statement below it: the first has one over it too."""
    ordered, view = sorted(table.lines), table.view
    over = view.lines.get(ordered[0] - 1)
    labels = [min(view.lines[row].items())[1] for row in found]
    first = min(over.items())[1] if over else None
    if first is None or ordered[-1] in {line for line, _ in found.values()}:
        return {}
    if {tidy(label.standing) for label in labels} != {tidy(first.standing)}:
        return {}
    unit = next(of_row for _, of_row in found.values())
    following = dict(pairwise(ordered))
    shifted = {row: (following[line], of_row) for row, (line, of_row) in found.items()}
    return {first.row: (ordered[0], unit), **shifted}


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
