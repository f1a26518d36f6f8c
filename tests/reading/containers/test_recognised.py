"""What is taken for an e-mail or an archive, by its first bytes, and read as one."""

import io
import tarfile
import zipfile
from email.message import EmailMessage

import pytest

from trip_analytics.reading import Folder, UnreadableFile, read_document
from trip_analytics.reading.sniffing import sniff

HEADERS = b"From: Ash <ash@example.org>\r\nTo: lead@example.org\r\nSubject: TRIP\r\n\r\nText"


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\r\n",
        b"From ash@example.org Thu Apr  3 12:00:00 2025\n",
        b"Delivered-To: lead@example.org\r\n",
        b"Return-Path: <ash@example.org>\r\n",
        b"Received: from mail (mail [10.0.0.1])\r\n\tby mx with ESMTP;\r\n\tThu, 3 Apr\r\n",
        b"ARC-Seal: i=1; a=rsa-sha256; cv=none;\r\n b=" + b"A" * 3000 + b"\r\n",
        b"X-Mozilla-Status: 0001\r\nX-Mozilla-Keys:\r\n",
        b"X-MS-Exchange-Organization-SCL: 1\r\n",
        b"Message-ID: <1@x>\r\n",
    ],
)
def test_an_email_is_told_by_its_headers_whatever_comes_first(before):
    assert sniff(before + HEADERS) == "e-mail"


@pytest.mark.parametrize(
    "start",
    [
        b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html><table>",
        b"Subject: TRIP\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html>",
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b',
        b"From: <Saved by Blink>\nSubject: Form\nMIME-Version: 1.0\nContent-Type: x/y\n\n<html>",
    ],
)
def test_an_email_with_a_page_or_without_a_sender_is_an_email(start):
    assert sniff(start) == "e-mail"


@pytest.mark.parametrize(
    "start",
    [
        b"Date: 3 April 2025,,\r\nTeam: Ash Ward,,\r\nStatement,Rating\r\n",
        b"Team: Ash\r\nSubject: TRIP\r\nDate: 3 April 2025\r\n",
        b"From: Ash Ward\r\nTo: the recovery lead\r\nDate: 3 April 2025\r\nSubject: TRIP\r\n",
        b"From:\tAsh <ash@example.org>\r\nSent:\t03 April 2025\r\nTo:\tlead\r\nSubject:\tTRIP\r\n",
        b"Subject: form\r\n1: Choices,4\r\n",
        b"From: ash@example.org,\r\nRating: 4\r\n",
        b"Statement,Rating\r\nReceived: from people,4\r\nMessage-ID: x,4\r\n",
        b"0,1,2\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\n",
    ],
)
def test_a_form_or_a_memo_with_headings_is_text(start):
    assert sniff(start) == "text"


def tar():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("ward.xlsx"))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("start", "why"),
    [
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "other-archive"),
        (b"Rar!\x1a\x07\x01\x00", "other-archive"),
        (b"Rar!\x1a\x07\x00", "other-archive"),
        (b"\x1f\x8b\x08\x00", "other-archive"),
        (b"\xfd7zXZ\x00", "other-archive"),
        (b"MSCF\x00\x00\x00\x00", "other-archive"),
        (tar(), "other-archive"),
        (b"\x78\x9f\x3e\x22\x01\x00", "tnef"),
        (b"\x76\xe8\x04\x60\xc4\x11\xe3\x86", "sealed-e-mail"),
        (b"-----BEGIN PGP MESSAGE-----\n", "sealed-e-mail"),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80", "sealed-e-mail"),
        (b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0", "sealed-e-mail"),
    ],
)
def test_what_we_do_not_open_says_what_to_ask_for(tmp_path, start, why):
    (tmp_path / "returns.zip").write_bytes(start + bytes(100))
    with pytest.raises(UnreadableFile) as refused:
        read_document(tmp_path / "returns.zip")
    assert refused.value.kind == why


def test_a_workbook_in_a_zip_in_an_email_in_an_outlook_email_is_read(parts, outlook, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        form = parts('<sheetData><row><c t="b"><v>1</v></c></row></sheetData>')
        archive.writestr("Ash/ward.xlsx", form.packed())
    made = EmailMessage()
    made["From"], made["Subject"] = "ash@example.org", "TRIP"
    made.set_content("Our return.")
    made.add_attachment(packed.getvalue(), "application", "zip", filename="returns.zip")
    path = tmp_path / "fwd.msg"
    path.write_bytes(outlook({}, outlook.attached("FW.eml", made.as_bytes())))

    def names(*inside):
        folder = read_document(path, inside)
        assert isinstance(folder, Folder)
        return [file.name for file in folder.files]

    assert names() == ["FW.eml"]
    assert names(0) == ["message.txt", "returns.zip"]
    assert names(0, 1) == ["Ash/ward.xlsx"]
    assert read_document(path, (0, 1, 0)).sheets[0].cells[1, 1].text == "TRUE"
