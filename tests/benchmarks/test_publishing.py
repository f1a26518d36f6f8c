from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks import publishing
from benchmarks.simulated import public_change
from benchmarks.simulated.public_change import (
    as_printed,
    both_years,
    log_ratio,
    moves,
    published,
    two_years,
)
from benchmarks.simulated.trusts import levels, on_a_day, true_correlation, true_mean, views
from trip_analytics.disclosure import correlation
from trip_analytics.disclosure.change import release_change
from trip_analytics.disclosure.correlation import parts_of, scale_of
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.returns import Returns


def as_returns(trust, run):
    """Returns of one of the trusts; of practices that a team did not rate, its form is blank."""
    rows = [
        {
            "team": f"Team {team:03}",
            "year": year,
            "item_id": f"practice-{item:02}",
            "rating": rating,
        }
        for year, ratings in ((2024, trust.before[run]), (2025, trust.after[run]))
        for team, of_team in enumerate(ratings)
        if np.isfinite(of_team).any()
        for item, rating in enumerate(of_team)
    ]
    returns = Returns.from_tables(ratings=pd.DataFrame(rows), instruments=())
    return replace(returns, secret="of the store")  # noqa: S106 # made up


def figures(runs, teams):
    chance = np.random.default_rng(5)
    return {each.about: each for each in public_change.public_change(chance, runs, teams)}


@pytest.mark.slow  # a benchmark is run by hand: CI shows that it still counts rightly
@pytest.mark.parametrize("teams", [9, 45])
def test_many_trusts_at_once_are_published_as_each_by_itself(monkeypatch, teams):
    for module in (correlation, public_change):
        monkeypatch.setattr(module, "noise", lambda *_: 0.3)
    trust = two_years(np.random.default_rng(3), 2, teams)
    found = published(trust, with_noise=True)
    low, high = as_printed(found)
    for run in range(2):
        real = release_change(as_returns(trust, run), 2024, 2025, rule=PUBLIC).table
        practices = slice(run * 20, run * 20 + 20)
        assert real.attrs["correlation"] == pytest.approx(found.correlation[run])
        assert (real.attrs["correlation"] > 0) == (teams == 45)
        for column, values in (("change_low", low), ("change_high", high)):
            shown = real[column].to_numpy(float, na_value=np.nan)
            assert shown == pytest.approx(values[practices], nan_ok=True)
        shown = real["p_value"].to_numpy(float, na_value=np.nan)
        assert shown == pytest.approx(found.p_value[practices], nan_ok=True)


def test_an_interval_of_half_the_width_misses_its_promise(monkeypatch):
    about = "Published change, the same teams in both years: the interval holds the truth"
    about += " (from a store)"
    assert not figures(40, 40)[about].missed
    whole = public_change.difference_of_means

    def halved(change, *others):
        low, high, p_value = whole(change, *others)
        return (change + low) / 2, (change + high) / 2, p_value

    monkeypatch.setattr(public_change, "difference_of_means", halved)
    assert figures(40, 40)[about].missed


def test_the_true_correlation_is_that_of_very_many_teams():
    lasting = levels() + views(np.random.default_rng(5), 1, 20_000)[0]
    for day, rounded in ((0.5, 0.74), (0.8, 0.57)):
        first, second = (on_a_day(np.random.default_rng(s), lasting, day=day) for s in (6, 7))
        alike = [np.corrcoef(first[:, i], second[:, i])[0, 1] for i in range(20)]
        assert true_correlation(levels(), day) == pytest.approx(np.mean(alike), abs=0.01)
        assert true_correlation(levels(), day) == pytest.approx(rounded, abs=0.005)


def test_the_true_change_over_all_teams_counts_those_that_come_and_go():
    trust = two_years(np.random.default_rng(5), 1, 20_000, joiners=1, leavers=0.5, rise=0.4)
    seen = np.nanmean(trust.after[0], axis=0) - np.nanmean(trust.before[0], axis=0)
    assert trust.truth == pytest.approx(seen, abs=0.06)
    assert trust.truth.mean() == pytest.approx(seen.mean(), abs=0.01)
    same = two_years(np.random.default_rng(5), 1, 10, rise=0.4)
    assert same.truth == pytest.approx(true_mean(levels() + 0.4) - true_mean(levels()))


def test_an_exchange_moves_the_mean_as_working_it_out_again_does():
    first, second = both_years(two_years(np.random.default_rng(5), 1, 12, turnover=0))
    moved = moves(first, second)
    swapped = second.copy()
    swapped[:, [2, 7]] = second[:, [7, 2]]
    again = parts_of(first, swapped).mean() - parts_of(first, second).mean()
    assert moved[0, 2, 7] == pytest.approx(again)
    assert abs(again) > 0


def test_how_much_likelier_a_world_is_follows_from_the_laplace_law():
    # A whole scale apart, both tails are e times as likely.
    mean, apart = np.array([0.43]), np.array([scale_of(40)])
    assert log_ratio(mean, apart, 40) == pytest.approx(1)
    assert log_ratio(mean, 0 * apart, 40) == pytest.approx(0)
    drawn = np.random.default_rng(5).laplace(size=400_000)
    law = public_change._law(mean, 40)[0]
    share = np.bincount((correlation.in_tenths(0.43, 40, drawn) * 10).round().astype(int))
    assert law == pytest.approx(share / drawn.size, abs=0.004)
    assert law.sum() == pytest.approx(1)


def test_the_worst_trust_that_can_be_made_moves_a_whole_scale_and_no_more():
    rows = list(publishing.exchanges(2))
    worst = [row for row in rows if row["trusts"] == "made to be the worst"]
    assert [row["moved by at most"] for row in worst] == [row["4 / n"] for row in worst]
    assert all(float(str(row["likelier at most, times"])) <= 2.7183 for row in rows)


def test_the_bounds_are_the_narrowest_that_stay_below_the_truth():
    rows = {
        (row["true"], row["practices"], row["teams"], row["bounds"]): row
        for row in publishing.correlations(40)
    }
    chosen = rows["0.74", 20, 40, "-0.5 to 1.5"]
    assert float(str(chosen["published less truth"])) < -0.1
    assert float(str(chosen["mean less truth"])) > float(
        str(rows["0.74", 20, 40, "-1 to 1"]["mean less truth"])
    )
    # Where nothing is alike, bounds further up find something all the same.
    assert float(str(rows["0.00", 8, 100, "0 to 2"]["mean less truth"])) > 0.15
    assert float(str(rows["0.00", 8, 100, "-0.5 to 1.5"]["mean less truth"])) < 0.05


@pytest.mark.slow  # as above
def test_a_change_is_withheld_only_where_one_of_the_two_years_is():
    returns = publishing.ordinary_trust(np.random.default_rng(7), 7, 6, years=4)
    counted = publishing._counted(returns)
    assert counted["changes for nothing"] == 0
    assert 0 < counted["withheld"] < counted["rows"] == 24
    assert counted["withheld"] < counted["changes"] == 18
    assert counted["halves"] <= counted["withheld"]


def test_a_fifth_of_the_teams_of_a_made_up_trust_is_replaced_each_year():
    ratings = publishing.ordinary_trust(np.random.default_rng(7), 20, 3, years=3).ratings
    teams = [set(of_year["team"]) for _, of_year in ratings.groupby("year")]
    assert [len(each) for each in teams] == [20, 20, 20]
    assert [len(teams[0] & teams[1]), len(teams[1] & teams[2])] == [16, 16]


def test_rows_are_printed_as_a_table():
    assert publishing.printed([{"teams": 6, "withheld": "0.1"}]).splitlines() == [
        "| teams | withheld |",
        "| --- | --- |",
        "| 6 | 0.1 |",
    ]
