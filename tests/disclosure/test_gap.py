import pandas as pd
import pytest
from trip_analytics.disclosure.gap import release_gap

from trip_analytics.analysis import perspective_gap
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

STAFF = [3, 4, 3, 5, 4, 2, 3, 4, 5, 2, 3, 4]
USERS = [3, 3, 2, 4, 2, 2, 1, 4, 3, 2, 2, 5]


def returns_of(staff, users):
    rows = [
        (f"Team {team:02}", view, rating)
        for view, ratings in (("staff", staff), ("people-using-services", users))
        for team, rating in enumerate(ratings)
    ]
    ratings = pd.DataFrame(rows, columns=["team", "perspective", "rating"])
    return Returns.from_tables(ratings=ratings.assign(year=2025, item_id="a"), instruments=())


def released(staff, users):
    returns = returns_of(staff, users)
    return release_gap(perspective_gap(returns), returns)


def test_figures_are_rounded():
    row = released(STAFF, USERS).table.iloc[0]
    # 42 / 12 and 33 / 12
    assert (row["mean_over"], row["mean_of"], row["gap"]) == (3.5, 2.8, -0.8)
    assert row["p_value"] in (0.001, 0.01, 0.05, 1.0)


@pytest.mark.parametrize(
    ("staff", "users"),
    [
        (STAFF[:9], USERS[:9]),  # nine teams
        ([4] * 10 + [2, 3], USERS),  # all but two say the same
        (USERS, [4] * 10 + [2, 3]),
        ([1, 2, 3, 4] * 3, [2, 3, 4, 5] * 2 + [2, 3, 3, 2]),  # all but two differ alike
    ],
)
def test_what_tells_an_answer_is_withheld(staff, users):
    found = released(staff, users)
    figures = [column for column in found.table if column.startswith(("mean", "gap", "p_"))]
    assert found.withheld.loc[0, figures].all()
    assert found.table.loc[0, figures].isna().all()
    assert found.table.loc[0, "teams"] == len(staff)
    assert len(found.notes) == 2


def test_where_nobody_has_both_views_there_is_nothing_to_withhold():
    assert not released(STAFF, []).withheld.any(axis=None)


def test_parts_and_teams_are_refused():
    returns = returns_of(STAFF, USERS)
    gap = perspective_gap(returns)
    with pytest.raises(DisclosureError, match="whole trust"):
        release_gap(gap.assign(service_line="Adult"), returns)
    with pytest.raises(DisclosureError, match="never released"):
        release_gap(gap.assign(team="Ash"), returns)
