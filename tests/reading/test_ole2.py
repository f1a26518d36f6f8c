"""What a compound file (OLE2) is: its top alone says so."""

import io
import struct

import olefile
import pytest

from trip_analytics.reading.files import read_bytes
from trip_analytics.reading.ole2 import OLE2, packed
from trip_analytics.reading.sniffing import sniff


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
def test_the_top_decides_whatever_is_embedded(compound_file, top, inner, what):
    within = {"MBD0001": dict.fromkeys(inner, b"within")}
    assert sniff(compound_file.written(within | dict.fromkeys(top, b"at the top"))) == what


def test_the_sheet_read_is_the_workbooks_own_and_not_an_embedded_ones(compound_file):
    def stream(rating):
        start, end = (record(0x809, struct.pack("<2H12x", 0x600, of)) for of in (5, 16)), record(10)
        name = b"\x04\x00Form"
        beginning, sheet = start
        at = len(beginning) + 4 + 6 + len(name) + len(end)
        cell = record(0x203, struct.pack("<3Hd", 0, 0, 0, rating))
        bound = record(0x85, struct.pack("<IH", at, 0) + name)
        return beginning + bound + end + sheet + cell + end

    def record(number, data=b""):
        return struct.pack("<2H", number, len(data)) + data

    data = compound_file.written({"A": {"Workbook": stream(1)}, "Workbook": stream(4)})
    assert read_bytes("ward.xls", data).sheets[0].cells[1, 1].value == 4


def test_a_damaged_file_still_tells_what_it_was():
    assert sniff(OLE2 + bytes(600) + "Workbook".encode("utf-16-le") + bytes(60)) == "xls"


@pytest.mark.parametrize("size", [1, 4096, 4097, 5_000_000])
def test_another_reader_finds_the_stream_that_was_packed(size):
    stream = bytes(range(1, 252)) * (size // 251 + 1)
    with olefile.OleFileIO(io.BytesIO(packed("Workbook", stream[:size]))) as other:
        assert other.listdir() == [["Workbook"]]
        assert other.openstream("Workbook").read().rstrip(b"\x00") == stream[:size]


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
