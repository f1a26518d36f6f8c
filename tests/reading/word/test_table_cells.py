"""Tables: every cell at its true column, merged, nested, hidden or deleted."""

import pytest

from tests.raw_files import word_parts as word


def places(sheet):
    return {place: cell.text for place, cell in sheet.cells.items()}


def spans(columns):
    return f'<w:gridSpan w:val="{columns}"/>'


DOWN = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def test_tables_and_paragraphs_follow_each_other_in_one_sheet():
    one = word.table(word.row("a", "b"), word.row("", "c"))
    sheet = word.read(word.paragraph("first") + one + one + word.paragraph("last"))
    assert sheet.name is None
    assert places(sheet) == {
        (1, 1): "first", (2, 1): "a", (2, 2): "b", (3, 2): "c",
        (5, 1): "a", (5, 2): "b", (6, 2): "c", (8, 1): "last",
    }  # fmt: skip
    assert sheet.row_names == {
        1: "paragraph 1", 2: "table 1 row 1", 3: "table 1 row 2",
        5: "table 2 row 1", 6: "table 2 row 2", 8: "paragraph 2",
    }  # fmt: skip
    assert sheet.cells[6, 2].address == "table 2 row 2 column 2"


def test_a_cell_that_spans_columns_counts_as_its_first():
    sheet = word.read(
        word.table(
            word.row(word.cell("title", properties=spans(3)), "x"),
            word.row("a", word.cell("b", properties=spans(2)), "c"),
        )
    )
    assert places(sheet) == {(1, 1): "title", (1, 4): "x", (2, 1): "a", (2, 2): "b", (2, 4): "c"}
    assert sheet.merged == ((1, 1, 1, 3), (2, 2, 2, 3))


def test_columns_left_out_before_a_row_are_counted():
    left_out = word.row("a", "b", properties='<w:gridBefore w:val="2"/>')
    assert places(word.read(word.table(left_out))) == {(1, 3): "a", (1, 4): "b"}


def test_cells_merged_downwards_are_one_range():
    sheet = word.read(
        word.paragraph("above")
        + word.table(
            word.row(word.cell("a", properties=DOWN), word.cell("b", properties=DOWN)),
            word.row(word.cell("", properties=GOES_ON), word.cell("", properties=GOES_ON)),
            word.row(
                word.cell("", properties=GOES_ON),
                word.cell("c", properties=spans(2) + DOWN),
            ),
            word.row("d", word.cell("", properties=spans(2) + GOES_ON)),
            word.row(word.cell("e", properties=GOES_ON), "f"),
        )
    )
    # What goes on from no cell right above it begins by itself.
    assert sheet.merged == ((2, 1, 4, 1), (2, 2, 3, 2), (4, 2, 5, 3))
    assert (sheet.cells[6, 1].text, sheet.cells[6, 1].hidden) == ("e", False)


def test_cells_merged_the_old_way_are_one_range():
    def across(text, how):
        return word.cell(text, properties=f'<w:hMerge w:val="{how}"/>')

    sheet = word.read(
        word.table(word.row(across("a", "restart"), across("", "continue"), "b", across("c", "")))
    )
    assert sheet.merged == ((1, 1, 1, 2),)
    assert places(sheet) == {(1, 1): "a", (1, 3): "b", (1, 4): "c"}


def test_text_under_a_merged_cell_is_kept_as_hidden():
    sheet = word.read(
        word.table(
            word.row(word.cell("a", properties=DOWN)),
            word.row(word.cell("under", properties=GOES_ON)),
        )
    )
    assert [(cell.text, cell.hidden) for cell in sheet.cells.values()] == [
        ("a", False), ("under", True),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["999999999", "-3", "0", "many", "9" * 5000, ""])
def test_absurd_spans_do_no_harm(number):
    row = word.row(
        word.cell("a", properties=f'<w:gridSpan w:val="{number}"/>'),
        "b",
        properties=f'<w:gridBefore w:val="{number}"/>',
    )
    sheet = word.read(word.table(row))
    (_, first), (_, second) = sheet.cells
    assert [cell.text for cell in sheet.cells.values()] == ["a", "b"]
    assert 1 <= first < second <= 1 + 2 * 16_384


def test_a_table_within_a_cell_has_its_own_number_and_follows_the_outer_one():
    deepest = word.table(word.row("deepest"))
    inner = word.table(word.row("in", word.cell(deepest, word.paragraph("with"))))
    outer = word.table(
        word.row(word.cell(word.paragraph("before"), inner, word.paragraph("after")), "beside"),
        word.row(word.cell(word.table(word.row("second")), word.paragraph())),
        word.row("last"),
    )
    sheet = word.read(outer + word.table(word.row("next")))
    assert list(word.texts(sheet).items()) == [
        ("table 1 row 1 column 1", "before\nafter"),
        ("table 1 row 1 column 2", "beside"),
        ("table 1 row 3 column 1", "last"),
        ("table 2 row 1 column 1", "in"),
        ("table 2 row 1 column 2", "with"),
        ("table 3 row 1 column 1", "deepest"),
        ("table 4 row 1 column 1", "second"),
        ("table 5 row 1 column 1", "next"),
    ]
    assert list(sheet.cells) == sorted(sheet.cells)


def test_a_cells_paragraphs_are_its_lines():
    lines = word.paragraph("one") + word.paragraph() + word.paragraph("two")
    assert word.texts(word.read(word.table(word.row(word.cell(lines, ""))))) == {
        "table 1 row 1 column 1": "one\n\ntwo"
    }


def test_a_deleted_row_or_cell_is_struck_through():
    deleted = '<w:del w:id="1" w:author="x"/>'
    sheet = word.read(
        word.table(
            word.row("a", "b", properties=deleted),
            word.row("c", word.cell("d", properties="<w:cellDel/>")),
            word.row("e", properties='<w:ins w:id="2"/>'),
        )
    )
    assert {cell.text: cell.standing for cell in sheet.cells.values()} == {
        "a": "", "b": "", "c": "c", "d": "", "e": "e",
    }  # fmt: skip


def test_a_hidden_row_is_kept_as_hidden():
    sheet = word.read(
        word.table(
            word.row("a", properties="<w:hidden/>"),
            word.row("b", properties='<w:hidden w:val="0"/>'),
        )
    )
    assert [cell.hidden for cell in sheet.cells.values()] == [True, False]
