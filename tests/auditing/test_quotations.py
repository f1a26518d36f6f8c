"""Files that quote comments: which, and what in them should not be there."""

import docx
import pytest

from trip_analytics.auditing import audit_files
from trip_analytics.cli import main
from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Quotations, Report, Section
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook


@pytest.fixture
def quote(tmp_path):
    """Write the documents of a report that quotes these words."""

    def write(*words):
        section = Section("In teams' own words", (Quotations("Own choices", words),))
        report = Report("Annual recovery report 2025", "Larkrise", 2025, (section,))
        (tmp_path / "report.html").write_bytes(to_html(report))
        (tmp_path / "report.docx").write_bytes(to_word(report))
        (tmp_path / "report-tables.xlsx").write_bytes(to_workbook(report))
        return tmp_path

    return write


def test_quotations_are_listed_and_are_no_findings(quote, capsys):
    folder = quote("We ask everyone,\nevery time.", "A “folder” of <b>stories</b>.")
    found = audit_files(folder)
    assert found.empty
    assert found.attrs["notes"][1:] == [
        f"Quoted in {folder}/report.docx and {folder}/report.html: “{words}”"
        for words in ("We ask everyone, every time.", "A “folder” of <b>stories</b>.")
    ]
    assert main(["audit", str(folder)]) == 0
    assert "“We ask everyone, every time.”" in capsys.readouterr().out


def test_personal_data_in_a_quotation_is_a_finding(quote):
    found = audit_files(quote("Ring her on 07700 900123."))
    assert found["kind"].unique().tolist() == ["personal-data"]
    assert len(found) == 3
    assert not found["finding"].str.contains("07700").any()


def test_a_quotation_that_somebody_added_by_hand_is_listed_too(tmp_path):
    document = docx.Document()
    document.add_paragraph("Not this.")
    document.add_paragraph("But\tthis.", style="Intense Quote")
    document.save(tmp_path / "r.docx")
    (tmp_path / "r.html").write_text(
        "<!doctype html><p>Nor this.<blockquote>And\x1b <i>this</i>.</blockquote>", encoding="utf-8"
    )
    notes = audit_files(tmp_path).attrs["notes"]
    assert notes[1:] == [
        f"Quoted in {tmp_path}/r.docx: “But this.”",
        f"Quoted in {tmp_path}/r.html: “And this.”",
    ]


def test_a_report_that_quotes_nothing_lists_nothing(written):
    assert not [note for note in audit_files(written).attrs["notes"] if "Quoted" in note]
