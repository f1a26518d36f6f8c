import hashlib
import io
import os
import pickle
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.raw_files import outcome, zipped
from tests.raw_files.excel_parts import Parts
from trip_analytics.errors import TripAnalyticsError
from trip_analytics.import_log import kinds
from trip_analytics.reading import Folder, UnreadableFile, read_document
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.files import LARGEST_FILE, read_bytes
from trip_analytics.reading.sniffing import sniff

# Those of files that cannot be read come first there.
REASONS = list(kinds())[: list(kinds()).index("not-a-return")]


def zip_of(**parts):
    return zipped({name.replace("__", "/"): content for name, content in parts.items()})


def refused(data, name="ward.xlsx"):
    with pytest.raises(UnreadableFile) as found:
        read_bytes(name, data)
    return found.value


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty-file"),
        (bytes(2000), "empty-file"),
        (b" \r\n", "empty-file"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\xef\xbb\xbf junk before \n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "html"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><table>", "html"),
        (b"statement,rating\nchoices,4\n", "text"),
        ("statement\trating\n".encode("utf-16"), "text"),
        ("statement\trating\n".encode("utf-16-le"), "text"),
        ("statement\trating\n".encode("utf-16-be"), "text"),
        (b"statement;rating\nchoices;4\x00\n" * 20, "text"),
        (b"BMI;4", "text"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00\x00\x00", "picture"),
        (b"comment\nwe wrote <table> in it", "text"),
        ("<html><table>".encode("utf-16"), "html"),
        (b"<div><table>", "html"),
        (bytes(range(1, 256)), "not-a-workbook"),
        (b"From: ash@example.org\r\nSubject: TRIP\r\n", "e-mail"),
        (b"{\\rtf1\\ansi", "doc"),
        (b"[InternetShortcut]\r\nURL=file:///c:/ward.xlsx", "shortcut"),
        (b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00", "shortcut"),
        (b"\x00\x01\x02\x03\x04" * 100, "not-a-workbook"),
        (zip_of(ward__return="x"), "zip"),
        (zip_of(**{"word__document.xml": "<w/>"}), "docx"),
        (zip_of(**{"xl__workbook.bin": "x"}), "xlsb"),
        (zip_of(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (zip_of(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (zip_of(**{"[Content_Types].xml": "", "ppt__presentation.xml": ""}), "not-a-workbook"),
    ],
)
def test_the_content_says_what_a_file_is(data, what):
    found = sniff(data)
    assert (Archive(io.BytesIO(data)).what if found == "zip" else found) == what


@pytest.mark.parametrize("name", ["ward.xlsx", "ward.xls", "ward.docx", "ward"])
def test_the_content_decides_and_not_the_extension(name):
    for data in (b"rating;4\r\nrating;5", b"<table><tr><td>rating<td>4<tr><td>rating<td>5</table>"):
        (sheet,) = read_bytes(name, data).sheets
        assert [cell.text for cell in sheet.cells.values()] == ["rating", "4", "rating", "5"]
    found = refused(b"%PDF-1.7", name)
    assert (found.kind, found.severity) == ("pdf", "error")
    assert str(found) == found.what_to_do


def test_a_document_carries_the_fingerprint_of_its_content():
    data = b"rating;4"
    assert read_bytes("ward.csv", data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["~$ward.xlsx", "Thumbs.db", ".DS_Store", "desktop.ini", "._a"])
def test_what_systems_leave_about_is_a_note(name):
    found = refused(b"\x04Ash " * 30, name)
    assert (found.kind, found.severity) == ("left-behind", "note")


@pytest.mark.parametrize("name", ["ward.csv", "ward.xls", "~$ward.xlsx", "Größe 病棟.xlsx"])
def test_a_workbook_is_read_under_any_name(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(Parts('<sheetData><row><c t="b"><v>1</v></c></row></sheetData>').packed())
    assert read_document(path).sheets[0].cells[1, 1].text == "TRUE"


def test_files_that_cannot_be_opened_say_why(tmp_path, monkeypatch):
    def why(path):
        return outcome(read_document, path)

    assert why(tmp_path / "gone.xlsx") == "vanished"
    assert why(tmp_path) == "not-a-file"
    present = tmp_path / "ward.xlsx"
    present.write_bytes(b"x")
    for error, kind in ((PermissionError, "no-permission"), (OSError, "cannot-be-opened")):

        def fail(*_, error=error, **__):
            raise error

        with monkeypatch.context() as patch:
            patch.setattr("pathlib.Path.open", fail)
            assert why(present) == kind


def test_an_archive_is_opened_once_for_all_its_files_and_again_when_it_changes(
    tmp_path, monkeypatch
):
    path, opened = tmp_path / "returns.zip", []
    real = Folder.__init__

    def counted(self, *arguments):
        opened.append(arguments)
        real(self, *arguments)

    monkeypatch.setattr(Folder, "__init__", counted)

    def texts(last):
        inner = zip_of(**{"ash.csv": "rating;4", "elm.csv": "rating;5"})
        path.write_bytes(zip_of(**{"oak.csv": last, "more.zip": inner}))
        places = [(0,), (1, 0), (1, 1)]
        found = [read_document(path, inside).sheets[0].cells[1, 2].text for inside in places]
        return found, len(opened)

    assert texts("rating;3") == (["3", "4", "5"], 2)
    assert texts("a changed rating;2") == (["2", "4", "5"], 4)


def test_a_place_in_an_archive_that_is_no_longer_there_says_so(tmp_path):
    path = tmp_path / "returns.zip"
    path.write_bytes(zip_of(**{"oak.csv": "rating;4"}))
    for inside in ((1,), (0, 0)):
        assert outcome(read_document, path, inside) == "vanished"


def test_a_name_longer_than_the_system_takes_says_so(tmp_path, monkeypatch):
    path = tmp_path / "gone.xlsx"
    for longest, kind in ((len(str(path)), "path-too-long"), (len(str(path)) + 1, "vanished")):
        monkeypatch.setattr("trip_analytics.reading.files.LONGEST_PATH", longest)
        assert outcome(read_document, path) == kind


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "ward.xlsx")
    assert outcome(read_document, tmp_path / "ward.xlsx") == "not-a-file"


def test_a_file_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "ward.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert outcome(read_document, path) == "too-large"


def test_a_zip_far_too_large_is_left_closed(monkeypatch):
    data = zip_of(**{"ash.csv": "rating;4"})
    monkeypatch.setattr("trip_analytics.reading.files.LARGEST_FOLDER", len(data))
    assert len(read_bytes("returns.zip", data).files) == 1
    monkeypatch.setattr("trip_analytics.reading.files.LARGEST_FOLDER", len(data) - 1)
    assert refused(data).kind == "too-large"


@pytest.mark.parametrize("reason", REASONS)
def test_every_refusal_is_a_sentence_and_travels_between_processes(reason):
    error = UnreadableFile(reason)
    assert isinstance(error, TripAnalyticsError)
    assert re.fullmatch(r"[A-Z][^\n]+\.", str(error))
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 # our own, from the line itself
    assert (back.kind, back.what_to_do, back.severity) == (
        error.kind,
        error.what_to_do,
        error.severity,
    )


OUTCOMES = {"read", *REASONS}


def whole_form():
    made = Parts(
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45750</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0">A1+1</f><v>4</v></c></row></sheetData>'
    )
    made.strings("<si><r><rPr><strike/></rPr><t>3</t></r><r><t> 4</t></r></si>")
    made.styles('<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')
    return made


def test_a_document_travels_between_processes():
    document = whole_form().document()
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 # our own


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_cut_short_or_altered_is_read_or_refused(data):
    whole = whole_form().packed()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, max(0, len(damaged) - 1)), max_size=6)):
        if damaged:
            damaged[place] = data.draw(st.integers(0, 255))
    assert outcome(read_bytes, "ward.xlsx", bytes(damaged)) in OUTCOMES


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_part_that_is_altered_is_read_or_refused(data):
    made = whole_form()
    name = data.draw(st.sampled_from(sorted(made.named)))
    part = bytearray(made.named[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(part) - 1))
        what = data.draw(st.sampled_from([b"", b"<", b'"', b"9", b"\x00", b"-", b"A", b"\xff"]))
        part[place : place + data.draw(st.integers(0, 12))] = what
        part = part or bytearray(b" ")
    made.named[name] = bytes(part)
    assert outcome(read_bytes, "ward.xlsx", made.packed()) in OUTCOMES
