import pandas as pd
import pytest

from trip_analytics.disclosure import release_stages
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns


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


def of(*, teams):
    """Returns of which the stages are teams' or the organisation's own."""
    ids = {"team_id": ["T1"]} if teams else {}
    stages = pd.DataFrame({"return_id": ["a"], "year": 2025, "item_id": "challenge-1", **ids})
    return Returns.from_tables(stages=stages)


def test_the_organisations_own_statement_is_no_teams_answer():
    released = release_stages(table(((4, 2, 0), 2), ((1, 0, 0), 1)), of(teams=False))
    assert not released.withheld.any(axis=None)
    assert released.table["stage_1"].tolist() == [4, 1]
    # 4 / 6 = 0.667
    assert released.table.loc[0, "share_stage_1"] == 0.67
    assert released.notes == ("Shares are given to whole percents.",)


def test_stages_and_choices_are_withheld_each_by_its_own_counts():
    released = release_stages(
        table(((3, 3, 0), 3), ((4, 2, 0), 2), ((3, 4, 0), 7), ((4, 4, 1), 2)), of(teams=True)
    )
    assert released.withheld["stage_1"].tolist() == [False, True, False, False]
    assert released.withheld["share_stage_3"].tolist() == [False, True, False, False]
    assert released.withheld["prioritised"].tolist() == [False, True, True, True]
    # 4 / 9 = 0.444
    assert released.table.loc[3, "share_stage_1"] == 0.44
    assert released.table.loc[1, ["stage_1", "share_stage_1", "prioritised"]].isna().all()
    assert released.table["teams"].tolist() == [6, 6, 7, 9]
    assert len(released.notes) == 2


def test_fewer_than_five_returns_are_withheld():
    released = release_stages(table(((2, 1, 1), 0), ((0, 0, 0), 0)), of(teams=True))
    assert released.withheld["stage_1"].tolist() == [True, False]


def test_parts_and_teams_are_refused():
    with pytest.raises(DisclosureError, match="whole trust"):
        release_stages(table(((3, 3, 3), 3)).assign(service_line="Adult"), of(teams=True))
    with pytest.raises(DisclosureError, match="never released"):
        release_stages(table(((3, 3, 3), 3)).assign(team="Ash"), of(teams=True))
