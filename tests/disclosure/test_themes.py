import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.disclosure import INSIDERS, release_themes
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

WITH = (
    "with_staff_lead",
    "with_service_user_lead",
    "with_both_leads",
    "with_measure",
    "with_due",
)


def table(chosen, *, choosing=30, having=None):
    """Rows as of priority_themes from how many of the teams chose each practice."""
    return pd.DataFrame(
        {
            "item_id": [f"item-{n}" for n in range(len(chosen))],
            "practice": [f"Practice {n}" for n in range(len(chosen))],
            "year": 2025,
            "teams": pd.Series(chosen, dtype="Int64"),
            "share": pd.Series([n / choosing for n in chosen], dtype="Float64"),
            **dict.fromkeys(WITH, pd.Series(having or [0] * len(chosen), dtype="Int64")),
        }
    )


def released_of(themes, *, asked=None):
    """The themes released; teams were asked about all of them, or the first few."""
    items = themes["item_id"].iloc[:asked].dropna()
    ratings = pd.DataFrame({"item_id": items, "team": "Ash", "year": 2025, "rating": 3})
    return release_themes(themes, Returns.from_tables(ratings=ratings, instruments=()))


@pytest.mark.parametrize(
    ("chosen", "withheld"),
    [
        ([8, 12, 5, 3], []),
        ([8, 12, 5, 2], [2, 3]),  # one alone would follow from the total
        ([8, 12, 1, 2], [2, 3]),  # two, chosen by three teams between them
        ([8, 12, 1, 1], [0, 2, 3]),  # two teams are no hiding place
        ([8, 12, 0, 0], [0, 2, 3]),
        ([8, 28, 5, 6], [1, 2]),  # all but two chose it
        ([1], [0]),
    ],
)
def test_what_few_chose_is_withheld_and_what_would_tell_it(chosen, withheld):
    released = released_of(table(chosen))
    found = [n for n, is_withheld in enumerate(released.withheld["teams"]) if is_withheld]
    assert found == withheld
    assert released.table["share"].isna().tolist() == released.withheld["teams"].tolist()


def test_fewer_than_five_teams_tell_nothing():
    assert released_of(table([3, 3, 3], choosing=4)).withheld["teams"].all()


def test_leads_are_given_where_three_have_and_three_have_not():
    released = released_of(table([10, 10, 10], having=[2, 3, 8]))
    assert released.table["with_measure"].tolist() == [pd.NA, 3, pd.NA]
    assert released.withheld["with_measure"].tolist() == [True, False, True]
    assert released.table["share"].tolist() == [0.33] * 3


@given(st.lists(st.integers(0, 20), min_size=2, max_size=7))
@settings(max_examples=50, deadline=None)
def test_the_total_of_all_choices_tells_no_withheld_count(chosen):
    released = released_of(table(chosen, choosing=25))
    hidden = [n for n, out in zip(chosen, released.withheld["teams"], strict=True) if out]
    shown = released.table["teams"].dropna()
    assert shown.gt(INSIDERS).all() or not any(chosen)
    if hidden and len(hidden) < len(chosen):
        # Each may be nothing, or all that is hidden: many counts fit.
        assert len(hidden) > 1
        assert sum(hidden) > INSIDERS


def test_parts_and_teams_are_refused():
    with pytest.raises(DisclosureError, match="whole trust"):
        released_of(table([8, 9]).assign(team_type="ward"))
    with pytest.raises(DisclosureError, match="never released"):
        released_of(table([8, 9]).assign(team_id="1"))


def test_nothing_chosen_is_released_without_figures():
    assert released_of(table([])).table.empty
    assert released_of(table([0, 0])).table["teams"].tolist() == [0, 0]


def test_a_challenge_that_few_chose_is_not_listed_at_all():
    """Only what some team chose could be listed, so [c] would say that one or two did."""
    chosen = table([12, 8, 2, 9, 1, 2])
    chosen.loc[5, ["item_id", "practice"]] = [pd.NA, "Something else"]
    found = released_of(chosen, asked=3)  # the last three are challenges, or none
    assert found.table["practice"].tolist() == [
        "Practice 0",
        "Practice 1",
        "Practice 2",
        "Practice 3",
    ]
    assert found.withheld["teams"].tolist() == [False, False, True, False]
    assert "are not listed" in " ".join(found.notes)


def test_what_is_not_listed_hides_what_is_withheld_and_the_other_way_about():
    # One practice alone would follow from the total, were it not for the challenge.
    assert released_of(table([12, 8, 2, 2]), asked=3).withheld["teams"].tolist() == [
        False,
        False,
        True,
    ]
    assert released_of(table([12, 8, 5, 2]), asked=3).withheld["teams"].tolist() == [
        False,
        False,
        True,
    ]
