"""Tables of innovations and indicators at the top of a folder, and in a store."""

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from trip_analytics import import_returns, load_returns, record_decision
from trip_analytics.errors import TableError
from trip_analytics.loading.own_tables import load_own_table

INNOVATIONS = (
    "Team,Innovation,Date introduced,Notes\n"
    "WARD ASH,peer workers,1 March 2024,went well\n"
    "T02,peer workers,2023,\n"
    "Nowhere Ward,shared notes,,\n"
)
INDICATORS = (
    "Falls and incidents by month,,,\n,,,\n"
    "Measure,Month,Figure,Out of,Team name\n"
    'Incidents,2024-03,"1,012",,\n'
    "Incidents,Apr 2024,9,,\n"
    "Sickness,01/05/2024,4%,1,Elm Team\n"
)

pytestmark = pytest.mark.usefixtures("without_workers")


@pytest.fixture
def trust(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    (folder / "innovations.csv").write_text(INNOVATIONS, encoding="utf-8")
    (folder / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    return folder


def plain(table):
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


def log_of(returns, kind):
    log = returns.import_log
    return log.loc[log["kind"] == kind]


def test_tables_beside_the_returns_are_read_with_the_teams_of_the_register(trust):
    returns = load_returns(trust)
    assert plain(returns.innovations) == [
        ["T01", "Ash Ward", "peer workers", pd.Timestamp(2024, 3, 1)],
        ["T02", "Elm Team", "peer workers", pd.Timestamp(2023, 1, 1)],
        ["nowhere-ward", "Nowhere Ward", "shared notes", None],
    ]
    assert plain(returns.indicators) == [
        [None, None, "Incidents", pd.Timestamp(2024, 3, 1), 1012.0, None],
        [None, None, "Incidents", pd.Timestamp(2024, 4, 1), 9.0, None],
        ["T02", "Elm Team", "Sickness", pd.Timestamp(2024, 5, 1), 0.04, 1.0],
    ]
    assert sorted(log_of(returns, "own-table")["source_file"]) == [
        "indicators.csv",
        "innovations.csv",
    ]
    unknown = log_of(returns, "unknown-team-of-table")
    assert unknown[["source_file", "found"]].to_numpy().tolist() == [
        ["innovations", "Nowhere Ward"]
    ]
    assert returns.returns["source_file"].tolist() == ["ash.xlsx"]
    assert "not-a-return" not in set(returns.import_log["kind"])


def test_only_at_the_top_are_they_the_trusts_own(trust):
    (trust / "2025").mkdir()
    (trust / "indicators.csv").rename(trust / "2025" / "indicators.csv")
    returns = load_returns(trust)
    assert returns.indicators.empty
    assert "2025/indicators.csv" in set(log_of(returns, "not-a-return")["source_file"])


def test_a_team_id_that_the_register_knows_goes_before_the_name(trust):
    (trust / "innovations.csv").write_text("team_id,team,innovation\nT01,Elmm,peer workers\n")
    returns = load_returns(trust)
    assert returns.innovations["team"].tolist() == ["Ash Ward"]
    assert log_of(returns, "unknown-team-of-table").empty


def test_without_a_register_a_name_is_a_team_of_its_own(trust):
    (trust / "teams.csv").unlink()
    returns = load_returns(trust)
    assert returns.innovations["team_id"].tolist() == ["ward-ash", "t02", "nowhere-ward"]
    assert returns.ratings["team_id"].unique().tolist() == ["ash-ward"]
    assert log_of(returns, "unknown-team-of-table").empty


def test_a_workbook_keeps_numbers_and_dates_as_they_are(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["indicator", "month", "value", "out_of"],
        ["Sickness", dt.date(2024, 3, 31), 0.04567, 1],
    ):
        book.active.append(row)
    book.active["C2"].number_format = "0%"
    book.save(tmp_path / "indicators.xlsx")
    table = load_own_table("indicators", tmp_path / "indicators.xlsx")
    assert table["value"].tolist() == [0.04567]
    assert table["month"].tolist() == [pd.Timestamp(2024, 3, 1)]


def test_every_problem_of_a_table_is_said_and_no_cell_is_repeated(tmp_path):
    path = tmp_path / "indicators.csv"
    path.write_text("indicator,month,value\nFalls,soon,3\n,2024-04,lots\nFalls,2024-05,\n")
    with pytest.raises(TableError) as refusal:
        load_own_table("indicators", path)
    said = str(refusal.value)
    assert said.splitlines() == [
        "'indicators.csv' cannot be used until this is put right:",
        "  - line 2: month is no date; write it as 2025-03",
        "  - line 3 has no indicator",
        "  - line 3: value is no number; leave the line out where there is none",
        "  - line 4 has no value",
    ]
    assert "soon" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("indicator,month,sum of it\nFalls,2024-03,3\n", "the column value is missing"),
        ("indicator,mnth,value\nFalls,2024-03,3\n", "is it month?"),
        ("", "indicators.csv"),
    ],
)
def test_a_table_of_other_columns_is_refused(tmp_path, text, said):
    path = tmp_path / "indicators.csv"
    path.write_text(text)
    with pytest.raises(TableError, match=said.replace("?", r"\?")):
        load_own_table("indicators", path)


def test_a_store_keeps_them_until_others_come(trust, tmp_path_factory, write_return, march):
    store = tmp_path_factory.mktemp("kept") / "returns.store"
    import_returns(trust, store=store)
    read = load_returns(trust)
    for name in ("innovations", "indicators"):
        pd.testing.assert_frame_equal(getattr(load_returns(store), name), getattr(read, name))
    # What is imported without them, decided, or read by another register leaves them.
    write_return(trust / "elm.xlsx", {"Team": "Elm Team", "Date": march})
    import_returns(trust / "elm.xlsx", store=store, teams=trust / "teams.csv")
    record_decision(store, file="elm.xlsx", set_aside=True, by="A. Lead", why="a trial")
    text = (trust / "teams.csv").read_text() + "T09,Nowhere Ward,,,,,,\n"
    (trust / "teams.csv").write_text(text)
    again = load_returns(store, teams=trust / "teams.csv")
    assert again.innovations["team_id"].tolist() == ["T01", "T02", "T09"]
    assert log_of(again, "unknown-team-of-table").empty
    assert len(again.indicators) == 3
    (trust / "indicators.csv").write_text("indicator,month,value\nFalls,2024-03,3\n")
    assert import_returns(trust, store=store).returns.indicators["indicator"].tolist() == ["Falls"]
