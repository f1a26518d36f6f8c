"""A small trust with one of everything to chase, and one whose comments may be quoted or not."""

import pandas as pd
import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

PRACTICES = load_instrument("trip").item_ids
AROUND = "                | Rating\n> Own choices   | 3-4\n  Shared safety | 4"
SCALE = "Ask the team for one answer from 1 to 5: more than one number is written."


def entry(kind, what_to_do, *, severity="error", **where):
    return {
        "severity": severity, "kind": kind, "what_to_do": what_to_do, "source_file": None,
        "sheet": None, "cell": None, "team": None, "year": 2025, "found": None, "used": None,
    } | where  # fmt: skip


def return_of(team, year=2025, *, file=None, status="current", sheet="Form", **more):
    name = file or f"{year}/{team}.xlsx"
    return {
        "return_id": f"{team} {year} {name}", "instrument": "trip", "team_id": team, "team": team,
        "year": year, "source_file": name, "sheet": sheet, "status": status,
    } | more  # fmt: skip


def answers(of_return, **states):
    """A rating of 4 for each practice, but for those whose state is named."""
    return [
        {
            **of_return,
            "item_id": practice,
            "wording_id": f"{practice}-2013",
            "perspective": "team",
            "state": (state := states.get(practice.replace("-", "_"), "rated")),
            "rating": 4 if state == "rated" else None,
            "cell": f"B{row}",
        }
        for row, practice in enumerate(PRACTICES, 6)
    ]


@pytest.fixture(scope="session")
def ash():
    return return_of("Ash Ward")


@pytest.fixture(scope="session")
def trust(ash):
    """Returns of six teams, with a log of one of everything."""
    birch, cedar, elm = (return_of(f"{name} Ward") for name in ("Birch", "Cedar", "elm"))
    older_elm = return_of("elm Ward", file="2025/old/elm.xlsx", status="superseded")
    last_year = [return_of(f"{name} Ward", 2024) for name in ("Ash", "Dogwood", "Fir")]
    at_ash = {"source_file": "2025/Ash Ward.xlsx", "sheet": "Form", "team": "Ash Ward"}
    at_elm = {"source_file": "2025/old/elm.xlsx", "sheet": "Form", "team": "elm Ward"}
    log = [
        entry("unclear-mark", SCALE, cell="B7", found="3-4", **at_ash),
        entry("unknown-statement", "Add the wording.", cell="B15", found="5", **at_ash),
        entry("unknown-statement", "Add the wording.", cell="A15", found="=We sing", **at_ash),
        entry(
            "personal-data", "This looks like a date of birth: take it out of the form together "
            "with the team before anybody else sees the words.",
            severity="warning", cell="C9", found="DOB 12/03/1961", **at_ash,
        ),
        entry("unclear-date", "This is no date.", severity="warning", cell="F20", **at_ash),
        entry("general-comment", "Nothing to do.", severity="note", cell="A30", **at_ash),
        entry(
            "superseded-return", "2025/elm Ward.xlsx is taken as the corrected return (a later "
            "date): check that it is.", severity="warning", **at_elm,
        ),
        entry("unclear-mark", SCALE, cell="B9", found="2 or 3", **at_elm),
        entry(
            "year-disagrees", "2025 by the file's name: check which year's review this is.",
            severity="warning", used="2024", source_file="2025/fir.xlsx", team="Fir Ward",
            year=2024,
        ),
        entry(
            "same-as-last-year", "All 8 ratings are the same as in 2024/Ash Ward.xlsx for 2024: "
            "ask whether the team looked at them again, or sent last year's form with a new year.",
            severity="warning", **at_ash,
        ),
        entry("not-a-return", "No form was found: ask what it is.", year=None,
              source_file="notes.pdf"),
        entry("unclear-mark", SCALE, source_file="2024/Ash Ward.xlsx", year=2024, found="1-2"),
    ]  # fmt: skip
    instrument = {"missing-statement": "The form lacks it: ask the team for its answer."}
    log += [
        entry(kind, what, severity="warning", team="Cedar Ward")
        for kind, what in instrument.items()
    ]
    of_cedar = answers(cedar, staff_wellbeing="not-answered")
    of_cedar[-1] |= {"wording_id": None, "cell": None}
    ratings = [
        *answers(ash, choices="unclear", hope_stories="not-applicable"),
        *answers(birch, choices="not-answered", shared_safety="not-answered"),
        *of_cedar,
        *answers(elm),
        *(row for one in last_year for row in answers(one)),
    ]
    return Returns.from_tables(
        returns=pd.DataFrame([ash, birch, cedar, elm, older_elm, *last_year]),
        ratings=pd.DataFrame(ratings),
        import_log=pd.DataFrame(log),
        surroundings=pd.DataFrame(
            [{"source_file": "2025/Ash Ward.xlsx", "sheet": "Form", "cell": "B7", "around": AROUND}]
        ),
    )


SAID = {
    "plain": "We ask everyone what matters to them.",
    "again": "A folder of stories lies in the day room.",
    "person": "Ring her on 07700 900123.",
    "team": "On Elm Ward they have begun too.",
    "rating": "We gave ourselves a 2 this time.",
    "odd": "First a line,\r\n\r\n  then\x07 another =1+1",
}


def made(**changes):
    """Six teams rate two practices; each comments on the first, one on the second."""
    teams = ["Ash Ward", "Elm Ward", "Oak Unit", "Fir Team", "Yew Ward", "Bay Ward"]
    rows = [
        {
            "team": team,
            "year": year,
            "item_id": item,
            "rating": 1 + (n + at) % 5,
            "source_file": f"{year}/{team}.xlsx",
            "sheet": "TRIP",
            "cell": f"C{7 + at}",
            "comment": SAID[name] if item == "choices" else None,
        }
        for year in (2024, 2025)
        for n, (team, name) in enumerate(zip(teams, SAID, strict=True))
        for at, item in enumerate(("choices", "hope-stories"))
    ]
    ratings = pd.DataFrame(rows)
    own = ratings["team"].eq("Bay Ward") & ratings["item_id"].eq("hope-stories")
    ratings.loc[own, "comment"] = "Somebody who was here tells of it."
    for column, value in changes.items():
        ratings[column] = value
    return Returns.from_tables(ratings=ratings)


@pytest.fixture(scope="session")
def make():
    return made


@pytest.fixture(scope="session")
def commented():
    return made()


@pytest.fixture(scope="session")
def said():
    return SAID
