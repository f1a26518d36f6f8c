"""Sheets with statements that nobody answered, guidance or a blank copy: read once for all files.

Every copy of one form brings the same ones. What was made of such a sheet is used again only where
everything on it is as it was, cell for cell, and the scales printed on other sheets are too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from trip_analytics.import_log import Entry
from trip_analytics.reading import Sheet
from trip_analytics.understanding.answers.answer_rows import without_answers
from trip_analytics.understanding.form import Form
from trip_analytics.understanding.form_page import At, Page
from trip_analytics.understanding.table_forms import Part, read_part
from trip_analytics.understanding.tables.printed_keys import PrintedKey
from trip_analytics.understanding.tables.statement_tables import BY_TITLE, StatementTable

MOST_SHEETS: Final = 32
MOST_CELLS: Final = 500  # of a sheet; one with more is read anew


@dataclass(frozen=True)
class _Known:
    """A sheet, and what was made of its only table."""

    sheet: Sheet
    table: StatementTable
    keys: Sequence[PrintedKey]
    part: Part
    taken: frozenset[At]
    log: Sequence[Entry]


class UnansweredSheets:
    """The last such sheet of each name. A class, for it goes from file to file."""

    def __init__(self) -> None:
        self._known: dict[str | None, _Known] = {}

    def tables_on(self, page: Page) -> list[StatementTable] | None:
        """The tables of statements on a page, where its sheet is known."""
        known = self._known.get(page.sheet.name)
        if known is None or page.is_begun or known.sheet != page.sheet:
            return None
        return [known.table.on(page)]

    def read(
        self, whole: Page, page: Page, table: StatementTable, keys: Sequence[PrintedKey]
    ) -> Part:
        """What :func:`read_part` makes of a table, now or before."""
        if whole is not page or page.is_begun:
            return read_part(whole, page, table, keys)
        known = self._known.get(page.sheet.name)
        if known is not None and known.keys == keys and known.sheet == page.sheet:
            page.go_on_from(known.taken, known.log)
            table = known.part.table.on(page)
            forms = [_in_file(form, page.source_file) for form in known.part.forms]
            return Part(page, page, table, known.part.layout, forms)
        part = read_part(whole, page, table, keys)
        if part.table.view.page is page and _may_recur(part):
            if len(self._known) >= MOST_SHEETS:
                self._known.clear()
            own = replace(part, forms=[_in_file(form, page.source_file) for form in part.forms])
            self._known[page.sheet.name] = _Known(page.sheet, table, keys, own, *page.account)
        return part


def _may_recur(part: Part) -> bool:
    """Whether other copies of a form may bring the same: nothing on the sheet is an answer.

    Titles count as statements only where no sheet has any in full, which another file may have.
    """
    in_full = any(match.likeness != BY_TITLE for match in part.table.lines.values())
    unanswered = all(without_answers(form.answers) and not form.columns for form in part.forms)
    return in_full and unanswered and len(part.page.sheet.cells) <= MOST_CELLS


def _in_file(form: Form, source_file: str) -> Form:
    """A form of its own with what one of another file says."""
    rows = {
        name: [{**row, "source_file": source_file} for row in rows]
        for name, rows in form.rows.items()
    }
    log = [entry._replace(source_file=source_file) for entry in form.log]
    return replace(form, fields=replace(form.fields), rows=rows, log=log)
