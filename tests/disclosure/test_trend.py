import numpy as np
import pandas as pd
import pytest
from trip_analytics.disclosure.trend import release_trend

from trip_analytics.analysis import trend
from trip_analytics.disclosure.rules import MEAN_DECIMALS, banded, rounded
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

YEARS = (2023, 2024, 2025)


def returns_of(cubes):
    """Returns of items, each an array of years by teams (NaN: not there)."""
    rows = [
        (f"Team {team:02}", YEARS[year], f"item-{number:04}", int(rating))
        for number, cube in enumerate(cubes)
        for (year, team), rating in np.ndenumerate(cube)
        if not np.isnan(rating)
    ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    return Returns.from_tables(ratings=ratings, instruments=())


def trust(seed, teams=20):
    random = np.random.default_rng(seed)
    cube = random.integers(1, 6, (3, teams)).astype(float)
    cube[random.random(cube.shape) < 0.15] = np.nan
    return cube


def as_published(returns):
    """What is published of each item's trend, by the analysis itself."""
    found = trend(returns)
    columns = [rounded(found[name], MEAN_DECIMALS) for name in ("slope", "slope_low", "slope_high")]
    table = pd.concat([*columns, banded(found["p_value"])], axis=1)
    return [tuple(row) for row in table.astype(object).where(table.notna(), None).to_numpy()]


def exchanged(cube, year, one, other):
    changed = cube.copy()
    changed[year, [one, other]] = changed[year, [other, one]]
    return changed


@pytest.mark.parametrize("seed", [0, 1, 21, 30])
def test_a_trend_is_shown_where_each_rating_could_be_three_others(seed):
    """Each exchange is worked out again from the returns, one item each."""
    cube = trust(seed)
    swaps = [
        (year, one, other)
        for year in range(3)
        for one in range(cube.shape[1])
        for other in range(cube.shape[1])
        if not np.isnan(cube[year, [one, other]]).any() and cube[year, one] != cube[year, other]
    ]
    worlds = [cube, *(exchanged(cube, *swap) for swap in swaps)]
    published, *others = as_published(returns_of(worlds))
    same = pd.DataFrame(swaps, columns=["year", "one", "other"])
    same["unchanged"] = [other == published for other in others]
    partners = same.groupby(["year", "one"])["unchanged"].sum()
    rated = int((~np.isnan(cube)).sum())
    safe = len(partners) == rated and partners.min() >= 3
    returns = returns_of([cube])
    released = release_trend(trend(returns), returns)
    assert released.withheld["slope"].tolist() == [not safe]
    assert safe == (seed == 30)


def test_some_are_shown_and_some_are_not():
    returns = returns_of([trust(seed, teams=40) for seed in range(30)])
    withheld = release_trend(trend(returns), returns).withheld["slope"]
    assert 0 < withheld.sum() < len(withheld)


def test_where_all_return_each_year_only_what_is_alike_is_withheld():
    full = np.random.default_rng(0).integers(1, 6, (3, 12)).astype(float)
    alike = full.copy()
    alike[1] = [3] * 10 + [2, 4]
    few = full[:, :4]
    returns = returns_of([alike, few])
    assert release_trend(trend(returns), returns).withheld["slope"].tolist() == [True, True]


def test_parts_and_teams_are_refused():
    returns = returns_of([trust(0)])
    found = trend(returns)
    with pytest.raises(DisclosureError, match="whole trust"):
        release_trend(found.assign(service_line="Adult"), returns)
    with pytest.raises(DisclosureError, match="never released"):
        release_trend(found.assign(team="Ash"), returns)
