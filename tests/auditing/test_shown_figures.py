import pytest

from trip_analytics.auditing.shown_tables import count, figure, is_figure, is_withheld, plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.2", 3.2),
        ("43%", 0.43),
        ("43.5 %", 0.435),
        ("−0.3", -0.3),
        ("+0.4", 0.4),
        ("1,204", 1204),
        ("7", 7),
    ],
)
def test_a_figure(text, value):
    assert figure(text) == pytest.approx(value)
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "[c]", "3.1 to 3.6", "Own choices", "2024/25", "1 Not yet"])
def test_what_is_not_one_figure(text):
    assert figure(text) is None


@pytest.mark.parametrize("text", ["[c]", "*", "**", "-", "–", "x", "<5", "< 10", "Suppressed"])
def test_a_figure_that_is_withheld(text):
    assert is_withheld(text)
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "0", "Choices", "3.4", "[x]", "[z]"])
def test_what_is_not_withheld(text):
    assert not is_withheld(text)


def test_intervals_are_figures():
    assert is_figure("3.1 to 3.6")
    assert not is_figure("3.1 to be")


def test_counts():
    assert count("4") == 4
    assert count("1,204") == 1204
    assert [count(text) for text in ("<5", "*", "4.5", "40%", "-4", "")] == [None] * 6


def test_signs_are_written_in_one_way():
    assert plain("−0.3") == plain("-0.3")
    assert plain(" +0.3") == "0.3"
