"""Forms in Word documents, made as people make them: what ends in which table."""

import datetime as dt
import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from trip_analytics.instruments import load_instrument
from trip_analytics.reading.files import read_bytes

TRIP = load_instrument("trip")
STATEMENTS = [item.wordings[0].text for item in TRIP.items]
CHALLENGES = load_instrument("template-a")
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
POINTS = ["1", "2", "3", "4", "5"]


def piece(xml):
    """Raw XML in the namespaces of Word."""
    return parse_xml(xml.replace(">", f" {nsdecls('w')} {W14}>", 1))


def check_box(ticked):
    return piece(
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
        f"</w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )


def old_check_box(ticked):
    return piece(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        f'<w:checked w:val="{int(ticked)}"/></w:checkBox></w:ffData></w:fldChar>'
        '<w:instrText> FORMCHECKBOX </w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )


def symbol(ticked):
    return piece(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' if ticked else "<w:r></w:r>"
    )


def drop_down(chosen):
    asking = "" if chosen else "<w:showingPlcHdr/>"
    return piece(
        f"<w:sdt><w:sdtPr>{asking}<w:dropDownList/></w:sdtPr><w:sdtContent><w:r>"
        f"<w:t>{chosen or 'Choose an item.'}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def add_table(document, rows):
    """A table of texts, or of pieces of XML to stand in a cell."""
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, content in zip(table.add_row().cells, row, strict=True):
            if isinstance(content, str):
                cell.text = content
            else:
                cell.paragraphs[0]._p.append(content)
    return table


@pytest.fixture
def understand_word(understanding):
    def of(document):
        made = io.BytesIO()
        document.save(made)
        return understanding.understand(read_bytes("ash.docx", made.getvalue()), "ash.docx")

    return of


def kinds(log):
    return [(entry.kind, entry.cell) for entry in log]


def test_a_rating_column(understand_word):
    marks = ["1", "2", "5 - proud", "n/a", "", "3-4", "two", "4"]
    document = docx.Document()
    document.add_paragraph("Team: Ash Ward")
    rows = [[s, m, "because" if m == "two" else ""] for s, m in zip(STATEMENTS, marks, strict=True)]
    add_table(document, [["Statement", "Rating (1-5)", "Comments"], *rows])
    (form,), log = understand_word(document)
    ratings = form.rows["ratings"]
    assert [row["rating"] for row in ratings] == [1, 2, 5, None, None, None, 2, 4]
    assert [row["cell"] for row in ratings] == [
        f"table 1 row {row} column 2" for row in range(2, 10)
    ]
    assert {row["sheet"] for row in ratings} == {None}
    assert ratings[6]["comment"] == "because"
    assert (form.fields.team.text, form.fields.team.cell.address) == ("Ash Ward", "paragraph 1")
    assert kinds(log) == [
        ("words-beside-mark", "table 1 row 4 column 2"),
        ("unclear-mark", "table 1 row 7 column 2"),
    ]


def test_a_list_to_choose_from_for_each_statement(understand_word):
    document = docx.Document()
    chosen = ["4", "", "5", "1", "2", "3", "4", "5"]
    rows = [[s, drop_down(choice)] for s, choice in zip(STATEMENTS, chosen, strict=True)]
    add_table(document, [["Statement", "Rating"], *rows])
    (form,), log = understand_word(document)
    assert [row["rating"] for row in form.rows["ratings"]] == [4, None, 5, 1, 2, 3, 4, 5]
    assert form.rows["ratings"][1]["state"] == "not-answered"
    assert log == []


@pytest.mark.parametrize("mark", [check_box, old_check_box, symbol])
def test_a_column_per_point(understand_word, mark):
    document = docx.Document()
    rows = [
        [statement, *(mark(point == line % 5) for point in range(5)), ""]
        for line, statement in enumerate(STATEMENTS[:6])
    ]
    rows.append([STATEMENTS[6], *(mark(point in (1, 3)) for point in range(5)), ""])
    rows.append([STATEMENTS[7], *(mark(False) for _ in range(5)), "none yet"])
    add_table(document, [["", *POINTS, "Comments"], *rows])
    (form,), log = understand_word(document)
    ratings = form.rows["ratings"]
    assert [row["rating"] for row in ratings] == [1, 2, 3, 4, 5, 1, None, None]
    assert [row["cell"] for row in ratings[4:]] == [
        "table 1 row 6 column 6",
        "table 1 row 7 column 2",
        "table 1 row 8 columns 2 to 6",
        "table 1 row 9 columns 2 to 6",
    ]
    assert [row["state"] for row in ratings[6:]] == ["unclear", "not-answered"]
    assert ratings[7]["comment"] == "none yet"
    assert kinds(log) == [("unclear-mark", "table 1 row 8 columns 2 to 6")]


def test_a_corrected_tick_leaves_the_one_that_stands(understand_word):
    document = docx.Document()
    table = add_table(document, [["", *POINTS], *([s, "", "", "", "x", ""] for s in STATEMENTS)])
    table.cell(1, 4).paragraphs[0].runs[0].font.strike = True
    table.cell(1, 2).paragraphs[0]._p.append(piece("<w:ins><w:r><w:t>x</w:t></w:r></w:ins>"))
    (form,), _ = understand_word(document)
    first = form.rows["ratings"][0]
    assert (first["rating"], first["cell"]) == (2, "table 1 row 2 column 3")


def test_statements_with_tabs_and_no_table(understand_word):
    document = docx.Document()
    document.add_paragraph("Team:\tAsh Ward\tDate:\t3 April 2025")
    document.add_paragraph("No.\tStatement\tRating")
    for line, statement in enumerate(STATEMENTS):
        document.add_paragraph(f"{line + 1}.\t{statement}\t{line % 5 + 1}")
    (form,), log = understand_word(document)
    assert [row["rating"] for row in form.rows["ratings"]] == [1, 2, 3, 4, 5, 1, 2, 3]
    assert form.rows["ratings"][0]["cell"] == "paragraph 3"
    assert form.fields.team.text == "Ash Ward"
    assert form.fields.date.date == dt.date(2025, 4, 3)
    assert log == []


def test_template_a_with_ticks_and_priorities(understand_word):
    document = docx.Document()
    document.add_paragraph("Organisation: Larkrise NHS Trust")
    rows = [
        [
            str(item.number),
            item.wordings[0].text,
            *(check_box(stage == line % 3) for stage in range(3)),
            str(line + 1) if line < 5 else "",
        ]
        for line, item in enumerate(CHALLENGES.items)
    ]
    heading = ["No.", "Challenge", "1 Engagement", "2 Development", "3 Transformation", "Priority"]
    add_table(document, [heading, *rows])
    (form,), log = understand_word(document)
    stages = form.rows["stages"]
    assert form.instrument.instrument_id == "template-a"
    assert [row["stage"] for row in stages] == [1, 2, 3, 1, 2, 3, 1, 2, 3, 1]
    assert [row.get("priority") for row in stages[3:6]] == [4, 5, None]
    assert stages[1]["cell"] == "table 1 row 3 column 4"
    assert stages[1]["priority_cell"] == "table 1 row 3 column 6"
    assert form.fields.organisation.text == "Larkrise NHS Trust"
    assert log == []


def test_assets_and_priorities_behind_the_statements(understand_word):
    document = docx.Document()
    document.add_paragraph("Team: Ash Ward")
    add_table(document, [["Statement", "Rating"], *([s, "4"] for s in STATEMENTS)])
    document.add_heading("Our assets", 1)
    add_table(document, [["Category", "What we have"], ["People", "Two peer workers"]])
    document.add_paragraph("Our resources")
    document.add_paragraph("A kitchen", style="List Bullet")
    document.add_paragraph("•\tA garden")
    document.add_paragraph()
    document.add_heading("Priorities", 1)
    heading = ["No.", "Priority", "Action", "Measure", "By when", "Staff lead", "Progress"]
    add_table(
        document,
        [heading, ["1", "Hope stories", "A group", "Ten", "31/03/2026", "Jo Smith", "started"],
         ["2", "", "", "", "", "", ""]],
    )  # fmt: skip
    document.add_paragraph("General comments: a good day")
    (form,), log = understand_word(document)
    assert [(row["asset"], row["cell"]) for row in form.rows["assets"]] == [
        ("Two peer workers", "table 2 row 2 column 2"),
        ("A kitchen", "paragraph 4"),
        ("A garden", "paragraph 5"),
    ]
    (priority,) = form.rows["priorities"]
    assert (priority["priority"], priority["due"]) == ("Hope stories", dt.date(2026, 3, 31))
    assert (priority["progress"], priority["cell"]) == ("started", "table 3 row 2 column 2")
    assert ("general-comment", "paragraph 8") in kinds(log)
    assert not any("Jo Smith" in (entry.found or "") for entry in log)


def test_a_form_laid_out_by_an_outer_table(understand_word):
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "Team:", "Ash Ward"
    inner = outer.cell(1, 0).add_table(0, 2)
    for row in [["Statement", "Rating"], *([s, "3"] for s in STATEMENTS)]:
        for cell, text in zip(inner.add_row().cells, row, strict=True):
            cell.text = text
    (form,), log = understand_word(document)
    assert {row["rating"] for row in form.rows["ratings"]} == {3}
    assert form.rows["ratings"][0]["cell"] == "table 2 row 2 column 2"
    assert form.fields.team.text == "Ash Ward"
    assert log == []


def test_the_header_names_the_team_and_the_year(understand_word):
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = "Team: Ash Ward\tYear: 2024/25"
    add_table(document, [["Statement", "Rating"], *([s, "3"] for s in STATEMENTS)])
    (form,), log = understand_word(document)
    assert form.fields.team.text == "Ash Ward"
    assert form.fields.team.cell.address == "paragraph 1 of header"
    assert form.fields.year.year == 2024
    assert log == []


@pytest.mark.parametrize(
    "text",
    [
        "Team: Ash Ward\nYear: 2024/25\nDate: 3 April 2025\nCompleted by: Jo Smith",
        "Team: Ash Ward   Year: 2024/25   Date: 3 April 2025   Completed by: Jo Smith",
        "Team: Ash Ward Date: 3 April 2025 (10:30)\nCompleted by: Jo Smith Year: 2024/25",
        "Team:\nAsh Ward\nDate:\n3 April 2025\nYear: 2024/25\nName:",
    ],
)
def test_several_fields_in_one_paragraph_or_cell(understand_word, text):
    for in_table in (False, True):
        document = docx.Document()
        if in_table:
            add_table(document, [[text]])
        else:
            document.add_paragraph(text)
        add_table(document, [["Statement", "Rating"], *([s, "3"] for s in STATEMENTS)])
        (form,), log = understand_word(document)
        assert form.fields.team.text == "Ash Ward"
        assert form.fields.year.year == 2024
        assert form.fields.date.date == dt.date(2025, 4, 3)
        assert [entry.kind for entry in log] == ["name-not-kept"] * ("Jo" in text)
        assert not any(entry.found for entry in log)


def test_a_comment_beside_other_fields_keeps_its_lines_and_no_name(understand_word):
    document = docx.Document()
    add_table(document, [["Statement", "Rating"], *([s, "3"] for s in STATEMENTS)])
    document.add_paragraph("Signed: Jo Smith\nComments: we met twice: in May\nand in June")
    document.add_paragraph("Team: Ash Ward Year: 2025\nTeam: Elm\nstands by itself")
    (form,), log = understand_word(document)
    assert form.fields.team.text == "Ash Ward"
    assert [(entry.kind, entry.found) for entry in log] == [
        ("name-not-kept", None),
        ("general-comment", "we met twice: in May\nand in June"),
        ("other-text", "Elm"),
        ("other-text", "stands by itself"),
    ]


def test_comments_on_the_document_are_kept_whole(understand_word):
    document = docx.Document()
    table = add_table(document, [["Statement", "Rating"], *([s, "3"] for s in STATEMENTS)])
    runs = table.cell(1, 1).paragraphs[0].runs
    document.add_comment(runs, text="Please note:\nthis was a close call", author="Jo Smith")
    _, log = understand_word(document)
    assert [(entry.kind, entry.cell, entry.found) for entry in log] == [
        ("other-text", "table 1 row 2 column 2", "Please note:\nthis was a close call")
    ]


def spots():
    """Where somebody may add words to a form, by what it is called."""
    return {
        "a paragraph before": lambda d: d.paragraphs[0].insert_paragraph_before,
        "a paragraph after": lambda d: d.add_paragraph,
        "beside the team": lambda d: d.paragraphs[0].add_run,
        "the header": lambda d: d.sections[0].header.paragraphs[0].add_run,
        "the footer": lambda d: d.sections[0].footer.paragraphs[0].add_run,
        "a comment": lambda d: lambda text: d.add_comment(d.paragraphs[0].runs, text, "Jo"),
        **{
            f"row {row} column {column}": lambda d, row=row, column=column: (
                d.tables[0].cell(row, column).paragraphs[0].add_run
            )
            for row in (1, 8, 9)
            for column in range(4)
        },
        "a cell's second table": lambda d: (
            d.tables[0].cell(3, 3).add_table(1, 1).cell(0, 0).paragraphs[0].add_run
        ),
    }


@pytest.mark.slow_but(6)
@pytest.mark.parametrize("spot", spots())
def test_whatever_is_added_to_a_form_is_in_a_table_or_in_the_log(understand_word, spot):
    document = docx.Document()
    document.add_paragraph("Team: Ash Ward")
    rows = [[s, "3", "", ""] for s in STATEMENTS]
    add_table(document, [["Statement", "Rating", "Comments", ""], *rows, [""] * 4])
    spots()[spot](document)(" zzadded")
    (form,), log = understand_word(document)
    kept = [str(value) for rows in form.rows.values() for row in rows for value in row.values()]
    kept += [str(entry.found) for entry in log] + [form.fields.team.text]
    assert any("zzadded" in text for text in kept)
