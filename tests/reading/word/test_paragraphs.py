"""Text as a person sees it: what is struck through, hidden, a symbol, a break."""

import pytest

from tests.raw_files import word_parts as word

WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
TICK = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'


@pytest.fixture
def lone():
    """The one cell of a document with one paragraph."""

    def read(*contents, **more):
        (cell,) = word.read(word.paragraph(*contents), **more).cells.values()
        return cell

    return read


def test_a_paragraphs_runs_are_one_text_at_its_number():
    sheet = word.read(word.paragraph("Our ", "team") + word.paragraph() + word.paragraph("is Ash"))
    assert word.texts(sheet) == {"paragraph 1": "Our team", "paragraph 3": "is Ash"}
    assert {cell.kind for cell in sheet.cells.values()} == {"text"}
    assert [sheet.address(*place) for place in sheet.cells] == ["paragraph 1", "paragraph 3"]


def test_a_strict_document_reads_the_same():
    body = word.paragraph("Ash") + word.table(
        word.row(word.cell("4", properties='<w:gridSpan w:val="2"/>'), word.check_box(True))
    )
    assert word.texts(word.read(body, strict=True)) == word.texts(word.read(body))


def test_breaks_and_hyphens_are_characters(lone):
    breaks = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>"
    hyphens = "<w:r><w:noBreakHyphen/><w:softHyphen/><w:t>d</w:t><w:br w:type='page'/></w:r>"
    assert lone(breaks, hyphens).text == "a\nb\nc-d"


def test_a_tab_in_a_paragraph_leads_to_the_next_column():
    line = "<w:r><w:t>Team:</w:t><w:tab/><w:t>Ash</w:t><w:tab/><w:tab/><w:t>2025</w:t></w:r>"
    sheet = word.read(word.paragraph(line))
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "Team:", (1, 2): "Ash", (1, 4): "2025",
    }  # fmt: skip
    for (row, column), cell in sheet.cells.items():
        assert cell.address == sheet.address(row, column) == "paragraph 1"
    assert word.texts(word.read(word.table(word.row(line)))) == {
        "table 1 row 1 column 1": "Team:\tAsh\t\t2025"
    }


def test_a_bullet_typed_before_a_tab_stays_with_its_words():
    tab = "<w:r><w:tab/></w:r>"
    lines = [("•", "a"), ("1.", "b"), ("(iv)", "c"), ("1", "2"), ("no", "d")]
    sheet = word.read("".join(word.paragraph(first, tab, then) for first, then in lines))
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "•\ta", (2, 1): "1.\tb", (3, 1): "(iv)\tc",
        (4, 1): "1", (4, 2): "2", (5, 1): "no", (5, 2): "d",
    }  # fmt: skip


def test_no_number_of_tabs_makes_endless_columns():
    sheet = word.read(word.paragraph("a\t" * 5000))
    assert max(column for _, column in sheet.cells) == 64
    assert sum(cell.text.count("a") for cell in sheet.cells.values()) == 5000


@pytest.mark.parametrize("strike", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>'])
def test_what_is_struck_through_is_told_apart(lone, strike):
    cell = lone(word.run("3", strike), " 4")
    assert (cell.text, cell.struck, cell.standing) == ("3 4", "3", "4")


@pytest.mark.parametrize("off", ['<w:strike w:val="0"/>', '<w:dstrike w:val="false"/>'])
def test_strike_through_can_be_switched_off(lone, off):
    assert lone(word.run("3", off)).struck == ""


def test_styles_strike_hide_and_give_fonts():
    def style(name, properties, more=""):
        looks = f"<w:rPr>{properties}</w:rPr>"
        return f'<w:style w:type="x" w:styleId="{name}">{more}{looks}</w:style>'

    styles = (
        style("Gone", "<w:strike/>")
        + style("GoneToo", "<w:b/>", '<w:basedOn w:val="Gone"/>')
        + style("Back", '<w:strike w:val="0"/>')
        + style("Unseen", "<w:vanish/>")
        + style("Ticks", WINGDINGS)
        + style("Round", "<w:b/>", '<w:basedOn w:val="Round"/>')
    )

    def styled(name, *contents):
        return word.paragraph(f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>', *contents)

    body = (
        styled("GoneToo", "3", word.run("4", '<w:rStyle w:val="Back"/>'))
        + styled("Unseen", "help")
        + styled("Round", word.run("ü", '<w:rStyle w:val="Ticks"/>'))
    )
    sheet = word.read(body, parts=[("styles", "styles.xml", "styles", styles)])
    first, second, third = sheet.cells.values()
    assert (first.text, first.standing) == ("34", "4")
    assert (second.text, second.hidden) == ("help", True)
    assert (third.text, third.hidden, third.struck) == ("✓", False, "")


@pytest.mark.parametrize(
    "gone", ["<w:del>{}</w:del>", "<w:moveFrom>{}</w:moveFrom>", "<w:del><w:ins>{}</w:ins></w:del>"]
)
def test_tracked_deletions_are_struck_through_and_insertions_kept(lone, gone):
    deleted = gone.format("<w:r><w:delText>3</w:delText></w:r>")
    inserted = f"<w:ins>{word.run(' 4')}</w:ins><w:moveTo>{word.run('!')}</w:moveTo>"
    cell = lone(deleted, inserted)
    assert (cell.text, cell.struck, cell.standing) == ("3 4!", "3", "4!")


def test_hidden_text_is_kept_apart_from_what_is_seen():
    hidden = word.run("write 1 to 5", "<w:vanish/>")
    sheet = word.read(word.table(word.row(word.cell(hidden, "4"), word.cell(hidden))))
    first, second = sheet.cells.values()
    assert (first.text, first.hidden) == ("4", False)
    assert [(note.address, note.text) for note in sheet.notes] == [
        ("table 1 row 1 column 1", "write 1 to 5")
    ]
    assert (second.text, second.hidden) == ("write 1 to 5", True)


@pytest.mark.parametrize(
    ("tick", "text"),
    [
        (TICK, "✓"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Segoe UI Symbol" w:char="2714"/></w:r>', "✔"),
        (f"<w:r><w:rPr>{WINGDINGS}</w:rPr><w:t>ü</w:t></w:r>", "✓"),
        (f"<w:r><w:rPr>{WINGDINGS}</w:rPr><w:t>\uf0fe</w:t></w:r>", "☑"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>ü</w:t></w:r>', "ü"),
    ],
)
def test_ticks_from_symbol_fonts_are_ticks(lone, tick, text):
    cell = lone(tick)
    assert (cell.text, cell.font) == (text, None)


def test_other_symbols_keep_their_letter_and_say_their_font(lone):
    cell = lone('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>')
    assert (cell.text, cell.font) == ("J", "Wingdings")


@pytest.mark.parametrize("code", ["", "zz", "D83D", "0", "110000", "F" * 9])
def test_a_symbol_that_is_none_is_nothing(code):
    symbol = f'<w:r><w:t>4</w:t><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'
    assert word.texts(word.read(word.paragraph(symbol))) == {"paragraph 1": "4"}


def test_words_in_links_tags_and_formulas_are_text(lone):
    link = f"<w:hyperlink r:id='rId9'>{word.run('a')}</w:hyperlink>"
    tag = f"<w:smartTag><w:customXml>{word.run('b')}</w:customXml></w:smartTag>"
    formula = "<m:oMath><m:r><m:t>4</m:t></m:r></m:oMath>"
    simple = f'<w:fldSimple w:instr=" PAGE ">{word.run("c")}</w:fldSimple>'
    assert lone(link, tag, simple, formula).text == "abc4"


def test_a_fields_instruction_is_no_text_but_its_result_is(lone):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{word.run("7")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert lone("Page ", field, " of 9").text == "Page 7 of 9"


def test_of_alternatives_the_first_alone_is_read(lone):
    emoji = (
        "<w:r><mc:AlternateContent>"
        '<mc:Choice Requires="w16se"><w16se:symEx w16se:font="x" w16se:char="1F642"/></mc:Choice>'
        "<mc:Fallback><w:t>:-)</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    fallback = (
        "<w:r><mc:AlternateContent><mc:Fallback><w:t> fine</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert lone(emoji, fallback).text == "🙂 fine"


def test_how_to_say_a_word_is_no_part_of_it(lone):
    ruby = (
        f"<w:r><w:ruby><w:rt>{word.run('kanji')}</w:rt>"
        f"<w:rubyBase>{word.run('漢字')}</w:rubyBase></w:ruby></w:r>"
    )
    assert lone(ruby).text == "漢字"


def test_an_object_laid_in_shows_that_it_is_there(lone):
    assert lone("<w:r><w:object><w:control r:id='rId9'/></w:object></w:r>").text == "\ufffc"
    assert lone("4", "<w:r><w:pict><w:control r:id='rId9'/></w:pict></w:r>").text == "4\ufffc"


def test_blank_paragraphs_are_no_cells():
    blanks = word.paragraph("  ") + word.paragraph("\u2002" * 5) + word.table(word.row(" \n"))
    assert word.texts(word.read(blanks)) == {}
