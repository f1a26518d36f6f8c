from __future__ import annotations

import zipfile
from base64 import b64decode
from pathlib import Path

import docx
import openpyxl
import pytest

from trip_analytics.errors import OutputError
from trip_analytics.reports import write_report
from trip_analytics.reports.writing import write_together

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
DOCUMENTS = {"a.html": b"new a", "b.docx": b"new b", "c.xlsx": b"new c"}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def written(make_returns, hostile, tmp_path_factory):
    """A report on a trust and service lines with hostile names."""
    lines = (hostile, "=1+1", "<b>Older people</b>")
    returns = make_returns(teams=12, years=(2025,), organisation=hostile, service_lines=lines)
    return write_report(returns, out=tmp_path_factory.mktemp("out") / "new" / "report")


def test_documents_have_their_names(written):
    names = [path.name for path in written]
    assert names[:3] == [
        "annual-report-2025.html", "annual-report-2025.docx", "annual-report-2025-tables.xlsx"
    ]  # fmt: skip
    assert names[3:] in ([], ["annual-report-2025.pdf"])
    assert sorted(contents(written[0].parent)) == sorted(names)


def test_a_draft_says_so_wherever_it_is_opened(returns, monkeypatch, tmp_path):
    monkeypatch.setattr("trip_analytics.reports.annual.pictures.to_png", lambda _: PIXEL)
    said = "Draft annual recovery report 2025: not to be passed on"
    paths = {path.suffix: path for path in write_report(returns, draft=True, out=tmp_path)}
    assert {path.name for path in paths.values()} >= {
        "annual-report-2025-draft.html",
        "annual-report-2025-draft.docx",
        "annual-report-2025-draft-tables.xlsx",
    }
    page = paths[".html"].read_text(encoding="utf-8")
    assert f"<title>{said} – Larkrise NHS Trust</title>" in page
    assert f"<h1>{said}</h1>" in page
    document = docx.Document(str(paths[".docx"]))
    assert document.core_properties.title == said
    assert said in [paragraph.text for paragraph in document.paragraphs[:3]]
    assert said in document.sections[0].footer.paragraphs[0].text
    book = openpyxl.load_workbook(paths[".xlsx"])
    assert book.properties.title == f"{said}: tables"
    assert book["Cover"]["A1"].value == f"{said}: tables"
    if ".pdf" in paths:
        assert (
            b"Draft annual recovery report 2025: not to be passed on" in paths[".pdf"].read_bytes()
        )


def test_no_document_names_a_team(written):
    for path in written:
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        assert parts
        assert not [part for part in parts if b"Kestrel" in part or b"team-1" in part]


def test_hostile_names_do_no_harm(written):
    page = written[0].read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    with zipfile.ZipFile(written[2]) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not [name for name in sheets if b"<f>" in archive.read(name)]


def test_files_are_replaced_and_others_left(tmp_path):
    (tmp_path / "a.html").write_bytes(b"old a")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    assert write_together(DOCUMENTS, tmp_path) == tuple(tmp_path / name for name in DOCUMENTS)
    assert contents(tmp_path) == {**DOCUMENTS, "notes.txt": b"mine"}


def test_a_locked_document_leaves_everything_as_it_was(tmp_path, monkeypatch):
    before = {"a.html": b"old a", "b.docx": b"old b", "notes.txt": b"mine"}
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    replace = Path.replace

    def replace_unless_locked(self, target):
        if self == tmp_path / "b.docx":
            raise PermissionError(13, "The process cannot access the file", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_unless_locked)
    with pytest.raises(OutputError, match=r"b\.docx cannot be replaced in .*: close it"):
        write_together(DOCUMENTS, tmp_path)
    assert contents(tmp_path) == before


def test_a_full_disk_leaves_no_new_folder(tmp_path, monkeypatch):
    def write_bytes(self, _):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(OutputError, match="No space left on device"):
        write_together(DOCUMENTS, tmp_path / "new" / "report")
    assert contents(tmp_path) == {}


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "report").write_bytes(b"mine")
    with pytest.raises(OutputError, match="There is a file called"):
        write_together(DOCUMENTS, tmp_path / "report")
    with pytest.raises(OutputError, match="choose another folder"):
        write_together(DOCUMENTS, tmp_path / "report" / "2025")
    assert contents(tmp_path) == {"report": b"mine"}


def test_a_folder_where_a_document_should_be(tmp_path):
    (tmp_path / "b.docx").mkdir()
    (tmp_path / "a.html").write_bytes(b"old a")
    with pytest.raises(OutputError, match="There is a folder called"):
        write_together(DOCUMENTS, tmp_path)
    assert (tmp_path / "a.html").read_bytes() == b"old a"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.docx"]


def test_a_folder_that_may_not_be_written_to(tmp_path, monkeypatch):
    def mkdir(self, *_, **__):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(OutputError, match=r"Nothing may be written to .*: choose another folder"):
        write_together(DOCUMENTS, tmp_path / "report")
