import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import trip_analytics as ta
from tests.own_lists import own_list
from trip_analytics.desk.comments import A_RATING, A_TEAM, COLUMNS, QuotingRules, printable
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


TEAMS = pd.DataFrame(
    {
        "team_id": ["AW01", "HT", "NC", "W4", "SA", "EW"],
        "team": [
            "Alder Ward", "Home Treatment Team", "North CMHT (Garthby)", "Ward 4", "St Ann's Unit",
            "Elm Grove",
        ],
        "aliases": ["Poplar", None, None, None, None, "The Grange; Oakapple House"],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def rules():
    return QuotingRules.of(Returns.from_tables(teams=TEAMS))


@pytest.mark.parametrize(
    "comment",
    [
        "Alder do this well.",
        "It works on ALDER WARD",
        "Alder's plans are shared.",
        "As in AW01.",
        "We were Poplar until last year.",
        "the home treatment team rings back",
        "north cmht has a group",
        "In Ward 4 they asked.",
        "since st anns unit opened",
        "St Ann's is calm.",
        "St Ann’s unit",
        "At elm grove we garden.",
        "oakapple house has a choir",
    ],
)
def test_a_team_is_known_by_any_of_its_names(rules, comment):
    assert A_TEAM in rules.broken_by(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "The ward round is at ten.",
        "An alder grows in the yard.",
        "We treat people at home.",
        "Four of us on the ward.",
        "The team is new.",
    ],
)
def test_words_that_names_share_with_any_text_name_nobody(rules, comment):
    assert rules.broken_by(comment) == ()


def test_a_name_of_a_return_or_of_before_a_merger_counts_without_a_register():
    ratings = pd.DataFrame(
        {"team": ["Kestrel Ward"], "year": 2025, "item_id": "choices", "rating": 3}
    )
    before = pd.DataFrame({"return_id": ["a"], "team": ["Merlin Lodge"]})
    rules = QuotingRules.of(Returns.from_tables(ratings=ratings, before_mergers=before))
    assert rules.broken_by("Kestrel is calm.") == (A_TEAM,)
    assert rules.broken_by("At Merlin Lodge it began.") == (A_TEAM,)


@pytest.mark.parametrize(
    "comment",
    [
        "We gave ourselves a 2.",
        "Rated 4 because we have begun",
        "our score is three",
        "3 is a fair rating",
        "Three out of five",
        "2/5",
        "We're a strong 4!",
        "a 3",
        "This is a five for us.",
        "between 3 and 4",
        "We would say 4 now",
        "It went from 2 to 3.",
        "4",
        "3 - better than last year",
        "2 (was 1)",
        "at level two",
        "still at stage 1",
        "Well developed on days, less at night.",
        "Not yet.",
    ],
)
def test_a_rating_is_known_in_figures_and_words(rules, comment):
    assert rules.broken_by(comment) == (A_RATING,)


@pytest.mark.parametrize(
    ("points", "comment"),
    [
        (range(11), "We gave ourselves an 8."),
        (range(11), "Rated ten this year"),
        (range(11), "a zero for now"),
        (range(11), "7/10"),
        (range(11), "between 6 and 9"),
        (range(11), "10 - at last"),
        (range(11), "8.5 is our score"),
        (range(7), "six out of six"),
        (range(-2, 3), "It went from -2 to −1."),
        (range(-2, 3), "a −1"),
    ],
)
def test_a_rating_is_known_on_the_scale_of_a_list_of_ones_own(points, comment):
    of_the_list = QuotingRules.of(Returns.from_tables(instruments=[own_list(points)]))
    assert of_the_list.broken_by(comment) == (A_RATING,)
    assert of_the_list.broken_by("A 3 day course, 9 of 10 came, and one to one time.") == ()


def test_a_figure_that_no_list_has_is_no_rating(rules):
    assert rules.broken_by("We gave it 8 in all.") == ()


@pytest.mark.parametrize(
    "comment",
    [
        "a 2 week wait",
        "A 3-day course, twice a year.",
        "4/5 of care plans on B2 were reviewed.",
        "Five peer workers in post, one per locality.",
        "Two of us do this.",
        "Everyone has 1 to 1 time, one to one.",
        "We have not yet begun.",
        "The course ran 3 times.",
        "Supervision is monthly on paper, about two in three actually happen.",
    ],
)
def test_other_figures_are_no_ratings(rules, comment):
    assert rules.broken_by(comment) == ()


def test_the_samples_comments_can_be_quoted(sample):
    import trip_analytics as ta

    listed = pd.concat([ta.list_comments(sample, year) for year in sample.years])
    assert len(listed) > 700
    assert listed["looks_like"].isna().all()


@given(st.text(), st.sampled_from([" Alder ", " (Elm Grove)", "\n07700 900123", " a 2."]))
def test_what_stands_around_it_hides_nothing(rules, text, telltale):
    assert rules.broken_by(f"{text}. {telltale}")
