"""Release of indicators: those of the trust, or of many teams put together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from trip_analytics.analysis.indicators import QUESTION, control_chart
from trip_analytics.disclosure.released import Released, refuse_teams, withhold
from trip_analytics.disclosure.releases import InItsOwnWay, check_is_of
from trip_analytics.disclosure.rules import Audience, Rule
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns
from trip_analytics.words import listed

_REFUSAL: Final = (
    "A chart of one team's figures, or of a few teams' put together, never leaves the desk: give "
    "the trust's own figures, without a team."
)


def _release(result: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    """The charts of the trust's own figures and of many teams' put together; of no others."""
    refuse_teams(result)
    fails = set(result.loc[~_of_many(result, rule), "indicator"])
    shown = result.loc[~result["indicator"].isin(fails)]
    if shown.empty:
        raise DisclosureError(_REFUSAL)
    asked = result.attrs.get("asked", {})
    check_is_of(shown, control_chart(returns, list(shown["indicator"].unique()), **asked))
    notes = [
        # What to do about an indicator that is left out is for the desk.
        f"{note.partition(': ')[0]}." if " is left out. " in note else note
        for note in result.attrs["notes"]
        if not note.startswith(tuple(f"{name}:" for name in fails))
    ]
    if fails:
        notes.append(f"Left out, because only a few teams give figures: {listed(sorted(fails))}.")
    return withhold(QUESTION.name, shown, {}, {}, notes)


def _of_many(result: pd.DataFrame, rule: Rule) -> pd.Series[bool]:
    """The rows that are the trust's own, or of enough teams, each with a figure of its own."""
    teams = result["teams"]
    many = teams.ge(rule.minimum_teams) & teams.gt(rule.insiders + 1)
    shown: pd.Series[bool] = (teams.isna() | many | result["value"].isna()).fillna(False)
    return shown.astype(bool)


def _of_year(returns: Returns, year: int, audience: Audience, rule: Rule) -> Released | None:
    """Every chart up to the end of a year; None where there is none that may be shown."""
    until = returns.indicators.loc[returns.indicators["month"].dt.year <= year]
    if until.empty:
        return None
    returns = replace(returns, indicators=until)
    charts = control_chart(returns)
    if charts.empty or not _of_many(charts, rule).any():
        return None
    try:
        return _release(charts, returns, audience, rule)
    except DisclosureError:
        return None


RELEASE: Final = InItsOwnWay(QUESTION, _release, of_year=_of_year)
