"""From the table of indicators to one figure a month, of the trust or of one team."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from trip_analytics.analysis.options import name_key, rows_about
from trip_analytics.analysis.results import COUNT, NUMBER
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.words import counted, listed, month_name

_MONTHS_NAMED = 6


@dataclass(frozen=True, eq=False)
class Months:
    """Figures by month, from the first that has one to the last.

    Attributes
    ----------
    table : DataFrame
        By month: value (`<NA>` where there is none), teams (`<NA>` for the trust's own figure).
    indicator : str
        As the table of indicators spells it.
    team_id : str or None
        Whose they are, if one team's.
    notes : list of str
    """

    table: pd.DataFrame
    indicator: str
    team_id: str | None
    notes: list[str]


def monthly_figures(returns: Returns, indicator: str, team: str | None) -> Months:
    """The figures of one indicator: counts, or rates where it is said what they are out of.

    Raises
    ------
    AnalysisError
        There is no such indicator or team, or its figures cannot be put together.
    """
    rows = rows_about(returns.indicators, "indicator", indicator)
    name = str(rows["indicator"].iloc[0])
    whose = rows["team_id"].fillna(rows["team"])
    rows = rows.assign(unit=whose.fillna(""))
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
    _check_fit(rows, name)
    units = rows["unit"].unique()
    if len(units) > 1:
        _check_can_be_added(rows, name)
    table, notes = _by_month(rows)
    if units[0] == "":
        table["teams"] = pd.NA
    months = pd.date_range(table.index.min(), table.index.max(), freq="MS", unit="s")
    table = table.reindex(months).astype({"value": NUMBER, "teams": COUNT})
    gaps = [month_name(month) for month in table.index[table["value"].isna()]]
    if gaps:
        more = f" and {len(gaps) - _MONTHS_NAMED} more" if len(gaps) > _MONTHS_NAMED else ""
        named = ", ".join(gaps[:_MONTHS_NAMED]) if more else listed(gaps)
        notes.append(f"No figure can be given for {named}{more}: the line has a gap there.")
    return Months(table, name, str(units[0]) if team is not None else None, notes)


def _check_fit(rows: pd.DataFrame, name: str) -> None:
    if rows.duplicated(["unit", "month"]).any():
        raise AnalysisError(
            f"{name!r} has several figures for the same month: keep one for each month (and team)."
        )
    if rows["out_of"].notna().any() and rows["out_of"].isna().any():
        raise AnalysisError(
            f"Some figures of {name!r} have out_of and some have not: give it for all, so that "
            "they are rates, or for none."
        )


def _check_can_be_added(rows: pd.DataFrame, name: str) -> None:
    if rows["out_of"].isna().all() and (rows["value"] % 1 != 0).any():
        raise AnalysisError(
            f"The figures of {name!r} are rates of several teams, which cannot be added up: give "
            "value and out_of for each, or rows of the trust as a whole, without a team."
        )


def _by_month(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The teams' figures put together, where all are there that gave one before and after."""
    table = rows.groupby("month").agg(
        value=("value", "sum"), out_of=("out_of", "sum"), teams=("unit", "nunique")
    )
    since, until = (rows.groupby("unit")["month"].agg(end) for end in ("min", "max"))
    asked = pd.Series(
        [int(((since <= month) & (month <= until)).sum()) for month in table.index], table.index
    )
    if rows["out_of"].notna().any():
        table["value"] = table["value"] / table["out_of"].where(table["out_of"] > 0)
    table["value"] = table["value"].where(table["teams"] == asked)
    if len(since) == 1:
        return table[["value", "teams"]], []
    notes = [f"The figures of {counted(len(since), 'team')} are put together."]
    if missing := int((table["teams"] < asked).sum()):
        notes.append(
            f"In {counted(missing, 'month')} the figure of a team is missing that has figures "
            "before and after, so none is given for the trust."
        )
    if asked.min() < asked.max():
        notes.append(
            f"Not all teams give figures from first to last (from {asked.min()} to {asked.max()} "
            "in a month), which moves the trust's figure by itself: begin a phase where that "
            "matters."
        )
    return table[["value", "teams"]], notes
