"""How many plans there are, for the public: a team's plan is its own answer."""

import pandas as pd

import trip_analytics as ta


def returns_of(goals, *, teams=True):
    """Plans for one challenge with so many goals each; of as many teams or service lines."""
    rows = [
        {"return_id": f"b{n}", "year": 2025, "item_id": "challenge-1", "kind": "goal",
         "text": "Goal", "team_id": f"T{n:02}" if teams else None, "service_line": f"Line {n}"}
        for n, count in enumerate(goals) for _ in range(count)
    ]  # fmt: skip
    plans = pd.DataFrame(rows)
    whole = plans.drop_duplicates("return_id").assign(instrument="template-b", status="current")
    return ta.Returns.from_tables(action_plans=plans, returns=whole)


def released(returns):
    return ta.release(ta.plans(returns), returns)


def test_plans_of_enough_teams_that_differ_are_shown_without_what_became_of_them():
    table = released(returns_of([1, 1, 1, 2, 3, 2])).table
    assert table[["plans", "goals"]].to_numpy().tolist() == [[6, 10]]
    assert not {"reviewed", "overdue"} & set(table)


def test_plans_of_few_teams_or_of_teams_that_all_have_as_much_are_withheld():
    for goals in ([1, 2, 3, 1], [1, 1, 1, 1, 1, 2]):
        found = released(returns_of(goals))
        assert found.table[["plans", "goals"]].isna().all(axis=None)
        assert ta.describe(found) == "What is planned for the challenges cannot be shown."


def test_plans_of_service_lines_are_made_to_be_shared():
    assert released(returns_of([1, 1], teams=False)).table["plans"].tolist() == [2]
