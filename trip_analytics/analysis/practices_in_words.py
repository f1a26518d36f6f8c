"""What a profile of practices says."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.words import (
    decimals,
    few_named,
    mid_sentence,
    nearest,
    number,
    one_decimal,
    opening,
    percent,
    spelled,
    spread,
)

NEEDS: Final = (
    "practice",
    "year",
    "teams",
    "mean",
    "mean_low",
    "mean_high",
)
_PLACES: Final = {"rank_low", "rank_high"}  # which parts of a release have not
_MOST_NAMED: Final = 3
_SEVERAL: Final = 5  # teams: fewer that agree or do not say little
_MANY: Final = 0.2  # of the teams: below that, those that cannot rise any further hide little


def in_words(profile: pd.DataFrame) -> str:
    """From where to where practices are rated, how sure that is, and what can be told apart."""
    year = int(profile["year"].iloc[0])
    given = profile.loc[profile["mean"].notna()]
    if given.empty:
        return f"How practices were rated in {year} cannot be shown."
    sentences = [
        _rated(given, year),
        *_how_far_off(given),
        *_told_apart(given),
        *_agreed(given),
        *_at_the_top(given),
        *_whatever_others_say(given),
        *_without_average(profile),
    ]
    return " ".join(sentences)


def ratings_in_words(profile: pd.DataFrame) -> list[str]:
    """The same in paragraphs, without the order of practices and how far teams agree on them."""
    given = profile.loc[profile["mean"].notna()]
    if given.empty:
        return [in_words(profile)]
    rated = [_rated(given, int(profile["year"].iloc[0])), *_how_far_off(given), *_at_the_top(given)]
    paragraphs = (rated, [*_whatever_others_say(given), *_without_average(profile)])
    return [" ".join(sentences) for sentences in paragraphs if sentences]


def _without_average(profile: pd.DataFrame) -> list[str]:
    missing = int(profile["mean"].isna().sum())
    return [f"For {spelled(missing, 'practice')} no average can be given."] if missing else []


def _rated(given: pd.DataFrame, year: int) -> str:
    on_average = " on average," if given["teams"].max() > 1 else ""
    by = f"{on_average} by {spread(given['teams'], 'team', spelled)}"
    shown = given["mean"].map(one_decimal)
    low, high = one_decimal(given["mean"].min()), one_decimal(given["mean"].max())
    if len(given) == 1:
        practice = mid_sentence(given["practice"].iloc[0])
        return f"In {year}, {practice} was rated {low}{by}."
    if low == high:
        every = "both" if len(given) == 2 else f"all {number(len(given))}"
        return f"In {year}, {every} practices were rated {low}{by}."
    ends = (f"{end} ({_names(given.loc[shown == end])})" for end in (low, high))
    return f"In {year}, practices were rated from {' to '.join(ends)}{by}."


def _names(practices: pd.DataFrame) -> str:
    return few_named(practices["practice"], _MOST_NAMED)


def _how_far_off(given: pd.DataFrame) -> list[str]:
    off = typically_off(given)
    if not off:
        return []
    return [f"Typically, chance could have moved an average by about {off} points either way."]


def typically_off(given: pd.DataFrame) -> str:
    """Half the width of the middle interval, what chance could add or take away; or nothing."""
    # Of the ends as they are released, so that report and notebook say the same.
    low, high = (nearest(given[end], 1) for end in ("mean_low", "mean_high"))
    off = pd.Series((high - low) / 2).dropna()
    return "" if off.empty else one_decimal(max(float(off.median()), 0.1))


def _told_apart(given: pd.DataFrame) -> list[str]:
    if not set(given) >= _PLACES:
        return []
    ranked = given.loc[given["rank_low"].notna() & given["rank_high"].notna()]
    if len(ranked) < 2:
        return []
    low, high, practices = ranked["rank_low"], ranked["rank_high"], len(ranked)
    if (low == high).all():
        which = "The two" if practices == 2 else "All of them"
        return [f"{which} can be told apart."]
    if low.max() == 1 and high.min() == practices:
        return ["No practice can be told apart from the others, so their order may be chance."]
    sentences = [
        f"{opening(_names(some))} {'is' if len(some) == 1 else 'are'} {among(most, practices, end)}"
        for end, most, some in (
            ("strongest", int(high.min()), ranked.loc[high == high.min()]),
            ("weakest", practices + 1 - int(low.max()), ranked.loc[low == low.max()]),
        )
        if most <= practices / 2
    ]
    return [
        *(f"{said}." for said in sentences),
        "Where the places of practices overlap, we cannot say which is stronger.",
    ]


def among(most: int, practices: int, end: str) -> str:
    """In which part of all practices one surely is: "among the strongest seven of 40"."""
    if most == 1:
        return f"the {end} of the {number(practices)}"
    return f"among the {end} {number(most)} of {number(practices)}"


def _agreed(given: pd.DataFrame) -> list[str]:
    """On which practice teams differ most, and on which they agree most."""
    if "agreement" not in given:
        return []
    known = given.loc[given["agreement"].notna() & (given["teams"] >= _SEVERAL)]
    shown = nearest(known["agreement"], 2)
    if len(known) < 2 or shown.min() == shown.max():
        return []
    least, most = (_names(known.loc[shown == end]) for end in (shown.min(), shown.max()))
    return [
        f"Teams differ most on {least} (agreement {decimals(shown.min(), 2)}) and least on {most} "
        f"({decimals(shown.max(), 2)}): 1 would mean the same rating from all teams, 0 each rating "
        "equally often, and −1 half the teams at each end."
    ]


def _at_the_top(given: pd.DataFrame) -> list[str]:
    """Where many teams cannot rise any further."""
    counts = [name for name in given if str(name).startswith("rated_")]
    if not counts or given[counts].isna().any(axis=None):
        return []
    highest = max(counts, key=lambda name: int(str(name).removeprefix("rated_")))
    shares = given[highest].astype(float) / given["teams"].astype(float)
    most = given.loc[shares == shares.max()]
    if not shares.max() >= _MANY or most["teams"].max() < _SEVERAL:
        return []
    who = "All teams" if shares.max() == 1 else f"{percent(float(shares.max()))} of the teams"
    return [
        f"{who} already give the highest rating to {_names(most)}: there they cannot rise any "
        "further."
    ]


def _whatever_others_say(given: pd.DataFrame) -> list[str]:
    """How far the share of teams at a rating could be off because of those that did not rate."""
    if "not_rated" not in given:
        return []
    missing = int(given.attrs.get("not_returned", 0))
    others = given["not_rated"].astype(float) + missing
    asked = given["teams"].astype(float) + others
    if not others.max() > 0:
        return []
    worst = float((others / asked).max())
    up_to = "the" if asked.min() == asked.max() else "up to"
    of_teams = f"{up_to} {spelled(int(asked.max()), 'team')}"
    did_not = f"did not rate {'it' if len(given) == 1 else 'a practice'}"
    if missing:
        said = f"{opening(number(missing))} of {of_teams} asked returned no ratings"
        blanks = given["not_rated"].dropna()
        if (most := int(blanks.max())) > 0:
            at_most = "" if blanks.min() == most else "up to "
            said = f"{said}, and {at_most}{spelled(most, 'other team')} {did_not}"
    else:
        said = f"Of {of_teams} that returned, {spread(others, 'team', spelled)} {did_not}"
    return [
        f"{said}. Their answers could have moved a share by up to "
        f"{decimals(100 * worst, 0)} percentage points, which no interval allows for."
    ]
