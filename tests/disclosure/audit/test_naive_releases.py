"""Releases as people make them without a thought of what they give away together."""

import pandas as pd
import pytest
from trip_analytics.disclosure.audit import Publication, audit

from trip_analytics.analysis import change_between, practice_profile
from trip_analytics.disclosure import Published, release_profile
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

COUNTS = [f"rated_{point}" for point in range(1, 6)]
VARIED = [1, 2, 3, 4, 5, 3, 2, 4, 3, 2, 4, 5, 1, 3, 2, 4, 3, 5, 2, 3]


def teams(ratings, *, year=2025, start=0, line="Adult"):
    """A rating for each of as many teams, named by their number."""
    return pd.DataFrame(
        {
            "team": [f"Team {start + number:02}" for number in range(len(ratings))],
            "service_line": line,
            "year": year,
            "item_id": "choices",
            "rating": ratings,
        }
    )


def as_is(kind, table, *, hidden=None):
    """A table that is published as it is, some cells hidden."""
    table = table.reset_index(drop=True)
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns)
    if hidden is not None:
        withheld[hidden.columns] = hidden.reset_index(drop=True)
    return Published(kind, table.mask(withheld), withheld, ())


def profile_of(ratings, *, by=None):
    returns = Returns.from_tables(ratings=ratings, instruments=())
    profile = practice_profile(returns, by=by)
    return profile.loc[profile["item_id"] == "choices"]


def counts_of(ratings, *, by=None):
    """Exact counts and no more."""
    about = ["item_id", "practice", *([by] if by else []), "year", "teams", "not_rated"]
    return profile_of(ratings, by=by)[[*about, *COUNTS]]


def published(name, tables, ratings, part=None):
    answers = ratings.rename(columns={"team": "unit"})
    answers["part"] = answers[part] if part else None
    return Publication(name, tables, answers)


def given_away(*publications, insiders=2):
    found = audit(publications, insiders=insiders)
    return {(row.team, int(row.year)): int(row.known_to) for row in found.itertuples()}


def test_a_release_by_the_rules_gives_nothing_away():
    ratings = pd.concat([teams(VARIED), teams(VARIED, start=20, line="Forensic")])
    returns = Returns.from_tables(ratings=ratings, instruments=())
    released = release_profile(
        practice_profile(returns), groups=practice_profile(returns, by="service_line")
    )
    answers = ratings.assign(team=returns.ratings["team_id"].to_list())
    found = audit([published("2025", {"profile": released}, answers, "service_line")])
    assert found.empty
    assert found.attrs["notes"] == [
        "No answer is certain to any reader, nor to two teams that put together what they know."
    ]


def test_small_cells_are_hidden_and_the_margins_give_them_back():
    ratings = pd.concat([teams(VARIED), teams([3, 3, 3, 2], start=20, line="Crisis")])
    lines = counts_of(ratings, by="service_line")
    small = lines[COUNTS].lt(5) & lines[["service_line"]].eq("Crisis").to_numpy()
    tables = {"lines": as_is("profile", lines, hidden=small)}
    assert given_away(published("2025", tables, ratings, "service_line")) == {}
    tables["margins"] = as_is("profile", counts_of(ratings))
    assert given_away(published("2025", tables, ratings, "service_line")) == {
        ("Team 20", 2025): 1,
        ("Team 21", 2025): 1,
        ("Team 22", 2025): 1,
    }


def test_exact_counts_of_matched_teams_give_away_the_one_that_left():
    before = teams(VARIED[:15], year=2024)
    after = teams(VARIED[4:18], year=2025)
    ratings = pd.concat([before, after], ignore_index=True)
    change = change_between(Returns.from_tables(ratings=ratings, instruments=()), 2024, 2025)
    change = change.loc[change["item_id"] == "choices"].drop(columns=["p_value", "p_adjusted"])
    tables = {
        "2024": as_is("profile", counts_of(before)),
        "2025": as_is("profile", counts_of(after)),
    }
    assert given_away(published("2025", tables, ratings)) == {}
    tables["change"] = as_is("change", change)
    assert given_away(published("2025", tables, ratings))["Team 14", 2024] == 0


def test_a_part_and_the_whole_leave_one_small_rest():
    ratings = pd.concat([teams(VARIED), teams([4, 4], start=20, line="Crisis")])
    lines = counts_of(ratings, by="service_line")
    whole = counts_of(ratings).assign(service_line="All teams")
    table = pd.concat([whole, lines.loc[lines["service_line"] == "Adult"]], ignore_index=True)
    tables = {"profile": as_is("profile", table)}
    assert given_away(published("2025", tables, ratings, "service_line")) == {
        ("Team 20", 2025): 0,
        ("Team 21", 2025): 0,
    }


def test_two_breakdowns_cut_one_team_out():
    ratings = teams(VARIED).assign(team_type="Community")
    ratings.loc[:9, "service_line"] = "Older adult"
    ratings.loc[:10, "team_type"] = "Inpatient"  # team 10 alone is inpatient and not older adult
    publications = []
    for by in ("service_line", "team_type"):
        lines = counts_of(ratings, by=by)
        publications.append(published(by, {"profile": as_is("profile", lines)}, ratings, by))
    assert given_away(publications[0]) == given_away(publications[1]) == {}
    assert given_away(*publications) == {("Team 10", 2025): 0}


def test_all_teams_less_those_of_last_year_are_the_one_that_joined():
    everybody = teams(VARIED)
    same_as_before = everybody.loc[:18]
    everyone = published("2025", {"profile": as_is("profile", counts_of(everybody))}, everybody)
    old = as_is("profile", counts_of(same_as_before))
    matched = published("the teams of both years", {"profile": old}, same_as_before)
    assert given_away(everyone) == given_away(matched) == {}
    assert given_away(everyone, matched) == {("Team 19", 2025): 0}


def test_the_report_again_after_one_late_return():
    late = teams(VARIED)
    first = late.loc[late["team"] != "Team 07"]
    publications = [
        published(name, {"profile": as_is("profile", counts_of(ratings))}, ratings)
        for name, ratings in (("the report", first), ("the report again", late))
    ]
    found = audit(publications)
    assert found[["team", "known_to"]].to_numpy().tolist() == [["Team 07", 0]]
    assert found.loc[0, "leak"] == (
        "Anybody can work out what Team 07 answered to 'choices' in 2025, from the ratings of 2025 "
        "in the report and the ratings of 2025 in the report again."
    )
    assert found.loc[0, "publication"] == "the report again"
    assert found.loc[0, "cure"] == "Withhold the practice"


def test_a_corrected_return_gives_the_team_away():
    corrected = teams(VARIED)
    first = corrected.copy()
    first.loc[3, "rating"] = 1
    publications = [
        published(name, {"profile": as_is("profile", counts_of(ratings))}, ratings)
        for name, ratings in (("the report", first), ("the report again", corrected))
    ]
    assert given_away(*publications) == {("Team 03", 2025): 0}


@pytest.mark.parametrize(("otherwise", "known_to"), [([], 0), ([3], 1), ([3, 5], 2)])
def test_a_practice_that_all_or_nearly_all_rate_alike(otherwise, known_to):
    ratings = teams([4] * 12 + otherwise)
    publication = published("2025", {"profile": as_is("profile", counts_of(ratings))}, ratings)
    found = given_away(publication)
    assert [found[f"Team {number:02}", 2025] for number in range(12)] == [known_to] * 12


def test_means_to_two_decimals_tell_the_sum_of_ten_teams():
    ratings = teams(VARIED[:11])
    ratings.loc[10, "service_line"] = "Crisis"
    means = pd.concat(
        [
            profile_of(ratings).assign(service_line="All teams"),
            profile_of(ratings, by="service_line").loc[lambda it: it["service_line"] == "Adult"],
        ]
    )
    means = means[["item_id", "practice", "service_line", "year", "teams", "mean"]].copy()
    means["mean"] = means["mean"].round(2)
    publication = published("2025", {"means": as_is("profile", means)}, ratings, "service_line")
    assert given_away(publication, insiders=0) == {("Team 10", 2025): 0}


def test_a_table_of_other_answers_is_refused():
    ratings = teams(VARIED)
    table = as_is("profile", counts_of(ratings.assign(rating=3)))
    with pytest.raises(DisclosureError, match="does not agree"):
        audit([published("2025", {"profile": table}, ratings)])
