"""What a release asks for several times is worked out once, and never outlives the release."""

from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis import practices as of_practices
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.disclosure.published_figures import as_text
from trip_analytics.disclosure.releasing import release
from trip_analytics.disclosure.rules import PROMISED, rule_for
from trip_analytics.disclosure.year import release_year
from trip_analytics.returns.worked_out_once import kept_meanwhile, worked_out_once


@pytest.fixture
def asked_for():
    return []


@pytest.fixture
def look_up(asked_for):
    @worked_out_once
    def look_up(whose, years, *, of="team"):
        asked_for.append((whose, years, of))
        return pd.DataFrame({"year": years})

    return look_up


def test_the_same_question_is_worked_out_once_while_it_is_kept(look_up, asked_for):
    with kept_meanwhile():
        first, second = look_up("a", [2024, 2025]), look_up("a", [2024, 2025])
    pd.testing.assert_frame_equal(first, second)
    assert len(asked_for) == 1


def test_another_question_is_worked_out_by_itself(look_up, asked_for):
    with kept_meanwhile():
        look_up("a", [2025])
        look_up("b", [2025])
        look_up("a", [2024])
        look_up("a", [2025], of="staff")
    assert len(asked_for) == 4


def test_nothing_is_kept_outside_nor_afterwards(look_up, asked_for):
    look_up("a", [2025])
    with kept_meanwhile():
        look_up("a", [2025])
    look_up("a", [2025])
    assert len(asked_for) == 3


def test_nothing_is_kept_after_an_error(look_up, asked_for):
    def ask_and_fail():
        with kept_meanwhile():
            look_up("a", [2025])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_fail()
    look_up("a", [2025])
    assert len(asked_for) == 2


def test_what_is_kept_inside_another_lasts_as_long_as_the_outer_one(look_up, asked_for):
    with kept_meanwhile():
        with kept_meanwhile():
            look_up("a", [2025])
        look_up("a", [2025])
    assert len(asked_for) == 1


def test_a_table_handed_out_may_be_changed(look_up):
    with kept_meanwhile():
        for _ in range(2):
            table = look_up("a", [2025])
            table.loc[0, "year"] = 1999
        assert look_up("a", [2025])["year"].tolist() == [2025]


@pytest.mark.slow
def test_a_release_sees_tables_that_were_changed_in_place_since_the_last(make_returns):
    returns = make_returns(teams=12, years=(2024, 2025))
    asked = {"by": None, "audience": "public", "rule": rule_for("public", PROMISED)}
    before = as_text(release_year(returns, 2025, **asked))
    returns.ratings.loc[returns.ratings["year"] == 2025, "rating"] = 3
    after = as_text(release_year(returns, 2025, **asked))
    assert after != before
    # Worked out anew for each question, it says the same.
    assert as_text(release_year.__wrapped__(returns, 2025, **asked)) == after


def test_a_release_works_out_the_profile_of_a_year_once(returns, monkeypatch):
    found = []
    rank_sets = of_practices.rank_sets
    monkeypatch.setattr(of_practices, "rank_sets", lambda grid: found.append(1) or rank_sets(grid))
    result = practice_profile(returns, year=2025)
    found.clear()
    release(result, returns)
    assert found == [1]


def test_parts_of_a_release_have_no_ranks_to_work_out(returns):
    parts = of_practices.parts_without_ranks(returns, 2025, "service_line")
    ranked = practice_profile(returns, year=2025, by="service_line")
    ranks = ["rank_low", "rank_high"]
    assert parts[ranks].isna().all(axis=None)
    pd.testing.assert_frame_equal(parts.drop(columns=ranks), ranked.drop(columns=ranks))
