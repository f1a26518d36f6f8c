"""Web pages: the grid, the text, what is hidden, ticked or struck; and a whole form."""

import pytest

from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.reading import UnreadableFile
from trip_analytics.reading.web import web_page as module
from trip_analytics.reading.web.web_page import read_web_page
from trip_analytics.understanding import Understanding

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]


def sheets(page):
    return read_web_page(page if isinstance(page, bytes) else page.encode()).sheets


def table(page):
    """The cells of a page's only sheet by address."""
    (sheet,) = sheets(page)
    return {cell.address: cell for cell in sheet.cells.values()}


def texts(page):
    return {address: cell.text for address, cell in table(page).items()}


def cell(inside, attributes="", before=""):
    """The one cell of a table."""
    (found,) = table(f"{before}<table><tr><td {attributes}>{inside}</td></tr></table>").values()
    return found


def outcome(data):
    try:
        return read_web_page(data).sheets
    except UnreadableFile as refusal:
        return refusal.kind


def test_each_table_is_a_sheet_numbered_as_they_begin():
    page = "<table><tr><td>a</table><table></table><table><tr><td>b</table>"
    assert [(s.name, [*s.cells]) for s in sheets(page)] == [
        ("table 1", [(1, 1)]),
        ("table 3", [(1, 1)]),
    ]


def test_a_table_within_a_cell_is_a_sheet_and_not_repeated_around_it():
    page = "<table><tr><td>out<table><tr><td>in</table>side<td>x</table>"
    outer, inner = sheets(page)
    assert [c.text for c in outer.cells.values()] == ["out\nside", "x"]
    assert ([c.text for c in inner.cells.values()], inner.name) == (["in"], "table 2")


def test_text_outside_tables_comes_first_line_by_line():
    page = "<p>Team: <b>Ash</b><br>Year: 2025<table><tr><td>x</table><div>Thank you</div>"
    lines, found = sheets(page)
    assert lines.name is None
    assert [(c.address, c.text) for c in lines.cells.values()] == [
        ("paragraph 1", "Team: Ash"),
        ("paragraph 2", "Year: 2025"),
        ("paragraph 3", "Thank you"),
    ]
    assert lines.address(2, 1) == "paragraph 2"
    assert found.name == "table 1"


def test_a_caption_and_text_astray_in_a_table_stand_before_it():
    lines, found = sheets("<table>astray<tr><td>x</td></tr><caption>Team: Ash</caption></table>")
    assert [c.text for c in lines.cells.values()] == ["astray", "Team: Ash"]
    assert [c.text for c in found.cells.values()] == ["x"]


def test_spans_over_rows_and_columns_move_what_follows():
    page = "<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e<td>f<tr><td>g</table>"
    assert texts(page) == {
        "A1": "a",
        "B1": "b",
        "D1": "c",
        "B2": "d",
        "C2": "e",
        "D2": "f",
        "A3": "g",
    }


def test_merged_cells_are_told():
    (found,) = sheets("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>")
    assert found.merged == ((1, 1, 2, 1), (1, 2, 1, 3))


def test_a_row_without_cells_is_a_row():
    assert texts("<table><tr><td>a<tr><tr></tr><tr><td>b</table>") == {"A1": "a", "A4": "b"}


def test_cells_without_a_row_and_without_end_tags_are_read():
    assert texts("<table><td>a<td>b<tr><th>c</table>") == {"A1": "a", "B1": "b", "A2": "c"}


def test_absurd_spans_end_with_the_table():
    (found,) = sheets(
        "<table><tr><td rowspan=1000000000 colspan=2>a<td rowspan=0>b<tr><td colspan=-3>c</table>"
    )
    assert found.merged == ((1, 1, 2, 2), (1, 3, 2, 3))
    assert found.cells[2, 4].text == "c"


def test_a_span_over_rows_ends_with_its_group():
    page = "<table><thead><tr><td rowspan=3>a<tbody><tr><td>b<td rowspan=9>c</table>"
    (found,) = sheets(page)
    assert {c.address: c.text for c in found.cells.values()} == {"A1": "a", "A2": "b", "B2": "c"}
    assert found.merged == ()


def test_white_space_is_collapsed_and_elements_break_lines_as_in_a_browser():
    inside = " a  b\n<b> c</b>d <br>e<p>f</p><ul><li>g<li>h</ul><div>i</div>j<br><br>k "
    assert cell(inside).text == "a b cd\ne\nf\ng\nh\ni\nj\n\nk"


def test_preformatted_text_keeps_its_lines():
    assert cell("<pre>  a\n   b</pre>").text == "a\n   b"
    assert cell("<span style='white-space:pre-wrap'>a\n  b</span>").text == "a\n  b"
    (lines,) = sheets("<pre>Team: Ash\nYear: 2025</pre>")
    assert [c.text for c in lines.cells.values()] == ["Team: Ash", "Year: 2025"]


def test_a_cell_that_shows_nothing_is_not_kept():
    assert texts("<table><tr><td>&nbsp;<td> <td><br><td>x</table>") == {"D1": "x"}


@pytest.mark.parametrize(
    ("control", "shown"),
    [
        ("<input type=checkbox checked>", "☑"),
        ("<input type=checkbox>", "☐"),
        ("<INPUT TYPE=Radio CHECKED=checked>", "●"),
        ("<input type=radio>", "○"),
        ("<input type=checkbox checked> agreed", "☑ agreed"),
        ("<input value=' 4 '>", "4"),
        ("<input type=number value=4>", "4"),
        ("<textarea>so\n so</textarea>", "so\n so"),
        ("<select><option>1<option selected>2 - starting<option>3</select>", "2 - starting"),
    ],
)
def test_what_is_ticked_typed_or_chosen_in_a_control_is_text(control, shown):
    assert cell(control).text == shown


@pytest.mark.parametrize(
    "control",
    [
        "<input type=hidden value=token>",
        "<input type=password value=secret>",
        "<select><option>1<option>2</select>",  # nobody chose the first
        "<img alt='4' src=x.png>",
    ],
)
def test_what_nobody_sees_or_chose_in_a_control_is_no_text(control):
    assert texts(f"<table><tr><td>{control}<td>x</table>") == {"B1": "x"}


@pytest.mark.parametrize(
    "inside",
    [
        "<s>3</s> 4",
        "<strike>3</strike> 4",
        "<del>3</del> 4",
        "<span style='text-decoration:line-through'>3</span> 4",
        "<span style='TEXT-DECORATION-LINE: line-through !important'>3</span> 4",
        "<font class=font7>3</font> 4",
        "<s><b>3</b></s> 4",
        "<font id=old>3</font> 4",
        "<i class='a b'><b><u class=s0>3</u></b></i> 4",
    ],
)
def test_what_is_struck_through_is_told_from_what_stands(inside):
    styles = (
        "<style>.font7, FONT#old, .a td .b .s0, TD .b b .s0 {text-decoration:line-through;}"
        ".x .s1, td > .s2, .s2:hover, .b .a .s2 {text-decoration:line-through;}</style>"
    )
    inside = inside.replace(" 4", " <b class='s1 s2'>4</b>")
    found = cell(inside, before=styles)
    assert (found.text, found.struck, found.standing) == ("3 4", "3", "4")


def test_a_strike_left_open_ends_with_its_cell():
    found = table("<table><tr><td><s>3<td>4<tr><td>5</table>")
    assert [(c.text, c.struck) for c in found.values()] == [("3", "3"), ("4", ""), ("5", "")]


@pytest.mark.parametrize(
    ("inside", "attributes"),
    [
        ("<font face=Wingdings>ü</font>", ""),
        ("<span style=\"font-family:'wingdings', serif\">ü</span>", ""),
        ("<span style='font:11.0pt Wingdings'>ü</span>", ""),
        ("ü", "style='font-family:Wingdings'"),
        ("ü", "class=xl66"),
        ("ü", "id=tick"),
    ],
)
def test_a_tick_in_a_font_of_symbols_says_its_font(inside, attributes):
    styles = "<style><!-- td.xl66, #tick {font-family:Wingdings;} --></style>"
    found = cell(inside, attributes, styles)
    assert (found.text, found.font) == ("ü", "Wingdings")


def test_ticks_beside_words_become_ticks():
    assert cell("4 <font face=Wingdings>ü</font>").text == "4 ✓"
    assert cell("<font face='Segoe UI Symbol'>☑</font>").font is None


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>a<td style='display:none'>b</table>",
        "<table><tr><td>a<td hidden>b</table>",
        "<table><tr><td>a<td class=h>b</table>",
        "<table><tr><td>a<td><span style='visibility: hidden'>b</span></table>",
        "<table><col><col style='display:none'><tr><td>a<td>b</table>",
        "<table><colgroup><col span=1><col class=h></colgroup><tr><td>a<td>b</table>",
    ],
)
def test_what_is_hidden_is_kept_and_told(page):
    found = table(f"<style>@media print {{.x {{color:red}} td {{display:none}}}} .h{{display:none}}"
                  f"</style>{page}")  # fmt: skip
    assert [(c.text, c.hidden) for c in found.values()] == [("a", False), ("b", True)]


def test_a_hidden_row_and_a_hidden_table_are_told():
    first, second = sheets(
        "<table><tr style='display:none'><td>a<tr><td>b</table><table hidden><tr><td>c</table>"
    )
    assert [(c.text, c.hidden) for c in first.cells.values()] == [("a", True), ("b", False)]
    assert (first.hidden, second.hidden) == (False, True)


def test_cells_after_a_hidden_row_are_not_hidden_with_it():
    found = table("<table><tr hidden><td>a</tr><td>b<tbody hidden><tr><td>c<tbody><td>d</table>")
    assert {c.text: c.hidden for c in found.values()} == {
        "a": True,
        "b": False,
        "c": True,
        "d": False,
    }


def test_hidden_text_beside_shown_text_is_kept_as_a_note():
    (found,) = sheets("<table><tr><td>4<span style='display:none'>was 3</span></table>")
    assert found.cells[1, 1].text == "4"
    assert [(note.address, note.text) for note in found.notes] == [("A1", "was 3")]


def test_scripts_styles_templates_titles_and_comments_are_left_out():
    page = (
        "<head><title>t</title><xml><x:Name>n</x:Name></xml></head><body>"
        "<script>var a = '<td>1</td>'</script><style>p {}</style><template><p>t</p></template>"
        "<!-- c --><!--[if gte mso 9]><p>mso</p><![endif]--><noframes>no</noframes>"
        "<table><tr><td>4<!-- c --></table>"
    )
    assert texts(page) == {"A1": "4"}


def test_what_office_shows_to_browsers_alone_is_read():
    page = "<![if !excel]><p>seen<![endif]><table><tr><td>4</table>"
    lines, found = sheets(page)
    assert [c.text for c in lines.cells.values()] == ["seen"]
    assert found.cells[1, 1].text == "4"


@pytest.mark.parametrize(
    ("attributes", "shown", "value", "kind"),
    [
        ("x:num=3.67", "4", 3.67, "number"),
        ("x:num", "4", 4, "number"),
        ("sdval='3.67' sdnum='2057;0;0'", "4", 3.67, "number"),  # LibreOffice
        ("x:num", "1,200.5", 1200.5, "number"),
        ("x:num='0.75'", "75%", 0.75, "number"),
        ("x:num='45750'", "03/04/2025", "03/04/2025", "text"),  # the date as it is shown
        ("x:num='nan'", "4", "4", "text"),
        ("x:str", "4", "4", "text"),
        ("x:bool=TRUE", "TRUE", True, "boolean"),
        ("x:err='#REF!'", "#REF!", "#REF!", "error"),
        ("", "4", "4", "text"),
    ],
)
def test_the_value_stored_beside_what_is_shown_is_kept(attributes, shown, value, kind):
    found = cell(shown, attributes)
    assert (found.text, found.value, found.kind) == (shown, value, kind)


def test_the_formula_excel_stored_is_kept():
    assert cell("4", "x:num x:fmla='=A1+1'").formula == "A1+1"


ENCODED = [
    ("utf-8", ""),
    ("utf-8-sig", ""),
    ("utf-16", ""),
    ("utf-16-le", ""),
    ("cp1252", ""),
    ("cp1252", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"),
    ("cp1252", "<meta charset=utf-8>"),  # what it declares is not so
    ("iso8859-15", "<meta charset='ISO-8859-15'>"),
    ("utf-8", "<meta charset=zip>"),
]


@pytest.mark.parametrize(("encoding", "declared"), ENCODED)
def test_the_alphabet_is_told_by_mark_declaration_or_look(encoding, declared):
    text = "Élan ’” …" if encoding != "iso8859-15" else "Élan €"
    page = f"<html><head>{declared}</head><table><tr><td>{text}</table>"
    assert texts(page.encode(encoding)) == {"A1": text}


def test_a_page_of_frames_says_nothing_itself():
    assert sheets("<html><frameset><frame src=sheet001.htm></frameset></html>") == ()
    assert sheets("") == sheets("<!-- -->") == sheets("<html>") == ()


HOSTILE = {
    "elements without end": b"<b>" * 100_000,
    "tables without end": b"<table><tr><td>" * 30_000,
    "a tag of a million attributes": b"<p " + b" ".join(b"a%d" % n for n in range(10_000)),
    "a span over everything": b"<table>" + b"<tr><td colspan=1000 rowspan=65534>x" * 2_000,
    "columns covered without end": b"<table><tr>" + b"<td rowspan=65534>" * 1_600
    + b"<tr><td>x" * 6_000,
    "end tags of nothing": b"<div>" * 250 + b"</b>" * 20_000,
    "comments within comments": b"<!--" * 100_000,
    "brackets alone": b"<" * 20_000,
    "styles within styles": b"<style>" + b"/*{" * 100_000 + b"</style><p>x",
    "entities": b"&amp;" * 9_000 + b"&x" * 9_000,
    "rules without end": b"<style>" + b".a .b {font:x}" * 400 + b"</style>"
    + b"<p class=b>" * 400,
    "columns without end": b"<table><tr>" + b"<td>" * 20_000,
}  # fmt: skip


@pytest.mark.slow_but(5)
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_page_gives_a_cell_or_is_refused(what):
    found = outcome(HOSTILE[what])
    assert found in ("too-large", "damaged") or sum(len(sheet.cells) for sheet in found) <= 1


def test_a_page_of_more_than_any_form_holds_is_refused(monkeypatch):
    page = b"<table><tr><td>a<td>b<td>c</table><p>d<p>e"
    monkeypatch.setattr(module, "MOST_CELLS", 3)
    assert len(outcome(page)) == 2
    monkeypatch.setattr(module, "MOST_CELLS", 2)
    assert outcome(page) == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr("trip_analytics.reading.web.page_text.MOST_CELLS", 1)
    assert outcome(page) == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr(module, "MOST_EVENTS", 5)
    assert outcome(page) == "too-large"


def test_nothing_is_lost_silently_where_the_parser_leaves_off(monkeypatch):
    page = b"<table><tr><td title='" + b"x" * 11_000_000 + b"'>3<td>4</table>"
    assert outcome(page) == "damaged"
    monkeypatch.setattr(module, "LONGEST_TAG", 1 << 30)
    found = outcome(page)
    assert found == "damaged" or [c.text for c in found[0].cells.values()] == ["3", "4"]


def test_elements_nest_as_deep_as_pages_do():
    depth = module.DEEPEST - 4  # html and body are there as well
    assert len(outcome(b"<div>" * depth + b"x")) == 1
    assert outcome(b"<div>" * (depth + 10) + b"x") == "damaged"


def test_a_trip_form_with_team_and_year_above_its_table_comes_out_as_a_form():
    marks = ["1", "2", "3", "4", "5", "n/a", "", "<s>3</s> 4"]
    rows = "".join(
        f"<tr><td>{n}<td>{statement}<td x:num>{mark}<td>we’d say so"
        for n, (statement, mark) in enumerate(zip(STATEMENTS, marks, strict=True), 1)
    )
    page = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><h1>TRIP</h1>"
        "<p>Team: Ash Ward<br>Year: 2024/25</p><table>"
        f"<tr><th>No<th>Statement<th>Rating (1-5)<th>Comments{rows}</table>"
    )
    (found,), log = Understanding(built_in_instruments()).understand(
        read_web_page(page.encode("cp1252")), "ash.xls"
    )
    ratings = found.rows["ratings"]
    assert [row["rating"] for row in ratings] == [1, 2, 3, 4, 5, None, None, 4]
    assert ratings[0]["comment"] == "we’d say so"
    assert (ratings[0]["sheet"], ratings[0]["cell"]) == ("table 1", "C2")
    assert (found.fields.team.text, found.fields.year.year) == ("Ash Ward", 2024)
    assert [entry.kind for entry in log if entry.severity == "error"] == []
