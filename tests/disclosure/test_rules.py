from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.disclosure.rules import (
    INSIDERS,
    MINIMUM_GROUP,
    MINIMUM_TEAMS,
    PROMISED,
    PUBLIC,
    Policy,
    Rule,
    passes,
    rounded,
    rounded_up,
    rule_for,
    with_companions,
)
from trip_analytics.errors import DisclosureError


def test_the_numbers_are_those_promised():
    assert (MINIMUM_TEAMS, MINIMUM_GROUP, INSIDERS) == (5, 10, 2)
    assert rule_for("public") == PUBLIC == Rule(5, 10, 2)
    assert rule_for("board") == Rule(5, 10, 1)


@pytest.mark.parametrize(
    ("counts", "public", "board"),
    [
        ((1, 1, 1, 1), False, False),  # four teams
        ((2, 1, 1, 1), True, True),  # five, of whom three differ from the most common
        ((3, 2), False, True),  # five, of whom two differ
        ((4, 1), False, False),  # five, of whom one does
        ((38, 2), False, True),
        ((37, 3), True, True),
        ((40, 0), False, False),
        ((0, 0), False, False),
    ],
)
def test_rows_at_the_boundary(counts, public, board):
    rows = pd.DataFrame([counts])
    assert passes(rows).tolist() == [public]
    assert passes(rows, rule_for("board")).tolist() == [board]


def test_at_the_desk_everything_passes():
    rows = pd.DataFrame({"yes": [0, 1, 40], "no": [0, 0, 0]})
    assert passes(rows, rule_for("desk")).all()


def test_a_value_that_no_team_has_counts_as_no_team():
    counts = pd.DataFrame({"a": [3], "b": [None], "c": [3]}, dtype="Int64")
    assert passes(counts).tolist() == [True]


@given(st.lists(st.integers(0, 4), min_size=2, max_size=4))
@settings(deadline=None)
def test_the_rule_is_what_insiders_can_work_out(counts):
    """Brute force: can two take their own answers from the counts and see one answer left?"""
    answers = [answer for answer, teams in enumerate(counts) for _ in range(teams)]
    certain = len(answers) <= INSIDERS
    for one in range(len(answers)):
        for other in range(one + 1, len(answers)):
            rest = {answer for n, answer in enumerate(answers) if n not in (one, other)}
            certain |= len(rest) == 1
    rule = PUBLIC._replace(minimum_teams=1)
    assert passes(pd.DataFrame([counts]), rule).tolist() == [not certain]


def test_a_trust_may_raise_the_numbers():
    policy = Policy(minimum_teams=8, minimum_group=12, insiders=3)
    assert rule_for("public", policy) == Rule(8, 12, 3)
    assert rule_for("board", policy) == Rule(8, 12, 2)
    row = pd.DataFrame([(6, 3)])
    assert passes(row).all()
    assert not passes(row, rule_for("public", policy)).any()
    assert Policy() == PROMISED
    with pytest.raises(AttributeError):
        policy.insiders = 1


@pytest.mark.parametrize("rule", ["minimum_teams", "minimum_group", "insiders"])
@pytest.mark.parametrize("less", [1, 0, -5, True, 7.5, "10", None])
def test_and_never_lower_them(rule, less):
    with pytest.raises(DisclosureError, match=rule):
        Policy(**{rule: less})


def test_there_are_three_audiences():
    with pytest.raises(DisclosureError, match="choose public, board, desk"):
        rule_for("press")


def test_figures_are_rounded_as_people_do():
    figures = pd.Series([0.25, -0.25, 2.349, -0.04, 0.425, None], dtype="Float64")
    assert rounded(figures, 1).tolist()[:4] == [0.3, -0.3, 2.3, 0.0]
    assert rounded(figures, 2).tolist()[4] == 0.43
    assert rounded(figures, 1).isna().tolist() == [False] * 5 + [True]
    assert str(rounded(figures, 1)[3]) == "0.0"


def test_p_values_are_rounded_up_never_down():
    p_values = pd.Series([0.0, 0.0001, 0.05, 0.0501, 0.1 + 0.2, 1.0, None], dtype="Float64")
    assert rounded_up(p_values, 2).tolist() == [0.0, 0.01, 0.05, 0.06, 0.3, 1.0, pd.NA]


def companions(chosen, most, teams=20):
    """The rows that are withheld, of those that so many teams chose."""
    counts = pd.DataFrame({"yes": chosen, "no": [teams - each for each in chosen]})
    return with_companions(~passes(counts), counts, most, PUBLIC).tolist()


@pytest.mark.parametrize(
    ("chosen", "withheld"),
    [
        ((8, 5, 4), (False, False, False)),
        ((8, 5, 2), (False, True, True)),  # one of two that are withheld may be the companion
        ((8, 5, 4, 2, 1), (False, False, True, True, True)),
        ((8, 5, 5, 0), (False, True, True, True)),  # which of two alike it is says nothing
        ((3, 2), (True, True)),  # there are no others
        ((2, 1), (True, True)),
    ],
)
def test_a_withheld_choice_has_a_companion_with_fewest_choices(chosen, withheld):
    assert companions(chosen, None) == list(withheld)


def test_where_the_total_is_known_each_may_have_any_of_the_withheld_numbers():
    # One choice a team: 6 between the three, of which 0 and 3 could be told apart by 3 of them.
    assert companions((3, 3, 0), 1, teams=6) == [True, True, True]
    assert companions((9, 4, 4, 4, 2), 1) == [False, True, True, True, True]


@given(st.lists(st.integers(0, 20), min_size=2, max_size=7), st.sampled_from([None, 1, 3, 5]))
@settings(deadline=None)
def test_what_is_withheld_follows_from_the_numbers_alone(chosen, most):
    hidden = companions(chosen, most)
    fails = [each <= INSIDERS or each >= 20 - INSIDERS for each in chosen]
    assert all(is_hidden or not fail for is_hidden, fail in zip(hidden, fails, strict=True))
    assert any(hidden) == any(fails)
    if any(fails) and not all(fails):
        assert sum(hidden) > sum(fails)
    for one, other in combinations(range(len(chosen)), 2):
        if chosen[one] == chosen[other]:
            assert hidden[one] == hidden[other]
    assert companions(chosen[::-1], most) == hidden[::-1]
