"""Drafts and documents for the desk are reported, and what is not as it was published."""

from hashlib import sha256

import docx
import pytest

from trip_analytics.auditing.audit import audit_files
from trip_analytics.cli import main
from trip_analytics.errors import StoreError
from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Quotations, Report, Section
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook
from trip_analytics.store.opening import writing
from trip_analytics.store.records import Publication, add_publication, mark_withdrawn
from trip_analytics.store.tidy_tables import write_tables

ROWS = [["Practice", "1", "2", "3", "4", "5"], ["Choices", 0, 0, 1, 11, 0]]
KINDS = {"changed", "never-published", "withdrawn"}


@pytest.fixture
def note(tmp_path_factory, returns):
    """Note documents in a store as published; gives the store."""
    store = tmp_path_factory.mktemp("store") / "returns.store"
    with writing(store) as connection:
        write_tables(connection, returns)

    def note(documents, *, withdrawn=False):
        prints = {name: sha256(content).hexdigest() for name, content in documents.items()}
        publication = Publication(0, 2025, "2026-03-03T16:20:00+00:00", "", {}, "{}", {}, prints)
        with writing(store) as connection:
            kept = add_publication(connection, publication)
            if withdrawn:
                mark_withdrawn(connection, kept.number, by="J. Lead", at="2026-03-04", why="a look")
        return store

    return note


def compared(folder, store):
    found = audit_files(folder, store=store)
    found = found.loc[found["kind"].isin(KINDS)]
    names = [name.rpartition("/")[2] for name in found["file"]]
    return dict(zip(names, found["kind"], strict=True)), found


def test_documents_as_they_were_published(written, documents, note):
    assert compared(written, note(documents))[0] == {}


def test_a_document_that_was_changed(written, documents, note):
    store = note(documents)
    page = written / "annual-report-2025.html"
    page.write_bytes(page.read_bytes().replace(b"</body>", b"<p>And more.</p></body>"))
    kinds, found = compared(written, store)
    assert kinds == {"annual-report-2025.html": "changed"}
    assert (
        "It is not the document of the report of 2025, published on 3 March 2026"
        in found.loc[0, "finding"]
    )


def test_documents_that_the_store_does_not_know(written, documents, note):
    noted = {name: content for name, content in documents.items() if not name.endswith(".docx")}
    (written / "annual-report-2025.pdf").write_bytes(b"%PDF-1.7\n")  # which is not read back
    assert compared(written, note(noted))[0] == {
        "annual-report-2025.docx": "never-published",
        "annual-report-2025.pdf": "never-published",
    }


def test_a_document_of_either_of_two_reports_of_a_year_is_known(written, documents, note):
    note(dict.fromkeys(documents, b"as before"))
    store = note(documents)
    assert compared(written, store)[0] == {}
    (written / "annual-report-2025.html").write_bytes(b"as before")
    assert compared(written, store)[0] == {}


def test_a_document_of_a_report_that_was_withdrawn(written, documents, note):
    kinds, found = compared(written, note(documents, withdrawn=True))
    assert kinds == dict.fromkeys(documents, "withdrawn")
    assert "withdrawn by J. Lead on 4 March 2026: a look" in found["finding"].iloc[0]


def test_the_command_looks_at_the_store_and_at_the_files(written, note, capsys):
    store = note({})
    with writing(store) as connection:
        connection.execute("DELETE FROM publications")
    assert main(["audit", str(store), str(written)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("Nothing has been published from this store.\n")
    assert "Looked at 3 files" in said.out
    assert "No document of this name was published from the store. Publish it" in said.out
    assert said.err == "3 findings: do not publish these files before each is put right.\n"


def test_the_store_knows_the_teams(tmp_path, note, returns):
    store = note({})
    team = returns.teams["team"].iloc[0]
    (tmp_path / "r.csv").write_text(f"Place,Mean\n{team},3.1\n", encoding="utf-8")
    assert "team-named" in set(audit_files(tmp_path, store=store)["kind"])


def test_two_stores_or_none(written, note, tmp_path, capsys):
    with pytest.raises(StoreError):
        audit_files(written, store=tmp_path / "none.store")
    store = note({})
    other = tmp_path / "other.store"
    with writing(other):
        pass
    assert main(["audit", str(store), str(other)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


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
