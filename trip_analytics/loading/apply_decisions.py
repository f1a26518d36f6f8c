"""A lead's decisions, applied on top of what the forms say, and seen in the import log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import Example
from trip_analytics.loading.assemble import Row, words_of_priority
from trip_analytics.loading.placed_return import Return
from trip_analytics.reading import Cell
from trip_analytics.store.contents import StoredFile
from trip_analytics.store.records import Decision
from trip_analytics.understanding import Field, Form, ReadYear

ANSWER_TABLES = {"ratings": "rating", "stages": "stage"}
"""The tables of answers, and the column in which each has them."""

NO_ITEM: Final = "none"
"""What a decision says of a priority that is about no practice and no challenge."""

_ANSWERED = "Nothing to do: this was answered by a decision."
_OF_TEAM = ("no-team", "team-disagrees", "team-from-name")
_OF_YEAR = ("no-year", "year-disagrees", "unlikely-year")
_SETTLED = {
    "team": _OF_TEAM,
    "year": _OF_YEAR,
    "set-aside": (*_OF_TEAM, *_OF_YEAR, "unknown-team"),
}
"""The doubts of which a decision is the answer."""


def is_about(decision: Decision, file: StoredFile, form: Form) -> bool:
    """Whether a decision is about a form: of that content, on that sheet."""
    place = (decision.source_file, decision.sha256, decision.sheet)
    return place == (file.name, file.sha256, form.sheet)


def apply_decisions(file: StoredFile, decisions: Iterable[Decision]) -> None:
    """Change what the forms of a file say, with a note of each decision in their logs."""
    for decision in decisions:
        for form in file.forms:
            if is_about(decision, file, form):
                _APPLY[decision.kind](form, decision, file)


def without_settled(
    log: Sequence[Entry], file: StoredFile, decisions: Iterable[Decision]
) -> list[Entry]:
    """The log without those doubts about a team or a year that were decided."""
    settled = {
        (kind, form.sheet)
        for decision in decisions
        for form in file.forms
        if is_about(decision, file, form)
        for kind in _SETTLED.get(decision.kind, ())
    }
    return [entry for entry in log if (entry.kind, entry.sheet) not in settled]


def decided_examples(files: Iterable[StoredFile], decisions: Iterable[Decision]) -> list[Example]:
    """The priorities of which a lead said what they are about, each with that item."""
    said = {
        (each.source_file, each.sha256, each.sheet, each.cell): each.value
        for each in decisions
        if each.kind == "about"
    }
    return [
        Example(None if said[place] == NO_ITEM else said[place], words_of_priority(row))
        for file in (files if said else ())
        for form in file.forms
        for row in form.rows.get("priorities", ())
        if (place := (file.name, file.sha256, form.sheet, row.get("cell"))) in said
    ]


def lapsed(decisions: Iterable[Decision], returns: Iterable[Return]) -> list[Decision]:
    """The decisions about content that counts no longer."""
    status: dict[tuple[str, str, str | None], set[str]] = {}
    for one in returns:
        place = (one.source_file, one.sha256, one.form.sheet)
        status.setdefault(place, set()).add(one.status)
    places = [(each, (each.source_file, each.sha256, each.sheet)) for each in decisions]
    return [
        decision
        for decision, place in places
        if decision.kind != "set-aside" and "current" not in status.get(place, {"current"})
    ]


def log_lapsed(log: list[Entry], decisions: Sequence[Decision]) -> None:
    """Say of decisions that they no longer apply, instead of their notes."""
    words = {_decided(each, _place(each), None).what_to_do for each in decisions}
    log[:] = [one for one in log if one.kind != "decided" or one.what_to_do not in words]
    log += [
        Entry.of("decision-lapsed", _place(each), used=each.value, decision=each.in_words)
        for each in decisions
    ]


def _place(decision: Decision) -> Place:
    return Place(decision.source_file, decision.sheet, decision.cell)


def _decided(decision: Decision, place: Place, found: str | None) -> Entry:
    return Entry.of("decided", place, found=found, used=decision.value, decision=decision.in_words)


def _answer(form: Form, decision: Decision, file: StoredFile) -> None:
    for table, column in ANSWER_TABLES.items():
        rows = form.rows.get(table, [])
        for position, row in enumerate(rows):
            if not _is_decided(row, decision):
                continue
            found = None if row.get(column) is None else str(row[column])
            for log in (form.log, file.log):
                found = _resolve(log, decision) or found
            value = int(decision.value) if decision.value.isdigit() else None
            state = "rated" if value is not None else decision.value
            decided = [*rows[:position], {**row, column: value, "state": state}]
            form.rows = {**form.rows, table: decided + rows[position + 1 :]}
            _note(form, file, _decided(decision, _place(decision), found))


def _is_decided(row: Row, decision: Decision) -> bool:
    names = ("item_id", "perspective", "respondent", "sheet", "cell")
    return all(row.get(name) == getattr(decision, name) for name in names)


def _resolve(log: list[Entry], decision: Decision) -> str | None:
    """Make the error a note that a decision answers; the text of its cell."""
    found = None
    for position, entry in enumerate(log):
        place = (entry.kind, entry.sheet, entry.cell)
        if place == ("unclear-mark", decision.sheet, decision.cell):
            found = entry.found
            log[position] = entry._replace(
                severity="note",
                used=decision.value,
                what_to_do=f"{_ANSWERED} {entry.what_to_do}",
                around=None,
            )
    return found


def _team(form: Form, decision: Decision, file: StoredFile) -> None:
    own = form.fields.team
    cell = own.cell if own else Cell(1, 1, "", "", None, "text")
    place = Place(file.name, form.sheet, cell.address or None)
    form.fields.team = Field(decision.value, cell)
    _note(form, file, _decided(decision, place, own.text if own else None))


def _year(form: Form, decision: Decision, file: StoredFile) -> None:
    own = form.fields.year
    form.fields.year = ReadYear(int(decision.value))
    found = str(own.year) if own else None
    _note(form, file, _decided(decision, Place(file.name, form.sheet), found))


def _set_aside(form: Form, decision: Decision, file: StoredFile) -> None:
    file.log = [entry for entry in file.log if entry.sheet != form.sheet]
    _note(form, file, _decided(decision, Place(file.name, form.sheet), None))


def _about(form: Form, decision: Decision, file: StoredFile) -> None:
    """Note it; which items priorities are about is worked out for all returns at once."""
    _note(form, file, _decided(decision, _place(decision), None))


def _note(form: Form, file: StoredFile, entry: Entry) -> None:
    """Log an entry that is about one form: as the file's, and as its own."""
    file.log.append(entry)
    form.log.append(entry)


_APPLY: dict[str, Callable[[Form, Decision, StoredFile], None]] = {
    "answer": _answer,
    "team": _team,
    "year": _year,
    "set-aside": _set_aside,
    "about": _about,
}
