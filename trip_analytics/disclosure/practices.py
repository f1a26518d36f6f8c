"""Release of how well developed the practices are: over all teams, and in parts."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from trip_analytics.analysis.options import BREAKDOWNS
from trip_analytics.analysis.practices import QUESTION, parts_without_ranks, practice_profile
from trip_analytics.disclosure.published_figures import check_partition, published_profile
from trip_analytics.disclosure.rating_counts import counts_of, halves, points_of
from trip_analytics.disclosure.released import Released, keep_rows, withhold
from trip_analytics.disclosure.releases import InItsOwnWay, check_is_of, of_its_list, only_year
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    AVERAGES_ROUNDED,
    MEAN_DECIMALS,
    SHARES_ROUNDED,
    Audience,
    Rule,
    passes,
    rounded,
    rounded_shares,
    withheld_because,
)
from trip_analytics.disclosure.small_groups import merge_small_groups
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns
from trip_analytics.returns.worked_out_once import worked_out_once

HALF: Final = "half"
HALVES_SHOWN: Final = (
    "Where a practice is withheld, we still say which half of the scale its average lies in, if "
    "that leaves open what each team answered."
)
_MEANS: Final = ["mean", "mean_low", "mean_high"]
_SHARES: Final = ["well_developed", "well_developed_low", "well_developed_high"]
_AGREEMENT: Final = ["agreement"]
_AGREEMENT_DECIMALS: Final = 2
_RANKS: Final = ["rank_low", "rank_high"]
# What a row is about: wordings of an item that cannot be compared have rows of their own.
KEY: Final = ["item_id", "practice"]


@dataclass(frozen=True)
class Practices:
    """A year's practices as they may be shown."""

    profile: Released
    """As ``practice_profile``, with ``half``: the half of the scale that the average of a withheld
    row lies in, "up to 3" or "above 3", where that may be said."""
    in_parts: Released | None
    """The same figures for each part of the year's one partition beside all teams."""


def release_practices(
    returns: Returns,
    year: int,
    *,
    by: str | None = None,
    rule: Rule,
    every: Returns | None = None,
) -> Practices:
    """A year's practices with every row withheld that fails the rule.

    A row that fails in the whole is withheld. In a breakdown, one that fails in any part is left
    out of all parts; the whole is still shown, without a place, where nobody can work out which
    part it is: where so many teams gave the most common rating that two parts at least could be
    made of them. Otherwise it is withheld too. Places are worked out anew among the rows that have
    one. Groups under 10 teams are merged first, on sizes alone; of several lists, on the sizes of
    ``every`` list's returns, because the year's one partition holds for each of them.

    Raises DisclosureError: fewer than two parts of 10 teams would be left, or in one of them fewer
    than 10 teams returned this list.
    """
    if by is None:
        return Practices(_of_all_teams(returns, year, rule), None)
    profile, parts, in_no_part = _beside_parts(returns, year, by, rule, every)
    return Practices(profile, _in_parts(profile, parts, by, in_no_part))


def _of_all_teams(returns: Returns, year: int, rule: Rule) -> Released:
    whole = practice_profile(returns, year=year)
    withheld = _fails(whole, rule)
    return _whole(whole, returns, year, withheld, withheld, rule)


def _beside_parts(
    returns: Returns, year: int, by: str, rule: Rule, every: Returns | None
) -> tuple[Released, pd.DataFrame, pd.MultiIndex]:
    """The practices of all teams as they may be shown beside parts; the parts, and what is in none.

    Raises DisclosureError: fewer than two parts of 10 teams would be left.
    """
    merged = merge_small_groups(every or returns, by, year=year, least=rule.minimum_group)
    whole = practice_profile(returns, year=year)
    merged = of_its_list(whole, merged)
    withheld = _fails(whole, rule)
    parts = parts_without_ranks(merged, year, by)
    in_no_part = withheld | _keys(whole).isin(_keys(parts.loc[_fails(parts, rule)]))
    returned = merged.returns.loc[merged.returns["year"].eq(year) & _current(merged)]
    sizes = sorted(returned.groupby(by)["team_id"].nunique())
    if len(sizes) < 2 or (every is not None and sizes[0] < rule.minimum_group):
        raise DisclosureError(
            f"Too few teams returned this list in {year} to show it by {by.replace('_', ' ')}: "
            f"each part takes {rule.minimum_group} of them, so report on the whole trust."
        )
    revealed = in_no_part & (counts_of(whole).max(axis=1) < sizes[1])
    withheld |= revealed
    profile = _whole(whole, returns, year, withheld, in_no_part, rule)
    return profile, parts, _keys(whole)[in_no_part]


@worked_out_once
def practices_of(
    returns: Returns,
    year: int,
    rule: Rule,
    by: str | None = None,
    every: Returns | None = None,
) -> Released:
    """The practices of a year: as they were published, else as they may be.

    With ``by`` as they may be beside the parts of the year's breakdown, where it has such parts.
    """
    known = published_profile(returns, year)
    if known is not None:
        return known
    if by is not None:
        with contextlib.suppress(DisclosureError):
            return _beside_parts(returns, year, by, rule, every)[0]
    return _of_all_teams(returns, year, rule)


def _fails(table: pd.DataFrame, rule: Rule) -> pd.Series[bool]:
    """The rows that somebody rated and that may not be shown."""
    counts = counts_of(table)
    fails: pd.Series[bool] = (counts.sum(axis=1) > 0) & ~passes(counts, rule)
    return fails.astype(bool)


def _current(returns: Returns) -> pd.Series[bool]:
    return returns.returns["status"].eq("current") & returns.returns["team_id"].notna()


def _keys(table: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(table[KEY])


def _whole(
    profile: pd.DataFrame,
    returns: Returns,
    year: int,
    withheld: pd.Series[bool],
    unplaced: pd.Series[bool],
    rule: Rule,
) -> Released:
    table = rounded_profile(_placed(profile, returns, year, unplaced))
    table[HALF] = halves(counts_of(profile), points_of(profile), withheld, rule)
    notes = _notes(withheld, table[HALF], rule)
    if (unplaced & ~withheld).any():
        notes.append("A practice that is left out of the parts has no place among the others.")
    figures = [*counts_of(profile).columns, *_MEANS, *_SHARES, *_AGREEMENT]
    hidden = {"figures": withheld, "places": unplaced}
    return withhold(
        "practice_profile", table, {"figures": figures, "places": _RANKS}, hidden, notes
    )


def _placed(
    profile: pd.DataFrame, returns: Returns, year: int, unplaced: pd.Series[bool]
) -> pd.DataFrame:
    """A profile whose places are those among the rows that have one.

    Where nearly all teams agree on a practice, that it is in one of the first places tells what
    they agree on; and a place that no other practice holds is the one it holds.
    """
    if not unplaced.any():
        return profile
    gone = profile.loc[unplaced, "item_id"]
    shown = replace(returns, ratings=returns.ratings.loc[~returns.ratings["item_id"].isin(gone)])
    # One of several wordings of a practice that is withheld takes the places of the others.
    places = practice_profile(shown, year=year).set_index(KEY)[_RANKS]
    placed = profile.copy()
    placed[_RANKS] = places.reindex(_keys(profile)).set_axis(profile.index)
    return placed


def rounded_profile(table: pd.DataFrame) -> pd.DataFrame:
    """A profile with its averages to one decimal place and its shares to the nearest 1%."""
    table = table.copy()
    for columns, decimals in ((_MEANS, MEAN_DECIMALS), (_AGREEMENT, _AGREEMENT_DECIMALS)):
        # Years that were published before have no agreement.
        for column in table.columns.intersection(columns):
            table[column] = rounded(table[column], decimals)
    for column in _SHARES:
        table[column] = rounded_shares(table[column])
    return table


def _in_parts(profile: Released, parts: pd.DataFrame, by: str, left_out: pd.MultiIndex) -> Released:
    """The figures of the whole and, below them, of each part."""
    # Beside parts, places would be among practices of which some are left out of all parts.
    whole = profile.table.drop(columns=[*_RANKS, HALF])
    whole.insert(2, by, pd.Series(ALL_TEAMS, index=whole.index, dtype="string"))
    table = pd.concat([whole, rounded_profile(parts).drop(columns=_RANKS)], ignore_index=True)
    left = pd.Series(_keys(parts).isin(left_out)).astype(bool)
    withheld = pd.concat([profile.withheld["mean"], left], ignore_index=True)
    order = _keys(profile.table).get_indexer(_keys(table)).argsort(kind="stable")
    table = table.iloc[order]
    hidden: pd.Series[bool] = withheld.loc[table.index].astype(bool)
    table.attrs = profile.table.attrs
    notes = list(profile.notes)
    if len(left_out):
        word = by.replace("_", " ")
        notes.append(
            f"A practice is left out of every {word} where it would be withheld in one: the "
            "others, taken from all teams, would give that one away."
        )
    figures = [column for column in table if column in (*_MEANS, *_SHARES, *_AGREEMENT)]
    figures += list(counts_of(table).columns)
    return withhold("practice_profile", table, {"figures": figures}, {"figures": hidden}, notes)


def _notes(withheld: pd.Series[bool], half: pd.Series, rule: Rule) -> list[str]:
    notes = [AVERAGES_ROUNDED, SHARES_ROUNDED]
    if withheld.any():
        # One sentence for both reasons: which of the two it is would be an answer.
        notes.append(withheld_because(rule, "rated it"))
    if half.notna().any():
        notes.append(HALVES_SHOWN)
    return notes


def _release(result: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    """Rows of a profile: of the whole trust, or in the parts of the year's one breakdown."""
    year = only_year(result)
    every, returns = returns, of_its_list(result, returns)
    by = next((part for part in BREAKDOWNS if part in result), None)
    if by is None:
        check_is_of(result, practice_profile(returns, year=year), counts_alone=True)
        return keep_rows(practices_of(returns, year, rule), result, KEY)
    if published_profile(returns, year) is not None:
        return keep_rows(check_partition(returns, year, by), result, KEY)
    practices = release_practices(returns, year, by=by, rule=rule, every=every)
    return keep_rows(practices.in_parts or practices.profile, result, KEY)


RELEASE: Final = InItsOwnWay(QUESTION, _release)
