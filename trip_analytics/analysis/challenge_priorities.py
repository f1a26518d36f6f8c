"""Which organisational challenges returns put first (Template A)."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import divided
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import NothingToSay, check_parts_hold_teams, year_returned
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about, about_parts, in_columns, item_rows, result
from trip_analytics.analysis.stages import TOP_PRIORITIES, assessed_challenges, count_by_item, named
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import BOOLEAN, FLOAT, TEXT, WHOLE
from trip_analytics.words import listed, mid_sentence, number, opening, spelled

COLUMNS = {
    "item_id": TEXT,
    "challenge": TEXT,
    "year": WHOLE,
    "returns": WHOLE,
    "in_top_five": WHOLE,
    "share": FLOAT,
    "ranked_first": WHOLE,
    "ranked": WHOLE,
    "typical_place": WHOLE,
    "suggested_early": BOOLEAN,
}
NEEDS: Final = (
    "challenge",
    "returns",
    "in_top_five",
    "ranked_first",
    "typical_place",
    "suggested_early",
)


@in_columns(COLUMNS, "stages")
def challenge_priorities(
    returns: Returns,
    *,
    year: int | str | None = None,
    by: str | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """Which challenges returns put among their first five priorities.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown: by service line, which challenges each of them chose.
        A part of one team is left out.
    instrument : str, optional
        Which list of challenges, by its id, where there are several: by default the only one
        there is; of several, Template A (then a note names the others).

    Returns
    -------
    DataFrame
        A row for each challenge (and part), in printed order:

        - item_id, challenge, [the ``by`` column], year;
        - returns, how many returns rank any challenge as a priority (a return may be
          a team's, a service line's or the organisation's);
        - in_top_five, how many of them put this one in their first five; share, the
          share (0-1) of ``returns``, `<NA>` where none rank any;
        - ranked_first, how many put it first;
        - ranked, how many give it any place; typical_place (1-10), its place in the
          middle one of them, the lower number of two, `<NA>` where there are none;
        - suggested_early, whether the form's source suggests considering it early on.

        ``attrs["notes"]`` says how many rank more challenges than the source suggests.
        Empty where nobody returned in that year.

    Raises
    ------
    AnalysisError
        The breakdown or the year is not one that the returns have, or each part would be
        a single team.

    Notes
    -----
    At most five priorities at any one time, and two challenges to be considered early
    on, are what Shepherd, Boardman and Burns (2010) suggest, the source of Template A.

    Examples
    --------
    >>> stages = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm", "Ash"],
    ...         "year": 2025,
    ...         "item_id": ["challenge-4", "challenge-4", "challenge-7"],
    ...         "stage": 1,
    ...         "priority": [1, 4, 2],
    ...     }
    ... )
    >>> chosen = challenge_priorities(Returns.from_tables(stages=stages)).set_index("item_id")
    >>> chosen.loc["challenge-4", ["returns", "in_top_five", "ranked_first"]].tolist()
    [2, 2, 1]
    """
    of_list = one_list(returns, instrument, "stages")
    returns = of_list.returns
    year = year_returned(returns, year)
    assessed = assessed_challenges(returns, year)
    if assessed.empty:
        raise NothingToSay(f"No return of {year} asks for priorities among challenges.")
    check_parts_hold_teams(assessed, by)

    early = {item_id for each in returns.instruments for item_id in each.suggested_early}
    chosen = item_rows(
        returns, assessed, COLUMNS, by=by, year=year, figures=partial(_figures, early=early)
    )
    notes = _notes(assessed) + about(
        "The source of the form suggests considering early on",
        chosen.loc[chosen["suggested_early"], "challenge"],
    )
    notes += about_parts(by, assessed)
    return result("challenge_priorities", chosen, notes, of_list=of_list)


def _figures(assessed: pd.DataFrame, items: list[str], *, early: set[str]) -> dict[str, Any]:
    ranked = assessed.loc[assessed["priority"].notna()]
    count = partial(count_by_item, ranked, items)
    returns = np.full(len(items), float(ranked["unit"].nunique()))
    in_top_five = count(ranked["priority"] <= TOP_PRIORITIES)
    places = ranked["priority"].astype(float).groupby(ranked["item_id"])
    return {
        "returns": returns,
        "in_top_five": in_top_five,
        "share": divided(in_top_five, returns),
        "ranked_first": count(ranked["priority"] == 1),
        "ranked": count(ranked["priority"].notna()),
        "typical_place": places.quantile(0.5, interpolation="lower").reindex(items).to_numpy(),
        "suggested_early": [item in early for item in items],
    }


def _notes(assessed: pd.DataFrame) -> list[str]:
    """How many rank anything, and how many more than can be worked on at once."""
    ranked = assessed.loc[assessed["priority"].notna()].groupby("unit")["item_id"].nunique()
    if ranked.empty:
        return ["No return ranks challenges as priorities, so no shares."]
    most = number(TOP_PRIORITIES)
    more = int((ranked > TOP_PRIORITIES).sum())
    ranks = "ranks" if len(ranked) == 1 else "rank"
    who = f"{opening(number(more))} of them {'rank' if more > 1 else 'ranks'}"
    return [
        f"{opening(spelled(len(ranked), 'return'))} {ranks} challenges as priorities. {who} more "
        f"than {most}; the source of the form suggests at most {most} at any one time."
    ]


def in_words(priorities: pd.DataFrame) -> str:
    """Which challenges are most often put first, and how often those suggested early are."""
    shown = priorities.loc[priorities["in_top_five"].notna()]
    if shown.empty:
        return "How many returns chose each challenge cannot be shown."
    returns = int(shown["returns"].max())
    if returns == 0:
        return "No return ranks challenges as priorities."
    missing = len(priorities) - len(shown)
    sentences = _of_one(shown) if returns == 1 else _of_several(shown, returns, missing)
    if missing:
        sentences.append(f"For {spelled(missing, 'challenge')} it cannot be shown.")
    return " ".join(sentences)


def _of_one(shown: pd.DataFrame) -> list[str]:
    chosen = shown.loc[shown["in_top_five"] > 0].sort_values("typical_place", kind="stable")
    if chosen.empty:
        return ["The one return that ranks challenges puts none among its first five."]
    sentences = [
        "The one return that ranks challenges puts these first, in its order: "
        f"{_names(chosen['challenge'])}."
    ]
    early = shown.loc[shown["suggested_early"] & (shown["in_top_five"] == 0), "challenge"]
    if len(early):
        sentences.append(
            f"Not among them, though suggested early by the source of the form: {_names(early)}."
        )
    return sentences


def put_first(priorities: pd.DataFrame) -> str:
    """Which challenges are most often among the first five; empty where none is known to be."""
    shown = priorities.loc[priorities["in_top_five"].notna()]
    returns = int(shown["returns"].max()) if len(shown) else 0
    if returns == 0:
        return ""
    missing = len(priorities) - len(shown)
    said = _of_one(shown) if returns == 1 else _of_several(shown, returns, missing)
    return said[0] if said else ""


def _of_several(shown: pd.DataFrame, returns: int, missing: int) -> list[str]:
    often, count = _highest(shown, "in_top_five")
    if count == 0:
        return (
            []
            if missing
            else [f"None of the {number(returns)} returns puts a challenge among its first five."]
        )
    each = "each in" if len(often) > 1 else "in"
    of_them = f"{number(count)} of the {number(returns)}"
    if count == returns:
        of_them = "both of the two" if returns == 2 else f"all {number(returns)}"
    sentences = [
        f"{_with_verb(often)} most often among the first five priorities: {each} {of_them} "
        "returns that rank challenges."
    ]
    if count == 1 and not missing:
        sentences = ["No challenge is among the first five priorities in more than one return."]
    first, ranked_first = _highest(shown, "ranked_first")
    if ranked_first > 1:
        sentences.append(
            f"{_with_verb(first)} most often ranked first, by {spelled(ranked_first, 'return')}"
            f"{' each' if len(first) > 1 else ''}."
        )
    elif ranked_first == 1 and not missing and shown["ranked_first"].notna().all():
        sentences.append("No two of them rank the same challenge first.")
    early = shown.loc[shown["suggested_early"]]
    if len(early):
        by_how_many = [
            f"{mid_sentence(challenge)} {'is among the first five ' if at == 0 else ''}in "
            f"{_of_them(chose)}"
            for at, (challenge, chose) in enumerate(
                zip(early["challenge"], early["in_top_five"], strict=True)
            )
        ]
        sentences.append(
            f"The source of the form suggests considering {_names(early['challenge'])} early: "
            f"{listed(by_how_many)}."
        )
    return sentences


def _highest(shown: pd.DataFrame, column: str) -> tuple[list[str], int]:
    """The challenges that come highest, and how high that is; none and 0 where all is withheld."""
    known = shown.loc[shown[column].notna()]
    highest = int(known[column].max()) if len(known) else 0
    return known.loc[known[column] == highest, "challenge"].tolist(), highest


def _of_them(returns: int) -> str:
    return spelled(returns, "return") if returns else "no return"


def _with_verb(challenges: list[str]) -> str:
    return f"{opening(named(challenges))} {'is' if len(challenges) == 1 else 'are'}"


def _names(challenges: pd.Series) -> str:
    return listed(map(mid_sentence, challenges))


QUESTION: Final = Question(challenge_priorities, in_words, NEEDS, "stages")
