"""The parts of an e-mail as it was sent: headers, parts within parts, content.

Python's own parser recurses into parts and holds every line against every part that it
is in, which a made-up e-mail can use to run for hours. So the parts are told apart here,
each byte looked at once a level, and Python parses the few headers that matter.
"""

from __future__ import annotations

import binascii
import email.errors
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser
from typing import Final

from trip_analytics.reading.enclosed.covering import in_utf8
from trip_analytics.reading.enclosed.found import LARGEST
from trip_analytics.reading.refusals import refusal

LONGEST_HEADERS: Final = 1 << 20  # an e-mail to everybody
LONGEST_VALUE: Final = 4096  # of a header that matters

MALFORMED: Final = (ValueError, TypeError, LookupError, OverflowError, email.errors.MessageError)

_HEADERS: Final = (
    "Content-Type",
    "Content-Disposition",
    "Content-Transfer-Encoding",
    "Content-ID",
    "Subject",
    "Date",
)
_BLANK_LINE = re.compile(rb"\n\r?\n")
_FOLD = re.compile(r"\r?\n(?=[ \t])")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an e-mail, or all of it.

    Attributes
    ----------
    message : bytes
        The e-mail that it is a part of.
    start, end : int
        Where its content is in there.
    headers : email.message.Message
        Those that matter here, without content.
    cut_short : bool
        The e-mail ends in the middle of it.
    """

    message: bytes
    start: int
    end: int
    headers: Message
    cut_short: bool = False

    @property
    def kind(self) -> str:
        """Its type as the e-mail says, such as ``text/plain``."""
        return self.headers.get_content_type()

    @property
    def name(self) -> str | None:
        """The file name that it was given."""
        try:
            return header_text(self.headers.get_filename() or "") or None
        except MALFORMED:
            return None

    @property
    def attached(self) -> bool:
        """Whether the sender meant it as a file and not as something to be read at once."""
        return self.headers.get_content_disposition() == "attachment" or self.name is not None

    def parts(self) -> Iterator[Part]:
        """The parts that it is made of, if it is."""
        boundary = self._boundary()
        if boundary is None:
            return
        # It stands on a line of its own; the newline before it belongs to it.
        line = re.compile(rb"\n--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
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

    def _boundary(self) -> bytes | None:
        if not self.kind.startswith("multipart/"):
            return None
        try:
            return (self.headers.get_boundary() or "").encode() or None
        except MALFORMED:
            return None

    def content(self) -> bytes:
        """What it holds, as it was before it was packed for sending.

        Raises
        ------
        UnreadableFile
            It is damaged, or larger than any form.
        """
        packed = self.message[self.start : self.end]
        packing = str(self.headers["Content-Transfer-Encoding"] or "").strip().lower()
        if packing.startswith("base64"):
            content = _from_base64(packed)
        elif packing.startswith("quoted-printable"):
            content = binascii.a2b_qp(packed)
        else:
            content = packed
        if len(content) > LARGEST:
            raise refusal("too-large")
        return content

    def text(self) -> bytes:
        """Its content as UTF-8 that says so, where the e-mail says what it is in."""
        content = self.content()
        try:
            charset = self.headers.get_content_charset()
        except MALFORMED:
            charset = None
        return in_utf8(content, charset) if charset else content


def part_at(message: bytes, start: int, end: int, *, cut_short: bool = False) -> Part:
    """The part, headers and content, that stands in a stretch of an e-mail.

    Raises
    ------
    UnreadableFile
        Its headers do not end.
    """
    if message.startswith((b"\n", b"\r\n"), start, end):
        content = message.index(b"\n", start) + 1
        return Part(message, content, end, Message(), cut_short)
    found = _BLANK_LINE.search(message, start, min(end, start + LONGEST_HEADERS))
    if found is None and end - start > LONGEST_HEADERS:
        raise refusal("damaged")
    content = found.end() if found else end
    headers = _headers(message[start:content])
    return Part(message, content, end, headers, cut_short)


def _headers(block: bytes) -> Message:
    try:
        text = block.decode()
    except UnicodeDecodeError:  # from before UTF-8, or broken
        text = block.decode("cp1252", "replace")
    all_headers = HeaderParser().parsestr(text)
    headers = Message()
    for name in _HEADERS:
        value = all_headers.get(name)
        if value is not None:
            headers[name] = _FOLD.sub("", str(value))[:LONGEST_VALUE]
    return headers


def header_text(value: str) -> str:
    """A header's text, where it may stand in encoded words such as ``=?utf-8?q?caf=C3=A9?=``."""
    if "=?" not in value:
        return value
    try:
        return "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "raw-unicode-escape")
            for piece, charset in decode_header(value)
        )
    except MALFORMED:
        return value


def _from_base64(packed: bytes) -> bytes:
    letters = packed.translate(None, b" \t\r\n")
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4), strict_mode=True)
    except binascii.Error as error:
        raise refusal("damaged") from error
