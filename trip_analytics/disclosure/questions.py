"""What stands behind the rows of each result, and how its figures are rounded.

One entry for each question. The rule itself is in ``rules``, and is applied in ``releasing``:
here is only, for each group of figures that are withheld together, how many teams had which
value. A group without counts needs no rule: nobody's answer stands behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from trip_analytics.analysis.challenge_priorities import challenge_priorities
from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.effect import gains_by_year, priority_effect
from trip_analytics.analysis.perspectives import both_views, perspective_gap
from trip_analytics.analysis.priorities import LEADS_AND_PLANS, named_priorities, pooled_themes
from trip_analytics.analysis.progress import PROGRESS, priority_progress
from trip_analytics.analysis.stage_change import stage_change
from trip_analytics.analysis.stages import STAGES, assessed_challenges, stage_profile
from trip_analytics.analysis.team_ratings import as_grid, team_ratings
from trip_analytics.analysis.trend import cube_of, slopes_of, trend, with_words_of_now
from trip_analytics.disclosure.rules import (
    MEAN_DECIMALS,
    SHARE_DECIMALS,
    Audience,
    Rule,
    passes,
    with_companions,
)
from trip_analytics.returns import Returns

# For each group of figures, how many teams had which value: one table or several, each with the
# rows of the result, all of which must pass.
Behind = Mapping[str, Sequence[pd.DataFrame]]


@dataclass(frozen=True)
class Question:
    """A result that may leave the desk.

    Attributes
    ----------
    again : callable
        The result worked out again from the returns, as it was asked for.
    figures : mapping
        The columns that are withheld together, by the name of the group.
    behind : callable
        The per-team values behind each group.
    decimals : mapping
        To how many decimals columns are given; others are counts, and exact.
    did : str
        What a team did that stands behind a row, for the note.
    audience : {"public", "board"}
        The widest audience: what follows the same teams over the years is never public.
    left_out : sequence of str
        Columns that are for the desk alone.
    companions : mapping of str to int or None
        Groups whose rows are choices among them, and how many a team makes; None where it may
        make fewer.
    refusal : str, optional
        Why the result as a whole is refused where any row fails, if it is.
    """

    again: Callable[[pd.DataFrame, Returns], pd.DataFrame]
    figures: Mapping[str, Sequence[str]]
    behind: Callable[[pd.DataFrame, Returns], Behind]
    decimals: Mapping[str, int] = field(default_factory=dict)
    did: str = "answered"
    audience: Audience = "public"
    left_out: Sequence[str] = ()
    companions: Mapping[str, int | None] = field(default_factory=dict)
    refusal: str | None = None

    def hidden(
        self, table: pd.DataFrame, returns: Returns, rule: Rule
    ) -> dict[str, pd.Series[bool]]:
        """The rows of each group that may not be shown."""
        found: dict[str, pd.Series[bool]] = {}
        if table.empty:
            return found
        for group, counts in self.behind(table, returns).items():
            fails = pd.Series(False, index=table.index)
            for of_rows in counts:
                fails |= (of_rows.sum(axis=1) > 0) & ~passes(of_rows, rule)
            if group in self.companions:
                fails = with_companions(fails, counts[0], self.companions[group], rule)
            found[group] = fails
        return found


def one_of(table: pd.DataFrame, column: str) -> int:
    """The year that all rows of a result have."""
    return int(table[column].iloc[0])


def _yes_or_no(yes: pd.Series, teams: pd.Series) -> pd.DataFrame:
    yes = yes.fillna(0).astype(int)
    return pd.DataFrame({"yes": yes, "no": teams.fillna(0).astype(int) - yes})


def _values_by(table: pd.DataFrame, answers: pd.DataFrame, value: str) -> pd.DataFrame:
    """How many teams had which value, for the item of each row."""
    known = answers.dropna(subset=value)
    counts = pd.crosstab(known["item_id"].astype(object), known[value])
    return counts.reindex(table["item_id"].astype(object), fill_value=0).set_axis(table.index)


def teams_returned(returns: Returns, *years: int) -> bool:
    """Whether any return of Template A in these years is a team's.

    A return of the organisation or of a service line is made to be shared, and is counted as it
    is. Where teams filled in the form, their answers are theirs.
    """
    of_year = returns.stages["year"].isin(years)
    return bool(returns.stages.loc[of_year, "team_id"].notna().any())


def _stages(table: pd.DataFrame, returns: Returns) -> Behind:
    if not teams_returned(returns, one_of(table, "year")):
        return {}
    asked = table["teams"] + table["not_assessed"]
    return {
        "stages": [table[[f"stage_{stage}" for stage in STAGES]]],
        # challenge_priorities counts the same of the returns that rank challenges.
        "prioritised": [asked.to_frame()],
    }


def _challenge_priorities(table: pd.DataFrame, returns: Returns) -> Behind:
    year = one_of(table, "year")
    if not teams_returned(returns, year):
        return {}
    places = assessed_challenges(returns, year)
    return {
        "in_top_five": [_yes_or_no(table["in_top_five"], table["returns"])],
        "ranked_first": [_yes_or_no(table["ranked_first"], table["returns"])],
        # The place in the middle is that of one return.
        "ranked": [_values_by(table, places, "priority")],
    }


def _stage_change(table: pd.DataFrame, returns: Returns) -> Behind:
    if not teams_returned(returns, one_of(table, "from_year"), one_of(table, "to_year")):
        return {}
    pairs = table["from_stage"].astype(str) + table["to_stage"].astype(str)
    counts = table.assign(pair=pairs).pivot_table(
        "teams", "item_id", "pair", aggfunc="sum", observed=True
    )
    return {"teams": [counts.reindex(table["item_id"]).fillna(0).set_axis(table.index)]}


def _themes(table: pd.DataFrame, returns: Returns) -> Behind:
    named = named_priorities(returns, one_of(table, "year"))
    everybody = pd.Series(named["unit"].nunique(), index=table.index)
    return {"chosen": [_yes_or_no(table["teams"], everybody)]}


def _progress(table: pd.DataFrame, returns: Returns) -> Behind:
    """A team's value is what became of all its priorities."""
    named = named_priorities(returns, *table["year"].astype(int))
    named = named.assign(progress=named["progress"].fillna("")).sort_values("progress")
    teams = named.groupby(["year", "unit"], as_index=False).agg({"progress": " ".join})
    # How many forms leave it out altogether is nobody's answer.
    said = set(teams.loc[teams["progress"].str.strip().ne(""), "year"])
    teams = teams.loc[teams["year"].isin(said)]
    counts = pd.crosstab(teams["year"].astype(int), teams["progress"])
    counts = counts.reindex(table["year"].astype(int), fill_value=0)
    return {"progress": [counts.set_axis(table.index)]}


def _perspectives(table: pd.DataFrame, returns: Returns) -> Behind:
    views = both_views(returns, one_of(table, "year"), table.attrs["of"], table.attrs["over"])
    views = views.dropna(subset=["of", "over"])
    views["gap"] = views["of"] - views["over"]
    return {"gap": [_values_by(table, views, view) for view in ("of", "over", "gap")]}


def _change(table: pd.DataFrame, returns: Returns) -> Behind:
    """The change of each team, and the ratings of those that joined or left."""
    years = one_of(table, "from_year"), one_of(table, "to_year")
    ratings = team_ratings(returns, years, "team")
    units, items = ratings["unit"].cat.categories, table["item_id"].tolist()
    before, after = (as_grid(ratings.loc[ratings["year"] == year], units, items) for year in years)
    unmatched = pd.isna(after - before) | (table["teams"].fillna(0).to_numpy(int) == 0)
    grids = {
        "change": pd.DataFrame(after - before).mask(unmatched),
        "joined": pd.DataFrame(after).where(pd.isna(before)),
        "left": pd.DataFrame(before).where(pd.isna(after)),
    }
    counts = {name: _values_of(grid, table.index) for name, grid in grids.items()}
    return {"change": [counts["change"]], "parts": list(counts.values())}


def _trend(table: pd.DataFrame, returns: Returns) -> Behind:
    ratings = team_ratings(returns, returns.years, "team")
    if not table.attrs["bridge_wordings"]:
        ratings = with_words_of_now(returns, ratings)
    cube = cube_of(ratings, returns.years, table["item_id"].tolist())
    slopes = slopes_of(cube, pd.Index(returns.years).to_numpy(float) - returns.years[0])
    return {"slope": [_values_of(pd.DataFrame(slopes).round(9), table.index)]}


def _values_of(grid: pd.DataFrame, rows: pd.Index) -> pd.DataFrame:
    """How many of the teams (rows of the grid) have which value in each of its columns."""
    counts = [grid[column].value_counts() for column in grid]
    return pd.DataFrame(counts).fillna(0).set_axis(rows)


def _effect(table: pd.DataFrame, returns: Returns) -> Behind:
    """A team's value is how much more what it chose rose than its other practices."""
    gains = gains_by_year(returns)
    rows = [pd.Series(gains[int(year)]).round(9).value_counts() for year in table["chosen_year"]]
    return {"effect": [pd.DataFrame(rows).fillna(0).set_axis(table.index)]}


def _chart(table: pd.DataFrame, _: Returns) -> Behind:
    """The trust's own figures are nobody's answers; put together, each team has one of its own."""
    teams = table["teams"].fillna(0).astype(int)
    most = int(teams.max()) if len(teams) else 0
    return {"chart": [pd.DataFrame({n: teams.gt(n).astype(int) for n in range(most)})]}


def _years(table: pd.DataFrame) -> tuple[int, int]:
    return one_of(table, "from_year"), one_of(table, "to_year")


_INTERVAL_OF_GAP: Final = ("mean_of", "mean_over", "gap", "gap_low", "gap_high")
_INTERVAL_OF_CHANGE: Final = ("mean_change", "change_low", "change_high")
_PARTS: Final = ("overall_change", "matched_part", "joiners_part", "leavers_part")
_P_VALUES: Final = ("p_value", "p_adjusted")
_SHARES_OF_CHANGE: Final = ("improved", "same", "declined")


def _tenths(*columns: str) -> dict[str, int]:
    return dict.fromkeys(columns, MEAN_DECIMALS)


def _hundredths(*columns: str) -> dict[str, int]:
    return dict.fromkeys(columns, SHARE_DECIMALS)


QUESTIONS: Final[Mapping[str, Question]] = {
    "stage_profile": Question(
        lambda it, returns: stage_profile(returns, year=one_of(it, "year")),
        {
            "stages": [f"{kind}stage_{stage}" for kind in ("", "share_") for stage in STAGES],
            "prioritised": ["prioritised"],
        },
        _stages,
        _hundredths(*(f"share_stage_{stage}" for stage in STAGES)),
    ),
    "challenge_priorities": Question(
        lambda it, returns: challenge_priorities(returns, year=one_of(it, "year")),
        {
            "in_top_five": ["in_top_five", "share"],
            "ranked_first": ["ranked_first"],
            "ranked": ["ranked", "typical_place"],
        },
        _challenge_priorities,
        _hundredths("share"),
        companions={"in_top_five": 5, "ranked_first": 1},
    ),
    "priority_themes": Question(
        lambda it, returns: pooled_themes(returns, one_of(it, "year")),
        {"chosen": ["teams", "share"]},
        _themes,
        _hundredths("share"),
        did="named a priority",
        # Beside the number of all priorities with leads, which participation has, these would be
        # totals of each other. How priorities were matched is for the desk, too.
        left_out=(*LEADS_AND_PLANS, "priorities", "by_wording", "by_name", "by_examples"),
        companions={"chosen": None},
    ),
    "priority_progress": Question(
        lambda _, returns: priority_progress(returns),
        {"progress": list(PROGRESS)},
        _progress,
        did="say what became of theirs",
    ),
    "perspective_gap": Question(
        lambda it, returns: perspective_gap(
            returns, year=one_of(it, "year"), of=it.attrs["of"], over=it.attrs["over"]
        ),
        {"gap": [*_INTERVAL_OF_GAP, *_P_VALUES]},
        _perspectives,
        _tenths(*_INTERVAL_OF_GAP) | dict.fromkeys(_P_VALUES, 3),
        did="have both views",
    ),
    "control_chart": Question(
        lambda it, _: it,
        {"chart": []},
        _chart,
        refusal="A chart of one team's figures, or of a few teams' put together, never leaves the "
        "desk: give the trust's own figures, without a team.",
    ),
    # What follows the same teams over the years is for the board, never public.
    "change_between": Question(
        lambda it, returns: change_between(
            returns, *_years(it), bridge_wordings=it.attrs["bridge_wordings"]
        ),
        {
            "change": [*_INTERVAL_OF_CHANGE, *_P_VALUES, *_SHARES_OF_CHANGE],
            "parts": list(_PARTS),
        },
        _change,
        _tenths(*_INTERVAL_OF_CHANGE, *_PARTS, *_SHARES_OF_CHANGE) | dict.fromkeys(_P_VALUES, 2),
        did="rated the practice in both years",
        audience="board",
        left_out=("mean_before", "mean_after"),
    ),
    "trend": Question(
        lambda it, returns: trend(returns, bridge_wordings=it.attrs["bridge_wordings"]),
        {"slope": ["slope", "slope_low", "slope_high", *_P_VALUES]},
        _trend,
        _hundredths("slope", "slope_low", "slope_high") | dict.fromkeys(_P_VALUES, 2),
        did="rated the practice in two years or more",
        audience="board",
    ),
    "stage_change": Question(
        lambda it, returns: stage_change(returns, *_years(it)),
        {"teams": ["teams"]},
        _stage_change,
        did="gave a stage in both years",
        audience="board",
    ),
    "priority_effect": Question(
        lambda _, returns: priority_effect(returns),
        {"effect": ["effect", "effect_low", "effect_high", "p_value", "caveat"]},
        _effect,
        _tenths("effect", "effect_low", "effect_high") | {"p_value": 2},
        did="chose practices and rated them again",
        audience="board",
    ),
}

# Results that have no safe rule for anybody but the desk, and what to do instead.
FOR_THE_DESK_ALONE: Final[Mapping[str, str]] = {
    "assets_by_category": (
        "What teams can draw on is told in people's own words, which may tell who somebody is: it "
        "is never released as it is. Read it, and write what you wish to share in your own words."
    ),
    "innovation_link": (
        "There is no safe rule for the link with an innovation: which teams introduced it is "
        "commonly known, so figures on them are figures on a few teams that readers can name. Keep "
        "it at your desk, or say in words what you found."
    ),
}
