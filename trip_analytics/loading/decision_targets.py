"""What a decision is about: the file, form, answer or priority that a lead has named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import pandas as pd
from rapidfuzz import process

from trip_analytics.errors import DecisionError
from trip_analytics.instruments import Instrument
from trip_analytics.loading.apply_decisions import ANSWER_TABLES, NO_ITEM
from trip_analytics.loading.assemble import Row
from trip_analytics.reading.addresses import area
from trip_analytics.returns import Returns
from trip_analytics.store.contents import Contents, StoredFile
from trip_analytics.teams.load_register import register_of
from trip_analytics.teams.names import name_key
from trip_analytics.understanding import Form, normalise
from trip_analytics.words import listed

NOT_APPLICABLE: Final = ("not applicable", "not-applicable", "n/a", "na")
UNANSWERED: Final = ("unanswered", "leave unanswered", "not answered", "not-answered")


class Answered(NamedTuple):
    """Where the answer to a question is."""

    file: str
    sheet: str | None
    cell: str


def team_meant(returns: Returns, name: str) -> str:
    """What the tables call the team or the service line that a person names.

    Raises DecisionError: there is none of that name; the message has the nearest.
    """
    register = register_of(returns.teams)
    if team := register.meant_by(name):
        return team.team
    table = returns.returns
    told = pd.concat([table["team"], table["service_line"], returns.import_log["team"]]).dropna()
    known = {name_key(each): str(each) for each in told}
    if name_key(name) in known:
        return known[name_key(name)]
    raise DecisionError(register.not_found(name, known.values()))


def answer_to(returns: Returns, team: str, year: int, question: str | int) -> Answered:
    """Where a team's answer to a question of a year is; of several views the unclear one."""
    team = team_meant(returns, team)
    answers = pd.concat([returns.ratings, returns.stages])
    whose = answers["team"].fillna(answers["service_line"])
    answers = answers.loc[whose.eq(team) & answers["year"].eq(year)]
    if answers.empty:
        raise DecisionError(
            f"No return of {team} for {year} counts: ask for another year, or give --file and "
            "--cell."
        )
    item = _question_meant(str(question), returns.instruments, set(answers["item_id"]))
    answers = answers.loc[answers["item_id"].eq(item) & answers["cell"].notna()]
    unclear = answers.loc[answers["state"].eq("unclear")]
    one = unclear if len(unclear) else answers
    if len(one) != 1:
        there = "no answer" if one.empty else f"{len(one)} answers"
        raise DecisionError(
            f"The return of {team} for {year} has {there} to {item} that could be meant: give "
            "--file and --cell, as the import log has them."
        )
    source_file, sheet, cell = one[["source_file", "sheet", "cell"]].iloc[0]
    return Answered(source_file, None if pd.isna(sheet) else sheet, cell)


def _question_meant(question: str, instruments: Iterable[Instrument], asked: set[str]) -> str:
    """The item that a question is: by its id, its name, or its number on the form."""
    if not question.strip().isdigit():
        return item_meant(question, instruments)
    items = [item for each in instruments for item in each.items if item.item_id in asked]
    numbered = {item.item_id for item in items if item.number == int(question)}
    if len(numbered) != 1:
        raise DecisionError(
            f"There is not one question of number {question}: give its name, such as "
            f"{items[0].label!r}."
        )
    return numbered.pop()


def file_called(contents: Contents, name: str) -> StoredFile:
    """The one file of that name, with all its folders, some of them or none.

    Folders may be parted as Windows does, and letters be of any case.
    """
    name = name.replace("\\", "/").removeprefix("./")
    read = [file for file in contents.files if file.forms]
    found = [file for file in read if file.name == name] or [
        file for file in read if f"/{file.name}".casefold().endswith(f"/{name}".casefold())
    ]
    if not found:
        raise DecisionError(
            f"The store holds no return from a file called {name!r}: write its name as the import "
            "log has it."
        )
    found = [file for file in found if not file.replaced] or found
    if len(found) > 1:
        named = ", ".join(sorted({file.name for file in found}))
        raise DecisionError(
            f"{len(found)} files are called so ({named}): give one with its folders, or import one "
            "of them under another name."
        )
    return found[0]


def sheet_called(file: StoredFile, name: str | None) -> str | None:
    """The sheet of that name, in letters of any case."""
    sheets = [form.sheet for form in file.forms]
    if name is None or name in sheets:
        return name
    alike = [sheet for sheet in sheets if sheet and sheet.casefold() == name.strip().casefold()]
    if not alike:
        raise DecisionError(f"There is no form on a sheet called {name!r}: {_named(sheets)}.")
    return alike[0]


def _named(sheets: Iterable[str | None]) -> str:
    names = sorted({sheet for sheet in sheets if sheet is not None})
    return f"there are {', '.join(names)}" if names else "the file has no sheets"


def only_form(file: StoredFile, sheet: str | None) -> Form:
    """The form that a decision about a whole return is about."""
    forms = [form for form in file.forms if sheet is None or form.sheet == sheet]
    if len({form.sheet for form in forms}) > 1:
        raise DecisionError(
            f"{file.name} holds several forms: give the sheet "
            f"({', '.join(sorted({form.sheet or '' for form in forms}))})."
        )
    if sum(not form.earlier for form in forms) > 1:
        raise DecisionError(
            f"One sheet of {file.name} holds several returns, and a decision cannot be about one "
            "of them: correct the file and import it again."
        )
    return forms[0]


def answer_in(file: StoredFile, sheet: str | None, cell: str) -> tuple[Form, Row]:
    """The answer in a cell."""
    return _row_in(file, sheet, cell, tuple(ANSWER_TABLES), "answer to a statement", "answers")


def priority_in(file: StoredFile, sheet: str | None, cell: str) -> tuple[Form, Row]:
    """The priority in a cell."""
    return _row_in(file, sheet, cell, ("priorities",), "priority", "priorities")


def _row_in(
    file: StoredFile, sheet: str | None, cell: str, tables: Sequence[str], one: str, several: str
) -> tuple[Form, Row]:
    found = [
        (form, row)
        for form in file.forms
        if sheet is None or form.sheet == sheet
        for table in tables
        for row in form.rows.get(table, [])
        if row.get("cell") is not None and _stands_in(cell, row["cell"])
    ]
    if not found:
        raise DecisionError(
            f"There is no {one} in {cell} there: give the cell as the import log has it."
        )
    if len(found) > 1:
        sheets = ", ".join(sorted({form.sheet or "" for form, _ in found}))
        raise DecisionError(
            f"There are several {several} in a cell {cell}: give the sheet ({sheets})."
        )
    return found[0]


def _stands_in(cell: str, place: str) -> bool:
    """Whether a cell is a place, or one of the stretch of cells that the place is."""
    if _tidy(cell) == _tidy(place):
        return True
    try:
        top, left, bottom, right = area(place)
        row, column, *_ = area(cell.upper())
    except ValueError:  # of a Word document
        return False
    return ":" not in cell and top <= row <= bottom and left <= column <= right


def _tidy(cell: str) -> str:
    return re.sub(r"\s+", " ", cell.replace("$", "")).strip().casefold()


def answer_meant(answer: str, form: Form) -> str:
    """A number of the form's scale, or the state that a word means."""
    said = " ".join(answer.split()).casefold()
    if said in NOT_APPLICABLE:
        return "not-applicable"
    if said in UNANSWERED:
        return "not-answered"
    points = [str(point.value) for point in form.instrument.scale]
    if said not in points:
        raise DecisionError(
            f"{answer!r} is not an answer that this form takes: give {points[0]} to {points[-1]}, "
            "'not applicable' or 'unanswered'."
        )
    return said


def item_meant(about: str, instruments: Iterable[Instrument]) -> str:
    """The id of the practice or the challenge that is meant by its id or its name, or "none"."""
    said = normalise(about)
    if said == NO_ITEM:
        return NO_ITEM
    items = {item.item_id: item.label for each in instruments for item in each.items}
    for item_id, label in items.items():
        if said in (normalise(item_id), normalise(label)):
            return item_id
    near = [f"'{each}'" for each, *_ in process.extract(about, sorted(items.values()), limit=3)]
    raise DecisionError(
        f"{about!r} is no practice and no challenge: the nearest are {listed(near)}. Give one by "
        f"its name, or {NO_ITEM}."
    )
