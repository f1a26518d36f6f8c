"""What a file is taken for, by its bytes."""

import io
import tarfile

import pytest

from tests.raw_files import compound_files, outcome
from trip_analytics.reading import read_document
from trip_analytics.reading.compound_file import OLE2
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
    assert outcome(read_document, tmp_path / "returns.zip") == why


@pytest.mark.parametrize(
    ("top", "inner", "what"),
    [
        (["Workbook"], ["WordDocument", "1Table"], "xls"),
        (["WordDocument", "1Table"], ["Workbook"], "doc"),
        (["__properties_version1.0", "__substg1.0_0037001F"], ["Workbook"], "outlook"),
        (["Book", "SummaryInformation"], [], "xls"),
        (["WORKBOOK"], [], "xls"),
        (["EncryptionInfo", "EncryptedPackage"], [], "password"),
        (["\tDRMContent", "Workbook"], [], "password"),
        (["PowerPoint Document"], ["Workbook", "WordDocument"], "not-a-workbook"),
    ],
)
def test_the_top_decides_whatever_is_embedded(top, inner, what):
    within = {"MBD0001": dict.fromkeys(inner, b"within")}
    assert sniff(compound_files.written(within | dict.fromkeys(top, b"at the top"))) == what


def test_a_damaged_file_still_tells_what_it_was():
    assert sniff(OLE2 + bytes(600) + "Workbook".encode("utf-16-le") + bytes(60)) == "xls"


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis">', "workbook-as-xml"),
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com', "workbook-as-xml"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>', "html"),
    ],
)
def test_workbooks_saved_as_xml_are_told_from_web_pages(start, what):
    assert sniff(start) == what
