import pandas as pd
import pytest
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.gate import pass_gate
from trip_analytics.disclosure.refusing import refuse_leaks

from trip_analytics.analysis import practice_profile
from trip_analytics.disclosure import release_profile
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

VARIED = [1, 2, 3, 4, 5, 3, 2, 4, 3, 2, 4, 5, 1, 3, 2, 4, 3, 5, 2, 3]


def published(name, ratings):
    rows = pd.DataFrame(
        {
            "team": [f"Team {n:02}" for n in range(len(ratings))] * 2,
            "year": 2025,
            "item_id": ["choices"] * len(ratings) + ["hope"] * len(ratings),
            "rating": [*ratings, *(6 - rating for rating in ratings)],
        }
    )
    profile = practice_profile(Returns.from_tables(ratings=rows, instruments=()))
    profile = profile.loc[profile["item_id"].isin(["choices", "hope"])].reset_index(drop=True)
    answers = rows.rename(columns={"team": "unit"}).assign(part=None)
    return Publication(name, {"profile": release_profile(profile)}, answers)


def test_what_gives_nothing_away_is_not_refused():
    new = published("the report of 2025", VARIED)
    refuse_leaks(new, [], pass_gate(new).withheld)


def test_what_would_be_told_of_whom_it_does_not_say_and_what_cures_it():
    first, again = (
        published(name, ratings)
        for name, ratings in (("the report", VARIED[:-1]), ("the report again", VARIED))
    )
    withheld = pass_gate(again, [first]).withheld
    assert set(withheld["item_id"]) == {"choices", "hope"}
    with pytest.raises(DisclosureError) as refused:
        refuse_leaks(again, [first], withheld)
    assert str(refused.value) == (
        "No report was made, because it would give a team's answer away. Anybody can work out "
        "what a team answered to 'choices' in 2025, from the ratings of 2025 in the report and "
        "the ratings of 2025 in the report again. Leave `strict` out, and this is withheld: the "
        "practice (and figures of one other practice)."
    )


def test_what_cannot_be_found_again_is_refused_all_the_same():
    first, again = published("the report", VARIED), published("the report again", VARIED)
    withheld = pd.DataFrame({"item_id": ["choices"], "withheld": ["the practice"]})
    with pytest.raises(DisclosureError, match=r"away\. Leave `strict` out, and this is withheld"):
        refuse_leaks(again, [first], withheld)
