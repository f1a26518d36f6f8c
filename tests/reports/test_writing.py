from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from trip_analytics.documents import write_together
from trip_analytics.errors import OutputError
from trip_analytics.publishing.report import write_report

DOCUMENTS = {"a.html": b"new a", "b.docx": b"new b", "c.xlsx": b"new c"}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def written(make_returns, hostile, tmp_path_factory, drawing_dots):
    """A report on a trust and service lines with hostile names."""
    lines = (hostile, "=1+1", "<b>Older people</b>")
    returns = make_returns(teams=12, years=(2025,), organisation=hostile, service_lines=lines)
    with drawing_dots():
        return write_report(returns, out=tmp_path_factory.mktemp("out") / "new" / "report")


def test_documents_have_their_names(written):
    names = [path.name for path in written]
    assert names[:3] == [
        "annual-report-2025.html", "annual-report-2025.docx", "annual-report-2025-tables.xlsx"
    ]  # fmt: skip
    summary = ["summary-2025.html", "summary-2025.docx"]
    pdf = ["annual-report-2025.pdf"]
    assert names[3:] in (summary, [*pdf, *summary, "summary-2025.pdf"])
    assert sorted(contents(written[0].parent)) == sorted(names)


@pytest.mark.slow_but(1)
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("audience", ["board", "desk"])
def test_who_may_have_it_stands_on_every_page(make_returns, tmp_path, audience):
    returns = make_returns(teams=12, years=(2025,))
    said = {"board": "For Ms Rae only.", "desk": "For the desk: not to be passed on."}[audience]
    written = write_report(returns, audience=audience, readers="Ms Rae", out=tmp_path)
    paths = {path.suffix: path for path in written}
    assert {path.name for path in written} >= {
        f"annual-report-2025-{audience}.html",
        f"annual-report-2025-{audience}.docx",
        f"annual-report-2025-tables-{audience}.xlsx",
    }
    page = paths[".html"].read_text(encoding="utf-8")
    assert page.count(said) == 2  # at the head, where printing repeats it, and at the foot
    document = docx.Document(str(paths[".docx"]))
    assert document.sections[0].header.paragraphs[0].text.startswith(said)
    book = openpyxl.load_workbook(paths[".xlsx"])
    assert all(sheet.oddHeader.center.text.startswith(said) for sheet in book)
    assert book["Cover"]["A3"].value.startswith(said)
    if ".pdf" in paths:
        assert all(said in text for text in pages_of(paths[".pdf"]))


def pages_of(pdf):
    """The text of each page, by a reader of its own."""
    if shutil.which("pdftotext") is None:
        return []
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def test_a_public_report_says_nothing_of_the_kind(written):
    assert "notice" not in written[0].read_text(encoding="utf-8").partition("</style>")[2]
    assert docx.Document(str(written[1])).sections[0].header.is_linked_to_previous
    assert not openpyxl.load_workbook(written[2])["Cover"].oddHeader.center.text


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
