import io
import sys

import pandas as pd
from trip_analytics.disclosure.audit import Publication, audit
from trip_analytics.disclosure.gate import pass_gate

from trip_analytics.analysis import change_between, practice_profile
from trip_analytics.analysis.strongest import head_of
from trip_analytics.disclosure import Published, release_change, release_profile
from trip_analytics.tables import Returns

VARIED = [1, 2, 3, 4, 5, 3, 2, 4, 3, 2, 4, 5, 1, 3, 2, 4, 3, 5, 2, 3]


def rated(ratings, *, item="choices", year=2025, start=0, line="Adult"):
    return pd.DataFrame(
        {
            "team": [f"Team {start + number:02}" for number in range(len(ratings))],
            "service_line": line,
            "year": year,
            "item_id": item,
            "rating": ratings,
        }
    )


def as_is(kind, table):
    table = table.loc[table["item_id"].isin(["choices", "hope"])].reset_index(drop=True)
    return Published(kind, table, pd.DataFrame(False, index=table.index, columns=table.columns), ())


def analysed(*tables):
    return Returns.from_tables(ratings=pd.concat(tables, ignore_index=True), instruments=())


def published(name, tables, *ratings, part=None):
    answers = pd.concat(ratings, ignore_index=True).rename(columns={"team": "unit"})
    answers["part"] = answers[part] if part else None
    return Publication(name, tables, answers)


def shown(released, item="choices"):
    row = released.table.loc[released.table["item_id"] == item]
    return bool(row.drop(columns=["item_id", "practice"]).notna().iloc[:, 3:].any(axis=None))


def test_what_gives_nothing_away_stays_as_it_is():
    ratings = rated(VARIED)
    profile = release_profile(practice_profile(analysed(ratings)))
    passed = pass_gate(published("2025", {"profile": profile}, ratings))
    assert passed.publication.tables["profile"] is profile
    assert passed.withheld.empty


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_it_says_how_far_it_is(monkeypatch):
    ratings = rated(VARIED)
    profile = release_profile(practice_profile(analysed(ratings)))
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        pass_gate(published("2025", {"profile": profile}, ratings))
        assert ("what gives answers away" in stream.getvalue()) == stream.isatty()


def one_left(columns=None):
    """Exact counts of two years with a change beside them; one team left, and none joined."""
    before, after = rated(VARIED, year=2024), rated(VARIED[5:] + VARIED[:4])
    other = [rated(VARIED, item="hope", year=year) for year in (2024, 2025)]
    returns = analysed(before, after, *other)
    tables = {
        str(year): as_is("profile", practice_profile(returns, year=year)) for year in (2024, 2025)
    }
    change = change_between(returns, 2024, 2025)
    change = change.drop(columns=["p_value", "p_adjusted", "mean_before", "mean_after"])
    change["mean_change"] = change["mean_change"].round(1)
    about = ["item_id", "practice", "from_year", "to_year", "teams"]
    change = change if columns is None else change[[*about, *columns]]
    tables["change"] = as_is("change", change)
    return published("2025", tables, before, after, *other)


def test_a_change_is_withheld_before_the_ratings_are():
    publication = one_left()
    assert set(audit([publication])["item_id"]) == {"choices"}
    passed = pass_gate(publication)
    assert passed.withheld.to_numpy().tolist() == [["choices", "the change from 2024 to 2025"]]
    tables = passed.publication.tables
    assert not shown(tables["change"])
    assert shown(tables["change"], "hope")
    assert shown(tables["2025"])
    assert tables["change"].withheld.loc[0, ["mean_change", "improved", "leavers_part"]].all()
    assert not tables["change"].withheld["teams"].any()
    assert tables["change"].notes[-1].startswith("Some figures are withheld because")
    assert tables["2025"].notes == ()
    assert audit([passed.publication]).empty


def test_what_leavers_added_is_withheld_alone_where_that_is_enough():
    parts = ["joiners_part", "leavers_part"]
    passed = pass_gate(one_left(["mean_change", "overall_change", *parts]))
    assert passed.withheld["withheld"].tolist() == [
        "what joining and leaving teams added to changes"
    ]
    table = passed.publication.tables["change"].table.set_index("item_id")
    assert table.loc["choices", parts].isna().all()
    assert table.loc["choices", ["mean_change", "overall_change"]].notna().all()
    assert table.loc["hope"].notna().all()
    assert audit([passed.publication]).empty


def test_the_breakdown_is_withheld_and_the_trust_stays():
    ratings = [rated(VARIED), rated([4, 4], start=20, line="Crisis")]
    returns = analysed(*ratings)
    lines = practice_profile(returns, by="service_line")
    whole = practice_profile(returns).assign(service_line="All teams")
    tables = {"groups": as_is("profile", pd.concat([whole, lines]))}
    passed = pass_gate(published("2025", tables, *ratings, part="service_line"))
    assert passed.withheld["withheld"].tolist() == ["the ratings of 2025 by service line"]
    table = passed.publication.tables["groups"].table
    assert table.groupby("service_line")["rated_3"].count().to_dict() == {
        "All teams": 1,
        "Adult": 0,
        "Crisis": 0,
    }


def test_a_practice_that_all_rate_alike_goes_from_every_table():
    ratings = [rated([4] * 12), rated(VARIED[:12], item="hope")]
    profile = practice_profile(analysed(*ratings))
    tables = {
        "profile": as_is("profile", profile),
        "strongest": as_is("profile", head_of(profile, 2, strongest=True)),
    }
    passed = pass_gate(published("2025", tables, *ratings))
    assert passed.withheld.to_numpy().tolist() == [["choices", "the practice"]]
    assert passed.publication.tables["strongest"].table["item_id"].tolist() == ["hope"]
    assert not shown(passed.publication.tables["profile"])
    assert shown(passed.publication.tables["profile"], "hope")


def test_an_earlier_report_is_remembered():
    late = rated(VARIED)
    first, again = (
        published(name, {"profile": as_is("profile", practice_profile(analysed(some)))}, some)
        for name, some in (("2025", late.iloc[:-1]), ("2025 again", late))
    )
    assert pass_gate(again).withheld.empty
    passed = pass_gate(again, [first])
    assert passed.withheld["withheld"].tolist() == ["the practice"]
    assert audit([first, passed.publication]).empty


def test_what_is_out_already_is_no_reason_to_withhold_more():
    unwise = rated([4] * 12, year=2024)
    ratings = rated(VARIED)
    out = as_is("profile", practice_profile(analysed(unwise)))
    new = release_profile(practice_profile(analysed(ratings)))
    earlier = published("2024", {"profile": out}, unwise)
    passed = pass_gate(published("2025", {"profile": new}, unwise, ratings), [earlier])
    assert passed.withheld.empty


def test_our_own_changes_pass():
    before, after = rated(VARIED, year=2024), rated(VARIED[3:] + VARIED[:3], year=2025)
    returns = analysed(before, after)
    tables = {
        "2024": release_profile(practice_profile(returns, year=2024)),
        "2025": release_profile(practice_profile(returns, year=2025)),
        "change": release_change(change_between(returns, 2024, 2025), returns),
    }
    assert pass_gate(published("2025", tables, before, after)).withheld.empty
