from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.challenge_priorities import challenge_priorities
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.stages import stage_profile
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns

COLUMNS = ["item_id", "challenge", "year", "returns", "in_top_five", "share", "ranked_first"]
COLUMNS += ["ranked", "typical_place", "suggested_early"]
FIGURES = ["returns", "in_top_five", "ranked_first", "ranked", "typical_place"]


def returns_of(places, lines=None):
    """Service lines' own returns: each one's places of challenges 1, 2, 3 and so on."""
    stages = pd.DataFrame(
        [
            (name, f"challenge-{number}", place)
            for name, row in places.items()
            for number, place in enumerate(row, start=1)
        ],
        columns=["return_id", "item_id", "priority"],
    )
    line = stages["return_id"].map(lines or {name: name for name in places})
    return Returns.from_tables(stages=stages.assign(year=2025, service_line=line, stage=1))


# D ranks nothing; C ranks six, so one of its own is below the first five.
PLACES = {
    "A": [1, 2, None, None, None, None],
    "B": [4, None, None, 1, None, None],
    "C": [6, 2, 3, 1, 4, 5],
    "D": [None] * 6,
}


def test_counts_shares_and_places_by_hand():
    chosen = challenge_priorities(returns_of(PLACES))
    assert chosen.columns.tolist() == COLUMNS
    assert chosen["item_id"].tolist() == [f"challenge-{number}" for number in range(1, 11)]
    by_item = chosen.set_index("item_id")
    # Places 1, 4 and 6: two of the three in the first five, the middle place 4.
    assert by_item.loc["challenge-1", FIGURES].tolist() == [3, 2, 1, 3, 4]
    assert by_item.loc["challenge-1", "share"] == pytest.approx(2 / 3)
    assert by_item.loc["challenge-4", FIGURES].tolist() == [3, 2, 2, 2, 1]
    assert by_item.loc["challenge-7", ["returns", "in_top_five", "share"]].tolist() == [3, 0, 0]
    assert by_item.loc["challenge-7", "ranked"] == 0
    assert pd.isna(by_item.loc["challenge-7", "typical_place"])


def test_of_two_places_the_lower_number_is_typical():
    chosen = challenge_priorities(returns_of({"A": [2], "B": [5]}))
    assert chosen.loc[0, "typical_place"] == 2


def test_what_the_source_suggests_is_marked_and_said():
    chosen = challenge_priorities(returns_of(PLACES))
    early = chosen.loc[chosen["suggested_early"], "item_id"]
    assert early.tolist() == ["challenge-3", "challenge-4"]
    assert chosen.attrs["notes"] == [
        "Three returns rank challenges as priorities. One of them ranks more than five; the "
        "source of the form suggests at most five at any one time.",
        "The source of the form suggests considering early on: Recovery Education Centre, "
        "Organisational commitment.",
    ]


def test_which_challenges_each_service_line_chose():
    chosen = challenge_priorities(returns_of(PLACES), by="service_line")
    assert chosen.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]
    of_a = chosen.loc[(chosen["service_line"] == "A") & (chosen["in_top_five"] > 0)]
    assert of_a["item_id"].tolist() == ["challenge-1", "challenge-2"]
    assert of_a["typical_place"].tolist() == [1, 2]
    of_d = chosen.loc[chosen["service_line"] == "D"]
    assert of_d["returns"].eq(0).all()
    assert of_d["share"].isna().all()


def test_parts_of_one_team_each_are_refused():
    stages = pd.DataFrame(
        {"team": ["Ash", "Elm"], "service_line": ["N", "S"], "year": 2025, "priority": 1}
    )
    returns = Returns.from_tables(stages=stages.assign(item_id="challenge-1", stage=1))
    with pytest.raises(AnalysisError, match="only one team"):
        challenge_priorities(returns, by="service_line")


def test_nobody_ranked_anything():
    chosen = challenge_priorities(returns_of({"A": [None], "B": [None]}))
    assert chosen["returns"].eq(0).all()
    assert chosen[["share", "typical_place"]].isna().all(axis=None)
    assert "No return ranks challenges" in chosen.attrs["notes"][0]


def test_a_year_without_template_a_says_so(trust):
    chosen = challenge_priorities(trust({2025: {"Ash": [3]}}))
    assert chosen.empty
    assert "priorities among challenges" in chosen.attrs["notes"][0]


ROWS = st.lists(st.one_of(st.none(), st.integers(1, 10)), min_size=10, max_size=10)


@settings(max_examples=settings.default.max_examples // 10, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=6))
def test_no_more_than_return_and_as_the_profile_counts(rows):
    returns = returns_of({f"r{n}": row for n, row in enumerate(rows)})
    chosen = challenge_priorities(returns)
    assert chosen["in_top_five"].tolist() == stage_profile(returns)["prioritised"].tolist()
    assert (chosen["ranked_first"] <= chosen["in_top_five"]).all()
    assert (chosen["in_top_five"] <= chosen["returns"]).all()
    assert chosen["returns"].eq(sum(any(row) for row in rows)).all()
    assert chosen["typical_place"].dropna().between(1, 10).all()


def test_what_is_withheld_is_never_said_to_be_none():
    chosen = challenge_priorities(returns_of({"A": [1, 2], "B": [1, None], "C": [2, 1]}))
    assert "is most often ranked first, by two returns" in describe(chosen)
    chosen.loc[0, "ranked_first"] = pd.NA
    assert "rank the same challenge first" not in describe(chosen)
    chosen["ranked_first"] = pd.NA
    assert "first, by" not in describe(chosen)
    chosen.loc[1:, "in_top_five"] = 0
    chosen.loc[0, "in_top_five"] = pd.NA
    assert describe(chosen) == "For one challenge it cannot be shown."
