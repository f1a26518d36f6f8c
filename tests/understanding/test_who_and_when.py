"""Labels in two languages, and dates that lost their format."""

import datetime as dt

import pytest

from trip_analytics.instruments import load_instrument

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
RATINGS = [["Statement", "Rating"], *([s, 3] for s in STATEMENTS)]


@pytest.mark.parametrize(
    "label",
    ["Tîm / Team:", "Team / Tîm:", "Enw'r tîm | Name of team", "Tîm\nTeam:", "Zespół / Team:"],
)
def test_a_label_in_two_languages_names_its_field(understand, label):
    (form,), _ = understand([[label, "Ash Ward"], ["Blwyddyn / Year:", 2025], [], *RATINGS])
    assert (form.fields.team.text, form.fields.year.year) == ("Ash Ward", 2025)


@pytest.mark.parametrize(
    ("team", "year"),
    [("Tîm:", "Blwyddyn:"), ("Enw'r tîm", "Blwyddyn adolygu"), ("Team", "Survey year"),
     ("Ward", "Audit year")],
)  # fmt: skip
def test_labels_in_other_words_name_their_fields(understand, team, year):
    (form,), _ = understand([[team, "Ash Ward"], [year, "2024/25"], [], *RATINGS])
    assert (form.fields.team.text, form.fields.year.year) == ("Ash Ward", 2024)


def test_values_written_over_a_row_of_labels_are_theirs(understand):
    rows = [["Ash Ward", None, "12 May 2025"], ["Name of team", None, "Date"], [], *RATINGS]
    (form,), _ = understand(rows)
    assert (form.fields.team.text, form.fields.date.date) == ("Ash Ward", dt.date(2025, 5, 12))


def test_a_value_below_its_label_may_have_guidance_below_it(understand):
    rows = [["Name of team"], ["Ash Ward"], ["Please rate each statement together."], *RATINGS]
    assert understand(rows)[0][0].fields.team.text == "Ash Ward"


def test_a_title_over_a_label_is_no_value_of_it(understand):
    rows = [["Recovery at Oak Ward"], ["Name of team"], [], *RATINGS]
    assert understand(rows)[0][0].fields.team is None


def test_a_title_and_the_fields_may_share_a_cell(understand):
    rows = [["Team Recovery Implementation Plan\nTeam: Ash Ward\nYear: 2025"], [], *RATINGS]
    (form,), _ = understand(rows)
    assert (form.fields.team.text, form.fields.year.year) == ("Ash Ward", 2025)


@pytest.mark.parametrize("label", ["Agreed by service users", "Matron sign off:", "Approved by"])
def test_names_of_those_who_agreed_are_kept_nowhere(understand, label):
    _, log = understand([["Year", 2025], *RATINGS, [], [label, "Jo Bloggs, Al Green"]])
    assert [(e.kind, e.found) for e in log] == [("name-not-kept", None)]


def test_a_survey_that_writes_the_month_first_says_its_year(understand):
    rows = [["Timestamp", "Team", *STATEMENTS], ["5/13/2025 10:00:00", "Ash Ward", *[3] * 8],
            ["12/30/2025 10:00:00", "Oak Ward", *[4] * 8]]  # fmt: skip
    forms, _ = understand(rows)
    assert [(f.fields.team.text, f.fields.year.year) for f in forms] == [
        ("Ash Ward", 2025), ("Oak Ward", 2025)
    ]  # fmt: skip


def test_names_in_a_table_of_who_was_there_are_kept_nowhere(understand):
    rows = [["Year", 2025], *RATINGS, [], ["Who was there", "Role"], ["Jo Bloggs", "Manager"],
            ["Al Green", "OT"]]  # fmt: skip
    _, log = understand(rows)
    assert "who-took-part" in [entry.kind for entry in log]
    assert not [e for e in log if e.found and ("Bloggs" in e.found or "Green" in e.found)]


@pytest.mark.parametrize(
    ("written", "year"),
    [("May-25", 2025), ("12.05.25", 2025), ("'24-'25", 2024), ("April 24 - March 25", 2024),
     ("Year ending March 2025", None), ("FY 25", None)],
)  # fmt: skip
def test_the_year_in_its_own_field_may_be_written_short(understand, written, year):
    (form,), log = understand([["Team:", "Ash"], ["Year:", written], [], *RATINGS])
    assert (form.fields.year and form.fields.year.year) == year
    assert [e.kind for e in log] == ([] if year else ["unclear-date"])


@pytest.mark.parametrize("value", ["Ash / Oak Ward", "Ward 3 / Rosewood", "Unit / Ward / Team"])
def test_names_with_a_slash_stay_values(understand, value):
    (form,), _ = understand([["Team:", value], ["Year:", 2025], [], *RATINGS])
    assert form.fields.team.text == value


@pytest.mark.parametrize("written", [45789, "45789", 45789.5])
def test_a_date_that_lost_its_format_is_read_and_noted(understand, written):
    (form,), log = understand([["Team:", "Ash"], ["Date completed:", written], [], *RATINGS])
    assert form.fields.date.date == dt.date(2025, 5, 12)
    assert [(e.severity, e.kind, e.used) for e in log] == [("note", "serial-date", "2025-05-12")]


@pytest.mark.parametrize("written", ["4578", "2025", "123456", "29999"])
def test_other_numbers_are_no_dates(understand, written):
    (form,), _ = understand([["Team:", "Ash"], ["Date completed:", written], [], *RATINGS])
    assert form.fields.date is None


def test_the_date_of_a_priority_may_have_lost_its_format_too(understand):
    rows = [["Team:", "Ash"], ["Year:", 2025], [], *RATINGS, [], ["Priorities"]]
    rows += [["No.", "Priority", "Action", "By when"], [1, "More peers", "Recruit", 46112]]
    (form,), log = understand(rows)
    (priority,) = form.rows["priorities"]
    assert priority["due"] == dt.date(2026, 3, 31)
    assert [e.found for e in log if e.kind == "serial-date"] == ["46112"]
