"""Separated text: the delimiter, the quotes, the rows; and a form that comes out whole."""

import csv
import io
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.reading import UnreadableFile
from trip_analytics.reading.separated_text import (
    DELIMITERS,
    MOST_CELLS,
    NONE,
    delimiter_of,
    read_separated_text,
)
from trip_analytics.understanding import Understanding

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
COMMENTS = [
    "",
    "Yes, mostly; see the plan: page 3",
    "We don't always, but we try",
    'He said "it works", and it does',
    "since 10:30 | daily",
    "line one\nline two, more",
    "3,5",
    "N/A",
]


def cells(data):
    (sheet,) = read_separated_text(data if isinstance(data, bytes) else data.encode()).sheets
    assert sheet.name is None
    return {cell.address: cell.text for cell in sheet.cells.values()}


def rows(data):
    (sheet,) = read_separated_text(data if isinstance(data, bytes) else data.encode()).sheets
    found = {}
    for (row, _), cell in sheet.cells.items():
        found.setdefault(row, []).append(cell.text)
    return found


def outcome(data):
    """The sheet's cells, or why it was refused."""
    try:
        return read_separated_text(data).sheets[0].cells
    except UnreadableFile as refusal:
        return refusal.kind


def form(pick):
    """Rows of a form as teams send them: titles above, ratings, a blank line, priorities."""
    titles = ["Rate each from 1 to 5, where 1 is low; 5 is high", "Return to: ash@example.org, Jo"]
    table = [["Statement", "Staff", "Agreed", "Comments"]]
    table += [[s, pick(["3,5", "4"]), pick("12345"), pick(COMMENTS)] for s in STATEMENTS]
    priorities = [["Our priorities", "", "Lead"], [pick(COMMENTS) or "x", "staff", "Jo, Al"]]
    return [*([title] for title in titles), ["Team:", "Ash, Elm"], *table, [], *priorities]


def seeded(seed):
    return random.Random(seed)  # the same forms every time


def written(table, **dialect):
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows(table)
    return text.getvalue()


def test_every_cell_is_text_at_its_address_in_a_sheet_without_a_name():
    (sheet,) = read_separated_text(b"Team,Ash\n\nHope,4\n").sheets
    assert [(c.address, c.text, c.value, c.kind) for c in sheet.cells.values()] == [
        ("A1", "Team", "Team", "text"),
        ("B1", "Ash", "Ash", "text"),
        ("A3", "Hope", "Hope", "text"),
        ("B3", "4", "4", "text"),
    ]
    assert (sheet.name, sheet.merged, sheet.hidden) == (None, (), False)


def test_cells_that_show_nothing_are_not_kept():
    assert cells("a,, ,\u00a0,b\n") == {"A1": "a", "E1": "b"}


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_is_told_by_the_body_below_titles_full_of_commas(delimiter):
    table = form(seeded(1).choice)
    text = written(table, delimiter=delimiter)
    assert delimiter_of(text.splitlines(keepends=True)) == delimiter


def test_statements_full_of_commas_between_semicolons_stay_whole():
    text = "".join(f"{s};4;We don't always, but we try\n" for s in STATEMENTS)
    assert [row[0] for row in rows(text).values()] == STATEMENTS


def test_rows_cut_short_do_not_hide_the_delimiter():
    text = "No;Statement;1;2;3\n1;Hope, and more;x\n2;Choices;;x\n3;Notes, plans;;;x\n4;Safety\n"
    assert delimiter_of(text.splitlines(keepends=True)) == ";"


def test_decimal_commas_are_no_delimiter():
    assert rows("Choices;3,5;2,5\nHope;4,5;1,5\n") == {
        1: ["Choices", "3,5", "2,5"],
        2: ["Hope", "4,5", "1,5"],
    }


def test_spaces_behind_the_commas_of_a_table_typed_by_hand_are_kept():
    assert rows("Statement, Rating\nHope, 4\nNotes, 3\n")[2] == ["Hope", " 4"]


LETTER = (
    "Dear Sue,\n\nPlease find our review: we met in March, and everyone, staff and patients,\n"
    "took part. Family and friends was our lowest, as last year; notes was our best.\n\n"
    "# Next\n\n- training, in May\n- a peer worker: Jo\n\nTeam: Ash\nYear: 2025\n"
    "Kind regards,\nJo\n"
)


def test_a_letter_or_a_note_is_one_column():
    lines = LETTER.splitlines()
    assert delimiter_of(lines) == NONE
    assert cells(LETTER) == {f"A{n}": line for n, line in enumerate(lines, 1) if line}


def test_the_delimiter_that_excel_writes_into_the_first_line_is_obeyed():
    assert rows("sep=,\na;1,b\n") == {1: ["a;1", "b"]}
    assert rows('"sep=;"\r\na,1;b\r\n') == {1: ["a,1", "b"]}
    assert rows("SEP=\t\na;1\tb\n") == {1: ["a;1", "b"]}


def test_the_line_that_says_the_delimiter_is_no_row_as_in_excel():
    assert cells("sep=;\nTeam;Ash\n") == {"A1": "Team", "B1": "Ash"}


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_more_forms_are_read_right_than_by_the_csv_module_s_own_guess(delimiter):
    ours = theirs = 0
    for seed in range(20):
        made = seeded(seed)
        table = form(made.choice)
        quoting = made.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
        text = written(table, delimiter=delimiter, quoting=quoting)
        want = {n: shown for n, row in enumerate(table, 1) if (shown := [c for c in row if c])}
        ours += rows(text) == want
        try:
            theirs += csv.Sniffer().sniff(text, DELIMITERS).delimiter == delimiter
        except csv.Error:
            continue
    assert ours == 20
    assert theirs <= ours


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_curly_quotes_come_through_in_every_encoding(encoding):
    text = "Team;“Ash” – Élan\nHope;we don’t\n"
    assert rows(text.encode(encoding)) == {1: ["Team", "“Ash” – Élan"], 2: ["Hope", "we don’t"]}


def test_utf_16_of_the_other_byte_order_is_read_by_its_mark():
    assert rows("\ufeffTeam;’\n".encode("utf-16-be")) == {1: ["Team", "’"]}


def test_bytes_that_windows_leaves_undefined_are_kept():
    text = b"Team;a\x81b\x8d\x8f\x90\x9d\nHope;caf\xe9\n"
    assert rows(text) == {1: ["Team", "a\x81b\x8d\x8f\x90\x9d"], 2: ["Hope", "café"]}


def test_a_few_bytes_of_windows_in_a_file_of_utf_8_spoil_nothing_else():
    text = "Team;“Élan”\n".encode() + "Hope;we don’t\n".encode("cp1252")
    assert rows(text) == {1: ["Team", "“Élan”"], 2: ["Hope", "we don’t"]}


def test_line_ends_of_every_system_end_a_row():
    assert rows("a,1\rb,2\nc,3\r\nd,4\n\re,5") == {
        1: ["a", "1"],
        2: ["b", "2"],
        3: ["c", "3"],
        4: ["d", "4"],
        6: ["e", "5"],
    }


def test_other_characters_that_part_lines_elsewhere_stay_in_their_cell():
    text = "a\x0b\x0c\x1c\x85\u2028\u2029b;4\nc;5\n"
    assert rows(text)[1] == ["a\x0b\x0c\x1c\x85\u2028\u2029b", "4"]


def test_a_quoted_field_keeps_its_lines_delimiters_and_quotes():
    (sheet,) = read_separated_text(b'1,"so\r\nhe, said ""yes""",4\r\n2,x,5\r\n').sheets
    cell = sheet.cells[1, 2]
    assert (cell.text, cell.value) == ('so\nhe, said "yes"', 'so\r\nhe, said "yes"')
    assert sheet.cells[2, 3].address == "C2"


def test_ragged_rows_keep_what_they_have():
    assert rows("a,b,c\nd\ne,f\ng,h,i,j\n") == {
        1: ["a", "b", "c"],
        2: ["d"],
        3: ["e", "f"],
        4: ["g", "h", "i", "j"],
    }


def test_a_quote_left_open_does_not_swallow_the_rest():
    assert rows('1,a,4\n2,"b,3\n3,c,5\n4,"d\ne",1\n') == {
        1: ["1", "a", "4"],
        2: ["2", '"b', "3"],
        3: ["3", "c", "5"],
        4: ["4", "d\ne", "1"],
    }


def test_a_quote_left_open_is_not_closed_by_the_quote_that_opens_another_field():
    assert rows('1,"hope,4\n2,"choices, and more",5\n') == {
        1: ["1", '"hope', "4"],
        2: ["2", "choices, and more", "5"],
    }


def test_fields_before_the_one_left_open_stay_whole():
    assert rows('"choices, and more",4,"we tried\n"hope, too",5,yes\n') == {
        1: ["choices, and more", "4", '"we tried'],
        2: ["hope, too", "5", "yes"],
    }


def test_words_behind_a_closing_quote_stay_in_the_cell_as_in_excel():
    assert rows('a,"b"c,4\nd,e,5\n')[1] == ["a", "bc", "4"]


def test_nul_which_nobody_sees_is_left_out_and_nothing_with_it():
    assert rows(b"a\x00b,4\x00\nc,5\n") == {1: ["ab", "4"], 2: ["c", "5"]}


def test_a_very_long_field_is_kept_whole():
    long = "x" * 500_000
    assert rows(f'1,"{long}",4\n2,{long},5\n') == {1: ["1", f'"{long}"', "4"], 2: ["2", long, "5"]}
    assert rows(f'1,"{long[:131_000]}",4\n2,b,5\n')[1] == ["1", long[:131_000], "4"]


def test_text_written_as_a_formula_to_keep_its_zeros_is_as_excel_shows_it():
    assert rows('="0012",4\n"=""a""""b""",5\n') == {1: ["0012", "4"], 2: ['a"b', "5"]}


def test_a_leading_apostrophe_and_other_formulas_stay_as_written():
    assert rows("'0012;=1+3\n-;x\n") == {1: ["'0012", "=1+3"], 2: ["-", "x"]}


def test_a_file_of_more_than_any_form_holds_is_refused(monkeypatch):
    assert outcome(b"," * (50 << 20)) == "too-large"
    assert outcome(b"x" * ((1 << 20) + 1)) == "too-large"  # a line
    assert outcome(b"," * 16_384) == "too-large"  # columns
    assert outcome(b"\n" * 1_048_577) == "too-large"  # rows
    where = "trip_analytics.reading.separated_text.MOST_CELLS"
    monkeypatch.setattr(where, 4)
    assert len(cells("a,b,,\nc,d,,\n")) == 4
    monkeypatch.setattr(where, 3)
    assert outcome(b"a,b,,\nc,d,,\n") == "too-large"


def test_utf_16_cut_short_is_said_to_be_damaged():
    assert outcome("Team;Ash".encode("utf-16")[:-1]) == "damaged"


HOSTILE = {
    "quotes alone": b'"' * (1 << 20),
    "a quote open before many lines": b'"' + b"a,b,c\n" * 5_000,
    "quotes that open on every line": b'a","b\n' * 5_000,
    "quotes that open and close across lines": b'"""\x2c"""\x2c\n' * 4_000,
    "a quote and a million delimiters on every line": (b'"' + b",a" * 40_000 + b"\n") * 10,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_quotes_gone_wrong_all_over_give_cells_or_are_refused(what):
    found = outcome(HOSTILE[what])
    assert found == "too-large" or 0 < len(found) <= MOST_CELLS


FIELDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12
)


@given(
    table=st.lists(st.lists(FIELDS, min_size=1, max_size=6), min_size=1, max_size=8),
    delimiter=st.sampled_from(DELIMITERS),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    ends=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@example([['="1"', "'"]], ",", csv.QUOTE_MINIMAL, "\n", "utf-8")
@settings(deadline=None)
def test_what_any_dialect_writes_is_read_back_cell_for_cell(
    table, delimiter, quoting, ends, encoding
):
    text = written(table, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")
    if ends == "\n":  # the csv module quotes no lone line end that is not its own
        text = written(table, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    (sheet,) = read_separated_text(f"sep={delimiter}\n{text}".encode(encoding)).sheets
    want = {
        (row, column): field
        for row, fields in enumerate(table, 1)
        for column, field in enumerate(fields, 1)
        if field.strip()
    }
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        place: field[2:-1].replace('""', '"') if is_kept_as_formula(field) else field
        for place, field in want.items()
    }


def is_kept_as_formula(field):
    inner = field[2:-1]
    whole = len(field) > 2 and field.startswith('="') and field.endswith('"')
    return whole and '"' not in inner.replace('""', "")


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_and_no_visible_character_is_lost(data):
    text = data.replace(b"\0", b"")
    found = outcome(text)
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert found == "damaged" or isinstance(found, dict)
    else:
        shown = "".join(cell.text for cell in found.values())
        letters = [chr(byte) for byte in text if chr(byte).isascii() and chr(byte).isalnum()]
        assert [letter for letter in shown if letter.isascii() and letter.isalnum()] == letters


def test_a_trip_form_between_semicolons_in_windows_letters_comes_out_as_a_form():
    table = [["TRIP, our yearly review"], ["Team:", "Ash Ward"], ["Year:", "2024/25"], []]
    table += [["Statement", "Rating (1-5)", "Comments"]]
    marks = ["1", "2", "3", "4", "5", "n/a", "", "?"]
    table += [
        [s.replace("'", "’"), mark, "“so-so”, we’d say"]
        for s, mark in zip(STATEMENTS, marks, strict=True)
    ]
    document = read_separated_text(written(table, delimiter=";").encode("cp1252"))
    (found,), log = Understanding(built_in_instruments()).understand(document, "ash.csv")
    ratings = found.rows["ratings"]
    assert [row["rating"] for row in ratings] == [1, 2, 3, 4, 5, None, None, None]
    assert [row["state"] for row in ratings[5:]] == ["not-applicable", "not-answered", "unclear"]
    assert ratings[0]["comment"] == "“so-so”, we’d say"
    assert (ratings[0]["cell"], found.sheet) == ("B6", None)
    assert (found.fields.team.text, found.fields.year.year) == ("Ash Ward", 2024)
    assert [(entry.kind, entry.cell) for entry in log if entry.severity == "error"] == [
        ("unclear-mark", "B13")
    ]
