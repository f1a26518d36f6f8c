import pandas as pd
from trip_analytics.disclosure.effect import release_effect

from trip_analytics.analysis.priority_effect import CAVEATS


def table(**columns):
    row = {
        "chosen_year": 2024,
        "teams": 12,
        "method": "prior-year-baseline",
        "effect": 0.26,
        "effect_low": 0.01,
        "effect_high": 0.51,
        "p_value": 0.043,
        "caveat": "No proof. 25% of these practices had been chosen the year before too.",
    }
    return pd.DataFrame([{**row, **columns}])


def test_it_is_rounded_and_has_the_caveat_of_its_method_alone():
    row = release_effect(table()).table.iloc[0]
    assert (row["effect"], row["effect_low"], row["effect_high"]) == (0.3, 0.0, 0.5)
    assert row["p_value"] == 0.05
    assert row["caveat"] == CAVEATS["prior-year-baseline"]


def test_few_teams_and_teams_that_all_moved_alike_are_withheld():
    for columns in ({"teams": 9}, {"p_value": None, "effect_low": None, "effect_high": None}):
        found = release_effect(table(**columns))
        assert found.withheld.loc[0, ["effect", "effect_low", "p_value"]].all()
        assert found.table["effect"].isna().all()
        assert len(found.notes) == 2


def test_where_there_is_none_nothing_is_withheld():
    nothing = dict.fromkeys(["effect", "effect_low", "effect_high", "p_value"], pd.NA)
    assert not release_effect(table(**nothing, teams=3)).withheld.any(axis=None)
