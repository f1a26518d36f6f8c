"""Which figures chance alone would hardly give, and how such figures are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import holm
from trip_analytics.analysis.results import is_of_all
from trip_analytics.analysis.scale import Scale
from trip_analytics.words import (
    decimals,
    few_listed,
    few_named,
    listed,
    mid_sentence,
    nearest,
    opening,
    spelled,
    spread,
)

# Chance alone gives so clear a figure in fewer than 5 of 100 reports.
SURE: Final = 0.05
_MOST_NAMED: Final = 3


class Measure(NamedTuple):
    """How figures are written: with a unit, to decimals, from what a table gives of them.

    A table gives them to ``given`` decimals where it is released. Sentences start from those,
    so that a report and a notebook say the same.
    """

    unit: str
    places: int = 1
    given: int = 1
    times: int = 1

    def digits(self, value: float) -> str:
        """The figure, with a true minus below zero."""
        return decimals(float(nearest(value, self.given)) * self.times, self.places)

    def size(self, value: float) -> str:
        """How far from zero; what is there is never said to be nothing."""
        shown = self.digits(abs(value))
        return shown if float(shown) else f"less than {10.0**-self.places:.{self.places}f}"

    def far(self, value: float) -> str:
        """How far from zero, with the unit: "0.4 points"."""
        return f"{self.size(value)} {self.unit}"


POINTS: Final = Measure("points")


class Claims(NamedTuple):
    """The practices of a table by what can be said of their figure, each a part of its rows."""

    above: pd.DataFrame  # surely above zero, the furthest from it first
    below: pd.DataFrame  # surely below zero, likewise
    alike: pd.DataFrame  # all teams alike, but so few, or at zero, that chance is not ruled out
    unsure: pd.DataFrame
    untested: pd.DataFrame  # one team alone, or too few years
    missing: pd.DataFrame  # no figure


def with_adjusted(table: pd.DataFrame) -> pd.DataFrame:
    """A table with p_adjusted: Holm's over all that it shows, parts and practices together.

    What is over all practices is one test for each part, and a family of its own.
    """
    adjusted = np.full(len(table), np.nan)
    p_values = table["p_value"].to_numpy(float, na_value=np.nan)
    of_all = is_of_all(table).to_numpy()
    for family in (of_all, ~of_all):
        adjusted[family] = holm(p_values[family])
    return table.assign(p_adjusted=pd.array(adjusted, dtype="Float64"))


def about_family(table: pd.DataFrame, by: str | None) -> list[str]:
    """Say of how many tests a table is, where that matters."""
    tested = table["p_value"].notna()
    tests = int((tested & ~is_of_all(table)).sum())
    if tests < 2:
        return []
    parts = f" and {by.replace('_', ' ')}s together" if by else ""
    alone = " “All practices” is a test by itself." if tested[is_of_all(table)].any() else ""
    if by and alone:
        alone = f" Those of “All practices” allow for the number of {by.replace('_', ' ')}s."
    return [f"Adjusted p-values allow for {tests} tests, of all practices{parts}.{alone}"]


def is_sure(table: pd.DataFrame) -> pd.Series[bool]:
    """Whether each row's figure is one that chance alone would hardly give."""
    sure: pd.Series[bool] = table["p_adjusted"].le(SURE).fillna(False).astype(bool)
    return sure


def not_sure(table: pd.DataFrame) -> int:
    """How many of a table's practices are tested and not sure, over all its parts."""
    return int((table["p_adjusted"].notna() & ~is_sure(table) & ~is_of_all(table)).sum())


def claims(table: pd.DataFrame, figure: str, low: str) -> Claims:
    """The practices of a table by what can be said; ``low`` is where the interval begins."""
    table = table.loc[~is_of_all(table)]
    given, sure = table[figure].notna(), is_sure(table)
    tested = given & table["p_adjusted"].notna()
    alike = tested & ~sure & table[low].isna()
    above, below = (
        sure & (table[figure] * sign).gt(0).fillna(False).astype(bool) for sign in (1, -1)
    )
    return Claims(
        table.loc[above].sort_values(figure, ascending=False, kind="stable"),
        table.loc[below].sort_values(figure, kind="stable"),
        table.loc[alike],
        table.loc[tested & ~sure & ~alike],
        table.loc[given & ~tested],
        table.loc[~given],
    )


def moved(rows: pd.DataFrame, verb: str, figure: str, measure: Measure = POINTS) -> list[str]:
    """That practices went one way, each with how far; nothing where none did.

    "hope stories rose by 0.4 points on average (95% interval 0.2 to 0.6, 14 teams)", of
    several with their number first, of many with the furthest alone.
    """
    if rows.empty:
        return []
    names = [mid_sentence(name) for name in rows["practice"]]
    far = [estimate(row, figure, measure) for _, row in rows.iterrows()]
    if len(rows) == 1:
        return [f"{names[0]} {verb} by {far[0]}"]
    said = f"{spelled(len(rows), 'practice')} {verb}"
    if len(rows) <= _MOST_NAMED:
        each = [f"{name} by {how_far}" for name, how_far in zip(names, far, strict=True)]
        return [f"{said}: {listed(each)}"]
    sizes = [measure.size(value) for value in rows[figure]]
    if sizes[0] == sizes[-1]:
        return [f"{said} by {sizes[0]} {measure.unit} on average"]
    said += f" by {sizes[-1]} to {sizes[0]} {measure.unit} on average"
    furthest = sizes.count(sizes[0])  # sorted, so that those come first
    if furthest >= _MOST_NAMED:
        return [said]
    each = [
        f"{name}{_basis(row, figure, measure)}"
        for name, (_, row) in zip(names[:furthest], rows.iterrows(), strict=False)
    ]
    return [f"{said}, most of all {listed(each)}"]


def estimate(row: pd.Series, figure: str, measure: Measure = POINTS) -> str:
    """How far a figure is from zero, its interval, and on how many teams it rests.

    "0.4 points on average (95% interval 0.2 to 0.6, 14 teams)"; where all teams are alike
    "1.0 points in all 12 teams".
    """
    if _ends_of(row, figure) is None:
        return f"{measure.far(row[figure])}{_basis(row, figure, measure)}"
    return f"{measure.far(row[figure])} on average{_basis(row, figure, measure)}"


def _basis(row: pd.Series, figure: str, measure: Measure) -> str:
    """The interval of a figure that is beyond chance and how many teams it rests on."""
    ends = _ends_of(row, figure)
    if ends is None:
        return f" in {every(row['teams'])}"
    near, far = ends if row[figure] > 0 else (-ends[1], -ends[0])
    # Beyond chance it is not 0, however it is rounded.
    begins = measure.digits(near) if float(nearest(near, measure.given)) > 0 else "just over 0"
    return f" (95% interval {begins} to {measure.digits(far)}, {spelled(row['teams'], 'team')})"


def _ends_of(row: pd.Series, figure: str) -> tuple[float, float] | None:
    """The ends of the interval of a row's figure, if it has one."""
    stem = figure.removeprefix("mean_")
    ends = row[[f"{stem}_low", f"{stem}_high"]]
    return None if ends.isna().any() else (float(ends.iloc[0]), float(ends.iloc[1]))


def every(teams: int) -> str:
    """All of so many teams: "both teams", "all 12 teams"."""
    if teams <= 2:
        return "both teams" if teams == 2 else "the one team"
    return f"all {spelled(teams, 'team')}"


def some(rows: pd.DataFrame, *, others: bool = False) -> str:
    """One practice by its name, several by their number: ``others`` than those before."""
    if len(rows) == 1:
        return mid_sentence(rows["practice"].iloc[0])
    return spelled(len(rows), "other practice" if others else "practice")


def moved_alike(
    rows: pd.DataFrame,
    verbs: tuple[str, str, str],
    figure: str,
    measure: Measure = POINTS,
    *,
    lead: str = "",
) -> list[str]:
    """What all teams did alike, though they are too few for a claim.

    ``verbs`` are what a practice did above zero and below it, and what none of the teams did
    at it; ``lead`` goes before the first two.
    """
    said = []
    for verb, some in zip(verbs, (rows[figure].gt(0), rows[figure].lt(0)), strict=False):
        each = [
            f"{mid_sentence(row['practice'])} by {estimate(row, figure, measure)}"
            for _, row in rows.loc[some].iterrows()
        ]
        if each:
            name, by, far = few_listed(each, _MOST_NAMED).partition(" by ")
            said.append(f"{lead}{name} {verb}{by}{far}; with so few teams that may be chance")
    if (zero := rows.loc[rows[figure].eq(0)]).size:
        names = few_named(zero["practice"], _MOST_NAMED)
        teams = f"any of the {spread(zero['teams'], 'team', spelled)}"
        said.append(
            f"{names} {verbs[2]} in {teams if zero['teams'].ne(2).any() else 'either team'}"
        )
    return said


def all_together(
    table: pd.DataFrame,
    figure: str,
    verbs: tuple[str, str, str],
    measure: Measure = POINTS,
) -> list[str]:
    """What the row over all practices says, where there is one and several practices.

    ``verbs`` are what practices did above and below zero, and what they did if that is not sure.
    """
    known = table.loc[table[figure].notna()]
    of_all = is_of_all(known)
    if not of_all.any() or (~of_all).sum() < 2:
        return []
    row = known.loc[of_all].iloc[0]
    if pd.isna(row["p_adjusted"]):
        return []
    if row["p_adjusted"] <= SURE:
        verb = verbs[0] if row[figure] > 0 else verbs[1]
        return [f"taken together, practices {verb} by {estimate(row, figure, measure)}"]
    ends = _ends_of(row, figure)
    # No figure is further from zero than the scale is wide: such ends say nothing.
    if ends is None or max(map(abs, ends)) > Scale.of_result(table).width:
        range_of = ""
    else:
        range_of = f", 95% interval {' to '.join(map(measure.digits, ends))}"
    return [
        f"taken together, practices {verbs[2]} ({measure.digits(row[figure])} {measure.unit} on "
        f"average{range_of}, {spelled(row['teams'], 'team')})"
    ]


def as_sentences(parts: Iterable[str]) -> str:
    """Parts of what is said, each as a sentence."""
    return " ".join(f"{opening(part)}." for part in parts)
