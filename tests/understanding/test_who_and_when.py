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
