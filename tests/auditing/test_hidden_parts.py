"""Each thing that a file holds without showing it is found, and none in our own."""

import base64
import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from matplotlib.figure import Figure
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from trip_analytics.auditing.audit import audit_files
from trip_analytics.auditing.hidden_parts import words_in_picture

ROWS = [["Practice", "Teams", "Average"], ["Choices", 33, 3.2], ["Hope", 34, 2.9]]


def kinds(found):
    return found["kind"].tolist()


def second_sheet(state):
    def change(book):
        sheet = book.create_sheet("Working")
        sheet["A1"] = "what teams wrote"
        sheet.sheet_state = state

    return change


def hidden_row(book):
    book.active.row_dimensions[3].hidden = True


def hidden_column(book):
    book.active.column_dimensions["C"].hidden = True


def more_digits(book):
    book.active["C2"] = 3.2381
    book.active["C2"].number_format = "0.0"


def shown_as_nothing(book):
    book.active["D2"] = 4
    book.active["D2"].number_format = ";;;"


def comment(book):
    book.active["A2"].comment = Comment("ask them", "A Person")


def defined_name(book):
    book.defined_names["returns_of_ward_3"] = DefinedName(
        "returns_of_ward_3", attr_text="Sheet1!A1"
    )


def author(book):
    book.properties.creator = "A Person"


def last_saved_by(book):
    book.properties.lastModifiedBy = "A Person"


WORKBOOKS = {
    "hidden": (second_sheet("hidden"), "hidden-sheet"),
    "very hidden": (second_sheet("veryHidden"), "hidden-sheet"),
    "row": (hidden_row, "hidden-cells"),
    "column": (hidden_column, "hidden-cells"),
    "digits": (more_digits, "more-digits"),
    "shown as nothing": (shown_as_nothing, "more-digits"),
    "comment": (comment, "comment"),
    "name": (defined_name, "defined-name"),
    "author": (author, "metadata"),
    "last saved by": (last_saved_by, "metadata"),
}


@pytest.mark.parametrize("what", WORKBOOKS)
def test_what_a_workbook_holds_back(what, tmp_path, workbook):
    change, kind = WORKBOOKS[what]
    assert audit_files(workbook(tmp_path / "plain.xlsx", ROWS)).empty
    found = audit_files(workbook(tmp_path / "r.xlsx", ROWS, change=change))
    assert kinds(found) == [kind]
    assert "Person" not in found["finding"][0]


def test_an_author_who_is_printed_in_the_document_is_no_secret(tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", ROWS, title="By a person", change=author)
    assert kinds(audit_files(path)) == []


def test_figures_stored_behind_a_chart(tmp_path):
    path = tmp_path / "r.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    for at, row in enumerate(ROWS):
        sheet.write_row(at, 0, row)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Sheet1!$C$2:$C$3"})
    sheet.insert_chart("F2", chart)
    book.close()
    assert "stored-data" in kinds(audit_files(path))


PARTS = {
    "xl/pivotCache/pivotCacheRecords1.xml": "stored-data",
    "xl/externalLinks/externalLink1.xml": "external-link",
    "xl/connections.xml": "external-link",
    "xl/embeddings/oleObject1.bin": "embedded",
    "xl/vbaProject.bin": "macro",
    "xl/revisions/revisionLog1.xml": "tracked-change",
    "xl/threadedComments/threadedComment1.xml": "comment",
    "xl/model/item.data": "stored-data",
    "docProps/custom.xml": "metadata",
    "docProps/thumbnail.jpeg": "metadata",
    "customXml/item1.xml": "custom-xml",
}


@pytest.mark.parametrize("part", PARTS)
def test_parts_that_a_reader_does_not_see(part, tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, "<data>something</data>")
    assert kinds(audit_files(path)) == [PARTS[part]]


HARMLESS = {
    "customXml/item1.xml": "<data/>",  # Word writes such parts into every document
    "xl/charts/chart1.xml": "<chart/>",
    "xl/media/image1.png": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("part", HARMLESS)
def test_parts_that_hold_nothing(part, tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, HARMLESS[part])
    assert audit_files(path).empty


def test_a_linked_workbook_is_one_finding(tmp_path, workbook):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
    link = f'<r><l Id="rId1" Type="{kind}" Target="H:/ward3.xlsx" TargetMode="External"/></r>'
    path = workbook(tmp_path / "r.xlsx", ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", link)
    assert kinds(audit_files(path)) == ["external-link"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.england.nhs.uk/", []),
        ("mailto:recovery@example.org", []),
        ("file:///H:/ward3.xlsx", ["external-link"]),
        ("C:\\returns\\ward3.xlsx", ["external-link"]),
    ],
)
def test_links_to_click_on(address, expected, tmp_path, workbook):
    def linked(book):
        book.active["A2"].hyperlink = address

    assert kinds(audit_files(workbook(tmp_path / "r.xlsx", ROWS, change=linked))) == expected


def test_names_that_excel_gives_itself(tmp_path, workbook):
    def printed(book):
        book.active.print_area = "A1:C3"

    assert audit_files(workbook(tmp_path / "r.xlsx", ROWS, change=printed)).empty


def test_a_part_that_is_damaged_is_a_finding(tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item1.xml", "<data>something")
    found = audit_files(path)
    assert kinds(found) == ["not-looked-at"]
    assert found["finding"][0].startswith("Not all that it holds could be looked at")


@pytest.mark.parametrize("page", ["<!doctype html>", "<html></html>", "<html><!-- --></html>"])
def test_a_page_of_nothing(page, tmp_path):
    (tmp_path / "r.html").write_text(page, encoding="utf-8")
    assert audit_files(tmp_path).empty


def test_a_page_in_another_encoding(tmp_path):
    page = "<html><p>A</p><!-- Ward 3 said no --></html>"
    (tmp_path / "r.html").write_bytes(page.encode("utf-16"))
    assert kinds(audit_files(tmp_path)) == ["html-comment"]


def word(path, change):
    document = docx.Document()
    document.core_properties.author = ""
    document.add_paragraph("A report with one paragraph.")
    change(document)
    document.save(path)
    with zipfile.ZipFile(path) as archive:  # the template's own preview is not what is tested
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            if "thumbnail" not in name:
                archive.writestr(name, content)
    return path


def word_comment(document):
    run = document.paragraphs[0].runs[0]
    document.add_comment(run, text="is that so?", author="A Person")


def tracked(document):
    taken_out = OxmlElement("w:del")
    run, text = OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = "Ward 3 said no"
    run.append(text)
    taken_out.append(run)
    document.paragraphs[0]._p.append(taken_out)


def vanished(document):
    document.add_paragraph().add_run("Ward 3 said no").font.hidden = True


def variable(document):
    variables, one = OxmlElement("w:docVars"), OxmlElement("w:docVar")
    one.set(qn("w:name"), "ward")
    one.set(qn("w:val"), "3")
    variables.append(one)
    document.settings.element.append(variables)


def template(document):
    document.part.relate_to(
        "file:///H:/ward3.dotx",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )


def revised_by(document):
    document.core_properties.last_modified_by = "A Person"


WORDS = {
    "comment": (word_comment, "comment"),
    "tracked": (tracked, "tracked-change"),
    "vanished": (vanished, "hidden-text"),
    "variable": (variable, "metadata"),
    "template": (template, "external-link"),
    "saved by": (revised_by, "metadata"),
}


@pytest.mark.parametrize("what", WORDS)
def test_what_a_word_document_holds_back(what, tmp_path):
    change, kind = WORDS[what]
    assert audit_files(word(tmp_path / "plain.docx", lambda _: None)).empty
    assert kinds(audit_files(word(tmp_path / "r.docx", change))) == [kind]


PAGES = {
    "<!-- Ward 3 said no -->": "html-comment",
    "<script>var returns = [3, 4]</script>": "script",
    '<p data-team="Ward 3">A paragraph.</p>': "data-attribute",
    "<p hidden>Ward 3 said no</p>": "hidden-text",
    '<p style="display: none">Ward 3 said no</p>': "hidden-text",
    '<input type="hidden" value="Ward 3">': "hidden-text",
    '<img src="https://example.org/a.png" alt="">': "external-link",
    '<link rel="stylesheet" href="//example.org/a.css">': "external-link",
    '<meta name="author" content="A Person">': "metadata",
}


@pytest.mark.parametrize("part", PAGES)
def test_what_a_web_page_holds_back(part, tmp_path):
    path = tmp_path / "r.html"
    page = (
        "<!doctype html><html><head><title>R</title></head><body><h1>A report</h1>{}</body></html>"
    )
    path.write_text(page.format(""), encoding="utf-8")
    assert audit_files(path).empty
    path.write_text(page.format(part), encoding="utf-8")
    assert kinds(audit_files(path)) == [PAGES[part]]


def drawn(**metadata):
    saved = io.BytesIO()
    Figure(figsize=(1, 1)).savefig(saved, format="png", metadata=metadata)
    return saved.getvalue()


def with_chunk(png, kind, content):
    chunk = struct.pack(">I", len(content)) + kind + content
    chunk += struct.pack(">I", zlib.crc32(kind + content))
    return png[:33] + chunk + png[33:]


def test_words_in_pictures():
    assert words_in_picture(drawn()) == ()  # that it was drawn by matplotlib tells nothing
    assert words_in_picture(drawn(Author="A Person")) == ("text",)
    assert words_in_picture(with_chunk(drawn(), b"eXIf", b"II*\0")) == ("camera data",)
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab{}\xff\xda\x00\x02"
    assert words_in_picture(jpeg.replace(b"{}", b"")) == ()
    assert words_in_picture(jpeg.replace(b"{}", b"\xff\xe1\x00\x06Exif")) == ("camera data",)
    assert words_in_picture(jpeg.replace(b"{}", b"\xff\xfe\x00\x04no")) == ("text",)


def test_words_in_a_picture_that_a_page_or_a_document_holds(tmp_path):
    png = drawn(Author="A Person")
    page = tmp_path / "r.html"
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    page.write_text(f'<html><p>A</p><img src="{source}" alt="A"></html>')
    assert kinds(audit_files(page)) == ["picture-data"]
    (tmp_path / "r.png").write_bytes(png)
    assert kinds(audit_files(tmp_path / "r.png")) == ["picture-data"]
    path = word(tmp_path / "r.docx", lambda document: document.add_picture(io.BytesIO(png)))
    assert kinds(audit_files(path)) == ["picture-data"]


def test_older_kinds_of_file_are_looked_at_as_far_as_they_show(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("Practice,Teams,Average\nChoices,33,3.2\n", encoding="utf-8")
    found = audit_files(path)
    assert found.empty
    assert "only the cells and comments were looked at" in found.attrs["notes"][-1]


def test_our_own_workbook_opened_and_saved_by_a_person(written):
    path = written / "annual-report-2025-tables.xlsx"
    book = openpyxl.load_workbook(path)
    book.properties.lastModifiedBy = "A Person"
    book.save(path)
    assert kinds(audit_files(written)) == ["metadata"]
