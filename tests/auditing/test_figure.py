import pytest

from trip_analytics.auditing.figure import Bounds, count_of, is_figure, is_withheld, plain, written


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("3.2", 3.2, 0.1),
        ("3.20", 3.2, 0.01),
        ("43%", 0.43, 0.01),
        ("43.5 %", 0.435, 0.001),
        ("−0.3", -0.3, 0.1),
        ("+0.4", 0.4, 0.1),
        ("1,204", 1204, 1),
        ("7", 7, 1),
    ],
)
def test_a_figure_and_how_closely_it_is_given(text, value, step):
    assert written(text) == (pytest.approx(value), pytest.approx(step))


@pytest.mark.parametrize("text", ["", "[c]", "3.1 to 3.6", "Own choices", "2024/25", "1 Not yet"])
def test_what_is_no_figure(text):
    assert written(text) is None


@pytest.mark.parametrize("text", ["[c]", "*", "**", "-", "–", "x", "<5", "< 10", "Suppressed"])
def test_what_stands_for_a_figure_that_is_withheld(text):
    assert is_withheld(text)
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "0", "Choices", "3.4", "[x]", "[z]"])
def test_what_does_not(text):
    assert not is_withheld(text)


def test_counts():
    assert count_of("4") == (4, 4)
    assert count_of("<5") == (0, 4)
    assert count_of("*") is None
    assert count_of("4.5") is None
    assert count_of("40%") is None


def test_a_mean_leaves_few_sums():
    # 3.2 over 12 teams: from 37.8 (not 37) to 39.0.
    assert written("3.2").bounds.whole(12) == (38, 39)
    # Over 10, one sum and its borders: 31.5 to 32.5.
    assert written("3.2").bounds.whole(10) == (32, 32)
    assert Bounds(0, 4).within(Bounds(2, 9)) == (2, 4)


def test_signs_are_made_alike():
    assert plain("−0.3") == plain("-0.3")
    assert plain(" +0.3") == "0.3"
