"""Random documents give their cells back; ordinary ones read as python-docx reads them."""

from __future__ import annotations

import io
import subprocess
import zipfile

import docx
import pytest
from docx.enum.section import WD_SECTION
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.raw_files import word_parts as word
from trip_analytics.reading import UnreadableFile
from trip_analytics.reading.files import read_bytes

WORDS = st.text(st.sampled_from("abc4 ✓&<é\n"), max_size=6)


def saved(document):
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def cells_of(document):
    """Address -> text of an ordinary document, by python-docx."""
    found = {f"paragraph {n}": p.text for n, p in enumerate(document.paragraphs, start=1)}
    for number, table in enumerate(document.tables, start=1):
        for row in range(len(table.rows)):
            covered = set()
            for column in range(len(table.columns)):
                cell = table.cell(row, column)
                if row and cell._tc is table.cell(row - 1, column)._tc:
                    continue
                if cell._tc not in covered:
                    covered.add(cell._tc)
                    found[f"table {number} row {row + 1} column {column + 1}"] = cell.text
    return {address: text for address, text in found.items() if text.strip()}


def ours(data):
    (sheet,) = read_bytes("form.docx", data).sheets
    for (row, column), cell in sheet.cells.items():
        assert cell.address == sheet.address(row, column)
        assert (cell.row, cell.column) == (row, column)
    return {cell.address: cell.text for cell in sheet.cells.values()}


@st.composite
def ordinary_documents(draw):
    """Paragraphs and tables with merged cells, as python-docx makes them."""
    document = docx.Document()
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            document.add_paragraph(draw(WORDS), style=draw(st.sampled_from(["Title", "Normal"])))
            continue
        rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
        table = document.add_table(rows, columns)
        for row in table.rows:
            for cell in row.cells:
                cell.text = draw(WORDS)
        if draw(st.booleans()):
            top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
            bottom, right = draw(st.integers(top, rows - 1)), draw(st.integers(left, columns - 1))
            table.cell(top, left).merge(table.cell(bottom, right))
    return document


@settings(
    max_examples=settings.default.max_examples // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(ordinary_documents())
def test_ordinary_documents_read_as_python_docx_reads_them(document):
    assert ours(saved(document)) == cells_of(document)


@st.composite
def tables(draw, depth=0):
    """A table as nested lists: rows of cells of (text, columns, goes on, inner table, wrapped)."""
    columns = draw(st.integers(1, 4))
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        cells, left = [], columns
        while left:
            span = draw(st.integers(1, left))
            inner = draw(tables(depth + 1)) if depth < 2 and draw(st.integers(0, 5)) == 0 else None
            text = draw(st.sampled_from(["", "a", "4", "✓ b"]))
            cells.append((text, span, inner, draw(st.booleans())))
            left -= span
        rows.append((cells, draw(st.booleans()), draw(st.integers(0, 2))))
    return rows


def written(rows):
    """The XML of a table."""
    made = []
    for cells, wrapped, before in rows:
        row = []
        for text, span, inner, cell_wrapped in cells:
            blocks = [word.paragraph(text) if text else word.paragraph()]
            if inner is not None:
                blocks = [written(inner), *blocks]
            cell = word.cell(*blocks, properties=f'<w:gridSpan w:val="{span}"/>')
            row.append(word.control("", cell) if cell_wrapped else cell)
        of_row = word.row(*row, properties=f'<w:gridBefore w:val="{before}"/>')
        made.append(word.control("", of_row) if wrapped else of_row)
    return word.table(*made)


def expected(rows, count):
    """What a table's cells must read as; ``count`` numbers the tables as they begin."""
    count[0] += 1
    own, inner_ones = [], []
    name = f"table {count[0]}"
    for number, (cells, _, before) in enumerate(rows, start=1):
        column = 1 + before
        for text, span, inner, _ in cells:
            if text:
                own.append((f"{name} row {number} column {column}", text))
            if inner is not None:
                inner_ones += expected(inner, count)
            column += span
    return own + inner_ones


@settings(
    max_examples=settings.default.max_examples // 3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(made=st.lists(tables(), min_size=1, max_size=2))
def test_random_tables_give_the_same_cells_back(made):
    count = [0]
    wanted = [line for rows in made for line in expected(rows, count)]
    sheet = word.read("".join(written(rows) for rows in made))
    assert list(word.texts(sheet).items()) == wanted
    assert all(sheet.address(*place) == cell.address for place, cell in sheet.cells.items())
    starts = {(top, left) for top, left, _, _ in sheet.merged}
    assert len(starts) == len(sheet.merged) == sum(
        span > 1 for rows in made for span in _spans(rows)
    )  # fmt: skip


LOOKS = [
    "",
    "<w:b/>",
    "<w:strike/>",
    "<w:vanish/>",
    '<w:rFonts w:ascii="Arial"/>',
    '<w:rFonts w:ascii="Wingdings"/>',
    '<w:rStyle w:val="Gone"/>',
    '<w:rPrChange w:id="1"><w:rPr><w:strike/></w:rPr></w:rPrChange>',
]
AROUND = [
    "{}",
    "<w:ins>{}</w:ins>",
    "<w:del>{}</w:del>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "{}<w:r><w:tab/></w:r>",
    "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{}",
]
OF_CELL = [
    "",
    '<w:gridSpan w:val="2"/>',
    "<w:vMerge/>",
    '<w:vMerge w:val="restart"/>',
    '<w:gridSpan w:val="2"/><w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>',
]


@st.composite
def cells(draw):
    """A cell of words, some of which ask to be looked at closely."""
    paragraphs = []
    for _ in range(draw(st.integers(0, 2))):
        run = word.run(draw(st.sampled_from(["4", " ", "é"])), draw(st.sampled_from(LOOKS)))
        paragraphs.append(word.paragraph(draw(st.sampled_from(AROUND)).format(run)))
    of_cell = draw(st.sampled_from(OF_CELL))
    return word.cell(*(paragraphs or [word.paragraph()]), properties=of_cell)


@settings(deadline=None)
@given(data=st.data())
def test_a_table_of_words_reads_the_same_in_one_go_and_looked_at_closely(data):
    rows = [
        word.row(*(data.draw(cells()) for _ in range(data.draw(st.integers(1, 2)))))
        for _ in range(data.draw(st.integers(1, 2)))
    ]
    gone = '<w:style w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    styles = [("styles", "styles.xml", "styles", gone)]
    with pytest.MonkeyPatch.context() as patch:
        quickly = word.read(word.table(*rows), parts=styles)
        patch.setattr(
            "trip_analytics.reading.word.document_blocks.read_plain_table", lambda *_: None
        )
        assert word.read(word.table(*rows), parts=styles) == quickly


def _spans(rows):
    for cells, _, _ in rows:
        for _, span, inner, _ in cells:
            yield span
            if inner is not None:
                yield from _spans(inner)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_changed_bytes_never_break_reading(data):
    """A document with a few bytes of its XML changed is read, or refused in plain words."""
    body = word.paragraph("Team: ", word.check_box(True)) + word.table(
        word.row("a", word.cell("4", properties='<w:gridSpan w:val="2"/><w:vMerge/>')),
        word.row(word.cell(word.table(word.row("b")), word.paragraph())),
    )
    with zipfile.ZipFile(io.BytesIO(word.packed(body))) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    content = parts["word/document.xml"]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.sampled_from(b'<>/"w:spt109 \x00\xff'))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, bytes(part))
    try:
        (sheet,) = read_bytes("form.docx", changed.getvalue()).sheets
    except UnreadableFile:
        return
    assert all(cell.text for cell in sheet.cells.values())


@pytest.mark.slow
def test_a_document_saved_by_libreoffice_reads_the_same(soffice, tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Team: Ash"
    document.add_heading("Our review", 1)
    document.add_paragraph("Team:\tAsh Ward")
    table = document.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 2).add_table(1, 1).cell(0, 0).text = "within"
    table.cell(1, 2).paragraphs[0].add_run(" struck").font.strike = True
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("The end")
    (tmp_path / "form.docx").write_bytes(saved(document))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            str(tmp_path / "form.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    assert ours((tmp_path / "saved" / "form.docx").read_bytes()) == ours(saved(document))
