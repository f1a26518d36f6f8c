"""Small awkward returns: each has one trouble in it, and a careful reader says what it means."""

import pytest

import trip_analytics as ta
from tools.cases import CASES, all_cases, differences
from trip_analytics.instruments import load_instrument

ITEMS, ALL = all_cases()


@pytest.mark.slow_but(40)
@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize("name", ALL)
def test_an_awkward_return_is_read_as_a_careful_reader_reads_it(name):
    own = ALL[name].get("instrument")
    instruments = [load_instrument(CASES / own)] if own else []
    differ = differences(
        ALL[name], ITEMS, lambda: ta.load_returns(CASES / name, instruments=instruments)
    )
    assert not differ, "\n".join([ALL[name]["trouble"], *differ])
