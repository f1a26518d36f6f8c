"""What is the same on every form of one layout is printed, and what differs is answered."""

import pandas as pd
import pytest

from tools.forms.cells import form_rows, write_rows
from trip_analytics import load_returns
from trip_analytics.loading.import_returns import import_returns

pytestmark = pytest.mark.usefixtures("without_workers")

PRINTED = [2, 4, 3, 5, 1, 2, 3, 4]
ANSWERED = {"Ash Ward": [4, 3, 2, 5, 1, 3, 4, 2], "Oak Ward": [1, 1, 2, 3, 5, 4, 3, 2],
            "Elm Team": [5, 5, 4, 4, 3, 3, 2, 2]}  # fmt: skip


def write(folder, heads, columns):
    for team, answers in columns.items():
        fields = {"Team": team, "Year": 2025}
        rows = form_rows(fields, *answers, headings=heads, above=[[]])
        write_rows(folder / f"{team}.xlsx", rows)


def ratings(returns):
    return {
        team: rows.set_index("item_id")["rating"].tolist()
        for team, rows in returns.ratings.groupby("team", sort=False)
    }


@pytest.mark.parametrize("first", [True, False])
def test_of_two_columns_that_no_form_tells_apart_the_one_that_differs_is_answered(tmp_path, first):
    order = (lambda a, p: [a, p]) if first else (lambda a, p: [p, a])
    heads = ["Statement", *order("Practice", "Quality")]
    write(tmp_path, heads, {t: order(a, PRINTED) for t, a in ANSWERED.items()})
    returns = load_returns(tmp_path)
    assert ratings(returns) == ANSWERED
    graver = returns.import_log[returns.import_log["severity"].ne("note")]
    told = graver[graver["kind"].eq("taken-by-comparison")]
    assert told["cell"].tolist() == ["B4" if first else "C4"] * 3
    assert "error" not in set(graver["severity"])


def test_a_column_under_a_likelier_heading_is_printed_where_all_forms_have_it(tmp_path):
    heads = ["Statement", "Level", "Practice"]
    write(tmp_path, heads, {t: [PRINTED, a] for t, a in ANSWERED.items()})
    assert ratings(load_returns(tmp_path)) == ANSWERED


def test_what_is_printed_is_no_answer_on_a_form_that_nobody_filled_in(tmp_path):
    heads = ["Statement", "Standard", "Us"]
    blank = [PRINTED, [None] * 8]
    write(tmp_path, heads, {t: [PRINTED, a] for t, a in ANSWERED.items()} | {"Yew House": blank})
    returns = load_returns(tmp_path)
    read = ratings(returns)
    assert all(value is pd.NA for value in read.pop("Yew House"))
    assert read == ANSWERED
    graver = returns.import_log[returns.import_log["severity"].ne("note")]
    assert set(graver["kind"]) == {"taken-by-comparison"}


def test_two_forms_are_too_few_to_tell(tmp_path):
    two = dict(list(ANSWERED.items())[:2])
    write(tmp_path, ["Statement", "Practice", "Quality"], {t: [a, PRINTED] for t, a in two.items()})
    returns = load_returns(tmp_path)
    assert returns.ratings["rating"].isna().all()
    assert returns.import_log["kind"].eq("no-answer-column").sum() == 2


def test_columns_that_both_differ_are_still_asked_about(tmp_path):
    both = {t: [a, a[::-1]] for t, a in ANSWERED.items()}
    write(tmp_path, ["Statement", "Practice", "Quality"], both)
    assert load_returns(tmp_path).ratings["rating"].isna().all()


def test_answers_that_agree_on_all_forms_stay(tmp_path):
    write(tmp_path, ["Statement", "Rating"], {t: [PRINTED] for t in ANSWERED})
    assert ratings(load_returns(tmp_path)) == dict.fromkeys(ANSWERED, PRINTED)


def test_views_side_by_side_are_answers_each_whatever_agrees(tmp_path):
    heads = ["Statement", "Staff", "Service users"]
    write(tmp_path, heads, {t: [PRINTED, a] for t, a in ANSWERED.items()})
    rows = load_returns(tmp_path).ratings
    staff = rows[rows["perspective"].eq("staff")]
    assert staff.groupby("team")["rating"].apply(list).tolist() == [PRINTED] * 3
    assert set(rows["perspective"]) == {"staff", "people-using-services"}


def test_a_store_tells_it_from_all_that_it_holds(tmp_path):
    heads = ["Statement", "Practice", "Quality"]
    folders = [tmp_path / name for name in "ab"]
    teams = list(ANSWERED.items())
    for folder, part in zip(folders, (teams[:2], teams[2:]), strict=True):
        folder.mkdir()
        write(folder, heads, {t: [a, PRINTED] for t, a in part})
    first = import_returns(folders[0], store=tmp_path / "returns.db")
    assert first.returns.ratings["rating"].isna().all()
    second = import_returns(folders[1], store=tmp_path / "returns.db")
    assert ratings(second.returns) == ANSWERED
