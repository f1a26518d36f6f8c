"""An e-mail saved as .eml: its text, what is attached to it, and what belongs to its text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO, Final

from trip_analytics.reading.containers.contained_files import (
    LARGEST_MAIL,
    MOST_FILES,
    PAGE,
    TEXT,
    Enclosed,
    pictures_in,
    worth,
)
from trip_analytics.reading.containers.mime_parts import Part, part_at
from trip_analytics.reading.refusals import UnreadableFile

DEEPEST: Final = 20  # parts within parts; an ordinary e-mail has 4

_PAGE: Final = "text/html"
_BODIES: Final[Mapping[str, str]] = {"text/plain": TEXT, _PAGE: PAGE}
_SEALS: Final = frozenset(  # signatures, and what tells how an e-mail is encrypted
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-encrypted",
    }
)
_EXTENSIONS: Final[Mapping[str, str]] = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}


@dataclass(slots=True)
class _Contents:
    """The parts of an e-mail by what they are for."""

    bodies: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    pages: list[Part] = field(default_factory=list)  # HTML bodies, those not chosen too


def files_in_mail(source: BinaryIO) -> list[Enclosed]:
    """The text of an e-mail, then what came with it.

    Of a text sent both plain and as a web page, the page is taken if there is a table in
    it. Pictures that the page shows, and signatures, are part of the e-mail itself.
    """
    source.seek(0)
    data = source.read(LARGEST_MAIL + 1)
    if len(data) > LARGEST_MAIL:
        raise UnreadableFile("too-large")
    message = part_at(data, _start(data), len(data))
    contents = _contents(message)
    sent = message.headers.date
    shown = pictures_in(map(_text, contents.pages))
    return [
        Enclosed(_BODIES[body.headers.kind], body.text, sent, covering=True)
        for body in contents.bodies
    ] + [
        Enclosed(
            _name(file, number),
            partial(_attached, file),
            file.headers.modified or sent,
            covering=file.headers.kind in _SEALS or _is_shown(file, shown),
        )
        for number, file in enumerate(contents.files, 1)
    ]


def _start(data: bytes) -> int:
    """Where the headers begin: after a byte order mark and blank lines."""
    return len(data) - len(data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n"))


def _contents(message: Part) -> _Contents:
    seen = 0

    def look(part: Part, depth: int) -> _Contents:
        nonlocal seen
        seen += 1
        if seen > MOST_FILES or depth > DEEPEST:
            raise UnreadableFile("too-large")
        inside = [look(child, depth + 1) for child in part.parts()]
        if inside:
            return _together(part.headers.kind, inside)
        if part.headers.attached or part.headers.kind not in _BODIES:
            return _Contents(files=[part])
        pages = [part] if part.headers.kind == _PAGE else []
        return _Contents([part] if _worth([part]) else [], pages=pages)

    return look(message, 0)


def _together(kind: str, inside: list[_Contents]) -> _Contents:
    """The contents of a part of several parts, by how these belong together."""
    bodies = [each.bodies for each in inside]
    files = [file for each in inside for file in each.files]
    if kind == "multipart/alternative":
        bodies = [max(bodies, key=_worth)]
    elif kind == "multipart/related":  # the first is what shows the others
        files = [part for each in bodies[1:] for part in each] + files
        bodies = bodies[:1]
    return _Contents(
        [body for each in bodies for body in each],
        files,
        [page for each in inside for page in each.pages],
    )


def _worth(bodies: Iterable[Part]) -> int:
    return max((worth(_text(body), page=body.headers.kind == _PAGE) for body in bodies), default=0)


def _text(body: Part) -> bytes:
    """A body's text, or a placeholder if it is damaged: taking it out will say what is wrong."""
    try:
        return body.text()
    except UnreadableFile:
        return b"?"


def _is_shown(file: Part, shown: set[str]) -> bool:
    return file.headers.kind.startswith("image/") and file.headers.number in shown


def _attached(file: Part) -> bytes:
    undivided = file.headers.kind.startswith("multipart/")
    if file.cut_short or undivided:
        raise UnreadableFile("damaged")
    return file.content()


def _name(file: Part, number: int) -> str:
    """The name of what is attached; an e-mail is called by its subject."""
    name = file.headers.name
    if name is None and file.headers.kind == "message/rfc822":
        name = _subject(file)
    return name or f"attachment {number}{_EXTENSIONS.get(file.headers.kind, '')}"


def _subject(file: Part) -> str | None:
    try:
        content = file.content()
        subject = part_at(content, 0, len(content)).headers.subject
    except UnreadableFile:
        return None
    subject = re.sub(r"[/\\]", "-", subject).strip()  # of a date, more often than of a folder
    return f"{subject}.eml" if subject else None
