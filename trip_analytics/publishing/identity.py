"""Whose answers were published, when teams have since been renamed or merged.

A reader who knows that Oak became part of Elm knows that Oak's answers of before are those
which now count as Elm's. So must the audit, or it would take them for two teams' answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from trip_analytics.tables import Returns
from trip_analytics.teams import TeamRegister, register_of


class Behind(NamedTuple):
    """A return behind published answers.

    ``unit`` is whose its answers count as, ``was`` and ``team`` the id and the name of the
    team before any merger, ``sha256`` and ``sheet`` where the return stands.
    """

    unit: str
    was: str
    team: str | None
    year: int
    sha256: str | None
    sheet: str | None


def returns_behind(returns: Returns) -> list[Behind]:
    """The returns whose answers count, to be kept with a release."""
    return _behind(returns, returns.returns.loc[returns.returns["status"] == "current"])


def answers_now(
    answers: pd.DataFrame, behind: Iterable[Sequence[Any]], returns: Returns
) -> pd.DataFrame:
    """Published answers, of the teams that the same returns now belong to.

    Parameters
    ----------
    answers : DataFrame
        unit, year, and whatever else.
    behind : iterable
        As of :func:`returns_behind` when they were published.
    returns : Returns
        As they are now.

    Returns
    -------
    DataFrame
        The answers with unit, whose they are now, and was, whose they were then: changes were
        worked out of the teams of then.
    """
    known = _behind(returns, returns.returns)
    at: dict[object, list[Behind]] = {}
    for one in known:
        at.setdefault((one.sha256, one.sheet), []).append(one)
        at.setdefault(one.year, []).append(one)
    register = register_of(returns.teams)
    now: dict[tuple[str, int], str] = {}
    for then in (Behind(*each) for each in behind):
        there = at.get((then.sha256, then.sheet), []) if then.sha256 else []
        candidates = there or at.get(then.year, [])
        now.setdefault((then.unit, then.year), _unit(then, candidates, register))
    first_of: dict[tuple[str, int], str] = {}
    for (unit, year), its_own in now.items():
        if first_of.setdefault((its_own, year), unit) != unit:
            # Two answers were published, which cannot be one team's now.
            now[unit, year] = f"{unit} as published"
    keys = zip(answers["unit"].astype(str), answers["year"].astype(int), strict=True)
    units = [now.get(key, key[0]) for key in keys]
    return answers.assign(
        unit=pd.Series(units, index=answers.index, dtype="string"),
        was=answers["unit"].astype("string"),
    )


def _behind(returns: Returns, rows: pd.DataFrame) -> list[Behind]:
    before = {row["return_id"]: row for row in _plain(returns.before_mergers)}
    found = []
    for row in _plain(rows):
        unit = row["team_id"] or f"return {row['return_id']}"
        was = before.get(row["return_id"], row)
        found.append(
            Behind(
                unit,
                was["team_id"] or unit,
                was["team"],
                row["year"],
                row["sha256"],
                row["sheet"],
            )
        )
    return found


def _plain(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _unit(then: Behind, candidates: Sequence[Behind], register: TeamRegister) -> str:
    """Whose the answers of a return are now: the same return's, or that team's by id or name."""
    units = {one.unit for one in candidates}
    if len(units) != 1 or candidates[0].sha256 is None:
        found = register.find(then.team) if then.team else None
        ids = {then.unit, then.was, *([found.team_id] if found else [])}
        units = {
            one.unit
            for one in candidates
            if ids & {one.unit, one.was} or (then.team and one.team == then.team)
        }
    return units.pop() if len(units) == 1 else then.unit
