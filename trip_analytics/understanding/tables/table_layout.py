"""The units of a table of statements, and a table as it is laid out."""

from __future__ import annotations

from dataclasses import dataclass, field

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.field_labels import FieldName
from trip_analytics.understanding.fields.no_teams import holds_no_team
from trip_analytics.understanding.tables.answer_owner import Owner, said_of_owner
from trip_analytics.understanding.tables.form_scale import FormScale
from trip_analytics.understanding.tables.header_cells import Describes, Heading, Role
from trip_analytics.understanding.tables.printed_keys import PrintedKey
from trip_analytics.understanding.tables.statement_tables import StatementTable


@dataclass(slots=True)
class Unit:
    """A unit (or a line below a statement): what its headings say, and whose it is."""

    heading: Heading = field(default_factory=Heading)
    owner: Owner = field(default_factory=Owner)
    describes: Describes | None = None
    """What of its lines' owner its cells say, in a table with a line for each answer."""
    unknown: str | None = None
    """The words of its headings where they say nothing that we know."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit that may hold the answers: what speaks for it, and what all that weighs."""

    unit: int
    reasons: tuple[tuple[int, str], ...]

    @property
    def weight(self) -> int:
        """What its reasons weigh together."""
        return sum(weight for weight, _ in self.reasons)


@dataclass(slots=True)
class Layout:
    """A table as it is laid out."""

    units: dict[int, Unit]
    below: dict[int, tuple[int, Unit]]
    """Lines that belong to a statement above (or before) them: its line, and what they hold."""
    headings: list[Cell]
    numbers: set[int]
    described: dict[int, Describes]
    """Lines whose cells say of each unit whose it is: an export's columns."""
    shared: dict[int, tuple[FieldName, ...]] = field(default_factory=dict)
    """Those lines of which each cell says two things: "Directorate / Team"."""
    unclear: list[int] = field(default_factory=list)
    """Units with marks of which it is not clear which are the answers."""
    guessed_teams: list[Cell] = field(default_factory=list)
    """Headings taken for names of teams though nothing says that they are."""
    named_by: dict[int, Cell] = field(default_factory=dict)
    """The lowest heading of each unit that says nothing we know."""
    heads: dict[int, Cell] = field(default_factory=dict)
    """The lowest heading of each unit that has one."""
    people: list[Cell] = field(default_factory=list)
    """Headings that name people."""
    aside: dict[int, Role] = field(default_factory=dict)
    """Lines of a long table that are no team's: figures made of others, or of elsewhere."""
    unknown: set[int] = field(default_factory=set)
    """Lines with answers to statements that are not the instrument's."""
    tests: list[int] = field(default_factory=list)
    """Rows in which somebody tried the survey out."""
    weighed: list[Weighed] = field(default_factory=list)
    """What was weighed to tell which units hold the answers."""
    later_taken: list[int] = field(default_factory=list)
    """Units taken because they are the last of several times in a year."""
    points: PrintedKey | None = None
    """The key that the headings of columns for points print."""
    scale: FormScale | None = None
    """The scale that the form itself says it is rated on."""


def describe_lines(table: StatementTable, layout: Layout) -> dict[int, Owner]:
    """Whose each line's answers are, where columns beside the statements say so.

    Lines of nobody's go into ``layout.aside``.
    """
    rated = [n for n, u in layout.units.items() if u.heading.role == "rating"]
    described = {n: u.describes for n, u in layout.units.items() if u.describes}
    found: dict[int, Owner] = {}
    held: dict[int, Cell] = {}
    for line in sorted(table.lines):
        owner = Owner()
        for unit, what in described.items():
            cell = table.view.shown(line, unit)
            if cell is not None:
                held[unit] = cell
            elif what in ("team", "service_line", "year"):
                cell = held.get(unit)  # named once, for the lines below as well
            if cell is not None and what == "team":
                answers = (table.view.cell(line, number) for number in rated)
                if role := holds_no_team(table.view.page, cell.standing, answers):
                    layout.aside[line] = role
            if cell is not None and what not in ("name", "machine"):
                owner = said_of_owner(owner, what, cell)
        found[line] = owner
    return found


def key_of(unit: Unit) -> tuple[object, ...]:
    """What tells whose a unit is from whose another one is."""
    owner = unit.owner
    return (
        owner.team.text if owner.team else None,
        owner.service_line.text if owner.service_line else None,
        owner.year,
        owner.years_ago,
        owner.perspective,
        owner.respondent,
    )
