import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from trip_analytics.disclosure import INSIDERS, release_change
from trip_analytics.disclosure.profile import COUNTS
from trip_analytics.errors import DisclosureError

SCALE = np.arange(1, 6)


def profile(items, ratings, year):
    """Profile rows from each item's ratings."""
    counts = [[int((np.asarray(rated) == point).sum()) for point in SCALE] for rated in ratings]
    table = pd.DataFrame(counts, columns=COUNTS)
    return table.assign(
        item_id=items, practice=items, year=year, teams=table.sum(axis=1), not_rated=0
    )


def row(item, matched, joined, left):
    """A row of change_between from the ratings of matched pairs, joiners and leavers."""
    before, after = (np.array(rated, dtype=float) for rated in zip(*matched, strict=True))
    change = after - before
    n = len(change)
    mean, error = change.mean(), change.std(ddof=1) / np.sqrt(n)
    reach = stats.t.ppf(0.975, n - 1) * error
    p_value = 2 * stats.t.sf(abs(mean) / error, n - 1) if error else None
    weight_in, weight_out = (len(x) / (n + len(x)) for x in (joined, left))
    return {
        "item_id": item,
        "practice": item,
        "from_year": 2024,
        "to_year": 2025,
        "teams": n,
        "mean_change": mean,
        "change_low": mean - reach if error else None,
        "change_high": mean + reach if error else None,
        "p_value": p_value,
        "p_adjusted": p_value,
        "improved": (change > 0).mean(),
        "same": (change == 0).mean(),
        "declined": (change < 0).mean(),
        "overall_change": np.mean([*after, *joined]) - np.mean([*before, *left]),
        "matched_part": mean,
        "joiners_part": weight_in * (np.mean(joined) - after.mean()) if len(joined) else 0.0,
        "leavers_part": weight_out * (np.mean(left) - before.mean()) if len(left) else 0.0,
    }


def released(*cases):
    """A release of items, each given as its matched pairs, joiners and leavers."""
    items = [f"item-{n:04}" for n in range(len(cases))]
    change = pd.DataFrame([row(item, *case) for item, case in zip(items, cases, strict=True)])
    before = profile(items, [[*(a for a, _ in m), *left] for m, _, left in cases], 2024)
    after = profile(items, [[*(b for _, b in m), *joined] for m, joined, _ in cases], 2025)
    return release_change(change, before=before, after=after)


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


def test_the_profiles_must_be_those_of_the_change():
    items = ["a"]
    change = pd.DataFrame([row("a", MIXED, [], [])])
    before = profile(items, [[a for a, _ in MIXED]], 2024)
    after = profile(items, [[b for _, b in MIXED]], 2025)
    with pytest.raises(DisclosureError, match="its two years"):
        release_change(change, before=after, after=before)
    with pytest.raises(DisclosureError, match="its two years"):
        release_change(change, before=before, after=after.assign(item_id="b"))
    with pytest.raises(DisclosureError, match="whole trust"):
        release_change(change.assign(service_line="A"), before=before, after=after)
    with pytest.raises(DisclosureError, match="never released"):
        release_change(change.assign(team="Ash"), before=before, after=after)


def test_no_team_that_joined_or_left_is_told_by_the_rounded_change():
    """Brute force over what counts of both years, mean and interval leave possible."""
    draw = np.random.default_rng(20250101)
    cases = []
    for _ in range(1500):
        n = int(draw.integers(9, 45))
        odds = draw.dirichlet([0.6] * 5)
        matched = list(zip(draw.choice(SCALE, n, p=odds), draw.choice(SCALE, n), strict=True))
        joined, left = (draw.choice(SCALE, draw.integers(0, 4), p=odds) for _ in range(2))
        cases.append((matched, joined, left))
    result = released(*cases)
    given = result.table["mean_change"].notna()
    for case, (_, shown) in zip(cases, result.table.iterrows(), strict=True):
        if pd.notna(shown["mean_change"]):
            assert not _told(case, shown), case
    told = [
        _told(case, _as_if_shown(case))
        for case, is_given in zip(cases, given, strict=True)
        if not is_given
    ]
    # The rule withholds real leaks, and not everything.
    assert sum(told) > 20
    assert given.mean() > 0.4


def _as_if_shown(case):
    exact = row("x", *case)
    names = ("mean_change", "change_low", "change_high")
    return {name: np.nan if exact[name] is None else np.round(exact[name], 1) for name in names}


def _told(case, shown):
    """Whether at most two movers who pool what they know are certain of another's rating."""
    matched, joined, left = case
    n = len(matched)
    ratings = [*joined, *left]
    signs = [1] * len(joined) + [-1] * len(left)
    later = sum(b for _, b in matched) + sum(joined)
    earlier = sum(a for a, _ in matched) + sum(left)
    middle = (shown["change_low"] + shown["change_high"]) / 2
    sums = [
        later - earlier - change
        for change in range(-4 * n, 4 * n + 1)
        if abs(change / n - shown["mean_change"]) <= 0.05 + 1e-9
        and not abs(change / n - middle) > 0.05 + 1e-9
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
