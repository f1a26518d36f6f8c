"""A whole document: its headers, boxes, notes; and what must not be opened."""

import pytest

from tests.raw_files import outcome
from tests.raw_files import word_parts as word
from trip_analytics.reading.files import read_bytes
from trip_analytics.reading.word.document_blocks import DEEPEST_BOX, DEEPEST_TABLE


def why(data):
    return outcome(read_bytes, "form.docx", data)


def box(*paragraphs):
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f"<w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing>"


def old_box(*paragraphs):
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"


def test_a_text_box_is_read_once_behind_what_it_hangs_on():
    either = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps">{box(word.paragraph("Team: Ash"))}</mc:Choice>'
        f"<mc:Fallback>{old_box(word.paragraph('Team: Ash'))}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = f"<w:r>{old_box(word.paragraph('old'), word.table(word.row('t')))}</w:r>"
    body = word.paragraph("Title", either) + word.table(word.row(word.cell("a", old), "b"))
    assert list(word.texts(word.read(body)).items()) == [
        ("paragraph 1", "Title"),
        ("paragraph 1 of text box 1", "Team: Ash"),
        ("table 1 row 1 column 1", "a"),
        ("table 1 row 1 column 2", "b"),
        ("paragraph 1 of text box 2", "old"),
        ("table 1 of text box 2 row 1 column 1", "t"),
    ]


def test_of_alternative_blocks_the_first_alone_is_read():
    def either(choice, fallback):
        return (
            f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )

    body = either(word.paragraph("a"), word.paragraph("b")) + word.table(
        either(word.row("c"), word.row("d")), either("", word.row("e"))
    )
    assert word.texts(word.read(body)) == {"paragraph 1": "a", "table 1 row 1 column 1": "c"}


def sections(*references, more=""):
    inside = "".join(
        f'<w:{kind}Reference w:type="{pages}" r:id="{number}"/>'
        for kind, pages, number in references
    )
    return f"<w:sectPr>{inside}{more}</w:sectPr>"


def test_headers_and_footers_are_read_once_for_each_text():
    parts = [
        ("header", "header1.xml", "hdr", word.paragraph("Team: Ash")),
        ("header", "header2.xml", "hdr", word.paragraph("Team: Ash")),
        ("header", "header3.xml", "hdr", word.table(word.row("Year:", "2025"))),
        ("footer", "footer1.xml", "ftr", word.paragraph("Page 1")),
    ]
    body = word.paragraph(
        f"<w:pPr>{sections(('header', 'default', 'part1'))}</w:pPr>", "text"
    ) + sections(
        ("header", "default", "part2"),
        ("header", "first", "part3"),
        ("footer", "default", "part4"),
        more="<w:titlePg/>",
    )
    sheet = word.read(body, parts=parts)
    assert word.texts(sheet) == {
        "paragraph 1 of header": "Team: Ash",
        "table 1 of header 2 row 1 column 1": "Year:",
        "table 1 of header 2 row 1 column 2": "2025",
        "paragraph 1": "text",
        "paragraph 1 of footer": "Page 1",
    }
    assert not any(cell.hidden for cell in sheet.cells.values())
    for (row, column), cell in sheet.cells.items():
        assert cell.address == sheet.address(row, column)


@pytest.mark.parametrize("even", ["", "<w:evenAndOddHeaders/>"])
def test_headers_that_no_page_shows_come_last_and_hidden(even):
    parts = [
        ("header", "header1.xml", "hdr", word.paragraph("Year: 2023")),
        ("header", "header2.xml", "hdr", word.paragraph("Year: 2024")),
        ("header", "header3.xml", "hdr", word.paragraph("Year: 2025")),
        ("settings", "settings.xml", "settings", even),
    ]
    body = word.paragraph("text") + sections(
        ("header", "first", "part1"), ("header", "even", "part2"), ("header", "default", "part3")
    )
    cells = list(word.read(body, parts=parts).cells.values())
    assert [(cell.text, cell.hidden) for cell in cells if "2024" in cell.text] == [
        ("Year: 2024", not even)
    ]
    assert [cell.text for cell in cells] == (
        ["Year: 2024", "Year: 2025", "text", "Year: 2023"]
        if even
        else ["Year: 2025", "text", "Year: 2023", "Year: 2024"]
    )


def test_comments_and_footnotes_are_notes_on_the_place_they_hang_on():
    def marked(kind, number):
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    body = word.table(
        word.row(word.cell("4", marked("comment", 1), marked("footnote", 2)), "x")
    ) + word.paragraph("end", marked("endnote", 5))
    parts = [
        (
            "comments", "comments.xml", "comments",
            f'<w:comment w:id="0" w:author="Jo">{word.paragraph("nowhere")}</w:comment>'
            f'<w:comment w:id="1" w:author="Jo">{word.paragraph("why?")}{word.paragraph("ask")}'
            "</w:comment>",
        ),
        (
            "footnotes", "footnotes.xml", "footnotes",
            f'<w:footnote w:id="0" w:type="separator">{word.paragraph()}</w:footnote>'
            f'<w:footnote w:id="2">{word.paragraph("since May")}</w:footnote>',
        ),
        (
            "endnotes", "endnotes.xml", "endnotes",
            f'<w:endnote w:id="5">{word.paragraph("source")}</w:endnote>',
        ),
    ]  # fmt: skip
    sheet = word.read(body, parts=parts)
    assert word.texts(sheet)["table 1 row 1 column 1"] == "4"
    assert [(note.address, note.text) for note in sheet.notes] == [
        ("table 1 row 1 column 1", "why?\nask"),
        ("table 1 row 1 column 1", "since May"),
        ("paragraph 1", "source"),
        ("comment 1", "nowhere"),
    ]


@pytest.mark.parametrize(
    "within", ["<w:altChunk r:id='rId7'/>", "<w:p><w:subDoc r:id='rId7'/></w:p>"]
)
def test_a_document_within_is_asked_for_and_never_followed(within):
    for more in ("", ' TargetMode="External"'):
        links = [("rId7", "aFChunk", "afchunk.docx", more)]
        data = word.packed(word.paragraph("text") + within, links=links)
        assert why(data) == "document-within"


def test_links_to_the_outside_are_left_alone():
    links = [("rId7", "header", "file:///etc/hostname", ' TargetMode="External"')]
    body = word.paragraph("text") + sections(("header", "default", "rId7"))
    assert word.texts(word.read(body, links=links)) == {"paragraph 1": "text"}


def test_parts_that_are_not_there_are_done_without():
    links = [
        ("rId7", "header", "header9.xml", ""), ("rId8", "comments", "comments.xml", ""),
        ("rId9", "styles", "styles.xml", ""), ("rId10", "settings", "settings.xml", ""),
    ]  # fmt: skip
    body = word.paragraph("text") + sections(("header", "default", "rId7"))
    assert word.texts(word.read(body, links=links)) == {"paragraph 1": "text"}


def test_a_document_without_a_body_is_damaged():
    assert word.read("").cells == {}
    bodiless = [("x", "document.xml", "document", "")]
    assert why(word.packed("", parts=bodiless)) == "damaged"


def test_a_document_larger_than_any_form_is_refused():
    assert why(word.packed(word.paragraph("x" * (9 << 20)))) == "too-large"


def test_text_boxes_within_text_boxes_end_somewhere():
    def nested(depth):
        inside = word.paragraph("x")
        for _ in range(depth):
            inside = word.paragraph(f"<w:r>{old_box(inside)}</w:r>")
        return inside

    assert len(word.read(nested(DEEPEST_BOX)).cells) == 1
    assert why(word.packed(nested(DEEPEST_BOX + 1))) == "damaged"


def test_more_cells_than_any_form_has_are_refused(monkeypatch):
    monkeypatch.setattr("trip_analytics.reading.word.document_blocks.MOST_CELLS", 3)
    body = word.paragraph("a") + word.table(word.row("b", "", "c"))
    assert len(word.read(body).cells) == 3
    assert why(word.packed(body + word.paragraph("d"))) == "too-large"


def test_whatever_is_repeated_takes_no_more_cells_than_it_fills():
    many = 1 << 17
    for unit, frame in [
        ("<w:p/>", "{}"),
        ("<w:tr/>", "<w:tbl>{}</w:tbl>"),
        ("<w:r><w:t>a\t</w:t></w:r>", "<w:p>{}</w:p>"),
        ("<w:r/>", "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>" * 100
                   + "{}" + "</w:sdtContent></w:sdt>" * 100),
        ("<w:listEntry/>", "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList>{}"
                           "</w:ddList></w:ffData></w:fldChar></w:r></w:p>"),
    ]:  # fmt: skip
        data = word.packed(frame.format(unit * ((many - 10_000) // len(unit))))
        (sheet,) = read_bytes("form.docx", data).sheets
        assert len(sheet.cells) <= 64


def test_tables_within_tables_end_somewhere():
    def nested(depth):
        inside = word.paragraph("x")
        for _ in range(depth):
            inside = word.table(word.row(word.cell(inside, word.paragraph())))
        return inside

    assert len(word.read(nested(DEEPEST_TABLE)).cells) == 1
    assert why(word.packed(nested(DEEPEST_TABLE + 1))) == "damaged"


@pytest.mark.parametrize(
    "wrapper",
    [
        "<w:ins>{}</w:ins>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:r><w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ],
)
def test_no_depth_of_wrapping_breaks_reading(wrapper):
    def wrapped(depth):
        inside = word.run("x")
        for _ in range(depth):
            inside = wrapper.format(inside)
        return word.paragraph(inside)

    for depth in (40, 75):
        assert word.texts(word.read(wrapped(depth))) == {"paragraph 1": "x"}
    assert why(word.packed(wrapped(300))) == "damaged"
