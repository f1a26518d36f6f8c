"""What was published is looked at for ever, whatever becomes of formulas and of teams."""

from dataclasses import replace

import pandas as pd
import pytest
from trip_analytics.disclosure.audit import Publication, audit
from trip_analytics.disclosure.audit.published import AS_ANSWERED, questions

from trip_analytics.analysis import change_between, practice_profile
from trip_analytics.disclosure import Published, release_change, release_profile
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

BEFORE = [1, 2, 3, 4, 5, 3, 2, 4, 3, 2, 4, 5, 1, 3, 2, 4, 3, 5, 2, 3]
AFTER = [2, 2, 4, 3, 5, 4, 2, 5, 1, 3, 4, 4, 2, 3, 3, 4, 2, 5, 3, 4]


def answers(before, after):
    """A rating for each of some teams in two years."""
    tables = [
        pd.DataFrame(
            {
                "unit": [f"Team {number:02}" for number in range(len(ratings))],
                "year": year,
                "item_id": "choices",
                "rating": ratings,
                "part": None,
            }
        )
        for year, ratings in ((2024, before), (2025, after))
    ]
    return pd.concat(tables, ignore_index=True)


def published(of, **altered):
    """Both years' ratings and the change, some of the change's figures as nobody works them out."""
    ratings = of[["unit", "year", "item_id", "rating"]].rename(columns={"unit": "team"})
    returns = Returns.from_tables(ratings=ratings, instruments=())
    tables = {
        str(year): release_profile(practice_profile(returns, year=year)) for year in (2024, 2025)
    }
    tables["change"] = release_change(change_between(returns, 2024, 2025), returns)
    tables = {
        name: Published(
            each.name,
            each.table.loc[each.table["item_id"] == "choices"].reset_index(drop=True),
            each.withheld.loc[each.table["item_id"] == "choices"].reset_index(drop=True),
            each.notes,
        )
        for name, each in tables.items()
    }
    for column, figure in altered.items():
        tables["change"].table[column] = figure
        tables["change"].withheld[column] = False
    return Publication("the report of 2025", tables, of)


def exact_sums(publication):
    """How many sums are known exactly, by what tells them."""
    ((_, _, question),) = questions([publication])
    known = [fact for fact in question.facts if fact.low == fact.high]
    return pd.Series([fact.source.words for fact in known]).value_counts().to_dict()


def test_a_publication_given_by_hand_is_refused():
    publication = published(answers(BEFORE, AFTER), change_low=-3.0)
    with pytest.raises(DisclosureError, match="does not agree with the answers"):
        audit([publication])


def test_of_one_that_was_kept_the_answers_behind_are_taken_as_known():
    publication = replace(published(answers(BEFORE, AFTER), change_low=-3.0), kept=True)
    assert exact_sums(publication) == {
        "the ratings of 2024": 5,
        "the ratings of 2025": 5,
        f"the change from 2024 to 2025{AS_ANSWERED}": 9,  # by -4 to 4 points
    }
    found = audit([publication])
    assert found.attrs["notes"] == [
        "No answer is certain to any reader, nor to two teams that put together what they know.",
        "Some figures of the report of 2025 were worked out by another version of this program, "
        "in another way. In their place readers are taken to know how many teams gave which "
        "answers (“as answered”), which is more than was published.",
    ]


def test_what_agrees_is_taken_as_it_was_published():
    agreeing = published(answers(BEFORE, AFTER))
    kept = replace(agreeing, kept=True)
    assert exact_sums(kept) == exact_sums(agreeing)
    assert len(audit([kept]).attrs["notes"]) == 1


def test_parts_of_a_change_tell_of_both_years():
    publication = published(answers(BEFORE, AFTER), overall_change=4.0)
    known = exact_sums(replace(publication, kept=True))
    # Five ratings in each year, and as many pairs.
    assert known[f"the change from 2024 to 2025{AS_ANSWERED}"] == 2 * 5 + 5 * 5


def test_more_is_known_never_less():
    """The mean change hides what one team that joined answered; the changes themselves do not."""
    one_joined = answers(BEFORE[:-1], AFTER)
    assert audit([published(one_joined)]).empty
    kept = replace(published(one_joined, p_value=0.001), kept=True)
    found = audit([kept])
    assert found[["team", "year", "known_to"]].to_numpy().tolist() == [["Team 19", 2025, 0]]
    assert "the change from 2024 to 2025 as answered" in found.loc[0, "leak"]


def test_a_profile_that_was_worked_out_otherwise():
    publication = published(answers(BEFORE, AFTER))
    table = publication.tables["2025"]
    counts = [f"rated_{point}" for point in range(1, 6)]
    table = replace(table, table=table.table.drop(columns=counts).assign(mean=1.0))
    publication = replace(publication, tables={"2025": table})
    with pytest.raises(DisclosureError, match="does not agree"):
        audit([publication])
    assert exact_sums(replace(publication, kept=True)) == {f"the ratings of 2025{AS_ANSWERED}": 5}


def test_a_change_is_of_the_teams_of_then():
    """Team 18 has since become part of Team 19: its answers of before are that team's now."""
    then = answers(BEFORE[:19], AFTER)
    then = then.loc[~(then["unit"].eq("Team 18") & then["year"].eq(2025))]
    closely = sum(AFTER[:18]) - sum(BEFORE[:18])
    publication = published(then, mean_change=closely / 18)
    publication.tables["change"].withheld[["change_low", "change_high"]] = True
    assert publication.tables["change"].table.loc[0, "teams"] == 18
    renamed = then.assign(unit=then["unit"].replace("Team 18", "Team 19"))
    with pytest.raises(DisclosureError, match="does not agree"):
        audit([replace(publication, answers=renamed)])
    of_then = renamed.assign(was=then["unit"])
    # Who is left to work it out is the same team: nobody else can.
    assert audit([publication])["team"].tolist() == ["Team 18", "Team 19"]
    assert audit([replace(publication, answers=of_then)]).empty
    assert exact_sums(replace(publication, answers=of_then)) == exact_sums(publication)
