"""Whose answers stand in each unit of a table of statements, and of what kind they are."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import ReadDate, ReadYear, read_date, read_year
from trip_analytics.understanding.fields import Field
from trip_analytics.understanding.headings import (
    Describes,
    Heading,
    describes,
    joined,
    perspective_of,
    read_heading,
)
from trip_analytics.understanding.marks import is_ticked, read_mark
from trip_analytics.understanding.statement_tables import HEADING_LINES, StatementTable
from trip_analytics.understanding.vocabulary import label_of
from trip_analytics.understanding.wording import tidy

# Fewer point columns than this are no scale with a column per point.
FEWEST_POINTS = 3
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?[A-Z][a-z'’-]+(?:\s+[A-Z][\w'’.-]*){1,2}$"
    r"|[A-Z][a-z]+(?:\s+[A-Z]\.?)?$"
)
_TEST = re.compile(r"\W*(x+|tests?|testing|dummy|sample|please ignore|ignore)\b", re.I)
_RATED_WITHIN = re.compile(
    r"[\s(\[–—:-]+(?:(?:our|agreed|team)\s+)?(?:rating|score|rated|scored)\s*(?:\(1\s*-\s*5\))?"
    r"\s*[:=–—-]\s*([^)\]]{1,40}?)\s*[)\]]?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose answers stand somewhere, as far as headings or columns beside them say."""

    team: Field | None = None
    service_line: Field | None = None
    organisation: Field | None = None
    team_type: Field | None = None
    year: ReadYear | None = None
    years_ago: int = 0
    date: ReadDate | None = None
    perspective: str | None = None
    respondent: str | None = None

    def within(self, wider: Whose) -> Whose:
        """What is said here, and what is said further out where this says nothing."""
        own = {n: v for n in self.__slots__ if (v := getattr(self, n)) not in (None, 0)}
        return replace(wider, **own)

    def with_field(self, name: str, field_of: Field) -> Whose:
        """The same, with a team, a service line or another field that names it."""
        named: dict[str, Any] = {name: field_of}
        return replace(self, **named)


@dataclass(slots=True)
class Unit:
    """A unit (or a line below a statement): what its headings say, and whose it is."""

    heading: Heading = field(default_factory=Heading)
    whose: Whose = field(default_factory=Whose)
    describes: Describes | None = None
    """What of its lines' owner its cells say, in a table with a line for each answer."""
    unknown: str | None = None
    """The words of its headings where they say nothing that we know."""


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
    unclear: list[int] = field(default_factory=list)
    """Units of marks that cannot be told apart."""
    guessed_teams: list[Cell] = field(default_factory=list)
    """Headings taken for names of teams though nothing says that they are."""
    named_by: dict[int, Cell] = field(default_factory=dict)
    """The lowest heading of each unit that says nothing we know."""
    people: list[Cell] = field(default_factory=list)
    """Headings that name people."""
    tests: list[int] = field(default_factory=list)
    """Rows in which somebody tried the survey out."""


def lay_out(table: StatementTable, *, own_team: bool) -> Layout:
    """Tell the units of a table apart. ``own_team``: the page names one team for itself."""
    return _across(table) if table.view.turned else _down(table, own_team=own_team)


# --- statements below each other -------------------------------------------------------------


def _down(table: StatementTable, *, own_team: bool) -> Layout:
    view = table.view
    _answers_within(table)
    marks = _units_with_marks(table)
    rows = _heading_rows(table, set(marks))
    paths = _paths(table, rows)
    headings = [cell for row in rows for cell in view.lines[row].values()]
    layout = Layout({}, {}, headings, set(), {})
    used = {u for line in table.lines for u in view.lines.get(line, {})} | set(paths)
    titled = {row: None if table.long else _title(table, row) for row in rows}
    names = _rows_of_names(table, rows, paths, titled, marks, own_team=own_team, layout=layout)
    for unit in sorted(used - {table.label}):
        path = paths.get(unit, {})
        layout.units[unit] = _unit(table, unit, path, names, titled)
        if path and read_heading(path[max(path)], table.instrument).says_nothing:
            layout.named_by[unit] = path[max(path)]
    for unit in list(layout.units):
        if layout.units[unit].heading.role == "number" or _is_numbering(table, unit):
            layout.numbers.add(unit)
            del layout.units[unit]
    _lines_below(table, layout)
    _settle_people(layout, marks, own_team=own_team)
    _settle_points(table, layout.units)
    _settle_whole(table, layout, marks)
    layout.headings = [cell for cell in headings if _is_heading(table, layout, cell)]
    return layout


def _answers_within(table: StatementTable) -> None:
    """Answers written behind their statements, in the same cell or paragraph."""
    found = {
        line: (cell, said.group(1))
        for line in table.lines
        if (cell := table.view.cell(line, table.label)) is not None
        and (said := _RATED_WITHIN.search(tidy(cell.standing)))
    }
    if len(found) * 2 > len(table.lines):
        for cell, text in found.values():
            table.view.read_beside(cell, text)


def _is_heading(table: StatementTable, layout: Layout, cell: Cell) -> bool:
    _, unit = table.view.at(cell)
    known = layout.units.get(unit)
    return (
        unit == table.label
        or unit in layout.numbers
        or (known is not None and (known.unknown is None or known.heading.role is not None))
    )


def _units_with_marks(table: StatementTable) -> dict[int, int]:
    """How many clear answers stand in each unit, where they are at least half of what does."""
    scale = table.instrument.scale
    clear: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for line in table.lines:
        for unit, cell in table.view.lines.get(line, {}).items():
            if unit != table.label:
                filled[unit] += 1
                clear[unit] += read_mark(cell, scale).state in ("rated", "not-applicable")
    return {unit: count for unit, count in clear.items() if count and count * 2 >= filled[unit]}


def _heading_rows(table: StatementTable, marks: set[int]) -> list[int]:
    """The rows above a table that head its columns, from the top."""
    view, first = table.view, table.first
    answered = {u for line in table.lines for u in view.lines.get(line, {})} - {table.label}
    rows: list[int] = []
    passed = 0
    for row in range(first - 1, max(0, first - 1 - HEADING_LINES), -1):
        cells = {u: c for u, c in view.lines.get(row, {}).items() if not view.page.is_taken(c)}
        if cells and _heads(table, cells, answered, marks, lowest=not rows):
            rows.append(row)
        elif rows or (cells and (passed := passed + 1) > 2):
            break
    return rows[::-1]


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
    known = [
        unit
        for unit in others
        if not (heading := read_heading(cells[unit], table.instrument)).says_nothing
        and (heading.role or heading.point or heading.perspective or heading.respondent)
    ]
    if len(known) >= 2 or (known and (table.label in cells or not lowest)):
        return True
    fields = [u for u, text in texts.items() if label_of(text) not in (None, "comment")]
    over_marks = [unit for unit in others if unit in marks]
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


def _paths(table: StatementTable, rows: Sequence[int]) -> dict[int, dict[int, Cell]]:
    """The headings of each column, by row: its own, one merged over it, or a group's."""
    view = table.view
    units = {u for row in (*rows, *table.lines) for u in view.lines.get(row, {})}
    units |= {u for row in rows for u in range(table.label, max(units, default=0) + 1)
              if view.shown(row, u)}  # fmt: skip
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


def _title(table: StatementTable, row: int) -> Describes | None:
    """What a heading row is titled, in the column of the statements or before it."""
    for unit in sorted(u for u in table.view.lines[row] if u <= table.label):
        if found := describes(table.view.lines[row][unit].standing):
            return found
    return None


def _rows_of_names(
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
            if row in path and unit != table.label and (unit in marks or _ticks_below(table, unit))
            and (read_heading(path[row], table.instrument).says_nothing or _split(path[row]))
            and any(letter.isalpha() for letter in path[row].standing)
        }  # fmt: skip
        texts = {tidy(cell.standing) for cell in cells.values()}
        likely = [t for t in texts if _is_like_a_team(t)]
        plain = [
            unit for unit in marks
            if unit in paths and joined(
                read_heading(c, table.instrument) for c in paths[unit].values()
            ).role == "rating"
        ]  # fmt: skip
        if own_team or len(texts) < 2 or (plain and not _is_group(row, rows)):
            continue
        if len(likely) * 2 >= len(texts) or len(texts) >= 3:
            names.add(row)
            if len(likely) * 2 < len(texts):
                layout.guessed_teams += list(cells.values())
    return names


def _split(cell: Cell) -> tuple[str, str] | None:
    """A heading of a team and a view, ``Ash Ward - Staff``, as the two."""
    pieces = re.split(r"\s+[-–—:/|]\s+|\s*[\n(]\s*", cell.standing.strip().rstrip(")"))
    if len(pieces) < 2:
        return None
    view = perspective_of(pieces[-1])
    name = tidy(cell.standing[: cell.standing.rindex(pieces[-1])]).rstrip(" -–—:/|(")
    return (
        (name, view) if view and len(pieces[-1].split()) <= 4 and not perspective_of(name) else None
    )


def _is_group(row: int, rows: Sequence[int]) -> bool:
    return row != rows[-1]


def _is_like_a_team(text: str) -> bool:
    words = (
        "ward team unit house cmht camhs service hospital clinic crisis community centre cottage"
        " lodge court villa eip eit crht crhtt hub pathway rehab intervention outreach liaison"
        " north south east west suite picu street home hostel"
    )
    lowered = tidy(text).casefold()
    pieces = set("".join(c if c.isalnum() else " " for c in lowered).split())
    return bool(pieces & set(words.split())) or any(p.isalnum() and not p.isalpha() and
                                                    not p.isdigit() for p in pieces)  # fmt: skip


def _ticks_below(table: StatementTable, unit: int) -> bool:
    cells = [c for line in table.lines if (c := table.view.cell(line, unit)) is not None]
    return bool(cells) and all(is_ticked(cell) is not None for cell in cells)


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
    for row in sorted(path):
        cell = path[row]
        text = tidy(cell.standing)
        name = "service_line" if table.instrument.kind == "stages" else "team"
        parts = _split(cell) if row in names and not titled[row] else None
        if parts:
            found.whose = replace(
                found.whose.with_field(name, Field(parts[0], cell)), perspective=parts[1]
            )
        elif row in names and (titled[row] or read_heading(cell, table.instrument).says_nothing):
            found.whose = found.whose.with_field(titled[row] or name, Field(text, cell))
        elif titled[row] in ("year", "date", "respondent", "perspective"):
            found.whose = _described(found.whose, titled[row] or "year", cell)
        else:
            heading = read_heading(cell, table.instrument)
            headings.append(heading)
            if heading.says_nothing:
                unknown.append(text)
    found.heading = joined(headings)
    # A group's heading says nothing of the answers below it when a lower one does.
    if unknown and found.heading == Heading() and not found.whose.team:
        found.unknown = unknown[-1]
    if path and not table.view.turned:
        lowest = path[max(path)]
        title = describes(lowest.standing)
        if title is not None and title != "machine" and not _holds_marks(table, unit):
            found.describes = title
    found.whose = _of_heading(found.heading, found.whose)
    return found


def _of_heading(heading: Heading, whose: Whose) -> Whose:
    return replace(
        whose,
        perspective=heading.perspective or whose.perspective,
        year=heading.year or whose.year,
        years_ago=heading.years_ago or whose.years_ago,
        respondent=heading.respondent or whose.respondent,
    )


def _holds_marks(table: StatementTable, unit: int) -> bool:
    cells = [c for line in table.lines if (c := table.view.cell(line, unit)) is not None]
    clear = [
        c for c in cells if read_mark(c, table.instrument.scale).state == "rated" or is_ticked(c)
    ]
    return bool(cells) and len(clear) * 2 >= len(cells)


def _is_numbering(table: StatementTable, unit: int) -> bool:
    if abs(unit - table.label) != 1 or unit > table.label:
        return False
    texts = [
        tidy(c.text).rstrip(".) ").lstrip("qQ(")
        for line in table.lines
        if (c := table.view.cell(line, unit)) is not None
    ]
    numbers = [int(t) for t in texts if t.isdigit() and len(t) < 4]
    if texts and all(len(t) == 1 and t.isalpha() for t in texts) and len(set(texts)) == len(texts):
        return len(texts) > 2
    return bool(texts) and len(numbers) == len(texts) and len(set(numbers)) == len(numbers)


def _lines_below(table: StatementTable, layout: Layout) -> None:
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
            found[row] = (line, Unit(heading, _of_heading(heading, Whose())))
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


# --- what the units are, taken together ------------------------------------------------------


def _settle_people(layout: Layout, marks: Mapping[int, int], *, own_team: bool) -> None:
    """Headings that are people's names: so many respondents, whose names are not kept."""
    named = {
        number: unit
        for number, unit in layout.units.items()
        if number in marks and (heads := layout.named_by.get(number)) is not None
        and _PERSON.match(tidy(heads.standing)) and not unit.whose.team
        and (own_team or unit.heading.perspective)
    }  # fmt: skip
    if len(named) < 2:
        return
    for order, (number, unit) in enumerate(sorted(named.items()), start=1):
        unit.whose = replace(unit.whose, respondent=str(order))
        unit.heading = replace(unit.heading, respondent=str(order), role="rating")
        unit.unknown = None
        layout.people.append(layout.named_by[number])


def _settle_points(table: StatementTable, units: dict[int, Unit]) -> None:
    """Points are points only where a scale of them stands side by side, to be ticked.

    Where ratings stand below them, they number people.
    """
    groups: dict[tuple[object, ...], dict[int, int]] = {}
    for number, unit in units.items():
        if unit.heading.point is not None:
            groups.setdefault(_key(unit), {})[unit.heading.point] = number
    scale = {point.value for point in table.instrument.scale}
    for points in groups.values():
        rated = ticked = 0
        for point, number in points.items():
            for line in table.lines:
                cell = table.view.cell(line, number)
                if cell is not None and cell.standing:
                    own = is_ticked(cell, point)
                    ticked += own is not None
                    rated += own is None and read_mark(cell, table.instrument.scale).value in scale
        # Numbers below a scale may also count votes: only a view above them makes them people's.
        people = rated > ticked and any(
            units[number].whose.perspective for number in points.values()
        )
        if people or len(points) < FEWEST_POINTS:
            for point, number in points.items():
                unit = units[number]
                alone = people or unit.whose.perspective is not None
                unit.heading = replace(
                    unit.heading, point=None, respondent=str(point) if alone else None
                )
                if alone:
                    unit.whose = replace(unit.whose, respondent=str(point))


def _key(unit: Unit) -> tuple[object, ...]:
    whose = unit.whose
    return (
        whose.team.text if whose.team else None,
        whose.service_line.text if whose.service_line else None,
        whose.year,
        whose.years_ago,
        whose.perspective,
        whose.respondent,
    )


def _settle_whole(table: StatementTable, layout: Layout, marks: Mapping[int, int]) -> None:
    """Which units take the whole scale; two of one owner cannot be told apart."""
    answers: dict[int, Unit] = {}
    points = [u for u in layout.units.values() if u.heading.point is not None and _answers(u)]
    for number, unit in layout.units.items():
        if unit.heading.point is not None or unit.describes or not _answers(unit):
            continue
        owned = unit.whose != Whose()
        named = unit.heading.role == "rating" or owned
        if named and not (points and unit.whose.perspective is None and unit.heading.role):
            answers[number] = unit
    if points:
        answers = {n: u for n, u in answers.items() if _key(u) not in {_key(p) for p in points}
                   and n in marks}  # fmt: skip
    owned_by: dict[tuple[object, ...], list[int]] = {}
    for number, unit in answers.items():
        owned_by.setdefault(_key(unit), []).append(number)
    agreed = any(u.whose.perspective == "team" for u in answers.values())
    for key, numbers in owned_by.items():
        filled = [n for n in numbers if n in marks]
        if len(numbers) > 1 and len(filled) == 1:
            for number in set(numbers) - set(filled):
                del answers[number]
        elif len(numbers) > 1:
            layout.unclear += numbers
            for number in numbers:
                del answers[number]
        elif agreed and key == _key(Unit()):
            del answers[numbers[0]]  # "agreed" goes before a plain "rating" or "score"
    if not answers and not points and not layout.unclear and not layout.below:
        alone = [n for n in marks if n not in layout.numbers and _free(layout.units.get(n))]
        if len(alone) == 1 and (marks[alone[0]] >= FEWEST_POINTS or len(table.lines) < 4):
            answers[alone[0]] = layout.units.setdefault(alone[0], Unit())
        else:
            layout.unclear += alone
    duplicated = Counter((_key(p), p.heading.point) for p in points)
    for number, unit in layout.units.items():
        if unit.heading.point is not None and duplicated[(_key(unit), unit.heading.point)] > 1:
            layout.unclear.append(number)
    for number, unit in layout.units.items():
        if number in layout.unclear:
            unit.heading = Heading()
            unit.unknown = unit.unknown or "?"
        elif number in answers:
            unit.heading = replace(unit.heading, role="rating")
            unit.unknown = None
        elif unit.heading.point is None and unit.heading.role in ("rating", None):
            unit.heading = replace(unit.heading, role=None)
            unit.unknown = unit.unknown or "?"


def _answers(unit: Unit) -> bool:
    return unit.heading.role in ("rating", None)


def _free(unit: Unit | None) -> bool:
    return unit is None or (unit.heading.role is None and unit.describes is None)


# --- statements abreast ----------------------------------------------------------------------


def _across(table: StatementTable) -> Layout:
    view, instrument = table.view, table.instrument
    titles = _title_rows(table)
    layout = Layout({}, {}, [], set(), {})
    layout.headings = [
        cell for line in view.lines.values() for unit, cell in line.items() if unit in titles
    ]
    last = max(titles)
    own: int | None = None
    comments: dict[int, tuple[int, Unit]] = {}
    for line in sorted(view.lines):
        texts = [c for u in titles if (c := view.shown(line, u)) is not None]
        below = [view.cell(line, u) for u in titles if u > table.label]
        if line in table.lines:
            own = line
            heading = joined(read_heading(c, instrument) for c in below)
            wide = [view.shown(line, u) for u in titles if u < table.label]
            heading = heading.within(joined(_narrow(read_heading(c, instrument)) for c in wide))
            if heading != Heading():
                layout.below[line] = (line, Unit(heading, _of_heading(heading, Whose())))
            continue
        title = " ".join(tidy(c.standing) for c in texts)
        nested = all(view.cell(line, u) is None for u in titles if u <= table.label)
        heading = joined(read_heading(c, instrument) for c in below)
        if nested and not title.strip() and line - 1 in layout.described:
            layout.described[line] = layout.described[line - 1]
            continue
        if nested and any(below) and line - 1 in layout.described and own is None:
            layout.described[line] = layout.described[line - 1]  # an option of the question
            continue
        if own is not None and nested and heading != Heading() and any(below):
            layout.below[line] = (own, Unit(heading, _of_heading(heading, Whose())))
            continue
        if (found := next((d for c in texts if (d := describes(c.standing))), None)) is not None:
            layout.described[line] = found
        elif not title and _values_are_names(table, line, last):
            layout.described[line] = "service_line" if instrument.kind == "stages" else "team"
        elif _all_views(table, line, last):
            layout.described[line] = "perspective"
        elif (
            own is not None
            and read_heading(view.cell(line, table.label), instrument).role == "comment"
        ):
            comments[line] = (own, Unit(Heading("comment")))
    if len(comments) >= 2 or (comments and len(table.lines) < 3):
        layout.below.update(comments)
    if not any(found == "team" for found in layout.described.values()):
        _first_names(table, layout, last)
    rows = sorted({u for line in view.lines.values() for u in line if u > last})
    section: Cell | None = None
    sections = _section_rows(table, layout, rows)
    before: Unit | None = None
    for number in rows:
        if number in sections:
            section = sections[number]
            layout.headings.append(section)
            continue
        unit = layout.units[number] = _respondent(table, layout, number)
        whose = unit.whose
        if section is not None and whose.service_line is None and "team" in (
            layout.described.values()
        ):  # fmt: skip
            whose = replace(whose, service_line=Field(tidy(section.standing), section))
        varied = {"year", "perspective", "respondent"} & set(layout.described.values())
        if whose.team is None and before is not None and varied and "team" in (
            layout.described.values()
        ) and unit.heading.role == "rating":  # fmt: skip
            whose = replace(whose, team=before.whose.team)  # named once for the rows below
        if whose.team is not None and _TEST.match(whose.team.text):
            layout.tests.append(number)
            unit.heading = Heading()
        unit.whose = whose
        before = unit
    return layout


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
    # A team that left its row blank is none: a section stands over rows, and not alone.
    filled = [number for number in rows if number not in found]
    headed = [n for n in found if n + 1 in filled]
    return found if found and len(headed) == len(found) and min(found) <= min(rows) else {}


def _narrow(heading: Heading) -> Heading:
    """Of the words above a statement, only whose view or which year it is counts."""
    return Heading(perspective=heading.perspective, year=heading.year,
                   years_ago=heading.years_ago)  # fmt: skip


def _title_rows(table: StatementTable) -> list[int]:
    """The rows that head an export: the statements', those touching it above, options below."""
    view = table.view
    rows = [table.label]
    above = table.label - 1
    while above > 0 and table.label - above <= 3 and _fills(view.page.rows.get(above, [])):
        rows.append(above)
        above -= 1
    below = table.label + 1
    options = False
    while below - table.label <= 3 and (found := _sub_heading(table, below)):
        if found == "options" and options:
            break  # answers in the options' own words
        options = options or found == "options"
        rows.append(below)
        below += 1
    return sorted(rows)


def _fills(cells: Sequence[Cell]) -> bool:
    return len(cells) >= 3 and not any(c.standing.rstrip().endswith(":") for c in cells)


def _sub_heading(table: StatementTable, row: int) -> Literal["bare", "options"] | None:
    """How a row below the statements heads their columns further, if it does."""
    view, instrument = table.view, table.instrument
    cells = [c for line in view.lines if (c := view.cell(line, row)) is not None]
    if not cells:
        return None
    plain = [c for c in cells if tidy(c.standing).casefold() in _BARE_TITLES]
    machine = [c for c in cells if c.standing.startswith('{"')]
    if len(machine) * 2 > len(cells) or len(plain) * 2 > len(cells):
        return "bare"
    under = [
        (line, c)
        for line in view.lines
        if line >= table.first and (c := view.cell(line, row)) is not None
    ]
    open_lines = [line for line, _ in under if view.cell(line, table.label) is None]
    says = [
        c
        for _, c in under
        if (h := read_heading(c, instrument)).point or h.perspective or h.role or h.year
    ]
    if not under or len(says) * 2 <= len(under):
        return None
    texts = [tidy(c.standing).casefold() for _, c in under]
    # Options recur below each statement; a row of answers has no title of its own to stand under.
    return "options" if open_lines and len(set(texts)) < len(texts) else None


_BARE_TITLES = {"response", "open-ended response", "please specify", "other (please specify)"}


def _values(table: StatementTable, line: int, last: int) -> list[Cell]:
    return [c for u, c in table.view.lines.get(line, {}).items() if u > last]


def _all_views(table: StatementTable, line: int, last: int) -> bool:
    cells = _values(table, line, last)
    return len(cells) > 1 and all(
        c.kind == "text" and len(c.standing) < 50 and perspective_of(c.standing) for c in cells
    )


def _values_are_names(table: StatementTable, line: int, last: int) -> bool:
    cells = _values(table, line, last)
    return bool(cells) and line < table.first and all(
        c.kind == "text" and len(c.standing) < 70 and any(x.isalpha() for x in c.standing)
        and not perspective_of(c.standing)
        for c in cells
    )  # fmt: skip


def _first_names(table: StatementTable, layout: Layout, last: int) -> None:
    """Without a column of teams, one before the statements that holds likely names of teams."""
    for line in sorted(table.view.lines):
        if line >= table.first or line in layout.described:
            continue
        cells = _values(table, line, last)
        likely = [c for c in cells if c.kind == "text" and _is_like_a_team(c.standing)]
        if likely and len(likely) * 2 >= len(cells):
            stages = table.instrument.kind == "stages"
            layout.described[line] = "service_line" if stages else "team"
            return


def _respondent(table: StatementTable, layout: Layout, number: int) -> Unit:
    """One row of an export: whose it is."""
    whose = Whose()
    unit = Unit(Heading("rating"))
    for line, what in layout.described.items():
        cell = table.view.shown(line, number)
        if cell is None or what in ("name", "machine"):
            continue
        if (
            what in ("team", "service_line")
            and read_heading(cell, table.instrument).role == "computed"
            and not _is_like_a_team(cell.standing)
        ):
            unit.heading = Heading("computed")
        elif (
            what in ("team", "respondent")
            and (said := read_heading(cell, table.instrument)).respondent
            and what == "team"
        ):
            whose = replace(whose, respondent=said.respondent, perspective=said.perspective)
        elif (
            what == "respondent"
            and cell.kind == "text"
            and not any(x.isdigit() for x in cell.standing)
            and read_heading(cell, table.instrument).role == "computed"
        ):
            unit.heading = Heading("computed")
        else:
            whose = _described(whose, what, cell)
    firsts = [c for line in sorted(table.view.lines) if line < table.first
              and (c := table.view.cell(line, number)) is not None]  # fmt: skip
    if not whose.team and firsts and firsts[0].kind == "text":
        said = read_heading(firsts[0], table.instrument)
        if said.role == "computed":
            unit.heading = Heading("computed")
        whose = replace(whose, respondent=whose.respondent or said.respondent,
                        perspective=whose.perspective or said.perspective,
                        year=whose.year or said.year)  # fmt: skip
    unit.whose = whose
    return unit


def _described(whose: Whose, what: Describes, cell: Cell) -> Whose:
    """What a cell under a title says of whoever answered."""
    text = tidy(cell.standing)
    if what in ("team", "service_line", "organisation", "team_type"):
        return whose.with_field(what, Field(text, cell))
    if what == "year":
        dated = ReadYear(cell.value.year) if isinstance(cell.value, dt.date) else None
        return replace(whose, year=dated or read_year(text))
    if what == "date":
        iso = re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})", r"\1-\2-\3", text)
        return replace(whose, date=whose.date or read_date(cell.value, iso))
    if what == "perspective":
        return replace(whose, perspective=perspective_of(text))
    if what == "respondent":
        short = text if len(text) <= 40 and any(c.isdigit() for c in text) else None
        return replace(whose, respondent=whose.respondent or short)
    return whose


def describe_lines(table: StatementTable, layout: Layout) -> dict[int, Whose]:
    """Whose each line's answers are, where columns beside the statements say so."""
    described = {n: u.describes for n, u in layout.units.items() if u.describes}
    found: dict[int, Whose] = {}
    held: dict[int, Cell] = {}
    for line in sorted(table.lines):
        whose = Whose()
        for unit, what in described.items():
            cell = table.view.shown(line, unit)
            if cell is not None:
                held[unit] = cell
            elif what in ("team", "service_line", "year"):
                cell = held.get(unit)  # named once, for the lines below as well
            if cell is not None and what not in ("name", "machine"):
                whose = _described(whose, what, cell)
        found[line] = whose
    return found
