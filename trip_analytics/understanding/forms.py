"""From a document's located cells to the forms in it, each cell accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from trip_analytics.import_log import (
    BLANK_FORM,
    HIDDEN_CELL,
    LATER_TAKEN,
    MISSING_STATEMENT,
    NAME_NOT_KEPT,
    NO_ANSWER_COLUMN,
    NOTE_DISAGREES,
    OTHER_TEXT,
    STRUCK_THROUGH,
    TEAMS_BY_HEADING,
    Entry,
)
from trip_analytics.instruments import Instrument
from trip_analytics.reading import Document
from trip_analytics.understanding.answers.answer_rows import (
    Answers,
    log_as_repeated,
    missing_rows,
    read_answers,
    without_answers,
)
from trip_analytics.understanding.assets import read_assets
from trip_analytics.understanding.dates import ReadDate, ReadYear, read_year
from trip_analytics.understanding.explanation import Finding, explain_nothing, explain_table
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.fields.field_text import names_more
from trip_analytics.understanding.fields.fields import Field, Fields, read_fields
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.marks.answer_phrases import contradicts
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.matching.short_titles import TitleMatcher
from trip_analytics.understanding.plain_text import normalise, without_number
from trip_analytics.understanding.plans.action_plans import (
    has_action_plan,
    has_table_of_plans,
    read_action_plans,
)
from trip_analytics.understanding.priorities.priority_leads import names_under_headings
from trip_analytics.understanding.sections import has_sections, log_unplaced, read_priorities
from trip_analytics.understanding.tables.answer_columns import rival_columns
from trip_analytics.understanding.tables.codebook import with_codes_spelt_out
from trip_analytics.understanding.tables.lay_out import lay_out
from trip_analytics.understanding.tables.printed_keys import PrintedKey, keys_on
from trip_analytics.understanding.tables.section_beside import without_section_beside
from trip_analytics.understanding.tables.statement_tables import (
    StatementTable,
    find_tables,
    find_titles,
    parts_of,
)
from trip_analytics.understanding.tables.table_layout import Layout

Row = dict[str, Any]

# Excel begins a note with the name of whoever wrote it; Word, whose rows have names, does not.
_AUTHOR = re.compile(r"^[^\n:]{1,80}:\s*\n")
_GIVES_A_NUMBER = re.compile(
    r"(?:(?:rating|score|stage|answer)\W*)?\d\b(?!\s*\w{4})", re.IGNORECASE
)


# So like a known wording is a line in the instrument's own words. A form with so large a share of
# its statements in them is one of it, whatever lines somebody has added.
BY_ITS_WORDS = 97
SHARE_BY_ITS_WORDS = 0.75


@dataclass(slots=True)
class Form:
    """One form found in a file: what it says of itself, and its rows by table."""

    instrument: Instrument
    sheet: str | None
    fields: Fields
    rows: dict[str, list[Row]] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    """The entries of the document's log that are about this form's own answers."""
    years_ago: int = 0
    """How many years before the form's own year these answers are of ("last year")."""
    answerable: bool = True
    """Whether anything but the statements stands on their lines, or is there to be answered."""
    unlike: bool = False
    """Whether more than half of its lines are unknown, so that it is not this instrument."""
    earlier: bool = False
    """Whether these are an earlier year's answers, copied beside this year's."""
    columns: list[Row] = field(default_factory=list)
    """The columns that may be printed or answered, where other forms of the layout can tell."""

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to one of the form's tables."""
        self.rows.setdefault(table, []).extend(rows)


@dataclass(slots=True)
class _Part:
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


class Understanding:
    """What is needed to understand forms: the instruments and their matchers, made once.

    ``teams`` are names of teams that are known beforehand: a label that is one of them
    names a team, whatever else its words may mean.
    """

    def __init__(self, instruments: Sequence[Instrument], teams: Iterable[str] = ()) -> None:
        self.instruments = tuple(instruments)
        self._teams = frozenset(normalise(name) for name in teams)
        self._matchers = {
            instrument.instrument_id: ItemMatcher(instrument) for instrument in instruments
        }
        self._titles = {
            instrument.instrument_id: TitleMatcher(
                instrument, self._matchers[instrument.instrument_id]
            )
            for instrument in instruments
            if instrument.kind == "ratings"
        }
        self._printed = {
            normalise(text) for i in self.instruments for text in (i.title, *i.printed)
        }

    def understand(self, document: Document, source_file: str) -> tuple[list[Form], list[Entry]]:
        """The forms of a document, and the log of every cell that is in no table.

        A document in which no form is found gives no forms and no entries: it is
        for the caller to say so of the file as a whole.
        """
        forms, log, _ = self._read(document, source_file)
        return forms, log

    def explain(self, document: Document, source_file: str) -> list[Finding]:
        """What each part of a document is taken for, and why."""
        forms, _, parts = self._read(document, source_file)
        findings = [each for part in parts for each in explain_table(part.table, part.layout)]
        findings += [each for form in forms for each in _explain_form(form)]
        if not findings:
            findings = [explain_nothing(sheet.name) for sheet in document.sheets]
        return findings

    def _read(
        self, document: Document, source_file: str
    ) -> tuple[list[Form], list[Entry], list[_Part]]:
        sheets, codebooks = with_codes_spelt_out(document.sheets, self._matchers.values())
        pages = [Page(sheet, source_file, self._teams) for sheet in sheets]
        asking = [page for page in pages if page.sheet.name not in codebooks]
        parts: list[_Part] = []
        plans = {page: self._plans_form(page) for page in pages if has_table_of_plans(page)}
        with_tables = self._find_tables(asking)
        guidance = [page for page in pages if page not in [of for of, _ in with_tables]]
        for page, tables in with_tables:
            for own, table in parts_of(page, tables):
                keys = self._keys_elsewhere(guidance, table)
                parts.append(_read_part(page, own, table, keys))
        _leave_out_blank(parts)
        for page in pages:
            if page not in plans and has_action_plan(page):
                plans[page] = self._plans_form(page)
        if not plans and not any(part.forms for part in parts):
            return [], [], parts
        self._add_sections(pages, parts)
        for part in parts:
            part.fields = read_fields(part.page)
        _tell_apart(parts)
        found = [form for part in parts for form in part.forms] + list(plans.values())
        # What a form says on its own sheet comes before what a cover sheet says of them all.
        of_page = {page: plans.get(page) for page in pages}
        with_parts = {id(part.whole) for part in parts if part.forms}
        for page in sorted(pages, key=lambda page: not (of_page[page] or id(page) in with_parts)):
            fields = read_fields(page)
            plan = of_page[page]
            of_sheet = [form for part in parts if part.whole is page for form in part.forms]
            for form in [*of_sheet, *([plan] if plan else [])] or found:
                form.fields.fill_from(fields)
            self._log_the_rest(page, _answers_on(page, found))
        for form in found:
            form.fields.settle()
        for part in parts:
            _complete(part)
        _share_organisation([form for form in found if form.instrument.kind != "ratings"])
        log = [entry for page in pages for entry in page.log]
        log += [entry for part in parts for form in part.forms for entry in form.log]
        return found, log, parts

    def _keys_elsewhere(self, guidance: Sequence[Page], table: StatementTable) -> list[PrintedKey]:
        """The keys on sheets of guidance, but for those of another instrument's scale."""
        own = table.instrument.scale
        others = [i.scale for i in self.instruments if i.scale and i.scale != own]
        return [
            printed
            for page in guidance
            for printed in keys_on(page, table)
            if all(printed.beside(scale) == "other" for scale in others)
        ]

    def _find_tables(self, pages: Sequence[Page]) -> list[tuple[Page, list[StatementTable]]]:
        """The tables of statements on each page that has any."""
        found = [
            (page, find_tables(page, self._matchers, self._titles, self.instruments))
            for page in pages
        ]
        if not any(tables for _, tables in found):
            found = [
                (page, find_titles(page, self._titles, self.instruments))
                for page in pages
                if not has_sections(page)  # priorities speak of the statements' subjects too
            ]
        return [(page, tables) for page, tables in found if tables]

    def _add_sections(self, pages: Sequence[Page], parts: Sequence[_Part]) -> None:
        """Read assets and priorities into the form on their sheet, or the file's only one."""
        rated = [p for p in parts if p.forms and p.table.instrument.kind == "ratings"]
        mains = [part.main for part in rated]
        for part in rated:
            self._sections_of(part.page, part.main)
        for part in parts:  # below a Template A on a team's own sheet stand the team's priorities
            if part.forms and part not in rated and has_sections(part.page):
                beside = [one.main for one in rated if one.whole is part.whole]
                one = beside or mains
                self._sections_of(part.page, one[0] if len(one) == 1 else None)
        taken = {id(part.whole) for part in parts if part.forms}
        for page in pages:
            if id(page) not in taken:
                self._sections_of(page, mains[0] if len(mains) == 1 else None, bool(rated))

    def _sections_of(self, page: Page, form: Form | None, rated: bool = True) -> None:
        if form is not None:
            form.add("priorities", read_priorities(page))
            form.add("assets", read_assets(page))
        elif rated and has_sections(page):
            log_unplaced(page)

    def _plans_form(self, page: Page) -> Form:
        instrument = next(i for i in self.instruments if i.kind == "action-plans")
        form = Form(instrument, page.sheet.name, Fields())
        rows = read_action_plans(page, self._matchers[instrument.instrument_id])
        form.add("action_plans", rows)
        agreed = [row["agreed_on"] for row in rows if row.get("agreed_on")]
        if agreed:
            form.fields.date = ReadDate(agreed[0])
        return form

    def _log_the_rest(self, page: Page, answers: Mapping[str, int | None]) -> None:
        for cell in list(names_under_headings(page)):
            page.note(NAME_NOT_KEPT, cell, keep=False)
        for cell in page.remaining():
            if normalise(without_number(cell.standing)[0]) in self._printed:
                page.take(cell)
            elif cell.struck and not cell.standing:
                page.note(STRUCK_THROUGH, cell)
            else:
                page.note(HIDDEN_CELL if cell.hidden else OTHER_TEXT, cell)
        for note in page.sheet.notes:
            text = note.text if page.sheet.row_names else _AUTHOR.sub("", note.text)
            if normalise(text) in self._printed:  # guidance in a box drawn on the form
                continue
            doubted = _is_in_doubt(text, answers, note.address)
            kind, used = (NOTE_DISAGREES, answers[note.address]) if doubted else (OTHER_TEXT, None)
            page.log.append(Entry.of(kind, page.place(note.address), found=text, used=used))


def _explain_form(form: Form) -> Iterator[Finding]:
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
            yield Finding(form.sheet, "", str(len(rows)), f"rows of {table}")


def _answers_on(page: Page, forms: Iterable[Form]) -> dict[str, int | None]:
    """The answers that stand on a page, by their cells; None for one left blank."""
    return {
        row["cell"]: row.get("rating") or row.get("stage")
        for form in forms
        for row in _rows(form)
        if row["sheet"] == page.sheet.name and row["state"] in ("rated", "not-answered")
    }


def _is_in_doubt(note: str, answers: Mapping[str, int | None], cell: str) -> bool:
    """Whether a note gives another answer than its cell, or one where the cell is blank."""
    answer = answers.get(cell)
    if answer is not None:
        return contradicts(note, answer)
    return cell in answers and bool(_GIVES_A_NUMBER.match(note.strip()))


def _read_part(whole: Page, page: Page, table: StatementTable, keys: Sequence[PrintedKey]) -> _Part:
    table = table.on(without_section_beside(page, table))
    layout = lay_out(table, own_team=_names_a_team(page, table), elsewhere=keys)
    name = "stages" if table.instrument.kind == "stages" else "ratings"
    forms = []
    for answers in read_answers(table, layout):
        form = Form(table.instrument, page.sheet.name, _fields_of(answers), log=answers.log)
        form.years_ago = answers.owner.years_ago
        form.add(name, answers.rows)
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
        page.log.append(Entry.of(LATER_TAKEN, page.place(head), found=head.text))
    if layout.guessed_teams:
        used = ", ".join(dict.fromkeys(cell.standing for cell in layout.guessed_teams))
        page.log.append(Entry.of(TEAMS_BY_HEADING, page.place(layout.guessed_teams[0]), used=used))
    return _Part(page, whole, table, layout, forms)


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
    return Entry.of(NO_ANSWER_COLUMN, place, found=" | ".join(named) or None)


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
    for cell in page.sheet.cells.values():
        if cell.kind != "text" or len(cell.text) > 200:
            continue
        label, colon, value = cell.standing.partition(":")
        if label_of(label) == "team" and not table.view.turned:
            beside = page.right_of(cell)
            if value.strip() or (colon and beside is not None):
                return True
            if beside is not None and len(page.rows[cell.row]) == 2:
                return True
    return False


def _leave_out_blank(parts: Sequence[_Part]) -> None:
    """A blank copy of a form beside one that was filled in is nobody's return."""
    blank = [part for part in parts if all(without_answers(_rows(form)) for form in part.forms)]
    filled = {p.table.instrument.instrument_id for p in parts if p not in blank}
    for part in blank:
        if part.table.instrument.instrument_id in filled and not any(
            form.fields.team for form in part.forms
        ):
            part.forms = []
            part.page.log[:] = [e for e in part.page.log if e.kind != NO_ANSWER_COLUMN.kind]
            first = part.table.view.cell(part.table.first, part.table.label)
            part.page.log.append(Entry.of(BLANK_FORM, part.page.place(first)))


def _rows(form: Form) -> list[Row]:
    return form.rows.get("stages" if form.instrument.kind == "stages" else "ratings", [])


def _tell_apart(parts: Sequence[_Part]) -> None:
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
    """What the page says, but for a date that is not of the year a column is headed by."""
    year = form.fields.year
    dated = fields.date is not None and (
        form.earlier or (year and not year.covers(fields.date.date))
    )
    form.fields.fill_from(replace(fields, date=None) if dated else fields)


def _titled_year(part: _Part) -> ReadYear | None:
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


def _lone_title(part: _Part) -> Field | None:
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


def _join(first: _Part, second: _Part) -> None:
    """A table that goes on with another one's form, or says again what it says."""
    if first.table.instrument is not second.table.instrument:
        return
    for form in list(second.forms):
        for other in first.forms:
            if _owner(form) != _owner(other):
                continue
            said = {(r["item_id"], r["perspective"], r["respondent"]) for r in _rows(other)}
            again = [r for r in _rows(form)
                     if (r["item_id"], r["perspective"], r["respondent"]) in said]  # fmt: skip
            if again:
                form.log.clear()
                log_as_repeated(second.table, second.layout)
            else:
                _rows(other).extend(_rows(form))
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


def _complete(part: _Part) -> None:
    """A row for each statement that a form lacks, and a word of it for each that no one has."""
    items = {row["item_id"] for form in part.forms for row in _rows(form)}
    for form in part.forms:
        rows = _rows(form)
        rows += missing_rows(form.instrument, rows, part.page.where(None))
    if part.forms:
        for item in part.table.instrument.items:
            if item.item_id not in items and item.item_id not in part.table.items:
                entry = Entry.of(MISSING_STATEMENT, part.page.place(None), statement=item.label)
                (part.forms[0].log if len(part.forms) == 1 else part.page.log).append(entry)


def _share_organisation(forms: Sequence[Form]) -> None:
    """Templates A and B in one file are one organisation's: what one says holds for all."""
    for form in forms:
        for other in forms:
            form.fields.service_line = form.fields.service_line or other.fields.service_line
            form.fields.organisation = form.fields.organisation or other.fields.organisation
