import pandas as pd
import pytest
from trip_analytics.disclosure.progress import release_progress

from trip_analytics.analysis import priority_progress
from trip_analytics.tables import Returns


def released(of_teams):
    """Each team's priorities, by how far they have come: a letter each, "-" not said."""
    states = {"a": "achieved", "s": "started", "n": "not-started", "x": "stopped", "-": None}
    rows = [(f"Team {n}", states[letter]) for n, said in enumerate(of_teams) for letter in said]
    priorities = pd.DataFrame(rows, columns=["team", "progress"]).assign(
        year=2025, priority="Garden"
    )
    ratings = priorities[["team", "year"]].drop_duplicates().assign(item_id="choices", rating=3)
    returns = Returns.from_tables(ratings=ratings, priorities=priorities)
    return release_progress(priority_progress(returns), returns)


@pytest.mark.parametrize(
    ("of_teams", "told"),
    [
        (["ass", "nsa", "sss", "sss", "ssn"], False),
        (["ass", "nsa", "sss", "sss", "sss"], True),  # two know that the others have started all
        (["aaa", "n", "n", "n", "n", "n"], True),
        (["aaa", "an", "an", "n", "n", "n"], False),
        (["as", "ns", "as", "na"], True),  # four teams
        (["as", "ns", "as", "na", "---"], True),  # the fifth says nothing
        (["---", "---"], False),  # nobody says anything
    ],
)
def test_two_teams_that_know_their_own_cannot_tell_the_others(of_teams, told):
    found = released(of_teams)
    assert found.withheld["achieved"].tolist() == [told]
    assert found.table["started"].isna().tolist() == [told]
    assert found.table["priorities"].tolist() == [len("".join(of_teams))]
    assert len(found.notes) == told
