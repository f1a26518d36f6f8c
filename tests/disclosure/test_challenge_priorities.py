import pandas as pd
from trip_analytics.disclosure.challenge_priorities import release_challenge_priorities

from trip_analytics.analysis import challenge_priorities
from trip_analytics.tables import Returns


def released(places, *, teams=True):
    """Of returns that give each challenge a place (0: none)."""
    rows = [
        (f"N{n}", f"challenge-{k}", place or None)
        for n, of_return in enumerate(places)
        for k, place in enumerate(of_return, 1)
    ]
    stages = pd.DataFrame(rows, columns=["return_id", "item_id", "priority"])
    stages["team_id" if teams else "service_line"] = stages["return_id"]
    returns = Returns.from_tables(stages=stages.assign(year=2025, stage=1))
    return release_challenge_priorities(challenge_priorities(returns), returns)


ROTATED = [[1 + (n + k) % 10 for k in range(10)] for n in range(10)]


def test_service_lines_are_counted_as_they_are():
    found = released(ROTATED[:3], teams=False)
    assert not found.withheld.any(axis=None)
    assert found.table["share"].tolist()[:4] == [1.0, 1.0, 1.0, 0.67]


def test_of_teams_the_usual_place_is_withheld_and_counts_of_many_are_not():
    found = released(ROTATED)
    assert found.withheld["typical_place"].all()
    assert found.withheld["ranked"].all()
    assert not found.withheld["in_top_five"].any()
    # Each challenge comes first in one return alone.
    assert found.withheld["ranked_first"].all()


def test_a_count_that_the_total_would_tell_has_company():
    # Of ten returns, five put 1-5 first and five put 1-4 and 6, which two drop for 7.
    places = [[1, 2, 3, 4, 5, 6, 7, 0, 0, 0]] * 5
    places += [[1, 2, 3, 4, 6, 5, 7, 0, 0, 0]] * 3 + [[1, 2, 3, 4, 6, 7, 5, 0, 0, 0]] * 2
    table = released(places).table["in_top_five"]
    # All ten chose 1-4, two chose 7, none 8-10.
    assert table.isna().tolist() == [True] * 4 + [False, False] + [True] * 4
    assert table.tolist()[4:6] == [5, 3]


def test_fewer_than_five_returns_are_withheld():
    found = released(ROTATED[:4])
    assert found.withheld[["in_top_five", "share", "ranked_first"]].all(axis=None)
