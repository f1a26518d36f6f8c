"""What is the same on every form of one layout is printed; what differs is answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from trip_analytics.import_log import (
    NO_ANSWER_COLUMN,
    TAKEN_BY_COMPARISON,
    UNKNOWN_COLUMN,
    Entry,
    Place,
)
from trip_analytics.loading.one_file import FileRead
from trip_analytics.understanding import Form

Column = dict[str, Any]

FEWEST_FORMS: Final = 3  # of one layout, to tell what is printed on it


def settle_printed(results: Iterable[FileRead]) -> None:
    """Take another column where the one taken says the same on all forms of its layout.

    Forms of one layout have the same columns with answers under the same headings. What
    one form alone leaves open is settled likewise: one column that differs, beside others
    that don't, holds the answers.
    """
    layouts: dict[object, list[tuple[FileRead, Form]]] = {}
    for result in results:
        for form in result.forms:
            if form.columns:
                layouts.setdefault(_layout(form), []).append((result, form))
    for forms in layouts.values():
        contents = {result.sha256 for result, _ in forms}
        if len(contents) >= FEWEST_FORMS:
            _settle(forms)


def _layout(form: Form) -> object:
    """What forms of one layout share: the instrument, and each column's heading and cells."""
    columns = [(c["heading"], tuple(a[2] for a in c["answers"].values())) for c in form.columns]
    return form.instrument.instrument_id, tuple(columns)


def _settle(forms: Sequence[tuple[FileRead, Form]]) -> None:
    first = forms[0][1]
    said = [
        {tuple(tuple(a[:2]) for a in form.columns[at]["answers"].values()) for _, form in forms}
        for at in range(len(first.columns))
    ]
    differing = [at for at, answers in enumerate(said) if len(answers) > 1]
    taken = [at for at, column in enumerate(first.columns) if column["taken"]]
    if len(differing) != 1 or taken == differing or len(said) < 2:
        return
    for result, form in forms:
        _take(result, form, form.columns[differing[0]], len(forms))


def _take(result: FileRead, form: Form, column: Column, count: int) -> None:
    """Make a column's answers those of a form."""
    table = "stages" if form.instrument.kind == "stages" else "ratings"
    value_name = "stage" if table == "stages" else "rating"
    rows = []
    for row in form.rows.get(table, []):
        answer = column["answers"].get(row["item_id"])
        if answer is not None:
            value, state, cell = answer
            row = {**row, value_name: value, "state": state, "cell": cell}
        rows.append(row)
    form.rows = {**form.rows, table: rows}
    cells = {answer[2] for answer in column["answers"].values()}
    settled = (NO_ANSWER_COLUMN.kind, UNKNOWN_COLUMN.kind)
    result.log[:] = [
        entry
        for entry in result.log
        if not (
            entry.kind in settled
            and entry.sheet == form.sheet
            and (entry.cell in cells or entry.kind == NO_ANSWER_COLUMN.kind)
        )
    ]
    entry = Entry.of(
        TAKEN_BY_COMPARISON,
        Place(result.file.name, form.sheet, column["at"]),
        found=column["heading"],
        count=str(count),
    )
    form.log.append(entry)
    result.log.append(entry)
