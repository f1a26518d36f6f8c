"""An e-mail saved from Outlook (.msg): its text, and what is attached at any depth.

An e-mail attached to it is not a file of its own in there, so what it holds is listed as
if it were a folder. A text kept only as compressed rich text cannot be read.

The properties are those of [MS-OXPROPS], kept as [MS-OXMSG] describes.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import BinaryIO, Final

from trip_analytics.reading.compound_file import CompoundFile, Storage, Stream
from trip_analytics.reading.containers.contained_files import (
    LARGEST,
    LARGEST_MAIL,
    MOST_FILES,
    PAGE,
    TEXT,
    Enclosed,
    in_utf8,
    pictures_in,
    worth,
)
from trip_analytics.reading.decoding import decoded
from trip_analytics.reading.refusals import UnreadableFile

DEEPEST: Final = 3  # e-mails within e-mails
LONGEST_NAME: Final = 4096  # bytes

_PROPERTIES: Final = "__properties_version1.0"
_HEADER, _HEADER_INSIDE, _HEADER_ATTACHED = 32, 24, 8  # bytes before the properties
_PROPERTY = struct.Struct("<HH4x8s")  # type, number, value

_SUBJECT, _BODY, _PAGE, _RICH_TEXT = 0x0037, 0x1000, 0x1013, 0x1009
_SENT, _DELIVERED, _CHANGED = 0x0039, 0x0E06, 0x3008
_CODE_PAGE, _INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
_CONTENT, _METHOD, _TYPE = 0x3701, 0x3705, 0x370E
_CONTENT_ID, _FLAGS, _HIDDEN = 0x3712, 0x3714, 0x7FFE
_DISPLAY_NAME, _SHORT_NAME, _LONG_NAME = 0x3001, 0x3704, 0x3707

_UNICODE, _IN_CODE_PAGE, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_LINKS: Final = (2, 3, 4, 7)  # ways to attach a file that leave it where it is
_SHOWN: Final = 4  # the flag of what the text shows
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff")
_EPOCH: Final = 11_644_473_600  # seconds from 1601, where Windows counts from, to 1970
_CHARSETS: Final[Mapping[int, str]] = {
    1200: "utf-16-le",
    20127: "cp1252",  # ASCII, and Latin-1 below, as everybody reads them
    28591: "cp1252",
    65001: "utf-8",
}


def files_in_outlook(source: BinaryIO) -> list[Enclosed]:
    """The text of an e-mail, then what is attached to it."""
    source.seek(0)
    data = source.read(LARGEST_MAIL + 1)
    if len(data) > LARGEST_MAIL:
        raise UnreadableFile("too-large")
    file = CompoundFile(data)
    found = list(islice(_found(file, file.root), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise UnreadableFile("too-large")
    return found


@dataclass(frozen=True, slots=True)
class _Item:
    """An e-mail or an attachment: a storage, and the properties that have no stream."""

    file: CompoundFile
    storage: Storage
    properties: Mapping[int, bytes]
    charset: str = "cp1252"

    def number(self, of: int) -> int:
        return int.from_bytes(self.properties.get(of, b"")[:4], "little")

    def seconds(self, of: int) -> float | None:
        """A time in seconds since 1970."""
        ticks = int.from_bytes(self.properties.get(of, b""), "little")
        return ticks / 10_000_000 - _EPOCH if ticks else None

    def stream(self, of: int, kind: int) -> Stream | None:
        return self.storage.streams.get(f"__substg1.0_{of:04x}{kind:04x}")

    def inside(self, of: int) -> Storage | None:
        return self.storage.storages.get(f"__substg1.0_{of:04x}{_OBJECT:04x}")

    def text(self, of: int) -> str:
        for kind, charset in ((_UNICODE, "utf-16-le"), (_IN_CODE_PAGE, self.charset)):
            stream = self.stream(of, kind)
            if stream is not None and stream.size <= LONGEST_NAME:
                return decoded(in_utf8(self.file.read(stream), charset)).strip()
        return ""

    def body(self, of: int) -> bytes:
        """A long text in UTF-8; a page of unknown character set as it is."""
        kinds = (_UNICODE, "utf-16-le"), (_IN_CODE_PAGE, self.charset), (_BINARY, self._web_charset)
        for kind, charset in kinds:
            stream = self.stream(of, kind)
            if stream is not None and stream.size:
                content = _read(self.file, stream)
                return in_utf8(content, charset) if charset else content
        return b""

    @property
    def _web_charset(self) -> str | None:
        return _charset(self.number(_INTERNET_CODE_PAGE))


def _item(file: CompoundFile, storage: Storage, header: int, charset: str | None = None) -> _Item:
    stream = storage.streams.get(_PROPERTIES)
    stored = file.read(stream)[header:] if stream is not None else b""
    stored = stored[: len(stored) // _PROPERTY.size * _PROPERTY.size]
    properties = {number: value for _, number, value in _PROPERTY.iter_unpack(stored)}
    item = _Item(file, storage, properties)
    own = _charset(item.number(_CODE_PAGE)) or _charset(item.number(_INTERNET_CODE_PAGE))
    return _Item(file, storage, properties, own or charset or "cp1252")


def _charset(code_page: int) -> str | None:
    """What Python calls a code page of Windows."""
    try:
        return codecs.lookup(_CHARSETS.get(code_page, f"cp{code_page}")).name
    except LookupError:
        return None


def _found(
    file: CompoundFile, storage: Storage, folder: str = "", depth: int = 0
) -> Iterator[Enclosed]:
    """What an e-mail holds, in a folder if it is attached to another."""
    if depth > DEEPEST:
        yield Enclosed(f"{folder}message", partial(_refuse, "too-large"))
        return
    message = _item(file, storage, _HEADER_INSIDE if folder else _HEADER)
    sent = message.seconds(_DELIVERED) or message.seconds(_SENT)
    page = message.body(_PAGE)
    yield from _text(message, page, folder, sent)
    shown = pictures_in([page])
    attached = sorted(name for name in storage.storages if name.startswith("__attach"))
    for number, name in enumerate(attached, 1):
        item = _item(file, storage.storages[name], _HEADER_ATTACHED, message.charset)
        inside = item.inside(_CONTENT)
        if inside is not None and _PROPERTIES in inside.streams:
            subject = item.text(_DISPLAY_NAME) or _item(file, inside, _HEADER_INSIDE).text(_SUBJECT)
            inner = subject.replace("/", "-").replace("\\", "-") or f"message {number}"
            yield from _found(file, inside, f"{folder}{inner}/", depth + 1)
        else:
            yield Enclosed(
                folder + (_name(item) or f"attachment {number}"),
                partial(_attached, item),
                item.seconds(_CHANGED) or sent,
                covering=_is_shown(item, shown),
            )


def _text(message: _Item, page: bytes, folder: str, sent: float | None) -> Iterator[Enclosed]:
    plain = message.body(_BODY)
    of_page, of_plain = worth(page, page=True), worth(plain, page=False)
    if of_page or of_plain:
        name, content = (PAGE, page) if of_page > of_plain else (TEXT, plain)
        yield Enclosed(folder + name, lambda: content, sent, covering=True)
    elif message.stream(_RICH_TEXT, _BINARY):
        yield Enclosed(f"{folder}message.rtf", partial(_refuse, "rich-text"), sent, covering=True)


def _name(item: _Item) -> str:
    return item.text(_LONG_NAME) or item.text(_SHORT_NAME) or item.text(_DISPLAY_NAME)


def _is_shown(item: _Item, shown: set[str]) -> bool:
    """Whether it is a picture in the text, such as a signature's logo."""
    if not (item.text(_TYPE).startswith("image/") or _name(item).lower().endswith(_PICTURES)):
        return False
    hidden = item.number(_HIDDEN) & 0xFF or item.number(_FLAGS) & _SHOWN
    return bool(hidden) or item.text(_CONTENT_ID).strip("<>") in shown


def _attached(item: _Item) -> bytes:
    stream, inside = item.stream(_CONTENT, _BINARY), item.inside(_CONTENT)
    if stream is None and inside is not None:
        stream = inside.streams.get("package")  # an Excel workbook shown as an object
        if stream is None:
            raise UnreadableFile("not-a-workbook")
    if stream is None:
        raise UnreadableFile("shortcut" if item.number(_METHOD) in _LINKS else "damaged")
    return _read(item.file, stream)


def _read(file: CompoundFile, stream: Stream) -> bytes:
    if stream.size > LARGEST:
        raise UnreadableFile("too-large")
    return file.read(stream)


def _refuse(reason: str) -> bytes:
    raise UnreadableFile(reason)
