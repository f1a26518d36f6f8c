"""From a document's located cells to the forms in it, each cell accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from trip_analytics.import_log import (
    HIDDEN_CELL,
    OTHER_TEXT,
    STRUCK_THROUGH,
    Entry,
)
from trip_analytics.instruments import Instrument
from trip_analytics.reading import Document
from trip_analytics.understanding.action_plans import has_action_plan, read_action_plans
from trip_analytics.understanding.dates import ReadDate
from trip_analytics.understanding.fields import Fields, read_fields
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.sections import (
    has_sections,
    log_unplaced,
    read_assets,
    read_priorities,
)
from trip_analytics.understanding.statements import (
    StatementTable,
    find_statements,
    log_repeated,
    read_statements,
)
from trip_analytics.understanding.themes import ThemeMatcher
from trip_analytics.understanding.wording import ItemMatcher, normalise, without_number

Row = dict[str, Any]

# Excel begins a note with the name of whoever wrote it; Word, whose rows have names, does not.
_AUTHOR = re.compile(r"^[^\n:]{1,80}:\s*\n")


@dataclass(slots=True)
class Form:
    """One form found in a file: what it says of itself, and its rows by table."""

    instrument: Instrument
    sheet: str | None
    fields: Fields
    rows: dict[str, list[Row]] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    """What a person should know of this form's own cells."""

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to one of the form's tables."""
        self.rows.setdefault(table, []).extend(rows)


class Understanding:
    """What is needed to understand forms: the instruments and their matchers, made once."""

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self.instruments = tuple(instruments)
        self._matchers = {
            instrument.instrument_id: ItemMatcher(instrument) for instrument in instruments
        }
        self._themes = {
            instrument.instrument_id: ThemeMatcher(
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
        pages = [Page(sheet, source_file) for sheet in document.sheets]
        tables = {
            page: table
            for page in pages
            if (table := find_statements(page, self._matchers, self.instruments)) is not None
        }
        forms = {page: _statements_form(page, table) for page, table in tables.items()}
        plans = {page: self._plans_form(page) for page in pages if has_action_plan(page)}
        of_page = {
            page: [form for form in (forms.get(page), plans.get(page)) if form] for page in pages
        }
        found = [form for own in of_page.values() for form in own]
        if not found:
            return [], []
        self._add_sections(pages, forms)
        for page, table in tables.items():
            log_repeated(page, table)
        # What a form says on its own sheet comes before what a cover sheet says of them all.
        for page in sorted(pages, key=lambda page: not of_page[page]):
            fields = read_fields(page)
            for form in of_page[page] or found:
                form.fields.fill_from(fields)
            self._log_the_rest(page)
        _share_organisation([form for form in found if form.instrument.kind != "ratings"])
        return found, [entry for page in pages for entry in page.log]

    def _add_sections(self, pages: Sequence[Page], forms: dict[Page, Form]) -> None:
        """Read assets and priorities into the form on their sheet, or the file's only one."""
        rated = {page: form for page, form in forms.items() if form.instrument.kind == "ratings"}
        for page in pages:
            form = rated.get(page)
            if form is None and page not in forms and len(rated) == 1:
                form = next(iter(rated.values()))
            if form is not None:
                themes = self._themes[form.instrument.instrument_id]
                form.add("priorities", read_priorities(page, themes))
                form.add("assets", read_assets(page))
            elif len(rated) > 1 and page not in forms and has_sections(page):
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

    def _log_the_rest(self, page: Page) -> None:
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
            page.log.append(Entry.of(OTHER_TEXT, page.place(note.address), found=text))


def _statements_form(page: Page, table: StatementTable) -> Form:
    form = Form(table.instrument, page.sheet.name, Fields())
    name = "stages" if table.instrument.kind == "stages" else "ratings"
    form.add(name, read_statements(page, table))
    return form


def _share_organisation(forms: Sequence[Form]) -> None:
    """Templates A and B in one file are one organisation's: what one says holds for all."""
    for form in forms:
        for other in forms:
            form.fields.service_line = form.fields.service_line or other.fields.service_line
            form.fields.organisation = form.fields.organisation or other.fields.organisation
