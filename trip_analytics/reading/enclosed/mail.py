"""An e-mail saved as .eml: its text, what is attached to it, and what belongs to its text."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO, Final

from trip_analytics.reading.enclosed.covering import LARGEST_MAIL, PAGE, TEXT, pictures_in, worth
from trip_analytics.reading.enclosed.found import MOST_FILES, Found
from trip_analytics.reading.enclosed.mime import MALFORMED, Part, header_text, part_at
from trip_analytics.reading.refusals import UnreadableFile, refusal

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


def found_in_mail(source: BinaryIO) -> list[Found]:
    """The text of an e-mail, then what came with it.

    Of a text sent both plain and as a web page, the page is taken if there is a table in
    it. Pictures that the page shows, and signatures, are part of the e-mail itself.
    """
    source.seek(0)
    data = source.read(LARGEST_MAIL + 1)
    if len(data) > LARGEST_MAIL:
        raise refusal("too-large")
    message = part_at(data, _start(data), len(data))
    contents = _contents(message)
    sent = _seconds(message.headers["Date"])
    shown = pictures_in(map(_text, contents.pages))
    return [
        Found(_BODIES[body.kind], body.text, sent, covering=True) for body in contents.bodies
    ] + [
        Found(
            _name(file, number),
            partial(_attached, file),
            _modified(file) or sent,
            covering=file.kind in _SEALS or _is_shown(file, shown),
        )
        for number, file in enumerate(contents.files, 1)
    ]


def _start(data: bytes) -> int:
    """Where the headers begin: after a byte order mark, blank lines, a mailbox's line."""
    start = len(data) - len(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    if data.startswith(b"From ", start):
        return data.find(b"\n", start) + 1 or len(data)
    return start


def _contents(message: Part) -> _Contents:
    seen = 0

    def look(part: Part, depth: int) -> _Contents:
        nonlocal seen
        seen += 1
        if seen > MOST_FILES or depth > DEEPEST:
            raise refusal("too-large")
        inside = [look(child, depth + 1) for child in part.parts()]
        if inside:
            return _together(part.kind, inside)
        if part.attached or part.kind not in _BODIES:
            return _Contents(files=[part])
        pages = [part] if part.kind == _PAGE else []
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
    return max((worth(_text(body), page=body.kind == _PAGE) for body in bodies), default=0)


def _text(body: Part) -> bytes:
    """A body's text as far as it can be had; taking it out will say what is the matter."""
    try:
        return body.text()
    except UnreadableFile:
        return b"?"


def _is_shown(file: Part, shown: set[str]) -> bool:
    number = str(file.headers["Content-ID"] or "").strip().strip("<>")
    return file.kind.startswith("image/") and number in shown


def _attached(file: Part) -> bytes:
    if file.cut_short or file.kind.startswith("multipart/"):  # parts that cannot be told apart
        raise refusal("damaged")
    return file.content()


def _name(file: Part, number: int) -> str:
    """The name of what is attached; an e-mail is called by its subject."""
    name = file.name
    if name is None and file.kind == "message/rfc822":
        name = _subject(file)
    return name or f"attachment {number}{_EXTENSIONS.get(file.kind, '')}"


def _subject(file: Part) -> str | None:
    try:
        content = file.content()
        subject = header_text(str(part_at(content, 0, len(content)).headers["Subject"] or ""))
    except UnreadableFile:
        return None
    subject = re.sub(r"[/\\]", "-", subject).strip()  # of a date, more often than of a folder
    return f"{subject}.eml" if subject else None


def _modified(file: Part) -> float | None:
    try:
        return _seconds(file.headers.get_param("modification-date", None, "content-disposition"))
    except MALFORMED:
        return None


def _seconds(date: object) -> float | None:
    """A date such as ``Thu, 3 Apr 2025 09:30:00 +0100``, in seconds since 1970."""
    try:
        moment = email.utils.parsedate_to_datetime(str(date or ""))
        return moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()
    except MALFORMED:
        return None
