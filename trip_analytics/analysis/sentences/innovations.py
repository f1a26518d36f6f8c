"""What an innovation's link with change says: an association at most."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.sentences.sure import SURE, is_sure, points
from trip_analytics.words import interval, listed, mid_sentence, number, signed, spelled, spread

NEEDS: Final = (
    "item_id",
    "practice",
    "innovation",
    "from_year",
    "to_year",
    "adopters",
    "others",
    "difference",
    "difference_low",
    "difference_high",
    "p_value",
    "p_adjusted",
    "caveat",
)


def in_words(link: pd.DataFrame) -> str:
    """How much more adopters changed over all practices, in which ones, and what it is not."""
    first = link.iloc[0]
    years = f"from {first['from_year']} to {first['to_year']}"
    who = f"teams that introduced {first['innovation']}"
    given = link.loc[link["difference"].notna()]
    if given.empty:
        return f"Whether {who} changed more {years} than others cannot be shown."
    sentences = [
        _overall(row, who, years) for _, row in given.loc[given["item_id"].isna()].iterrows()
    ]
    practices = given.loc[given["item_id"].notna()]
    if len(practices):
        sentences.append(_practice_by_practice(practices))
    if missing := int(link.loc[link["item_id"].notna(), "difference"].isna().sum()):
        sentences.append(f"For {spelled(missing, 'practice')} nothing can be given.")
    return " ".join([*sentences, str(first["caveat"])])


def _overall(row: pd.Series, who: str, years: str) -> str:
    range_of = interval(row, "difference_low", "difference_high", signed)
    counts = (
        ""
        if row[["adopters", "others"]].isna().any()
        else (
            f" ({spelled(row['adopters'], 'team')} introduced it, {number(row['others'])} did not)"
        )
    )
    if not bool(row[["p_value"]].le(SURE).fillna(False).iloc[0]):
        return (
            f"Over all practices, {who} changed {years} by {signed(row['difference'])} points"
            f"{range_of} against others that began alike, which is no difference we can be sure "
            f"of{counts}."
        )
    more = "more" if row["difference"] > 0 else "less"
    return (
        f"Over all practices, the ratings of {who} rose {years} by {points(row['difference'])} "
        f"{more}{range_of} than those of others that began alike{counts}."
    )


def _practice_by_practice(practices: pd.DataFrame) -> str:
    sure = practices.loc[is_sure(practices)]
    rest = f"{spread(practices['adopters'], 'team', spelled)} that introduced it"
    if sure.empty:
        return f"Practice by practice there is no difference we can be sure of ({rest})."
    said = [
        f"{mid_sentence(row['practice'])} ({signed(row['difference'])})"
        for _, row in sure.iterrows()
    ]
    return f"Practice by practice, it is beyond chance for {listed(said)} ({rest})."
