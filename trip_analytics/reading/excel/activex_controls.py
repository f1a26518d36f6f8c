"""ActiveX controls: the state of a check box, an option button, a field or a list.

A control saves itself either as XML, name by name, or in the binary form of
[MS-OFORMS] 2.2.5 (MorphDataControl): a mask of what is there, then the numbers of it,
each aligned to its own size, then its texts. Nothing of it is ever run.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final, Literal
from uuid import UUID

from trip_analytics.reading.archive import Archive
from trip_analytics.reading.safe_xml import Element, local_name

_CLASSES: Final[dict[str, Literal["box", "option", "text"]]] = {
    "8bd21d10-ec42-11ce-9e0d-00aa006002f3": "text",
    "8bd21d20-ec42-11ce-9e0d-00aa006002f3": "text",  # a list: its value is the chosen text
    "8bd21d30-ec42-11ce-9e0d-00aa006002f3": "text",  # a drop-down list
    "8bd21d40-ec42-11ce-9e0d-00aa006002f3": "box",
    "8bd21d50-ec42-11ce-9e0d-00aa006002f3": "option",
    "8bd21d60-ec42-11ce-9e0d-00aa006002f3": "box",  # a button that stays pressed
}
# Bytes of each property in the order of the mask's bits; 0 where it has none here.
_SIZES: Final = (4, 4, 4, 4, 1, 1, 1, 1, 0, 2, 4, 2, 2, 2, 2, 2, 1, 1, 1, 0, 1, 1, 4, 4, 4, 4, 4,
                 2, 2, 2, 0, 0, 4)  # fmt: skip
_SIZE, _VALUE, _CAPTION = 8, 22, 23  # their bits in the mask
_NARROW: Final = 1 << 31  # of a text's length: one byte a character


def read_activex(
    archive: Archive, part: str
) -> tuple[Literal["box", "option", "text"] | None, Mapping[str, str] | None]:
    """What an ActiveX control is, and its properties; None for what is not known."""
    root = archive.tree(part)
    what = _CLASSES.get(_attribute(root, "classid").strip("{}").lower())
    if what is None:
        return None, None
    properties = {
        _attribute(element, "name"): _attribute(element, "value")
        for element in root
        if local_name(element) == "ocxPr"
    }
    if properties:
        return what, properties
    for kind, binary in archive.relationships(part).values():
        if kind == "activeXControlBinary" and binary in archive:
            return what, _of_binary(archive.read(binary))
    return what, None


def _attribute(element: Element, name: str) -> str:
    return next((str(v) for key, v in element.items() if str(key).endswith(f"}}{name}")), "")


def _of_binary(data: bytes) -> Mapping[str, str] | None:
    """A control's value and caption, or None where these bytes are no such control."""
    if len(data) >= 16 and str(UUID(bytes_le=data[:16])) in _CLASSES:
        data = data[16:]
    try:
        minor, major, _, mask = struct.unpack_from("<BBHQ", data)
        if (major, minor) != (2, 0):
            return None
        at = struct.calcsize("<BBHQ")
        lengths: dict[int, int] = {}
        for bit, size in enumerate(_SIZES):
            if size and mask >> bit & 1:
                at += -at % size
                if bit in (_VALUE, _CAPTION):
                    (lengths[bit],) = struct.unpack_from("<I", data, at)
                at += size
        at += -at % 4 + 8 * (mask >> _SIZE & 1)
        texts = {}
        for bit, length in lengths.items():
            size = length & ~_NARROW
            if at + size > len(data):
                return None
            text = data[at : at + size]
            texts[bit] = text.decode("latin-1" if length & _NARROW else "utf-16-le")
            at += size + -size % 4
    except (struct.error, UnicodeDecodeError):
        return None
    return {"Value": texts.get(_VALUE, ""), "Caption": texts.get(_CAPTION, "")}
