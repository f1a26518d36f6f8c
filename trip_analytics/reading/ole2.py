"""A compound file (OLE2) around one stream."""

from __future__ import annotations

import struct
from typing import Final

OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SMALL: Final = 4096  # bytes; smaller streams would have to stand together in one
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def packed(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream, and nothing else; a small one is filled up."""
    size = 4096
    stream = stream.ljust(_SMALL, b"\x00")
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
