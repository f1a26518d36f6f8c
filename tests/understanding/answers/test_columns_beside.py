"""What an export asks beside its statements: a row for each team, a column for each answer."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from trip_analytics import load_returns
from trip_analytics.instruments import load_instrument

STATEMENTS = list({each.item_id: each.text for each in load_instrument("trip").wordings}.values())
WHO = ["Which team is this?", "Date of review"]
RATED = [3] * len(STATEMENTS)


def read(folder, titles, *rows):
    """The returns in an export with these titles after the statements, a row for each team."""
    book = openpyxl.Workbook()
    book.active.append([*WHO, *STATEMENTS, *titles])
    for team, beside in rows:
        book.active.append([team, dt.date(2025, 5, 1), *RATED, *beside])
    path = folder / "export.xlsx"
    book.save(path)
    return load_returns(path, workers=0)


def of_first(returns):
    return returns.priorities.iloc[0].dropna().to_dict()


PARTS = {
    "priority": "A quiet room",
    "action": "Ask the estates team",
    "measure": "People say so",
    "impact": "High",
    "ease": "Hard",
    "due": dt.date(2025, 9, 1),
    "review_on": dt.date(2025, 12, 1),
}
TITLES = [
    ["Priority 1", "Action 1", "How will we know? 1", "Impact 1", "Ease 1", "By when 1",
     "Review date 1"],
    ["Our first priority", "What will you do?", "How will you know?", "What will be the impact?",
     "How easy will it be?", "Target date", "When will the priority be reviewed?"],
    ["Priority 1: what is it?", "Priority 1: action", "Priority 1: measure", "Priority 1: impact",
     "Priority 1: ease", "Priority 1: by when", "Priority 1: review date"],
    ["What is your 1st priority?", "Action (priority 1)", "Measure (priority 1)",
     "Impact (priority 1)", "Ease (priority 1)", "Due (priority 1)", "To be reviewed (priority 1)"],
]  # fmt: skip


@pytest.mark.parametrize("titles", TITLES, ids=lambda titles: titles[0])
def test_the_parts_of_a_priority_are_read_into_their_columns(tmp_path, titles):
    returns = read(tmp_path, titles, ("Alder Ward", [*PARTS.values()]))
    first = of_first(returns)
    assert first["priority"] == "A quiet room"
    assert first["action"] == "Ask the estates team"
    assert first["measure"] == "People say so"
    assert (first["impact"], first["ease"]) == ("high", "low")
    assert first["due"] == pd.Timestamp(2025, 9, 1)
    assert first["review_on"] == pd.Timestamp(2025, 12, 1)
    assert len(returns.import_log) == 0
    assert returns.ratings["rating"].tolist() == RATED


def test_questions_that_microsoft_forms_numbers_are_of_the_next_priority(tmp_path):
    titles = ["Priority", "Impact", "Ease", "Priority2", "Impact2", "Ease2"]
    wrote = ["A quiet room", "High", "Easy", "Tea with families", "Low", "Hard"]
    found = read(tmp_path, titles, ("Alder Ward", wrote)).priorities
    assert found["number"].tolist() == [1, 2]
    assert found["priority"].tolist() == ["A quiet room", "Tea with families"]
    assert found["impact"].tolist() == ["high", "low"]
    assert found["ease"].tolist() == ["high", "low"]


def test_a_list_in_one_cell_is_a_priority_a_line(tmp_path):
    wrote = "1. A quiet room\n2. Tea with families"
    found = read(tmp_path, ["Our top three priorities"], ("Alder Ward", [wrote])).priorities
    assert found["priority"].tolist() == ["A quiet room", "Tea with families"]


@pytest.mark.parametrize(
    "titles",
    [
        ("How many staff took part?", "How many people using the service took part?"),
        ("Number of staff present", "Number of service users present"),
        ("How many members of staff contributed?", "How many service users were in the room?"),
    ],
)
def test_how_many_took_part_is_counted_and_is_no_statement(tmp_path, titles):
    returns = read(tmp_path, titles, ("Alder Ward", [6, 4]), ("Elm CMHT", ["7 staff", "two"]))
    assert returns.returns["took_part_staff"].tolist() == [6, 7]
    assert returns.returns["took_part_service_users"].tolist() == [4, 2]
    assert not returns.import_log["severity"].eq("error").any()


def test_the_next_review_is_the_returns_own(tmp_path):
    returns = read(tmp_path, ["Date of next review"], ("Alder Ward", [dt.date(2026, 3, 3)]))
    assert returns.returns["review_on"].tolist() == [pd.Timestamp(2026, 3, 3)]


def test_leads_are_there_or_not_and_are_kept_nowhere(tmp_path):
    titles = ["Priority 1", "Priority 1: staff lead", "Priority 1: service user lead"]
    returns = read(tmp_path, titles, ("Alder Ward", ["A quiet room", "Jo Bloggs", None]))
    assert returns.priorities[["staff_lead", "service_user_lead"]].iloc[0].tolist() == [True, False]
    everything = returns.import_log.to_csv() + returns.priorities.to_csv()
    assert "Bloggs" not in everything


def test_what_several_people_of_a_team_wrote_is_no_agreed_priority(tmp_path):
    rows = [("Alder Ward", ["A quiet room"]), ("Alder Ward", ["Tea with families"])]
    returns = read(tmp_path, ["Priority 1"], *rows)
    assert returns.priorities.empty
    assert {"A quiet room", "Tea with families"} <= {*returns.import_log["found"]}


def test_another_question_stays_in_the_log(tmp_path):
    returns = read(tmp_path, ["What went well today?"], ("Alder Ward", ["The cake"]))
    assert returns.priorities.empty
    assert returns.import_log["found"].tolist() == ["The cake"]
