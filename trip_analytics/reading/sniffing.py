"""What a file is, by its bytes: extensions lie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

ARCHIVE: Final = (b"PK\x03\x04", b"PK\x05\x06")
FOLDERS: Final = frozenset({"zip", "e-mail", "outlook"})

_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = (  # names inside an OLE2 file, first come first served
    ("EncryptedPackage", "password"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("__substg1.0_", "outlook"),
)
_BEGINNINGS: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),  # JPEG
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),  # TIFF
    (b"MM\x00*", "picture"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"\x09\x08", "xls"),  # Excel 3 to 5, before OLE2
    (b"\x09\x04", "xls"),
    (b"{\\rtf", "doc"),
)
_PARTS: Final = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
)
_LEFT_BEHIND: Final = frozenset({"thumbs.db", ".ds_store", "desktop.ini"})
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:received|from|return-path|mime-version|subject|date|to):\s", re.IGNORECASE)
LOOK_AT: Final = 4096  # bytes in which a web page or an e-mail shows itself


def left_behind(name: str, data: bytes) -> bool:
    """Whether a system or a program left this file about, by its name and content.

    Excel's lock file ``~$ward.xlsx`` is no archive; a workbook of that name is a return.
    """
    if name.startswith(("~$", "._")):
        return not data.startswith(b"PK")
    return name.lower() in _LEFT_BEHIND


def sniff(data: bytes) -> str:
    r"""What a file that is not an archive is: one of the reasons of a refusal.

    Archives give ``zip``; what they are of, :func:`sniff_parts` tells.

    Examples
    --------
    >>> sniff(b"%PDF-1.7"), sniff(b""), sniff(b"statement,rating"), sniff(b"PK\x03\x04")
    ('pdf', 'empty-file', 'text', 'zip')
    """
    if not data.strip(b"\x00\r\n\t "):
        return "empty-file"
    if data.startswith(ARCHIVE):
        return "zip"
    if data.startswith(_OLE2):
        return next(
            (what for name, what in _STREAMS if name.encode("utf-16-le") in data), "not-a-workbook"
        )
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning):
            return what
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1") or data[8:12] == b"WEBP":
        return "picture"
    start = data[:LOOK_AT]
    if b"%PDF" in start[:1024]:  # PDF allows a preamble
        return "pdf"
    if _HTML.search(start):
        return "html"
    if _MAIL.match(start):
        return "e-mail"
    utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "text" if utf16 or b"\x00" not in start else "not-a-workbook"


def sniff_parts(names: Iterable[str], mimetype: bytes) -> str:
    """What an archive is of, by the names of its parts and its ``mimetype`` part."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        return "ods" if b"spreadsheet" in mimetype else "odt"
    present = {name.lower().lstrip("/") for name in names}
    for part, what in _PARTS:
        if part in present:
            return what
    if "[content_types].xml" in present:  # an Office file of some other program
        return "xlsx" if any(name.startswith("xl/") for name in present) else "not-a-workbook"
    return "zip"
