import pytest

from trip_analytics.desk.letters import MOST_PLACES, WIDTH, as_text
from trip_analytics.desk.queries import Check, Query, QueryKind
from trip_analytics.desk.to_chase import check_returns


def text_of(*queries):
    return as_text(Check(2025, queries, "All are expected.", 0, {}))


@pytest.fixture
def text(trust):
    return as_text(check_returns(trust))


def letter(text, who):
    """What stands below a team's heading."""
    return text.split(f"{who}, 2025\n", 1)[1].split("\n\n", 1)[1].split("\n---", 1)[0]


def test_a_summary_comes_first(text):
    first = " ".join(text.split("\n\n", 1)[0].split())
    assert first.startswith(
        "To chase for 2025: 2 returns missing, 1 return to confirm, 1 return like last year's, 1 "
        "unclear answer, 2 statements left blank, 1 statement not on its form, 1 cell with "
        "personal data, 2 cells not in the tables and 1 file or form not read."
    )
    assert "Errors of other years are not listed here: 1 of 2024" in first


def test_an_unclear_mark_is_asked_with_the_picture_of_its_cells(text):
    asked = letter(text, "Ash Ward")
    assert (
        '2. Sheet "Form", cell B7 (Own choices and decisions): you wrote "3-4". Which one answer\n'
        "   from 1 to 5 is meant? (More than one number is written.)\n"
        "\n"
        "                   | Rating\n"
        "   > Own choices   | 3-4\n"
        "     Shared safety | 4\n"
    ) in asked


def test_blanks_of_a_form_are_asked_for_together(text):
    asked = " ".join(letter(text, "Birch Ward").split())
    assert asked.startswith(
        '1. Left blank (sheet "Form"): Own choices and decisions; Shared safety planning. Please '
        'give an answer from 1 to 5, or "n/a".'
    )


def test_lines_are_short_enough_to_paste(text):
    assert max(map(len, text.splitlines())) <= WIDTH


def test_nobodys_things_come_last_with_their_places(text):
    desk = text.split("For you, not for a team\n", 1)[1]
    assert '1. Add the wording.\n   - Ash Ward: "2025/Ash Ward.xlsx", sheet "Form"' in desk
    assert '2. No form was found: ask what it is.\n   - "notes.pdf"' in desk


def test_no_personal_data_and_no_clear_mark_is_repeated(text):
    assert "1961" not in text
    assert 'B15: "5"' not in text


def test_nothing_to_chase():
    assert text_of() == "There is nothing to chase for 2025.\nAll are expected."


def test_text_of_cells_cannot_steer_a_terminal_or_break_a_line():
    found = "3\x1b[31m or\n4 \u202e" + "long " * 100
    text = text_of(
        Query(QueryKind.UNCLEAR, "Which?", "Ash\x07 Ward", sheet="F\tm", cell="B7", found=found)
    )
    assert not {letter for letter in text if not letter.isprintable()} - {"\n"}
    assert 'Sheet "F m", cell B7: you wrote "3 [31m or 4 long' in text
    assert len(text) < 500


@pytest.mark.parametrize(
    ("sheet", "cell", "said"),
    [
        ("Form", "C7:G7", 'Sheet "Form", cells C7:G7: you'),
        (None, "B7", "Cell B7: you"),
        (None, "table 2 row 5 column 3", "Table 2 row 5 column 3: you"),
        (None, None, "On your form: you"),
    ],
)
def test_places_in_words(sheet, cell, said):
    query = Query(QueryKind.UNCLEAR, "Which?", "Ash", sheet=sheet, cell=cell, found="?")
    assert f"1. {said} wrote" in text_of(query)


def test_files_are_named_where_a_team_sent_several():
    queries = [
        Query(
            QueryKind.UNCLEAR,
            "Which?",
            "Ash",
            source_file=f"2025/{name}.xlsx",
            cell="B7",
            found="?",
        )
        for name in ("one", "two")
    ]
    assert 'In "two.xlsx":\n\n2. Cell B7' in text_of(*queries)
    assert "one.xlsx" not in text_of(queries[0])


def test_a_long_list_for_the_desk_is_cut():
    queries = [
        Query(QueryKind.NOT_READ, "Ask.", for_team=False, source_file=f"{n}.pdf")
        for n in range(MOST_PLACES + 3)
    ]
    assert text_of(*queries).endswith("and 3 more, in the workbook (--out)")
