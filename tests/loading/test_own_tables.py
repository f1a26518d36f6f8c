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
        [None, None, "Incidents", pd.Timestamp(2024, 3, 1), "month", 1012.0, *[None] * 4],
        [None, None, "Incidents", pd.Timestamp(2024, 4, 1), "month", 9.0, *[None] * 4],
        ["T02", "Elm Team", "Sickness", pd.Timestamp(2024, 5, 1), "month", 0.04, 1.0, *[None] * 3],
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
        "  - line 2: the period is no month, quarter or year; write it as Mar 2025, Apr-Jun 2025, "
        "2025 or 2024/25",
        "  - line 3: indicator is empty",
        "  - line 3: value is no number; write it as 2.1, and leave the line out where there is "
        "none",
        "  - line 4: value is empty",
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


def indicators(tmp_path, text):
    path = tmp_path / "indicators.csv"
    path.write_text(text, encoding="utf-8")
    return load_own_table("indicators", path)


def lines(column, values):
    return f"indicator,{column},value\n" + "".join(f"Falls,{each},3\n" for each in values)


def test_periods_are_read_as_they_are_written(tmp_path):
    table = indicators(tmp_path, lines("Financial year", ["2010/11", "2011/12", "2012/13"]))
    assert table["frequency"].unique().tolist() == ["financial-year"]
    assert table["month"].tolist() == [pd.Timestamp(year, 4, 1) for year in (2010, 2011, 2012)]
    table = indicators(tmp_path, lines("year", [2010, 2011]))
    assert table["frequency"].unique().tolist() == ["year"]
    assert table["month"].tolist() == [pd.Timestamp(year, 1, 1) for year in (2010, 2011)]
    table = indicators(tmp_path, lines("quarter", ["Q4 2024/25", "Q1 2025/26"]))
    assert table["frequency"].unique().tolist() == ["quarter"]
    assert table["month"].tolist() == [pd.Timestamp(2025, month, 1) for month in (1, 4)]


def test_a_period_that_may_be_a_month_or_a_year_is_read_by_the_lines_around_it(tmp_path):
    years = indicators(tmp_path, lines("period", ["2010-11", "2011-12", "2012-13"]))
    assert years["frequency"].unique().tolist() == ["financial-year"]
    months = indicators(tmp_path, lines("period", ["2011-11", "2011-12", "2012-01"]))
    assert months["frequency"].unique().tolist() == ["month"]
    assert months["month"].tolist()[1] == pd.Timestamp(2011, 12, 1)


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (["2011-12"], "line 2: the period may be a month or a financial year"),
        (["Q1 2025", "Q2 2025"], "lines 2 and 3: the quarter may be one of the calendar"),
        (["2024/25", "Mar 2025", "2023/24"], "line 3: this is a month, where other lines of"),
    ],
)
def test_a_period_that_may_be_two_is_asked_for(tmp_path, periods, said):
    with pytest.raises(TableError, match=said):
        indicators(tmp_path, lines("period", periods))


def test_units_ways_and_targets_are_read_in_the_words_of_people(tmp_path):
    table = indicators(
        tmp_path,
        "indicator,month,value,out of,measured in,better is,goal\n"
        "Falls,2024-03,3,,Number,fewer,2\n"
        "Plans,2024-03,80%,,,Higher is better,90%\n"
        "Sickness,2024-03,4%,50,,low,3%\n"
        "Stay,2024-03,21,,average days,down,\n",
    )
    columns = ["value", "out_of", "unit", "better", "target"]
    assert plain(table[columns]) == [
        [3.0, None, "count", "lower", 2.0],
        [80.0, None, "percent", "higher", 90.0],
        [2.0, 50.0, None, "lower", 0.03],
        [21.0, None, "average", "lower", None],
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Falls,2024-03,80%,,count,,", "value has a per cent sign, and unit says something else"),
        ("Falls,2024-03,80,100,%,,", "with out_of, value is how many of them"),
        ("Falls,2024-03,80,-1,,,", "out_of is below zero"),
        ("Falls,2024-03,80,,bananas,,", "unit is none of count, percent, rate and average"),
        ("Falls,2024-03,80,,,sideways,", "better is none of lower and higher"),
        ("Falls,2024-03,80,,,,lots", "target is no number"),
    ],
)
def test_what_does_not_fit_in_a_line_is_said(tmp_path, line, said):
    with pytest.raises(TableError, match=f"line 2: {said}"):
        indicators(tmp_path, f"indicator,month,value,out_of,unit,better,target\n{line}\n")


def test_a_percentage_in_a_workbook_is_what_it_shows(tmp_path):
    book = openpyxl.Workbook()
    for row in (["indicator", "month", "value"], ["Plans", dt.date(2024, 3, 1), 0.8]):
        book.active.append(row)
    book.active["C2"].number_format = "0%"
    book.save(tmp_path / "indicators.xlsx")
    table = load_own_table("indicators", tmp_path / "indicators.xlsx")
    assert table[["value", "unit"]].to_numpy().tolist() == [[80.0, "percent"]]


def outcomes(tmp_path, text):
    path = tmp_path / "outcomes.csv"
    path.write_text(text, encoding="utf-8")
    return load_own_table("outcomes", path)


def test_outcomes_are_read_by_means_and_by_level(tmp_path):
    table = outcomes(
        tmp_path,
        "Questionnaire,Financial year,When,Score,Number of people,Average,Std dev,Min,Max\n"
        "Hope,2024/25,pre,,96,2.2,0.8,0,4\n"
        "Hope,2024-25,Follow-up,,81,2.6,0.9,0,4\n"
        "Goals,2024/25,after,-2,3,,,-2,2\n",
    )
    columns = ["measure", "month", "frequency", "timing", "level", "n", "mean", "sd"]
    april = pd.Timestamp(2024, 4, 1)
    assert plain(table[columns]) == [
        ["Hope", april, "financial-year", "before", None, 96, 2.2, 0.8],
        ["Hope", april, "financial-year", "after", None, 81, 2.6, 0.9],
        ["Goals", april, "financial-year", "after", -2, 3, None, None],
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("measure,period,n,mean,team\nHope,2024/25,9,2,Ash\n", "take the column 'team' out"),
        ("measure,period,mean\nHope,2024/25,2\n", "the column n is missing"),
        ("measure,period,n,mean\nHope,2024/25,9.5,2\n", "line 2: n is no whole number"),
        ("measure,period,n,mean\nHope,2024/25,,2\n", "line 2: n is empty"),
        (
            "measure;period;n;mean\nHope;2024/25;9;2,1\n",
            "line 2: mean is no number; write it as 2.1",
        ),
        ("measure,period,n,mean\nHope,2024/25,9,\n", "line 2: there is neither a mean nor a level"),
        (
            "measure,period,n,mean\nHope,2024/25,9,2\nHope,2024/25,8,2\n",
            "lines 2 and 3: this is said twice",
        ),
        ("measure,period,when,n,mean\nHope,2024/25,soon,9,2\n", "timing is none of before, after"),
    ],
)
def test_each_mistake_in_outcomes_is_said_by_its_line(tmp_path, text, said):
    with pytest.raises(TableError, match=said):
        outcomes(tmp_path, text)


def test_outcomes_beside_the_returns_are_no_return_and_are_kept_in_a_store(trust, tmp_path_factory):
    (trust / "outcomes.csv").write_text("measure,period,n,mean,sd\nHope,2024/25,9,2,1\n")
    returns = load_returns(trust)
    assert returns.outcomes["n"].tolist() == [9]
    assert "outcomes.csv" in set(log_of(returns, "own-table")["source_file"])
    assert "outcomes.csv" not in set(returns.returns["source_file"])
    store = tmp_path_factory.mktemp("kept") / "outcomes.store"
    import_returns(trust, store=store)
    pd.testing.assert_frame_equal(load_returns(store).outcomes, returns.outcomes)


def test_the_log_says_what_was_read_of_each_table(trust):
    (trust / "outcomes.csv").write_text(
        "measure,period,n,mean\nHope,2024/25,9,2\nHope,2023/24,9,2\n"
    )
    read = log_of(load_returns(trust), "own-table").set_index("source_file")["used"]
    assert read["indicators.csv"] == "Incidents: 2 months and Sickness: 1 month"
    assert read["outcomes.csv"] == "Hope: 2 financial years"
    assert read["innovations.csv"] == "3 lines"


def test_periods_across_the_columns_are_refused_with_the_cure(tmp_path):
    with pytest.raises(TableError, match="give a line for each figure") as refusal:
        indicators(tmp_path, "indicator,Jan 2025,Feb 2025,Mar 2025\nFalls,3,4,5\n")
    assert len(str(refusal.value).splitlines()) == 2


def test_a_table_with_titles_alone_says_nothing_and_stops_nothing(trust):
    (trust / "outcomes.csv").write_text("measure,period,n,mean\n", encoding="utf-8")
    assert load_returns(trust).outcomes.empty
