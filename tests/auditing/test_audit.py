import zipfile
from pathlib import Path

import pytest

from trip_analytics.auditing.audit import audit_files
from trip_analytics.cli import main
from trip_analytics.errors import DisclosureError, SourceError

LEAK = "Practice,1,2,3,4,5\nChoices,0,0,1,11,0\n"
ORDINARY = "Practice,1,2,3,4,5\nChoices,6,8,9,11,4\n"


def test_nothing_is_found_in_our_own_report(written, capsys):
    assert main(["audit", str(written)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "Looked at 3 files with" in said.out
    assert "The rule on counts was applied to" in said.out
    assert "Nothing was found. That is no proof that there is nothing." in said.out


def test_a_finding_is_printed_with_its_cure_and_the_status_is_2(tmp_path, capsys):
    (tmp_path / "r.csv").write_text(LEAK, encoding="utf-8")
    assert main(["audit", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert "“Choices”" in said.out
    assert "fewer than three teams gave an answer other than the most common one" in said.out
    assert "Withhold the whole row" in said.out
    assert said.err == "1 finding: do not publish these files before each is put right.\n"


def test_the_table_of_findings(tmp_path):
    (tmp_path / "r.csv").write_text(LEAK, encoding="utf-8")
    found = audit_files(tmp_path)
    assert found.columns.tolist() == ["file", "place", "kind", "finding", "cure"]
    assert set(found.dtypes.astype(str)) == {"string"}
    assert found["file"].str.endswith("r.csv").all()
    (tmp_path / "r.csv").write_text(ORDINARY, encoding="utf-8")
    nothing = audit_files(tmp_path)
    assert nothing.empty
    assert nothing.columns.tolist() == found.columns.tolist()


def test_filled_in_forms_are_full_of_findings_and_stop_nothing():
    sample = Path(__file__).parents[2] / "data" / "sample"
    found = audit_files(sample / "2025", teams=sample / "teams.csv")
    assert {"team-named", "personal-data"} <= set(found["kind"])


def test_files_in_an_archive_are_looked_at(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("inner/r.csv", LEAK)
    found = audit_files(tmp_path / "all.zip")
    assert found["kind"].tolist() == ["alike"]
    assert "all.zip/" in found["file"][0]


def test_a_file_without_a_table_says_so(tmp_path, capsys):
    (tmp_path / "README.md").write_text("# What this is\n\nA page of words.\n", encoding="utf-8")
    assert main(["audit", str(tmp_path / "README.md")]) == 0
    assert "There was no table in it: no figures were looked at." in capsys.readouterr().out


BAD = {
    "no such file": ("nowhere.xlsx", None),
    "empty": ("r.xlsx", b""),
    "damaged": ("r.xlsx", b"PK\x03\x04 and no more"),
    "a PDF": ("r.pdf", b"%PDF-1.7\n"),
    "none of the kinds": ("r.bin", bytes(range(256)) * 20),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_read_is_one_plain_sentence(what, tmp_path, capsys):
    name, content = BAD[what]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["audit", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert name in said.err


def test_an_empty_folder(tmp_path):
    with pytest.raises(SourceError, match="nothing to look at"):
        audit_files(tmp_path)


def test_a_file_in_a_folder_that_cannot_be_read_is_a_finding(tmp_path):
    (tmp_path / "r.csv").write_text(ORDINARY, encoding="utf-8")
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "~$r.xlsx").write_bytes(b"\x05Person" + b"\0" * 158)
    found = audit_files(tmp_path)
    assert found["kind"].tolist() == ["not-looked-at", "not-looked-at"]
    assert found["finding"].str.contains("damaged").any()


def test_the_pdf_of_a_report_that_was_looked_at_is_a_note(tmp_path):
    (tmp_path / "r.csv").write_text(ORDINARY, encoding="utf-8")
    (tmp_path / "r.pdf").write_bytes(b"%PDF-1.7\n")
    found = audit_files(tmp_path)
    assert found.empty
    assert any("r.pdf" in note for note in found.attrs["notes"])


def test_a_call_without_files_says_what_to_do():
    with pytest.raises(DisclosureError, match="Name files"):
        audit_files()


def test_a_register_that_is_none(tmp_path, capsys):
    (tmp_path / "r.csv").write_text(ORDINARY, encoding="utf-8")
    assert main(["audit", str(tmp_path / "r.csv"), "--teams", str(tmp_path / "no.csv")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_there_is_no_option_for_other_rules(tmp_path, capsys):
    (tmp_path / "r.csv").write_text(LEAK, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["audit", str(tmp_path), "--insiders", "0"])
    assert "--insiders" in capsys.readouterr().err


def test_it_claims_no_more_than_it_looked_at(tmp_path, capsys):
    (tmp_path / "r.csv").write_text(ORDINARY, encoding="utf-8")
    main(["audit", str(tmp_path)])
    words = (capsys.readouterr().out + audit_files.__doc__).lower()
    assert not any(word in words for word in ("certain", "safe", "secure", "anonymous"))
