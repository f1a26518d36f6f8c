import random

import pytest

from benchmarks.wording import count, others, statements
from trip_analytics import load_instrument
from trip_analytics.understanding.matching.item_matcher import ItemMatcher


@pytest.mark.parametrize(("name", "least"), [("trip", 0.99), ("template-a", 0.97)])
def test_statements_are_recognised_and_nothing_else_is(name, least):
    instrument = load_instrument(name)
    matcher = ItemMatcher(instrument)
    recognised = count(list(statements(instrument, random.Random(7))), matcher)
    assert recognised.wrong.total() == 0
    assert recognised.right.total() / recognised.asked.total() >= least
    assert count(list(others(instrument)), matcher).wrong.total() == 0
