import io
import re
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.raw_files import outlook_mails as outlook
from tests.raw_files.excel_parts import Parts
from trip_analytics.reading import Folder, read_document
from trip_analytics.reading.containers.contained_files import LONGEST_LABEL, labels

AWKWARD = st.text("aé/\\.: \n\0…(2)C", max_size=12) | st.text(max_size=300)


@given(st.lists(AWKWARD, max_size=8))
def test_a_label_is_relative_never_climbs_is_never_empty_and_is_of_one_file(names):
    given_labels = labels(names)
    assert len(set(given_labels)) == len(given_labels) == len(names)
    for label in given_labels:
        parts = label.split("/")
        assert all(part.strip() and part not in (".", "..") for part in parts)
        assert "\\" not in label
        assert label.isprintable()
        assert not re.match("[A-Za-z]:", label)
        assert len(label) <= LONGEST_LABEL + len(" (8)") + 1


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("2024/Older people/ward.xlsx", "2024/Older people/ward.xlsx"),
        ("2024\\Older people\\ward.xlsx", "2024/Older people/ward.xlsx"),
        ("../../etc/ward.xlsx", "etc/ward.xlsx"),
        ("/ward.xlsx", "ward.xlsx"),
        ("C:\\Returns\\ward.xlsx", "Returns/ward.xlsx"),
        ("c: C:ward.xlsx", "ward.xlsx"),
        ("\\\\server\\share\\ward.xlsx", "server/share/ward.xlsx"),
        ("ward\r\n.xlsx\0", "ward  .xlsx"),
        ("Cafe\u0301.xlsx", "Café.xlsx"),
        ("病棟.xlsx", "病棟.xlsx"),
        (".DS_Store", ".DS_Store"),
        ("", "file 1"),
        ("../", "file 1"),
    ],
)
def test_a_name_is_put_into_a_label(name, label):
    assert labels([name]) == [label]


def test_a_very_long_name_keeps_its_beginning_and_its_end():
    (label,) = labels(["2024/" + "a" * 70_000 + ".xlsx"])
    assert label.startswith("2024/aaa")
    assert label.endswith("aaa.xlsx")
    assert len(label) == LONGEST_LABEL + 1


def test_namesakes_are_told_apart_by_numbers_that_nobody_has():
    names = ["a/ward.xlsx", "a/ward (2).xlsx", "a\\ward.xlsx", "a/ward.xlsx", "ward", "ward"]
    assert labels(names) == [
        "a/ward.xlsx",
        "a/ward (2).xlsx",
        "a/ward (3).xlsx",
        "a/ward (4).xlsx",
        "ward",
        "ward (2)",
    ]


def test_thousands_of_namesakes_take_no_time():
    assert labels(["ward.xlsx"] * 10_000)[-1] == "ward (10000).xlsx"


def test_a_workbook_in_a_zip_in_an_email_in_an_outlook_email_is_read(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        form = Parts('<sheetData><row><c t="b"><v>1</v></c></row></sheetData>')
        archive.writestr("Ash/ward.xlsx", form.packed())
    made = EmailMessage()
    made["From"], made["Subject"] = "ash@example.org", "TRIP"
    made.set_content("Our return.")
    made.add_attachment(packed.getvalue(), "application", "zip", filename="returns.zip")
    path = tmp_path / "fwd.msg"
    path.write_bytes(outlook.saved({}, outlook.attached("FW.eml", made.as_bytes())))

    def names(*inside):
        folder = read_document(path, inside)
        assert isinstance(folder, Folder)
        return [file.name for file in folder.files]

    assert names() == ["FW.eml"]
    assert names(0) == ["message.txt", "returns.zip"]
    assert names(0, 1) == ["Ash/ward.xlsx"]
    assert read_document(path, (0, 1, 0)).sheets[0].cells[1, 1].text == "TRUE"
