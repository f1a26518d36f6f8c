import datetime as dt

import pytest

from trip_analytics.reading import Sheet
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.fields.field_text import may_name_people, title_in
from trip_analytics.understanding.fields.fields import Field, Fields, read_fields
from trip_analytics.understanding.form_page import Page


@pytest.fixture
def read(make_sheet):
    """The fields of a page given as rows, and the page."""

    def of(*rows, merged=()):
        page = Page(make_sheet(list(rows), merged=merged), "ash.xlsx")
        return read_fields(page), page

    return of


def kept(page):
    """The texts in the log, and the cells that nothing took."""
    return [e.found for e in page.log] + [cell.text for cell in page.remaining()]


TEAM_LABELS = [
    "Team", "Team:", "Team name", "TEAM NAME:", "Name of team", "Name of the team:", "Ward",
    "Ward/Team", "Team / Ward:", "Team or ward", "Name of team / ward / service", "Ward name",
    "Name of ward or team:", "Team, ward or service", "Your team", "Clinical team", "1. Team name",
    "Q1. Team name *", "Team name (in full):", "Team name ____", "Ward / Team name",
    "Which team are you completing this for?", "What is the name of your team?",
    "Please enter your team name", "Team completing this form",
     "Which ward or team do you work in?",
    "Team(s)",
]  # fmt: skip


@pytest.mark.parametrize("label", TEAM_LABELS)
def test_labels_of_the_team(read, label):
    assert label_of(label) == "team"
    assert read([label, "Ash Ward"])[0].team.text == "Ash Ward"


@pytest.mark.parametrize(
    ("label", "name"),
    [("Directorate", "service_line"), ("Service line / directorate:", "service_line"),
     ("Care group", "service_line"), ("Business Unit", "service_line"),
     ("Which service line does your team belong to?", "service_line"),
     ("Trust", "organisation"), ("Name of organisation", "organisation"),
     ("NHS Trust:", "organisation"),
     ("Type of team/service", "team_type"), ("Team type", "team_type"), ("Ward type", "team_type"),
     ("Review year", "year"), ("Year of TRIP", "year"), ("Financial year:", "year"),
     ("Review period", "year"), ("Which year is this review for?", "year"),
     ("Date", "date"), ("Date of TRIP", "date"), ("Date completed (dd/mm/yyyy)", "date"),
     ("Today's date", "date"), ("Completed on", "date"), ("When was this completed?", "date"),
     ("Date of self-assessment", "date"), ("Date form completed", "date"),
     ("Completed by", "name"), ("Ward manager", "name"),
     ("Name of person completing this form", "name"),
     ("Name and job title", "name"), ("E-mail", "name"), ("Recovery lead:", "name"),
     ("Facilitator(s)", "name"), ("Contact number", "name"), ("Signed", "name"),
     ("Who took part in the review", "took_part"), ("Next review date:", "review_on"),
     ("Date of next review", "review_on"), ("To be reviewed on:", "review_on"),
     ("Review date", "review_date"), ("Staff present:", "took_part_staff"),
     ("Number of staff who took part", "took_part_staff"),
     ("How many of them were staff?", "took_part_staff"),
     ("Number of service users who took part:", "took_part_service_users"),
     ("How many people using services took part?", "took_part_service_users"),
     ("Patients attending", "took_part_service_users"),
     ("Those present", "took_part"),
     ("Any other comments:", "comment"), ("Service", "service"), ("Unit:", "unit")],
)  # fmt: skip
def test_labels_of_other_fields(label, name):
    assert label_of(label) == name


@pytest.mark.parametrize(
    "text",
    ["Ash Ward", "Team members took us out", "Staff views", "Team strengths", "Year 3", "",
     "We are a good team", "Our team helps people", "Service users", "Team lead responsible",
     "Which team member leads on this?", "Wards and teams we work with", "Target date"],
)  # fmt: skip
def test_what_is_no_label(text):
    assert label_of(text) is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Team:", "Ash Ward"]],
        [["Team: Ash Ward"]],
        [["Team:Ash Ward"]],
        [["Team - Ash Ward"]],
        [["TEAM NAME – Ash Ward"]],
        [["Team = Ash Ward"]],
        [["Team\tAsh Ward"]],
        [["Team:\nAsh Ward"]],
        [["Team\nAsh Ward"]],
        [["Team: ______ Ash Ward ______"]],
        [["Team ........ Ash Ward ........"]],
        [["Team:", "____Ash Ward____"]],
        [["Team", None, None, "Ash Ward"]],
        [["Team"], ["Ash Ward"]],
        [["Team:"], ["Ash Ward"], ["Statement", "Rating"]],
        [["Team", "Year"], ["Ash Ward", 2025]],
        [["Team:", "Date:"], ["Ash Ward", "12/03/2025"]],
        [["Team: Ash Ward", "Date: 12/03/2025"]],
        [["Team", "Ash Ward", "Year", 2025]],
        [["Team: Ash Ward   Year: 2025"]],
        [["Team: Ash Ward | Date: 12/03/2025"]],
        [["Team: Ash Ward\nYear: 2025\nCompleted by: Jane Smith"]],
        [["Team ____Ash Ward____ Date ____12/03/2025____"]],
        [["1. Team name:", "Ash Ward"]],
        [["Team name (in full)", "Ash Ward"]],
    ],
)
def test_the_team_in_every_shape(read, rows):
    fields, _ = read(*rows)
    assert fields.team.text == "Ash Ward"


def test_two_fields_in_a_row_are_told_apart(read):
    fields, _ = read(["Team", "Directorate", "Date"], ["Ash Ward", "Adult", dt.date(2025, 3, 12)])
    assert (fields.team.text, fields.service_line.text) == ("Ash Ward", "Adult")
    assert fields.date.date == dt.date(2025, 3, 12)
    assert fields.team.cell.address == "A2"


def test_labels_in_a_row_with_one_that_is_unknown_have_their_values_below(read):
    fields, _ = read(["Team", "Site", "Year"], ["Ash Ward", "Northmoor", 2025])
    assert (fields.team.text, fields.year.year) == ("Ash Ward", 2025)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Directorate / Team:", "Adult / Ash Ward"),
        ("Team and directorate", "Ash Ward - Adult"),
        ("Directorate/Team", "Adult/Ash Ward"),
        ("Directorate, team", "Adult, Ash Ward"),
        ("Directorate / Team: Adult / Ash Ward", None),
    ],
)
def test_two_fields_that_share_a_label_are_parted(read, label, value):
    fields, _ = read([label, value])
    assert (fields.team.text, fields.service_line.text) == ("Ash Ward", "Adult")


def test_a_label_that_is_said_twice_with_a_dash_between_is_one(read):
    fields, _ = read(["Tîm – Team", "Ash Ward"])
    assert fields.team.text == "Ash Ward"


def test_one_thing_behind_two_labels_is_the_team(read):
    fields, _ = read(["Directorate / Team:", "Ash Ward"])
    assert (fields.team.text, fields.service_line) == ("Ash Ward", None)


def test_a_name_that_shares_its_label_is_not_kept(read):
    fields, page = read(["Team / Completed by:", "Ash Ward / Jo Bloggs"])
    assert fields.team.text == "Ash Ward"
    assert [(entry.kind, entry.found) for entry in page.log] == [("name-not-kept", None)]


def test_a_merged_label_has_its_value_below_all_of_it(read):
    fields, _ = read(["Team"], [], ["Ash Ward"], merged=[(1, 1, 2, 2)])
    assert fields.team.text == "Ash Ward"


@pytest.mark.parametrize(
    "rows",
    [
        [["Team:"]],
        [["Team:", "Date:"]],
        [["Team:"], ["Date:"], ["Year:"]],
        [["Team: ______"]],
        [["Team:", "[insert team name]"]],
        [["Team:", "Click or tap here to enter text."]],
        [["Team:", "e.g. Ash Ward"]],
        [["Team: (please give in full)"]],
        [["Team:", "Enter team name"]],
        [["Team:", "n/a"]],
        [["Team:", "?"]],
        [["Team", "Year"], ["Ash", 2024], ["Elm", 2024], ["Oak", 2025]],  # a table, not a form
        [["Our team: what we are good at"]],
        [["We work well as a team: everyone helps"]],
    ],
)
def test_no_team_is_made_up(read, rows):
    assert read(*rows)[0].team is None


def test_a_colon_in_a_teams_name_is_its_own(read):
    assert read(["Team: Memory Service: North"])[0].team.text == "Memory Service: North"


def test_a_value_that_is_a_label_on_other_forms(read):
    fields, _ = read(["Team type", "Ward"], ["Team:", "Community"])
    assert (fields.team_type.text, fields.team.text) == ("Ward", "Community")


def test_a_service_is_the_team_only_where_no_team_is_named(read):
    alone, page = read(["Service:", "Ash Ward"])
    assert alone.team is None
    assert "Ash Ward" in kept(page)
    alone.settle()
    assert alone.team.text == "Ash Ward"
    both, _ = read(["Service:", "Adult inpatient"], ["Team:", "Ash Ward"])
    both.settle()
    assert (both.team.text, both.service_line.text) == ("Ash Ward", "Adult inpatient")
    cover = Fields(team=Field("Ash Ward", both.team.cell))
    sheet, _ = read(["Service:", "Adult inpatient"])
    sheet.fill_from(cover)
    sheet.settle()
    assert sheet.team.text == "Ash Ward"


def test_what_a_field_says_twice_stays_for_the_log(read):
    fields, page = read(["Team:", "Ash Ward"], ["Team:", "Oak Ward"])
    assert fields.team.text == "Ash Ward"
    assert "Oak Ward" in kept(page)


@pytest.mark.parametrize(
    ("value", "year"),
    [(2025, 2025), ("2024/25", 2024), (dt.date(2025, 3, 12), 2025), ("March 2025", 2025),
     ("April 2024 – March 2025", 2024)],
)  # fmt: skip
def test_the_year(read, value, year):
    assert read(["Year", value])[0].year.year == year


def test_an_unclear_year_or_date_is_logged(read):
    fields, page = read(["Year:", "third"], ["Date:", "last spring"])
    assert (fields.year, fields.date) == (None, None)
    assert {entry.found for entry in page.log} == {"third", "last spring"}
    assert {entry.severity for entry in page.log} == {"warning"}


def test_a_date_beside_whoever_signed_is_the_forms_unless_it_has_one(read):
    assert read(["Completed by: J. Smith, 12/03/2025"])[0].date.date == dt.date(2025, 3, 12)
    fields, page = read(["Completed by", "J. Smith 12/03/2025"], ["Date:", "14/03/2025"])
    assert fields.date.date == dt.date(2025, 3, 14)
    assert not any("Smith" in (text or "") for text in kept(page))


@pytest.mark.parametrize(
    "rows",
    [
        [["Completed by:", "Jane Smith"]],
        [["Ward manager - Jane Smith"]],
        [["Facilitators:", "Jane Smith", "Jane Smith"]],
        [["Present:"], ["Jane Smith"], ["Tom Jane Smith"]],
        [["Names"], ["Jane Smith"]],
        [["Who took part:", "Jane Smith and 3 staff"]],
        [["E-mail", "jane.smith@example.org"]],
        [["Team members"], ["Jane Smith"], ["Jane Smith"]],
    ],
)
def test_peoples_names_are_kept_nowhere(read, rows):
    _, page = read(*rows)
    assert not any("smith" in (text or "").casefold() for text in kept(page))
    assert page.log


@pytest.mark.parametrize(
    "text", ["6 staff, 4 service users", "Whole team and 3 Peer Workers", "8 Staff, 2 carers",
             "Ward manager, OT and two patients"]
)  # fmt: skip
def test_who_took_part_is_kept_where_nobody_is_named(read, text):
    assert not may_name_people(text)
    assert text in kept(read(["Who took part:", text])[1])


@pytest.mark.parametrize(
    "text",
    ["Team Recovery Implementation Plan – Ash Ward – 2025", "TRIP: Ash Ward 2024/25", "TRIP 2025",
     "Ash Ward TRIP", "TRIP review of B2 Ward, March 2025", "Recovery self-assessment: Ash Ward"],
)  # fmt: skip
def test_a_title_that_says_whose_form_it_is(read, text):
    fields, page = read([text], ["Statement", "Rating"])
    assert (fields.title.text, fields.title.cell.address) == (
        " ".join(text.replace("–", "-").split()),
        "A1",
    )
    assert text in kept(page)


@pytest.mark.parametrize(
    "text",
    ["Team Recovery Implementation Plan (TRIP)", "TRIP", "TRIP review",
     "Recovery self-assessment (TRIP)",
     "Repper and Perkins (2013) The Team Recovery Implementation Plan", "TRIP: what we do well",
     "Ash Ward", "The TRIP helps teams to see where they are.",
     "TRIP: our good practice statements",
     "Our team met on the ward to talk about the TRIP and agreed", "Template A",
     "TRIP v3.2 Approved by: Quality Committee Review: May 2027"],
)  # fmt: skip
def test_a_title_that_names_nobody(text):
    assert title_in(text) is None


def test_a_title_stands_at_the_top(read):
    rows = [["x"]] * 9 + [["TRIP: Ash Ward 2024/25"]]
    assert read(*rows)[0].title is None


def test_missing_fields_are_filled_from_another_sheet(read):
    first, _ = read(["Team:", "Ash Ward"])
    second, _ = read(["Team:", "Oak Ward"], ["Year:", 2025])
    first.fill_from(second)
    assert (first.team.text, first.year.year) == ("Ash Ward", 2025)


def test_a_page_of_nothing_has_no_fields():
    assert read_fields(Page(Sheet("Form", {}, ()), "ash.xlsx")) == Fields()


@pytest.mark.parametrize(
    "rows",
    [
        [["Staff present:", 6], ["Service users present:", 4]],
        [["Staff present: 6  Service users present: 4"]],
        [["Number of staff who took part: 6\nNumber of people using services who took part: 4"]],
        [["Staff present", "Service users present"], [6, 4]],
        [["Who took part:", "6 staff and 4 people using the service"]],
        [["Who took part:", "Staff", 6, "Service users", 4]],
        [["Present: Staff: 6, patients: 4"]],
    ],
)
def test_how_many_took_part_in_many_layouts(read, rows):
    fields, _ = read(*rows)
    assert (fields.took_part_staff, fields.took_part_service_users) == (6, 4)


def test_a_plain_number_of_people_leaves_nothing_in_the_log(read):
    assert not read(["Staff present:", 6], ["Service users present:", "4"])[1].log


@pytest.mark.parametrize("text", ["Jane Smith and 3 staff", "Jane Smith, Tom Smith"])
def test_names_among_those_present_are_neither_kept_nor_counted(read, text):
    fields, page = read(["Staff present:", text])
    assert not any("Smith" in (kept or "") for kept in (e.found for e in page.log))
    assert read(["Who took part:", text])[0].took_part_staff is None
    assert fields.took_part_service_users is None


@pytest.mark.parametrize(
    ("rows", "date", "review_on"),
    [
        ([["Review date:", "12/03/2025"]], "2025-03-12", None),
        ([["Date completed:", "12/03/2025"], ["Review date:", "12/03/2026"]], "2025-03-12",
         "2026-03-12"),
        ([["Review date: 12/03/2026"], ["Date completed: 12/03/2025"]], "2025-03-12", "2026-03-12"),
        ([["Date:", "12/03/2025"], ["Next review:", "1/9/2025"]], "2025-03-12", "2025-09-01"),
        ([["Review date", "12/03/2026"], ["Completed by: Jane Smith, 12/03/2025"]], "2025-03-12",
         "2026-03-12"),
        ([["Year:", "2025"], ["Review date:", "12/03/2026"]], None, "2026-03-12"),
        ([["Year:", "2025/26"], ["Review date:", "12/03/2026"]], "2026-03-12", None),
        ([["Review date", "10/03/2025"], ["Date completed", "12/03/2025"]], "2025-03-12", None),
    ],
)  # fmt: skip
def test_a_review_date_is_of_this_review_or_of_the_next_by_the_other_dates(
    read, rows, date, review_on
):
    fields, page = read(*rows)
    found = [each and each.date.isoformat() for each in (fields.date, fields.review_on)]
    assert found == [date, review_on]
    assert not list(page.remaining())
