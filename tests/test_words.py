import pandas as pd

from trip_analytics.words import counted, interval, listed, one_decimal, percent, signed, spread


def test_figures_are_written_as_people_round():
    assert [one_decimal(x) for x in (3.25, 3.0, 0.04)] == ["3.3", "3.0", "0.0"]
    assert [signed(x) for x in (0.25, -0.25, -0.04, 1)] == ["+0.3", "−0.3", "0.0", "+1.0"]
    assert [percent(x) for x in (0.425, 0, 1)] == ["43%", "0%", "100%"]


def test_counts_say_what_they_are_of():
    assert [counted(1, "team"), counted(2, "team")] == ["1 team", "2 teams"]
    assert spread(pd.Series([45, 41, pd.NA, 0], dtype="Int64"), "team") == "41 to 45 teams"
    assert spread(pd.Series([1, 1]), "return") == "1 return"
    assert spread(pd.Series([], dtype="Int64"), "team") == "no teams"


def test_intervals_stand_where_there_is_one():
    row = pd.Series({"low": 1.25, "high": 2.0, "none": pd.NA})
    assert interval(row, "low", "high", one_decimal) == " (1.3 to 2.0)"
    assert interval(row, "low", "none", one_decimal) == ""


def test_lists():
    assert [listed(["a"]), listed(["a", "b", "c"])] == ["a", "a, b and c"]
