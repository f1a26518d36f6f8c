import dataclasses

import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.desk.comments import COLUMNS, printable
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns


def test_comments_stand_in_the_order_of_the_form_then_of_the_words(commented):
    listed = ta.list_comments(commented)
    assert listed["about"].tolist() == ["Own choices and decisions"] * 6 + [
        "Stories that inspire hope"
    ]
    of_choices = listed["comment"].iloc[:6].str.casefold()
    assert of_choices.tolist() == sorted(of_choices)


def test_neither_team_nor_service_nor_answer_stands_beside_a_comment(commented):
    listed = ta.list_comments(commented)
    assert listed.columns.tolist() == list(COLUMNS)
    assert not {"team", "team_id", "return_id", "service_line", "rating"} & set(COLUMNS)
    assert listed["quote"].isna().all()
    assert set(listed.dtypes.astype(str)) == {"string"}


def test_the_order_tells_nothing_of_teams(commented):
    turned = dataclasses.replace(commented, ratings=commented.ratings.iloc[::-1])
    pd.testing.assert_frame_equal(ta.list_comments(turned), ta.list_comments(commented))


def test_only_the_comments_of_the_year_asked_for(commented):
    assert ta.list_comments(commented)["source_file"].str.startswith("2025/").all()
    assert ta.list_comments(commented, 2024)["source_file"].str.startswith("2024/").all()
    with pytest.raises(AnalysisError, match="Nobody returned a form for 2023"):
        ta.list_comments(commented, 2023)
    with pytest.raises(AnalysisError, match="no returns"):
        ta.list_comments(Returns())


def test_what_a_comment_seems_to_hold_is_said_beside_it(commented, said):
    listed = ta.list_comments(commented).set_index("comment")["looks_like"]
    assert listed[said["person"]] == "a telephone number"
    assert listed[said["team"]] == "the name of a team"
    assert listed[said["rating"]] == "a rating"
    assert listed[[said["plain"], said["again"]]].isna().all()


def test_comments_on_challenges_stand_behind_those_on_practices(commented):
    stages = pd.DataFrame(
        {"team": ["Ash Ward"], "year": 2025, "item_id": "challenge-1", "stage": 2, "comment": "A"}
    )
    both = Returns.from_tables(ratings=commented.ratings, stages=stages)
    listed = ta.list_comments(both)
    assert listed["item_id"].iloc[-1] == "challenge-1"
    assert listed["about"].iloc[-1] == ta.load_instrument("template-a").labels["challenge-1"]


def test_beside_several_views_a_comment_stands_once():
    rows = {
        "team": "Ash",
        "year": 2025,
        "item_id": "choices",
        "comment": "Well.",
        "perspective": ["staff", "people-using-services"],
        "rating": [3, 4],
        "cell": ["C7", "D7"],
    }
    listed = ta.list_comments(Returns.from_tables(ratings=pd.DataFrame(rows)))
    assert listed["cell"].tolist() == ["C7"]


def test_what_no_document_can_show_is_left_out():
    assert printable(" a\x00b\ud800 c\r\n\r\n  d ") == "a b c\nd"
    assert printable("\u200b \n \x07") == ""
