import dataclasses

import openpyxl
import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.desk.comments import printable
from trip_analytics.desk.comments_workbook import chosen_quotes, write_comments
from trip_analytics.errors import QuoteError

PLACE = "2025/Ash Ward.xlsx, TRIP, C7"


@pytest.fixture
def listed(commented):
    return ta.list_comments(commented)


def marked(listed, *comments, mark="yes"):
    return listed.assign(quote=listed["quote"].mask(listed["comment"].isin(comments), mark))


def refused(returns, choice, year=2025):
    with pytest.raises(QuoteError) as error:
        chosen_quotes(returns, choice, year)
    return str(error.value)


def test_exactly_those_marked_are_chosen(commented, listed, said):
    quotes = chosen_quotes(commented, marked(listed, said["plain"], said["again"]), 2025)
    assert [quote.words for quote in quotes] == [said["again"], said["plain"]]
    assert {quote.about for quote in quotes} == {"Own choices and decisions"}
    assert quotes[1].place == PLACE


def test_a_quote_keeps_its_words_out_of_tracebacks(commented, listed, said):
    (quote,) = chosen_quotes(commented, marked(listed, said["plain"]), 2025)
    assert repr(quote) == f"Quote({PLACE}: choices)"


@pytest.mark.parametrize("mark", ["yes", "Yes ", "Y", "x", "X", "TRUE", True])
def test_marks_that_mean_yes(commented, listed, said, mark):
    choice = listed.astype(object)
    choice.loc[choice["comment"] == said["plain"], "quote"] = mark
    assert len(chosen_quotes(commented, choice, 2025)) == 1


@pytest.mark.parametrize("mark", ["no", "N", "false", False, "", "  ", None, float("nan")])
def test_marks_that_mean_no(commented, listed, said, mark):
    choice = marked(listed, said["again"]).astype(object)
    choice.loc[choice["comment"] == said["plain"], "quote"] = mark
    assert [each.words for each in chosen_quotes(commented, choice, 2025)] == [said["again"]]


@pytest.mark.parametrize("mark", ["maybe", "ja", "1", "yes please", "?", "-"])
def test_an_unclear_mark_is_refused_with_its_row(commented, listed, said, mark):
    choice = marked(marked(listed, said["again"]), said["plain"], mark=mark)
    row = choice.index[choice["comment"] == said["plain"]][0]
    message = refused(commented, choice)
    assert f"row {row}: the mark under Quote is neither yes nor no" in message
    assert said["plain"] not in message


def test_where_nothing_is_marked_a_person_is_told(commented, listed, tmp_path):
    assert refused(commented, listed) == (
        "The choice of comments marks none with yes: write yes beside those to quote, or make the "
        "report without it."
    )
    assert "'comments.xlsx' marks none" in refused(
        commented, write_comments(commented, tmp_path / "comments.xlsx")
    )


def fill_in(path, said, *, sheet="Comments"):
    """Write yes beside a comment, as a person does in a program for workbooks."""
    book = openpyxl.load_workbook(path)
    rows = book[sheet].iter_rows()
    titles = next(row for row in rows if "Quote" in [cell.value for cell in row])
    at = {cell.value: cell.column - 1 for cell in titles}
    for row in rows:
        if " ".join(str(row[at["Comment"]].value).split()) == " ".join(said.split()):
            row[at["Quote"]].value = "yes"
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["plain", "odd"])
def test_the_workbook_comes_back(commented, tmp_path, said, name):
    wanted = printable(said[name])
    path = fill_in(write_comments(commented, tmp_path / "comments.xlsx"), wanted)
    assert [each.words for each in chosen_quotes(commented, path, 2025)] == [wanted]


@pytest.mark.parametrize("name", ["plain", "odd"])
def test_a_csv_comes_back(commented, listed, tmp_path, said, name):
    path = tmp_path / "comments.csv"
    wanted = printable(said[name])
    marked(listed, wanted).to_csv(path, index=False, encoding="utf-8")
    assert [each.words for each in chosen_quotes(commented, str(path), 2025)] == [wanted]


@pytest.mark.parametrize(
    ("name", "why"),
    [("person", "a telephone number"), ("team", "the name of a team"), ("rating", "a rating")],
)
def test_what_tells_a_person_a_team_or_a_rating_is_refused(commented, listed, said, name, why):
    choice = marked(listed, said[name], said["plain"]).assign(looks_like=pd.NA)
    message = refused(commented, choice)
    assert message.endswith(f"TRIP, C7): it may not be quoted, for it seems to hold {why}")
    assert message.count("\n") == 1  # nothing about the others
    assert said[name] not in message


def test_a_comment_that_was_changed_since_is_refused(commented, listed, said):
    ratings = commented.ratings
    changed = ratings.assign(comment=ratings["comment"].replace(said["plain"], "We ask nobody."))
    returns = dataclasses.replace(commented, ratings=changed)
    message = refused(returns, marked(listed, said["plain"]))
    assert f"({PLACE}): the choice was of other words than are there now" in message
    assert "We ask" not in message


def test_words_that_somebody_typed_over_are_refused(commented, listed, said):
    choice = marked(listed, said["plain"]).replace({"comment": {said["plain"]: "We are best."}})
    assert "of other words" in refused(commented, choice)
    capitals = choice.replace({"comment": {"We are best.": said["plain"].upper()}})
    assert "of other words" in refused(commented, capitals)


def test_words_that_have_moved_are_the_same_choice(commented, listed, said):
    choice = marked(listed, said["plain"])
    for column, value in (("cell", "C99"), ("source_file", "2025/moved/Ash Ward.xlsx")):
        elsewhere = choice.assign(**{column: choice[column].mask(choice["quote"].eq("yes"), value)})
        (quote,) = chosen_quotes(commented, elsewhere, 2025)
        assert (quote.words, quote.cell) == (said["plain"], "C7")


def test_words_that_are_nowhere_are_refused(commented, listed, said):
    choice = marked(listed, said["plain"]).replace({"comment": {said["plain"]: "We are best."}})
    elsewhere = choice.assign(cell="C99")
    assert "C99): there is no comment of 2025 there" in refused(commented, elsewhere)


def test_every_problem_is_said_at_once(commented, listed, said):
    choice = marked(marked(listed, said["person"], said["team"]), said["plain"], mark="perhaps")
    assert refused(commented, choice).count("\n  - ") == 3


@pytest.mark.parametrize("column", ["about", "quote", "comment", "source_file", "sheet", "cell"])
def test_a_list_without_a_column_is_refused(commented, listed, said, tmp_path, column):
    choice = marked(listed, said["plain"]).drop(columns=column)
    assert f"the column {column} is missing" in refused(commented, choice)
    choice.to_csv(tmp_path / "comments.csv", index=False)
    assert f"the column {column} is missing" in refused(commented, tmp_path / "comments.csv")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.xlsx", None, "There is no file called"),
        ("empty.xlsx", b"", "'empty.xlsx' cannot be opened: save it"),
        ("cut.xlsx", b"PK\x03\x04 no more", "'cut.xlsx' cannot be opened: save it"),
        ("report.pdf", b"%PDF-1.7 ...", "'report.pdf' cannot be opened: save it"),
        ("text.txt", b"nothing here", "'text.txt' is no list of comments"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(commented, tmp_path, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    message = refused(commented, tmp_path / name)
    assert says in message
    assert "\n" not in message
    assert message.endswith(".")


def test_what_is_neither_a_table_nor_a_file_is_refused(commented, tmp_path):
    assert "There is no file called" in refused(commented, tmp_path)
    assert "as the table of list_comments, or its file" in refused(commented, ["yes"])
