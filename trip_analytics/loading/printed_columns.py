"""Forms of one layout beside each other: what is the same on all of them was printed.

Forms of one layout have the same columns with answers under the same headings. The one column
that differs from form to form, beside others that do not, holds the answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.read_file import FileRead
from trip_analytics.understanding import Form

Column = Mapping[str, Any]
FormRead = tuple[FileRead, Form]

FEWEST_FORMS: Final = 3  # of one layout, to see what is printed on it


def settle_printed(results: Iterable[FileRead]) -> None:
    """Take the column that differs, on the forms of each layout on which just one does.

    A form that nobody has answered has the printed column alone, and it is nobody's answers.
    """
    layouts: dict[object, list[FormRead]] = {}
    others: list[FormRead] = []
    for result in results:
        for form in result.forms:
            if form.columns:
                layouts.setdefault(_layout(form), []).append((result, form))
            else:
                others.append((result, form))
    for forms in layouts.values():
        contents = {result.sha256 for result, _ in forms}
        at = _differing([form for _, form in forms]) if len(contents) >= FEWEST_FORMS else None
        if at is None:
            continue
        columns = forms[0][1].columns
        blank = {item: [None, "not-answered", a[2]] for item, a in columns[at]["answers"].items()}
        printed = [column for column in columns if column is not columns[at]]
        for result, form in forms:
            if not columns[at]["taken"]:
                _take(result, form, form.columns[at], len(forms))
            _leave_to_print(result, form, printed)
        for result, form in others:
            if any(_has_taken(form, column) for column in printed):
                _take(result, form, {**columns[at], "answers": blank}, len(forms))


def _layout(form: Form) -> object:
    """What forms of one layout share: the instrument, and each column's heading and cells."""
    columns = [(c["heading"], tuple(a[2] for a in c["answers"].values())) for c in form.columns]
    return form.instrument.instrument_id, tuple(columns)


def _differing(forms: Sequence[Form]) -> int | None:
    """The one column that differs between forms of one layout, if just one does."""
    said = [
        {tuple(tuple(a[:2]) for a in form.columns[at]["answers"].values()) for form in forms}
        for at in range(len(forms[0].columns))
    ]
    differing = [at for at, answers in enumerate(said) if len(answers) > 1]
    return differing[0] if len(differing) == 1 < len(said) else None


def _has_taken(form: Form, printed: Column) -> bool:
    """Whether a form's answers are just what other forms print, in the same cells."""
    _, value_name = _names(form)
    taken = {
        row["item_id"]: [row.get(value_name), row["state"], row["cell"]] for row in form.answers
    }
    return bool(taken == printed["answers"])


def _take(result: FileRead, form: Form, column: Column, count: int) -> None:
    """Make a column's answers those of a form."""
    table, value_name = _names(form)
    rows = []
    for row in form.rows.get(table, []):
        answer = column["answers"].get(row["item_id"])
        if answer is not None:
            value, state, cell = answer
            row = {**row, value_name: value, "state": state, "cell": cell}
        rows.append(row)
    form.rows = {**form.rows, table: rows}
    cells = {answer[2] for answer in column["answers"].values()}
    settled = ("no-answer-column", "unknown-column")
    result.log[:] = [
        entry
        for entry in result.log
        if not (
            entry.kind in settled
            and entry.sheet == form.sheet
            and (entry.cell in cells or entry.kind == "no-answer-column")
        )
    ]
    entry = Entry.of(
        "taken-by-comparison",
        Place(result.file.name, form.sheet, column["at"]),
        found=column["heading"],
        count=str(count),
    )
    form.log.append(entry)
    result.log.append(entry)


def _leave_to_print(result: FileRead, form: Form, printed: Iterable[Column]) -> None:
    """Nobody has to look at what is the same on all forms."""
    cells = {answer[2] for column in printed for answer in column["answers"].values()}
    for at, entry in enumerate(result.log):
        if entry.kind == "unknown-column" and entry.sheet == form.sheet and entry.cell in cells:
            place = Place(entry.source_file, entry.sheet, entry.cell)
            result.log[at] = Entry.of("other-text", place, found=entry.found)


def _names(form: Form) -> tuple[str, str]:
    """The table of a form's answers, and the column of their values."""
    return ("stages", "stage") if form.instrument.kind == "stages" else ("ratings", "rating")
