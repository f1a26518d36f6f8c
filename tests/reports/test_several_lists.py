"""A trust with TRIP, a list of its own and Template A: the report has a section for each."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.own_lists import TEAMS, own_list, ratings_by, two_lists
from trip_analytics.disclosure.published_figures import (
    as_text,
    published_profile,
    published_table,
    tables_in,
)
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.year import release_year
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.annual.report_data import ReportRequest, gather_data
from trip_analytics.reports.annual.sections import in_turn
from trip_analytics.reports.model import Bullets, Figure, Table
from trip_analytics.returns import PublishedYear, Returns

OURS = "The list own-list"
TRIP = "Team Recovery Implementation Plan"


@pytest.fixture(scope="module")
def returns():
    lists = two_lists()
    stages = pd.DataFrame(
        [
            (team, year, f"challenge-{challenge}", 1 + (ord(team[-1]) * challenge + year) % 3)
            for team in TEAMS
            for year in (2024, 2025)
            for challenge in range(1, 11)
        ],
        columns=["team", "year", "item_id", "stage"],
    )
    kept = ["team", "service_line", "year", "item_id", "perspective", "rating"]
    return Returns.from_tables(
        ratings=lists.ratings[kept],
        stages=stages,
        priorities=lists.priorities.drop(columns="return_id"),
        instruments=[each for each in lists.instruments if each.instrument_id == "own-list"],
    )


@pytest.fixture(scope="module")
def tables(returns):
    return release_year(returns, 2025, by=None, audience="public", rule=PUBLIC)


@pytest.fixture(scope="module")
def report(returns, drawing_dots):
    with drawing_dots():
        return annual_report(returns, ReportRequest(year=2025))


def test_page_one_says_that_lists_are_never_put_together(report):
    opening = next(each for each in report.sections if each.heading == "In brief").blocks[0]
    assert "the practices of several lists, which are never put together" in opening.text


def test_page_one_says_of_a_further_list_what_is_surest(report):
    said = report.sections[0].blocks[1].items
    assert [each.startswith(f"{OURS}: ") for each in said].count(True) == 2
    assert said[-1].startswith(f"{OURS}: ")


def test_each_list_has_its_sections_and_the_challenges_theirs(report):
    headings = [section.heading for section in report.sections]
    for list_title in (TRIP, OURS):
        of_list = [heading for heading in headings if heading.endswith(f": {list_title}")]
        assert {heading.partition(":")[0] for heading in of_list} >= {
            "Strongest and weakest practices",
            "Ratings of every practice",
            "What changed",
            "What teams chose as priorities",
        }
    assert f"Ratings by domain: {OURS}" in headings
    assert f"Ratings by domain: {TRIP}" not in headings
    assert headings.count("Where the organisational challenges are") == 1


def test_every_table_and_picture_says_which_list_it_is_of(report):
    titles = [block.title for block in report.blocks if isinstance(block, Table | Figure)]
    assert len(titles) == len(set(titles))
    for title in titles:
        if "practice" in title.lower() and "challenge" not in title:
            assert title.endswith((f"({TRIP})", f"({OURS})"))


def test_counts_are_headed_by_the_lists_own_points(report):
    counts = {
        table.title: [column.title for column in table.columns]
        for table in report.tables
        if table.title.startswith("Number of teams that gave each rating")
    }
    trip, ours = counts.values()
    assert {"1 Not yet", "5 Very well developed"} <= set(trip)
    assert {"0 point 0", "4 point 4"} <= set(ours)
    assert not any("Not yet" in title for title in ours)


def test_no_table_has_rows_of_both_lists(tables):
    for name, released in tables.items():
        if "item_id" in released.table:
            items = set(released.table["item_id"].dropna()) - {"all"}
            own = {item for item in items if item.startswith("own-list")}
            assert own in (set(), items), name


def test_published_figures_keep_the_list_they_are_about(returns, tables):
    again = tables_in(as_text(tables))
    assert {name for name in again if name.startswith("practice_profile")} >= {
        "practice_profile",
        "practice_profile [own-list]",
        "practice_profile 2024",
        "practice_profile 2024 [own-list]",
    }
    published = replace(
        returns, published=(PublishedYear(2025, "2026-03-01T09:00+00:00", as_text(tables)),)
    )
    for instrument in ("trip", "own-list"):
        of_list = published.select(instrument=instrument)
        for released in (
            published_profile(of_list, 2025),
            published_profile(of_list, 2024),
            published_table(of_list, 2025, "strongest_practices"),
        ):
            assert released.table.attrs["instrument"] == instrument


def test_a_list_that_hardly_anybody_rated_is_left_out(returns):
    few = returns.ratings["instrument"].eq("own-list") & ~returns.ratings["team"].isin(TEAMS[:4])
    gone = set(returns.ratings.loc[few, "return_id"])
    fewer = replace(
        returns,
        ratings=returns.ratings.loc[~few],
        returns=returns.returns.loc[~returns.returns["return_id"].isin(gone)],
    )
    names = release_year(fewer, 2025, by=None, audience="public", rule=PUBLIC)
    assert "practice_profile" in names
    assert not any("own-list" in name for name in names)


def test_who_took_part_is_said_list_by_list_without_leads(report, tables):
    section = next(each for each in report.sections if each.heading == "Who took part")
    (of_lists,) = (block.items for block in section.blocks if isinstance(block, Bullets))
    assert [item.partition(":")[0] for item in of_lists] == [TRIP, OURS]
    assert of_lists[1].startswith(f"{OURS}: 12 teams returned a review.")
    of_list = tables["participation [own-list]"].table
    assert of_list[["returned", "complete", "priorities"]].to_numpy().tolist() == [[12, 12, 12]]
    assert not [column for column in of_list if "lead" in column]


def test_a_list_whose_forms_name_no_priority_is_said_to_have_none(returns, monkeypatch):
    monkeypatch.setattr("trip_analytics.reports.pictures._drawn", lambda *_: b"")
    of_trip = returns.priorities["item_id"].eq("choices")
    some = replace(returns, priorities=returns.priorities.loc[of_trip])
    data = gather_data(some, ReportRequest(year=2025, sections=("priorities",)))
    said = [section.write(of_list) for section, of_list, _ in in_turn(data)]
    assert said.count("What teams chose as priorities: no team named a priority in 2025.") == 1


@pytest.mark.slow
def test_the_board_has_the_same_teams_change_of_each_list(returns):
    data = gather_data(returns, ReportRequest(year=2025, audience="board"))
    for instrument in data.lists["ratings"]:
        of_list = data.about(instrument)
        assert of_list.practices == instrument
        assert of_list.tables["same_teams"].table.attrs["instrument"] == instrument.instrument_id


def test_statements_that_are_turned_round_are_named_where_they_are_ranked(monkeypatch):
    monkeypatch.setattr("trip_analytics.reports.pictures._may_fork", lambda: False)
    monkeypatch.setattr("trip_analytics.reports.pictures._drawn", lambda *_: b"")
    ours = own_list(range(5), reverse=(2,))
    ratings = ratings_by(ours, years=(2025,))
    kept = ratings[["team", "year", "item_id", "rating"]]
    made = annual_report(Returns.from_tables(ratings=kept, instruments=[ours]))
    named = "Turned round, since a high answer is a poor one: Statement 2 of own-list."
    (picture,) = (each for each in made.sections[0].blocks if isinstance(each, Figure))
    assert named in picture.caption
    for heading in ("Strongest and weakest practices", "Ratings of every practice"):
        (section,) = (each for each in made.sections if each.heading == heading)
        said = " ".join(getattr(block, "text", "") for block in section.blocks)
        assert f"{named} Where a team answered 4, it is counted as 0" in said
