"""What stands beside teams and is none; and teams whose names hold such a word."""

import pytest

from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.reading import Cell, Document
from trip_analytics.understanding import Understanding
from trip_analytics.understanding.fields.no_teams import no_team

TRIP = load_instrument("trip")
STATEMENTS = [item.wordings[0].text for item in TRIP.items]
TEAMS = ["Ash Ward", "Oak Ward", "Rowan CMHT", "Larches"]
LAYOUTS = ("columns", "titled columns", "rows", "untitled rows", "rows by service line", "long")

NO_TEAMS = """
Target, Goal, Max, Lowest, SD, Median, Mode, Av., n, Total, Rank, Weighting, National, Benchmark,
England, Trust, Trust overall, Overall, All teams, Moderated, Consensus, Last year, Baseline,
Change, Trust average 2025, Ash Ward average, Expected level, Scored 4 or 5 (%), IQR, Peer trusts,
Last yr, No. scoring 4 or 5, % well developed, Number of returns, Adult acute average, Grand total,
Older adults target, Community subtotal, Average (excluding Oak), Position in trust (1st-5th),
Maximum possible, Sample size, Confidence interval lower, 2024 result
"""
REAL_TEAMS = """
Target House, National Autism Unit, Benchmark Ward, Range Road CMHT, Crisis Response Team,
Family Intervention Team, Test Valley CMHT, Average Road CMHT, Young People's Service, Best House,
No. 4 Ward, Peer Support Team, Grand Street CMHT,
All Saints Ward, Mark Street Clinic, Stage Lane Unit, Staff Support Service, Level Road Team
"""


def listed(names):
    return [" ".join(name.split()) for name in names.split(",")]


def mark(team, statement):
    return (2 * team + statement) % 5 + 1


def laid_out(layout, names):
    marks = [[mark(team, at) for at in range(8)] for team in range(len(names))]
    if "columns" in layout:
        head = "Team" if layout == "titled columns" else "Statement"
        rows = [[s, *(own[at] for own in marks)] for at, s in enumerate(STATEMENTS)]
        return [[head, *names], *rows]
    if layout == "long":
        rows = [(n, m) for n, own in zip(names, marks, strict=True) for m in enumerate(own)]
        return [["Team", "Statement", "Rating"], *([n, STATEMENTS[i], m] for n, (i, m) in rows)]
    before = ["Acute"] if layout == "rows by service line" else []
    heads = {"rows": ["Team"], "untitled rows": [""]}.get(layout, ["Service line", "Ward"])
    rows = [[*before, name, *own] for name, own in zip(names, marks, strict=True)]
    return [[*heads, *STATEMENTS], *rows]


def rated_by_team(forms):
    return {
        form.fields.team.text: [row.get("rating") for row in form.rows["ratings"]] for form in forms
    }


@pytest.mark.slow_but(30)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("label", listed(NO_TEAMS))
def test_what_is_no_team_takes_nothing_from_the_teams_beside_it(understand, label, layout):
    for names in ([*TEAMS, label], [label, *TEAMS]):
        forms, log = understand(laid_out(layout, names))
        expected = {n: [mark(names.index(n), at) for at in range(8)] for n in TEAMS}
        assert rated_by_team(forms) == expected
        kept = [e for e in log if e.kind in ("computed", "other-time") and e.severity == "note"]
        assert len(kept) >= 8  # nothing is lost


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", listed(REAL_TEAMS))
def test_a_team_whose_name_holds_such_a_word_is_one(understand, name, layout):
    forms, _ = understand(laid_out(layout, [*TEAMS, name]))
    assert rated_by_team(forms)[name] == [mark(4, at) for at in range(8)]
    assert len(forms) == 5


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_registered_team_is_one_whatever_its_name_means(layout, make_sheet):
    understanding = Understanding(built_in_instruments(), ["Baseline"])
    rows = laid_out(layout, [*TEAMS, "BASELINE"])
    forms, _ = understanding.understand(Document((make_sheet(rows),)), "x.xlsx")
    assert set(rated_by_team(forms)) == {*TEAMS, "BASELINE"}


@pytest.mark.parametrize("label", ["Zusammen", "Fernshire"])
@pytest.mark.parametrize("turned", [False, True])
def test_averages_by_formula_are_no_teams_whatever_stands_over_them(understand, label, turned):
    rows = laid_out("rows" if turned else "columns", TEAMS)
    if turned:
        at = len(rows) + 1
        rows.append([label, *(_average(at, column) for column in range(2, 10))])
    else:
        rows = [[*row, _average(at, 6)] for at, row in enumerate(rows, start=1)]
        rows[0][-1] = label
    forms, log = understand(rows)
    assert set(rated_by_team(forms)) == set(TEAMS)
    assert [e.kind for e in log if e.found == "3"].count("computed") == 8


def _average(row, column):
    letter = chr(64 + column)
    return Cell(row, column, f"{letter}{row}", "3", 3, "number", formula="AVERAGE(B2:E2)")


def test_means_over_a_part_of_the_trust_are_no_teams_but_its_whole_numbers_may_be(understand):
    means = ["Inpatient services", 3.5, 2, 3.1, 4, 2.6, 3, 2.2, 4]
    forms, log = understand([*laid_out("rows", TEAMS), means])
    assert set(rated_by_team(forms)) == set(TEAMS)
    assert {e.kind for e in log} == {"computed"}
    forms, _ = understand([*laid_out("rows", TEAMS), [means[0], *range(1, 6), 1, 2, 3]])
    assert set(rated_by_team(forms)) == {*TEAMS, means[0]}


def test_one_column_of_another_sort_beside_teams_takes_nothing_from_them(understand):
    for head in ("Maturity level", "Rating", "Last year", "Status", "Comments"):
        rows = [["Statement", *TEAMS, head]]
        rows += [[s, *(mark(t, at) for t in range(4)), 3] for at, s in enumerate(STATEMENTS)]
        forms, _ = understand(rows)
        expected = {n: [mark(t, at) for at in range(8)] for t, n in enumerate(TEAMS)}
        assert rated_by_team(forms) == expected


def test_a_remark_below_teams_and_a_range_below_their_titles_are_no_teams(understand):
    rows = laid_out("rows", TEAMS)
    rows.insert(1, [None, *["(1-5)"] * 8])
    remarks = ["Notes: Oak Ward is new", "Key: 5 = very well developed"]
    forms, log = understand([*rows, *([remark] for remark in remarks)])
    assert set(rated_by_team(forms)) == set(TEAMS)
    assert [e.found for e in log if e.kind == "other-text"] == remarks


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Sunnyside Ward (made up)", "example"),
        ("Worked example - do not write on this sheet", "example"),
        ("Example - do not delete", "example"),
        ("TEST - please ignore", "test"),
        ("Blank template", "template"),
        ("Guidance for teams", "guidance"),
        ("Board summary", "report"),
        ("TRIP 2025 trust summary", "report"),
        ("Chart data", "report"),
        ("Summary Care Ward", None),
        ("Sample House", None),
        ("Test Valley CMHT", None),
        ("Board Street Clinic", None),
    ],
)
def test_names_of_forms_that_are_no_teams_returns(label, expected):
    assert no_team(label) == expected
