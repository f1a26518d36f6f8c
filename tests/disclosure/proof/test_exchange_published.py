"""Year after year is published from a store, while returns come in late or are corrected.

Exchanged sheets change nothing but what one correlation in tenths can change: the ends of the
intervals of change and their p-values. What comes in after publication changes nothing of the year.
"""

from dataclasses import replace
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import trip_analytics as ta
from trip_analytics.analysis.history import practice_history
from trip_analytics.analysis.questions import questions
from trip_analytics.disclosure import change, correlation
from trip_analytics.disclosure.practices import practices_of
from trip_analytics.disclosure.published_figures import as_text, tables_in
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.year import release_year
from trip_analytics.returns import PublishedYear

SLOWLY = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],
}
MANY = settings(max_examples=15, **SLOWLY)
TABLES = ("returns", "ratings", "stages", "priorities", "assets")
KEY = "a secret"
OF_CORRELATION = ["change_low", "change_high", "p_value", "p_adjusted"]


def only(returns, rows):
    """Some of the rows of each table."""
    return replace(
        returns, **{name: getattr(returns, name).loc[lambda it: rows(it)] for name in TABLES}
    )


def sheets_in(table, sheets):
    """Which rows are of one of these sheets: a team and a year."""
    named = pd.MultiIndex.from_frame(table[["team_id", "year"]].astype(object))
    return pd.Series(named.isin(list(sheets)), index=table.index)


def some_sheets(returns, random, share):
    of_teams = returns.returns[["team_id", "year"]].drop_duplicates()
    chosen = of_teams.loc[random.random(len(of_teams)) < share]
    return set(map(tuple, chosen.astype(object).to_numpy()))


def corrected(returns, sheets, random):
    """The same returns, some sheets corrected: answers on the five points of their list."""
    ratings = returns.ratings.copy()
    these = sheets_in(ratings, sheets) & ratings["rating"].notna()
    lowest = {one.instrument_id: one.scale[0].value for one in returns.instruments if one.scale}
    ratings.loc[these, "rating"] = ratings.loc[these, "instrument"].map(lowest).astype(
        "Int64"
    ) + random.integers(0, 5, int(these.sum()))
    return replace(returns, ratings=ratings)


def as_of(first, final, year, late):
    """What the store holds when a year is published: late returns and corrections of before."""
    now = only(first, lambda it: it["year"].eq(year) & ~sheets_in(it, late))
    before = only(final, lambda it: it["year"].lt(year))
    together = {
        name: pd.concat([getattr(before, name), getattr(now, name)], ignore_index=True)
        for name in TABLES
    }
    return replace(now, **together)


def publish(first, final, late, by, forced=None):
    """Publish every year, one after the other; the store's last state, and the texts."""
    published, returns = (), final
    for year in final.years:
        returns = as_of(first, final, year, late)
        returns = replace(returns, published=published, secret=KEY)
        if year not in returns.years:
            continue
        with patch.object(change, "published_correlation", correlation_of(forced or {})):
            tables = release_year(
                returns, year, by=by(returns, year)[0], audience="public", rule=PUBLIC
            )
        published += (PublishedYear(year, f"{year + 1}-03-01T09:00:00+00:00", as_text(tables)),)
    return replace(final, published=published, secret=KEY)


def correlation_of(forced):
    """What works out a correlation, where none is forced on a year's change in the first list."""
    work_out = change.published_correlation

    def correlation(returns, before, after, years):
        found = work_out(returns, before, after, years)
        since_the_year_before = max(y for y in returns.years if y < years[1]) == years[0]
        may_be_other = since_the_year_before and returns.secret is not None
        return forced.get(years[1], found) if may_be_other else found

    return correlation


def correlations(store):
    """The one correlation of each published year: every list's change but one goes without."""
    found = {}
    for each in store.published:
        of_lists = [
            it.table.attrs["correlation"]
            for name, it in tables_in(each.figures).items()
            if name.startswith("change_between")
        ]
        if of_lists:
            found[each.year] = max(of_lists)
            assert sum(at > 0 for at in of_lists) <= 1
    return found


def check_exchange(returns, seed, by, mix):
    """Give back how many of the years' correlations are others in the two worlds."""
    random = np.random.default_rng(seed)
    late = some_sheets(returns, random, 0.1)
    fixed = some_sheets(returns, random, 0.1)
    world = mix(returns, random, but=late)
    # A correction is what a team sends later, whatever it sent before.
    changes = random.integers(0, 2**32)
    stores = [
        publish(each, corrected(each, fixed, np.random.default_rng(changes)), late, by)
        for each in (returns, world)
    ]
    found = correlations(stores[1])
    assert set(found.values()) <= {tenths / 10 for tenths in range(10)}
    moved = sum(at != correlations(stores[0])[key] for key, at in found.items())
    if moved:
        assert max(_in_both(returns)) >= correlation.FEWEST_TEAMS
        with_its = corrected(returns, fixed, np.random.default_rng(changes))
        stores[0] = publish(returns, with_its, late, by, forced=found)
    one, other = ([(each.year, each.figures) for each in store.published] for store in stores)
    assert one == other
    return moved


def _in_both(returns):
    return [len(teams_in_both(returns, *two)) for two in pairwise(returns.years)]


def teams_in_both(returns, *years):
    """The teams with a TRIP return in both years, by name."""
    trip = returns.returns.loc[returns.returns["instrument"] == "trip"]
    teams = [set(trip.loc[trip["year"] == year, "team_id"]) for year in years]
    return sorted(teams[0] & teams[1])


class TestExchanges:
    @pytest.mark.slow
    def test_they_change_nothing_but_one_correlation_does(self, trust_of, breakdown, mix):
        """Of teams that are much alike, so that the correlation differs."""
        returns = trust_of(48, 2, seed=1, lines=0, stages=0.0, views=0.0, unanimous=0.2)
        assert check_exchange(returns, 1, breakdown, mix) >= 1

    @pytest.mark.slow
    @MANY
    @given(data=st.data(), seed=st.integers(0, 999))
    def test_in_many_trusts(self, data, seed, trusts, breakdown, mix):
        check_exchange(data.draw(trusts()).returns(), seed, breakdown, mix)

    @pytest.mark.slow
    def test_one_correlation_changes_the_ends_of_intervals_and_p_values_alone(
        self, trust_of, breakdown
    ):
        returns = trust_of(45, 2, seed=5, turnover=0.0, unanimous=0.0, lines=0)
        years = returns.years
        tables = []
        for at in (0.0, 0.6):
            store = publish(returns, returns, set(), breakdown, forced={years[1]: at})
            tables.append(tables_in(store.published[-1].figures))
        for name in tables[0]:
            one, other = (as_text({name: each[name]}) for each in tables)
            assert (one == other) == (name != "change_between")
        wide, narrow = (each["change_between"].table for each in tables)
        pd.testing.assert_frame_equal(
            wide.drop(columns=OF_CORRELATION), narrow.drop(columns=OF_CORRELATION)
        )
        assert (wide["change_low"] <= narrow["change_low"]).all()

    @pytest.mark.parametrize(
        "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))]
    )
    def test_two_sheets_move_the_correlation_by_four_over_n_at_most(self, seed, trust_of, exchange):
        returns = trust_of(45, 2, seed=seed, turnover=0.0, lines=0, unanimous=0.2)
        before, now = returns.years
        profiles = [practices_of(returns, year, PUBLIC) for year in (before, now)]
        known = correlation.parts_of_teams(returns, *profiles, (before, now))
        random = np.random.default_rng(seed)
        for _ in range(12):
            one, other = random.choice(teams_in_both(returns, before, now), 2, replace=False)
            world = exchange(returns, now, {one: other, other: one})
            parts = correlation.parts_of_teams(world, *profiles, (before, now))
            assert len(parts) == len(known)
            assert abs(parts.sum() - known.sum()) <= 4 + 1e-9


class TestAfterPublication:
    @pytest.mark.slow
    def test_late_and_corrected_returns_change_no_public_figure_of_the_year(
        self, trust_of, breakdown
    ):
        returns = trust_of(20, 3, seed=2)
        self.check_released(*self.check(returns, 2, breakdown), years=returns.years[:1])

    @pytest.mark.slow
    @settings(max_examples=5, **SLOWLY)
    @given(data=st.data(), seed=st.integers(0, 999))
    def test_in_many_trusts(self, data, seed, trusts, breakdown):
        trust = data.draw(trusts(teams=st.integers(12, 40), years=st.integers(3, 4)))
        returns = trust.returns()
        self.check_released(*self.check(returns, seed, breakdown), years=returns.years)

    def check(self, returns, seed, breakdown):
        random = np.random.default_rng(seed)
        last = returns.years[-1]
        early = {each for each in some_sheets(returns, random, 0.2) if each[1] < last}
        fixed = {each for each in some_sheets(returns, random, 0.2) if each[1] < last}
        in_time = only(returns, lambda it: ~sheets_in(it, early))
        quiet = publish(in_time, in_time, set(), breakdown)
        busy = publish(returns, corrected(returns, fixed, random), early, breakdown)
        for one, other in zip(quiet.published, busy.published, strict=True):
            tables = [tables_in(each.figures) for each in (one, other)]
            assert list(tables[0]) == list(tables[1])
            for name in tables[0]:
                # How many teams returned in both years may differ, and so may the intervals
                # of the change since the year before; no change does.
                if name.startswith(("change_between", "change_since_first")):
                    may_differ = [] if "first" in name else OF_CORRELATION
                    same = [t[name].table.drop(columns=may_differ) for t in tables]
                    pd.testing.assert_frame_equal(*same, check_flags=False)
                elif name != "participation":
                    texts = [as_text({name: each[name]}) for each in tables]
                    assert texts[0] == texts[1], (one.year, name)
        return quiet, busy

    def check_released(self, *stores, years):
        for year in years:
            for name in ("practice_profile", "strongest_practices", "stage_profile"):
                texts = [
                    as_text({name: ta.release(questions()[name].function(store, year=year), store)})
                    for store in stores
                ]
                assert texts[0] == texts[1], (year, name)
        history = [ta.release(practice_history(store), store).table for store in stores]
        columns = ["item_id", "year", "teams", "mean", "mean_low", "mean_high"]
        pd.testing.assert_frame_equal(*(each[columns] for each in history))
