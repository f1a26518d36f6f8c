"""Release of outcomes: the rule, with people instead of teams."""

import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.disclosure.published_figures import as_text, tables_in
from trip_analytics.disclosure.rules import PUBLIC, rule_for
from trip_analytics.disclosure.year import release_year
from trip_analytics.returns import Returns

FIGURES = ["n", "mean", "mean_low", "mean_high", "people", "share", "share_low", "share_high"]


def holding(*rows, **columns):
    names = ["measure", "timing", "level", "n", "mean", "sd"]
    table = pd.DataFrame(rows, columns=names)
    ends = {"month": "2024-04", "frequency": "financial-year", "lowest": 0, "highest": 4}
    return Returns.from_tables(outcomes=table.assign(**{**ends, **columns}))


def released(returns):
    return ta.release(ta.outcomes(returns), returns)


def by_level(*counts, timing="after"):
    return [("Goals", timing, level, n, None, None) for level, n in enumerate(counts)]


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("n", "mean", "sd", "shown"),
    [(5, 2.0, 0.7, True), (4, 2.0, 0.7, False), (50, 2.0, 0.0, False), (50, 4.0, None, False)],
)
def test_a_mean_is_shown_of_five_people_who_did_not_all_answer_alike(n, mean, sd, shown):
    public = released(holding(("Hope", None, None, n, mean, sd)))
    assert public.table["mean"].notna().tolist() == [shown]
    assert public.withheld["n"].tolist() == [not shown]
    assert any("fewer than 5 people" in note for note in public.notes) is not shown


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("counts", "shown"),
    [((2, 1, 2), True), ((2, 9, 1), True), ((1, 9, 1), False), ((0, 9, 0), False), ((2, 1), False)],
)
def test_levels_are_shown_together_by_the_rule(counts, shown):
    public = released(holding(*by_level(*counts)))
    assert public.table["share"].notna().unique().tolist() == [shown]
    assert public.withheld["people"].unique().tolist() == [not shown]


def test_each_time_is_judged_by_itself():
    returns = holding(*by_level(9, 1, timing="before"), *by_level(5, 5))
    assert released(returns).table["share"].isna().tolist() == [True, True, False, False]


@pytest.mark.parametrize("change", [(), (("Hope", "change", None, 30, 0.5, 0.6),)])
def test_a_change_is_withheld_with_either_of_its_averages(change):
    few = ("Hope", "before", None, 4, 2.0, 0.7)
    returns = holding(few, ("Hope", "after", None, 30, 2.5, 0.7), *change)
    assert released(returns).table["mean"].isna().tolist() == [True, False, True]
    # Nor is it shown when it is asked for alone.
    found = ta.outcomes(returns)
    alone = ta.release(found.loc[found["timing"] == "change"], returns)
    assert alone.table["mean"].isna().all()


def test_at_the_desk_nothing_is_withheld():
    returns = holding(("Hope", None, None, 2, 2.0, 0.0), *by_level(9, 1))
    rule = rule_for("desk")
    table = release_year(returns, 2024, by=None, audience="desk", rule=rule)["outcomes"]
    assert not table.withheld.any(axis=None)


def test_figures_are_rounded_and_the_spread_is_left_out():
    public = released(holding(("Hope", None, None, 30, 2.4321, 0.7))).table
    assert public["mean"].tolist() == [2.4]
    assert public["mean_low"].tolist() == [2.2]
    assert "sd" not in public
    shares = released(holding(*by_level(3, 4, 4))).table["share"]
    assert shares.tolist() == [0.27, 0.36, 0.36]


def test_withheld_figures_are_said_and_drawn_as_withheld():
    returns = holding(*by_level(9, 1), ("Hope", None, None, 4, 2.0, 0.7))
    public = released(returns)
    said = ta.describe(public)
    assert "how many people gave which level cannot be shown" in said
    assert "the average cannot be shown" in said
    figure = ta.plot_outcomes(public)
    words = [text.get_text() for ax in figure.axes for text in ax.texts]
    assert words.count("withheld or not available") == 2


def test_a_year_has_the_outcomes_up_to_it_and_keeps_them_as_text():
    earlier = holding(("Hope", None, None, 30, 2.4, 0.7), month="2023-04").outcomes
    later = holding(("Hope", None, None, 30, 2.6, 0.7), month="2025-04").outcomes
    ratings = pd.DataFrame(
        {"team": list("ABCDEF"), "year": 2024, "item_id": "choices", "rating": [1, 2, 3, 4, 5, 3]}
    )
    returns = Returns.from_tables(ratings=ratings, outcomes=pd.concat([earlier, later]))
    rule = {"by": None, "audience": "public", "rule": PUBLIC}
    tables = release_year(returns, 2024, **rule)
    assert tables["outcomes"].table["mean"].tolist() == [2.4]
    again = tables_in(as_text({"outcomes": tables["outcomes"]}))["outcomes"].table
    assert again["month"].tolist() == [pd.Timestamp(2023, 4, 1)]
    assert "outcomes" not in release_year(returns, 2022, **rule)
