"""An Office file as an archive of parts, opened only as far as is safe.

What an archive declares is checked before anything is unpacked, and no part is unpacked
beyond what it declares. zipfile reads the directory, but parts are unpacked here: zipfile
takes 760 MB for one that declares 1,000 bytes in an archive of 0.4 MB, and this 0.3 MB.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import BinaryIO, Final, NamedTuple

from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, local_name, parse
from trip_analytics.reading.sniffing import ARCHIVE, sniff_parts

MEGABYTE: Final = 1 << 20
LARGEST_PART: Final = 128 * MEGABYTE  # a million empty but styled rows take 60 to 100
LARGEST_TOTAL: Final = 384 * MEGABYTE  # several such sheets, and photographs
LARGEST_TREE: Final = 8 * MEGABYTE  # held in memory at some 30 times this; styles take 0.1
MOST_PARTS: Final = 4_000  # a form has 10 to 30
LONGEST_DIRECTORY: Final = 4 * MEGABYTE  # 10,000 files with long names; a million take 900
STEEPEST: Final = 200  # forms compress up to 40 to 1, bombs 258 to 1029 to 1
STEEP_FROM: Final = MEGABYTE  # a smaller part harms nobody, however well it packs

_NEEDED: Final = ("[Content_Types].xml", "_rels/.rels")

_HEADER: Final = struct.Struct("<4s22xHH")  # before each part; the lengths of what follows it
_LONGEST_END: Final = 22 + (1 << 16)  # bytes: the record at the end, and a comment
MOST_HELD: Final = MEGABYTE  # bytes of a file: quicker than seeking in it
_SMALL: Final = 1 << 16  # bytes of relationships worth remembering
_OFTEN: Final = 1 << 19  # bytes of a part, such as styles, that many forms may share
_PIECE: Final = 1 << 16

BROKEN: Final = (  # what reading a broken archive raises
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)

Relationships = Mapping[str, tuple[str, str]]
"""Relationship id -> (the last word of its type, the part it leads to)."""


class Archive:
    """The parts of an Office file.

    Raises
    ------
    UnreadableFile
        The archive is damaged.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._entries = directory(source)
        # Excel and others write either slash, and part names ignore case.
        self._parts = {_part_name(entry.filename): entry for entry in self._entries}

    def check(self) -> None:
        """Refuse what must not be unpacked.

        Raises UnreadableFile: it is protected by a password, or unpacks to more than any form
        holds.
        """
        entries = self._entries
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableFile("password")
        if (
            len(entries) > MOST_PARTS
            or sum(entry.file_size for entry in entries) > LARGEST_TOTAL
            or any(
                entry.file_size > LARGEST_PART
                or entry.file_size > max(STEEP_FROM, entry.compress_size * STEEPEST)
                for entry in entries
            )
        ):
            raise UnreadableFile("too-large")

    @property
    def what(self) -> str:
        """What the archive holds: ``xlsx``, ``docx``, ``zip`` ..."""
        return sniff_parts(self._parts, self.read("mimetype") if "mimetype" in self else b"")

    @property
    def is_whole(self) -> bool:
        """Whether it has the parts without which no Office program opens it."""
        return self.what == "ods" or all(part in self for part in _NEEDED)

    def __contains__(self, part: str) -> bool:
        return _part_name(part) in self._parts

    @contextmanager
    def open(self, part: str) -> Iterator[Unpacking]:
        """A part to be read piece by piece; ``damaged`` if it is not there."""
        entry = self._parts.get(_part_name(part))
        if entry is None:
            raise UnreadableFile("damaged")
        try:
            yield Unpacking.of(self._source, entry)
        except BROKEN as error:
            raise UnreadableFile("damaged") from error

    def read(self, part: str) -> bytes:
        """A whole part of those that are small in any form."""
        entry = self._parts.get(_part_name(part))
        if entry is not None and entry.file_size > LARGEST_TREE:
            raise UnreadableFile("too-large")
        with self.open(part) as stream:
            if entry is not None and entry.file_size <= _OFTEN:
                return _unpacked(stream.packed(), Packing.of(entry))
            return stream.rest()

    def tree(self, part: str) -> Element:
        """A small part's XML."""
        return parse(self.read(part))

    def main_part(self, usual: str) -> str:
        """The part that an Office program opens first, or the one that it usually is."""
        leads_to = self.relationships("").values()
        return next((part for kind, part in leads_to if kind == "officeDocument"), usual)

    def relationships(self, part: str) -> Relationships:
        """Where a part leads within the archive. Links to the outside are left out."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        data = self.read(rels)
        return _remembered(folder, data) if len(data) <= _SMALL else _relationships(folder, data)


def _relationships(folder: str, data: bytes) -> Relationships:
    return {
        element.get("Id", ""): (
            element.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))),
        )
        for element in parse(data)
        if local_name(element) == "Relationship" and element.get("TargetMode") != "External"
    }


# The forms in a folder mostly come from a few blank ones, whose relationships are alike.
_remembered = lru_cache(maxsize=64)(_relationships)


def directory(source: BinaryIO) -> list[zipfile.ZipInfo]:
    """The directory of an archive, an entry for each part.

    Raises UnreadableFile: it is damaged, or far longer than that of any folder of returns.
    """
    try:
        if _length_of_directory(source) > LONGEST_DIRECTORY:
            raise UnreadableFile("too-large")
        return zipfile.ZipFile(source).infolist()
    except BROKEN as error:
        raise UnreadableFile("damaged") from error


def _length_of_directory(source: BinaryIO) -> int:
    """Its length in bytes, by the record at the archive's end, or the one that large ones add."""
    end = source.seek(0, io.SEEK_END)
    source.seek(max(0, end - _LONGEST_END))
    tail = source.read()
    at = tail.rfind(ARCHIVE[1])
    if at < 0:
        raise zipfile.BadZipFile
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        source.seek(min(end, struct.unpack_from("<Q", tail, at - 12)[0]))
        (length,) = struct.unpack_from("<Q", source.read(56), 40)
    return int(length)


class Packing(NamedTuple):
    """What an archive says of a part."""

    how: int
    packed: int
    size: int
    checksum: int

    @classmethod
    def of(cls, entry: zipfile.ZipInfo) -> Packing:
        """What its entry in the archive's directory says."""
        return cls(entry.compress_type, entry.compress_size, entry.file_size, entry.CRC)


class Unpacking:
    """A part, unpacked piece by piece.

    Asked for all of a part, ``zipfile`` unpacks all that there is before it looks at the
    size that the part declares.
    """

    def __init__(self, source: BinaryIO, at: int, packing: Packing) -> None:
        if packing.how not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError
        self._source = source
        self._at = at
        self._end = at + packing.packed
        self._left, self._due = packing.size, packing.checksum
        self._checksum = 0
        deflated = packing.how == zipfile.ZIP_DEFLATED
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if deflated else None

    @classmethod
    def of(cls, source: BinaryIO, entry: zipfile.ZipInfo) -> Unpacking:
        """A part of an archive, by its entry in the directory."""
        source.seek(entry.header_offset)
        start, *lengths = _HEADER.unpack(source.read(_HEADER.size))
        if start != ARCHIVE[0]:
            raise zipfile.BadZipFile
        return cls(source, entry.header_offset + _HEADER.size + sum(lengths), Packing.of(entry))

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        size = min(size, self._left + 1)
        piece = self._stored(size) if self._inflate is None else self._unpacked(self._inflate, size)
        self._left -= len(piece)
        self._checksum = zlib.crc32(piece, self._checksum)
        if self._left < 0 or (not piece and (self._left or self._checksum != self._due)):
            raise zipfile.BadZipFile
        return piece

    def rest(self) -> bytes:
        """All that has not been read yet."""
        return b"".join(iter(partial(self.read, LARGEST_TREE), b""))

    def packed(self) -> bytes:
        """The whole part as it is stored."""
        return self._stored(self._end - self._at)

    def _unpacked(self, inflate: zlib._Decompress, size: int) -> bytes:
        piece = b""
        while not piece and not inflate.eof:
            packed = inflate.unconsumed_tail or self._stored(_PIECE)
            piece = inflate.decompress(packed, size)
            if not packed and not piece:
                raise EOFError
        return piece

    def _stored(self, size: int) -> bytes:
        self._source.seek(self._at)
        packed = self._source.read(min(size, self._end - self._at))
        self._at += len(packed)
        return packed


@lru_cache(maxsize=64)  # the forms in a folder mostly come from a few blank ones: see above
def _unpacked(packed: bytes, packing: Packing) -> bytes:
    return Unpacking(io.BytesIO(packed), 0, packing).rest()


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
