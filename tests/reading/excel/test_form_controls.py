"""Controls as Excel writes them: a part each, a place in the worksheet, a shape in VML."""

from __future__ import annotations

import openpyxl
import pytest
import xlsxwriter

from tests.raw_files import outcome
from tests.raw_files.excel_parts import Form
from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.reading import Note, archive, read_document
from trip_analytics.understanding import Understanding
from trip_analytics.understanding.marks.answer_cells import is_ticked

TICKED, EMPTY, MIXED = '"CheckBox" checked="Checked"', '"CheckBox"', '"CheckBox" checked="Mixed"'


def test_a_box_on_an_empty_cell_is_a_truth_value():
    cells = Form().add(TICKED, "B2").add(EMPTY, "C2").cells()
    assert [(c.address, c.text, c.value, c.kind) for c in cells.values()] == [
        ("B2", "☑", True, "boolean"),
        ("C2", "☐", False, "boolean"),
    ]


def test_a_grey_box_is_neither_ticked_nor_empty():
    cell = Form().add(MIXED).cells()["B2"]
    assert (cell.text, cell.kind) == ("▣", "text")
    assert is_ticked(cell) is None


def test_option_buttons_are_round():
    made = Form().add('"Radio" checked="Checked"', "B2").add('"Radio"', "C2")
    assert made.texts() == {"B2": "●", "C2": "○"}
    assert [is_ticked(cell) for cell in made.cells().values()] == [True, False]


def test_several_boxes_on_a_cell_are_read_line_by_line():
    made = Form(before='<sheetFormatPr defaultRowHeight="60"/>')
    made.add(EMPTY, (1, 40, 1, 5, 2, 0, 1, 21), caption="2")
    made.add(TICKED, (1, 2, 1, 8, 1, 30, 1, 24), caption="1")  # a little lower than its neighbour
    made.add(EMPTY, (1, 2, 1, 40, 1, 30, 1, 56), caption="not  applicable")
    assert made.texts() == {"B2": "☑ 1 ☐ 2 ☐ not applicable"}


def test_a_box_beside_words_is_joined_to_them():
    row = '<row r="2"><c r="B2" t="inlineStr"><is><t>   yes</t></is></c></row>'
    cell = Form(row).add(TICKED).cells()["B2"]
    assert (cell.text, cell.kind) == ("☑    yes", "text")


def test_what_is_struck_through_beside_a_box_stays_so():
    words = "<r><rPr><strike/></rPr><t>no</t></r><r><rPr/><t> yes</t></r>"
    row = f'<row r="2"><c r="B2" t="inlineStr"><is>{words}</is></c></row>'
    cell = Form(row).add(TICKED).cells()["B2"]
    assert (cell.text, cell.struck, cell.standing) == ("☑ no yes", "no", "☑ yes")


def test_a_box_over_a_number_is_no_rating():
    cell = Form('<row r="2"><c r="B2"><v>4</v></c></row>').add(EMPTY).cells()["B2"]
    assert (cell.text, cell.value, cell.kind) == ("☐ 4", "☐ 4", "text")


LINKED = '<row r="2"><c r="B2" t="b"><v>1</v></c></row>'


@pytest.mark.parametrize("link", ["$B$2", "Form!$B$2", "form!B2", "box"])
def test_the_cell_that_a_box_is_linked_to_decides(link):
    made = Form(LINKED).add(f'"CheckBox" fmlaLink="{link}"', "B2")
    made.parts.workbook('<sheet name="Form" sheetId="1" r:id="rId1"/>')
    made.parts.named["xl/workbook.xml"] = made.parts.named["xl/workbook.xml"].replace(
        "</sheets>",
        '</sheets><definedNames><definedName name="Box">Form!$B$2</definedName></definedNames>',
    )
    cell = made.cells()["B2"]
    assert (cell.text, cell.value, cell.kind) == ("☑", True, "boolean")


def test_a_box_linked_to_another_cell_leaves_that_as_it_is():
    cells = Form(LINKED).add('"CheckBox" fmlaLink="$B$2"', "D2").cells()
    assert [(c.address, c.text, c.value) for c in cells.values()] == [
        ("B2", "TRUE", True),
        ("D2", "☑", True),
    ]


@pytest.mark.parametrize("link", ["[1]Form!$B$2", "Other!$B$2", "#REF!", "$B$99999999", "="])
def test_links_that_lead_nowhere_are_passed_over(link):
    made = Form(LINKED).add(f'"CheckBox" checked="Checked" fmlaLink="{link}"', "D2")
    assert made.texts() == {"B2": "TRUE", "D2": "☑"}


def test_option_buttons_hide_the_number_they_put_below_them():
    made = Form('<row r="2"><c r="B2"><v>2</v></c></row>')
    made.add('"Radio" fmlaLink="$B$2"', (1, 0, 1, 1, 1, 30, 1, 19), caption="5")
    made.add('"Radio" checked="Checked" fmlaLink="B2"', (1, 30, 1, 1, 2, 0, 1, 19), caption="4")
    cell = made.cells()["B2"]
    assert (cell.text, cell.kind) == ("○ 5 ● 4", "text")


ENTRIES = '<row r="9"><c r="F9"><v>4</v></c></row><row r="10"><c r="F10"><v>3</v></c></row>'


@pytest.mark.parametrize(
    ("under", "chosen"),
    [('<c r="B2"><v>1</v></c>', ' sel="2"'), ("", ' sel="2"'), ('<c r="B2"><v>2</v></c>', "")],
)
def test_a_list_shows_the_chosen_entry_rather_than_its_position(under, chosen):
    made = Form(f'<row r="2">{under}</row>{ENTRIES}')
    cell = made.add(f'"Drop" fmlaRange="$F$9:$F$11" fmlaLink="$B$2"{chosen}').cells()["B2"]
    assert (cell.text, cell.value, cell.kind, cell.address) == ("3", 3, "number", "B2")


@pytest.mark.parametrize("chosen", ["", ' sel="0"', ' sel="3"', ' sel="9"', ' sel="x"'])
def test_a_list_in_which_nothing_is_chosen_shows_nothing(chosen):
    assert "B2" not in Form(ENTRIES).add(f'"Drop" fmlaRange="$F$9:$F$11"{chosen}').cells()


def test_a_list_of_which_several_entries_are_chosen_shows_them_all():
    made = Form(ENTRIES).add('"List" fmlaRange="F9:F10" multiSel="1, 2" seltype="multi"')
    assert made.texts()["B2"] == "4; 3"


def test_old_files_have_the_drawing_alone():
    made = Form(ENTRIES)
    made.add("", "B2", shape="<x:Checked>1</x:Checked>", kind="Checkbox", newer=False, caption="1")
    made.add("", "C2", shape="<x:Checked>2</x:Checked>", kind="Checkbox", newer=False)
    made.add("", "D2", kind="Checkbox", newer=False, style="visibility: hidden")
    list_shape = "<x:FmlaRange>$F$9:$F$10</x:FmlaRange><x:Sel>1</x:Sel>"
    made.add("", "E2", shape=list_shape, kind="Drop", newer=False)
    cells = made.cells()
    assert [cells[a].text for a in ("B2", "C2", "D2", "E2")] == ["☑ 1", "▣", "☐", "4"]
    assert [cells[a].hidden for a in ("B2", "D2")] == [False, True]


def test_invisible_boxes_change_nothing_that_is_seen():
    made = Form().add(TICKED, "B2", style="visibility:hidden").add(EMPTY, "B2", caption="1")
    assert made.texts() == {"B2": "☐ 1"}


def test_places_and_captions_that_libreoffice_loses_are_in_its_drawing():
    made = Form()
    for properties, place, caption in ((EMPTY, "B2", "1"), (TICKED, "C2", "2")):
        made.add(properties, place, caption=caption)
    made.listed = [
        control.split("<controlPr>")[0] + "</control>" for control in made.listed
    ]  # no places
    made.shapes = [shape.replace("_x0000_s1025", "shape_0") for shape in made.shapes]
    made.shapes = [shape.replace("_x0000_s1026", "shape_0") for shape in made.shapes]
    assert made.texts() == {"B2": "☐ 1", "C2": "☑ 2"}


@pytest.mark.parametrize(
    ("anchor", "before", "rows", "place"),
    [
        ((1, 2, 0, 15, 1, 20, 1, 18), "", "", "B2"),  # begins above its row
        ((1, 2, 0, 15, 1, 20, 1, 4), "", "", "B1"),
        ((1, 2, 1, 15, 1, 20, 2, 9), "", '<row r="2" ht="45"/>', "B2"),  # of a tall row
        ((1, 62, 1, 1, 3, 10, 1, 19), "", "", "C2"),  # begins left of its column
        ((1, 2, 1, 1, 3, 60, 1, 19), "", "", "B2"),  # reaches over the next ones
        ((0, 130, 1, 1, 1, 60, 1, 19), '<cols><col min="1" max="1" width="20"/></cols>', "", "A2"),
        ((1, 2, 1, 0, 1, 20, 1, 0), "", '<row r="2" hidden="1"/>', "B2"),
        ((1, 2, 1, 0, 1, 20, 2, 18), "", '<row r="2" hidden="1"/>', "B2"),
        ((1, 2, 9, 9, 1, 20, 3, 9), "", "", "B10"),  # ends above where it begins
    ],
)
def test_a_box_belongs_to_the_cell_that_its_mark_is_in(anchor, before, rows, place):
    assert Form(rows, before=before).add(TICKED, anchor).texts() == {place: "☑"}


def test_what_stands_in_a_hidden_row_or_column_is_hidden():
    made = Form('<row r="2" hidden="1"/>', '<cols><col min="4" max="4" hidden="1"/></cols>')
    cells = made.add(TICKED, "B2").add(TICKED, "D3").add(TICKED, "B3").cells()
    assert {a: cell.hidden for a, cell in cells.items()} == {"B2": True, "D3": True, "B3": False}


def test_a_box_on_merged_cells_belongs_to_the_first():
    made = Form(after='<mergeCells><mergeCell ref="B2:D4"/></mergeCells>')
    assert made.add(TICKED, "C3").add(EMPTY, "D4").texts() == {"B2": "☑ ☐"}


@pytest.mark.parametrize("kind", ["Spin", "Scroll"])
def test_a_spin_button_shows_the_number_that_it_sets_somewhere_else(kind):
    made = Form().add(f'"{kind}" val="3" fmlaLink="Calc!$A$1"', "B2", kind=kind)
    (cell,) = made.cells().values()
    assert (cell.address, cell.text, cell.value, cell.kind) == ("B2", "3", 3, "number")


def test_a_spin_button_beside_the_cell_that_it_sets_shows_nothing_of_its_own():
    row = '<row r="2"><c r="B2"><v>4</v></c></row>'
    made = Form(row).add('"Spin" val="4" fmlaLink="$B$2"', "C2", kind="Spin")
    assert made.texts() == {"B2": "4"}


def test_a_spin_button_over_a_number_leaves_it():
    row = '<row r="2"><c r="B2"><v>4</v></c></row>'
    made = Form(row).add('"Spin" val="3" fmlaLink="Calc!$A$1"', "B2", kind="Spin")
    assert made.texts() == {"B2": "4"}


def test_a_spin_button_that_sets_a_hidden_cell_shows_its_number():
    row = '<row r="2"><c r="F2"><v>5</v></c></row>'
    hidden = '<cols><col min="6" max="6" hidden="1"/></cols>'
    made = Form(row, hidden).add('"Spin" val="4" fmlaLink="$F$2"', "B2", kind="Spin")
    assert made.texts() == {"B2": "5", "F2": "5"}


def test_buttons_labels_and_spinners_that_set_nothing_hold_nothing():
    made = Form()
    for kind in ("Button", "Label", "GBox", "Spin", "Scroll"):
        made.add(f'"{kind}" val="3"', kind=kind, caption="Press")
    assert made.texts() == {}


def test_cells_that_are_check_boxes(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "form.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.insert_checkbox("A1", True)  # its second argument is its state
        sheet.insert_checkbox("A2", False)  # as above
        sheet.write("A3", True)  # as above
    cells = read_document(tmp_path / "form.xlsx").sheets[0].cells
    assert [(cell.text, cell.value) for cell in cells.values()] == [
        ("☑", True),
        ("☐", False),
        ("TRUE", True),
    ]


@pytest.mark.parametrize("ticked", ['"CheckBox" checked="Checked"', '"Radio" checked="Checked"'])
def test_a_form_with_a_box_for_each_point_is_understood(ticked):
    instrument = load_instrument("trip")
    heading = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABCDEF", ("Practice", *"12345"), strict=True)
    )
    rows = [f'<row r="1">{heading}</row>']
    made = Form()
    for number, item in enumerate(instrument.items):
        row = number + 2
        text = item.wordings[-1].text
        rows.append(f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>')
        for point, column in enumerate("BCDEF", start=1):
            made.add(ticked if point == 1 + number % 5 else ticked.split(" ")[0], f"{column}{row}")
    made.rows = "".join(rows)
    (found,), _ = Understanding(built_in_instruments()).understand(
        made.packed().document(), "ward.xlsx"
    )
    assert [row["rating"] for row in found.rows["ratings"]] == [
        1 + number % 5 for number in range(len(instrument.items))
    ]
    assert found.rows["ratings"][2]["cell"] == "D4"


def test_elements_left_open_in_the_drawing_do_no_harm():
    made = Form().add(TICKED, "B2", caption="two<br>lines").add(EMPTY, "C2", caption="<p>1")
    assert made.add(TICKED, "D2").texts() == {"B2": "☑ two lines", "C2": "☐ 1", "D2": "☑"}


@pytest.mark.parametrize("missing", ["xl/v.vml", "xl/c1025.xml"])
def test_a_part_that_is_missing_takes_no_other_with_it(missing):
    made = Form().add(TICKED, "B2").add(TICKED, "C2")
    made.packed()
    del made.parts.named[missing]
    made.parts.named.setdefault("xl/v.vml", made.VML.format(""))
    assert made.texts()["C2"] == "☑"


def test_absurd_anchors_do_no_harm():
    far = (10**9, 10**12, 10**9, 10**12, 10**15, 0, 10**15, 0)
    made = Form().add(TICKED, far).add(TICKED, (1, 1, 1, 1, 10**9, 1, 10**9, 1))
    assert set(made.texts().values()) == {"☑"}
    assert len(made.cells()) == 2


@pytest.mark.parametrize("anchor", [(-1, 0, -5, 0, 0, 5, 0, 5), ("x", 0, 0, 0, 0, 0, 0, 0)])
def test_anchors_that_are_no_places(anchor):
    made = Form().add("", anchor, newer=False, kind="Checkbox")
    assert len(made.texts()) == (anchor[0] == -1)


def test_more_controls_than_any_form_has_are_refused():
    made = Form().add(TICKED)
    made.listed *= 10_001
    assert outcome(made.texts) == "too-large"


def test_a_control_that_is_said_to_be_a_worksheet_is_nothing():
    made = Form().add(TICKED)
    made.links[1] = (made.links[1][0], "ctrlProp", "sheet1.xml")  # leads back to where it is
    assert made.texts() == {"B2": "☐"}  # as its drawing has it


def test_a_drawing_that_is_named_twice_is_read_once():
    made = Form().add("", "B2", kind="Checkbox", newer=False)
    made.links.append(("rId2", "vmlDrawing", "../V.vml"))
    assert made.texts() == {"B2": "☐"}


def test_the_frames_of_many_notes_are_passed_over(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TREE", 20_000)
    made = Form('<row r="1"><c r="A1"><v>4</v></c></row>')
    made.shapes = [f'<v:shape><x:ClientData ObjectType="Note"/>{" " * 90}</v:shape>'] * 300
    assert made.texts() == {"A1": "4"}


def test_openpyxl_and_notes_are_as_before(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active["A1"].comment = openpyxl.comments.Comment("why?", "Ash")
    workbook.active["A1"] = 4
    workbook.save(tmp_path / "form.xlsx")
    (sheet,) = read_document(tmp_path / "form.xlsx").sheets
    assert sheet.notes == (Note("A1", "why?"),)
    assert sheet.cells[1, 1].value == 4
