"""What headings and titles are read as, and what they are not."""

import datetime as dt

import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.understanding.dates import ReadYear
from trip_analytics.understanding.tables.header_cells import (
    LONGEST_HEADING,
    Heading,
    describes,
    joined,
    perspective_of,
    read_heading,
)

TRIP = load_instrument("trip")
CHALLENGES = load_instrument("template-a")
NOTHING = Heading(says_nothing=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rating", Heading("rating", sure=True)),
        ("Score (1-5)", Heading("rating", sure=True)),
        ("1 to 5", Heading("rating")),
        ("Maturity level", Heading("rating")),
        ("Current level", Heading("rating", years_ago=0, sure=True)),
        ("Answers", Heading("rating", sure=True)),
        ("How well we do (1-5)", Heading("rating", sure=True)),
        ("Importance (1-5)", Heading("other-subject")),
        ("Risk rating", Heading("other-subject")),
        ("Rating of the evidence", Heading("other-subject")),
        ("Evidence rating", Heading("other-subject")),
        ("Required level", Heading("other-subject")),
        ("Peer review", Heading("other-subject")),
        ("Priority", Heading("other-subject")),
        ("Why this matters to us", Heading("comment")),
        ("July", Heading("rating", moment=6)),
        ("Round 2", Heading("rating", moment=2)),
        ("D/K", Heading("not-known")),
        ("Don't know", Heading("not-known")),
        ("Comments", Heading("comment")),
        ("Evidence", Heading("comment")),
        ("N/A", Heading("not-applicable")),
        ("No.", Heading("number")),
        ("Average", Heading("computed")),
        ("%", Heading("computed")),
        ("Baseline", Heading("other-time")),
        ("Agreed rating", Heading("rating", perspective="team", sure=True)),
        ("Staff rating", Heading("rating", perspective="staff", sure=True)),
        ("Patients", Heading(perspective="people-using-services")),
        ("Respondent 1", Heading(respondent="Respondent 1")),
        ("R1", Heading(respondent="R1")),
        ("Staff 2", Heading(perspective="staff", respondent="Staff 2")),
        ("Nurse A", Heading(perspective="staff", respondent="Nurse A")),
        ("2024", Heading(year=ReadYear(2024))),
        ("2024/25", Heading(year=ReadYear(2024, financial=True))),
        ("Rating 2024", Heading("rating", year=ReadYear(2024), sure=True)),
        ("Baseline 2023", Heading("rating", year=ReadYear(2023), sure=True)),
        ("Last year's rating", Heading("rating", years_ago=1, sure=True)),
        ("This year", Heading("rating", years_ago=0, sure=True)),
        (3, Heading(point=3)),
        ("(5)", Heading(point=5)),
        ("4 (well developed)", Heading(point=4)),
        ("1 - Not yet", Heading(point=1)),
        ("Very well developed", Heading(point=5)),
        (dt.date(2025, 6, 3), Heading(year=ReadYear(2025))),
    ],
)
def test_what_a_heading_says(make_cell, text, said):
    assert read_heading(make_cell(text), TRIP) == said


@pytest.mark.parametrize(
    "text",
    [
        "2 Yeadon Road",  # a house, no point
        "3/4",
        "0",
        6,
        "Ash Ward",
        "Young People's Eating Disorders",
        "Rating of" + "x" * LONGEST_HEADING,
    ],
)
def test_what_is_no_heading_that_we_know(make_cell, text):
    assert read_heading(make_cell(text), TRIP) == NOTHING


@pytest.mark.parametrize(
    "text",
    ["Target", "Target 2026", "Target for this year", "Goal 2026/27", "Next year's rating",
     "Where we want to be now", "Planned score 2025",
     "Expected 2026", "By 2026", "Where we should be in 2026", "Where would we like to be?"],
)  # fmt: skip
def test_what_is_still_to_come_is_no_years_rating(make_cell, text):
    said = read_heading(make_cell(text), TRIP)
    assert (said.role, said.year, said.years_ago) == ("other-time", None, None)


def test_a_view_alone_is_no_respondents_number(make_cell):
    for text in ("Clients", "Staff", "Patients", "People"):
        assert read_heading(make_cell(text), TRIP).respondent is None


def test_a_scale_of_stages_has_its_own_points(make_cell):
    assert read_heading(make_cell("Stage 2"), CHALLENGES).point == 2
    assert read_heading(make_cell("Transformation"), CHALLENGES).point == 3
    assert read_heading(make_cell("4"), CHALLENGES) == NOTHING
    assert read_heading(make_cell("Priority for action (1-10)"), CHALLENGES).role == "priority"


def test_no_cell_says_nothing_and_hides_nothing():
    assert read_heading(None, TRIP) == Heading()


def test_a_lower_heading_goes_before_a_wider_one():
    wide = Heading("rating", perspective="staff", year=ReadYear(2024))
    low = Heading(year=ReadYear(2025), point=2)
    assert joined([wide, low]) == Heading("rating", 2, "staff", ReadYear(2025))
    assert joined([]) == Heading()


def test_a_target_over_ratings_makes_targets_of_them():
    assert joined([Heading("other-time"), Heading("rating")]).role == "other-time"
    assert joined([Heading("rating"), Heading("computed")]).role == "computed"


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("Staff", "staff"),
        ("Nursing staff", "staff"),
        ("Member of the team", "staff"),
        ("Service user", "people-using-services"),
        ("Person who uses the service", "people-using-services"),
        ("SUs", "people-using-services"),
        ("Young people", "people-using-services"),
        ("Young people's views", "people-using-services"),
        ("Carer or family member", "family-and-friends"),
        ("Family and friends", "family-and-friends"),
        ("Supporters", "family-and-friends"),
        ("Staff and service users", "team"),
        ("Agreed", "team"),
        ("Team", "team"),
        ("The ward rating", "team"),
        ("Young People's Eating Disorders", None),
        ("Eating Disorders", None),
        ("Ash Ward", None),
        ("Team 4", None),
        ("Unitary", None),
        ("House", None),
        ("", None),
    ],
)
def test_whose_view_words_say(text, view):
    assert perspective_of(text) == view


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("Team", "team"),
        ("Which team are you in?", "team"),
        ("Q1. Which team do you work in?", "team"),
        ("Name of your ward", "team"),
        ("Type of team", "team_type"),
        ("Service line", "service_line"),
        ("Directorate", "service_line"),
        ("Organisation", "organisation"),
        ("Year", "year"),
        ("Which year is this for?", "year"),
        ("Completion time", "date"),
        ("Timestamp", "date"),
        ("Start time", "machine"),
        ("IP Address", "machine"),
        ("Total points", "machine"),
        ("ID", "respondent"),
        ("Respondent ID", "respondent"),
        ("Email", "name"),
        ("Your name", "name"),
        ("Staff lead", "name"),
        ("Completed by", "name"),
        ("I am a...", "perspective"),
        ("G01Q02. Your role", "perspective"),
        ("Comments", None),
        ("Statement", None),
        ("Rating", None),
        ("Staff", None),
        ("Leadership", None),
        ("Team members feel heard", None),
        ("", None),
        *((item.wordings[0].text, None) for item in TRIP.items),
    ],
)
def test_what_a_title_says_of_whoever_answered(title, what):
    assert describes(title) == what
