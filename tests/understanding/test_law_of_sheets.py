"""The law on collated sheets and whole forms: no team that is none, no message that is untrue.

What is beside the teams of a sheet is no team; what a survey's tool adds is no error; a form in two
languages, a date as Excel counts it and codes with a list of them are read; a note that gives
another answer is asked about; a statement is missing only where the form lacks it.
"""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.forms.cells import form_rows, page_of, sheet_of
from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.reading import Document
from trip_analytics.understanding import Understanding

TRIP = load_instrument("trip")
STATEMENTS = {item.item_id: item.wordings[0].text for item in TRIP.items}
UNDERSTANDING = Understanding(built_in_instruments())

TEAMS = ["Ash Ward", "Elm House", "North CMHT", "Moor Lane", "Harbour Rehab", "Oak"]
NO_TEAMS = ["Target", "Highest", "Lowest", "SD", "Median", "Trust average", "Mean", "Maximum",
            "National benchmark", "Total", "Trust overall", "Example", "n",
            "Where we want to be", "Movement since last year",
            "Organisation as a whole"]  # fmt: skip
OF_TOOLS = ["_id", "Created", "IP Address", "Start time", "Duration (seconds)", "Language", "_uuid"]
OF_PEOPLE = ["Email", "Name"]
LABELS = {
    "team": ["Team", "Tîm / Team", "Team / Tîm", "Name of team"],
    "line": ["Service line", "Llinell wasanaeth / Service line", "Directorate"],
    "date": ["Date", "Dyddiad / Date", "Date completed"],
}

LAW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
ANSWERS = st.lists(st.integers(1, 5), min_size=8, max_size=8)


def understood(*pages):
    forms, log = UNDERSTANDING.understand(Document(tuple(map(sheet_of, pages))), "returns.xlsx")
    return forms, [*log, *(entry for form in forms for entry in form.log if entry not in log)]


def ratings(form):
    return [row["rating"] for row in form.rows["ratings"]]


@LAW
@given(
    st.lists(st.sampled_from(TEAMS), min_size=2, max_size=4, unique=True),
    st.lists(st.sampled_from(NO_TEAMS), min_size=1, max_size=3, unique=True), st.integers(0, 3),
    st.lists(st.sampled_from([*OF_TOOLS, *OF_PEOPLE]), max_size=3, unique=True),
    st.lists(ANSWERS, min_size=7, max_size=7), st.booleans(), st.sampled_from(["", " 2025"]),
)  # fmt: skip
def test_what_is_listed_like_a_team_and_is_none_has_no_return(
    teams, others, place, beside, answers, coded, year
):
    """Rows of teams, with rows of figures between them, as surveys and secretaries have them."""
    listed = [*teams[:place], *(f"{other}{year}" for other in others), *teams[place:]]
    codes = [f"TRIP_{number}" for number in range(1, 9)]
    rows = [[*beside, "Team", *(codes if coded else STATEMENTS.values())]]
    for number, (name, given_) in enumerate(zip(listed, answers, strict=False), start=1):
        rows.append([*(f"{head} {number}7" for head in beside), name, *given_])
    pages = [page_of(rows, "Answers 2025")]
    if coded:
        pages.append(page_of(list(zip(codes, STATEMENTS.values(), strict=True)), "Codes"))
    forms, log = understood(*pages)
    meant = dict(zip(listed, answers, strict=False))
    found = {form.fields.team.text: ratings(form) for form in forms}
    assert found == {team: meant[team] for team in teams}
    assert [entry.kind for entry in log if entry.severity == "error"] == []
    # Beside a team neither what a survey's tool adds nor a person's name is for anybody to look at.
    of_teams = {f"{n}7" for n, name in enumerate(listed, start=1) if name in teams}
    noted = {tuple((entry.found or "").rsplit(" ", 1)) for entry in log}
    assert not any((head, number) in noted for head in beside for number in of_teams)


@LAW
@given(
    st.sampled_from(LABELS["team"]), st.sampled_from(LABELS["line"]),
    st.sampled_from(LABELS["date"]), st.dates(dt.date(2022, 1, 1), dt.date(2026, 12, 31)),
    st.booleans(), ANSWERS, st.sets(st.integers(0, 7), max_size=4),
    st.none() | st.tuples(st.integers(0, 7), st.integers(1, 5)),
)  # fmt: skip
def test_a_whole_form_is_read_and_nothing_untrue_is_said_of_it(
    team, line, date, day, counted, answers, left_out, changed
):
    """Labels in two languages, a date in any form, statements left out, a note on an answer."""
    kept = [number for number in range(8) if number not in left_out]
    texts = list(STATEMENTS.values())
    serial = str((day - dt.date(1899, 12, 30)).days)
    rows = form_rows(
        {team: "Ash", line: "Community", date: serial if counted else day},
        [answers[number] for number in kept],
        headings=("Statement", "Rating"),
        statements=[texts[number] for number in kept],
    )
    page = page_of(rows, "Form")
    if changed is not None and changed[0] in kept:
        page.note(5 + kept.index(changed[0]), 2, f"Agreed {changed[1]} at the meeting")
    (form,), log = understood(page)
    fields = form.fields
    assert (fields.team.text, fields.service_line.text) == ("Ash", "Community")
    assert fields.date.date == day
    rated = {row["item_id"]: row.get("rating") for row in form.rows["ratings"]}
    assert rated.keys() == STATEMENTS.keys()
    for number, item in enumerate(STATEMENTS):
        assert rated[item] == (answers[number] if number in kept else None)
    missing = [entry.what_to_do for entry in log if entry.kind == "missing-statement"]
    labels = [item.label for number, item in enumerate(TRIP.items) if number in left_out]
    assert len(missing) == len(labels)
    assert all(any(label in said for said in missing) for label in labels)
    doubted = [entry for entry in log if entry.kind == "note-disagrees"]
    told_otherwise = changed is not None and changed[0] in kept and (
        changed[1] != answers[changed[0]]
    )  # fmt: skip
    assert len(doubted) == told_otherwise
