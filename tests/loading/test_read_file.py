import pytest

from trip_analytics.loading.read_file import SourceFile, read_file
from trip_analytics.understanding import Understanding


@pytest.fixture
def ash(folder, write_return, march):
    path = folder / "ash.xlsx"
    write_return(path, {"Team": "Ash Ward", "Date": march})
    return SourceFile(path, "ash.xlsx")


def test_a_file_gives_its_forms(ash, understanding):
    read = read_file(ash, understanding)
    assert [form.instrument.instrument_id for form in read.forms] == ["trip"]
    assert len(read.sha256) == 64
    assert read.modified == ash.path.stat().st_mtime


def test_a_fault_of_ours_costs_one_file(ash):
    class Faulty(Understanding):
        def understand(self, *_):
            raise ZeroDivisionError("a patient's words")

    read = read_file(ash, Faulty(()))
    (entry,) = read.log
    assert entry.kind == "fault"
    assert "patient" not in str(entry.row())
    assert not read.forms


def test_text_of_an_e_mail_without_a_form_is_nothing_to_chase(tmp_path, understanding):
    path = tmp_path / "message.txt"
    path.write_text("Please find our form attached.")
    severities = [
        read_file(SourceFile(path, "message.txt", covering=covering), understanding).log[0].severity
        for covering in (True, False)
    ]
    assert severities == ["note", "error"]


def test_text_of_an_e_mail_that_may_correct_an_answer_is_to_be_read(tmp_path, understanding):
    path = tmp_path / "message.txt"
    path.write_text("Hello,\nour form is attached. Question 3 should say 4, sorry.\nThank you")
    (entry,) = read_file(SourceFile(path, "message.txt", covering=True), understanding).log
    assert (entry.kind, entry.severity, entry.found) == ("message-on-answers", "warning", None)


def test_a_picture_in_an_e_mails_text_is_nothing_to_chase(tmp_path, understanding):
    path = tmp_path / "logo.png"
    path.write_bytes(b"\x89PNG\r\n")
    (entry,) = read_file(SourceFile(path, "logo.png", covering=True), understanding).log
    assert (entry.kind, entry.severity) == ("covering-message", "note")


def test_an_e_mail_with_nothing_attached_is_asked_about(tmp_path, understanding):
    path = tmp_path / "mail.eml"
    path.write_bytes(b"From: ash@example.org\r\nSubject: TRIP\r\n\r\nWe gave ourselves a four.\r\n")
    (text,) = read_file(SourceFile(path, "mail.eml"), understanding).enclosed
    (entry,) = read_file(text, understanding).log
    assert (entry.source_file, entry.severity) == ("mail.eml/message.txt", "error")
