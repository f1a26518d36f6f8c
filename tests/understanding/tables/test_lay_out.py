"""Each way in which answers are laid out, with every value and the cell it came from."""

import pytest

from trip_analytics.instruments import load_instrument

TRIP = load_instrument("trip")
ITEMS = list(TRIP.item_ids)
STATEMENTS = [item.wordings[0].text for item in TRIP.items]
VIEWS = ["Staff", "People using services"]
VIEW_IDS = ["staff", "people-using-services"]


def mark(answerer, statement):
    """An answer that differs from statement to statement and from one answerer to the next."""
    return (2 * answerer + statement) % 5 + 1


def at(row, column):
    return f"{chr(64 + column)}{row}"


def told(forms):
    """Each answer of each form: whose it is, what it says and where it stands."""
    return sorted(
        (
            (
                form.fields.team.text if form.fields.team else None,
                form.fields.year.year if form.fields.year else None,
                row["item_id"],
                row["perspective"],
                row["respondent"],
                row.get("rating"),
                row["cell"],
            )
            for form in forms
            for row in form.rows["ratings"]
        ),
        key=str,
    )


def answers(expected):
    return sorted(expected, key=str)


def kinds(log):
    return [(entry.severity, entry.kind) for entry in log]


def everything(forms, log):
    """All that is kept of a file, to look for what may not be."""
    rows = [(form.fields, form.rows) for form in forms]
    return repr(rows) + "".join(repr(entry.row()) for entry in log)


# --- teams and years ---------------------------------------------------------------------------


def test_teams_across(understand):
    rows = [["Statement", "Ash Ward", "Beech Ward", "Cedar House"]]
    rows += [[s, *(mark(t, n) for t in range(3))] for n, s in enumerate(STATEMENTS)]
    forms, log = understand(rows)
    assert told(forms) == answers(
        (team, None, item, "team", None, mark(t, n), at(n + 2, t + 2))
        for t, team in enumerate(["Ash Ward", "Beech Ward", "Cedar House"])
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 3
    assert log == []


def test_teams_down_with_the_statements_across(understand):
    rows = [["Team", *STATEMENTS]]
    teams = ["Ash Ward", "Beech Ward", "Cedar House"]
    rows += [[team, *(mark(t, n) for n in range(8))] for t, team in enumerate(teams)]
    forms, log = understand(rows)
    assert told(forms) == answers(
        (team, None, item, "team", None, mark(t, n), at(t + 2, n + 2))
        for t, team in enumerate(teams)
        for n, item in enumerate(ITEMS)
    )
    assert log == []


def test_a_team_without_answers_is_asked_for_its_form_and_a_line_or_a_total_is_not(understand):
    names = ("Alder", "Birch", "-----", "Summary", "Elm")
    rows = [["Team", *STATEMENTS]] + [
        [name, *([rating] * len(STATEMENTS))]
        for name, rating in zip(names, (3, 4, None, None, None), strict=True)
    ]
    forms, log = understand(rows)
    assert [form.fields.team.text for form in forms] == ["Alder", "Birch"]
    asked = [(e.kind, e.cell, e.team) for e in log if e.severity != "note"]
    assert asked == [("nothing-returned", "A6", "Elm")]
    assert {"A4", "A5"} <= {entry.cell for entry in log}


def test_a_column_that_counts_teams_names_none(understand):
    """As in a table out of a report."""
    rows = [["Practice", "Teams", "Average", "Places"]]
    rows += [[s, str(34 + n % 3), "3.2", "2 to 5"] for n, s in enumerate(STATEMENTS)]
    forms, _ = understand(rows)
    assert [form.fields.team for form in forms] == [None]


def test_a_column_that_says_of_which_time_each_row_is_names_no_team(understand, make_sheet):
    """As where a team is merged over "This year", "Last year" and "Change"."""
    rows = [["Team", None, *STATEMENTS]]
    for team in ("Ash Ward", "Beech Ward"):
        rows += [[team, "This year", *[4] * 8], [None, "Last year", *[3] * 8],
                 [None, "Change", *[1] * 8]]  # fmt: skip
    forms, _ = understand(make_sheet(rows, "2025", [(2, 1, 4, 1), (5, 1, 7, 1)]))
    found = {(form.fields.team.text, form.years_ago): form.rows["ratings"] for form in forms}
    assert found.keys() == {(team, ago) for team in ("Ash Ward", "Beech Ward") for ago in (0, 1)}
    assert all({row["rating"] for row in rows} == {4 - ago} for (_, ago), rows in found.items())


def test_a_column_of_directorates_and_teams_is_parted(understand):
    rows = [["Directorate / Team", *STATEMENTS], ["Adult / Ash Ward", *[4] * 8],
            ["Adult / Oak Ward", *[3] * 8]]  # fmt: skip
    forms, _ = understand(rows)
    found = {(form.fields.service_line.text, form.fields.team.text) for form in forms}
    assert found == {("Adult", "Ash Ward"), ("Adult", "Oak Ward")}


def test_figures_that_are_all_the_same_under_names_of_their_own_are_no_points(understand):
    rows = [["Statement", "Ash Ward", "Beech Ward", "All wards", "Spread", "Ambition"]]
    rows += [[s, mark(0, n), mark(1, n), 3, 4, 5] for n, s in enumerate(STATEMENTS)]
    forms, log = understand(rows)
    assert {form.fields.team.text for form in forms if form.fields.team} >= {
        "Ash Ward",
        "Beech Ward",
    }
    assert "another-scale" not in {entry.kind for entry in log}
    rated = {form.fields.team.text: form.rows["ratings"] for form in forms if form.fields.team}
    assert [row["rating"] for row in rated["Ash Ward"]] == [mark(0, n) for n in range(8)]


@pytest.mark.parametrize("years_above", [True, False])
def test_years_over_teams_and_teams_over_years(understand, make_sheet, years_above):
    years, teams = [2024, 2025], ["Ash Ward", "Beech Ward"]
    wide, narrow = (years, teams) if years_above else (teams, years)
    rows = [
        [None, wide[0], None, wide[1]],
        ["Statement", *narrow, *narrow],
        *[[s, *(mark(c, n) for c in range(4))] for n, s in enumerate(STATEMENTS)],
    ]
    forms, log = understand(make_sheet(rows, merged=[(1, 2, 1, 3), (1, 4, 1, 5)]))
    heads = [(w, n) for w in wide for n in narrow]
    owners = [(t, y) for y, t in heads] if years_above else heads
    assert told(forms) == answers(
        (team, year, item, "team", None, mark(c, n), at(n + 3, c + 2))
        for c, (team, year) in enumerate(owners)
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 4
    assert not any(form.earlier for form in forms)
    assert log == []


def test_a_comment_column_for_each_team(understand, make_sheet):
    rows = [
        [None, "Ash Ward", None, "Beech Ward"],
        ["Statement", "Rating", "Comment", "Rating", "Comment"],
        *[[s, mark(0, n), f"ash {n}", mark(1, n), f"beech {n}"] for n, s in enumerate(STATEMENTS)],
    ]
    forms, log = understand(make_sheet(rows, merged=[(1, 2, 1, 3), (1, 4, 1, 5)]))
    assert told(forms) == answers(
        (team, None, item, "team", None, mark(t, n), at(n + 3, 2 * t + 2))
        for t, team in enumerate(["Ash Ward", "Beech Ward"])
        for n, item in enumerate(ITEMS)
    )
    said = {f.fields.team.text: [row["comment"] for row in f.rows["ratings"]] for f in forms}
    assert said == {
        "Ash Ward": [f"ash {n}" for n in range(8)],
        "Beech Ward": [f"beech {n}" for n in range(8)],
    }
    assert log == []


def test_service_lines_as_heading_rows(understand):
    teams = ["Ash Ward", "Beech Ward", "Cedar House", "Elm House"]
    lines = [[team, *(mark(t, n) for n in range(8))] for t, team in enumerate(teams)]
    rows = [["Team", *STATEMENTS], ["Older people"], *lines[:2], ["Rehabilitation"], *lines[2:]]
    forms, log = understand(rows)
    assert told(forms) == answers(
        (team, None, item, "team", None, mark(t, n), at(row, n + 2))
        for (t, team), row in zip(enumerate(teams), [3, 4, 6, 7], strict=True)
        for n, item in enumerate(ITEMS)
    )
    assert {f.fields.team.text: f.fields.service_line.text for f in forms} == {
        "Ash Ward": "Older people",
        "Beech Ward": "Older people",
        "Cedar House": "Rehabilitation",
        "Elm House": "Rehabilitation",
    }
    assert log == []


def test_averages_and_totals_are_no_answers_and_kept_as_notes(understand):
    rows = [["Statement", "Ash Ward", "Beech Ward", "Average"]]
    rows += [[s, mark(0, n), mark(1, n), 3] for n, s in enumerate(STATEMENTS)]
    rows += [["Total", 21, 22, 43]]
    forms, log = understand(rows)
    assert told(forms) == answers(
        (team, None, item, "team", None, mark(t, n), at(n + 2, t + 2))
        for t, team in enumerate(["Ash Ward", "Beech Ward"])
        for n, item in enumerate(ITEMS)
    )
    assert set(kinds(log)) == {("note", "computed")}
    found = {(entry.cell, entry.found) for entry in log}
    assert {(f"D{row}", "3") for row in range(2, 10)} <= found
    assert {("B10", "21"), ("C10", "22"), ("D10", "43")} <= found


def test_an_average_row_below_teams_is_no_team(understand):
    rows = [["Team", *STATEMENTS]]
    teams = ["Ash Ward", "Beech Ward"]
    rows += [[team, *(mark(t, n) for n in range(8))] for t, team in enumerate(teams)]
    rows += [["Average", *[3] * 8]]
    forms, log = understand(rows)
    assert [form.fields.team.text for form in forms] == teams
    assert len(told(forms)) == 16
    assert set(kinds(log)) == {("note", "computed")}
    assert {(e.cell, e.found) for e in log} >= {(at(4, n + 2), "3") for n in range(8)}


# --- views and respondents ---------------------------------------------------------------------


def test_views_over_points(understand, make_sheet):
    rows = [
        [None, "Staff", *[None] * 4, "People using services"],
        ["Statement", *range(1, 6), *range(1, 6)],
    ]
    for n, statement in enumerate(STATEMENTS):
        ticks = ["x" if point == mark(v, n) else None for v in range(2) for point in range(1, 6)]
        rows.append([statement, *ticks])
    forms, log = understand(make_sheet(rows, merged=[(1, 2, 1, 6), (1, 7, 1, 11)]))
    assert told(forms) == answers(
        (None, None, item, view, None, mark(v, n), at(n + 3, 1 + 5 * v + mark(v, n)))
        for v, view in enumerate(VIEW_IDS)
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 1
    assert log == []


def test_views_over_respondents_by_number(understand, make_sheet):
    rows = [
        [None, "Staff", None, None, "People using services"],
        ["Statement", 1, 2, 3, 1, 2, 3],
        *[[s, *(mark(c, n) for c in range(6))] for n, s in enumerate(STATEMENTS)],
    ]
    forms, log = understand(make_sheet(rows, merged=[(1, 2, 1, 4), (1, 5, 1, 7)]))
    assert told(forms) == answers(
        (None, None, item, view, str(r + 1), mark(3 * v + r, n), at(n + 3, 2 + 3 * v + r))
        for v, view in enumerate(VIEW_IDS)
        for r in range(3)
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 1
    assert log == []


def test_names_of_people_as_headings_are_kept_nowhere(understand):
    names = ["Josephine Bloggs", "Tariq Hussain", "Moira Quigley"]
    rows = [["Team:", "Ash Ward"], [], ["Statement", *names]]
    rows += [[s, *(mark(r, n) for r in range(3))] for n, s in enumerate(STATEMENTS)]
    forms, log = understand(rows)
    assert told(forms) == answers(
        ("Ash Ward", None, item, "team", str(r + 1), mark(r, n), at(n + 4, r + 2))
        for r in range(3)
        for n, item in enumerate(ITEMS)
    )
    assert kinds(log) == [("note", "name-not-kept")] * 3
    assert [(entry.cell, entry.found) for entry in log] == [(c, None) for c in ("B3", "C3", "D3")]
    kept = everything(forms, log)
    assert not any(part in kept for name in names for part in name.split())


# --- a row for each answer, and exports --------------------------------------------------------


def test_a_long_table_with_a_row_for_each_team_and_statement(understand):
    teams = ["Ash Ward", "Beech Ward"]
    rows = [["Team", "Year", "Statement", *VIEWS]]
    rows += [
        [team, 2025, s, mark(2 * t, n), mark(2 * t + 1, n)]
        for t, team in enumerate(teams)
        for n, s in enumerate(STATEMENTS)
    ]
    forms, log = understand(rows)
    assert told(forms) == answers(
        (team, 2025, item, view, None, mark(2 * t + v, n), at(2 + 8 * t + n, 4 + v))
        for t, team in enumerate(teams)
        for v, view in enumerate(VIEW_IDS)
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 2
    assert {severity for severity, _ in kinds(log)} <= {"note"}


PERSONAL = ["Email", "Name"]


def export(whose, titles):
    """An export of a survey: what it says of each respondent, then the answers."""
    rows = [["ID", "Completion time", *PERSONAL, *titles, *STATEMENTS]]
    for r, said in enumerate(whose):
        about = [r + 1, f"{3 + r}/06/2025 10:15", f"zebedee{r}@nhs.net", f"Zebedee Quark{r}"]
        rows.append([*about, *said, *(mark(r, n) for n in range(8))])
    return rows


def test_an_export_with_a_row_for_each_team(understand):
    teams = ["Ash Ward", "Beech Ward", "Cedar House"]
    forms, log = understand(export([[team] for team in teams], ["Which team are you in?"]))
    assert told(forms) == answers(
        (team, None, item, "team", None, mark(t, n), at(t + 2, n + 6))
        for t, team in enumerate(teams)
        for n, item in enumerate(ITEMS)
    )
    assert {form.fields.date.date.isoformat() for form in forms} == {
        "2025-06-03",
        "2025-06-04",
        "2025-06-05",
    }
    assert set(kinds(log)) == {("note", "name-not-kept")}
    kept = everything(forms, log)
    assert "zebedee" not in kept
    assert "Quark" not in kept


def test_an_export_with_a_row_for_each_person(understand):
    whose = [
        ["Ash Ward", "Member of staff"],
        ["Ash Ward", "Person who uses the service"],
        ["Beech Ward", "Member of staff"],
        ["Beech Ward", "Carer or family member"],
    ]
    forms, log = understand(export(whose, ["Team", "I am a..."]))
    views = ["staff", "people-using-services", "staff", "family-and-friends"]
    assert told(forms) == answers(
        (team, None, item, view, str(r + 1), mark(r, n), at(r + 2, n + 7))
        for r, ((team, _), view) in enumerate(zip(whose, views, strict=True))
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 2
    assert set(kinds(log)) == {("note", "name-not-kept")}
    kept = everything(forms, log)
    assert "zebedee" not in kept
    assert "Quark" not in kept


def test_options_as_columns_below_each_statement(understand):
    top, options = ["Team"], [None]
    for statement in STATEMENTS[:4]:
        top += [statement, *[None] * 4]
        options += [1, 2, 3, 4, 5]
    teams = ["Ash Ward", "Beech Ward"]
    rows = [top, options]
    for t, team in enumerate(teams):
        ticks = ["x" if p == mark(t, n) else None for n in range(4) for p in range(1, 6)]
        rows.append([team, *ticks])
    forms, log = understand(rows)
    rated = [row for row in told(forms) if row[5] is not None]
    assert rated == answers(
        (team, None, item, "team", None, mark(t, n), at(t + 3, 1 + 5 * n + mark(t, n)))
        for t, team in enumerate(teams)
        for n, item in enumerate(ITEMS[:4])
    )
    assert kinds(log) == [("warning", "missing-statement")] * 4


# --- several forms on a page -------------------------------------------------------------------


def filled(answerer, *above):
    lines = [[s, mark(answerer, n)] for n, s in enumerate(STATEMENTS)]
    return [*above, ["Statement", "Rating"], *lines]


def abreast(left, right):
    return [[*(a or [None, None]), None, *b] for a, b in zip(left, right, strict=True)]


OWN_TEAMS = [("Ash Ward", 2025), ("Beech Ward", 2025)]
TWO_YEARS = [("Ash Ward", 2024), ("Ash Ward", 2025)]


@pytest.mark.parametrize("owners", [OWN_TEAMS, TWO_YEARS])
def test_two_forms_below_each_other(understand, owners):
    one, two = (filled(k, ["Team:", t], ["Year:", y]) for k, (t, y) in enumerate(owners))
    forms, log = understand([*one, [], *two])
    assert told(forms) == answers(
        (team, year, item, "team", None, mark(k, n), at(4 + 12 * k + n, 2))
        for k, (team, year) in enumerate(owners)
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 2
    assert log == []


@pytest.mark.parametrize("owners", [OWN_TEAMS, TWO_YEARS])
def test_two_forms_abreast(understand, owners):
    one, two = (filled(k, ["Team:", t], ["Year:", y]) for k, (t, y) in enumerate(owners))
    forms, log = understand(abreast(one, two))
    assert told(forms) == answers(
        (team, year, item, "team", None, mark(k, n), at(4 + n, 2 + 3 * k))
        for k, (team, year) in enumerate(owners)
        for n, item in enumerate(ITEMS)
    )
    assert len(forms) == 2
    assert log == []


def test_a_blank_copy_beside_a_filled_form_is_nobodys_return(understand):
    blank = [["Statement", "Rating"], *[[s] for s in STATEMENTS]]
    forms, log = understand(filled(0, ["Team:", "Ash Ward"]), blank)
    assert told(forms) == answers(
        ("Ash Ward", None, item, "team", None, mark(0, n), at(3 + n, 2))
        for n, item in enumerate(ITEMS)
    )
    assert kinds(log) == [("note", "blank-form")]
    assert (log[0].sheet, log[0].cell) == ("Sheet2", "A2")


# --- statements told otherwise -----------------------------------------------------------------


def test_a_line_with_the_rating_below_each_statement(understand):
    rows = [["Team:", "Ash Ward"], []]
    for n, statement in enumerate(STATEMENTS):
        rows += [[f"{n + 1}. {statement}"], [f"Rating: {mark(0, n)}"]]
    forms, log = understand(rows)
    assert told(forms) == answers(
        ("Ash Ward", None, item, "team", None, mark(0, n), at(4 + 2 * n, 1))
        for n, item in enumerate(ITEMS)
    )
    assert log == []


SHORT_TITLES = (
    "Roles & connections",
    "Choices and decisions",
    "Care plans and notes",
    "Safety / risk",
    "Family & friends",
    "Stories of hope",
    "Recovery education",
    "Wellbeing of staff",
)


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (SHORT_TITLES, "short-title"),
        (tuple(item.label for item in TRIP.items), "reworded-statement"),
    ],
)
def test_short_titles_stand_for_statements_and_the_log_says_so(understand, titles, said):
    rows = [["Team:", "Ash Ward"], [], ["Practice", "Rating"]]
    rows += [[title, mark(0, n)] for n, title in enumerate(titles)]
    forms, log = understand(rows)
    assert told(forms) == answers(
        ("Ash Ward", None, item, "team", None, mark(0, n), at(4 + n, 2))
        for n, item in enumerate(ITEMS)
    )
    assert {kind for _, kind in kinds(log)} <= {said, "reworded-statement"}
    assert [(e.cell, e.found) for e in log] == [
        (at(4 + n, 1), title) for n, title in enumerate(titles)
    ]


@pytest.mark.parametrize("written", ["{} - {}", "{} ({})", "{}: {}", "{} .... {}", "{} = {}/5"])
def test_an_answer_behind_each_statement_in_its_line(understand, written):
    rows = [
        ["Team: Ash Ward"],
        *([written.format(s, mark(0, n))] for n, s in enumerate(STATEMENTS)),
    ]
    (form,), _ = understand(rows)
    assert [row["rating"] for row in form.rows["ratings"]] == [mark(0, n) for n in range(8)]


def test_numbers_behind_statements_are_no_answers_where_they_count_or_have_answers_beside(
    understand,
):
    numbered = [f"{s} ({n})" for n, s in enumerate(STATEMENTS, start=1)]
    (blank,), _ = understand([["Team: Ash Ward"], *([text] for text in numbered)])
    assert {row["state"] for row in blank.rows["ratings"]} <= {"not-answered"}
    (rated,), _ = understand([["Team: Ash Ward"], *([text, 4] for text in numbered[::-1])])
    assert {row["rating"] for row in rated.rows["ratings"]} == {4}


def test_an_answer_behind_each_statement_and_a_comment_below_some(understand):
    rows = [["Team: Ash Ward"], ["Year: 2025"], []]
    for n, item in enumerate(TRIP.items):
        rows += [[f"{item.wordings[0].text} Rating: {mark(0, n)}"]]
        rows += [[f"Comments: number {n}"]] if n % 2 else []
    forms, log = understand(rows)
    assert [(row["item_id"], row["rating"]) for row in forms[0].rows["ratings"]] == [
        (item, mark(0, n)) for n, item in enumerate(ITEMS)
    ]
    assert [row["comment"] for row in forms[0].rows["ratings"]] == [
        f"number {n}" if n % 2 else None for n in range(8)
    ]
    assert {severity for severity, _ in kinds(log)} <= {"note"}
