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
    assert passes(pd.DataFrame({"a": [3], "b": [None], "c": [3]})).tolist() == [True]


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


@pytest.mark.parametrize(
    ("chosen", "withheld", "with_others"),
    [
        ((8, 5, 4), (), ()),
        ((8, 5, 2), (2,), (1, 2)),  # one alone would follow from the total
        ((8, 5, 4, 2, 1), (3, 4), (2, 3, 4)),  # which of the three fails is not told
        ((8, 5, 0), (2,), (1, 2)),  # two insiders made at most four of the five choices
        ((8, 6, 4, 0), (3,), (1, 2, 3)),  # of four choices they may have made all
        ((3, 2), (1,), (0, 1)),  # there are no others
    ],
)
def test_a_known_total_tells_no_withheld_count(chosen, withheld, with_others):
    chosen = pd.Series(chosen)
    fails = pd.Series(chosen.index.isin(withheld))
    found = with_companions(fails, chosen, 3, PUBLIC)
    assert tuple(chosen.index[found]) == with_others


@given(st.lists(st.integers(0, 20), min_size=2, max_size=7), st.sampled_from([1, 3, 5]))
@settings(deadline=None)
def test_what_is_withheld_of_choices_is_more_than_insiders_made(counts, most):
    chosen = pd.Series(counts)
    fails = chosen <= INSIDERS
    hidden = with_companions(fails, chosen, most, PUBLIC)
    assert (hidden | ~fails).all()
    assert hidden.any() == fails.any()
    if hidden.any() and not hidden.all():
        assert (hidden & ~fails).any()
        assert chosen[hidden].sum() > INSIDERS * min(hidden.sum(), most)
        # And no more than that: without the last of its companions it would not do.
        last = chosen[hidden & ~fails].max()
        others = (hidden & ~fails).sum() - 1
        fewer = INSIDERS * min(hidden.sum() - 1, most)
        assert others == 0 or chosen[hidden].sum() - last <= fewer
