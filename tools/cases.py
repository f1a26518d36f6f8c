"""Whether a small awkward return was read as a careful reader reads it.

The cases, and what each key of ``truth.json`` means, are described in
``tests/understanding/cases/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import pandas as pd

import trip_analytics as ta
from tools.forms.places import meet
from tools.rows import rows_of
from trip_analytics.tables.columns import TABLES

Row = dict[str, Any]

CASES: Final = Path(__file__).parents[1] / "tests" / "understanding" / "cases"
ALARMS: Final = ("error", "warning")
STATES: Final = {
    "blank": "not-answered",
    "not-answered": "not-answered",
    "n/a": "not-applicable",
    "not-applicable": "not-applicable",
    "rated": "rated",
    "unclear": "unclear",
}


def all_cases() -> tuple[dict[str, list[str]], dict[str, Row]]:
    """The items of each instrument, in order, and every case by name."""
    truth = json.loads((CASES / "truth.json").read_text(encoding="utf-8"))
    return truth["items"], truth["cases"]


def differences(
    case: Row, items: dict[str, list[str]], load: Callable[[], ta.Returns]
) -> list[str]:
    """What differs from the truth, in words; ``load`` reads the case's folder."""
    try:
        read = _Read(load())
    except ta.TripAnalyticsError as refusal:
        return list(_refused(case, str(refusal)))
    return [
        *_forms(case, read, items),
        *_absent(case, read),
        *_logged(case, read),
        *_quiet(case, read),
        *_listed(case, read),
    ]


class _Read:
    """What was read, as lists of rows. A class, so that each table is converted once."""

    def __init__(self, returns: ta.Returns) -> None:
        self.returns = returns
        self.log = rows_of(returns.import_log)
        self.current = [row for row in rows_of(returns.returns) if row["status"] == "current"]
        self.answers: dict[str, list[Row]] = {}
        for name, value in (("ratings", "rating"), ("stages", "stage")):
            for row in rows_of(getattr(returns, name)):
                self.answers.setdefault(row["return_id"], []).append({**row, "value": row[value]})


def _refused(case: Row, message: str) -> Iterator[str]:
    """What is wrong where nothing could be read."""
    for form in case["forms"]:
        if not (form.get("may_be_absent") or form.get("may_be_asked")):
            yield f"{form['team'] or form.get('line')}: refused ({message})"
    said = message.casefold()
    wanted = case.get("message", {})
    for words in wanted.get("must", []):
        if not any(word.casefold() in said for word in words):
            yield f"the message says nothing of {' or '.join(words)}: {message}"
    for word in wanted.get("never", []):
        if word.casefold() in said:
            yield f"the message says {word!r}: {message}"


def _forms(case: Row, read: _Read, items: dict[str, list[str]]) -> Iterator[str]:
    """Returns that are missing, wrong, or should not be there."""
    expected: list[str] = []
    for form in case["forms"]:
        who = f"{form['team'] or form.get('line')} {form['year']}"
        there = [row for row in read.current if _is(form, row)]
        expected += [row["return_id"] for row in there]
        if len(there) > 1:
            yield f"{who}: {len(there)} returns"
        elif there:
            rows = read.answers.get(there[0]["return_id"], [])
            for problem in _answers(form, rows, read.log, items[form["instrument"]]):
                yield f"{who} {problem}"
        elif not form.get("may_be_absent") and not (
            form.get("may_be_asked") and _alarms(read.log, form["file"])
        ):
            yield f"{who}: missing"
    for row in read.current:
        if row["return_id"] not in expected:
            yield f"a return of {row['team'] or row['service_line']} {row['year']}"


def _is(form: Row, row: Row) -> bool:
    """Whether a row of ``returns`` is the return that a form should become."""
    return (
        row["instrument"] == form["instrument"]
        and row["team"] == form["team"]
        and (form.get("line") is None or row["service_line"] == form["line"])
        and (form["year"] is None or row["year"] == form["year"])
        and row["source_file"] == form["file"]
        and (form["sheet"] is None or row["sheet"] == form["sheet"])
    )


def _alarms(log: Sequence[Row], file: str, severities: Sequence[str] = ALARMS) -> list[Row]:
    return [row for row in log if row["severity"] in severities and row["source_file"] == file]


def _answers(
    form: Row, rows: Sequence[Row], log: Sequence[Row], items: Sequence[str]
) -> Iterator[str]:
    """What is wrong in a return's answers and texts."""
    if form.get("respondent") is not None:  # the first person's, or the second's
        people = list(dict.fromkeys(row["respondent"] for row in rows))
        person = dict(enumerate(people, start=1)).get(form["respondent"])
        rows = [row for row in rows if row["respondent"] == person]
    for item, cell, right in zip(items, form["cells"], form["answers"], strict=True):
        of_item = [row for row in rows if row["item_id"] == item]
        if len(of_item) != 1:
            yield f"{cell}: {len(of_item)} answers to {item}"
            continue
        accepted = right if isinstance(right, list) else [right]
        if not any(_is_right(answer, of_item[0], form, cell, log) for answer in accepted):
            value, state = of_item[0]["value"], of_item[0]["state"]
            shown = value if state == "rated" else state
            yield f"{cell}: {shown} for {right} (read at {of_item[0]['cell']})"
    for cell, text in form.get("texts", {}).items():
        rated = any(row["state"] == "rated" and meet(row["cell"], cell) for row in rows)
        commented = any(text in (row["comment"] or "") for row in rows)
        noted = any(
            row["source_file"] == form["file"]
            and meet(row["cell"], cell)
            and text in (row["found"] or "")
            for row in log
        )
        if not (rated or commented or noted):
            yield f"{cell}: {text!r} is in neither table nor log"


def _is_right(right: object, row: Row, form: Row, cell: str, log: Sequence[Row]) -> bool:
    value, state = row["value"], row["state"]
    if isinstance(right, dict):
        asked = _is_asked(form, cell, log, ALARMS)
        stands = value is None or (value == right["ask"] and meet(row["cell"], cell))
        return asked and stands
    if right == "unclear":
        severities = ("error",) if state == "not-answered" else ALARMS
        return value is None and _is_asked(form, cell, log, severities)
    if isinstance(right, str):
        return bool(value is None and state == STATES[right])
    return bool(value == right and state == "rated" and meet(row["cell"], cell))


def _is_asked(form: Row, cell: str, log: Sequence[Row], severities: Sequence[str]) -> bool:
    """Whether the log asks about a cell, or about the form as a whole."""
    about = partial(_is_about, form, [cell])
    return any(about(row) for row in _alarms(log, form["file"], severities))


def _is_about(form: Row, cells: Sequence[str], row: Row) -> bool:
    if form["sheet"] is not None and row["sheet"] not in (None, form["sheet"]):
        return False
    places = [*cells, *(form.get("about") or [])]
    return row["cell"] is None or any(meet(row["cell"], place) for place in places)


def _absent(case: Row, read: _Read) -> Iterator[str]:
    """What became a team, a person or a return that is none; names that were kept."""
    returns = read.returns
    named = {
        str(row[name]).casefold()
        for row in (*rows_of(returns.returns), *rows_of(returns.ratings), *read.log)
        for name in ("team", "service_line", "organisation", "respondent")
        if row.get(name) is not None
    }
    for name in case["no_teams"]:
        if name.casefold() in named:
            yield f"{name!r} became a team, a service line or a person"
    for file in case.get("no_returns", []):
        if any(row["source_file"] == file for row in rows_of(returns.returns)):
            yield f"{file} became a return"
    if names := case.get("no_names", []):
        tables = [rows_of(getattr(returns, name)) for name in (*TABLES, "surroundings")]
        texts = [str(value) for rows in tables for row in rows for value in row.values()]
        for name in names:
            if any(name in text for text in texts):
                yield f"the name {name!r} was kept"


def _logged(case: Row, read: _Read) -> Iterator[str]:
    """What the log must hold and doesn't."""
    for wanted in case["must_log"]:
        if not any(_answers_to(wanted, row) for row in read.log):
            yield f"the log has nothing at {wanted}"


def _answers_to(wanted: Row, row: Row) -> bool:
    """Whether an entry is at the place where one must be."""
    return (
        (bool(wanted.get("any")) or row["severity"] in ALARMS)
        and row["source_file"] == wanted.get("file", row["source_file"])
        and ("cell" not in wanted or meet(row["cell"], wanted["cell"]))
    )


def _quiet(case: Row, read: _Read) -> Iterator[str]:
    """Alarms beyond those that the truth asks for or allows."""
    for key, severities in (("alarms", ALARMS), ("errors", ("error",))):
        most = case.get(key)
        if most is None:
            continue
        rows = [r for r in read.log if r["severity"] in severities and not _is_due(case, r)]
        if len(rows) > most:
            listed = ", ".join(f"{row['kind']} at {row['cell']}" for row in rows)
            yield f"{len(rows)} {key}: {listed}"


def _is_due(case: Row, row: Row) -> bool:
    """Whether the truth asks for an alarm at an entry's place, or allows one."""
    if any(_answers_to(wanted, row) for wanted in case["must_log"]):
        return True
    for form in case["forms"]:
        doubtful = [
            cell
            for cell, right in zip(form["cells"], form["answers"], strict=True)
            if any(
                answer == "unclear" or isinstance(answer, dict)
                for answer in (right if isinstance(right, list) else [right])
            )
        ]
        if doubtful and row["source_file"] == form["file"] and _is_about(form, doubtful, row):
            return True
    return False


def _listed(case: Row, read: _Read) -> Iterator[str]:
    """Rows of priorities, assets and indicators that are missing or too many."""
    if "priorities" in case:
        rows = rows_of(read.returns.priorities)
        yield from _same("priorities", case["priorities"], rows, _same_priority)
    if "assets" in case:
        rows = rows_of(read.returns.assets)
        yield from _same("assets", case["assets"], rows, _same_asset)
    if "indicators" in case:
        rows = rows_of(read.returns.indicators)
        yield from _same("indicators", case["indicators"], rows, _same_month)


def _same(
    name: str, wanted: Sequence[Any], rows: Sequence[Row], same: Callable[[Any, Row], bool]
) -> Iterator[str]:
    if len(rows) != len(wanted):
        yield f"{len(rows)} {name} for {len(wanted)}"
    for one in wanted:
        if not any(same(one, row) for row in rows):
            yield f"{name}: {one} is missing"


def _same_priority(wanted: Row, row: Row) -> bool:
    return all(_plain(row[key]) == value for key, value in wanted.items())


def _same_asset(wanted: Sequence[str], row: Row) -> bool:
    return [str(row["category"]).casefold(), row["asset"]] == [wanted[0].casefold(), wanted[1]]


def _same_month(wanted: Sequence[Any], row: Row) -> bool:
    return [row["indicator"], _plain(row["month"]), row["value"]] == list(wanted)


def _plain(value: object) -> object:
    """A date as it is written in the truth; anything else as it is."""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value
