"""From the table of indicators to one figure a period, of the trust or of one team."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import pandas as pd

from trip_analytics.analysis.options import name_key, rows_about
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import FLOAT, WHOLE
from trip_analytics.words import counted, few_listed, period_name

PERIODS: Final[Mapping[str, tuple[str, int]]] = {
    "month": ("month", 1),
    "quarter": ("quarter", 3),
    "year": ("year", 12),
    "financial-year": ("financial year", 12),
}
"""What each kind of period is called, and how many months it has."""

_PERIODS_NAMED: Final = 6
_PERCENTAGES: Final = {
    "percent": "percentages",
    "rate": "rates",
    "average": "averages",
}


@dataclass(frozen=True, eq=False)
class Series:
    """An indicator's figures by period, from the first that has one to the last."""

    table: pd.DataFrame
    """By the first month of the period: value (`<NA>` where there is none), teams (`<NA>` for the
    trust's own figure), target."""
    indicator: str
    """As the table of indicators spells it."""
    # As the table of indicators has them.
    frequency: str
    unit: str | None
    better: str | None
    team_id: str | None
    """Whose they are, if one team's."""
    notes: list[str]


def names_of_indicators(returns: Returns) -> list[str]:
    """Every indicator once, by name; of several spellings the first of the alphabet."""
    spelled = sorted(returns.indicators["indicator"].unique(), reverse=True)
    return [name for _, name in sorted({name_key(name): name for name in spelled}.items())]


def period_figures(returns: Returns, indicator: str, team: str | None) -> Series:
    """The figures of one indicator: counts, or rates where it is said what they are out of.

    Raises AnalysisError: there is no such indicator or team, or its figures cannot be put together.
    """
    rows = rows_about(returns.indicators, "indicator", indicator)
    name = str(rows["indicator"].min())
    whose = rows["team_id"].fillna(rows["team"])
    better = _only(rows["better"], name, "`better`")
    rows = rows.assign(whose=whose.fillna(""))
    if team is not None:
        named = (
            rows[["team_id", "team"]].apply(lambda names: names.map(name_key)).eq(name_key(team))
        )
        rows = rows.loc[named.any(axis=1)]
        if rows.empty:
            raise AnalysisError(
                f"{name!r} has no figures of a team called {team!r}: give the name or the team_id "
                "that is beside its figures."
            )
    elif whose.isna().any():
        rows = rows.loc[whose.isna()]
    frequency = _only(rows["frequency"], name, "the kind of period") or "month"
    unit = _only(rows["unit"], name, "`unit`")
    _check_fit(rows, name, frequency, unit)
    several = len(rows["whose"].unique()) > 1
    if several:
        _check_can_be_added(rows, name, unit)
    table, notes = _by_period(rows, PERIODS[frequency][0])
    if not several:
        table["target"] = rows.set_index("month")["target"]
    if rows["whose"].eq("").all():
        table["teams"] = pd.NA
    step = pd.DateOffset(months=PERIODS[frequency][1])
    periods = pd.date_range(table.index.min(), table.index.max(), freq=step, unit="s")
    table = table.reindex(periods).astype({"value": FLOAT, "teams": WHOLE, "target": FLOAT})
    table["target"] = table["target"].ffill()
    gaps = [period_name(first, frequency) for first in table.index[table["value"].isna()]]
    apart = _months_apart(rows["month"])
    if frequency == "month" and apart > 1:
        notes.append(
            f"There is a figure only every {apart} months: if they are of quarters or years, "
            "write their periods as Apr-Jun 2025, 2025 or 2024/25."
        )
    elif gaps:
        named_gaps = few_listed(gaps, _PERIODS_NAMED)
        notes.append(f"No figure can be given for {named_gaps}: the line has a gap there.")
    team_id = str(rows["whose"].iloc[0]) if team is not None else None
    return Series(table, name, frequency, unit, better, team_id, notes)


def _months_apart(months: pd.Series) -> int:
    """How many months lie between one figure and the next, where always as many do; else 1."""
    steps = (months.dt.year * 12 + months.dt.month).drop_duplicates().sort_values().diff().dropna()
    return int(steps.iloc[0]) if len(steps) > 1 and steps.eq(steps.iloc[0]).all() else 1


def _only(values: pd.Series, name: str, what: str) -> str | None:
    """What all rows of an indicator say alike."""
    said = values.dropna().unique()
    if len(said) > 1:
        raise AnalysisError(
            f"The lines of {name!r} differ in {what}: give the same in all of them."
        )
    return str(said[0]) if len(said) else None


def _check_fit(rows: pd.DataFrame, name: str, frequency: str, unit: str | None) -> None:
    kind, months = PERIODS[frequency]
    if rows.duplicated(["whose", "month"]).any():
        raise AnalysisError(
            f"{name!r} has several figures for the same {kind}: keep one for each {kind} (and "
            "team)."
        )
    if rows["out_of"].notna().any() and rows["out_of"].isna().any():
        raise AnalysisError(
            f"Some figures of {name!r} have out_of and some have not: give it for all, so that "
            "they are rates, or for none."
        )
    if unit is not None and rows["unit"].isna().any():
        raise AnalysisError(
            f"Some figures of {name!r} are given as a {unit} and of some it is not said what they "
            "are: write the unit in every line."
        )
    if unit == "percent" and rows["out_of"].notna().any():
        raise AnalysisError(
            f"The figures of {name!r} are percentages and have out_of too: give how many, and out "
            "of how many, without a unit; or only the percentages."
        )
    number = rows["month"].dt.year * 12 + rows["month"].dt.month
    if ((number - number.min()) % months != 0).any():
        raise AnalysisError(
            f"The {kind}s of {name!r} do not begin in the same months of the year: give the first "
            f"month of each {kind}."
        )


def _check_can_be_added(rows: pd.DataFrame, name: str, unit: str | None) -> None:
    if rows["out_of"].notna().any() or unit == "count":
        return
    instead = "give value and out_of for each, or lines of the trust as a whole, without a team"
    if unit is not None or (rows["value"] % 1 != 0).any():
        what = _PERCENTAGES[unit or "rate"]
        raise AnalysisError(
            f"The figures of {name!r} are {what} of several teams, which cannot be added up: "
            f"{instead}."
        )
    raise AnalysisError(
        f"The figures of {name!r} are of several teams, and nothing says whether they can be added "
        f"up: write count in a column unit if they are counts; else {instead}."
    )


def _by_period(rows: pd.DataFrame, kind: str) -> tuple[pd.DataFrame, list[str]]:
    """The teams' figures put together, where all are there that gave one before and after."""
    table = rows.groupby("month").agg(
        value=("value", "sum"), out_of=("out_of", "sum"), teams=("whose", "nunique")
    )
    since, until = (rows.groupby("whose")["month"].agg(end) for end in ("min", "max"))
    asked = pd.Series(
        [int(((since <= month) & (month <= until)).sum()) for month in table.index], table.index
    )
    if rows["out_of"].notna().any():
        table["value"] = table["value"] / table["out_of"].where(table["out_of"] > 0)
    table["value"] = table["value"].where(table["teams"] == asked)
    table["target"] = pd.NA
    table = table[["value", "teams", "target"]]
    if len(since) == 1:
        return table, []
    notes = [f"The figures of {counted(len(since), 'team')} are put together."]
    if rows["target"].notna().any():
        notes.append(
            "Targets of single teams are left out, because they are not the trust's: give the "
            "trust's with target."
        )
    if missing := int((table["teams"] < asked).sum()):
        notes.append(
            f"In {counted(missing, kind)} the figure of a team is missing that has figures "
            "before and after, so none is given for the trust."
        )
    if asked.min() < asked.max():
        notes.append(
            f"Not all teams give figures from first to last (from {asked.min()} to {asked.max()} "
            f"in a {kind}), which moves the trust's figure by itself: begin a phase where that "
            "matters."
        )
    return table, notes


def cautions(name: str) -> list[str]:
    """The cautions that the name of a measure calls for.

    Examples
    --------
    >>> cautions("Occupied bed days")
    ['Less use of services is no sign of recovery by itself: read it beside other measures \
(ImROC briefing 8).']
    >>> cautions("Incidents")
    []
    """
    return [sentence for words, sentence in _entries() if words.search(name)]


@cache
def _entries() -> list[tuple[re.Pattern[str], str]]:
    text = (files(__package__) / "cautions.toml").read_text(encoding="utf-8")
    return [
        (re.compile(rf"\b(?:{'|'.join(entry['words'])})\b", re.IGNORECASE), entry["sentence"])
        for entry in tomllib.loads(text).values()
    ]
