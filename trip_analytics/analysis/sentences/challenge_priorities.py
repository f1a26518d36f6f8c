"""What the priorities among the challenges say."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.sentences.stages import named
from trip_analytics.words import listed, mid_sentence, number, opening, spelled

NEEDS: Final = (
    "challenge",
    "returns",
    "in_top_five",
    "ranked_first",
    "typical_place",
    "suggested_early",
)


def in_words(priorities: pd.DataFrame) -> str:
    """Which challenges are most often put first, and how often those suggested early are."""
    shown = priorities.loc[priorities["in_top_five"].notna()]
    if shown.empty:
        return "How many returns chose each challenge cannot be shown."
    returns = int(shown["returns"].max())
    if returns == 0:
        return "No return ranks challenges as priorities."
    sentences = _of_one(shown) if returns == 1 else _of_several(shown, returns)
    if missing := len(priorities) - len(shown):
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


def _of_several(shown: pd.DataFrame, returns: int) -> list[str]:
    often, count = _highest(shown, "in_top_five")
    if count == 0:
        return [f"None of the {number(returns)} returns puts a challenge among its first five."]
    each = "each in" if len(often) > 1 else "in"
    sentences = [
        f"{_with_verb(often)} most often among the first five priorities: {each} {number(count)} "
        f"of the {number(returns)} returns that rank challenges."
    ]
    first, ranked_first = _highest(shown, "ranked_first")
    if ranked_first > 1:
        sentences.append(
            f"{_with_verb(first)} most often ranked first, by {spelled(ranked_first, 'return')}."
        )
    elif ranked_first == 1:
        sentences.append("No two of them rank the same challenge first.")
    early = shown.loc[shown["suggested_early"]]
    if len(early):
        sentences.append(
            f"The source of the form suggests to consider {_names(early['challenge'])} early: "
            f"{listed(map(number, early['in_top_five']))} of the returns put "
            f"{'it' if len(early) == 1 else 'them'} among their first five."
        )
    return sentences


def _highest(shown: pd.DataFrame, column: str) -> tuple[list[str], int]:
    """The challenges that come highest, and how high that is."""
    highest = shown[column].max()
    return shown.loc[shown[column] == highest, "challenge"].tolist(), int(highest)


def _with_verb(challenges: list[str]) -> str:
    return f"{opening(named(challenges))} {'is' if len(challenges) == 1 else 'are'}"


def _names(challenges: pd.Series) -> str:
    return listed(map(mid_sentence, challenges))
