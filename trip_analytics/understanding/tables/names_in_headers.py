"""Names of teams, service lines and people in header cells, which nobody can list beforehand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from trip_analytics.instruments import Instrument
from trip_analytics.people import begins_with_a_given_name, looks_like_a_name
from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.no_teams import (
    is_full_name,
    is_like_a_team,
    no_team_beside,
)
from trip_analytics.understanding.marks.answer_cells import is_ticked
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.header_cells import (
    Describes,
    Heading,
    joined,
    perspective_of,
    read_heading,
)
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout


def rows_of_names(
    table: StatementTable,
    rows: Sequence[int],
    paths: Mapping[int, Mapping[int, Cell]],
    titled: Mapping[int, Describes | None],
    marks: Mapping[int, int],
    *,
    own_team: bool,
    layout: Layout,
) -> set[int]:
    """The heading rows whose unknown words are names of teams (or service lines)."""
    names: set[int] = set()
    for row in rows:
        if titled[row] in ("team", "service_line"):
            names.add(row)
            continue
        cells = {
            path[row].address: path[row]
            for unit, path in paths.items()
            if row in path
            and unit != table.label
            and (unit in marks or _ticks_below(table, unit))
            and _may_name(table, path[row])
        }
        texts = {tidy(cell.standing) for cell in cells.values()}
        likely = [t for t in texts if is_like_a_team(t) or table.view.page.is_registered(t)]
        plain = [
            unit
            for unit in marks
            if joined(read_heading(c, table.instrument) for c in paths.get(unit, {}).values()).role
            == "rating"
        ]
        if own_team or len(texts) < 2:
            continue
        # One column of another sort beside teams takes nothing from them.
        if plain and not _is_group(row, rows) and len(likely) <= len(plain):
            continue
        if len(likely) * 2 >= len(texts) or len(texts) >= 3:
            names.add(row)
            if len(likely) * 2 < len(texts):
                layout.guessed_teams += list(cells.values())
    # What is over teams' names, and says nothing else, is their service lines.
    over = [row for row in rows if names and row < min(names)]
    for row in over:
        heads = {p[row] for u, p in paths.items() if row in p and u != table.label and u in marks}
        if heads and all(_may_name(table, cell) for cell in heads):
            names.add(row)
    return names


def _may_name(table: StatementTable, cell: Cell) -> bool:
    """Whether a heading has words that we do not know, or a name and a view."""
    if table.view.page.is_registered(cell.standing):
        return True
    if no_team_beside(cell.standing):
        return False
    unknown = read_heading(cell, table.instrument).says_nothing
    return (unknown or split_heading(cell, table.instrument) is not None) and any(
        letter.isalpha() for letter in cell.standing
    )


def split_heading(cell: Cell, instrument: Instrument) -> tuple[str, Heading] | None:
    """A heading of a team and more, ``Ash Ward - Staff`` or ``Ash Ward 2024``, as the two."""
    pieces = re.split(r"\s+[-–—:/|]\s+|\s*[\n(]\s*", cell.standing.strip().rstrip(")"))
    if len(pieces) > 1 and len(pieces[-1].split()) <= 4:
        view = perspective_of(pieces[-1])
        name = tidy(cell.standing[: cell.standing.rindex(pieces[-1])]).rstrip(" -–—:/|(")
        if view and not perspective_of(name):
            return name, Heading(perspective=view)
    words = tidy(cell.standing).split()
    for left, right in ((0, 1), (0, 2), (1, 0)):
        name = " ".join(words[left : len(words) - right]).strip(" -–—:,(")
        if len(name.split()) < 2 or not is_like_a_team(name):
            continue
        rest = cell._replace(text=" ".join(words[:left] + words[len(words) - right :]).strip("()"))
        said = read_heading(rest, instrument)
        # "Forensic Team" is a name, and no view.
        viewed = said.perspective not in (None, "team")
        known = said.year or viewed or said.role == "rating"
        if left and not said.year and is_full_name(cell.standing):
            continue  # "Family Intervention Team"
        alone = cell._replace(text=name, value=name, kind="text")
        if known and read_heading(alone, instrument).says_nothing:
            return name, said._replace(role=None)
    return None


def _is_group(row: int, rows: Sequence[int]) -> bool:
    return row != rows[-1]


def _ticks_below(table: StatementTable, unit: int) -> bool:
    cells = table.cells_of(unit)
    return bool(cells) and all(is_ticked(cell) is not None for cell in cells)


def settle_people(layout: Layout, marks: Mapping[int, int], *, own_team: bool) -> None:
    """Headings that are people's names: so many respondents, whose names are not kept."""
    named = {
        number: unit
        for number, unit in layout.units.items()
        if number in marks
        and not unit.owner.team
        and (own_team or unit.heading.perspective)
        and (heads := layout.named_by.get(number)) is not None
        and looks_like_a_name(tidy(heads.standing))
    }
    viewed = [unit for unit in named.values() if unit.heading.perspective]
    given = [n for n in named if begins_with_a_given_name(tidy(layout.named_by[n].standing))]
    if len(named) < 2:
        return
    if not viewed and len(given) * 2 < len(named):
        # Effort and Impact are no people; but what may be somebody's name is not kept.
        layout.people += [layout.named_by[number] for number in named]
        return
    for order, (number, unit) in enumerate(sorted(named.items()), start=1):
        unit.owner = unit.owner._replace(respondent=str(order))
        unit.heading = unit.heading._replace(respondent=str(order), role="rating")
        unit.unknown = None
        layout.people.append(layout.named_by[number])
