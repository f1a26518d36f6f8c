"""From a document's located cells to the forms in it, each cell accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from trip_analytics.import_log import Entry
from trip_analytics.instruments import Instrument
from trip_analytics.reading import Document
from trip_analytics.understanding.assets import read_assets
from trip_analytics.understanding.dates import ReadDate
from trip_analytics.understanding.explanation import (
    Finding,
    explain_form,
    explain_nothing,
    explain_table,
)
from trip_analytics.understanding.fields.fields import Fields, read_fields
from trip_analytics.understanding.form import Form
from trip_analytics.understanding.form_page import Page, Printed
from trip_analytics.understanding.marks.mark import contradicts
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.matching.short_titles import TitleMatcher
from trip_analytics.understanding.plain_text import normalise
from trip_analytics.understanding.plans.action_plans import (
    has_action_plan,
    has_table_of_plans,
    read_action_plans,
)
from trip_analytics.understanding.priorities.priority_values import names_under_headings
from trip_analytics.understanding.sections import has_sections, log_unplaced, read_priorities
from trip_analytics.understanding.table_forms import (
    Part,
    complete,
    leave_out_blank,
    tell_apart,
)
from trip_analytics.understanding.tables.codebook import with_codes_spelt_out
from trip_analytics.understanding.tables.page_parts import parts_of
from trip_analytics.understanding.tables.printed_keys import PrintedKey, keys_on
from trip_analytics.understanding.tables.statement_tables import (
    StatementTable,
    find_tables,
    find_titles,
)
from trip_analytics.understanding.unanswered_sheets import UnansweredSheets

# Excel begins a note with the name of whoever wrote it; Word, whose rows have names, does not.
_AUTHOR = re.compile(r"^[^\n:]{1,80}:\s*\n")
_GIVES_A_NUMBER = re.compile(
    r"(?:(?:rating|score|stage|answer)\W*)?\d\b(?!\s*\w{4})", re.IGNORECASE
)


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
        self._printed = Printed(self.instruments)
        self._unanswered = UnansweredSheets()

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
        findings += [each for form in forms for each in explain_form(form)]
        if not findings:
            findings = [explain_nothing(sheet.name) for sheet in document.sheets]
        return findings

    def _read(
        self, document: Document, source_file: str
    ) -> tuple[list[Form], list[Entry], list[Part]]:
        printed = [Page(sheet, source_file, self._teams) for sheet in document.sheets]
        seen = [self._printed.without_printed(page) for page in printed]
        pages, codebooks = with_codes_spelt_out(seen, self._matchers.values())
        asking = [page for page in pages if page not in codebooks]
        parts: list[Part] = []
        plans = {page: self._plans_form(page) for page in pages if has_table_of_plans(page)}
        with_tables = self._find_tables(asking)
        with_table = {page for page, _ in with_tables}
        guidance = [page for page in pages if page not in with_table]
        for page, tables in with_tables:
            for own, table in parts_of(page, tables):
                keys = self._keys_elsewhere(guidance, table)
                parts.append(self._unanswered.read(page, own, table, keys))
        leave_out_blank(parts)
        for page in pages:
            if page not in plans and has_action_plan(page):
                plans[page] = self._plans_form(page)
        if not plans and not any(part.forms for part in parts):
            return [], [], parts
        plans = _without_blank(plans)
        self._add_sections(pages, parts)
        for part in parts:
            part.fields = read_fields(part.page)
        tell_apart(parts)
        found = [form for part in parts for form in part.forms] + list(plans.values())
        # What a form says on its own sheet comes before what a cover sheet says of them all.
        of_page = {page: plans.get(page) for page in pages}
        with_parts = {id(part.whole) for part in parts if part.forms}
        for page in sorted(pages, key=lambda page: not (of_page[page] or id(page) in with_parts)):
            fields = read_fields(page)
            plan = of_page[page]
            here = [part for part in parts if part.whole is page]
            of_sheet = [form for part in here for form in part.forms]
            if plan is None and not of_sheet:  # a cover sheet: what it is for, the forms are not
                fields.purpose = None
            for form in [*of_sheet, *([plan] if plan else [])] or found:
                form.fields.fill_from(fields)
            if plan is not None:
                for part in here:
                    plan.fields.fill_from(part.fields)
            self._log_the_rest(page, _answers_on(page, found))
        for form in found:
            form.fields.settle()
        for part in parts:
            complete(part)
        _share_organisation([form for form in found if form.instrument.kind != "ratings"])
        log = [entry for page in pages for entry in page.log]
        log += [entry for part in parts for form in part.forms for entry in form.log]
        return found, log, parts

    def _keys_elsewhere(self, guidance: Sequence[Page], table: StatementTable) -> list[PrintedKey]:
        """The keys on sheets of guidance, except for those of another instrument's scale."""
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
            (
                page,
                self._unanswered.tables_on(page)
                or find_tables(page, self._matchers, self._titles, self.instruments),
            )
            for page in pages
        ]
        if not any(tables for _, tables in found):
            found = [
                (page, find_titles(page, self._titles, self.instruments))
                for page in pages
                if not has_sections(page)  # priorities speak of the statements' subjects too
            ]
        return [(page, tables) for page, tables in found if tables]

    def _add_sections(self, pages: Sequence[Page], parts: Sequence[Part]) -> None:
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
            for row in read_priorities(page):
                form.add("reviewed" if row.pop("reviewed", False) else "priorities", [row])
            form.add("assets", read_assets(page))
        elif rated and has_sections(page):
            log_unplaced(page)

    def _plans_form(self, page: Page) -> Form:
        instrument = next(i for i in self.instruments if i.kind == "action-plans")
        form = Form(instrument, page.sheet.name, Fields())
        page.take_where(self._printed.heads)
        rows = read_action_plans(page, self._matchers[instrument.instrument_id])
        form.add("action_plans", rows)
        agreed = [row["agreed_on"] for row in rows if row.get("agreed_on")]
        if agreed:
            form.fields.date = ReadDate(agreed[0])
        return form

    def _log_the_rest(self, page: Page, answers: Mapping[str, int | None]) -> None:
        page.take_where(self._printed.holds)
        for cell in list(names_under_headings(page)):
            page.note("name-not-kept", cell, keep=False)
        for cell in page.remaining():
            if cell.struck and not cell.standing:
                page.note("struck-through", cell)
            else:
                page.note("hidden-cell" if cell.hidden else "other-text", cell)
        for note in page.sheet.notes:
            text = note.text if page.sheet.row_names else _AUTHOR.sub("", note.text)
            if self._printed.holds(text):  # guidance in a box drawn on the form
                continue
            doubted = _is_in_doubt(text, answers, note.address)
            kind, used = (
                ("note-disagrees", answers[note.address]) if doubted else ("other-text", None)
            )
            page.log.append(Entry.of(kind, page.place(note.address), found=text, used=used))


def _answers_on(page: Page, forms: Iterable[Form]) -> dict[str, int | None]:
    """The answers that are on a page, by their cells; None for one left blank."""
    return {
        row["cell"]: row.get("rating") or row.get("stage")
        for form in forms
        for row in form.answers
        if row["sheet"] == page.sheet.name and row["state"] in ("rated", "not-answered")
    }


def _is_in_doubt(note: str, answers: Mapping[str, int | None], cell: str) -> bool:
    """Whether a note gives another answer than its cell, or one where the cell is blank."""
    answer = answers.get(cell)
    if answer is not None:
        return contradicts(note, answer)
    return cell in answers and bool(_GIVES_A_NUMBER.match(note.strip()))


def _without_blank(plans: Mapping[Page, Form]) -> dict[Page, Form]:
    """The plans that somebody wrote; of forms that are all blank, the first."""
    written = {page: form for page, form in plans.items() if any(form.rows.values())}
    return written or dict(list(plans.items())[:1])


def _share_organisation(forms: Sequence[Form]) -> None:
    """Templates A and B in one file are one organisation's: what one says holds for all."""
    for form in forms:
        for other in forms:
            form.fields.service_line = form.fields.service_line or other.fields.service_line
            form.fields.organisation = form.fields.organisation or other.fields.organisation
