"""A trust's own Word file, which a report takes its styles, margins, header and footer from."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from trip_analytics.settings.logo_and_colour import MistakeError


@dataclass(frozen=True, slots=True, eq=False)
class WordTemplate:
    """A trust's own Word file: its content as a document (.docx), and where it is."""

    content: bytes = field(repr=False)
    path: Path


LARGEST_TEMPLATE: Final = 10_000_000  # bytes, packed
LARGEST_UNPACKED: Final = 100_000_000

_OLE: Final = b"\xd0\xcf\x11\xe0"
_TYPES: Final = "[Content_Types].xml"
_OF_TEMPLATE: Final = b"wordprocessingml.template.main+xml"
_OF_DOCUMENT: Final = b"wordprocessingml.document.main+xml"


def usable_template(place: Path) -> WordTemplate:
    """A trust's own Word file, a template (.dotx) as a document (.docx).

    Raises
    ------
    MistakeError
        It is not there, too large, no Word file of today's kind, or holds macros.
    """
    try:
        content = place.read_bytes()
    except OSError:
        raise MistakeError(f"there is no file {str(place)!r}: check its name") from None
    if len(content) > LARGEST_TEMPLATE:
        size = f"{len(content) / 1e6:.0f} MB"
        raise MistakeError(f"{place.name} has {size}: save a Word file of at most 10 MB")
    if content.startswith(_OLE):
        raise MistakeError(
            f"{place.name} is of an old kind or has a password: open it in Word and save it as "
            ".docx without a password"
        )
    try:
        with ZipFile(BytesIO(content)) as packed:
            return WordTemplate(_as_document(packed, place.name), place)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError):
        raise MistakeError(_no_word_file(place.name)) from None


def _as_document(packed: ZipFile, name: str) -> bytes:
    if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
        raise MistakeError(f"{name} is far larger than it seems: choose another Word file")
    parts = {part: packed.read(part) for part in packed.namelist()}
    types = parts.get(_TYPES, b"")
    if b"macroEnabled" in types or any(part.endswith("vbaProject.bin") for part in parts):
        raise MistakeError(f"{name} holds macros: save it in Word as .docx, which leaves them out")
    if _OF_TEMPLATE not in types and _OF_DOCUMENT not in types:
        raise MistakeError(_no_word_file(name))
    parts[_TYPES] = types.replace(_OF_TEMPLATE, _OF_DOCUMENT)
    saved = BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as written:
        for part, content in parts.items():
            written.writestr(ZipInfo(part), content, ZIP_DEFLATED)
    content = saved.getvalue()
    if not _can_be_opened(content):
        raise MistakeError(_no_word_file(name))
    return content


def _can_be_opened(content: bytes) -> bool:
    import docx
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(content))
        return document.element.body is not None and len(document.styles) > 0
    except (LxmlError, KeyError, ValueError, AttributeError, TypeError):
        return False


def _no_word_file(name: str) -> str:
    return f"{name} cannot be read as a Word file: open it in Word and save it as .docx or .dotx"
