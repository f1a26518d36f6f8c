"""What is planned for the challenges."""

from __future__ import annotations

from trip_analytics import plots
from trip_analytics.disclosure.released import withhold


def test_plans_are_bars_in_printed_order_with_what_they_hold_beside_them(plans, seen):
    ax = plots.plot_plans(plans)
    assert seen.labels(ax) == ["Education and training", "Personalisation and choice"]
    assert [width for _, width, _ in seen.bars(ax)] == [6, 1]
    assert {"6 plans", "14", "12", "7", "1 plan", "2", "3", "0"} <= set(seen.texts(ax))
    said = plots.plot_plans.in_words(plans)
    assert "Education and training 6 plans with 14 goals, 12 actions and 7 sources of evi" in said
    assert "Personalisation and choice 1 plan with 2 goals, 3 actions and 0 sources" in said


def test_withheld_plans_say_so(plans, seen):
    hidden = {"plans": plans["plans"].eq(1)}
    counts = ["plans", "goals", "actions", "evidence"]
    released = withhold("plans", plans, {"plans": counts}, hidden, [])
    assert seen.texts(plots.plot_plans(released)).count("withheld") == 1
    assert "Withheld: Personalisation and choice." in plots.plot_plans.in_words(released)
