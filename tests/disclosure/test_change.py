import itertools

import numpy as np
import pandas as pd
import pytest

from trip_analytics.analysis import change_between
from trip_analytics.disclosure import INSIDERS, release_change
from trip_analytics.disclosure.rules import rounded
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

SCALE = np.arange(1, 6)


def trust(*cases):
    """Returns in which each case, its matched pairs, joiners and leavers, is an item."""
    rows = []
    for number, (matched, joined, left) in enumerate(cases):
        moved = [(None, rating) for rating in joined] + [(rating, None) for rating in left]
        for team, pair in enumerate([*matched, *moved]):
            rows += [
                (f"Team {team:03}", year, f"item-{number:04}", rating)
                for year, rating in zip((2024, 2025), pair, strict=True)
                if rating is not None
            ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    return Returns.from_tables(ratings=ratings, instruments=())


def released(*cases):
    returns = trust(*cases)
    return release_change(change_between(returns, 2024, 2025), returns)


MIXED = [(1, 2), (2, 4), (3, 3), (4, 3), (5, 4), (2, 2), (3, 5), (1, 1), (4, 5), (2, 3)]


def test_change_is_given_in_rounded_means_and_coarse_shares():
    shown = released((MIXED, [], [])).table.iloc[0]
    # Changes 1 2 0 -1 -1 0 2 0 1 1: mean 0.5, standard deviation 1.08, t(9) = 1.46, p = .18
    assert (shown["mean_change"], shown["change_low"], shown["change_high"]) == (0.5, -0.3, 1.3)
    assert (shown["improved"], shown["same"], shown["declined"]) == (0.5, 0.3, 0.2)
    assert (shown["p_value"], shown["p_adjusted"]) == (1.0, 1.0)
    assert (shown["matched_part"], shown["joiners_part"], shown["leavers_part"]) == (0.5, 0, 0)


@pytest.mark.parametrize(
    ("joined", "left", "shown"),
    [(0, 0, True), (10, 10, True), (10, 0, True), (9, 10, False), (12, 1, False), (1, 0, False)],
)
def test_parts_need_ten_that_joined_and_left_or_none(joined, left, shown):
    movers = [1, 2, 3, 4, 5, 3, 2, 4, 3, 2, 1, 5]
    result = released((MIXED * 3, movers[:joined], movers[:left]))
    parts = ["matched_part", "joiners_part", "leavers_part"]
    assert result.table.loc[0, parts].notna().all() == shown
    assert (not result.withheld.loc[0, parts].any()) == shown
    assert result.table.loc[0, ["mean_change", "overall_change"]].notna().all()


@pytest.mark.parametrize(
    "matched",
    [
        [(1, 2), (2, 3), (3, 3), (4, 3)],  # four teams
        [*[(n, n + 1) for n in range(1, 5)] * 3, (2, 2), (5, 4)],  # nearly all better
        [(1, 5)] * 6 + [(2, 5)] * 6 + [(3, 4)] * 2,  # the later year's counts are withheld
        [(3, 1)] * 7 + [(3, 2)] * 3 + [(3, 3)] * 3 + [(2, 4)] * 2,  # the earlier year's are
    ],
)
def test_a_change_that_tells_answers_is_withheld_whole(matched):
    result = released((matched, [], []))
    figures = [column for column in result.table if column not in ("item_id", "practice")][3:]
    assert result.table.loc[0, figures].isna().all()
    assert result.withheld.loc[0, figures].all()
    assert result.table.loc[0, "teams"] == len(matched)
    assert len(result.notes) == 2


def test_the_change_must_be_of_the_returns():
    returns, others = trust((MIXED, [], [])), trust((MIXED[:-1], [3], []))
    change = change_between(returns, 2024, 2025)
    with pytest.raises(DisclosureError, match="give the returns"):
        release_change(change, others)
    with pytest.raises(DisclosureError, match="give the returns"):
        release_change(change, returns, perspective="staff")
    with pytest.raises(DisclosureError, match="whole trust"):
        release_change(change.assign(service_line="A"), returns)
    with pytest.raises(DisclosureError, match="never released"):
        release_change(change.assign(team="Ash"), returns)


def test_nothing_to_release_is_released_empty():
    returns = trust((MIXED, [], []))
    assert release_change(change_between(returns, 2024, 2025).iloc[:0], returns).table.empty
    assert release_change(change_between(returns, 2023, 2025), returns).table.empty


def test_wordings_that_cannot_be_compared_have_nothing_to_withhold():
    returns = trust((MIXED, [], []))
    change = change_between(returns, 2024, 2025)
    for column in change.columns[5:]:
        change[column] = pd.NA
    unmatched = release_change(change.assign(teams=0), returns)
    assert unmatched.table["mean_change"].isna().all()
    assert not unmatched.withheld["mean_change"].any()


def test_no_team_that_joined_or_left_is_told_by_the_rounded_change():
    """Brute force over what counts of both years, mean and interval leave possible."""
    draw = np.random.default_rng(20250101)
    cases = []
    for _ in range(400):
        n = int(draw.integers(9, 45))
        odds = draw.dirichlet([0.6] * 5)
        matched = list(zip(draw.choice(SCALE, n), draw.choice(SCALE, n), strict=True))
        joined, left = (draw.choice(SCALE, draw.integers(0, 4), p=odds) for _ in range(2))
        cases.append((matched, joined, left))
    returns = trust(*cases)
    change = change_between(returns, 2024, 2025)
    as_if_shown = change[["mean_change"]].apply(rounded, decimals=1)
    shown = release_change(change, returns).table["mean_change"].notna()
    told = pd.Series(
        [_told(case, row) for case, (_, row) in zip(cases, as_if_shown.iterrows(), strict=True)]
    )
    assert not (told & shown).any()
    # The rule withholds real leaks, and not much else.
    assert told.sum() > 20
    assert (shown | told).mean() > 0.97


def _told(case, shown):
    """Whether at most two movers who pool what they know are certain of another's rating."""
    matched, joined, left = case
    n = len(matched)
    ratings = [*joined, *left]
    signs = [1] * len(joined) + [-1] * len(left)
    later = sum(b for _, b in matched) + sum(joined)
    earlier = sum(a for a, _ in matched) + sum(left)
    sums = [
        later - earlier - change
        for change in range(-4 * n, 4 * n + 1)
        if _to_a_tenth(change, n) == round(10 * shown["mean_change"])
    ]
    movers = range(len(ratings))
    for insiders in itertools.chain.from_iterable(
        itertools.combinations(movers, k) for k in range(INSIDERS + 1)
    ):
        known = sum(signs[m] * ratings[m] for m in insiders)
        for mover in set(movers) - set(insiders):
            others = [signs[m] for m in movers if m != mover and m not in insiders]
            least = sum(1 if sign > 0 else -5 for sign in others)
            most = sum(5 if sign > 0 else -1 for sign in others)
            possible = {
                rating
                for rating in SCALE
                for total in sums
                if least <= total - known - signs[mover] * rating <= most
            }
            if len(possible) == 1:
                return True
    return False


def _to_a_tenth(change, n):
    """Tenths of the mean of n changes, halves away from nought; in whole numbers alone."""
    tenths = (20 * abs(change) + n) // (2 * n)
    return tenths if change > 0 else -tenths
