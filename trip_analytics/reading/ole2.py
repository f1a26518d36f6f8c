"""OLE2 compound files: .xls, .doc, Outlook's messages, and whatever is encrypted.

Such a file is a small file system: sectors, tables that chain them, a directory tree.
Whatever the tables claim, no chain is followed for longer than the file has sectors.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trip_analytics.reading.refusals import refusal

OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER: Final = 512
_ENTRY: Final = 128
_SMALL: Final = 4096  # streams below this size are kept in the small sectors of another
_SMALL_SECTOR: Final = 64
_NOTHING: Final = 0xFFFFFFFA  # from here on numbers are not those of sectors
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(frozen=True, slots=True)
class _Entry:
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The streams and folders at the top of a compound file; those within others are not seen.

    An .xls may hold whole documents, and an e-mail whole workbooks, in folders of their own:
    only the top says what the file is.

    Raises
    ------
    UnreadableFile
        It is damaged.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(OLE2):
            raise refusal("damaged")
        self._data = data
        shift: int = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise refusal("damaged")
        self._size = 1 << shift
        self._count = -(-len(data) // self._size) - 1
        self._table = self._sector_table()
        first, small_table = struct.unpack_from("<I8xI", data, 48)
        self._directory = self._chained(first)
        root = self._entry(0)
        self._small_sectors = self._chained(root.start)[: root.size]
        self._small_table = _numbers(self._chained(small_table))
        self._top = self._children(root.child)

    @property
    def names(self) -> frozenset[str]:
        """The names at the top, in lower case: they are the same in either."""
        return frozenset(self._top)

    def stream(self, name: str) -> bytes:
        """The content of a stream at the top; ``damaged`` if it is not there."""
        entry = self._top.get(name.lower())
        if entry is None:
            raise refusal("damaged")
        if entry.size >= _SMALL:
            return self._chained(entry.start)[: entry.size]
        sectors = _chain(self._small_table, entry.start, len(self._small_table))
        return b"".join(
            self._small_sectors[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR] for at in sectors
        )[: entry.size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(self._table, start, self._count)))

    def _sector_table(self) -> Sequence[int]:
        """For each sector the one that follows it. The first 109 parts of it the header lists."""
        (following,) = struct.unpack_from("<I", self._data, 68)
        listed = list(struct.unpack_from("<109I", self._data, 76))
        enough = -(-self._count * 4 // self._size)
        while following < self._count and len(listed) < enough:
            *more, following = _numbers(self._sector(following).ljust(self._size, b"\xff"))
            listed += more
        parts = [self._sector(number) for number in listed[:enough] if number < self._count]
        return _numbers(b"".join(parts))[: self._count]

    def _entry(self, number: int) -> _Entry:
        at = number * _ENTRY
        if at + _ENTRY > len(self._directory):
            raise refusal("damaged")
        left, right, child = struct.unpack_from("<3I", self._directory, at + 68)
        start, size = struct.unpack_from("<2I", self._directory, at + 116)
        return _Entry(left, right, child, start, size)

    def _name(self, number: int) -> str:
        name = self._directory[number * _ENTRY : number * _ENTRY + 64]
        return name.decode("utf-16-le", errors="replace").partition("\x00")[0].lower()

    def _children(self, first: int) -> Mapping[str, _Entry]:
        found: dict[str, _Entry] = {}
        seen: set[int] = set()
        waiting = [first]
        while waiting:
            number = waiting.pop()
            if number >= _NOTHING or number in seen:
                continue
            seen.add(number)
            entry = self._entry(number)
            found.setdefault(self._name(number), entry)
            waiting += (entry.left, entry.right)
        return found


def _chain(table: Sequence[int], start: int, longest: int) -> list[int]:
    """The sectors that follow each other from this one."""
    chain: list[int] = []
    while start < _NOTHING:
        if start >= len(table) or len(chain) >= longest:
            raise refusal("damaged")
        chain.append(start)
        start = table[start]
    return chain


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def packed(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream of at least 4096 bytes and nothing else."""
    size = 4096
    sectors = -(-len(stream) // size)
    tables = -(-(sectors + 2) // (size // 4 - 1))
    table = [*range(1, sectors), _END, _END, *[_TABLE] * tables]
    listed = [*range(sectors + 1, sectors + 1 + tables)]
    header = struct.pack(
        "<8s16x5H6x9I109I",
        *(OLE2, 0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, sectors, 0, _SMALL, _END, 0, _END, 0, *listed, *[_FREE] * (109 - tables)),
    )
    root = _directory_entry("Root Entry", 5, child=1, start=0, size=0)
    entry = _directory_entry(name, 2, child=_FREE, start=0, size=len(stream))
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
        *(written, len(written) + 2, kind, 1, _FREE, _FREE, child, start, size),
    )
