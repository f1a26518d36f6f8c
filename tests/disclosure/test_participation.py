import pandas as pd
import pytest

from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.rules import ALL_TEAMS, PUBLIC, rule_for
from trip_analytics.errors import DisclosureError

HOW = ["complete", "priorities", "with_staff_lead", "with_service_user_lead", "with_both_leads"]


def table(complete, *, priorities=None, line="Adult", missing=1):
    """Rows as of participation: which teams answered everything, and some that did not return."""
    named = priorities or [n % 3 for n in range(len(complete))]
    rows = pd.DataFrame({"complete": complete, "priorities": named}, dtype="Int64")
    rows = rows.assign(**dict.fromkeys(HOW[2:], rows["priorities"]), returned=True)
    absent = pd.DataFrame({"returned": [False] * missing}, index=range(missing))
    rows = pd.concat([rows, absent], ignore_index=True)
    rows["team"] = [f"{line} {n}" for n in rows.index]
    return rows.assign(service_line=line, team_type="ward")


def released(*tables, rule=PUBLIC, **options):
    return release_participation(pd.concat(tables, ignore_index=True), rule=rule, **options)


def test_teams_are_counted_by_part_and_how_they_went_about_it_in_all():
    adult = table([1, 1, 0, 1, 0, 1])
    older = table([0, 1, 0], line="Older", missing=2)
    none = table([1], line=None, missing=0)
    counts = released(older, adult, none)
    assert counts.table["service_line"].tolist() == ["Adult", "Not known", "Older", ALL_TEAMS]
    assert counts.table["asked"].tolist() == [7, 1, 5, 13]
    assert counts.table["returned"].tolist() == [6, 1, 3, 10]
    # Adult names 0 1 2 0 1 2, Older 0 1 2 and the one without a service line 0.
    assert counts.table["complete"].tolist() == [pd.NA] * 3 + [6]
    assert counts.table["priorities"].tolist() == [pd.NA] * 3 + [9]
    assert not counts.withheld.any(axis=None)
    assert counts.notes == ("Teams are counted, never named.",)
    assert "team" not in counts.table


@pytest.mark.parametrize(
    ("complete", "public", "board"),
    [
        ([1, 1, 1, 0, 0, 0], False, False),
        ([1, 1, 1, 1, 0, 0], True, False),  # two insiders know the others
        ([1, 1, 1, 1, 1, 0], True, True),
        ([1, 1, 0, 0], True, True),  # four teams
    ],
)
def test_what_nearly_all_did_is_withheld(complete, public, board):
    counts = table(complete, priorities=[3, 2, 1, 0, 0, 3][: len(complete)])
    for rule, withheld in ((PUBLIC, public), (rule_for("board"), board)):
        found = released(counts, rule=rule)
        assert found.withheld["complete"].tolist() == [False, withheld]
        assert found.table.loc[1, "complete"] is pd.NA or not withheld
        assert found.withheld["priorities"].any() == (len(complete) < 5)
        assert (len(found.notes) == 2) == withheld


def test_by_type_of_team_and_by_nothing_finer():
    assert released(table([1, 0]), by="team_type").table["team_type"].tolist() == [
        "ward",
        ALL_TEAMS,
    ]
    with pytest.raises(DisclosureError, match="never released"):
        released(table([1, 0]), by="team")


def test_nobody_returned_or_was_asked():
    nobody = released(table([], missing=3))
    assert nobody.table["returned"].tolist() == [0, 0]
    assert not nobody.withheld.any(axis=None)
    assert released(table([1]).iloc[:0]).table["asked"].tolist() == [0]
