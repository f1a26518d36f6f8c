"""Release of how well developed the domains of a list are: of the practices that are shown."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.domains import QUESTION, domain_profile, domains_of
from trip_analytics.analysis.one_list import one_list
from trip_analytics.disclosure.practices import practices_of
from trip_analytics.disclosure.rating_counts import counts_of, moments_of, points_of
from trip_analytics.disclosure.released import Released, keep_rows, withhold
from trip_analytics.disclosure.releases import (
    InItsOwnWay,
    already_published,
    check_is_of,
    of_its_list,
    only_year,
)
from trip_analytics.disclosure.rules import MEAN_DECIMALS, Audience, Rule, rounded, rule_for
from trip_analytics.returns import Returns

_MEANS: Final = ["mean", "mean_low", "mean_high"]


def release_domains(returns: Returns, year: int, profile: Released, rule: Rule) -> Released | None:
    """A year's domains, as they follow from the practices that are shown; None without domains.

    Teams' own averages over a domain take no part: that nearly all have the same, which is a
    reason to withhold it, would tell what it is, as it follows from the averages of the practices.
    So a domain's average is that of its practices, and its interval the average of theirs: as
    wide as if teams rated all of them alike, so never too narrow. At the desk, teams' averages
    are what they are.

    The returns are of one list, ``profile`` the year's practices as they may be shown. As
    ``domain_profile``, with ``items`` the practices that are shown, and ``teams`` the fewest that
    rated one of them. A domain none of whose practices is shown is withheld.
    """
    table = domain_profile(returns, year=year)
    if table.empty:
        return None
    if rule == rule_for("desk"):
        table[_MEANS] = table[_MEANS].apply(rounded, decimals=MEAN_DECIMALS)
        return withhold(QUESTION.name, table, {}, {}, table.attrs["notes"])
    rated = _of_items(profile.table)
    shown = rated.loc[rated["mean"].notna()]
    hidden = []
    for row, items in enumerate(domains_of(one_list(returns, None).definition).values()):
        of_domain = shown.loc[shown.index.isin(items)]
        of_all = rated.loc[rated.index.isin(items)]
        teams = (of_all if of_domain.empty else of_domain)["teams"].min()
        table.loc[row, ["items", "teams"]] = len(of_domain), 0 if pd.isna(teams) else int(teams)
        table.loc[row, _MEANS] = of_domain[_MEANS].mean().astype(object)
        hidden.append(of_domain.empty and not of_all.empty)
    table[_MEANS] = table[_MEANS].apply(rounded, decimals=MEAN_DECIMALS)
    notes = [_OF_SHOWN]
    if any(hidden):
        notes.append("A domain is withheld where all its practices are.")
    return withhold(QUESTION.name, table, {"means": _MEANS}, {"means": pd.Series(hidden)}, notes)


def _of_items(profile: pd.DataFrame) -> pd.DataFrame:
    """What is published of each practice that was rated, with its average not rounded."""
    points = np.array(points_of(profile), dtype=float)
    counts = counts_of(profile).astype("Float64").to_numpy(float, na_value=np.nan)
    exact = profile.assign(mean=moments_of(counts, points)[1])
    exact = exact.loc[exact["teams"].gt(0)].astype(dict.fromkeys(_MEANS, float))
    # Of a practice that was rated in two wordings, all rows must be shown.
    by_item = exact.groupby("item_id")
    return by_item["teams"].sum().to_frame().join(by_item[_MEANS].agg(_if_all_shown))


def _if_all_shown(figures: pd.Series) -> float:
    return float(figures.mean(skipna=False))


_OF_SHOWN: Final = (
    "The average of a domain is that of its practices that are shown; those that are withheld take "
    "no part. Its interval is wider than it needs to be, because it treats teams as if they rated "
    "all practices of a domain alike. Averages are rounded to one decimal place."
)


def _release(result: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    year, returns = only_year(result), of_its_list(result, returns)
    check_is_of(result, domain_profile(returns, year=year))
    released = already_published(QUESTION.name, year, result, returns) or release_domains(
        returns, year, practices_of(returns, year, rule), rule
    )
    if released is None:
        return withhold(QUESTION.name, result, {}, {}, [])
    return keep_rows(released, result, ["domain"])


RELEASE: Final = InItsOwnWay(QUESTION, _release)
