"""Compound files (OLE2), such as Outlook and old Office programs save."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR, SMALL_SECTOR, SMALL = 512, 64, 4096
END, FREE, TABLE, FURTHER = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
STORAGE, STREAM, ROOT = 1, 2, 5

Tree = Mapping[str, "bytes | Tree"]


def written(tree: Tree) -> bytes:
    """A compound file of streams (bytes) and storages (mappings), by name."""
    entries, contents = _entries(tree)
    small, small_next = bytearray(), []
    sectors: list[bytes] = []
    next_sector: list[int] = []

    def placed(content: bytes) -> int:
        """Where the content begins, put into sectors that follow each other."""
        if not content:
            return END
        start = len(sectors)
        sectors.extend(_padded(content[at : at + SECTOR]) for at in range(0, len(content), SECTOR))
        next_sector.extend(_following(start, len(sectors)))
        return start

    for number, content in contents.items():
        if 0 < len(content) < SMALL:
            start = len(small_next)
            small += content + bytes(-len(content) % SMALL_SECTOR)
            small_next += _following(start, len(small) // SMALL_SECTOR)
        else:
            start = placed(content)
        entries[number][-2:] = [start, len(content)]
    entries[0][-2:] = [placed(bytes(small)), len(small)]
    small_table = struct.pack(f"<{len(small_next)}L", *small_next)
    small_at = placed(small_table)
    directory_at = placed(b"".join(struct.pack("<64sHBBLLL36xLL4x", *entry) for entry in entries))
    tables, further = _room(len(sectors))
    next_sector += [TABLE] * tables + [FURTHER] * further
    next_sector += [FREE] * (-len(next_sector) % (SECTOR // 4))
    numbers = list(range(len(sectors), len(sectors) + tables))
    after = numbers[109:]
    further_at = len(sectors) + tables
    links = [*range(further_at + 1, further_at + further), END]
    lists = [
        struct.pack("<128L", *(after[at * 127 :] + [FREE] * 127)[:127], links[at])
        for at in range(further)
    ]
    header = struct.pack(
        "<8s16xHHHHH6x4xLL4xLLLLL",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(tables, directory_at, SMALL, small_at, -(-len(small_table) // SECTOR)),
        *(further_at if further else END, further),
    ) + struct.pack("<109L", *(numbers + [FREE] * 109)[:109])
    return b"".join([header, *sectors, struct.pack(f"<{len(next_sector)}L", *next_sector), *lists])


def _entries(tree: Tree) -> tuple[list[list], dict[int, bytes]]:
    entries = [_entry("Root Entry", ROOT)]
    contents: dict[int, bytes] = {}

    def children(inside: Tree) -> int:
        names = sorted(inside, key=lambda name: (len(name), name.upper()))
        return branch([add(name, inside[name]) for name in names])

    def add(name: str, what: bytes | Tree) -> int:
        number = len(entries)
        entries.append(_entry(name, STREAM if isinstance(what, bytes) else STORAGE))
        if isinstance(what, bytes):
            contents[number] = what
        else:
            entries[number][6] = children(what)
        return number

    def branch(numbers: list[int]) -> int:
        """The middle one, with those before to its left and those after to its right."""
        if not numbers:
            return FREE
        middle = len(numbers) // 2
        entry = entries[numbers[middle]]
        entry[4:6] = [branch(numbers[:middle]), branch(numbers[middle + 1 :])]
        return numbers[middle]

    entries[0][6] = children(tree)
    entries += [[b"", 0, 0, 1, FREE, FREE, FREE, 0, 0]] * (-len(entries) % 4)
    return entries, contents


def _entry(name: str, kind: int) -> list:
    stored = name.encode("utf-16-le")
    return [stored, len(stored) + 2, kind, 1, FREE, FREE, FREE, 0, 0]


def _following(start: int, end: int) -> list[int]:
    return [*range(start + 1, end), END]


def _padded(piece: bytes) -> bytes:
    return piece + bytes(SECTOR - len(piece))


def _room(sectors: int) -> tuple[int, int]:
    """How many sectors the table takes, and the lists of where it is beyond the header."""
    tables = further = 0
    while tables * (SECTOR // 4) < sectors + tables + further:
        tables += 1
        further = max(0, -(-(tables - 109) // 127))
    return tables, further
