"""The parts of an e-mail as it was sent: headers, parts within parts, content.

Python's email package compares every line with the boundary of every part around it: an
e-mail of 5 MB with parts nested 300 deep takes it 61 s, and 50 MB of short lines take 2 GB.
So parts are found here (0.1 s for either), and email reads only a few headers.
"""

from __future__ import annotations

import binascii
import datetime as dt
import email.errors
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import groupby
from typing import Final, NamedTuple

from trip_analytics.reading.containers.contained_files import LARGEST, in_utf8
from trip_analytics.reading.refusals import UnreadableFile

LONGEST_HEADERS: Final = 1 << 20  # an e-mail to everybody
LONGEST_VALUE: Final = 4096  # of a header that matters
MOST_PARAMETERS: Final = 64  # the time of Python's parser grows with their square

_MALFORMED: Final = (ValueError, TypeError, LookupError, OverflowError, email.errors.MessageError)

_BLANK_LINE = re.compile(rb"\n\r?\n")
# The headers that matter, each with its continuation lines.
_HEADER = re.compile(
    r"^(content-(?:type|disposition|transfer-encoding|id)|subject|date)[ \t]*:"
    r"([^\n]*(?:\n[ \t][^\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_ENCODED_WORD = re.compile(r"=\?([^?]{1,40})\?([qQbB])\?([^?]*)\?=")
_ENCODED_WORDS = re.compile(rf"(?:{_ENCODED_WORD.pattern}\s*)*{_ENCODED_WORD.pattern}")
_FOLD = re.compile(r"\r?\n(?=[ \t])")


class Headers(NamedTuple):
    """What the headers of a part say, as far as it matters here; mostly nothing."""

    kind: str = "text/plain"
    """Its type, such as ``text/plain``."""
    name: str | None = None
    """The file name that it was given."""
    attached: bool = False
    """The sender meant it as a file and not as something to be read at once."""
    packing: str = ""
    """How it is packed, such as ``base64``."""
    charset: str | None = None
    boundary: str | None = None
    number: str = ""
    """By which pages refer to it."""
    subject: str = ""
    # When it was sent, and when the file was last changed, in seconds since 1970.
    date: float | None = None
    modified: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an e-mail, or all of it."""

    message: bytes
    """The e-mail that it is a part of."""
    # Where its content is in there.
    start: int
    end: int
    headers: Headers
    cut_short: bool = False
    """The e-mail ends in the middle of it."""

    def parts(self) -> Iterator[Part]:
        """The parts that it is made of, if it is."""
        if not (self.headers.kind.startswith("multipart/") and self.headers.boundary):
            return
        # It has a line to itself; the newline before it belongs to it.
        boundary = re.escape(self.headers.boundary.encode("utf-8", "replace"))
        line = re.compile(rb"\n--" + boundary + rb"(--)?[ \t]*(?=\r?\n|\Z)")
        start = None
        for found in line.finditer(self.message, max(0, self.start - 1), self.end):
            if start is not None:
                end = found.start() - self.message.endswith(b"\r", start, found.start())
                yield part_at(self.message, start, max(start, end))
            if found[1]:
                return
            start = min(self.end, self.message.find(b"\n", found.end(), self.end) + 1 or self.end)
        if start is not None:
            cut_short = self.end == len(self.message)
            yield part_at(self.message, start, self.end, cut_short=cut_short)

    def content(self) -> bytes:
        """What it holds, as it was before it was packed for sending.

        Raises UnreadableFile: it is damaged, or larger than any form.
        """
        packed = self.message[self.start : self.end]
        if self.headers.packing.startswith("base64"):
            content = _from_base64(packed)
        elif self.headers.packing.startswith("quoted-printable"):
            content = binascii.a2b_qp(packed)
        else:
            content = packed
        if len(content) > LARGEST:
            raise UnreadableFile("too-large")
        return content

    def text(self) -> bytes:
        """Its content as UTF-8 that says so, where the e-mail says what it is in."""
        content = self.content()
        return in_utf8(content, self.headers.charset) if self.headers.charset else content


def part_at(message: bytes, start: int, end: int, *, cut_short: bool = False) -> Part:
    """The part, headers and content, in this stretch of an e-mail.

    Raises UnreadableFile: its headers do not end.
    """
    if message.startswith((b"\n", b"\r\n"), start, end):
        content = message.index(b"\n", start) + 1
        return Part(message, content, end, Headers(), cut_short)
    found = _BLANK_LINE.search(message, start, min(end, start + LONGEST_HEADERS))
    if found is None and end - start > LONGEST_HEADERS:
        raise UnreadableFile("damaged")
    content = found.end() if found else end
    headers = _headers(message[start:content])
    return Part(message, content, end, headers, cut_short)


def _headers(block: bytes) -> Headers:
    try:
        text = block.decode()
    except UnicodeDecodeError:  # from before UTF-8, or broken
        text = block.decode("cp1252", "replace")
    sent: dict[str, str] = {}
    for name, value in _HEADER.findall(text):
        sent.setdefault(name.lower(), _FOLD.sub("", value[:LONGEST_VALUE]).strip())
    kind, about = _with_parameters(sent.get("content-type", ""))
    disposition, about_file = _with_parameters(sent.get("content-disposition", ""))
    name = header_text(about_file.get("filename") or about.get("name", ""))
    return Headers(
        kind if kind.count("/") == 1 else "text/plain",
        name or None,
        bool(name) or disposition == "attachment",
        sent.get("content-transfer-encoding", "").lower(),
        about.get("charset"),
        about.get("boundary"),
        sent.get("content-id", "").strip("<>"),
        header_text(sent.get("subject", "")),
        _seconds(sent.get("date", "")),
        _seconds(about_file.get("modification-date", "")),
    )


def _with_parameters(value: str) -> tuple[str, dict[str, str]]:
    """A header's first word and its parameters, as in ``text/plain; charset=utf-8``."""
    header = Message()
    header["x"] = ";".join(value.split(";")[:MOST_PARAMETERS])
    try:
        (word, _), *parameters = header.get_params([("", "")], "x")
        return word.partition(" ")[0].lower(), {
            name.lower(): email.utils.collapse_rfc2231_value(given).strip()
            for name, given in parameters
        }
    except _MALFORMED:
        return value.partition(";")[0].strip().lower(), {}


def _seconds(date: str) -> float | None:
    """A date such as ``Thu, 3 Apr 2025 09:30:00 +0100``, in seconds since 1970."""
    try:
        moment = email.utils.parsedate_to_datetime(date)
        return moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()
    except _MALFORMED:
        return None


def header_text(value: str) -> str:
    """A header's text, which may be in encoded words.

    Examples
    --------
    >>> header_text("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?= 3")
    'café 3'
    """
    return _ENCODED_WORDS.sub(_words, value)


def _words(found: re.Match[str]) -> str:
    """Words that follow each other; a letter may begin in one and end in the next."""
    words = _ENCODED_WORD.findall(found[0])
    try:
        return "".join(
            b"".join(
                binascii.a2b_base64(f"{text}===")
                if packing in "bB"
                else binascii.a2b_qp(text, header=True)
                for _, packing, text in same
            ).decode(charset)
            for charset, same in groupby(words, key=lambda word: word[0].lower())
        )
    except _MALFORMED:
        return found[0]


def _from_base64(packed: bytes) -> bytes:
    letters = packed.translate(None, b" \t\r\n")
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4), strict_mode=True)
    except binascii.Error as error:
        raise UnreadableFile("damaged") from error
