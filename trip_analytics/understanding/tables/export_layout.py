"""Statements side by side, as in an export: a row for each team or person."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.field_labels import values_of_two
from trip_analytics.understanding.fields.fields import Field
from trip_analytics.understanding.fields.no_teams import holds_no_team, no_team, no_team_beside
from trip_analytics.understanding.marks.scale_keys import key_in
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.answer_owner import Owner, said_of_owner
from trip_analytics.understanding.tables.export_columns import read_titles, title_rows
from trip_analytics.understanding.tables.header_cells import Heading, Role, read_heading
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit
from trip_analytics.understanding.words import vocabulary

_OTHER_OPTION = vocabulary("headers")["other_option"]


def lay_out_across(table: StatementTable) -> Layout:
    """Tell the rows of an export apart, and what its columns say of them."""
    titles = title_rows(table)
    layout = Layout({}, {}, [], set(), {})
    layout.headings = [
        cell for line in table.view.lines.values() for unit, cell in line.items() if unit in titles
    ]
    read_titles(table, layout, titles)
    _read_rows(table, layout, max(titles))
    return layout


def _read_rows(table: StatementTable, layout: Layout, last: int) -> None:
    """Whose each row below the titles is, and the sections that stand between rows."""
    rows = sorted({u for line in table.view.lines.values() for u in line if u > last})
    described = set(layout.described.values())
    varied = bool({"year", "perspective", "respondent"} & described)
    sections = _section_rows(table, layout, rows)
    section: Cell | None = None
    before: Unit | None = None
    for number in rows:
        if number in sections:
            section = sections[number]
            layout.headings.append(section)
            continue
        if _is_a_remark(table, number):
            continue
        unit = layout.units[number] = _respondent(table, layout, number)
        if before is not None and "team" not in described and unit.heading.role == "comment":
            unit.owner = before.owner  # what was said of the answers above
            continue
        owner = unit.owner
        if "team" in described:
            if section is not None and owner.service_line is None:
                owner = owner._replace(service_line=Field(tidy(section.standing), section))
            rated = unit.heading.role == "rating"
            if owner.team is None and before is not None and varied and rated:
                owner = owner._replace(team=before.owner.team)  # named once for the rows below
        if _is_test(table, layout, number, owner):
            layout.tests.append(number)
            unit.heading = Heading()
        unit.owner = owner
        before = unit


def _is_a_remark(table: StatementTable, number: int) -> bool:
    """Whether a row has one text and no more, and that is a key or "Note: Elm Ward is new"."""
    texts = [line[number].standing for line in table.view.lines.values() if number in line]
    return len(texts) == 1 and (no_team_beside(texts[0]) == "other" or key_in(texts[0]) is not None)


def _is_test(table: StatementTable, layout: Layout, number: int, owner: Owner) -> bool:
    """Whether somebody tried the survey out, as the team's name or the survey's tool says."""
    machine = [line for line, what in layout.described.items() if what == "machine"]
    cells = [cell for line in machine if (cell := table.view.cell(line, number)) is not None]
    if any(no_team(cell.standing, ("test",), whole=True) for cell in cells):
        return True
    team = owner.team.text if owner.team else ""
    named = table.view.page.is_registered(team)
    return not named and no_team(team, ("test", "example", "template")) is not None


def _section_rows(table: StatementTable, layout: Layout, rows: Sequence[int]) -> dict[int, Cell]:
    """Rows of an export with nothing but a name in them: the service line of those below."""
    if "service_line" in layout.described.values():
        return {}
    found: dict[int, Cell] = {}
    for number in rows:
        cells = [line[number] for line in table.view.lines.values() if number in line]
        at = [line for line in table.view.lines if number in table.view.lines[line]]
        if len(cells) == 1 and cells[0].kind == "text" and at[0] < table.first:
            found[number] = cells[0]
    # A team that left its row blank is none: a section is over rows, and not alone.
    filled = [number for number in rows if number not in found]
    headed = [n for n in found if n + 1 in filled]
    return found if found and len(headed) == len(found) and min(found) <= min(rows) else {}


def _respondent(table: StatementTable, layout: Layout, number: int) -> Unit:
    """One row of an export: whose it is."""
    owner = Owner()
    unit = Unit(Heading("rating"))
    teams = [line for line, what in layout.described.items() if what == "team"]
    named = any(table.view.shown(line, number) is not None for line in teams)
    names = ("team",) if named else ("team", "service_line")
    for line, what in layout.described.items():
        cell = table.view.shown(line, number)
        if cell is None or what in ("name", "machine") or _OTHER_OPTION.search(tidy(cell.standing)):
            continue
        dated = read_heading(cell, table.instrument).years_ago if what == "year" else None
        if dated is not None:
            owner = owner._replace(years_ago=dated)
        elif what in (*names, "year") and (role := _no_team(table, number, cell)) is not None:
            unit.heading = Heading(role)
        elif line in layout.shared:
            for name, part in values_of_two(cell.standing, layout.shared[line]):
                owner = owner.with_field(name, Field(tidy(part), cell))
        elif (
            what in ("team", "respondent")
            and (said := read_heading(cell, table.instrument)).respondent
            and what == "team"
        ):
            owner = owner._replace(respondent=said.respondent, perspective=said.perspective)
        elif (
            what == "respondent"
            and cell.kind == "text"
            and not any(x.isdigit() for x in cell.standing)
            and no_team_beside(cell.standing) == "summary"
        ):
            unit.heading = Heading("computed")
        else:
            owner = said_of_owner(owner, what, cell)
    before = [line for line in sorted(table.view.lines) if line < table.first]
    firsts = [c for line in before if (c := table.view.cell(line, number)) is not None]
    if not owner.team and firsts and firsts[0].kind == "text":
        said = read_heading(firsts[0], table.instrument)
        if (role := _no_team(table, number, firsts[0])) is not None:
            unit.heading = Heading(role)
        elif said.role == "comment":
            unit.heading = Heading("comment")
        owner = owner._replace(
            respondent=owner.respondent or said.respondent,
            perspective=owner.perspective or said.perspective,
            year=owner.year or said.year,
        )
    unit.owner = owner
    return unit


def _no_team(table: StatementTable, number: int, label: Cell) -> Role | None:
    answers = (table.view.cell(line, number) for line in table.lines)
    return holds_no_team(table.view.page, label.standing, answers)
