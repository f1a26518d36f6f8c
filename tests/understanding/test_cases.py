"""Small awkward returns: each has one trouble in it, and a careful reader says what it means."""

import pytest

import trip_analytics as ta
from benchmarks.cases import CASES, all_cases, differences
from trip_analytics.instruments import load_instrument

ITEMS, ALL = all_cases()

# Not yet read as they should be. A case that is must leave this list.
WRONG = frozenset({
    "17-serial-date",
    "17b-serial-date-2",
    "17d-nodate",
    "22-statement-merged",
    "24-teams-down-filter",
    "30-blank-templates",
    "33-example-tab",
    "35-last-year-col",
    "35c-level-col",
    "42-msforms-dup",
    "47-redcap",
    "48-codebook",
    "53-welsh",
    "53c-bi-team",
    "77-down-aim",
    "77-down-count",
    "77-down-judged",
    "77-down-middle",
    "77-down-outside",
    "77-down-spread",
    "77-down-spread-2",
    "77-down-time",
    "77-down-whole",
    "81a-blocks",
    "81b-blocks-odd",
    "81c-blocks-num",
    "81e-blocks-mixed",
    "81f-all",
    "81i-no-six",
    "81j-no-six-no-rating",
    "83-report-phantom",
    "95a-example-sheet",
    "95b-guidance",
    "95d-challenges-and-priorities",
    "95e-assets-three-columns",
    "95g-lead-in-brackets",
    "95i-priorities-beside",
})  # fmt: skip


def case(name):
    marks = [pytest.mark.xfail(strict=True)] if name in WRONG else []
    return pytest.param(name, marks=marks)


@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize("name", [case(name) for name in ALL])
def test_an_awkward_return_is_read_as_a_careful_reader_reads_it(name):
    own = ALL[name].get("instrument")
    instruments = [load_instrument(CASES / own)] if own else []
    differ = differences(
        ALL[name], ITEMS, lambda: ta.load_returns(CASES / name, instruments=instruments)
    )
    assert not differ, "\n".join([ALL[name]["trouble"], *differ])


def test_the_list_of_wrong_cases_names_cases_that_there_are():
    assert set(ALL) >= WRONG
