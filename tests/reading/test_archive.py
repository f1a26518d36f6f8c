import io
import secrets
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.raw_files import outcome, zipped
from tests.raw_files.excel_parts import Parts
from trip_analytics.reading import archive
from trip_analytics.reading.addresses import LAST_ROW
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.excel import worksheet
from trip_analytics.reading.files import read_bytes

ROWS_OF_STYLE = '<row r="{0}" spans="1:3" s="4" customFormat="1"><c r="A{0}" s="4"/></row>'
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def why(made):
    return outcome(made.document)


def read_part(packed):
    return Archive(packed).read("part")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch, part):
    made = Parts("<sheetData/>")
    made.named[part] = " " * 30_000_000
    packed = made.packed()
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    assert outcome(read_bytes, "ward.xlsx", packed) == "too-large"


@pytest.mark.parametrize("limit", ["LARGEST_PART", "LARGEST_TOTAL", "MOST_PARTS"])
def test_each_limit_holds_to_the_last_byte(monkeypatch, limit):
    made = Parts("<sheetData/>")
    made.named["xl/media/photograph.jpg"] = bytes(range(250)) * 20
    sizes = [len(content) for content in made.named.values()]
    enough = {"LARGEST_PART": 5000, "LARGEST_TOTAL": sum(sizes), "MOST_PARTS": len(sizes)}[limit]
    monkeypatch.setattr(archive, limit, enough)
    assert made.document().sheets
    monkeypatch.setattr(archive, limit, enough - 1)
    assert why(made) == "too-large"


def test_a_size_that_is_declared_too_small_is_damage():
    packed = bytearray(Parts(f"<sheetData>{' ' * 5000}</sheetData>").packed())
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        size = opened.getinfo("xl/worksheets/sheet1.xml").file_size
    altered = bytes(packed).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert altered != packed
    assert outcome(read_bytes, "ward.xlsx", altered) == "damaged"


@pytest.mark.parametrize("doctype", [LAUGHS, EXTERNAL])
@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "_rels/.rels",
    ],
)
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_a_document_type_is_refused_in_every_part(doctype, part, encoding):
    made = Parts("<sheetData/>")
    declared = made.named[part].replace("?>", f"?>{doctype}", 1).replace("UTF-8", encoding)
    made.named[part] = declared.encode(encoding)
    assert why(made) == "damaged"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_elements_nested_without_end_are_refused(part):
    made = Parts("<sheetData/>")
    made.named[part] = "<a>" * 5000 + "</a>" * 5000
    assert why(made) == "damaged"


def test_links_to_the_outside_are_not_followed():
    made = Parts("<sheetData/>")
    made.named["xl/_rels/workbook.xml.rels"] = made.named["xl/_rels/workbook.xml.rels"].replace(
        'Target="worksheets/sheet1.xml"', 'Target="worksheets/sheet1.xml" TargetMode="External"'
    )
    assert why(made) == "damaged"


def test_a_part_protected_by_a_password_is_said():
    packed = bytearray(Parts("<sheetData/>").packed())
    place = packed.rindex(b"PK\x01\x02")
    packed[place + 8] |= 1  # bit 0: encrypted
    assert outcome(read_bytes, "ward.xlsx", bytes(packed)) == "password"


def test_more_cells_than_any_form_has_are_refused(monkeypatch):
    cells = "<c><v>1</v></c>" * 5
    made = Parts(f"<sheetData><row>{cells}</row></sheetData>")
    monkeypatch.setattr("trip_analytics.reading.excel.workbook.MOST_CELLS", 5)
    assert len(made.sheets()[0].cells) == 5
    monkeypatch.setattr("trip_analytics.reading.excel.workbook.MOST_CELLS", 4)
    assert why(made) == "too-large"


def test_shared_formulas_cannot_grow_without_end(monkeypatch):
    others = "<c><f t='shared' si='0'/><v>1</v></c>" * 3
    formula = "<c><f t='shared' si='0'>B1+C1</f><v>1</v></c>"
    made = Parts(f"<sheetData><row>{formula}{others}</row></sheetData>")
    monkeypatch.setattr(worksheet, "LONGEST_MOVED", 15)
    assert made.sheets()[0].cells[1, 4].formula == "E1+F1"
    monkeypatch.setattr(worksheet, "LONGEST_MOVED", 14)
    assert why(made) == "too-large"


def test_many_rows_of_style_alone_are_passed_over():
    rows = "".join(ROWS_OF_STYLE.format(number) for number in range(1, 50_001))
    corner = f'<row r="{LAST_ROW}"><c r="XFD{LAST_ROW}"><v>4</v></c></row>'
    (sheet,) = Parts(f"<sheetData>{rows}{corner}</sheetData>").sheets()
    assert [cell.address for cell in sheet.cells.values()] == [f"XFD{LAST_ROW}"]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_tag_without_end_is_refused(part):
    made = Parts("<sheetData/>")
    attributes = " ".join(f'a{number}="{number * 7919 % 99991}"' for number in range(120_000))
    made.named[part] = f"<worksheet {attributes}/>"
    assert why(made) == "damaged"


def test_more_strings_or_merged_ranges_than_any_form_has_are_refused(monkeypatch):
    made = Parts('<sheetData/><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    made.strings("<si><t>a</t></si>" * 2)
    for limit, enough in (
        ("trip_analytics.reading.excel.cell_values.MOST_STRINGS", 2),
        ("trip_analytics.reading.excel.worksheet.MOST_MERGED", 1),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(limit, enough)
            assert made.document().sheets
            patch.setattr(limit, enough - 1)
            assert why(made) == "too-large"


@pytest.mark.parametrize("encoding", ["UTF-7", "no-such", "zip", "cp037"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
)
def test_encodings_that_no_office_program_writes_are_refused(part, encoding):
    made = Parts("<sheetData/>")
    made.named[part] = made.named[part].replace("UTF-8", encoding)
    assert why(made) == "damaged"


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "US-ASCII", "ISO-8859-1"])
def test_encodings_that_may_stand_are_read(encoding):
    made = Parts('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>')
    made.strings("<si><t>team</t></si>")
    for part, content in made.named.items():
        made.named[part] = content.replace("UTF-8", encoding).encode(encoding)
    assert made.sheets()[0].cells[1, 1].text == "team"


def test_a_part_is_never_unpacked_beyond_what_it_declares():
    made = Parts("<sheetData/>")
    made.named["xl/worksheets/sheet1.xml"] = " " * 50_000_000
    source = io.BytesIO(made.packed())
    entry = zipfile.ZipFile(source).getinfo("xl/worksheets/sheet1.xml")
    entry.file_size = 1000
    tracemalloc.start()
    with pytest.raises(zipfile.BadZipFile):
        archive.Unpacking.of(source, entry).read(1 << 30)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@given(content=st.binary(max_size=300_000), sizes=st.lists(st.integers(1, 100_000)))
@settings(max_examples=settings.default.max_examples // 8, deadline=None)
def test_parts_come_back_whole_in_pieces_of_any_size(packing, content, sizes):
    packed = zipped({"other": b"before it", "part": content}, packing)
    with Archive(io.BytesIO(packed)).open("part") as part:
        pieces = [part.read(size) for size in sizes]
        assert all(len(piece) <= size for piece, size in zip(pieces, sizes, strict=True))
        assert b"".join([*pieces, *iter(lambda: part.read(1 << 16), b"")]) == content


def test_the_content_of_a_part_must_be_that_which_was_packed():
    data = zipped({"part": b"four and a half"}, zipfile.ZIP_STORED)
    for changed in (
        data.replace(b"four", b"five"),  # another checksum
        b"XX" + data[2:],  # no header where it should be
        data.replace(b"four and a half", b""),  # cut out
    ):
        assert outcome(read_part, io.BytesIO(changed)) == "damaged"


@pytest.mark.parametrize("great", [False, True])
def test_a_directory_far_too_long_is_not_read(monkeypatch, great):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for number in range(20):
            made.writestr(f"part {number}", b"four")
        made.comment = b"PK, said the comment"
    if great:  # with the record of archives beyond four gigabytes
        monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            for number in range(20):
                made.writestr(f"part {number}", b"four and more")
    assert len(archive.directory(packed)) == 20
    monkeypatch.setattr(archive, "LONGEST_DIRECTORY", 1000)
    assert outcome(archive.directory, packed) == "too-large"


@pytest.mark.parametrize("cut", [1, 100, 1000])
def test_a_part_cut_short_is_damaged(cut):
    opened = Archive(
        io.BytesIO(zipped({"part": bytes(range(256)) * 40 + secrets.token_bytes(3000)}))
    )
    opened._parts["part"].compress_size -= cut
    assert outcome(opened.read, "part") == "damaged"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_office_does_not_use_is_damage(packing):
    packed = io.BytesIO(zipped({"part": b"four"}, packing))
    assert outcome(read_part, packed) == "damaged"


def test_parts_that_lead_alike_lead_from_their_own_folder():
    links = Parts("").relationships(("rId1", "comments", "notes.xml"))
    opened = Archive(io.BytesIO(zipped({f"{of}/_rels/x.xml.rels": links for of in "ab"})))
    for _ in range(2):
        assert opened.relationships("a/x.xml") == {"rId1": ("comments", "/a/notes.xml")}
        assert opened.relationships("b/x.xml") == {"rId1": ("comments", "/b/notes.xml")}


def test_a_part_to_be_held_whole_may_only_be_so_large(monkeypatch):
    packed = io.BytesIO(zipped({"part": b"four"}))
    monkeypatch.setattr(archive, "LARGEST_TREE", 4)
    assert Archive(packed).read("part") == b"four"
    monkeypatch.setattr(archive, "LARGEST_TREE", 3)
    assert outcome(read_part, packed) == "too-large"
