from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.releasing import release
from trip_analytics.returns import Returns


@pytest.mark.parametrize(
    ("teams", "came", "complete", "said"),
    [
        (44, 40, 31, "40 of the 44 teams we asked returned a review. 31 teams answered every"),
        (9, 9, 9, "All nine teams we asked returned a review. Each of them answered every"),
        (
            9,
            5,
            0,
            ("Five of the nine teams we asked returned a review. None of them answered every"),
        ),
        (1, 1, 1, "The one team we asked returned a review. It answered every"),
    ],
)
def test_who_returned(returns, teams, came, complete, said):
    table = participation(returns).head(teams) if teams < 30 else None
    if table is None:
        table = pd.concat([participation(returns)] * 2, ignore_index=True).head(teams)
        table.attrs = {"analysis": "participation", "notes": []}
    table["returned"] = [True] * came + [False] * (teams - came)
    table["complete"] = pd.array(
        [True] * complete + [False] * (came - complete) + [None] * (teams - came), "boolean"
    )
    assert describe(table).startswith(f"{said} statement.")


def test_without_a_register_nobody_is_said_to_have_been_asked(trust):
    years = {2024: {"Ash": [3], "Elm": [2]}, 2025: {"Ash": [3]}}
    assert describe(participation(trust(years))).startswith(
        "1 of the 2 teams that have returned a review in any year did so."
    )
    assert describe(participation(trust({2025: {"Ash": [3], "Elm": [2]}}))).startswith(
        "Two teams returned a review."
    )


def test_a_list_of_teams_says_what_its_release_says_of_all_teams(returns):
    table = participation(returns)
    released = release(table, returns)
    of_all = released.where("service_line", "All teams")
    assert describe(table) == describe(of_all)
    assert describe(released).splitlines()[-1] == f"All teams: {describe(table)}"
    assert "Together, teams named 93 priorities: 66 with a staff lead" in describe(table)


def test_nobody_returned_and_one_priority(returns):
    table = participation(returns)
    table["returned"] = False
    table[["complete", "priorities"]] = pd.NA
    assert describe(table) == "No team returned a review."
    table.loc[0, "priorities"] = 1
    assert "Together, teams named one priority" in describe(table)


@pytest.mark.parametrize(
    ("came", "of", "said"),
    [(6, 6, "Six teams returned a review."),
     (4, 6, "4 of the 6 teams that have returned a review in any year did so.")],
)  # fmt: skip
def test_without_a_register_nobody_says_how_many_were_asked(came, of, said):
    years = [2025] * came + [2024] * (of - came)
    ratings = pd.DataFrame({"team": list("ABCDEF")[:of], "year": years, "item_id": "choices"})
    returns = Returns.from_tables(ratings=ratings.assign(rating=[1, 2, 3, 4, 5, 3][:of]))
    words = describe(participation(returns))
    assert words.startswith(said)
    assert "How many were asked is not known, because there is no register of teams." in words
    assert "we asked" not in describe(release(participation(returns), returns))
