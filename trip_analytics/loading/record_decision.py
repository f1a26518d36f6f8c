"""Record what a lead decides about the returns in a store, undo it, and list it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import pandas as pd

from trip_analytics.errors import DecisionError
from trip_analytics.loading.decision_targets import (
    Answered,
    answer_in,
    answer_meant,
    answer_to,
    file_called,
    item_meant,
    only_form,
    priority_in,
    sheet_called,
)
from trip_analytics.loading.find_files import Source
from trip_analytics.loading.stored_returns import assemble_contents, load_store, stored_tables
from trip_analytics.loading.team_and_year import year_asked
from trip_analytics.returns import Returns
from trip_analytics.store.contents import read_contents
from trip_analytics.store.opening import reading, writing
from trip_analytics.store.records import Decision, add_decision, mark_undone, read_decisions
from trip_analytics.store.serialise import writable
from trip_analytics.store.tidy_tables import read_table, write_tables
from trip_analytics.tables.columns import TEXT
from trip_analytics.teams.load_register import register_of
from trip_analytics.teams.register import TeamRegister
from trip_analytics.words import listed

YEARS: Final = range(1990, 2101)

OPEN: Final = (
    "unclear-mark",
    "no-team",
    "no-year",
    "unknown-team",
    "team-from-name",
)
"""What a decision can settle."""

_LISTED: Final = {
    "decision": "int64",
    **dict.fromkeys(("state", "kind", "value", "source_file", "sheet", "cell", "item_id"), TEXT),
    **dict.fromkeys(("perspective", "respondent", "decided_by", "decided_at", "why"), TEXT),
    **dict.fromkeys(("undone_by", "undone_at", "undone_why"), TEXT),
}


def record_decision(
    store: Source,
    *,
    file: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    question: str | int | None = None,
    answer: str | int | None = None,
    about: str | None = None,
    team: str | None = None,
    year: int | str | None = None,
    set_aside: bool = False,
    by: str,
    why: str,
) -> Decision:
    """Record what was decided about a return in a store. It can be undone.

    It is applied on top of what the form says, with a note in the import log. It holds
    for this content of the file: a corrected form is not overruled.

    Parameters
    ----------
    store : path
    file : str, optional
        The return's file, as ``source_file`` has it, or its name without folders. Needed unless
        a ``question`` is given.
    sheet : str, optional
        Needed where the file has several.
    cell : str, optional
        Where the answer or the priority stands, as the import log and the tables give it.
    question : str or int, optional
        The statement that an answer is for, instead of file and cell: its name, its id or its
        number on the form. Then ``team`` and ``year`` say whose answer it is.
    answer : str or int, optional
        A number of the form's scale, ``"not applicable"`` or ``"unanswered"``.
    about : str, optional
        What a priority is about: the id or the name of a practice or a challenge, or
        ``"none"``. It is one more example for the priorities of all returns.
    team : str, optional
        Whose return it is: a name in the register, where there is one.
    year : int or str, optional
        Which review year's return it is.
    set_aside : bool, default False
        The return does not count.
    by, why : str
        Who decided it and the reason.

    Returns
    -------
    Decision

    Raises
    ------
    DecisionError
        It is about nothing in the store, or says nothing that can be decided.
    StoreError
        The store cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> from trip_analytics import import_returns, load_returns
    >>> with TemporaryDirectory() as folder:
    ...     store = Path(folder, "returns.store")
    ...     done = import_returns("data/sample/2025", store=store)
    ...     first = done.returns.ratings.iloc[0]
    ...     decision = record_decision(
    ...         store,
    ...         file=first["source_file"],
    ...         cell=first["cell"],
    ...         answer="not applicable",
    ...         by="J. Lead",
    ...         why="the team said so on the telephone",
    ...     )
    ...     load_returns(store).ratings["state"].iloc[0]
    'not-applicable'
    """
    by, why = stated(by, "who decided it"), stated(why, "why it was decided")
    year = year_asked(year)
    if question is not None:
        file, sheet, cell = _answer_of(store, team, year, question, answer)
        team = year = None
    if file is None:
        raise DecisionError(
            "Say which return you decide about: its file, or its team, year and question."
        )
    asked = {
        "answer": answer,
        "about": about,
        "team": team,
        "year": year,
        "set-aside": set_aside or None,
    }
    kinds = [kind for kind, value in asked.items() if value is not None]
    if len(kinds) != 1:
        raise DecisionError(
            "Decide one thing at a time: an answer, what a priority is about, a team, a year, or "
            "that a return is set aside."
        )
    if (answer is None and about is None) != (cell is None):
        raise DecisionError(
            "Give an answer, or what a priority is about, together with the cell that it is for, "
            "and only then."
        )
    with writing(store, make=False) as connection:
        contents = read_contents(connection)
        register = register_of(read_table(connection, "teams"))
        stored = file_called(contents, file)
        sheet = sheet_called(stored, sheet)
        if answer is not None and cell is not None:
            form, row = answer_in(stored, sheet, cell)
            value = answer_meant(str(answer), form)
        elif about is not None and cell is not None:
            form, row = priority_in(stored, sheet, cell)
            value = item_meant(about, contents.instruments)
        else:
            form, row = only_form(stored, sheet), {}
            value = _about_return(team, year, register)
        decision = Decision(
            0,
            kinds[0],  # type: ignore[arg-type] # one of the names above
            stored.name,
            stored.sha256,
            form.sheet,
            row.get("cell"),
            row.get("item_id") if answer is not None else None,
            row.get("perspective"),
            row.get("respondent"),
            value,
            by,
            now(),
            why,
        )
        _refuse_second(contents.decisions, decision)
        decision = add_decision(connection, decision)
        _renew(connection, register)
        if decision.kind in ("answer", "about") and not _applies(connection, decision):
            raise DecisionError(
                f"{decision.source_file} is not the return that counts: decide about the one that "
                "does, as the import log says."
            )
    return decision


def _answer_of(
    store: Source,
    team: str | None,
    year: int | None,
    question: str | int,
    answer: str | int | None,
) -> Answered:
    """Where the answer is that a decision is about, by team, year and question."""
    if team is None or year is None or answer is None:
        raise DecisionError(
            "With a question give the team, the year and the answer: decide STORE --team NAME "
            "--year Y --question Q --answer A --by NAME --why TEXT."
        )
    return answer_to(load_store(store), team, year, question)


def undo_decision(store: Source, number: int, *, by: str, why: str) -> None:
    """Undo a decision. It stays in the store as history, and who undid it and why.

    Parameters
    ----------
    store : path
    number : int
        The decision's number, as :func:`list_decisions` gives it.
    by, why : str

    Raises
    ------
    DecisionError
        There is no such decision, or it is undone already.
    StoreError
        The store cannot be written.
    """
    by, why = stated(by, "who undoes it"), stated(why, "why it is undone")
    with writing(store, make=False) as connection:
        known = {decision.decision_id: decision for decision in read_decisions(connection)}
        if number not in known:
            numbers = listed(map(str, known)) if known else "none yet"
            raise DecisionError(f"There is no decision {number}. On record: {numbers}.")
        if not known[number].stands:
            raise DecisionError(f"Decision {number} is undone already: nothing was changed.")
        mark_undone(connection, number, by=by, at=now(), why=why)
        _renew(connection, register_of(read_table(connection, "teams")))


def list_decisions(store: Source) -> pd.DataFrame:
    """Every decision in a store, the undone ones too.

    Parameters
    ----------
    store : path

    Returns
    -------
    DataFrame
        decision (its number), state (``applies``; ``lapsed`` where another content now
        counts; ``undone``), kind, value, source_file, sheet, cell, item_id, perspective,
        respondent, decided_by, decided_at, why, undone_by, undone_at, undone_why.

    Raises
    ------
    StoreError
        The store cannot be read.
    """
    with reading(store) as connection:
        decisions = read_decisions(connection)
        returns = stored_tables(connection)["returns"]
    current = returns[returns["status"] == "current"]
    counts = set(zip(current["source_file"], current["sha256"], strict=True))
    known = set(zip(returns["source_file"], returns["sha256"], strict=True))

    def state(decision: Decision) -> str:
        place = (decision.source_file, decision.sha256)
        if not decision.stands:
            return "undone"
        lapsed = decision.kind != "set-aside" and place in known and place not in counts
        return "lapsed" if lapsed else "applies"

    rows = [
        {"decision": each.decision_id, "state": state(each), **asdict(each)} for each in decisions
    ]
    return pd.DataFrame(rows, columns=list(_LISTED)).astype(_LISTED)


def open_questions(returns: Returns) -> pd.DataFrame:
    """The entries of the import log that a decision can settle, by year, team and question.

    Each has the name of its ``question`` and the cells ``around`` it. What is asked of a return
    that another one has replaced is settled.
    """
    log = returns.import_log
    asked = log[log["kind"].isin(OPEN) & (log["severity"] != "note")]
    place = ["source_file", "sheet", "cell"]
    answers = pd.concat([returns.ratings, returns.stages])[["item_id", *place]]
    names = {item: name for each in returns.instruments for item, name in each.labels.items()}
    questions = answers.assign(question=answers["item_id"].map(names)).drop_duplicates(place)
    asked = asked.merge(questions.drop(columns="item_id"), how="left", on=place)
    asked = asked.merge(returns.surroundings, how="left", on=place)
    forms = returns.returns.assign(counts=returns.returns["status"].eq("current"))
    forms = forms.groupby(place[:2], dropna=False, as_index=False).agg(counts=("counts", "any"))
    asked = asked.merge(forms, how="left", on=place[:2])
    asked = asked.loc[asked["counts"].fillna(True).astype(bool)].drop(columns="counts")
    by = ["year", "team", "source_file", "sheet"]
    return asked.sort_values(by, kind="stable", ignore_index=True)


def _renew(connection: sqlite3.Connection, register: TeamRegister) -> None:
    write_tables(connection, assemble_contents(read_contents(connection), register))


def _applies(connection: sqlite3.Connection, decision: Decision) -> bool:
    """Whether a decision is about content that counts now."""
    place = (decision.source_file, decision.sha256, decision.sheet)
    current = connection.execute(
        "SELECT count(*) FROM returns WHERE status = 'current' AND source_file = ? "
        "AND sha256 = ? AND sheet IS ?",
        place,
    )
    return bool(current.fetchone()[0])


def stated(text: str, what: str) -> str:
    """What was given with a decision, which must not be empty."""
    if not text.strip():
        raise DecisionError(f"Say {what}: without it, nobody can follow the decision later.")
    return writable(text.strip())


def now() -> str:
    """The time, with the time zone, as the store keeps it."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def _about_return(team: str | None, year: int | None, register: TeamRegister) -> str:
    if team is not None:
        known = register.find(stated(team, "whose return it is"))
        if known is None and not register.is_empty:
            likely = register.proposal_for(team)
            hint = f"is it {likely}?" if likely else "add the team to the register and import it."
            raise DecisionError(f"No team in the register is called {team!r}: {hint}")
        return known.team if known else stated(team, "whose return it is")
    if year is not None:
        if year not in YEARS:
            raise DecisionError(f"{year} is no review year: give one such as 2025.")
        return str(year)
    return "set aside"


def _refuse_second(decisions: Sequence[Decision], new: Decision) -> None:
    names = ("kind", "source_file", "sha256", "sheet", "cell", "perspective", "respondent")
    for one in decisions:
        if one.stands and all(getattr(one, name) == getattr(new, name) for name in names):
            raise DecisionError(
                f"That was decided before ({one.value}, decision {one.decision_id}): undo it first."
            )
