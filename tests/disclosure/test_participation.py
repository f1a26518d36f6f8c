import pandas as pd
import pytest

from trip_analytics.disclosure import ALL_TEAMS, release_participation
from trip_analytics.errors import DisclosureError


def table(**sizes):
    """Rows as of participation: in each line, the last team has not returned."""
    rows = [
        {
            "team": f"{line} {n}",
            "service_line": None if line == "none" else line,
            "team_type": "ward",
            "returned": n < size - 1,
            "complete": n % 2 == 0 if n < size - 1 else None,
            "priorities": 3 if n < size - 1 else None,
            "with_staff_lead": 2 if n < size - 1 else None,
            "with_service_user_lead": 1 if n < size - 1 else None,
            "with_both_leads": 1 if n < size - 1 else None,
        }
        for line, size in sizes.items()
        for n in range(size)
    ]
    return pd.DataFrame(rows).astype({"complete": "boolean", "priorities": "Int64"})


def test_teams_are_counted_by_part_and_in_all():
    released = release_participation(table(Older=12, Adult=10))
    assert released.table["service_line"].tolist() == ["Adult", "Older", ALL_TEAMS]
    assert released.table["asked"].tolist() == [10, 12, 22]
    assert released.table["returned"].tolist() == [9, 11, 20]
    assert released.table["complete"].tolist() == [5, 6, 11]
    assert released.table["with_service_user_lead"].tolist() == [9, 11, 20]
    assert not released.withheld.any(axis=None)
    assert "team" not in released.table


def test_how_a_small_part_went_about_it_is_withheld_in_all_parts():
    released = release_participation(table(Older=12, Adult=9))
    assert released.table["returned"].tolist() == [8, 11, 19]
    assert released.withheld["complete"].tolist() == [True, True, False]
    assert released.table["priorities"].tolist() == [pd.NA, pd.NA, 57]
    assert len(released.notes) == 2


def test_teams_without_a_service_line_are_counted():
    released = release_participation(table(Adult=10, none=10))
    assert released.table["service_line"].tolist() == ["Adult", "Not known", ALL_TEAMS]
    assert released.table["asked"].tolist() == [10, 10, 20]


def test_teams_are_no_breakdown():
    with pytest.raises(DisclosureError, match="anything finer"):
        release_participation(table(Adult=10), by="team")


def test_nobody_asked_is_nobody():
    released = release_participation(table(Adult=1).iloc[:0])
    assert released.table["asked"].tolist() == [0]
