import pandas as pd
import pytest

from trip_analytics.disclosure import release_stages
from trip_analytics.errors import DisclosureError


def table(*rows):
    """Rows as of stage_profile from counts of the three stages and of top fives."""
    return pd.DataFrame(
        [
            {
                "item_id": f"challenge-{n}",
                "challenge": f"Challenge {n}",
                "year": 2025,
                "teams": sum(stages),
                "not_assessed": 1,
                **{f"stage_{stage}": count for stage, count in enumerate(stages, 1)},
                **{
                    f"share_stage_{stage}": count / sum(stages) if sum(stages) else None
                    for stage, count in enumerate(stages, 1)
                },
                "prioritised": prioritised,
            }
            for n, (stages, prioritised) in enumerate(rows, 1)
        ]
    )


def test_stages_and_choices_are_withheld_each_by_its_own_counts():
    released = release_stages(table(((3, 3, 0), 3), ((4, 2, 0), 2), ((3, 4, 0), 7), ((4, 4, 1), 2)))
    assert released.withheld["stage_1"].tolist() == [False, True, False, False]
    assert released.withheld["share_stage_3"].tolist() == [False, True, False, False]
    assert released.withheld["prioritised"].tolist() == [False, True, True, True]
    # 4 / 9 = 0.444
    assert released.table.loc[3, "share_stage_1"] == 0.44
    assert released.table.loc[1, ["stage_1", "share_stage_1", "prioritised"]].isna().all()
    assert released.table["teams"].tolist() == [6, 6, 7, 9]
    assert len(released.notes) == 2


def test_fewer_than_five_returns_are_withheld():
    released = release_stages(table(((2, 1, 1), 0), ((0, 0, 0), 0)))
    assert released.withheld["stage_1"].tolist() == [True, False]


def test_parts_and_teams_are_refused():
    with pytest.raises(DisclosureError, match="whole trust"):
        release_stages(table(((3, 3, 3), 3)).assign(service_line="Adult"))
    with pytest.raises(DisclosureError, match="never released"):
        release_stages(table(((3, 3, 3), 3)).assign(team="Ash"))
