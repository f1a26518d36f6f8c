"""A number with its sign is an answer, as Word and CSV hold it, where the scale has such points."""

import pytest

from trip_analytics.instruments import ScalePoint
from trip_analytics.understanding.marks.written_answers import read_text


@pytest.mark.parametrize(("text", "value"), [("-2", -2), ("−1", -1), ("+1", 1), ("0", 0)])
def test_a_number_with_its_sign_is_an_answer_where_the_scale_goes_below_zero(text, value):
    scale = [ScalePoint(point, f"Level {point}", "") for point in range(-2, 3)]
    assert read_text(text, scale).value == value


@pytest.mark.parametrize("text", ["-2", "+1", "-3"])
def test_elsewhere_a_sign_leaves_the_answer_in_doubt(text):
    scale = [ScalePoint(point, f"Level {point}", "") for point in range(1, 3)]
    assert read_text(text, scale).value is None
