"""The forms that one table of statements holds, beside what its page says of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from trip_analytics.import_log import Entry
from trip_analytics.reading import Cell
from trip_analytics.understanding.answers.answer_rows import (
    Answers,
    log_as_repeated,
    missing_rows,
    read_answers,
    without_answers,
)
from trip_analytics.understanding.dates import ReadYear, read_year
from trip_analytics.understanding.fields.field_labels import labels_of
from trip_analytics.understanding.fields.field_text import names_more
from trip_analytics.understanding.fields.fields import Field, Fields
from trip_analytics.understanding.form import Form, Row
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.plain_text import normalise
from trip_analytics.understanding.tables.answer_columns import rival_columns
from trip_analytics.understanding.tables.export_layout import lay_out_across
from trip_analytics.understanding.tables.form_layout import lay_out_down
from trip_analytics.understanding.tables.form_scale import read_form_scale
from trip_analytics.understanding.tables.page_parts import without_section_beside
from trip_analytics.understanding.tables.printed_keys import PrintedKey
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit

# So like a known wording is a line in the instrument's own words. A form with so large a share of
# its statements in them is one of it, whatever lines somebody has added.
BY_ITS_WORDS = 97
SHARE_BY_ITS_WORDS = 0.75
LONGEST_FIELD = 200  # characters of a text that names a team
# How a statement was recognised matters where it was answered.
_OF_WORDING = ("reworded-statement", "short-title")


@dataclass(slots=True)
class Part:
    """A page, or the part of one, with one table of statements and the forms read from it."""

    page: Page
    whole: Page
    table: StatementTable
    layout: Layout
    forms: list[Form]
    fields: Fields = field(default_factory=Fields)

    @property
    def main(self) -> Form | None:
        """The form that the part's other sections belong to, if it is clear which."""
        now = [form for form in self.forms if not form.earlier]
        return now[0] if len(now) == 1 else None


def read_part(whole: Page, page: Page, table: StatementTable, keys: Sequence[PrintedKey]) -> Part:
    """Read one table of statements: a form for each owner of answers, or one without any.

    ``page`` holds the table alone, and ``whole`` is the page that it is a part of; ``keys`` are
    the keys of scales on other sheets.
    """
    table = table.on(without_section_beside(page, table))
    layout = lay_out(table, own_team=_names_a_team(page, table), elsewhere=keys)
    name = "stages" if table.instrument.kind == "stages" else "ratings"
    forms = []
    for answers in read_answers(table, layout):
        form = Form(table.instrument, page.sheet.name, _fields_of(answers), log=answers.log)
        form.years_ago = answers.owner.years_ago
        form.add(name, answers.rows)
        form.fields.fill_from(answers.beside.fields)
        form.add("priorities", answers.beside.priorities)
        forms.append(form)
    years = [form.fields.year.year for form in forms if form.fields.year]
    for form in forms:
        newer = any(year > form.fields.year.year for year in years) if form.fields.year else False
        same = not any(f.fields.team for f in forms)
        form.earlier = form.years_ago > 0 or (newer and same)
    if not forms or layout.unclear:
        page.log.append(_no_answer_column(page, table, layout))
    if not forms:
        rows: dict[str, list[Row]] = {name: []}
        answerable = any(len(table.view.lines[line]) > 1 for line in table.lines)
        forms = [Form(table.instrument, page.sheet.name, Fields(), rows, answerable=answerable)]
    for form in forms:
        form.unlike = _is_another_list(table, layout)
    if len(forms) == 1:
        forms[0].columns = rival_columns(table, layout)
    for number in layout.later_taken:
        head = layout.heads[number]
        page.log.append(Entry.of("later-taken", page.place(head), found=head.text))
    if layout.guessed_teams:
        used = ", ".join(dict.fromkeys(cell.standing for cell in layout.guessed_teams))
        page.log.append(
            Entry.of("teams-by-heading", page.place(layout.guessed_teams[0]), used=used)
        )
    return Part(page, whole, table, layout, forms)


def _is_another_list(table: StatementTable, layout: Layout) -> bool:
    """Whether more than half of the lines are unknown, and no form's own words say otherwise."""
    own = {match.item_id for match in table.lines.values() if match.likeness >= BY_ITS_WORDS}
    whole = len(own) >= SHARE_BY_ITS_WORDS * len(table.instrument.items)
    return len(layout.unknown) > len(table.items) and not whole


def _no_answer_column(page: Page, table: StatementTable, layout: Layout) -> Entry:
    """An entry at the headings of the columns that could not be told, if there are any."""
    aside = ("other-subject", "other-time")
    numbers = layout.unclear or [
        number
        for number, unit in layout.units.items()
        if unit.heading.role in aside and any(table.view.cell(n, number) for n in table.lines)
    ]
    heads = [layout.heads[number] for number in sorted(numbers) if number in layout.heads]
    places = [table.view.at(head) for head in heads]
    places = places or [(table.first, number) for number in numbers]
    place = page.place(table.view.stretch(places or [(table.first, table.label)]))
    named = [head.text for head in heads if head not in layout.people]
    return Entry.of("no-answer-column", place, found=" | ".join(named) or None)


def _fields_of(answers: Answers) -> Fields:
    owner = answers.owner
    return Fields(
        team=owner.team,
        service_line=owner.service_line,
        organisation=owner.organisation,
        team_type=owner.team_type,
        year=owner.year,
        date=owner.date,
    )


def _names_a_team(page: Page, table: StatementTable) -> bool:
    """Whether a field of the page, outside the table, names one team."""
    if table.view.turned:
        return False
    for at, text in page.texts.items():
        if len(text) > LONGEST_FIELD:
            continue
        label, colon, value = text.partition(":")
        if "team" in labels_of(label):
            beside = page.right_of(page.sheet.cells[at])
            if value.strip() or (colon and beside is not None):
                return True
            if beside is not None and len(page.rows[at[0]]) == 2:
                return True
    return False


def leave_out_blank(parts: Sequence[Part]) -> None:
    """A blank copy of a form beside one that was filled in is nobody's return."""
    blank = [part for part in parts if all(without_answers(form.answers) for form in part.forms)]
    filled = {p.table.instrument.instrument_id for p in parts if p not in blank}
    for part in blank:
        if part.table.instrument.instrument_id in filled and not any(
            form.fields.team for form in part.forms
        ):
            part.forms = []
            view, label = part.table.view, part.table.label
            statements = {view.address(line, label) for line in part.table.lines}
            part.page.log[:] = [
                entry
                for entry in part.page.log
                if entry.kind != "no-answer-column"
                and (entry.kind not in _OF_WORDING or entry.cell not in statements)
            ]
            first = view.cell(part.table.first, label)
            part.page.log.append(Entry.of("blank-form", part.page.place(first)))


def tell_apart(parts: Sequence[Part]) -> None:
    """Give several tables of one page their own fields, and those of the page."""
    for number, part in enumerate(parts):
        before = [p for p in parts[:number] if p.whole is part.whole and p.forms]
        if part.fields.team is None and any(p.whole is part.whole for p in parts if p is not part):
            part.fields.team = _lone_title(part)
        if part.fields.year is None and part.fields.date is None:
            part.fields.year = _titled_year(part)
        for earlier in before:
            if part.fields.team is None or earlier.fields.team is None:
                part.fields.fill_from(earlier.fields)
            else:
                for name in ("year", "date", "service_line", "organisation", "team_type"):
                    if getattr(part.fields, name) is None:
                        setattr(part.fields, name, getattr(earlier.fields, name))
        for form in part.forms:
            _fill(form, part.fields)
        for earlier in before:
            _join(earlier, part)


def _fill(form: Form, fields: Fields) -> None:
    """What the page says, except for a date that is not of the year a column is headed by."""
    year = form.fields.year
    dated = fields.date is not None and (
        form.earlier or (year and not year.covers(fields.date.date))
    )
    form.fields.fill_from(replace(fields, date=None) if dated else fields)


def _titled_year(part: Part) -> ReadYear | None:
    """The one year that the titles above a table name: ``TRIP 2023``."""
    first = min(_rows_of(part.table))
    named = {
        year
        for row, cells in part.page.rows.items()
        if row < first
        for cell in cells
        if cell.kind == "text" and len(cell.text) < 80 and cell not in part.layout.headings
        and (year := read_year(cell.standing))
    }  # fmt: skip
    return named.pop() if len(named) == 1 else None


def _rows_of(table: StatementTable) -> list[int]:
    """The rows in which a table's statements stand."""
    return [table.label] if table.view.turned else list(table.lines)


def _lone_title(part: Part) -> Field | None:
    """The words that stand alone above one of several tables on a page: whose it is."""
    view, table = part.table.view, part.table
    headed = [view.at(cell)[0] for cell in part.layout.headings] if not view.turned else []
    row = min([*headed, table.first]) - 1 if not view.turned else table.label - 1
    cells = part.page.rows.get(row, []) or part.page.rows.get(row - 1, [])
    if len(cells) == 1 and cells[0].kind == "text" and not part.page.is_taken(cells[0]):
        text = cells[0].standing
        if 1 < len(text) < 60 and not text.endswith((".", "?", ":")) and names_more(text):
            part.page.take(cells[0])
            return Field(text, cells[0])
    return None


def _join(first: Part, second: Part) -> None:
    """A table that goes on with another one's form, or says again what it says."""
    if first.table.instrument is not second.table.instrument:
        return
    for form in list(second.forms):
        for other in first.forms:
            if _owner(form) != _owner(other):
                continue
            said = {(r["item_id"], r["perspective"], r["respondent"]) for r in other.answers}
            again = [r for r in form.answers
                     if (r["item_id"], r["perspective"], r["respondent"]) in said]  # fmt: skip
            if again:
                form.log.clear()
                log_as_repeated(second.table, second.layout)
            else:
                other.answers.extend(form.answers)
                other.log += form.log
            second.forms.remove(form)
            break


def _owner(form: Form) -> tuple[object, ...]:
    fields = form.fields
    return (
        normalise(fields.team.text) if fields.team else None,
        normalise(fields.service_line.text) if fields.service_line and not fields.team else None,
        fields.year,
        fields.date if fields.year is None else None,
        form.years_ago,
    )


def complete(part: Part) -> None:
    """A row for each statement that a form lacks, and a word of it for each that no one has."""
    items = {row["item_id"] for form in part.forms for row in form.answers}
    for form in part.forms:
        rows = form.answers
        rows += missing_rows(form.instrument, rows, part.page.where(None))
    if part.forms:
        for item in part.table.instrument.items:
            if item.item_id not in items and item.item_id not in part.table.items:
                entry = Entry.of("missing-statement", part.page.place(None), statement=item.label)
                (part.forms[0].log if len(part.forms) == 1 else part.page.log).append(entry)


def lay_out(
    table: StatementTable, *, own_team: bool, elsewhere: Sequence[PrintedKey] = ()
) -> Layout:
    """Decide what each unit of a table holds. ``own_team``: the page names one team for itself.

    ``elsewhere`` are the keys of scales on other sheets.
    """
    turned = table.view.turned
    layout = lay_out_across(table) if turned else lay_out_down(table, own_team=own_team)
    heads = [cell for cell in layout.headings if _is_over_answers(table, layout, cell)]
    answers = [number for number, unit in layout.units.items() if _takes_the_scale(unit)]
    layout.scale = read_form_scale(table, heads, layout.points, layout.below, answers, elsewhere)
    return layout


def _is_over_answers(table: StatementTable, layout: Layout, cell: Cell) -> bool:
    """Whether a heading is over cells that take an answer of the whole scale."""
    _, number = table.view.at(cell)
    unit = layout.units.get(number)
    return unit is not None and _takes_the_scale(unit)


def _takes_the_scale(unit: Unit) -> bool:
    """Whether the cells of a unit take an answer of the whole scale."""
    return unit.heading.role == "rating" and unit.heading.point is None
