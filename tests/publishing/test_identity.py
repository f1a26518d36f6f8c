"""Answers that were published stay their team's, whatever the team is called later."""

import dataclasses

import pandas as pd
import pytest
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.publications import as_text
from trip_analytics.publishing.identity import answers_now, returns_behind

import trip_analytics as ta
from trip_analytics.loading.importing import import_returns
from trip_analytics.publishing import publications
from trip_analytics.store import Release, add_release, writing
from trip_analytics.tables import Returns

HEADINGS = "team_id,team,aliases,service_line,team_type,opened,closed,merged_into\n"
STATEMENTS = [item.wordings[0].text for item in ta.load_instrument("trip").items]


def write_form(folder, team, year, mark=4):
    folder.mkdir(exist_ok=True)
    lines = [f"Team:,{team}", f"Review year:,{year}", "Statement,Rating (1-5)"]
    lines += [f'"{statement}",{mark}' for statement in STATEMENTS]
    (folder / f"{team} {year}.csv").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def forms(tmp_path):
    """Where Ash and Oak answered in 2024."""
    folder = tmp_path / "forms"
    write_form(folder, "Ash Ward", 2024, 2)
    write_form(folder, "Oak House", 2024, 5)
    return folder


@pytest.fixture
def keep(tmp_path, forms):
    """Import the forms, with a register or not, into a store."""

    def keep(register=None, **options):
        if register is not None:
            (forms / "teams.csv").write_text(HEADINGS + register, encoding="utf-8")
        return import_returns(forms, store=tmp_path / "returns.store", workers=1, **options)

    return keep


@pytest.fixture
def published_before(tmp_path, keep):
    """Keep and publish what the forms say; whose the published answers are later."""
    store = tmp_path / "returns.store"

    def publish(register=None):
        returns = keep(register).returns
        answers = returns.ratings[["team_id", "year", "item_id", "rating"]]
        answers = answers.rename(columns={"team_id": "unit"}).assign(part=None)
        content = as_text(Publication("the report of 2024", {}, answers))
        release = Release(
            0, "annual report 2024", 2024, "2025-01-01T00:00:00+00:00", "", {}, content,
            as_json(returns_behind(returns)), {},
        )  # fmt: skip
        with writing(store) as connection:
            add_release(connection, release)
        return units

    def units():
        (publication,) = publications(store)
        of_team = publication.answers.groupby("unit")["rating"].first()
        return of_team.astype(int).to_dict()

    return publish


def as_json(behind):
    import json

    return json.dumps(behind)


def test_as_published_while_nothing_changes(published_before):
    assert published_before()() == {"ash-ward": 2, "oak-house": 5}


def test_a_register_that_comes_later_names_the_same_teams(published_before, keep):
    units = published_before()
    keep("T01,Ash Ward,,,,,,\nT02,Oak Lodge,Oak House,,,,,\n")
    assert units() == {"T01": 2, "T02": 5}


def test_a_team_with_another_code_and_name_is_known_by_its_return(published_before, keep):
    units = published_before("T01,Ash Ward,,,,,,\nT02,Oak House,,,,,,\n")
    keep("A1,Ash Unit,Ash Ward,,,,,\nT02,Oak House,,,,,,\n")
    assert units() == {"A1": 2, "T02": 5}


def test_a_team_that_became_part_of_another_is_its_past(published_before, keep, forms):
    units = published_before("T01,Ash Ward,,,,,,\nT02,Oak House,,,,,,\n")
    write_form(forms, "Elm Team", 2025)
    keep("T01,Ash Ward,,,,,,\nT02,Oak House,,,,,2024-12-31,T03\nT03,Elm Team,,,,2025-01-01,,\n")
    now = keep().returns
    assert set(now.returns.loc[now.returns["year"] == 2024, "team_id"]) == {"T01", "T03"}
    assert units() == {"T01": 2, "T03": 5}


def test_a_decision_about_whose_it_is_counts_for_what_was_published(published_before, tmp_path):
    units = published_before("T01,Ash Ward,,,,,,\nT02,Oak House,,,,,,\nT03,Elm Team,,,,,,\n")
    ta.record_decision(
        tmp_path / "returns.store", file="Oak House 2024.csv", team="Elm Team", by="J. Lead",
        why="they had taken the wrong form",
    )  # fmt: skip
    assert units() == {"T01": 2, "T03": 5}


def test_two_published_as_two_stay_two(published_before, tmp_path):
    units = published_before("T01,Ash Ward,,,,,,\nT02,Oak House,,,,,,\n")
    ta.record_decision(
        tmp_path / "returns.store", file="Oak House 2024.csv", team="Ash Ward", by="J. Lead",
        why="it was their second",
    )  # fmt: skip
    assert sorted(units().values()) == [2, 5]
    assert "T01" in units()


def test_a_corrected_form_is_still_the_same_teams(published_before, keep, forms):
    units = published_before("T01,Ash Ward,,,,,,\nT02,Oak House,,,,,,\n")
    write_form(forms, "Oak House", 2024, 1)
    keep()
    assert units() == {"T01": 2, "T02": 5}  # what was published, not what counts now


def collated(**teams):
    """Returns of a year that stand together on one sheet, by the codes of their teams."""
    rows = [
        {"team_id": code, "team": name, "year": 2025, "item_id": "choices", "rating": 3}
        for code, name in teams.items()
    ]
    returns = Returns.from_tables(ratings=pd.DataFrame(rows))
    return dataclasses.replace(returns, returns=returns.returns.assign(sha256="ab", sheet="All"))


def test_teams_of_one_sheet_are_told_apart_by_code_then_by_name():
    then = collated(T1="Ash Ward", T2="Oak House", T3="Elm Team")
    register = pd.DataFrame({"team_id": ["B3"], "team": ["Elm Unit"], "aliases": ["Elm Team"]})
    now = collated(T1="Ash Unit", B2="Oak House", B3="Elm Unit")
    now = dataclasses.replace(now, teams=Returns.from_tables(teams=register).teams)
    answers = pd.DataFrame({"unit": ["T1", "T2", "T3", "T9"], "year": 2025})
    found = answers_now(answers, returns_behind(then), now)
    assert found["unit"].tolist() == ["T1", "B2", "B3", "T9"]
    assert found["was"].tolist() == ["T1", "T2", "T3", "T9"]
