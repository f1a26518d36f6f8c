"""Documents for the desk, and drafts, are reported by their names and by what they say."""

import docx
import pytest

from trip_analytics.auditing import audit_files

ROWS = [["Practice", "1", "2", "3", "4", "5"], ["Choices", 0, 0, 1, 11, 0]]


def kinds(found):
    return found["kind"].tolist()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("annual-report-2025.xlsx", ["alike"]),
        ("annual-report-2025-desk.xlsx", ["for-the-desk"]),
        ("annual-report-2025-desk-tables.xlsx", ["for-the-desk"]),
        ("annual-report-2025-tables-desk.xlsx", ["for-the-desk"]),
        ("annual-report-2025-draft.xlsx", ["draft", "alike"]),
        ("helpdesk.xlsx", ["alike"]),
        ("overdraft.xlsx", ["alike"]),
    ],
)
def test_by_its_name(name, expected, tmp_path, workbook):
    """The rule on counts is not applied to the desk's exact figures."""
    assert kinds(audit_files(workbook(tmp_path / name, ROWS))) == expected


def test_a_workbook_that_says_it(tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", ROWS, title="For the desk: not to be passed on")
    assert kinds(audit_files(path)) == ["for-the-desk"]
    path = workbook(tmp_path / "r.xlsx", ROWS, title="Draft annual recovery report 2025")
    assert kinds(audit_files(path)) == ["draft", "alike"]


def test_a_word_document_that_says_it_on_every_page(tmp_path):
    document = docx.Document()
    document.core_properties.author = ""
    document.add_paragraph("A report.")
    document.sections[0].footer.paragraphs[0].text = "For the desk: not to be passed on"
    document.save(tmp_path / "r.docx")
    assert "for-the-desk" in kinds(audit_files(tmp_path))


@pytest.mark.parametrize(
    "line", ["We asked the desk for it.", "Teams drafted plans.", "The draft was discussed."]
)
def test_a_text_that_speaks_of_desks_and_drafts(line, tmp_path):
    (tmp_path / "r.html").write_text(f"<html><h1>Report</h1><p>{line}</html>", encoding="utf-8")
    assert audit_files(tmp_path).empty


def test_a_draft_says_so_at_its_head_only(tmp_path):
    lines = "".join(f"<p>Line {word}.</p>" for word in "abcdefgh")
    page = f"<html><h1>Report</h1>{lines}<p>Draft plans were made.</html>"
    (tmp_path / "r.html").write_text(page, encoding="utf-8")
    assert audit_files(tmp_path).empty
