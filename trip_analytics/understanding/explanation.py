"""What was found in a form, what it was taken for, and why, in words to be printed.

It is taken from the layout by which the answers were read, so that the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from trip_analytics.reading import Cell
from trip_analytics.understanding.form import Form
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.form_scale import FormScale
from trip_analytics.understanding.tables.header_cells import Describes, Role
from trip_analytics.understanding.tables.printed_keys import place_of
from trip_analytics.understanding.tables.statement_tables import (
    BY_TITLE,
    FEWEST_ITEMS,
    StatementTable,
)
from trip_analytics.understanding.tables.table_layout import Layout, Unit

LONGEST_SHOWN: Final = 60  # characters of a heading

_ROLES: Final[Mapping[Role, str]] = {
    "rating": "answers on the whole scale",
    "comment": "comments",
    "priority": "priorities from 1 to 10",
    "number": "numbers of the lines",
    "not-applicable": "ticks for not applicable",
    "not-known": "ticks for do not know",
    "computed": "figures worked out from answers",
    "other-time": "another time, or a target",
    "other-subject": "another matter than how well it is done",
}
_DESCRIBED: Final[Mapping[Describes, str]] = {
    "team": "names of teams",
    "service_line": "names of service lines",
    "organisation": "names of organisations",
    "team_type": "types of team",
    "year": "years",
    "date": "dates",
    "perspective": "whose view it is",
    "respondent": "who answered, by number",
    "name": "names of people, which are not kept",
    "machine": "what the survey tool adds",
}
_SCALES: Final = {
    "same": "the instrument's own",
    "own-words": "the instrument's numbers under other names",
    "reversed": "the instrument's, turned round",
    "other": "another one, so that no answer is taken",
}


class Finding(NamedTuple):
    """One thing that was found: where, what is there, what it was taken for, and why."""

    sheet: str | None
    at: str
    found: str
    taken_for: str
    why: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Finding({self.at}: {self.taken_for})"  # a cell's words stay out of tracebacks


def explain_table(table: StatementTable, layout: Layout) -> Iterator[Finding]:
    """What a table of statements was taken for: its lines, its columns, its scale."""
    yield _statements(table)
    if table.view.turned:
        yield from _lines_of_export(table, layout)
    else:
        numbers = sorted({*layout.units, *layout.numbers})
        yield from (_column(table, layout, number) for number in numbers)
    yield _scale(table, layout)


def _statements(table: StatementTable) -> Finding:
    view, instrument = table.view, table.instrument
    place = view.stretch((line, table.label) for line in table.lines)
    matches = table.lines.values()
    exact = sum(match.exact for match in matches)
    titles = sum(match.likeness == BY_TITLE for match in matches)
    why = [f"{exact} of {len(table.lines)} word for word"]
    if titles:
        why.append(f"{titles} by a short title")
    if alike := len(table.lines) - exact - titles:
        why.append(f"{alike} by likeness")
    if missing := len(instrument.items) - len(table.items):
        why.append(f"{missing} of the form's statements are not there")
    across = "columns" if view.turned else "rows"
    return Finding(
        view.page.sheet.name, place, "", f"statements of {instrument.instrument_id}, in {across}",
        tuple(why),
    )  # fmt: skip


def _column(table: StatementTable, layout: Layout, number: int) -> Finding:
    unit = layout.units.get(number)
    head = layout.heads.get(number)
    taken = "numbers of the lines" if unit is None else _taken_for(unit)
    weighed = {one.unit: one for one in layout.weighed}  # the last time that each was
    reasons = weighed[number].reasons if number in weighed else ()
    why = [f"{reason} ({weight:+d})" for weight, reason in reasons]
    if number in layout.unclear:
        taken = "not told: it may hold the answers, and so may another"
    elif number in layout.later_taken:
        why.append("it is the latest of several times in one year")
    return Finding(
        table.view.page.sheet.name,
        _place_of(table, head, number),
        _shown(head, layout),
        taken,
        tuple(why),
    )


def _place_of(table: StatementTable, head: Cell | None, number: int) -> str:
    if head is not None and table.view.at(head)[1] == number:
        return head.address
    return table.view.stretch([(table.first, number), (table.last, number)])


def _shown(head: Cell | None, layout: Layout) -> str:
    """A heading's words, unless they may name somebody."""
    if head is None or head in layout.people:
        return ""
    text = tidy(head.text)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _taken_for(unit: Unit) -> str:
    """What a unit was taken for, and whose it is where its headings say so."""
    if unit.describes is not None:
        return _DESCRIBED[unit.describes]
    if unit.heading.point is not None:
        taken = f"ticks for {unit.heading.point}"
    elif unit.heading.role is not None:
        taken = _ROLES[unit.heading.role]
    else:
        return "nothing that is known: its cells are in the log"
    owner = unit.owner
    said = [
        owner.team and f"of {owner.team.text}",
        owner.service_line and f"of {owner.service_line.text}",
        owner.year and f"of {owner.year.year}",
        owner.years_ago and "of last year",
        owner.perspective and f"by {owner.perspective}",
        owner.respondent and f"by one person ({owner.respondent})",
    ]
    return ", ".join([taken, *(str(each) for each in said if each)])


def _lines_of_export(table: StatementTable, layout: Layout) -> Iterator[Finding]:
    """The columns of an export that say whose its rows are, and how many rows there are."""
    view = table.view
    for line, what in sorted(layout.described.items()):
        head = view.cell(line, table.label)
        place = view.address(line, table.label)
        yield Finding(view.page.sheet.name, place, _shown(head, layout), _DESCRIBED[what])
    roles = [unit.heading.role for unit in layout.units.values()]
    read = sum(role == "rating" for role in roles)
    aside = len(roles) - read
    why = (f"{aside} rows are no answers of a team or a person",) if aside else ()
    rows = [(table.first, number) for number in layout.units]
    place = view.stretch(rows) if rows else view.address(table.first, table.label)
    yield Finding(view.page.sheet.name, place, "", f"{read} rows of answers", why)


def _scale(table: StatementTable, layout: Layout) -> Finding:
    scale = layout.scale or FormScale(table.instrument.scale)
    first, last = table.instrument.scale[0].value, table.instrument.scale[-1].value
    sheet = table.view.page.sheet.name
    taken = f"scale from {first} to {last}: {_SCALES[scale.comparison]}"
    if scale.printed is None:
        return Finding(sheet, "", "", taken, ("the form prints no key",))
    place = place_of(scale.printed, table.view)
    text = tidy(scale.printed.text)
    shown = text if len(text) <= 2 * LONGEST_SHOWN else f"{text[: 2 * LONGEST_SHOWN - 1]}…"
    at = place.cell or ""
    return Finding(sheet, at if place.sheet == sheet else f"{place.sheet}, {at}", shown, taken)


def explain_nothing(sheet: str | None) -> Finding:
    """Why a sheet holds no form."""
    why = (f"fewer than {FEWEST_ITEMS} of its cells in one row or column are statements",)
    return Finding(sheet, "", "", "no form that is known", why)


def explain_form(form: Form) -> Iterator[Finding]:
    """Whose a form is by its own words, and how many rows it has in each table."""
    fields = form.fields
    for name, field_of in (("team", fields.team), ("service line", fields.service_line)):
        if field_of is not None:
            yield Finding(form.sheet, field_of.cell.address, field_of.text, f"the {name}")
    if fields.year is not None:
        yield Finding(form.sheet, "", str(fields.year.year), "the year")
    if fields.date is not None:
        yield Finding(form.sheet, "", f"{fields.date.date:%d/%m/%Y}", "the date")
    for table, rows in form.rows.items():
        if rows:
            of = "last year's priorities" if table == "reviewed" else table
            yield Finding(form.sheet, "", str(len(rows)), f"rows of {of}")
