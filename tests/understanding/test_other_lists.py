"""Lists that are not the instrument's, codes with a codebook, names in unknown tables."""

import pytest

from trip_analytics.instruments import load_instrument

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
OWN = ["The garden is open every day", "Meals are cooked on the ward", "There is a quiet room",
       "Visitors are welcome at all hours", "Rooms can be locked from inside", "Phones may be kept",
       "Pets are allowed on Sundays", "Post is delivered unopened", "The bus stops at the door",
       "Chairs are comfortable"]  # fmt: skip
FIELDS = [["Team:", "Ash Ward"], ["Year:", 2025], ["Statement", "Rating"]]


@pytest.mark.parametrize(
    ("lines", "unlike"),
    [
        ([*STATEMENTS[:4], *OWN[:5]], True),
        ([*STATEMENTS[:4], *OWN[:4]], False),
        ([*STATEMENTS, *OWN], False),  # every statement in its own words: lines were added
        ([*STATEMENTS[:5], *OWN], True),
        (STATEMENTS[:3], False),
    ],
)
def test_a_form_of_mostly_unknown_lines_is_another_list(understand, lines, unlike):
    (form,), _ = understand([*FIELDS, *([line, 3] for line in lines)])
    assert form.unlike == unlike


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "codes", [[f"q{n}" for n in range(1, 9)], [f"TRIP_{n}" for n in "12345678"]]
)
def test_codes_are_read_by_the_codebook_on_another_sheet(understand, codes, turned):
    ratings = [4, 3, 2, 5, 1, 3, 4, 2]
    teams = ["Ash Ward", "Oak Ward"]
    data = [["team", *codes], *([team, *ratings] for team in teams)]
    if turned:
        data = [list(row) for row in zip(*data, strict=True)]
    book = [["Variable", "Question"], *zip(codes, STATEMENTS, strict=True)]
    forms, log = understand(data, book)
    assert {form.fields.team.text for form in forms} == set(teams)
    for form in forms:
        assert [row["rating"] for row in form.rows["ratings"]] == ratings
    assert {entry.severity for entry in log} <= {"note"}


def test_a_dictionary_says_what_the_codes_of_fields_are_too(understand):
    ratings = [4, 3, 2, 5, 1, 3, 4, 2]
    codes = [f"v{n}" for n in range(11, 19)]
    data = [["nm", "yr", *codes], ["Ash Ward", 2025, *ratings]]
    book = [["Variable", "Type", "Label", "Choices"], ["nm", "text", "Team name"],
            ["yr", "integer", "Year", "2020 to 2030"]]  # fmt: skip
    book += [[code, "radio", s, "1, Not yet"] for code, s in zip(codes, STATEMENTS, strict=True)]
    (form,), _ = understand(data, book)
    assert (form.fields.team.text, form.fields.year.year) == ("Ash Ward", 2025)
    assert [row["rating"] for row in form.rows["ratings"]] == ratings


def test_numbers_of_lines_are_no_codes(understand):
    guidance = [["1", STATEMENTS[0]], ["2", STATEMENTS[1]], ["3", STATEMENTS[2]]]
    data = [["Team:", "Ash Ward"], ["Statement", "Rating"], *([s, 3] for s in STATEMENTS)]
    forms, _ = understand([*data, ["1", "2", "3"]], guidance)
    assert sum(row["state"] == "rated" for form in forms for row in form.rows["ratings"]) == 8


def test_names_in_a_table_that_is_not_known_are_kept_nowhere(understand):
    table = [["Topic", "Lead", "Budget"], ["Garden", "Julie Hargreaves", "100"],
             ["Music", "Raj Nair", "50"]]  # fmt: skip
    _, log = understand([*FIELDS, *([s, 3] for s in STATEMENTS), [], [], [], [], *table])
    told = repr([entry.row() for entry in log])
    assert "Hargreaves" not in told
    assert "Nair" not in told
    assert {"B17", "B18"} <= {entry.cell for entry in log if entry.kind == "name-not-kept"}
