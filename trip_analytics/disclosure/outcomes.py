"""Release of aggregated outcomes: behind each figure is an answer of each person, not each team."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from trip_analytics.analysis.outcomes import QUESTION, outcomes
from trip_analytics.disclosure.released import Released, keep_rows, refuse_teams, withhold
from trip_analytics.disclosure.releases import InItsOwnWay, check_is_of
from trip_analytics.disclosure.rules import (
    MEAN_DECIMALS,
    Audience,
    Rule,
    passes,
    rounded,
    rounded_shares,
    rule_for,
)
from trip_analytics.returns import Returns

_OF_MEANS: Final = ("n", "mean", "mean_low", "mean_high")
_OF_LEVELS: Final = ("n", "people", "share", "share_low", "share_high")
_KEY: Final = ["measure", "month", "timing"]


def _release(result: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    """Means of enough people who did not all answer alike; levels by the rule, with people."""
    refuse_teams(result)
    whole = outcomes(returns).reset_index(drop=True)
    check_is_of(result, whole)
    by_level = whole["level"].notna()
    hidden = (_hidden_means(whole, rule) & ~by_level) | (_hidden_levels(whole, rule) & by_level)
    # Of a change and one of two averages, the other follows.
    of_period = hidden.groupby([whole["measure"], whole["month"]]).transform("any")
    hidden |= whole["timing"].eq("change").fillna(False) & of_period
    for column in ("mean", "mean_low", "mean_high"):
        whole[column] = rounded(whole[column], MEAN_DECIMALS)
    for column in ("share", "share_low", "share_high"):
        whole[column] = rounded_shares(whole[column])
    figures = {"figures": {*_OF_MEANS, *_OF_LEVELS}}
    notes = list(whole.attrs["notes"])
    if hidden.any():
        notes.append(
            f"Figures are withheld where fewer than {rule.minimum_teams} people answered, where "
            f"all answered alike, or where fewer than {rule.insiders + 1} of them differ from what "
            "most of them answered."
        )
    shown = withhold(QUESTION.name, whole.drop(columns="sd"), figures, {"figures": hidden}, notes)
    return keep_rows(shown, result, [*_KEY, "level"])


def _hidden_means(table: pd.DataFrame, rule: Rule) -> pd.Series[bool]:
    """Means of too few people, or of people who all answered alike; none at the desk."""
    if rule == rule_for("desk"):
        return pd.Series(False, index=table.index)
    few = table["n"].lt(rule.minimum_teams)
    ends = table["mean"].le(table["lowest"]) | table["mean"].ge(table["highest"])
    alike = table["sd"].eq(0) | ends & table["timing"].ne("change").fillna(True)
    return (few | alike.fillna(False)).fillna(True).astype(bool)


def _hidden_levels(table: pd.DataFrame, rule: Rule) -> pd.Series[bool]:
    """All levels of those who answered together, where the rule says so of them."""
    groups = [table[name].astype("string").fillna("") for name in _KEY]
    people = table["people"].fillna(0)
    fails = pd.Series(False, index=table.index)
    for _, counts in people.groupby(groups, sort=False):
        shown = passes(pd.DataFrame([counts.to_numpy()]), rule)
        fails[counts.index] = not shown.iloc[0]
    return fails


def _of_year(returns: Returns, year: int, audience: Audience, rule: Rule) -> Released | None:
    """All outcomes up to the end of a year; None where there are none."""
    until = returns.outcomes.loc[returns.outcomes["month"].dt.year <= year]
    if until.empty:
        return None
    returns = replace(returns, outcomes=until)
    return _release(outcomes(returns), returns, audience, rule)


RELEASE: Final = InItsOwnWay(QUESTION, _release, of_year=_of_year)
