"""How the review itself went, and whose plans are: from forms to the tidy tables."""

import docx
import pandas as pd
import pytest

import trip_analytics as ta
from tools.forms.cells import form_rows, write_rows
from trip_analytics.instruments import load_instrument

FIELDS = {
    "Team": "Ash Ward",
    "Service line": "Adult acute",
    "Date completed": "12/03/2025",
    "Staff present": 6,
    "Number of people using services who took part": 4,
    "Date of next review": "12/09/2025",
}
PRIORITIES = [
    [],
    ["No.", "Priority", "Action", "Impact", "Ease", "By when", "Review date"],
    [1, "Garden club", "Buy tools", "High", "Low", "01/06/2025", "01/05/2025"],
]
PLAN = [
    ["Template B"],
    ["Team:", "Ash Ward"],
    ["Service line:", "Adult acute"],
    ["Date:", "12/03/2025"],
    ["Challenge 1"],
    ["Current standard", "We have begun"],
    ["Goals", "Train everybody"],
    ["Actions", "Book the hall"],
    ["Next review date:", "12/09/2025"],
]


@pytest.fixture(scope="module")
def returns(tmp_path_factory):
    folder = tmp_path_factory.mktemp("returns")
    (folder / "teams.csv").write_text("team_id,team,service_line\nT01,Ash Ward,Adult acute\n")
    write_rows(folder / "ash.xlsx", [*form_rows(FIELDS, [4] * 8, above=[[]]), *PRIORITIES])
    write_rows(folder / "plan.xlsx", PLAN)
    document = docx.Document()
    for line in ("Team: Elm Team", "Date completed: 12/03/2025", "Staff present: 5"):
        document.add_paragraph(line)
    document.add_paragraph("Who took part: five staff and three service users")
    table = document.add_table(0, 2)
    for item in load_instrument("trip").items:
        for cell, text in zip(table.add_row().cells, (item.wordings[0].text, "3"), strict=True):
            cell.text = text
    document.add_paragraph("Priority 1: Garden club")
    for line in ("Action: Buy tools", "Impact: High", "Ease: 2/5", "Review date: 01/05/2025"):
        document.add_paragraph(line)
    document.save(folder / "elm.docx")
    return ta.load_returns(folder, workers=0)


def test_who_took_part_and_the_next_review_are_in_the_table_of_returns(returns):
    of = returns.returns[returns.returns["instrument"] == "trip"].set_index("team").sort_index()
    assert of["took_part_staff"].tolist() == [6, 5]
    assert of["took_part_service_users"].tolist() == [4, 3]
    assert of.loc["Ash Ward", "review_on"] == pd.Timestamp("2025-09-12")
    assert pd.isna(of.loc["Elm Team", "review_on"])


def test_impact_ease_and_review_date_are_in_the_table_of_priorities(returns):
    of = returns.priorities.set_index("team").sort_index()
    assert of["impact"].tolist() == ["high", "high"]
    assert of["ease"].tolist() == ["low", "2/5"]
    assert of["review_on"].tolist() == [pd.Timestamp("2025-05-01")] * 2
    assert of["measure"].isna().all()


def test_a_teams_plan_is_the_teams(returns):
    plans = returns.action_plans
    assert set(plans["kind"]) == {"current-standard", "goal", "action"}
    assert plans[["team_id", "team", "service_line"]].drop_duplicates().to_numpy().tolist() == [
        ["T01", "Ash Ward", "Adult acute"]
    ]
    assert plans["next_review"].eq(pd.Timestamp("2025-09-12")).all()
