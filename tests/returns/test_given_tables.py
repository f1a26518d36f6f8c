"""Tables that people already have are held to what their files would be held to."""

from dataclasses import replace

import pandas as pd
import pytest

from trip_analytics.errors import InstrumentError, TableError
from trip_analytics.instruments import AnswerColumn, load_instrument
from trip_analytics.returns import Returns

TRIP = load_instrument("trip")


def ratings(**columns):
    given = {"team": ["Ash", "Ash", "Elm"], "year": 2025, "rating": [4, None, 2]}
    return pd.DataFrame({**given, "item_id": ["choices", "hope-stories", "choices"], **columns})


def refused(**tables):
    with pytest.raises(TableError) as refusal:
        Returns.from_tables(**tables)
    return str(refusal.value)


def own_list(*wordings, instrument_id="ours", items=("welcome", "garden"), scale=TRIP.scale):
    """A list whose first item had these wordings: first and last year, comparable or not."""
    first = TRIP.items[0]
    made = []
    for number, item_id in enumerate(items, 1):
        texts = wordings if wordings and number == 1 else [(2020, None, True)]
        made.append(
            replace(
                first,
                item_id=item_id,
                number=number,
                label=item_id.title(),
                wordings=tuple(
                    replace(
                        first.wordings[0],
                        item_id=item_id,
                        wording_id=f"{item_id}-{since}",
                        text=f"{item_id} as said in {since}",
                        first_year=since,
                        last_year=until,
                        comparable_with_previous=comparable,
                    )
                    for since, until, comparable in texts
                ),
            )
        )
    return replace(TRIP, instrument_id=instrument_id, items=tuple(made), scale=scale, examples=())


def test_ratings_alone_are_enough():
    returns = Returns.from_tables(ratings=ratings())
    assert returns.ratings["state"].tolist() == ["rated", "not-answered", "rated"]
    assert set(returns.ratings["perspective"]) == {"team"}
    listed = returns.returns[["team", "instrument", "status"]].to_numpy().tolist()
    assert listed == [["Ash", "trip", "current"], ["Elm", "trip", "current"]]
    assert returns.years == (2025,)


@pytest.mark.parametrize(
    ("rating", "problem"),
    [
        (["high", 1, 2], "rating must hold whole numbers"),
        ([3.5, 1, 2], "rating must hold whole numbers"),
        ([float("inf"), 1, 2], "rating must"),
        ([1e9, 1, 2], "rating must"),
        ([1, 2, 0], "rating must be 1 to 5"),
    ],
)
def test_an_answer_beside_the_scale_is_refused(rating, problem):
    assert problem in refused(ratings=ratings(rating=rating))


def test_a_review_year_may_be_written_as_people_write_it():
    assert Returns.from_tables(ratings=ratings(year="2024/25")).years == (2024,)
    assert "year 'last' in row 1 is no year: write 2025 or 2024/25" in refused(
        ratings=ratings(year=[2025, "last", 2025])
    )


def test_spaces_around_a_name_make_no_other_team():
    returns = Returns.from_tables(ratings=ratings(team=["Ash", "Ash ", " Elm"]))
    assert returns.returns["team"].tolist() == ["Ash", "Elm"]


def test_titles_in_capitals_are_said_at_once():
    said = refused(ratings=ratings().rename(columns={"team": "Team", "item_id": "Item ID"}))
    assert "call the column 'Team' team" in said
    assert "call the column 'Item ID' item_id" in said


def test_what_is_no_number_is_named_with_its_rows():
    said = refused(ratings=ratings(rating=["n/a", 1, 2]))
    assert "rating must hold whole numbers or be empty: 'n/a' in row 0 is none" in said


def test_a_practice_by_its_name_or_its_words_is_told_its_id():
    item = TRIP.items[1]
    for name in (item.label, item.wordings[-1].text):
        assert f"is it {item.item_id!r}?" in refused(ratings=ratings(item_id=name))


def test_what_is_no_table_is_said():
    assert "as a DataFrame" in refused(ratings=[1, 2])


def test_the_scale_is_that_of_the_items_own_list():
    three = own_list(scale=TRIP.scale[:3])
    given = ratings(item_id=["welcome", "welcome", "choices"], rating=[4, 3, 5])
    given["team"] = ["Ash", "Elm", "Ash"]
    said = refused(ratings=given, instruments=[three])
    assert "rating must be 1 to 3 in ours, and is not in row 0" in said


def test_text_dates_are_day_first():
    chosen = pd.DataFrame(
        {"team": "Ash", "year": 2024, "due": ["05/04/2024", "1 May 2024", "2024-06-02", None]}
    )
    due = Returns.from_tables(priorities=chosen).priorities["due"]
    assert due.tolist()[:3] == [pd.Timestamp(2024, m, d) for m, d in ((4, 5), (5, 1), (6, 2))]
    assert due.isna().tolist() == [False, False, False, True]


def test_a_date_that_is_none_day_first_is_refused():
    chosen = pd.DataFrame({"team": "Ash", "year": 2024, "due": ["04/13/2024"]})
    assert "due must hold dates with the day first" in refused(priorities=chosen)


def test_twelve_months_are_twelve_months():
    months = [f"01/{month:02}/2024" for month in range(1, 13)]
    given = pd.DataFrame({"indicator": "Falls", "month": months, "value": 1.0})
    read = Returns.from_tables(indicators=given).indicators["month"]
    assert read.dt.month.tolist() == list(range(1, 13))
    given["month"] = pd.period_range("2024-01", "2024-12", freq="M")
    assert Returns.from_tables(indicators=given).indicators["month"].tolist() == read.tolist()


def test_two_ratings_of_one_team_and_item_are_refused_by_their_rows():
    twice = ratings(item_id="choices", rating=[4, 2, 3])
    twice.index = pd.Index(["p", "q", "r"])
    assert "in rows p and q" in refused(ratings=twice)
    another_return = twice.assign(return_id=["a", "b", "c"])
    assert "in rows p and q" in refused(ratings=another_return)


def test_several_people_may_answer_once_each():
    people = ratings(item_id="choices", rating=[4, 2, 3], perspective="staff")
    assert len(Returns.from_tables(ratings=people).ratings) == 3
    numbered = people.assign(respondent=["1", "1", "2"])
    assert "two answers" in refused(ratings=numbered)
    assert (
        len(Returns.from_tables(ratings=numbered.assign(respondent=["1", "2", "1"])).ratings) == 3
    )


def test_two_stages_of_one_team_and_challenge_are_refused():
    stages = pd.DataFrame({"team": "Ash", "year": 2025, "item_id": "challenge-1", "stage": [1, 3]})
    assert "in rows 0 and 1" in refused(stages=stages)


def test_an_unknown_item_is_refused_with_the_likeliest():
    said = refused(ratings=ratings(item_id=["choice", "hope-stories", "choices"]))
    assert "item_id 'choice' in row 0 is not known: is it 'choices'?" in said


def test_items_of_a_list_that_was_not_given_are_refused():
    assert "instruments=[" in refused(ratings=ratings(item_id="gardening"))


def test_without_lists_any_item_is_taken():
    taken = Returns.from_tables(ratings=ratings(item_id=["a", "b", "a"]), instruments=[])
    assert taken.returns["instrument"].tolist() == ["own", "own"]


def test_lists_are_beside_the_built_in_ones():
    given = ratings(item_id=["choices", "welcome", "welcome"], rating=[4, 3, 2])
    returns = Returns.from_tables(ratings=given, instruments=[own_list()])
    listed = returns.returns[["team", "instrument", "return_id"]].to_numpy().tolist()
    assert listed == [
        ["Ash", "trip", "Ash 2025"],
        ["Ash", "ours", "Ash 2025 ours"],
        ["Elm", "ours", "Elm 2025 ours"],
    ]


def test_of_two_lists_with_the_same_items_the_return_says_which_it_is():
    ours = own_list(items=("choices",), scale=TRIP.scale[:3])
    listed = pd.DataFrame({"return_id": ["a"], "team": "Ash", "year": 2025, "instrument": "ours"})
    given = pd.DataFrame({"return_id": ["a"], "team": "Ash", "year": 2025, "item_id": "choices"})
    assert "1 to 3 in ours" in refused(
        returns=listed, ratings=given.assign(rating=5), instruments=[ours]
    )


REWORDED = own_list((2020, 2023, True), (2024, None, False))
TRIED_TWO = own_list((2020, 2024, True), (2024, None, False))


def welcome(year, **more):
    return pd.DataFrame({"team": ["Ash"], "year": year, "item_id": "welcome", "rating": 3, **more})


@pytest.mark.parametrize(("year", "wording"), [(2019, 2020), (2023, 2020), (2024, 2024)])
@pytest.mark.parametrize("until", [2023, None])
def test_a_wording_that_cannot_be_compared_follows_from_the_year(year, wording, until):
    reworded = own_list((2020, until, True), (2024, None, False))
    returns = Returns.from_tables(ratings=welcome(year), instruments=[reworded])
    assert returns.ratings["wording_id"].tolist() == [f"welcome-{wording}"]


def test_a_year_with_two_wordings_is_asked_about():
    said = refused(ratings=welcome(2024), instruments=[TRIED_TWO])
    assert "give the column wording_id" in said
    assert "'welcome-2020' and as 'welcome-2024'" in said
    said_so = welcome(2024, wording_id="welcome-2020")
    kept = Returns.from_tables(ratings=said_so, instruments=[TRIED_TWO])
    assert kept.ratings["wording_id"].tolist() == ["welcome-2020"]


def test_an_unknown_wording_is_refused_with_the_likeliest():
    said = refused(ratings=welcome(2024, wording_id="welcome-20244"), instruments=[REWORDED])
    assert "wording_id 'welcome-20244' in row 0 is not known: is it 'welcome-2024'?" in said


def test_messages_name_the_columns_that_were_given():
    without = ratings().drop(columns="team")
    assert "give a column team (or team_id, or return_id)" in refused(ratings=without)
    blank = refused(ratings=ratings(team=["Ash", None, "Elm"]))
    assert "team is empty in row 1" in blank
    assert "return_id" not in blank
    assert "give a column year" in refused(ratings=ratings().drop(columns="year"))


def test_a_wording_of_another_item_is_refused():
    said = refused(ratings=ratings(wording_id="hope-stories-2013"))
    assert "wording_id 'hope-stories-2013' in rows 0 and 2 is not known" in said


def test_the_tables_of_returns_are_taken_again_as_they_are(returns):
    names = ("returns", "ratings", "stages", "priorities", "teams")
    again = Returns.from_tables(**{name: getattr(returns, name) for name in names})
    for name in names:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(returns, name))


def with_two_answers():
    columns = (AnswerColumn("team", "Now", ("Now",)), AnswerColumn("wanted", "Wanted", ("Wanted",)))
    return replace(own_list(), answers=columns)


def test_a_perspective_is_a_usual_one_or_a_column_of_the_list():
    given = welcome(2025, perspective="wanted")
    kept = Returns.from_tables(ratings=given, instruments=[with_two_answers()])
    assert kept.ratings["perspective"].tolist() == ["wanted"]
    said = refused(ratings=given, instruments=[own_list()])
    assert "perspective 'wanted' in row 0 is not known" in said


@pytest.mark.parametrize("rating", [["4", None, 2], ["4.0", None, " 2 "], [4.0, None, 2.0]])
def test_numbers_in_text_are_numbers_beside_others_too(rating):
    given = ratings(rating=pd.Series(rating, dtype=object))
    assert Returns.from_tables(ratings=given).ratings["rating"].tolist() == [4, pd.NA, 2]


def test_true_is_no_rating():
    assert "'True' in row 0 is none" in refused(
        ratings=ratings(rating=pd.Series([True, None, 2], dtype=object))
    )


def test_ratings_without_a_rating_are_refused():
    problem = "give a column rating, with each team's answer"
    assert problem in refused(ratings=ratings().drop(columns="rating"))


def test_two_columns_of_one_name_are_refused():
    doubled = pd.concat([ratings(), ratings()[["team"]]], axis=1)
    assert "there are two columns 'team': keep one of them" in refused(ratings=doubled)


def test_rows_of_tables_that_were_put_below_each_other_are_counted():
    twice = pd.concat([ratings().head(1), ratings().head(1)])
    assert "two answers to one item in one year in rows 0 and 1" in refused(ratings=twice)


@pytest.mark.parametrize(
    "due",
    [
        [pd.Timestamp("2024-04-05 10:30"), "05/04/2024"],
        ["2024-04-05T10:30:00Z", "2024-04-05 10:30:00+01:00"],
        pd.Series(pd.Timestamp("2024-04-05 23:30", tz="Europe/London"), index=[0, 1]),
    ],
)
def test_a_date_is_a_day_whatever_its_time(due):
    wanted = pd.DataFrame({"team": "Ash", "year": 2025, "priority": ["Tea", "Garden"]})
    priorities = Returns.from_tables(
        ratings=ratings(), priorities=wanted.assign(due=due)
    ).priorities
    assert priorities["due"].eq(pd.Timestamp("2024-04-05")).all()


@pytest.mark.parametrize("due", ["31/02/2024", 45387, 45387.0])
def test_what_is_no_date_is_named_with_its_row(due):
    wanted = pd.DataFrame({"team": "Ash", "year": 2025, "priority": ["Tea", "Garden"]})
    wanted = wanted.assign(due=pd.Series(["05/04/2024", due], dtype=object)).set_axis([7, 9])
    said = refused(ratings=ratings(), priorities=wanted)
    assert "due must hold dates with the day first or be empty; row 9 is the first" in said


def test_tables_of_other_libraries_are_taken():
    class Frame:
        """As polars and pyarrow have it."""

        def to_pandas(self):
            return ratings()

    assert len(Returns.from_tables(ratings=Frame()).ratings) == 3


def test_a_list_is_loaded_before_it_is_given():
    ours = own_list()
    given = ratings(item_id=["welcome", "garden", "welcome"])
    assert Returns.from_tables(ratings=given, instruments=ours).returned("ratings") == ("ours",)
    for wrong in ("list.xlsx", ["list.xlsx"], 3):
        with pytest.raises(InstrumentError, match="Load each list before you give it"):
            Returns.from_tables(ratings=given, instruments=wrong)


def test_returns_are_made_by_functions():
    with pytest.raises(TableError, match=r"Returns are made by ta\.load_returns"):
        Returns(3)


@pytest.mark.parametrize("due", [None, float("nan"), pd.NaT])
def test_a_column_without_a_date_is_empty(due):
    wanted = pd.DataFrame({"team": "Ash", "year": 2025, "priority": ["Tea"], "due": due})
    assert Returns.from_tables(ratings=ratings(), priorities=wanted).priorities["due"].isna().all()


def test_challenges_may_be_put_in_order_without_stages():
    stages = {"team": ["Ash"], "year": 2025, "item_id": "challenge-1", "priority": 1}
    assert Returns.from_tables(stages=pd.DataFrame(stages)).stages["priority"].tolist() == [1]
