"""One priority as its cells say it, whatever the layout, and the row it becomes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import (
    is_blank,
    is_guidance,
    is_placeholder,
    says_no_date,
    says_nobody,
)
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.list_lines import numbered
from trip_analytics.understanding.priorities.priority_values import (
    read_degree,
    read_leads,
    read_progress,
    ticked_degree,
)
from trip_analytics.understanding.priorities.section_headings import (
    Role,
    asks_for_users_first,
    names_both_leads,
)
from trip_analytics.understanding.words import vocabulary

Row = dict[str, Any]

_WORDS: Sequence[Role] = ("priority", "action", "measure")
_LEADS: Sequence[Role] = ("lead", "staff_lead", "service_user_lead")
_LARGEST_NUMBER = 99
_SHORTEST_SENTENCE = 3  # words
# Who leads, and by when, in brackets behind what is to be done: "(lead: Jo, by June)".
_LED_BY = vocabulary("sections").pattern(
    r"\s*[(\[]\s*(?:{led_by})\b\W*([^()\[\],;]+?)\s*(?:[,;]?\s*\b(?:by|due)\b\s*([^()\[\]]+))?[)\]]"
)
# Two or three words with capitals, and nothing else, may be a person's name.
_LIKELY_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]*){1,2}")


@dataclass(frozen=True, slots=True)
class Part:
    """What a cell, or a line of one, says under a heading."""

    text: str
    cell: Cell
    heading: str = ""

    def __repr__(self) -> str:
        return f"Part({self.cell.address})"  # a team's words stay out of tracebacks


@dataclass(slots=True)
class Record:
    """One priority: its number where one is written, and its parts by what they are for."""

    number: int | None = None
    parts: dict[Role, list[Part]] = field(default_factory=dict)
    printed: list[Cell] = field(default_factory=list)
    asked: frozenset[Role] = frozenset()
    """What the form asks for: a lead that it asks for and nobody named is none."""

    def add(self, role: Role, text: str, cell: Cell, heading: str = "") -> None:
        """Add what a cell says; dots to write on, and the like, are what the form printed."""
        if (is_blank(text) or is_placeholder(text)) and not cell.struck:
            self.printed.append(cell)
            return
        if role in ("priority", "action") and (found := _LED_BY.search(text)):
            text = text[: found.start()].rstrip() + text[found.end() :]
            said: Sequence[tuple[Role, str | None]] = (("lead", found[1]), ("due", found[2]))
            for own, words in said:
                if words:  # without what else is in the cell: a name is kept nowhere
                    part = cell._replace(text=words, value=words, kind="text")
                    self.parts.setdefault(own, []).append(Part(words, part))
        self.parts.setdefault(role, []).append(Part(text, cell, heading))

    @property
    def says_anything(self) -> bool:
        """Whether the team wrote what the priority is, or what is to be done or measured."""
        return any(part.text for role in _WORDS for part in self.parts.get(role, []))


@dataclass(frozen=True, slots=True)
class Section:
    """A table, block or list of priorities: what the form printed, and its records."""

    printed: Sequence[Cell]
    records: Sequence[Record]
    unread: Sequence[Cell] = ()
    """Cells whose purpose is not clear."""
    of_last_year: bool = False
    """Whether these were chosen a year before, and the section says what became of them."""


def rows_of(page: Page, section: Section) -> list[Row]:
    """The rows of a section, each of its cells accounted for."""
    page.take(*section.printed)
    rows: list[Row] = []
    for record in section.records:
        log_printed(page, record.printed)
        if record.says_anything:
            rows.append(_row(page, record, len(rows) + 1))
        else:
            _log_empty(page, record)
    for cell in section.unread:
        page.note("unread-section", cell, keep=not _LIKELY_NAME.fullmatch(cell.standing))
    return rows


def log_printed(page: Page, cells: Iterable[Cell]) -> None:
    """Account for what a form printed where nobody wrote: words are kept in the log."""
    for cell in cells:
        if is_blank(cell.standing):
            page.take(cell)
        elif not page.is_taken(cell):
            page.note("other-text", cell)


def log_names(page: Page, section: Section) -> None:
    """Account for a section's names without keeping them, and for nothing else."""
    for record in section.records:
        for role in _LEADS:
            for part in record.parts.get(role, []):
                if not page.is_taken(part.cell):
                    _log_lead(page, part)


def _row(page: Page, record: Record, position: int) -> Row:
    text, number = _priority(page, record)
    number = record.number or number
    impact = _degree(page, record, "impact")
    ease = _degree(page, record, "ease") or _degree(page, record, "effort")
    action, measure = _text(page, record, "action"), _text(page, record, "measure")
    staff, service_user = _leads(page, record)
    row = {
        "number": number if number and number <= _LARGEST_NUMBER else position,
        "priority": text,
        "action": action,
        "measure": measure,
        "impact": impact,
        "ease": ease,
        "due": _date(page, record.parts.get("due", [])),
        "review_on": _date(page, record.parts.get("review_on", [])),
        "progress": _progress(page, record.parts.get("progress", [])),
        "staff_lead": staff,
        "service_user_lead": service_user,
        **page.where(next(_cells(record, _WORDS))),
    }
    for part in record.parts.get("comment", []):
        page.note("general-comment", part.cell)
    for part in record.parts.get("other", []):
        page.note("unknown-column", part.cell)
    return row


def _cells(record: Record, roles: Iterable[Role]) -> Iterator[Cell]:
    return (part.cell for role in roles for part in record.parts.get(role, []) if part.text)


def _log_empty(page: Page, record: Record) -> None:
    """A line that nobody filled in: its number is printed, a name is kept nowhere."""
    page.take(*(part.cell for part in record.parts.get("number", [])))
    for role in _LEADS:
        for part in record.parts.get(role, []):
            _log_lead(page, part)
    for part in (part for parts in record.parts.values() for part in parts):
        if not page.is_taken(part.cell):
            page.note("other-text", part.cell)


def _priority(page: Page, record: Record) -> tuple[str | None, int | None]:
    """The priority's words, and the number written in its own column or before its words."""
    number: int | None = None
    for part in record.parts.get("number", []):
        page.take(part.cell)
        found, rest = numbered(part.text)
        if found is None or rest:
            page.note("other-text", part.cell)
        else:
            number = number or found
    texts: list[str] = []
    for part in record.parts.get("priority", []):
        _take_words(page, part)
        found, rest = numbered(part.text)
        number = number or found
        if rest and rest not in texts:
            texts.append(rest)
    return "\n".join(texts) or None, number


def _text(page: Page, record: Record, role: Role) -> str | None:
    texts: list[str] = []
    for part in record.parts.get(role, []):
        _take_words(page, part)
        if part.text:
            texts.append(part.text)
    return "\n".join(texts) or None


def _take_words(page: Page, part: Part) -> None:
    if part.cell.struck and not page.is_taken(part.cell):
        page.note("struck-through", part.cell)
    page.take(part.cell)


def _degree(page: Page, record: Record, role: Role) -> str | None:
    """How high the impact is, or the ease. Of several the first; words beside it are kept.

    Sentences about the impact say what will be different: they are the measure.
    """
    degree: str | None = None
    for part in record.parts.get(role, []):
        of_effort = role == "effort"
        read = read_degree(part.text, of_effort=of_effort)
        read = read or ticked_degree(part.text, part.heading, of_effort=of_effort)
        if read is not None and degree is None:
            degree = read.degree
            if read.beside:
                page.note("words-beside-mark", part.cell, used=degree)
            page.take(part.cell)
        elif role == "impact" and read is None and len(part.text.split()) >= _SHORTEST_SENTENCE:
            record.parts.setdefault("measure", []).append(part)
        else:
            page.note("general-comment", part.cell)
    return degree


def _date(page: Page, parts: Sequence[Part]) -> dt.date | None:
    """The one date of a priority. Of several the latest, with a warning: a person should check."""
    found: list[tuple[dt.date, Part]] = []
    for part in parts:
        one_cell = part.text == part.cell.standing
        read = page.read_date(part.cell, part.text, part.cell.value if one_cell else None)
        if read is None:
            if says_no_date(part.cell.standing):
                page.note("no-date", part.cell)
            else:
                page.note("unclear-date", part.cell, why="ask for one if it matters")
            continue
        if read.month_only:
            page.note("month-alone", part.cell, used=read.date)
        page.take(part.cell)
        found.append((read.date, part))
    latest = max((date for date, _ in found), default=None)
    for date, part in found:
        if date != latest:
            page.note("several-dates", part.cell, used=latest)
    return latest


def _progress(page: Page, parts: Sequence[Part]) -> str | None:
    said: dict[str, Part] = {}
    unclear: list[Part] = []
    for part in parts:
        read = read_progress(part.text, part.heading)
        if read.progress:
            said.setdefault(read.progress, part)
            if read.beside:
                page.note("words-beside-mark", part.cell, used=read.progress)
            page.take(part.cell)
        elif read.says_nothing:
            page.note("other-text", part.cell)
        else:
            unclear.append(part)
    for part in unclear if len(said) != 1 else []:
        page.note("unclear-progress", part.cell)
    for part in unclear if len(said) == 1 else []:  # an update beside a status that is clear
        page.note("general-comment", part.cell)
    if len(said) > 1:
        for part in said.values():
            page.note("unclear-progress", part.cell)
        return None
    return next(iter(said), None)


def _leads(page: Page, record: Record) -> tuple[bool | None, bool | None]:
    """Whether there is a lead among staff, and one among people using the service.

    A column that asks for one of them, left blank, says that there is none.
    """
    staff = False if {"lead", "staff_lead"} & record.asked else None
    service_user = False if "service_user_lead" in record.asked else None
    for part in record.parts.get("lead", []):
        both = names_both_leads(part.heading)
        leads = read_leads(
            part.text, asks_for_both=both, users_first=asks_for_users_first(part.heading)
        )
        staff = _either(staff, leads.staff)
        service_user = _either(service_user, leads.service_user)
        _log_lead(page, part)
        if leads.unclear:
            page.note("lead-not-told", part.cell, keep=False)
    for part in record.parts.get("staff_lead", []):
        staff = _either(staff, _log_lead(page, part))
    for part in record.parts.get("service_user_lead", []):
        service_user = _either(service_user, _log_lead(page, part))
    return staff, service_user


def _either(one: bool | None, other: bool | None) -> bool | None:
    return one or other if None not in (one, other) else one if other is None else other


def _log_lead(page: Page, part: Part) -> bool | None:
    """Whether anybody is named. The name itself is kept nowhere; None for a heading's own blank."""
    if not part.text:
        if part.cell.text:
            page.note("struck-through", part.cell, keep=False)  # it may be a name
        return False
    if is_guidance(part.text):
        page.note("other-text", part.cell, keep=False)
        return False
    if says_nobody(part.text):
        page.note("no-lead-yet", part.cell)
        return False
    page.note("name-not-kept", part.cell, keep=False)
    return True
