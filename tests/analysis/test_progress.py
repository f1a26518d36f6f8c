from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.progress import PROGRESS, priority_progress
from trip_analytics.analysis.questions import describe
from trip_analytics.returns import Returns

LINES = {"Ash": "North", "Elm": "North", "Oak": "South", "Yew": "South"}
COUNTS = ["priorities", *PROGRESS]


def returns_of(years, progress, lines=LINES):
    """Teams that rated one practice in each year, and what each year's priorities say."""
    ratings = pd.DataFrame(
        [(team, year, line, "a", 3) for year in years for team, line in lines.items()],
        columns=["team", "year", "service_line", "item_id", "rating"],
    )
    priorities = pd.DataFrame(
        progress, columns=["team", "year", "number", "priority", "progress"]
    ).astype({"progress": "string", "priority": "string"})
    return Returns.from_tables(ratings=ratings, priorities=priorities, instruments=[])


RETURNS = returns_of(
    [2023, 2024, 2025],
    [
        ("Ash", 2023, 1, "Food", "achieved"),
        ("Ash", 2023, 2, "Garden", "stopped"),
        ("Elm", 2023, 1, "Food", "started"),
        ("Oak", 2023, 1, "Walks", None),
        ("Oak", 2023, 2, None, "achieved"),  # a line that names nothing
        ("Yew", 2025, 1, "Walks", "not-started"),
    ],
)


def test_progress_by_hand():
    progress = priority_progress(RETURNS)
    assert progress.columns.tolist() == ["year", *COUNTS]
    assert progress["year"].tolist() == [2023, 2024, 2025]
    assert progress.loc[0, COUNTS].tolist() == [4, 0, 1, 1, 1, 1]
    assert progress.loc[1, COUNTS].tolist() == [0, 0, 0, 0, 0, 0]
    assert progress.loc[2, COUNTS].tolist() == [1, 1, 0, 0, 0, 0]


def test_a_row_for_each_year_and_part_by_name():
    progress = priority_progress(RETURNS, by="service_line")
    assert progress.columns.tolist() == ["year", "service_line", *COUNTS]
    assert progress["year"].tolist() == [2023, 2023, 2024, 2024, 2025, 2025]
    assert progress["service_line"].tolist() == ["North", "South"] * 3
    assert progress["priorities"].tolist() == [3, 1, 0, 0, 0, 1]


def test_a_part_that_did_not_return_in_a_year_has_no_row_and_one_without_a_name_stands_last():
    lines = {"Ash": "North", "Elm": "North", "Oak": None, "Yew": None}
    both = returns_of([2024, 2025], [("Oak", 2025, 1, "Walks", "started")], lines)
    north = both.ratings["service_line"].eq("North").fillna(False) | (both.ratings["year"] == 2025)
    returns = Returns.from_tables(
        ratings=both.ratings.loc[north], priorities=both.priorities, instruments=[]
    )
    progress = priority_progress(returns, by="service_line")
    assert progress["year"].tolist() == [2024, 2025, 2025]
    assert progress["service_line"].fillna("-").tolist() == ["North", "North", "-"]
    assert progress["started"].tolist() == [0, 0, 1]
    assert "not known" in progress.attrs["notes"][-1]


def test_a_priority_counts_where_its_teams_return_belongs():
    elsewhere = RETURNS.priorities.assign(service_line="South")
    returns = Returns.from_tables(ratings=RETURNS.ratings, priorities=elsewhere, instruments=[])
    pd.testing.assert_frame_equal(
        priority_progress(returns, by="service_line"), priority_progress(RETURNS, by="service_line")
    )


def test_a_year_that_says_nothing_of_progress_is_named():
    silent = returns_of([2024, 2025], [("Ash", 2024, 1, "Food", None)])
    assert priority_progress(silent).attrs["notes"][1] == (
        "No return says how far its priorities have come: 2024."
    )


def test_returns_that_ask_for_no_priorities_say_so():
    stages = pd.DataFrame({"return_id": ["r"], "year": 2025, "item_id": "challenge-1", "stage": 1})
    progress = priority_progress(Returns.from_tables(stages=stages))
    assert progress.empty
    assert describe(progress) == "No return asks for priorities."


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*LINES]),
            st.sampled_from([2023, 2024]),
            st.sampled_from(["not-started", "started", "achieved", "stopped", None]),
        ),
        max_size=12,
    )
)
@settings(max_examples=settings.default.max_examples // 10, deadline=None)
def test_states_add_up_to_the_priorities_and_parts_to_the_whole(said):
    named = [(team, year, n + 1, "Food", state) for n, (team, year, state) in enumerate(said)]
    returns = returns_of([2023, 2024], named)
    whole = priority_progress(returns)
    assert whole["priorities"].sum() == len(said)
    assert whole[list(PROGRESS)].sum(axis=1).tolist() == whole["priorities"].tolist()
    parts = priority_progress(returns, by="service_line").groupby("year")[COUNTS].sum()
    assert (parts.to_numpy() == whole[COUNTS].to_numpy()).all()


def test_in_words():
    assert describe(priority_progress(RETURNS)) == (
        "Of the five priorities named from 2023 to 2025, the returns say: 1 (20%) achieved, 1 "
        "(20%) started, 1 (20%) not started and 1 (20%) stopped. So far 25% of those named in "
        "2023 and 0% of those of 2025 have been achieved. For 1 (20%) they say nothing."
    )
    assert describe(priority_progress(RETURNS).tail(1)) == (
        "Of the one priority named in 2025, the returns say: 0 (0%) achieved, 0 (0%) started, 1 "
        "(100%) not started and 0 (0%) stopped."
    )
    assert describe(priority_progress(RETURNS).iloc[1:2]) == "No priority was named in 2024."
    silent = returns_of([2025], [("Ash", 2025, 1, "Food", None)])
    assert describe(priority_progress(silent)).endswith(
        "For 1 (100%) they say nothing, so the true shares may be quite different."
    )
    north, south = describe(priority_progress(RETURNS, by="service_line")).splitlines()
    assert north.startswith("North: Of the three priorities named from 2023 to 2025")
    assert south.startswith("South: Of the two priorities")
