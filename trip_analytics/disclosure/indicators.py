"""Release of indicators: those of the trust, or of many teams put together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.indicators import QUESTION, control_chart
from trip_analytics.analysis.options import name_key
from trip_analytics.disclosure.released import Released, refuse_teams, withhold
from trip_analytics.disclosure.releases import InItsOwnWay, check_is_of
from trip_analytics.disclosure.rules import Audience, Rule, passes
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns
from trip_analytics.words import listed

_REFUSAL: Final = (
    "A chart of one team's figures, or of a few teams' put together, never leaves the desk: give "
    "the trust's own figures, without a team."
)
_FIGURES: Final = ("value", "teams", "moving_range")


def _release(result: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    """The trust's own figures, and in each period that passes the rule those of its teams.

    A period that fails takes part in nothing: the averages and the limits are worked out
    without it.
    """
    refuse_teams(result)
    shown = _may_be_shown(returns.indicators, rule)
    left = set(returns.indicators.loc[shown, "indicator"].map(name_key))
    few = result.groupby("indicator")["teams"].max().lt(rule.minimum_teams).fillna(False)
    names = [name for name in few.index[~few] if name_key(name) in left]
    given = result.loc[result["indicator"].isin(names)]
    if given.empty:
        raise DisclosureError(_REFUSAL)
    asked = result.attrs.get("asked", {})
    check_is_of(given, control_chart(returns, list(given["indicator"].unique()), **asked))
    safe = replace(returns, indicators=returns.indicators.loc[shown])
    charts = control_chart(safe, list(given["indicator"].unique()), **asked)
    if charts.empty:
        raise DisclosureError(_REFUSAL)
    # What to do about an indicator that is left out is for the desk.
    left_out = [note for note in result.attrs["notes"] if " is left out. " in note]
    notes = [f"{note.partition(': ')[0]}." for note in left_out] + charts.attrs["notes"]
    if fails := sorted(set(result["indicator"]) - set(charts["indicator"])):
        notes.append(f"Left out, because too few teams give figures that differ: {listed(fails)}.")
    months = returns.indicators.loc[~shown, ["indicator", "month"]]
    withheld = pd.MultiIndex.from_frame(months.assign(indicator=months["indicator"].map(name_key)))
    hidden = _key(charts).isin(withheld) & charts["value"].isna().to_numpy(bool)
    if set(_key(given)) & set(withheld):
        notes.append(
            f"A figure of teams put together is withheld where fewer than {rule.minimum_teams} "
            f"teams give one, or where fewer than {rule.insiders + 1} of them differ from what "
            "most of them give, as where most have none. Averages and limits are without it."
        )
    rows = {"figures": pd.Series(hidden, index=charts.index)}
    return withhold(QUESTION.name, charts, {"figures": _FIGURES}, rows, notes)


def _key(table: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([table["indicator"].map(name_key), table["month"]])


def _may_be_shown(indicators: pd.DataFrame, rule: Rule) -> pd.Series[bool]:
    """Which figures are the trust's own, or teams' of a period in which these pass the rule."""
    key = _key(indicators)
    own = (indicators["team_id"].isna() & indicators["team"].isna()).to_numpy(bool)
    of_period = [key.get_level_values(level) for level in (0, 1)]
    has_own = pd.Series(own).groupby(of_period[0]).transform("any").to_numpy(bool)
    passing = passes(pd.crosstab(of_period, indicators["value"].to_numpy()), rule)
    shown = np.where(has_own, own, passing.reindex(key).to_numpy(bool))
    in_order: pd.Series[bool] = pd.Series(shown, index=indicators.index, dtype=bool)
    return in_order


def _of_year(returns: Returns, year: int, audience: Audience, rule: Rule) -> Released | None:
    """Every chart up to the end of a year; None where there is none that may be shown."""
    until = returns.indicators.loc[returns.indicators["month"].dt.year <= year]
    if until.empty:
        return None
    returns = replace(returns, indicators=until)
    charts = control_chart(returns)
    if charts.empty:
        return None
    try:
        return _release(charts, returns, audience, rule)
    except DisclosureError:
        return None


RELEASE: Final = InItsOwnWay(QUESTION, _release, of_year=_of_year)
