"""What aggregated outcomes show, in sentences."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.period_figures import cautions
from trip_analytics.words import (
    counted,
    interval,
    listed,
    one_decimal,
    opening,
    percent,
    period_name,
    signed,
    spelled,
)

NEEDS: Final = (
    "measure",
    "month",
    "frequency",
    "timing",
    "level",
    "n",
    "mean",
    "mean_low",
    "mean_high",
    "basis",
    "people",
    "share",
    "lowest",
    "highest",
    "better",
)
_WHEN: Final = {"before": "before", "after": "after"}


def in_words(outcomes: pd.DataFrame) -> str:
    """A line for each measure: its latest period, and what the papers warn of."""
    return "\n".join(_one(rows) for _, rows in outcomes.groupby("measure", sort=False))


def _one(rows: pd.DataFrame) -> str:
    name = str(rows["measure"].iloc[0])
    latest = rows.loc[rows["month"] == rows["month"].max()]
    when = period_of(latest.iloc[0])
    said = _of_levels(latest) if latest["level"].notna().any() else _of_means(latest)
    more = rows["month"].nunique() - 1
    verb = "is" if more == 1 else "are"
    earlier = f" {opening(spelled(more, 'earlier period'))} {verb} in the table." if more else ""
    return " ".join([f"{name}{scale_of(rows)}, {when}: {said}{earlier}", *cautions(name)])


def period_of(row: pd.Series) -> str:
    """The period of a row, as people write it."""
    return period_name(row["month"], str(row["frequency"]))


def scale_of(rows: pd.DataFrame) -> str:
    """The ends of a measure's scale: " (0 to 4)"; nothing where they are not given."""
    ends = rows[["lowest", "highest"]].dropna()
    if ends.empty:
        return ""
    low, high = ends.iloc[0]
    return f" ({_plain(low)} to {_plain(high)})"


def _plain(number: float) -> str:
    return f"{number:g}".replace("-", "−")


def _of_means(rows: pd.DataFrame) -> str:
    answers = rows.loc[rows["timing"].ne("change").fillna(True)]
    said = [_mean(row) for _, row in answers.iterrows()]
    sentences = [f"{listed(said)}."] if said else []
    changes = rows.loc[rows["timing"].eq("change").fillna(False)]
    sentences += [_change(row) for _, row in changes.iterrows()]
    n = answers.set_index(answers["timing"].fillna(""))["n"]
    fewer = n.get("before", pd.NA) - n.get("after", pd.NA)
    if not pd.isna(fewer) and fewer > 0:
        sentences.append(
            f"{fewer} fewer people answered after than before: those who did not may differ from "
            "those who did."
        )
    return " ".join(sentences)


def _mean(row: pd.Series) -> str:
    when = "" if pd.isna(row["timing"]) else f" {_WHEN[row['timing']]}"
    if pd.isna(row["mean"]):
        return f"the average{when} cannot be shown"
    reach = interval(row, "mean_low", "mean_high", _minus)
    basis = (
        f"{reach.removesuffix(')')}, {_people(row['n'])})" if reach else f" ({_people(row['n'])})"
    )
    return f"{_minus(row['mean'])} on average{when}{basis}"


def _change(row: pd.Series) -> str:
    if pd.isna(row["mean"]):
        return "The change cannot be shown."
    reach = interval(row, "mean_low", "mean_high", signed)
    if row["basis"] == "same-people":
        said = f"The {_people(row['n'])} changed by {signed(row['mean'])} on average{reach}"
    else:
        said = (
            f"The averages differ by {signed(row['mean'])}{reach}, worked out as if nobody had "
            "answered twice"
        )
    if pd.isna(row["mean_low"]):
        return f"{said}."
    if row["mean_low"] <= 0 <= row["mean_high"]:
        return f"{said}: it could be chance."
    return f"{said}: more than chance is likely to give{_way(row)}."


def _way(row: pd.Series) -> str:
    """Whether a change is for the better, where that was said."""
    if pd.isna(row["better"]):
        return ""
    better = (row["mean"] > 0) == (row["better"] == "higher")
    return f", for the {'better' if better else 'worse'}"


def _of_levels(rows: pd.DataFrame) -> str:
    return (
        "; ".join(
            _shares(group) for _, group in rows.groupby(rows["timing"].fillna(""), sort=False)
        )
        + "."
    )


def _shares(rows: pd.DataFrame) -> str:
    timing = rows["timing"].iloc[0]
    when = "" if pd.isna(timing) else f"{_WHEN[timing]}, "
    if rows["share"].isna().any():
        return f"{when}how many people gave which level cannot be shown"
    each = [f"{percent(row['share'])} at {_plain(row['level'])}" for _, row in rows.iterrows()]
    return f"{when}of {_people(rows['n'].iloc[0])}, {listed(each)}"


def _minus(value: float) -> str:
    return f"−{one_decimal(-value)}" if value < 0 else one_decimal(value)


def _people(n: float) -> str:
    return counted(int(n), "person", "people")
