"""What a compound file (OLE2) is: its top alone says so."""

import io
import struct

import olefile
import pytest

from trip_analytics.reading.ole2 import OLE2, packed
from trip_analytics.reading.sniffing import sniff


def nested(*top, inner=()):
    """A compound file with these names at the top, and others in a folder beside them."""
    names = ["Root Entry", *top, "MBD0001", *inner]
    none = 0xFFFFFFFF
    entries = b""
    for at, name in enumerate(names):
        folder = 1 + len(top)
        kind = 5 if at == 0 else 1 if at == folder else 2
        child = 1 if at == 0 else folder + 1 if at == folder and inner else none
        last = at in (0, folder, len(names) - 1)
        right = none if last else at + 1
        if at == folder - 1 and at:
            right = folder
        written = name.encode("utf-16-le")
        entries += struct.pack(
            "<64sH2B3I36xIQ",
            *(written, len(written) + 2, kind, 1, none, right, child, 0xFFFFFFFE, 0),
        )
    whole = bytearray(packed("x", b""))
    directory = 2 * 4096  # after the header and the one sector of the stream
    whole[directory : directory + 4096] = entries.ljust(4096, b"\x00")
    return bytes(whole)


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
    data = nested(*top, inner=inner)
    # The names are where another reader of such files finds them.
    with olefile.OleFileIO(io.BytesIO(data)) as other:
        assert {path[0] for path in other.listdir()} == {*top, *(["MBD0001"] if inner else [])}
    assert sniff(data) == what


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
