"""What the report says where there is little to say: few teams, one practice, one form."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from tests.conftest import made_returns
from tests.own_lists import own_list
from trip_analytics.instruments import load_instrument
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.annual.report_data import ReportRequest
from trip_analytics.reports.model import Bullets, Figure, Missing, Table
from trip_analytics.returns import Returns

TRIP = load_instrument("trip").item_ids
FIRST = "There are no ratings from before 2025 to compare with."
UNSURE = "Since 2024 no practice has clearly changed."
NO_ORDER = "No practice stands out as strong or weak."
ALL = "20 teams returned a review."
TALK = "What to talk over"
ENDS = {"Strongest and weakest practices", "Ratings of every practice"}
TEAMS = [f"Ward {number:02}" for number in range(20)]


def of_ratings(ratings, instruments=()):
    table = pd.DataFrame(ratings, columns=["team", "year", "item_id", "rating"])
    return Returns.from_tables(ratings=table, instruments=list(instruments))


def few_teams(teams):
    return made_returns(teams=teams, years=(2024, 2025), stages=0)


def all_alike():
    returns = few_teams(12)
    return replace(returns, ratings=returns.ratings.assign(rating=4))


def same_averages():
    return of_ratings(
        (team, 2025, item, 1 + (at + place) % 5)
        for place, item in enumerate(TRIP)
        for at, team in enumerate(TEAMS)
    )


def practices(number):
    """A list of its own, each practice a little stronger than the one before."""
    ours = own_list(range(1, 6), items=number)
    return of_ratings(
        (
            (team, year, item.item_id, min(5, max(1, (at + year) % 3 + 1 + 3 * place // number)))
            for place, item in enumerate(ours.items)
            for at, team in enumerate(TEAMS)
            for year in (2024, 2025)
        ),
        [ours],
    )


def template_a_alone():
    returns = made_returns(teams=12, years=(2024, 2025), priorities=False)
    of_form = returns.returns["instrument"].eq("template-a")
    return replace(returns, ratings=returns.ratings.iloc[:0], returns=returns.returns.loc[of_form])


def template_b_alone():
    """Eight teams, each with a plan of one to four goals."""
    goals = pd.DataFrame(
        [
            (f"b-{at}", team, number)
            for at, team in enumerate(TEAMS[:8])
            for number in range(1 + at % 4)
        ],
        columns=["return_id", "team", "number"],
    ).assign(year=2025)
    forms = goals.drop_duplicates("return_id").drop(columns="number")
    return Returns.from_tables(
        returns=forms.assign(instrument="template-b", status="current"),
        action_plans=goals.assign(item_id="challenge-1", kind="goal", text="Meet"),
    )


CHOSEN = (
    "Teams most often chose own choices and decisions (7 teams, 58%) and shared safety planning "
    "(6 teams, 50%)."
)

# What page one says; which sections a trust has that not all of them have.
EDGES = {
    "five teams": (
        lambda: few_teams(5),
        [
            "All five teams we asked returned a review.",
            "Most averages are withheld, and so what is strong and weak.",
            "For most practices no change since 2024 can be given.",
        ],
        {"Ratings of every practice", "What changed", "What teams chose as priorities"},
    ),
    "six teams": (
        lambda: few_teams(6),
        ["All six teams we asked returned a review.", NO_ORDER, UNSURE],
        ENDS | {"Where teams differ", "What changed", "What teams chose as priorities", TALK},
    ),
    "twelve teams": (
        lambda: few_teams(12),
        [
            "All 12 teams we asked returned a review.",
            "Involving family and friends (4.1) was rated highest, but that may be chance.",
            "Collaborative plans and notes (1.9) was rated lowest, but that may be chance.",
            CHOSEN,
            UNSURE,
        ],
        ENDS | {"Where teams differ", "What changed", "What teams chose as priorities", TALK},
    ),
    "all alike": (
        all_alike,
        [
            "All 12 teams we asked returned a review.",
            "How practices were rated in 2025 cannot be shown.",
            CHOSEN,
            "No change since 2024 can be given.",
        ],
        {"Ratings of every practice", "What teams chose as priorities", TALK},
    ),
    "same averages": (same_averages, [ALL, NO_ORDER, FIRST], ENDS),
    "one practice": (
        lambda: practices(1),
        [ALL, "Statement 1 of own-list was rated 2.0 on average by 20 teams.", UNSURE],
        {"Ratings of every practice", "What changed"},
    ),
    "two practices": (
        lambda: practices(2),
        [
            ALL,
            "Statement 2 of own-list (3.0) is clearly the strongest of the two practices.",
            "Statement 1 of own-list (2.0) is clearly the weakest of the two practices.",
            UNSURE,
        ],
        ENDS | {"What changed", TALK},
    ),
    "forty practices": (
        lambda: practices(40),
        [
            ALL,
            "Statement 28 of own-list (4.0), statement 29 of own-list (4.0), statement 30 of "
            "own-list (4.0) and ten others were rated highest, but that may be chance.",
            "Statement 14 of own-list (2.0), statement 13 of own-list (2.0), statement 12 of "
            "own-list (2.0) and 11 others were rated lowest, but that may be chance.",
            UNSURE,
        ],
        ENDS | {"What changed"},
    ),
    "Template A alone": (
        template_a_alone,
        [
            "All 12 teams we asked returned a review.",
            "There is no challenge that most returns place at the same stage.",
        ],
        {"Where the organisational challenges are"},
    ),
    "Template B alone": (
        template_b_alone,
        [
            "Eight teams returned a review.",
            "For 2025 there are eight plans for one challenge, with 20 goals, no actions and no "
            "sources of evidence.",
        ],
        {"What is planned for the challenges"},
    ),
}
IN_ALL = {
    "In brief",
    "Who took part",
    "How the figures were protected",
    "How to read the figures",
    "Words that we use",
    "What is not in this report",
}


@cache
def written(edge):
    return annual_report(EDGES[edge][0]())


@pytest.mark.slow_but(6)
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("edge", EDGES)
def test_page_one_says_what_there_is_to_say(edge):
    said = next(block for block in written(edge).sections[0].blocks if isinstance(block, Bullets))
    assert list(said.items) == EDGES[edge][1]


@pytest.mark.slow_but(6)
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("edge", EDGES)
def test_a_section_is_there_or_a_sentence_says_why_not(edge):
    report = written(edge)
    assert {each.heading for each in report.sections} == IN_ALL | EDGES[edge][2]
    (left_out,) = report.sections[-1].blocks
    assert len(left_out.items) == len(set(left_out.items))
    for said in left_out.items:
        about, _, why = said.partition(": ")
        assert why.endswith(".")
        assert about not in EDGES[edge][2]


@pytest.mark.slow_but(6)
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("edge", EDGES)
def test_no_practice_is_both_strong_and_weak(edge):
    for section in written(edge).sections:
        if section.heading == "Strongest and weakest practices":
            lists = [block.items for block in section.blocks if isinstance(block, Bullets)]
            names = [line.partition(": rated")[0] for lines in lists for line in lines]
            assert len(names) == len(set(names))


@pytest.mark.slow_but(6)
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("edge", EDGES)
def test_no_column_and_no_picture_shows_nothing_but_what_is_withheld(edge):
    report = written(edge)
    for table in report.tables:
        for column in zip(*table.rows, strict=True):
            assert set(column) not in ({Missing.WITHHELD}, {Missing.NOT_AVAILABLE}), table.title
    for figure in (block for block in report.blocks if isinstance(block, Figure)):
        rows, missing = figure.alt.count(";") + 1, figure.alt.count("withheld")
        assert missing <= rows / 2, figure.alt


@pytest.mark.slow_but(6)
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("edge", EDGES)
def test_no_two_tables_or_pictures_have_one_title(edge):
    for kind in (Figure, Table):
        titles = [block.title for block in written(edge).blocks if isinstance(block, kind)]
        assert len(titles) == len(set(titles))


@pytest.mark.usefixtures("undrawn")
def test_what_cannot_be_worked_out_of_any_practice_is_said_once_and_not_in_a_column():
    of_two_years = annual_report(
        made_returns(teams=4, years=(2024, 2025)), ReportRequest(audience="desk")
    )
    (trend,) = (each for each in of_two_years.tables if each.title.startswith("Average change a"))
    assert [column.title for column in trend.columns[-2:]] == ["Years", "Change a year"]
    assert trend.notes[-1] == (
        "Not available in any row, and so left out: Change a year: 95% interval; and p, at most."
    )
    assert not [
        table for table in of_two_years.tables if "improved than their others" in table.title
    ]


@pytest.mark.usefixtures("undrawn")
def test_of_many_practices_there_are_several_pictures_in_one_order():
    places = [
        block
        for block in written("forty practices").blocks
        if isinstance(block, Figure) and block.title.startswith("The places")
    ]
    assert [each.title[-8:] for each in places] == ["(1 of 2)", "(2 of 2)"]
    best, worst = (each.alt for each in places)
    assert "Statement 28 of own-list 1 to 13" in best
    assert "Statement 14 of own-list 27 to 40" in worst
