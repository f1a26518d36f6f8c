"""A trust's own list from whatever it has: a workbook, a CSV, a blank form, a folder."""

from __future__ import annotations

import docx
import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from trip_analytics.errors import InstrumentError
from trip_analytics.instruments import write_instrument
from trip_analytics.loading.own_lists import instruments_in, load_instrument, understand_list

STATEMENTS = [
    "We greet everybody by name within a few minutes.",
    "People write their own care plans and keep a copy.",
    "A peer worker is there for everyone who would like one.",
    "We lock the garden door during the day.",
]
ZERO_TO_FOUR = [(0, "Not at all"), (1, "A little"), (2, "Partly"), (3, "Mostly"), (4, "Fully")]


@pytest.fixture
def workbook(tmp_path):
    """A workbook of sheets of rows: the first is the list, others have their names."""

    def write(*rows, name="Our list.xlsx", **sheets):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for title, lines in sheets.items():
            sheet = book.create_sheet(title)
            for line in lines:
                sheet.append(line)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def text_file(tmp_path):
    def write(text, name="list.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def column(*texts, title="Statement"):
    return [[title], *([text] for text in texts)]


def refused(path):
    with pytest.raises(InstrumentError) as refusal:
        load_instrument(path)
    return str(refusal.value)


def texts_of(instrument):
    return [item.wordings[-1].text for item in instrument.items]


def scale_of(instrument):
    return [(point.value, point.label) for point in instrument.scale]


# --- a workbook with a statement a row -------------------------------------------------------


def test_a_column_of_statements_is_enough(workbook):
    ours = load_instrument(workbook(*column(*STATEMENTS)))
    assert texts_of(ours) == STATEMENTS
    assert ours.instrument_id == "our-list"
    assert ours.title == "Our list"
    assert ours.points == (1, 2, 3, 4, 5)


def test_every_column_of_a_list_is_taken(workbook):
    path = workbook(
        ["Standards of our trust (2025/26)"],
        [],
        ["No", "Theme", "Standard", "Short name", "Negatively worded", "Code", None],
        [1, "Welcome", STATEMENTS[0], "A good welcome", None, "W1", None],
        [2, "Welcome", STATEMENTS[3], "Locked garden", "yes", "W2", None],
        [3, "Working together", STATEMENTS[1], "Own plans", None, "T1", None],
        [None, None, None, None, None, None, None],
        Scale=[["Points", "Label"], *ZERO_TO_FOUR],
    )
    ours = load_instrument(path)
    assert ours.title == "Standards of our trust"
    assert [(item.item_id, item.label, item.domain, item.reverse) for item in ours.items] == [
        ("w1", "A good welcome", "Welcome", False),
        ("w2", "Locked garden", "Welcome", True),
        ("t1", "Own plans", "Working together", False),
    ]
    assert scale_of(ours) == ZERO_TO_FOUR
    assert [w.printed_numbers for w in ours.wordings] == [(1,), (2,), (3,)]


def test_a_domain_written_once_is_that_of_the_statements_below(workbook):
    rows = [["Domain", "Statement"], ["One", STATEMENTS[0]], [None, STATEMENTS[1]]]
    ours = load_instrument(workbook(*rows, ["Two", STATEMENTS[2]], [None, STATEMENTS[3]]))
    assert [item.domain for item in ours.items] == ["One", "One", "Two", "Two"]


def test_lines_that_head_a_part_are_domains(workbook):
    rows = [["Statement"], ["Domain 1: Welcome"], *([s] for s in STATEMENTS[:2])]
    ours = load_instrument(workbook(*rows, ["Domain 2: Together"], *([s] for s in STATEMENTS[2:])))
    assert [item.domain for item in ours.items] == ["Welcome"] * 2 + ["Together"] * 2
    assert len(ours.items) == 4


def test_ids_stay_when_a_list_grows_or_is_put_in_another_order(workbook):
    before = load_instrument(workbook(*column(*STATEMENTS)))
    more = [
        *STATEMENTS[::-1],
        "We greet everybody by name within a few minutes or hours of coming.",
    ]
    after = load_instrument(workbook(*column(*more), name="again.xlsx"))
    ids = {item.wordings[0].text: item.item_id for item in after.items}
    assert {text: ids[text] for text in STATEMENTS} == {
        item.wordings[0].text: item.item_id for item in before.items
    }
    assert len(set(after.item_ids)) == 5


def test_a_reworded_statement_is_one_more_row(workbook):
    rows = [["Statement", "Id", "First year", "Comparable"], [STATEMENTS[0], None, None, None]]
    first = load_instrument(workbook(*rows[:2]))
    (item_id,) = first.item_ids
    reworded = "Everybody is greeted by name at the door and shown around."
    rows[1][1] = item_id
    rows.append([reworded, item_id, "2025/26", "no"])
    (item,) = load_instrument(workbook(*rows, name="later.xlsx")).items
    assert item.wordings[0].wording_id == first.items[0].wordings[0].wording_id
    assert [(w.text, w.last_year, w.comparable_with_previous) for w in item.wordings] == [
        (STATEMENTS[0], 2024, True),
        (reworded, None, False),
    ]
    assert item.wordings[1].first_year == 2025


def test_ids_that_a_person_gave_stay_as_they_are(workbook):
    rows = [["Statement", "Id"], [STATEMENTS[0], "A-1"], [STATEMENTS[1], "1"]]
    assert load_instrument(workbook(*rows)).item_ids == ("a-1", "1")


# --- the scale -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "points"),
    [
        (ZERO_TO_FOUR, ZERO_TO_FOUR),
        ([["Score", "Answer"], *ZERO_TO_FOUR[::-1]], ZERO_TO_FOUR),
        ([["0 = No"], ["1 = Yes"]], [(0, "No"), (1, "Yes")]),
        ([["Red"], ["Amber"], ["Green"]], [(1, "Red"), (2, "Amber"), (3, "Green")]),
        ([["Yes"], ["No"]], [(0, "No"), (1, "Yes")]),
        ([[n, f"Level {n}"] for n in range(-2, 3)], [(n, f"Level {n}") for n in range(-2, 3)]),
        ([["Points"], *([n] for n in range(1, 11))], [(n, str(n)) for n in range(1, 11)]),
    ],
)
def test_a_sheet_of_the_scale_in_any_of_its_forms(workbook, sheet, points):
    assert scale_of(load_instrument(workbook(*column(*STATEMENTS), Scale=sheet))) == points


def test_what_has_no_number_on_the_scale_is_a_printed_answer(workbook):
    sheet = [["Points", "Label", "Well developed"], *ZERO_TO_FOUR]
    sheet[3] = (*ZERO_TO_FOUR[2], "x")
    ours = load_instrument(
        workbook(*column(*STATEMENTS), Scale=[*sheet, [None, "D/K"], [None, "N/A"]])
    )
    assert ours.not_known == ("D/K",)
    assert ours.well_developed == (2, 3, 4)


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ([["Poor"], ["Fair"], ["Good"]], "has labels and no points"),
        ([(n, f"L{n}") for n in range(12)], "the scale has 12 points: give it 2 to 11"),
        ([(1, "Only")], "the scale has 1 point: give it 2 to 11"),
        ([(1, "A"), (2, "B"), (4, "D")], "the points of the scale are 1, 2, 4: number them"),
        ([(1, "A"), (1, "B"), (2, "D")], "has the point 1 twice"),
        ([(0, "A"), (0.5, "B"), (1, "C")], "the sheet Scale, row 2: 0.5 is no whole number"),
        ([(0, "A"), (1, "B"), (2, "b")], "two points of the scale are called 'b'"),
        ([["Points", "Label"]], "is empty: write each point in a row"),
    ],
)
def test_a_scale_that_is_none_gets_its_sentence(workbook, sheet, sentence):
    assert sentence in refused(workbook(*column(*STATEMENTS), Scale=sheet))


def test_a_scale_that_the_form_contradicts_is_asked_about(workbook):
    form = [["Please rate each line: 1 = not at all, 5 = fully"], *column(*STATEMENTS)]
    said = refused(workbook(*form, Scale=ZERO_TO_FOUR))
    assert "the sheet Scale has a scale of 0 to 4, and row 1 of sheet Sheet one of 1 to 5" in said


# --- a CSV -----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_csv_as_excel_saves_it(text_file, encoding, between):
    statement = "People’s “own” goals – in their words – come first"
    lines = [["Statement", "Domain", ""], [statement, "Goals", ""], [STATEMENTS[0], "Welcome", ""]]
    text = "\r\n".join(between.join(line) for line in [*lines, ["", "", ""]]) + "\r\n"
    ours = load_instrument(text_file(text, encoding=encoding))
    assert [(item.wordings[0].text, item.domain) for item in ours.items] == [
        ('People\'s "own" goals - in their words - come first', "Goals"),
        (STATEMENTS[0], "Welcome"),
    ]


def test_a_csv_may_say_its_scale_above_the_statements(text_file):
    for key in ('"0 = never, 1 = sometimes, 2 = always"', "0 = never,1 = sometimes,2 = always"):
        lines = [key, "Statement,Domain", *(f'"{each}",Hope' for each in STATEMENTS)]
        ours = load_instrument(text_file("\n".join(lines)))
        assert scale_of(ours) == [(0, "never"), (1, "sometimes"), (2, "always")]
        assert "never" not in ours.title


# --- a blank form ----------------------------------------------------------------------------


def test_a_blank_form_with_a_column_for_each_point(workbook):
    form = [
        ["Recovery fidelity review"],
        ["Team:", None],
        ["Date:", None],
        [],
        ["Statement", *(f"{label} ({value})" for value, label in ZERO_TO_FOUR), "D/K", "Comments"],
        *([text] for text in STATEMENTS),
        [],
        ["Any other comments"],
        ["Completed by"],
    ]
    understood = understand_list(workbook(*form))
    assert texts_of(understood.instrument) == STATEMENTS
    assert scale_of(understood.instrument) == ZERO_TO_FOUR
    assert understood.instrument.not_known == ("D/K",)
    assert [text for _, text, _ in understood.aside] == ["Any other comments", "Completed by"]


def test_a_blank_form_without_a_heading_over_its_statements(workbook):
    form = [["Our review"], ["Please rate every line from 0 to 4 (0 = not at all, 4 = fully)."]]
    ours = load_instrument(workbook(*form, [], *([n, s] for n, s in enumerate(STATEMENTS, 1))))
    assert texts_of(ours) == STATEMENTS
    assert ours.points == (0, 1, 2, 3, 4)
    assert [w.printed_numbers for w in ours.wordings] == [(1,), (2,), (3,), (4,)]


@pytest.mark.parametrize("above", [True, False])
def test_points_in_rows_are_the_scale_wherever_they_are(workbook, above):
    key = [["What the numbers mean"], *ZERO_TO_FOUR, []]
    rows = [["Statement", "Rating"], *([s] for s in STATEMENTS)]
    path = workbook(*key, *rows) if above else workbook(*rows, Guidance=key)
    assert scale_of(load_instrument(path)) == ZERO_TO_FOUR


def test_a_drop_down_list_says_the_scale(tmp_path):
    book = openpyxl.Workbook()
    for row in [["Statement", "Our answer"], *([s] for s in STATEMENTS)]:
        book.active.append(row)
    choice = DataValidation(type="list", formula1='"Red,Amber,Green"')
    choice.add("B2:B5")
    book.active.add_data_validation(choice)
    book.save(tmp_path / "form.xlsx")
    assert scale_of(load_instrument(tmp_path / "form.xlsx")) == [
        (1, "Red"),
        (2, "Amber"),
        (3, "Green"),
    ]


def test_a_blank_form_in_word_with_a_table_for_each_domain(tmp_path):
    document = docx.Document()
    document.add_heading("Our recovery standards")  # reads like the heading of a column
    document.add_paragraph("Date:")
    document.add_paragraph("Please give each statement a score: 0 = no, 1 = partly, 2 = yes.")
    for domain, lines in (("Welcome", STATEMENTS[:2]), ("Living well", STATEMENTS[2:])):
        document.add_paragraph(domain)
        table = document.add_table(rows=1, cols=3)
        for cell, text in zip(table.rows[0].cells, ("Statement", "Score", "Comments"), strict=True):
            cell.text = text
        for line in lines:
            table.add_row().cells[0].text = line
    document.save(tmp_path / "form.docx")
    ours = load_instrument(tmp_path / "form.docx")
    assert texts_of(ours) == STATEMENTS
    assert ours.points == (0, 1, 2)
    assert [item.domain for item in ours.items] == ["Welcome"] * 2 + ["Living well"] * 2


def test_names_above_the_numbers_of_points_are_theirs(workbook):
    names = [label for _, label in ZERO_TO_FOUR]
    form = [
        ["Our review"],
        ["Please rate each statement from 0 to 4."],
        [None, None, *names],
        ["Area", "Practice statement", 0, 1, 2, 3, 4, "Evidence"],
        *([None, text] for text in STATEMENTS),
        [None, "Total score"],
    ]
    ours = load_instrument(workbook(*form))
    assert scale_of(ours) == ZERO_TO_FOUR
    assert texts_of(ours) == STATEMENTS


def test_numbers_printed_on_every_line_are_no_statements(workbook):
    key = "Please circle how far you agree. 1 = Strongly disagree, 5 = Strongly agree."
    rows = [[n, s, 1, 2, 3, 4, 5, "N/A", "D/K"] for n, s in enumerate(STATEMENTS, 1)]
    ours = load_instrument(workbook([key], ["#", "Item", 1, 2, 3, 4, 5, "N/A", "D/K"], *rows))
    assert texts_of(ours) == STATEMENTS
    assert scale_of(ours) == [(1, "Strongly disagree"), *((n, str(n)) for n in (2, 3, 4)),
                              (5, "Strongly agree")]  # fmt: skip
    assert ours.not_known == ("D/K",)


def test_dimensions_with_what_their_points_look_like(workbook):
    names = ["Welcome", "Shared decisions", "Peer support", "Family work"]
    looks = [[f"{name} is {how} in our teams here" for how in ("rare", "usual", "sure")]
             for name in names]  # fmt: skip
    rows = [[name, *look] for name, look in zip(names, looks, strict=True)]
    ours = load_instrument(workbook(["Fidelity"], ["Dimension", 1, 2, 3], *rows))
    assert texts_of(ours) == names
    assert ours.points == (1, 2, 3)


def test_a_heading_in_other_words_is_no_statement(workbook):
    form = [["What we all believe in", "How are we doing?"], *([s] for s in STATEMENTS)]
    assert texts_of(load_instrument(workbook(*form))) == STATEMENTS


def test_a_numbered_list_in_word(tmp_path):
    document = docx.Document()
    document.add_heading("Our standards")
    document.add_paragraph("Please score each from 1 (never) to 4 (always).")
    for text in STATEMENTS:
        document.add_paragraph(text, style="List Number")
    document.save(tmp_path / "list.docx")
    ours = load_instrument(tmp_path / "list.docx")
    assert texts_of(ours) == STATEMENTS
    assert scale_of(ours) == [(1, "never"), (2, "2"), (3, "3"), (4, "always")]


def test_a_table_in_word_with_nothing_over_its_statements(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=1, cols=5)
    heads = ("", "Never 1", "Rarely 2", "Often 3", "Always 4")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.text = text
    for text in STATEMENTS:
        table.add_row().cells[0].text = text
    document.save(tmp_path / "form.docx")
    assert scale_of(load_instrument(tmp_path / "form.docx")) == [
        (1, "Never"),
        (2, "Rarely"),
        (3, "Often"),
        (4, "Always"),
    ]


def test_answers_without_numbers_need_a_sheet_for_the_scale(tmp_path):
    book = openpyxl.Workbook()
    for row in [["Statement", "Our view"], *([s] for s in STATEMENTS)]:
        book.active.append(row)
    choice = DataValidation(type="list", formula1='"Not met,Partly met,Met,N/A"')
    choice.add("B2:B5")
    book.active.add_data_validation(choice)
    book.save(tmp_path / "form.xlsx")
    said = refused(tmp_path / "form.xlsx")
    assert "answers without numbers (Not met, Partly met, Met): add a sheet Scale" in said
    for line in [(0, "Not met"), (1, "Partly met"), (2, "Met")]:
        book["Scale" if "Scale" in book.sheetnames else book.create_sheet("Scale").title].append(
            line
        )
    book.save(tmp_path / "form.xlsx")
    assert load_instrument(tmp_path / "form.xlsx").points == (0, 1, 2)


# --- two answers to each statement -----------------------------------------------------------


def columns_of(instrument):
    return [(column.perspective, column.printed) for column in instrument.answers]


def test_a_sheet_names_the_columns_for_answers(workbook, tmp_path):
    sheet = [["Column", "Other words for it"], ["Now", "Today"], ["Wanted in a year"]]
    ours = load_instrument(workbook(*column(*STATEMENTS), Answers=sheet))
    declared = [("team", ("Now", "Today")), ("wanted-year", ("Wanted in a year",))]
    assert columns_of(ours) == declared
    write_instrument(ours, tmp_path / "folder")
    assert load_instrument(tmp_path / "folder") == ours


def test_two_columns_on_one_range_are_two_answers(workbook):
    heads = ["Statement", "How well we do it (1-5)", "Importance (1-5)", "Comments"]
    ours = load_instrument(workbook(heads, *([s] for s in STATEMENTS)))
    assert columns_of(ours) == [
        ("team", ("How well we do it",)),
        ("importance", ("Importance",)),
    ]


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [([["Now"]], "there is only one column for answers"), ([["Now"], ["NOW"]], "same heading")],
)
def test_columns_for_answers_that_cannot_be_told_apart_are_refused(workbook, sheet, sentence):
    assert sentence in refused(workbook(*column(*STATEMENTS), Answers=sheet))


# --- what goes wrong -------------------------------------------------------------------------


def test_two_statements_alike_are_named_by_their_rows(workbook):
    said = refused(workbook(*column(*STATEMENTS, STATEMENTS[1].upper())))
    assert "row 3 of sheet Sheet and row 6 of sheet Sheet hold the same statement" in said


def test_two_short_titles_alike_are_asked_about(workbook):
    rows = [["Statement", "Short title"], *([s, "Same"] for s in STATEMENTS[:2])]
    assert "have the same short title" in refused(workbook(*rows))


def test_a_list_without_statements_says_how_it_is_written(workbook, text_file):
    assert "in a column that is headed Statement" in refused(workbook(["Statement"], ["  "]))
    assert "it is plain text and has no statements" in refused(text_file("a,b\n1,2\n"))
    text = refused(text_file("hello", name="list.xlsx"))
    assert "it is plain text (it only ends in .xlsx) and has no statements" in text
    teams = workbook(["Code", "Team"], ["T1", "Ash Ward"], name="teams.xlsx")
    assert "it is a workbook with the sheet Sheet and has no statements" in refused(teams)


def test_a_hidden_sheet_is_left_aside(tmp_path):
    book = openpyxl.Workbook()
    for row in column(*STATEMENTS):
        book.active.append(row)
    old = book.create_sheet("Old list", 0)
    for row in column("An old statement that nobody uses any more"):
        old.append(row)
    old.sheet_state = "hidden"
    book.active = 1
    book.save(tmp_path / "list.xlsx")
    understood = understand_list(tmp_path / "list.xlsx")
    assert texts_of(understood.instrument) == STATEMENTS
    assert ("Old list", "", "the sheet is hidden") in understood.aside


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("list.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
        ("list.xlsx", b""),
    ],
)
def test_a_file_that_is_no_list_says_what_to_save_it_as(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    said = refused(tmp_path / name)
    assert f"{name!r} cannot be read as a list of statements: save it as an Excel" in said


def test_a_year_or_a_yes_that_is_none_is_named_by_its_row(workbook):
    rows = [["Statement", "First year", "Reverse"], [STATEMENTS[0], "soon", "perhaps"]]
    said = refused(workbook(*rows))
    assert "row 2 of sheet Sheet: First year is 'soon'; write a year such as 2025" in said
    assert "row 2 of sheet Sheet: Reverse is 'perhaps'; write yes or no" in said


def test_a_name_that_is_nothing_says_what_there_is():
    assert "give one of trip, template-a, template-b, or the workbook" in refused("no-such-list")


def test_the_statements_of_a_built_in_form_are_refused(workbook):
    trip = [item.wordings[0].text for item in load_instrument("trip").items]
    assert "Team Recovery Implementation Plan, which is built in" in refused(
        workbook(*column(*trip[:6]))
    )
    assert len(load_instrument(workbook(*column(*trip, STATEMENTS[0]))).items) == 9


# --- folders ---------------------------------------------------------------------------------


def test_what_was_understood_is_read_back_from_the_folder_the_same(workbook, tmp_path):
    rows = [
        ["Statement", "Domain", "Reverse"],
        *([s, 'A "quoted" domain', "no"] for s in STATEMENTS),
    ]
    ours = load_instrument(workbook(*rows, Scale=[*ZERO_TO_FOUR, [None, "D/K"]]))
    write_instrument(ours, tmp_path / "folder")
    assert load_instrument(tmp_path / "folder") == ours
    assert load_instrument(tmp_path / "folder" / "instrument.toml") == ours


def test_lists_in_one_folder_with_one_id_are_refused(workbook, tmp_path):
    workbook(*column(*STATEMENTS), name="list.xlsx")
    assert [one.instrument_id for one in instruments_in(tmp_path)] == ["list"]
    workbook(*column(*STATEMENTS), name="List 2025.xlsx")
    with pytest.raises(InstrumentError, match="two lists with the id 'list'"):
        instruments_in(tmp_path)


def test_a_sign_before_the_upper_points_of_a_scale_is_read(workbook):
    points = [("Points", "Label"), ("-2", "Much worse"), ("-1", "Worse"), (0, "The same")]
    points += [("+1", "Better"), ("+2", "Much better")]
    of_sheet = load_instrument(workbook(*column(*STATEMENTS), Scale=points))
    assert of_sheet.points == (-2, -1, 0, 1, 2)
    assert of_sheet.not_known == ()
    key = ["-2 = much worse, -1 = worse, 0 = same, +1 = better, +2 = much better"]
    printed = load_instrument(workbook(key, *column(*STATEMENTS)))
    assert [point.label for point in printed.scale][2:] == ["same", "better", "much better"]


def test_the_only_words_beside_points_are_their_names(workbook):
    points = [("Score", "Description"), (0, "No"), (1, "Yes")]
    scale = load_instrument(workbook(*column(*STATEMENTS), Scale=points)).scale
    assert [(point.label, point.meaning) for point in scale] == [("No", ""), ("Yes", "")]


@pytest.mark.parametrize(
    "rows",
    [
        [f"“{text.replace(' ', ', ', 1)}”,Work" for text in STATEMENTS],
        [f"“{text.replace(' ', ', ', 1)}”," for text in STATEMENTS],
        [text.replace(" ", ", ", 1) + ",Work" for text in STATEMENTS],
    ],
)
def test_a_statement_that_commas_have_split_is_never_taken_for_another(text_file, rows):
    said = refused(text_file("\n".join(["Statement,Domain", *rows])))
    assert "row 2, row 3, row 4 and row 5: a comma inside a statement has split it" in said


def test_columns_that_have_no_meaning_for_a_list_are_said(workbook):
    rows = [["No", "Statement", "Evidence"]]
    rows += [[at, text, "Audit"] for at, text in enumerate(STATEMENTS)]
    aside = understand_list(workbook(*rows)).aside
    assert aside == [("row 1 of sheet Sheet", "Evidence", "no column of a list is headed so")]


def test_a_heading_over_unknown_columns_is_no_title(workbook):
    rows = [["No", "Ward promise"], *([at, text] for at, text in enumerate(STATEMENTS, 1))]
    assert load_instrument(workbook(*rows, name="Our promises.xlsx")).title == "Our promises"


def test_the_folder_one_is_in_has_its_name_in_messages(monkeypatch, tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "instrument.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "ours")
    assert "The instrument in 'ours' cannot be used" in refused(".")
