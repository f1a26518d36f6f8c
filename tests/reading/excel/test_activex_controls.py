"""ActiveX controls, as Excel writes them out or in binary."""

from __future__ import annotations

import struct

import pytest

from tests.raw_files.excel_parts import Form
from trip_analytics.reading import Note

ACTIVEX = "http://schemas.microsoft.com/office/2006/activeX"
CHECK_BOX = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"
TEXT_BOX = "{8BD21D10-EC42-11CE-9E0D-00AA006002F3}"


def ocx(inside, kind=CHECK_BOX):
    return (
        f'<ax:ocx xmlns:ax="{ACTIVEX}" ax:classid="{kind}" ax:persistence="persistPropertyBag">'
        f"{inside}</ax:ocx>"
    )


def bag(**properties):
    return "".join(f'<ax:ocxPr ax:name="{n}" ax:value="{v}"/>' for n, v in properties.items())


@pytest.mark.parametrize(
    ("properties", "kind", "text"),
    [
        (bag(Value="1", Caption="Agreed"), CHECK_BOX, "☑ Agreed"),
        (bag(Value="0"), CHECK_BOX, "☐"),
        (bag(Value=""), CHECK_BOX, "▣"),
        (bag(Value="well developed"), TEXT_BOX, "well developed"),
        (bag(Caption="Send"), "{D7053240-CE69-11CD-A777-00DD01143C57}", None),  # a button
    ],
)
def test_activex_controls_that_are_written_out(properties, kind, text):
    made = Form().add("", "B2", newer=False, kind="Pict")
    made.list_part(1025, "control", (1, 4, 1, 1, 1, 60, 1, 19), ocx(properties, kind))
    assert made.texts().get("B2") == text


def binary(value, caption, *, narrow=True):
    """A check box as [MS-OFORMS] lays it out: 0x40 bits, a back colour, a value, a caption."""
    coded = [text.encode("latin-1" if narrow else "utf-16-le") for text in (value, caption)]
    lengths = [len(text) | (narrow << 31) for text in coded]
    mask = 1 | 1 << 1 | 1 << 6 | 1 << 8 | 1 << 22 | 1 << 23
    data = struct.pack("<IIBxxxIIII", 0x2C80081B, 0xFFFFFF, 4, *lengths, 2540, 635)
    data += b"".join(text + b"\0" * (-len(text) % 4) for text in coded)
    return struct.pack("<BBHQ", 0, 2, len(data) + 8, mask) + data


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("with_class", [True, False])
def test_activex_controls_in_binary(narrow, with_class):
    made = binary_form(binary("1", "Agreed", narrow=narrow), with_class=with_class)
    assert made.texts() == {"B2": "☑ Agreed"}


def binary_form(data, *, with_class=True):
    made = Form().add("", "B2", newer=False, kind="Pict")
    made.list_part(1025, "control", (1, 4, 1, 1, 1, 60, 1, 19), ocx(""))
    made.parts.named["xl/_rels/c1025.xml.rels"] = made.parts.relationships(
        ("rId1", "activeXControlBinary", "state.bin")
    )
    identity = bytes.fromhex("401dd28b42ecce119e0d00aa006002f3") if with_class else b""
    made.parts.named["xl/state.bin"] = identity + data
    return made


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0", binary("1", "")[:30]])
def test_an_activex_control_that_cannot_be_read_is_said(data):
    sheet = binary_form(data).sheet()
    assert sheet.cells == {}
    assert sheet.notes == (Note("B2", "There is a control here whose state cannot be read."),)
