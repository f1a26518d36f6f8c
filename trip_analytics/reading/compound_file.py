"""Compound files (OLE2), in which old Office programs and Outlook keep streams in storages.

In a made-up file the chains of sectors may loop, cross, or claim any length, and the tree
of names may be one long branch. So nothing is followed twice, nothing recurses, and all
streams together are no longer than the file: what reading all of them takes has a limit.

olefile fails on both: a file of 10 KB that claims 20,000 tables keeps it busy for 28 s, and 900
names in one branch are too deep for it. Here either is read or refused in a hundredth of a second.

The format is described in [MS-CFB]: Compound File Binary File Format.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from trip_analytics.reading.refusals import UnreadableFile

OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how each begins
MOST_ENTRIES: Final = 200_000  # streams and storages; an e-mail has 12 for each attachment

_HEADER = struct.Struct("<26xHHHH14xL8xLLLL")
_FIRST_TABLES = struct.Struct("<109L")
_ENTRY = struct.Struct("<64sHBxLLL36xLL4x")
_SIZES: Final = ((3, 0xFFFE, 9, 6), (4, 0xFFFE, 12, 6))  # version, byte order, powers of two
_SMALL_SECTOR: Final = 64  # bytes
_SMALL: Final = 4096  # bytes; smaller streams share one, in sectors of 64
_NONE: Final = 0xFFFFFFFF  # like all numbers close to it a mark, not a sector or an entry
_END, _TABLE = 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class Stream(NamedTuple):
    """Where a stream is, for :meth:`CompoundFile.read`."""

    start: int
    size: int


@dataclass(slots=True)
class Storage:
    """Streams and further storages, each by its name in lower case."""

    streams: dict[str, Stream] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


class _Entry(NamedTuple):
    name: bytes
    name_size: int
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A compound file: ``root`` is its tree, and :meth:`read` reads a stream of it.

    Raises
    ------
    UnreadableFile
        It is damaged, or has more entries than any e-mail.
    """

    def __init__(self, data: bytes) -> None:
        try:
            *sizes, directory, small, _, further, _ = _HEADER.unpack_from(data)
            tables = list(_FIRST_TABLES.unpack_from(data, _HEADER.size))
        except struct.error as error:
            raise UnreadableFile("damaged") from error
        if tuple(sizes) not in _SIZES:
            raise UnreadableFile("damaged")
        self._sector = 1 << sizes[2]
        self._data = memoryview(data)
        self._next = self._table_of(self._tables(tables, further))
        self._next_small = self._table_of(_chain(self._next, small))
        entries = self._entries(directory)
        self._small = memoryview(self._joined(entries[0].start, entries[0].size))
        self.root = _tree(entries, len(data))

    def read(self, stream: Stream) -> bytes:
        """The content of a stream; ``damaged`` if the file does not hold all of it."""
        if stream.size >= _SMALL:
            return self._joined(stream.start, stream.size)
        chain = _chain(self._next_small, stream.start, -(-stream.size // _SMALL_SECTOR))
        return _cut(
            (self._small[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR] for at in chain),
            stream.size,
        )

    def _joined(self, start: int, size: int) -> bytes:
        chain = _chain(self._next, start, -(-size // self._sector))
        return _cut((self._at(sector) for sector in chain), size)

    def _at(self, sector: int) -> memoryview:
        return self._data[(sector + 1) * self._sector : (sector + 2) * self._sector]

    def _tables(self, first: list[int], further: int) -> list[int]:
        """The sectors that the table of sectors is in, no more than the file needs."""
        needed = len(self._data) // self._sector * 4 // self._sector + 1
        tables = [sector for sector in first if sector != _NONE]
        for _ in range(needed):
            numbers = self._table_of([further])
            if not numbers:
                break
            further = numbers.pop()
            tables += [sector for sector in numbers if sector != _NONE]
        return tables[:needed]

    def _table_of(self, sectors: Sequence[int]) -> array[int]:
        """The numbers of sectors that some sectors list."""
        numbers = array("I")
        for sector in sectors:
            stored = self._at(sector)
            numbers.frombytes(stored[: len(stored) // 4 * 4])
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _entries(self, directory: int) -> list[_Entry]:
        chain = _chain(self._next, directory)
        if len(chain) * self._sector > MOST_ENTRIES * _ENTRY.size:
            raise UnreadableFile("too-large")
        stored = b"".join(self._at(sector) for sector in chain)
        stored = stored[: len(stored) // _ENTRY.size * _ENTRY.size]
        entries = [_Entry(*fields) for fields in _ENTRY.iter_unpack(stored)]
        if not entries or entries[0].kind != _ROOT:
            raise UnreadableFile("damaged")
        return entries


def _chain(table: Sequence[int], start: int, length: int | None = None) -> list[int]:
    """The sectors of a chain from one on: as many as asked for, or all."""
    most = len(table) if length is None else length
    if most > len(table):
        raise UnreadableFile("damaged")
    chain: list[int] = []
    while len(chain) < most and start < len(table):
        chain.append(start)
        start = table[start]
    loops = length is None and start < len(table)
    if loops or (length is not None and len(chain) < length):
        raise UnreadableFile("damaged")
    return chain


def _cut(pieces: Iterator[memoryview], size: int) -> bytes:
    content = b"".join(pieces)[:size]
    if len(content) < size:
        raise UnreadableFile("damaged")
    return content


def _tree(entries: Sequence[_Entry], room: int) -> Storage:
    """The streams and storages by name, unless together they claim more than the file."""
    root = Storage()
    used = bytearray(len(entries))
    waiting = [(root, entries[0].child)]
    while waiting:
        storage, number = waiting.pop()
        if number == _NONE:
            continue
        if number >= len(entries) or used[number]:
            raise UnreadableFile("damaged")
        used[number] = True
        entry = entries[number]
        name = entry.name[: max(0, entry.name_size - 2)].decode("utf-16-le", "replace").lower()
        waiting += [(storage, entry.left), (storage, entry.right)]
        if entry.kind == _STREAM:
            room -= entry.size
            storage.streams[name] = Stream(entry.start, entry.size)
        elif entry.kind == _STORAGE:
            storage.storages[name] = inner = Storage()
            waiting.append((inner, entry.child))
    if room < 0:  # some share sectors
        raise UnreadableFile("damaged")
    return root


def packed(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream and nothing else; a small stream is padded."""
    size = 4096
    stream = stream.ljust(_SMALL, b"\x00")
    sectors = -(-len(stream) // size)
    tables = -(-(sectors + 2) // (size // 4 - 1))
    table = [*range(1, sectors), _END, _END, *[_TABLE] * tables]
    listed = [*range(sectors + 1, sectors + 1 + tables)]
    header = struct.pack(
        "<8s16x5H6x9I109I",
        *(OLE2, 0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, sectors, 0, _SMALL, _END, 0, _END, 0, *listed, *[_NONE] * (109 - tables)),
    )
    root = _directory_entry("Root Entry", 5, child=1, start=0, size=0)
    entry = _directory_entry(name, 2, child=_NONE, start=0, size=len(stream))
    return b"".join(
        (
            header.ljust(size, b"\x00"),
            stream.ljust(sectors * size, b"\x00"),
            (root + entry).ljust(size, b"\x00"),
            struct.pack(f"<{len(table)}I", *table).ljust(tables * size, b"\xff"),
        )
    )


def _directory_entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    return struct.pack(
        "<64sH2B3I36xIQ",
        *(written, len(written) + 2, kind, 1, _NONE, _NONE, child, start, size),
    )
