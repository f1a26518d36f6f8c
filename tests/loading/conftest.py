"""Folders of returns, as a recovery lead has them."""

import datetime as dt

import pytest

from tools.forms.cells import form_rows, write_rows
from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.loading.current_return import Return
from trip_analytics.loading.identity import Identity
from trip_analytics.teams.register import Team
from trip_analytics.understanding import Fields, Form, Understanding

REGISTER = """team_id,team,aliases,service_line,team_type,opened,closed,merged_into
T01,Ash Ward,Ward Ash;Ash (Acute),Adult acute,ward,,,
T02,Elm Team,,Older people,community,2023-06-01,,
T03,Oak House,,Older people,ward,,2024-09-30,T02
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "teams.csv").write_text(REGISTER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def write_return():
    """Write a return with these fields above its ratings."""

    def write(path, fields, marks=(4,) * 8):
        write_rows(path, form_rows(fields, marks, above=[[]]))

    return write


@pytest.fixture
def march():
    return dt.date(2025, 3, 12)


@pytest.fixture(scope="session")
def understanding():
    return Understanding(built_in_instruments())


@pytest.fixture
def store(tmp_path_factory):
    """Where a store may be made, away from the returns."""
    return tmp_path_factory.mktemp("kept") / "returns.store"


def made_return(
    team="Ash",
    year=2025,
    ratings=(1, 2, 3, 4, 5, 1, 2, 3),
    *,
    file="a.xlsx",
    dated=None,
    modified=0.0,
    comments=(),
    perspective="team",
    priorities=(),
    sheet="TRIP",
    **identity,
):
    """A placed return of so many practices; None is a practice without an answer."""
    trip = load_instrument("trip")
    form = Form(trip, sheet, Fields())
    form.add(
        "ratings",
        [
            {
                "item_id": item_id,
                "perspective": perspective,
                "rating": rating,
                "state": "not-answered" if rating is None else "rated",
                "comment": dict(enumerate(comments)).get(number),
                "source_file": file,
                "sheet": sheet,
                "cell": f"B{number + 2}",
            }
            for number, (item_id, rating) in enumerate(zip(trip.item_ids, ratings, strict=False))
        ],
    )
    form.add("priorities", [{"number": n, "priority": text} for n, text in enumerate(priorities)])
    whose = team if isinstance(team, Team) else Team(team.casefold(), team)
    about = Identity(team=whose, year=year, returned_on=dated, **identity)
    return Return(form, about, file, sha256="0" * 8, modified=modified)


@pytest.fixture(scope="session")
def make_return():
    """Factory of returns made in memory: see ``made_return``."""
    return made_return
