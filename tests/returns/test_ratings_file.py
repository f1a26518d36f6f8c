from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.own_lists import own_list, ratings_by
from trip_analytics import (
    TripAnalyticsError,
    change_between,
    load_instrument,
    open_ratings,
    practice_history,
    practice_profile,
    stage_profile,
    strongest_practices,
    trend,
    weakest_practices,
)
from trip_analytics.desk.export_tables import export_tables
from trip_analytics.errors import AnalysisError, TableError
from trip_analytics.instruments import built_in_instruments
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import PERSPECTIVES, STATES

duckdb = pytest.importorskip("duckdb")

TRIP = ["choices", "hope-stories", "shared-safety"]
QUESTIONS = {
    "profile": practice_profile,
    "profile of one year": lambda returns: practice_profile(returns, year=returns.years[0]),
    "profile by line": lambda returns: practice_profile(returns, by="service_line"),
    "profile of staff": lambda returns: practice_profile(returns, perspective="staff"),
    "strongest": strongest_practices,
    "weakest": weakest_practices,
    "change": lambda returns: change_between(returns, 2024, 2025),
    "change by type": lambda returns: change_between(returns, 2024, 2025, by="team_type"),
    "change as asked": lambda returns: change_between(returns, 2024, 2025, bridge_wordings=True),
    "trend": trend,
    "history": practice_history,
    "history by line": lambda returns: practice_history(returns, by="service_line"),
}


def written(ratings, path):
    """A frame as Parquet, by DuckDB."""
    connection = duckdb.connect()
    given = connection.from_df(ratings.astype(object).where(ratings.notna(), None))
    kinds = {"year": "SMALLINT", "rating": "TINYINT"}
    columns = [f"{name}::{kinds.get(name, 'VARCHAR')} AS {name}" for name in ratings]
    given.project(", ".join(columns)).write_parquet(str(path))
    return path


def answer(ask, returns):
    try:
        return ask(returns)
    except TripAnalyticsError as error:
        return str(error)


def same_answers(ratings, path, asked=tuple(QUESTIONS), **options):
    in_tables = Returns.from_tables(ratings=ratings, **options)
    in_file = open_ratings(written(ratings, path), **options)
    assert in_file.years == in_tables.years
    for name in asked:
        expected, found = (answer(QUESTIONS[name], each) for each in (in_tables, in_file))
        if isinstance(expected, str):
            assert found == expected, name
            continue
        pd.testing.assert_frame_equal(found, expected, obj=name)
        assert found.attrs == expected.attrs, name


def made_up(seed, items, teams=14):
    """Ratings with all that is odd: gaps, people's own answers, states, returns of no team."""
    draw = np.random.default_rng(seed)
    rows = [(f"Team {t}", year, item)
            for t in range(teams) for year in (2024, 2025) for item in items
            if draw.random() < 0.9]  # fmt: skip
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id"])
    ratings["service_line"] = ratings["team"].map(lambda team: f"Line {int(team[5:]) % 3}")
    ratings["team_type"] = ratings["team"].map(lambda team: f"Type {int(team[5:]) % 2}")
    ratings.loc[ratings["team"] == "Team 1", ["service_line", "team_type"]] = None
    ratings["perspective"] = "team"
    own = ratings.sample(frac=0.5, random_state=seed)
    own["perspective"] = draw.choice(PERSPECTIVES[1:], len(own))
    ratings = pd.concat([ratings.loc[ratings["team"] != "Team 2"], own, own], ignore_index=True)
    ratings["rating"] = draw.integers(1, 6, len(ratings))
    ratings["state"] = draw.choice([*STATES, "rated", "rated", "rated", None], len(ratings))
    ratings.loc[ratings["state"].isin(STATES[1:3]), "rating"] = None
    ratings["return_id"] = ratings["team"] + " " + ratings["year"].astype(str)
    nobody = ratings["team"].isin(["Team 3", "Team 4"])
    ratings["team_id"] = ratings["team"].mask(nobody)
    nothing = ratings["item_id"] == items[0]
    ratings.loc[nothing, ["rating", "state"]] = [None, "not-answered"]
    return ratings.astype({"rating": "Int64"})


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))]
)
def test_answers_are_those_of_the_tables(tmp_path, seed):
    same_answers(made_up(seed, list("abcde")), tmp_path / "national.parquet", instruments=[])


def test_a_team_was_asked_all_of_the_instrument(tmp_path):
    ratings = made_up(5, TRIP).assign(wording_id=None)
    same_answers(ratings, tmp_path / "national.parquet", ("profile", "change", "history"))
    returns = open_ratings(tmp_path / "national.parquet")
    profile = practice_profile(returns).set_index("item_id")
    assert len(profile) == 8
    assert profile.loc["staff-wellbeing", "teams"] == 0
    assert profile.loc["staff-wellbeing", "not_rated"] == profile["not_rated"].max()


def test_wordings_that_cannot_be_compared_are_not(tmp_path):
    trip = load_instrument("trip")
    first, second = (
        tuple(
            replace(item.wordings[0], wording_id=f"{item.item_id}{year}",
                    comparable_with_previous=alike)
            for year, alike in ((2024, True), (2025, alike))
        )
        for item, alike in zip(trip.items, (False, True), strict=False)
    )  # fmt: skip
    one, two, three, *_ = trip.items
    nobodys = replace(three, item_id="nobody rates")
    items = (replace(one, wordings=first), replace(two, wordings=second), nobodys)
    own = replace(trip, instrument_id="own", items=items)
    ratings = made_up(6, ["nobody rates", one.item_id, two.item_id])
    ratings["wording_id"] = ratings["item_id"] + ratings["year"].astype(str)
    ratings.loc[ratings["item_id"] == "nobody rates", "wording_id"] = None
    asked = ("profile", "change", "change as asked", "trend", "history")
    same_answers(ratings, tmp_path / "national.parquet", asked, instruments=[own])
    returns = open_ratings(tmp_path / "national.parquet", instruments=[own])
    assert "different things" in " ".join(change_between(returns, 2024, 2025).attrs["notes"])


@settings(max_examples=settings.default.max_examples // 25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ash", "Elm", "Oak", None]),
            st.sampled_from([2024, 2025]),
            st.sampled_from("ab"),
            st.sampled_from([*PERSPECTIVES, None]),
            st.sampled_from([1, 2, 3, 4, 5, None]),
            st.sampled_from(["rated", "unclear", None]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_whatever_the_rows_the_answers_are_the_same(tmp_path_factory, rows):
    names = ["team_id", "year", "item_id", "perspective", "rating", "state"]
    ratings = pd.DataFrame(rows, columns=names).astype({"rating": "Int64"})
    ratings["return_id"] = ratings["team_id"].fillna("no team") + ratings["year"].astype(str)
    # A team that answers twice is refused in tables; several people of one team may.
    by_team = ratings["perspective"].fillna("team").eq("team")
    twice = ratings.duplicated(["return_id", "item_id"]) & by_team
    ratings = ratings.loc[~twice].reset_index(drop=True)
    path = tmp_path_factory.mktemp("ratings") / "a.parquet"
    same_answers(ratings, path, instruments=[])


def few(**columns):
    ratings = {"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices", "rating": [2, 4]}
    return pd.DataFrame({**ratings, **columns})


def test_a_folder_and_a_database_are_read_as_a_file_is(tmp_path):
    folder = tmp_path / "ratings [all]"
    (folder / "year=2025").mkdir(parents=True)
    written(few().head(1), folder / "a's.parquet")
    written(few().tail(1), folder / "year=2025" / "b.parquet")
    database = tmp_path / "national.duckdb"
    connection = duckdb.connect(str(database))
    connection.execute(f"CREATE TABLE ratings AS FROM '{written(few(), tmp_path / 'c.parquet')}'")
    connection.close()
    for path in (folder, database, str(tmp_path / "c.parquet")):
        returns = open_ratings(path)
        assert practice_profile(returns).set_index("item_id").loc["choices", "mean"] == 3


def test_of_an_export_the_ratings_are_opened(tmp_path):
    returns = Returns.from_tables(ratings=few(team=["Ash", "Elm"]))
    export_tables(returns, tmp_path, to="parquet")
    opened = practice_profile(open_ratings(tmp_path))
    pd.testing.assert_frame_equal(opened, practice_profile(returns))


def test_what_it_is_made_of_shows(tmp_path):
    returns = open_ratings(written(few(), tmp_path / "national.parquet"))
    assert repr(returns) == "RatingsFile(national.parquet, years 2025)"
    with pytest.raises(TripAnalyticsError, match="only ratings"):
        stage_profile(returns)


@pytest.mark.parametrize("rating", [[2.0, float("nan")], [2.0, 4.0]])
def test_whole_numbers_may_be_stored_as_fractions(tmp_path, rating):
    path = tmp_path / "national.parquet"
    duckdb.execute(
        f"COPY (SELECT unnest(['Ash', 'Elm']) AS team, 2025::DOUBLE AS year, 'choices' AS item_id,"
        f" unnest({[str(value) for value in rating]}::DOUBLE[]) AS rating)"
        f" TO '{path}' (FORMAT parquet)"
    )
    profile = practice_profile(open_ratings(path)).set_index("item_id")
    assert profile.loc["choices", "teams"] == sum(value == value for value in rating)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"rating": [2, 6]}, "rating must be a whole number from 1 to 5"),
        ({"year": 1066}, "year must be a whole number from 1990 to 2100"),
        ({"year": [2025, None]}, "year is empty in 1 rows"),
        ({"item_id": ["choices", None]}, "item_id is empty in 1 rows"),
        ({"perspective": "managers"}, "perspective must be one of team, staff"),
        ({"state": "perhaps"}, "state must be one of rated"),
        ({"team": [None, "Elm"]}, "its team or its return"),
    ],
)
def test_values_that_do_not_fit_are_refused(tmp_path, columns, said):
    with pytest.raises(TripAnalyticsError, match=said):
        open_ratings(written(few(**columns), tmp_path / "national.parquet"))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("'Ash' AS team, 2025 AS year, 'choices' AS item_id", "the column rating is missing"),
        ("2025 AS year, 'choices' AS item_id, 3 AS rating", "none of the columns team_id, team"),
        ("'Ash' AS team, 2025 AS year, 'a' AS item_id, 'x' AS rating", "must hold whole numbers"),
        ("'Ash' AS team, 2025 AS year, 'a' AS item_id, 3.5 AS rating", "whole number from 1 to 5"),
    ],
)
def test_columns_that_do_not_fit_are_refused(tmp_path, columns, said):
    path = tmp_path / "national.parquet"
    duckdb.execute(f"COPY (SELECT {columns}) TO '{path}' (FORMAT parquet)")
    with pytest.raises(TripAnalyticsError, match=said):
        open_ratings(path)


def test_what_is_no_file_of_ratings_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("Not ratings")
    whole = written(few(), tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "half.parquet").write_bytes(whole[: len(whole) // 2])
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    for name, said in {
        "absent.parquet": "no file or folder",
        "empty": "no Parquet file",
        "notes.txt": "neither a Parquet file",
        "half.parquet": "cannot be read",
        "other.duckdb": "no table called ratings",
    }.items():
        with pytest.raises(TripAnalyticsError, match=said):
            open_ratings(tmp_path / name)


def test_without_duckdb_it_says_what_to_install(tmp_path, monkeypatch):
    path = written(few(), tmp_path / "national.parquet")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(TripAnalyticsError, match=r"trip-analytics\[scale\]"):
        open_ratings(path)


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("named", [True, False], ids=["the file says the lists", "items say them"])
def test_a_file_of_two_lists_is_asked_for_one_as_tables_are(tmp_path, named):
    ours = own_list(range(-2, 3), items=4)
    ratings = pd.concat([ratings_by(load_instrument("trip")), ratings_by(ours, seed=2)])
    in_tables = Returns.from_tables(ratings=ratings, instruments=[ours])
    known = [ours, *built_in_instruments()]
    if named:
        ratings = in_tables.ratings[["instrument", *ratings.columns]]
    in_file = open_ratings(written(ratings, tmp_path / "both.parquet"), instruments=known)
    assert in_file.returned("ratings") == ("trip", "own-list")
    for instrument in (None, "trip", "own-list"):
        for ask in (practice_profile, trend):
            expected = ask(in_tables, instrument=instrument)
            found = ask(in_file, instrument=instrument)
            pd.testing.assert_frame_equal(found, expected)
            assert found.attrs == expected.attrs
    with pytest.raises(AnalysisError, match="'own-list'"):
        practice_profile(in_file, instrument="own")


def test_a_rating_in_a_file_is_on_the_scale_of_its_list(tmp_path):
    ours = own_list(range(3))
    ratings = ratings_by(ours).assign(rating=3)
    with pytest.raises(TableError, match="whole number from 0 to 2"):
        open_ratings(written(ratings, tmp_path / "off.parquet"), instruments=[ours])
