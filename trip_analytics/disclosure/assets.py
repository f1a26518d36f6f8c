"""Release of what teams can draw on: never its words, but how many teams listed any."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.assets import IN_NUMBERS, QUESTION, asset_categories
from trip_analytics.disclosure.released import Released, withhold
from trip_analytics.disclosure.releases import (
    ForTheDeskAlone,
    InItsOwnWay,
    already_published,
    check_is_of,
    only_year,
    yes_or_no,
)
from trip_analytics.disclosure.rules import (
    SHARE_DECIMALS,
    SHARES_ROUNDED,
    Audience,
    Rule,
    passes,
    rounded,
    with_companions,
)
from trip_analytics.returns import Returns

RELEASE: Final = ForTheDeskAlone(
    QUESTION,
    "What teams can draw on is written in people's own words, which may show who somebody is: it "
    "is never released as it is. Read it, and write what you wish to share in your own words.",
)
_LEFT_OUT: Final = (
    "A heading is left out where hardly any team, or nearly every team, listed something under it."
)


def _release(result: pd.DataFrame, returns: Returns, audience: Audience, rule: Rule) -> Released:
    """As it was published with its year; else as it is released now."""
    year = only_year(result)
    check_is_of(result, asset_categories(returns, year=year))
    published = already_published(IN_NUMBERS.name, year, result, returns)
    return published or _of_year(returns, year, audience, rule)


def _of_year(returns: Returns, year: int, _: Audience, rule: Rule) -> Released:
    """The headings that pass the rule; of others not even the name, which may be a team's own."""
    whole = asset_categories(returns, year=year)
    if whole.empty:
        return withhold(IN_NUMBERS.name, whole, {}, {}, [])
    returned = pd.Series(whole.attrs["returned"], index=whole.index)
    counts = yes_or_no(whole["teams"], returned)
    hidden = with_companions(~passes(counts, rule), counts, None, rule)
    shown = whole.loc[~hidden].reset_index(drop=True)
    shown["share"] = rounded(shown["share"], SHARE_DECIMALS)
    notes = [SHARES_ROUNDED, *([_LEFT_OUT] if hidden.any() else [])]
    return withhold(IN_NUMBERS.name, shown, {}, {}, notes)


RELEASE_IN_NUMBERS: Final = InItsOwnWay(IN_NUMBERS, _release, of_year=_of_year)
