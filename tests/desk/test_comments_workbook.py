import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from trip_analytics.cli import main
from trip_analytics.desk.comments import list_comments
from trip_analytics.desk.comments_workbook import chosen_quotes, to_workbook, write_comments
from trip_analytics.errors import AnalysisError, OutputError, QuoteError
from trip_analytics.returns import Returns


@pytest.fixture(scope="module")
def commented():
    comments = ["=2+3 is a formula", "Ring 07700 900123.", "Two\nlines", None]
    ratings = {
        "team": ["Ash Ward", "Elm Ward", "Oak Unit", "Fir Team"],
        "year": 2025,
        "item_id": "choices",
        "rating": [1, 2, 3, 4],
        "comment": comments,
        "source_file": ["a.xlsx", "b.xlsx", "c.docx", "d.xlsx"],
        "sheet": ["TRIP", "TRIP", None, "TRIP"],
        "cell": ["C7", "C7", "table 1 row 3 column 2", "C7"],
    }
    return Returns.from_tables(ratings=pd.DataFrame(ratings))


@pytest.fixture(scope="module")
def workbook(commented):
    return openpyxl.load_workbook(io.BytesIO(to_workbook(list_comments(commented), 2025)))


def test_each_comment_has_a_row_to_be_marked(workbook):
    sheet = workbook["Comments"]
    ((name, ref),) = sheet.tables.items()
    titles, *rows = ([cell.value for cell in row] for row in sheet[ref])
    assert name == "comments"
    assert titles == [
        "Practice or challenge", "Comment", "Holds what looks like", "Quote", "File", "Sheet",
        "Cell",
    ]  # fmt: skip
    choices = "Own choices and decisions"
    nothing = "nothing was found"
    assert [[value or "" for value in row] for row in rows] == [
        [choices, "=2+3 is a formula", nothing, "", "a.xlsx", "TRIP", "C7"],
        [choices, "Ring 07700 900123.", "a telephone number", "", "b.xlsx", "TRIP", "C7"],
        [choices, "Two\nlines", nothing, "", "c.docx", "[z]", "table 1 row 3 column 2"],
    ]


def test_the_workbook_is_accessible_and_says_how_to_choose(workbook):
    assert workbook.sheetnames == ["Cover", "Comments"]
    for sheet in workbook.worksheets:
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        assert isinstance(sheet["A1"].value, str)
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
    cover = " ".join(str(row[0].value) for row in workbook["Cover"].iter_rows())
    assert "write yes beside it under Quote" in cover
    assert workbook.properties.title == "Comments of 2025, to choose from"


def test_the_same_comments_give_the_same_bytes(commented):
    listed = list_comments(commented)
    assert to_workbook(listed, 2025) == to_workbook(listed, 2025)


def test_a_year_without_comments_says_so(commented, tmp_path):
    nothing = Returns.from_tables(ratings=commented.ratings.assign(comment=None))
    book = openpyxl.load_workbook(write_comments(nothing, tmp_path / "comments.xlsx"))
    assert book["Comments"]["A2"].value == "There are none."


def test_what_cannot_be_written_is_refused_and_leaves_nothing(commented, tmp_path):
    with pytest.raises(OutputError, match=r"ends in \.xlsx"):
        write_comments(commented, tmp_path / "comments.csv")
    with pytest.raises(AnalysisError, match="Nobody returned a form for 2019"):
        write_comments(commented, tmp_path / "comments.xlsx", year=2019)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("without_workers")
def test_the_command_writes_the_workbook(tmp_path, capsys):
    out = tmp_path / "comments.xlsx"
    sample = "data/sample/2025"
    assert main(["comments", sample, "--workers", "1", "--out", str(out)]) == 0
    assert f"Wrote {out}. Write yes beside" in capsys.readouterr().out
    assert openpyxl.load_workbook(out)["Comments"].max_row > 100
    with pytest.raises(SystemExit):
        main(["comments", sample, "--out", "comments.csv"])


def choices_in(path):
    sheet = openpyxl.load_workbook(path)["Comments"]
    ((_, ref),) = sheet.tables.items()
    return {row[1].value: row[3].value for row in sheet[ref][1:]}


def mark(path, **marks):
    book = openpyxl.load_workbook(path)
    for row in book["Comments"].iter_rows():
        for begins, said in marks.items():
            if str(row[1].value).startswith(begins):
                row[3].value = said
    book.save(path)


def test_choices_made_before_are_kept_where_the_list_is_made_again(commented, tmp_path):
    path = write_comments(commented, tmp_path / "comments.xlsx")
    mark(path, Two="Yes ", Ring="no")
    for moved in (None, "moved/c.docx"):
        ratings = commented.ratings
        files = ratings["source_file"].replace("c.docx", moved or "c.docx")
        returns = replace(commented, ratings=ratings.assign(source_file=files))
        assert choices_in(write_comments(returns, path)) == {
            "=2+3 is a formula": None, "Ring 07700 900123.": "no", "Two\nlines": "Yes"
        }  # fmt: skip


def test_a_choice_whose_words_are_gone_is_kept_chooses_nothing_and_comes_back(commented, tmp_path):
    path = write_comments(commented, tmp_path / "comments.xlsx")
    mark(path, Two="yes")
    words = commented.ratings["comment"]
    changed = commented.ratings.assign(comment=words.replace("Two\nlines", "Other words"))
    returns = replace(commented, ratings=changed)
    for _ in range(2):
        assert choices_in(write_comments(returns, path)) == {
            "=2+3 is a formula": None, "Other words": None, "Ring 07700 900123.": None,
            "Two\nlines": "was yes",
        }  # fmt: skip
    with pytest.raises(QuoteError, match="marks none with yes"):
        chosen_quotes(returns, path, 2025)
    assert choices_in(write_comments(commented, path))["Two\nlines"] == "yes"


def test_a_file_that_is_no_list_of_comments_is_never_replaced(commented, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["My own table"])
    book.save(tmp_path / "own.xlsx")
    before = (tmp_path / "own.xlsx").read_bytes()
    with pytest.raises(QuoteError, match=r"'own.xlsx' is no list of comments"):
        write_comments(commented, tmp_path / "own.xlsx")
    assert (tmp_path / "own.xlsx").read_bytes() == before
