import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.disclosure.rules import (
    INSIDERS,
    MINIMUM_GROUP,
    MINIMUM_TEAMS,
    PROMISED,
    Policy,
    banded,
    gives_away,
    rounded,
    with_companions,
)
from trip_analytics.errors import DisclosureError


def test_the_numbers_are_those_promised():
    assert (MINIMUM_TEAMS, MINIMUM_GROUP, INSIDERS) == (5, 10, 2)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0), False),  # nobody to give away
        ((2, 2, 0), True),  # four teams are too few
        ((2, 2, 1), False),
        ((4, 2, 0), True),  # two insiders know the others
        ((4, 3, 0), False),
        ((40, 0, 0), True),
    ],
)
def test_rows_at_the_boundary(counts, told):
    row = pd.DataFrame([counts])
    assert gives_away(row, at_least=5).tolist() == [told]


@given(st.lists(st.integers(0, 4), min_size=2, max_size=4))
@settings(deadline=None)
def test_the_k_rule_is_what_insiders_can_infer(counts):
    """Brute force: can a pair take its own answers from the counts and see one answer left?"""
    answers = [answer for answer, teams in enumerate(counts) for _ in range(teams)]
    told = False
    for one in range(len(answers)):
        for other in range(one + 1, len(answers)):
            rest = [answer for n, answer in enumerate(answers) if n not in (one, other)]
            told |= len(set(rest)) == 1
    expected = told or (0 < len(answers) <= INSIDERS)
    assert gives_away(pd.DataFrame([counts]), at_least=1).tolist() == [expected]


def test_figures_are_rounded_as_people_do():
    figures = pd.Series([0.25, -0.25, 2.349, -0.04, 0.425, None], dtype="Float64")
    assert rounded(figures, 1).tolist()[:4] == [0.3, -0.3, 2.3, 0.0]
    assert rounded(figures, 2).tolist()[4] == 0.43
    assert rounded(figures, 1).isna().tolist() == [False] * 5 + [True]
    assert str(rounded(figures, 1)[3]) == "0.0"


def test_p_values_are_rounded_up_never_down():
    p_values = pd.Series([0.0, 0.001, 0.0011, 0.05, 0.0501, 1.0], dtype="Float64")
    assert banded(p_values).tolist() == [0.001, 0.001, 0.01, 0.05, 1.0, 1.0]


def test_a_trust_may_raise_the_numbers():
    policy = Policy(minimum_teams=8, minimum_group=12, insiders=3, minimum_movers=15)
    assert policy.insiders == 3
    assert Policy() == PROMISED
    with pytest.raises(AttributeError):
        policy.insiders = 1


@pytest.mark.parametrize("rule", ["minimum_teams", "minimum_group", "insiders", "minimum_movers"])
@pytest.mark.parametrize("less", [1, 0, -5, True, 7.5, "10", None])
def test_and_never_lower_them(rule, less):
    with pytest.raises(DisclosureError, match=rule):
        Policy(**{rule: less})


def test_more_insiders_withhold_more():
    row = pd.DataFrame([(6, 3)])
    assert [gives_away(row, at_least=5, insiders=k).tolist() for k in (2, 3)] == [[False], [True]]


@pytest.mark.parametrize(
    ("counts", "withheld", "with_others"),
    [
        ((8, 5, 4), (), ()),
        ((8, 5, 2), (2,), (1, 2)),
        ((8, 2, 1), (1, 2), (1, 2)),
        ((8, 1, 1), (1, 2), (0, 1, 2)),
    ],
)
def test_a_known_total_tells_no_withheld_count(counts, withheld, with_others):
    counts = pd.Series(counts)
    found = with_companions(counts.index.isin(withheld) & (counts >= 0), counts, PROMISED)
    assert tuple(counts.index[found]) == with_others
