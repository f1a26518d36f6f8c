import pandas as pd
import pytest

from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.rules import ALL_TEAMS, PUBLIC, rule_for

HOW = ["complete", "priorities", "with_staff_lead", "with_service_user_lead", "with_both_leads"]


def table(leads, *, line="Adult", missing=1):
    """Rows as of participation: of how many of its priorities each team has leads, "1/3"."""
    named = pd.DataFrame([each.split("/") for each in leads], columns=["with", "priorities"])
    rows = named[["priorities"]].assign(**dict.fromkeys(HOW[2:], named["with"])).astype("Int64")
    rows = rows.assign(returned=True, complete=True)
    absent = pd.DataFrame({"returned": [False] * missing}, index=range(missing))
    rows = pd.concat([rows, absent], ignore_index=True)
    rows["team"] = [f"{line} {n}" for n in rows.index]
    return rows.assign(service_line=line, team_type="ward")


def released(*tables, rule=PUBLIC):
    return release_participation(pd.concat(tables, ignore_index=True), rule=rule)


def test_teams_are_counted_by_part_and_how_they_went_about_it_in_all():
    adult = table(["1/3", "1/1", "0/3", "2/3", "0/0", "2/3"])
    older = table(["0/1", "1/2", "0/1"], line="Older", missing=2)
    none = table(["3/3"], line=None, missing=0)
    counts = released(older, adult, none)
    assert counts.table["service_line"].tolist() == ["Adult", "Not known", "Older", ALL_TEAMS]
    assert counts.table["asked"].tolist() == [7, 1, 5, 13]
    assert counts.table["returned"].tolist() == [6, 1, 3, 10]
    for column, of_all in (("complete", 10), ("priorities", 20), ("with_both_leads", 10)):
        assert counts.table[column].tolist() == [pd.NA] * 3 + [of_all]
    assert not counts.withheld.any(axis=None)
    assert counts.notes == ("Teams are counted, never named.",)
    assert "team" not in counts.table


@pytest.mark.parametrize(
    ("leads", "public", "board"),
    [
        (["3/3", "1/1", "0/3", "0/2", "1/3"], False, False),
        (["3/3", "1/1", "2/2", "0/2", "1/3"], True, False),  # two insiders know the others
        (["3/3", "1/1", "2/2", "1/1", "1/3"], True, True),
        (["3/3", "1/1", "0/3", "1/3"], True, True),  # four teams
        (["3/3", "1/1", "0/3", "1/3", "0/0"], True, True),  # the fifth names no priority
    ],
)
def test_what_nearly_all_did_with_their_priorities_is_withheld(leads, public, board):
    for rule, withheld in ((PUBLIC, public), (rule_for("board"), board)):
        found = released(table(leads), rule=rule)
        for column in HOW[2:]:
            assert found.withheld[column].tolist() == [False, withheld]
        assert found.table.loc[1, HOW[:2]].notna().all()
        assert (len(found.notes) == 2) == withheld


def test_nobody_returned_or_was_asked():
    nobody = released(table([], missing=3))
    assert nobody.table["returned"].tolist() == [0, 0]
    assert not nobody.withheld.any(axis=None)
    assert released(table(["1/1"]).iloc[:0]).table["asked"].tolist() == [0]
