"""Harmful files, each of which stops nothing else: a row of the log, within the limits."""

import io
import os
import random
import zipfile
from email.message import EmailMessage

import openpyxl
import pytest

from tests.raw_files import compound_files
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.load_returns import load_returns

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Enough that reading each more than once would show; many more in CI.
LINES = 60_000 if os.environ.get("CI") else 8_000
EMPTY_ROWS = 1_048_576 if os.environ.get("CI") else 100_000
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def zipped(parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def relationships(kind, target):
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{space}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def workbook(rows, before=""):
    """The smallest workbook there is, with these rows."""
    return zipped(
        {
            "_rels/.rels": relationships("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relationships("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{SPREADSHEET}">'
            f"<sheetData>{rows}</sheetData></worksheet>",
        }
    )


def word(body, before=""):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(
        {
            "_rels/.rels": relationships("officeDocument", "word/document.xml"),
            "word/document.xml": f'{before}<w:document xmlns:w="{space}"><w:body>{body}'
            "</w:body></w:document>",
        }
    )


def open_document(content):
    space = "urn:oasis:names:tc:opendocument:xmlns"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<o:document-content xmlns:o="{space}:office:1.0" '
            f'xmlns:t="{space}:table:1.0" xmlns:x="{space}:text:1.0"><o:body><o:spreadsheet>'
            f'<t:table t:name="S">{content}</t:table>'
            "</o:spreadsheet></o:body></o:document-content>",
        }
    )


def e_mail(attached, kind="octet-stream"):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ash@example.org", "Our return"
    mail.set_content("Here it is.")
    mail.add_attachment(attached, maintype="application", subtype=kind, filename="a.zip")
    return mail.as_bytes()


def nested_zips(depth):
    data = b"statement,rating"
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
REPEATS = (
    '<t:table-row t:number-rows-repeated="1048576"><t:table-cell '
    't:number-columns-repeated="16384" o:value-type="float" o:value="4"><x:p>4</x:p>'
    "</t:table-cell></t:table-row>"
)
# What each is made of, and the kind of its row in the log; None where there are several.
HOSTILE = {
    "far cell.xlsx": (lambda: workbook(FAR), "not-a-return"),
    "empty rows.xlsx": (
        lambda: workbook("".join(f'<row r="{n}" s="1" ht="15"/>' for n in range(1, EMPTY_ROWS))),
        "not-a-return",
    ),
    "bomb.xlsx": (lambda: workbook(" " * 40_000_000), "too-large"),
    "bomb.docx": (lambda: word(" " * 40_000_000), "too-large"),
    "laughs.xlsx": (lambda: workbook("&a9;", LAUGHS), "damaged"),
    "laughs.docx": (lambda: word("&a9;", LAUGHS), "damaged"),
    "a file of this computer.xlsx": (
        lambda: workbook("&a;", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "damaged",
    ),
    "deep.xlsx": (lambda: workbook("<a>" * 100_000 + "</a>" * 100_000), "damaged"),
    "deep.docx": (lambda: word("<w:tbl><w:tr><w:tc>" * 20_000), "damaged"),
    "deep.html": (lambda: b"<table><tr><td>" * 100_000, None),
    "wide.docx": (
        lambda: word(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>"
            "<w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ),
        "not-a-return",
    ),
    "wide.html": (
        lambda: b"<table><tr><td rowspan=999999999 colspan=999999999>4</table>",
        "not-a-return",
    ),
    "repeats.ods": (lambda: open_document(REPEATS), "too-large"),
    "one quote.csv": (lambda: b'statement;"rating\n' + b"a;b\n" * LINES, "not-a-return"),
    "commas.csv": (lambda: b"," * 10_000_000, "too-large"),
    "empty.zip": (lambda: zipped({}), "empty-archive"),
    "quotes that open on every line.csv": (lambda: b'a","b\n' * LINES, "not-a-return"),
    "rules without end.html": (
        lambda: b"<style>" + b".a .b {font:x}" * 20_000 + b"</style><p class=b>" * 20_000,
        None,
    ),
    "a tag of a million attributes.html": (
        lambda: b"<p " + b" ".join(b"a%d" % n for n in range(1_000_000)),
        None,
    ),
    "nested.zip": (lambda: nested_zips(10), None),
    "many.zip": (lambda: zipped({f"{n}.txt": b"" for n in range(10_001)}), "too-large"),
    "bomb.zip": (lambda: zipped({"a.csv": b"a,b\n" * 10_000_000}), None),
    "bomb.eml": (lambda: e_mail(nested_zips(8)), None),
    "protected.xlsx": (lambda: compound_files.written({"EncryptedPackage": bytes(9)}), "password"),
    "cut short.xlsx": (lambda: workbook(FAR)[:-40], "damaged"),
    "noise.xlsx": (lambda: b"PK\x03\x04" + random.Random(1).randbytes(5_000), "damaged"),
    "noise.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40, None),
    "nothing.xlsx": (lambda: b"", "empty-file"),
    "~$ward.xlsx": (lambda: b"\x05user", "left-behind"),
    "scan.pdf": (lambda: b"%PDF-1.7", "pdf"),
    "photo.jpg": (lambda: b"\xff\xd8\xff\xe0", "picture"),
    "ward.lnk": (lambda: b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
}


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """The import log of a folder with all of them, and one return."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _) in HOSTILE.items():
        (folder / name).write_bytes(make())
    form = openpyxl.Workbook()
    form.active.append(["Team:", "Ash Ward"])
    form.active.append(["Date:", "12/03/2025"])
    form.active.append(["Statement", "Rating"])
    for item in load_instrument("trip").items:
        form.active.append([item.wordings[0].text, 4])
    form.save(folder / "good.xlsx")
    returns = load_returns(folder, workers=1)
    assert returns.returns["source_file"].tolist() == ["good.xlsx"]
    assert returns.ratings["rating"].tolist() == [4] * 8
    return returns.import_log


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_row_of_the_log_within_the_limits(log, name):
    of_it = log[log["source_file"].str.startswith(name)]
    assert len(of_it) >= 1
    kinds = set(of_it["kind"])
    assert not kinds & {"took-too-long", "took-too-much-memory", "stopped-the-reader", "fault"}
    assert HOSTILE[name][1] in (None, *kinds)
