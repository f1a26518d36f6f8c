"""Aggregated outcomes: means with intervals, changes, levels, sentences and cautions."""

from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.outcomes import outcomes
from trip_analytics.analysis.period_figures import cautions
from trip_analytics.analysis.questions import describe
from trip_analytics.errors import AnalysisError, TableError
from trip_analytics.returns import Returns

SCALE = {"month": "2024-04", "frequency": "financial-year", "lowest": 0, "highest": 4}


def means(*rows, measure="Hope", **columns):
    """Rows of (timing, n, mean, sd)."""
    table = pd.DataFrame(rows, columns=["timing", "n", "mean", "sd"])
    return table.assign(measure=measure, **{**SCALE, **columns})


def levels(counts, measure="Goals", timing="after", **columns):
    table = pd.DataFrame({"level": list(counts), "n": list(counts.values())})
    ends = {"lowest": -2, "highest": 2}
    return table.assign(measure=measure, timing=timing, **{**SCALE, **ends, **columns})


def holding(*tables):
    return Returns.from_tables(outcomes=pd.concat(tables, ignore_index=True))


def test_a_mean_has_its_t_interval():
    # t(0.975, 24) = 2.063899, and 0.5 / sqrt(25) = 0.1.
    found = outcomes(holding(means((None, 25, 2.0, 0.5)))).iloc[0]
    assert found["mean_low"] == pytest.approx(2 - 0.2063899)
    assert found["mean_high"] == pytest.approx(2 + 0.2063899)
    assert pd.isna(found["timing"])


def test_an_interval_ends_with_the_scale_and_is_not_given_without_spread():
    near_end, no_sd, alike = (
        outcomes(holding(means((None, 4, mean, sd)))).iloc[0]
        for mean, sd in ((3.9, 0.2), (3.0, None), (3.0, 0.0))
    )
    assert near_end["mean_high"] == 4
    assert near_end["mean_low"] == pytest.approx(3.9 - 3.182446 * 0.1)
    for row in (no_sd, alike):
        assert row[["mean_low", "mean_high"]].isna().all()


def test_two_averages_differ_by_welchs_interval():
    found = outcomes(holding(means(("before", 12, 2.0, 1.0), ("after", 9, 3.0, 0.9))))
    assert found["timing"].tolist() == ["before", "after", "change"]
    change = found.iloc[2]
    assert (change["mean"], change["n"], change["basis"]) == (1.0, 9, "two-averages")
    # By hand: squares 1/12 and .81/9, freedom .173333^2 / (.083333^2/11 + .09^2/8) = 18.2773,
    # with a 0.975 quantile of t of 2.098639; sqrt(.173333) = .416333.
    assert change["mean_high"] - 1 == pytest.approx(2.098639 * 0.416333, abs=1e-5)
    assert "wider than it need be" in found.attrs["notes"][0]


def test_each_persons_own_change_goes_before_the_difference_of_averages():
    rows = (("before", 96, 2.2, 0.8), ("after", 81, 2.6, 0.9), ("change", 78, 0.4, 0.7))
    found = outcomes(holding(means(*rows, better="higher")))
    assert found["timing"].tolist() == ["before", "after", "change"]
    change = found.iloc[2]
    assert (change["basis"], change["n"]) == ("same-people", 78)
    # t(0.975, 77) = 1.991254
    assert change["mean_low"] == pytest.approx(0.4 - 1.991254 * 0.7 / 78**0.5, abs=1e-6)
    assert found.attrs["notes"] == []
    said = describe(found)
    assert said.startswith(
        "Hope (0 to 4), 2024/25: 2.2 on average before (2.0 to 2.4, 96 people) and 2.6 on "
        "average after (2.4 to 2.8, 81 people). The 78 people changed by +0.4 on average (+0.2 "
        "to +0.6): more than chance is likely to give, for the better. 15 fewer people answered"
    )


def test_a_change_that_may_be_chance_or_is_for_the_worse_is_said():
    chance = describe(outcomes(holding(means(("before", 9, 2, 1), ("after", 9, 2.2, 1)))))
    assert "as if nobody had answered twice: it could be chance." in chance
    rows = (("before", 90, 2, 1), ("after", 90, 3, 1))
    worse = describe(outcomes(holding(means(*rows, better="lower"))))
    assert "more than chance is likely to give, for the worse." in worse
    assert "fewer people" not in worse


def test_levels_are_shares_of_those_who_answered_together():
    counts = {-2: 3, -1: 8, 0: 20, 1: 12, 2: 5}
    found = outcomes(holding(levels(counts), levels({-2: 1, 0: 3}, timing="before")))
    after = found.loc[found["timing"] == "after"]
    assert after["n"].unique().tolist() == [48]
    assert after["people"].tolist() == list(counts.values())
    assert after["share"].tolist() == pytest.approx([n / 48 for n in counts.values()])
    # Wilson for 20 of 48: centre (20 + 1.92073) / (48 + 3.84146).
    middle = after.loc[after["level"] == 0].iloc[0]
    centre = (middle["share_low"] + middle["share_high"]) / 2
    assert centre == pytest.approx((20 + 1.92073) / (48 + 3.84146), abs=1e-5)
    assert found["mean"].isna().all()
    assert found["timing"].tolist()[:2] == ["before"] * 2
    assert describe(found).startswith(
        "Goals (−2 to 2), 2024/25: before, of 4 people, 25% at −2 and 75% at 0; after, of 48 "
        "people, 6% at −2, 17% at −1, 42% at 0, 25% at 1 and 10% at 2. Goals are each person's "
        "own"
    )


def test_the_latest_period_is_told_and_earlier_ones_counted():
    earlier = means((None, 30, 2.0, 0.5), month="2023-04")
    said = describe(outcomes(holding(earlier, means((None, 30, 2.4, 0.5)))))
    assert said.endswith(
        "2.4 on average (2.2 to 2.6, 30 people). One earlier period is in the table."
    )


def test_one_measure_may_be_asked_for_in_any_spelling():
    returns = holding(means((None, 30, 2.0, 0.5)), levels({0: 3, 1: 4}))
    assert outcomes(returns, " hope")["measure"].tolist() == ["Hope"]
    with pytest.raises(AnalysisError, match="There is no measure 'Hop': ask for one of"):
        outcomes(returns, "Hop")
    nothing = outcomes(Returns())
    assert nothing.empty
    assert "put outcomes.csv beside the returns" in describe(nothing)


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("Occupied bed days", "Less use of services"),
        ("Readmissions within 30 days", "Less use of services"),
        ("Goal attainment", "Goals are each person's own"),
        ("Average GAS score", "Goals are each person's own"),
        ("Staff well-being", "Wellbeing is one part"),
        ("Incidents", None),
        ("Gas safety checks", None),
    ],
)
def test_the_papers_warnings_go_with_the_name_of_a_measure(name, warned):
    found = cautions(name)
    assert found == [] if warned is None else found[0].startswith(warned)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (means((None, 0, 2, 1)), "n is zero"),
        (means((None, -3, 2, 1)), "n is below zero"),
        (means((None, 9, None, 1)), "neither a mean nor a level"),
        (levels({0: 3}, mean=2.0), "leave mean and sd empty"),
        (levels({0: 3}, timing="change"), "a change is given as mean and sd"),
        (means((None, 9, 2, -1)), "sd is below zero"),
        (means((None, 9, 5, 1)), "mean is beyond the ends of the scale"),
        (means(("change", 9, 5, 1)), "a change that the scale has no room for"),
        (means((None, 9, 2, 2.2)), "sd is larger than answers on this scale"),
        (levels({3: 4}), "level is beyond the ends"),
        (means((None, 9, 2, 1), lowest=5), "lowest is not below highest"),
        (means((None, 9, 2, 1), (None, 8, 2, 1)), "said twice"),
        (
            pd.concat([means((None, 9, 2, 1)), levels({0: 3}, "hope", lowest=0, highest=4)]),
            "one way",
        ),
        (means((None, 9, 2, 1), ("after", 9, 2, 1), highest=[4, 5]), "differ in highest"),
    ],
)
def test_each_mistake_is_one_sentence(table, said):
    with pytest.raises(TableError) as refusal:
        holding(table)
    problems = [line for line in str(refusal.value).splitlines() if line.startswith("  - ")]
    assert any(said in problem for problem in problems), problems


def test_a_change_may_go_down_and_a_spread_may_be_as_wide_as_the_scale():
    # Half of ten people at either end: sd is 2 * sqrt(10 / 9).
    assert len(holding(means((None, 10, 2, 2.108))).outcomes) == 1
    assert holding(means(("change", 9, -1.5, 1))).outcomes["mean"].tolist() == [-1.5]
