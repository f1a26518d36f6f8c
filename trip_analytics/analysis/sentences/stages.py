"""What the stages of the challenges say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from trip_analytics.instruments import load_instrument
from trip_analytics.words import listed, mid_sentence, spelled, spread

NEEDS: Final = (
    "challenge",
    "teams",
    "share_stage_1",
    "share_stage_2",
    "share_stage_3",
)

# More names than this are counted, not listed.
_MOST_NAMED: Final = 4


def in_words(stages: pd.DataFrame) -> str:
    """Which challenges most returns place at each stage."""
    assessed = stages.loc[stages["teams"] > 0]
    shown = assessed.loc[assessed["share_stage_1"].notna()]
    if assessed.empty:
        return "No return gives the stage of a challenge."
    if shown.empty:
        return (
            "How many returns stand at each stage is withheld: there are too few of them to "
            "show without showing single returns."
        )
    sentences = _most(shown)
    if withheld := len(assessed) - len(shown):
        sentences.append(
            f"The stages of {spelled(withheld, 'challenge')} are withheld, because too few returns "
            "give a stage or nearly all give the same one."
        )
    if unassessed := len(stages) - len(assessed):
        sentences.append(f"Of {spelled(unassessed, 'challenge')} no return gives a stage.")
    sentences.append("Stages are the views of those who filled in the form.")
    return " ".join(sentences)


def stage_names() -> dict[int, str]:
    """What each stage is called inside a sentence."""
    return {point.value: point.label.lower() for point in load_instrument("template-a").scale}


def named(challenges: Iterable[str]) -> str:
    """A few challenges by their names, many by their number."""
    names = [mid_sentence(name) for name in challenges]
    return spelled(len(names), "challenge") if len(names) > _MOST_NAMED else listed(names)


def returns_behind(teams: pd.Series) -> str:
    """Most of the returns that the rows rest on: "most of the five to six returns"."""
    if teams.max() == 1:
        return "the one return"
    return f"most of the {spread(teams, 'return', spelled)}"


def _most(shown: pd.DataFrame) -> list[str]:
    most = {
        name: shown.loc[shown[f"share_stage_{stage}"] > 0.5, "challenge"]
        for stage, name in stage_names().items()
    }
    returns = returns_behind(shown["teams"])
    give, place = ("gives", "places") if shown["teams"].max() == 1 else ("give", "place")
    said = [f"{named(names)} at {stage}" for stage, names in most.items() if len(names)]
    if not said:
        return ["There is no challenge that most returns place at the same stage."]
    sentences = [f"{returns.capitalize()} that {give} a stage {place} {'; '.join(said)}."]
    if undecided := len(shown) - sum(map(len, most.values())):
        sentences.append(
            f"For {spelled(undecided, 'challenge')} there is no stage that most of them give."
        )
    return sentences
