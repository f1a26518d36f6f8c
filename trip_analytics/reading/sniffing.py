"""What a file is, judged by its bytes: extensions lie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from trip_analytics.reading.compound_file import OLE2, CompoundFile
from trip_analytics.reading.refusals import UnreadableFile

ARCHIVE: Final = (b"PK\x03\x04", b"PK\x05\x06")
FOLDERS: Final = frozenset({"zip", "e-mail", "outlook"})

_STREAMS: Final = (  # names at the top of an OLE2 file, or how they begin; the first found decides
    ("EncryptedPackage", "password"),
    ("\tDRMContent", "password"),  # an .xls that only some may open; its cells are in there
    ("__properties_version1.0", "outlook"),
    ("__substg1.0_", "outlook"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_BEGINNINGS: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),  # JPEG
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),  # TIFF
    (b"MM\x00*", "picture"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"\x09\x08", "xls"),  # Excel 5 outside OLE2
    (b"\x09\x04\x06\x00", "before-excel-5"),  # Excel 4, 3, 2
    (b"\x09\x02\x06\x00", "before-excel-5"),
    (b"\x09\x00\x04\x00", "before-excel-5"),
    (b"{\\rtf", "doc"),
    (b"7z\xbc\xaf\x27\x1c", "other-archive"),
    (b"Rar!\x1a\x07", "other-archive"),
    (b"\x1f\x8b\x08", "other-archive"),  # gzip
    (b"\xfd7zXZ\x00", "other-archive"),
    (b"MSCF\x00\x00\x00\x00", "other-archive"),  # a cabinet
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\x76\xe8\x04\x60\xc4\x11\xe3\x86", "sealed-e-mail"),  # Microsoft's rights management
    (b"-----BEGIN PGP MESSAGE-----", "sealed-e-mail"),
)
_PARTS: Final = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
)
# Parts that no person puts into an archive: what is left of a damaged Office file.
_OF_OFFICE: Final = re.compile(
    r"_rels/\.rels$|docprops/(?:app|core)\.xml$|xl/(?:worksheets/|styles|sharedstrings|theme/)"
    r"|word/(?:styles|settings|fonttable|_rels/)|meta-inf/manifest\.xml$"
)
_LEFT_BEHIND: Final = frozenset({"thumbs.db", ".ds_store", "desktop.ini"})
_XML_WORKBOOK = re.compile(rb"<(?:office:document|(?:\w+:)?Workbook)\s[^>]*xmlns")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_NEVER_TYPED: Final = bytes({*range(1, 32)} - set(b"\t\n\v\f\r\x1a\x1b"))
MOST_STRANGE: Final = 100  # one byte in so many may be one that nobody types, in a text
_PKCS7: Final = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"  # S/MIME, in its first bytes
# Headers that no person writes, and those that people write too, in a memo or a form.
_OF_MAIL_ALONE: Final = frozenset(
    b"received return-path delivered-to message-id mime-version content-type "
    b"content-transfer-encoding dkim-signature arc-seal arc-message-signature "
    b"arc-authentication-results authentication-results x-received thread-index".split()
)
_OF_MAIL: Final = _OF_MAIL_ALONE | frozenset(b"from to cc subject date sender reply-to".split())
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
LOOK_AT: Final = 4096  # bytes in which a web page or an e-mail shows itself


def left_behind(name: str, data: bytes) -> bool:
    """Whether a system or a program left this file behind, by its name and content.

    Excel's lock file ``~$ward.xlsx`` is no archive; a workbook of that name is a return.
    """
    if name.startswith(("~$", "._")):
        return not data.startswith(b"PK")
    return name.lower() in _LEFT_BEHIND


def sniff(data: bytes) -> str:
    r"""What a file that is not an archive is: one of the reasons of a refusal.

    Archives give ``zip``; :func:`sniff_parts` says what they hold.

    Examples
    --------
    >>> sniff(b"%PDF-1.7"), sniff(b""), sniff(b"statement,rating"), sniff(b"PK\x03\x04")
    ('pdf', 'empty-file', 'text', 'zip')
    """
    if not data.strip(b"\x00\r\n\t "):
        return "empty-file"
    if data.startswith(ARCHIVE):
        return "zip"
    if data.startswith(OLE2):
        return _sniff_streams(data)
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning):
            return what
    if _is_picture(data[:16]):
        return "picture"
    start = data[:LOOK_AT]
    if _is_mail(start):
        return "e-mail"
    if start.startswith(b"\x30") and _PKCS7 in start[:32]:
        return "sealed-e-mail"
    if data[257:262] == b"ustar":
        return "other-archive"
    if b"%PDF" in start[:1024]:  # PDF allows a preamble
        return "pdf"
    if _XML_WORKBOOK.search(start):
        return "workbook-as-xml"
    letters = start.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")  # of UTF-16 too
    if _HTML.search(letters) and letters.lstrip(b"\xff\xfe \t\r\n").startswith(b"<"):
        return "html"
    return "text" if _is_typed(start, letters) else "not-a-workbook"


def _is_typed(start: bytes, letters: bytes) -> bool:
    """Whether people type such bytes, except for one in a hundred."""
    nothing = start.count(0)
    utf16 = abs(start[::2].count(0) - start[1::2].count(0)) == nothing  # in every other place
    strange = len(letters) - len(letters.translate(None, _NEVER_TYPED))
    return (0 if utf16 else nothing) + strange <= len(start) / MOST_STRANGE


def _is_picture(start: bytes) -> bool:
    """Whether it is a picture of a kind that does not show in its very first bytes."""
    return (
        start[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1")
        or start[8:12] == b"WEBP"
        or (start.startswith(b"BM") and start[6:10] == bytes(4))
    )


def _sniff_streams(data: bytes) -> str:
    """What an OLE2 file is: only its top level counts, since it may contain other files."""
    try:
        top = CompoundFile(data).root
        names = {*top.streams, *top.storages}
    except UnreadableFile:  # the names in it still tell what it was
        names = {name.lower() for name, _ in _STREAMS if name.encode("utf-16-le") in data}
    for beginning, what in _STREAMS:
        if any(name.startswith(beginning.lower()) for name in names):
            return what
    return "not-a-workbook"


def _is_mail(start: bytes) -> bool:
    """Whether it begins with at least two headers of an e-mail, and not like a memo."""
    lines = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").splitlines()
    if lines and lines[0].startswith(b"From "):  # a mailbox's own line
        del lines[0]
    names: set[bytes] = set()
    sender = False
    for line in lines:
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
            sender |= header[1].lower() == b"from" and b"@" in line
        elif not (names and line.startswith((b" ", b"\t"))):  # the rest of a header
            break
    if names == {b"content-type"}:  # what was signed, without the e-mail's other headers
        return start.lower().startswith(b"content-type: multipart/")
    if names.isdisjoint(_OF_MAIL_ALONE) and (not sender or b"sent" in names):
        return False  # a memo; or an e-mail as Outlook quotes it, which is all text
    return len(names & _OF_MAIL) > 1


def sniff_parts(names: Iterable[str], mimetype: bytes) -> str:
    """What an archive holds, by the names of its parts and its ``mimetype`` part."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        return "ods" if b"spreadsheet" in mimetype else "odt"
    present = {name.lower().lstrip("/") for name in names}
    for part, what in _PARTS:
        if part in present:
            return what
    if "[content_types].xml" not in present:
        return "damaged" if any(map(_OF_OFFICE.match, present)) else "zip"
    # An Office file of some other program: the names are usual, not binding.
    for name in present:
        if name.startswith("xl/") or name.endswith("/workbook.xml"):
            return "xlsx"
        if name.startswith("word/"):
            return "docx"
    return "not-a-workbook"
