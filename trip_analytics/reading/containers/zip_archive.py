"""A .zip of returns.

A zip can claim to unpack to anything. So each file in it is taken out on its own, in small
pieces, and never beyond the size that it declares, which must be that of a file that
somebody could have sent. Files that share bytes, as a bomb's do, would have more packed
bytes together than the zip has; such a zip is left closed. What all of a zip unpacks to
is therefore at most ``STEEPEST`` times its own size, or a megabyte for each file.
"""

from __future__ import annotations

import datetime as dt
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from trip_analytics.reading.archive import BROKEN, STEEP_FROM, STEEPEST, Unpacking, directory
from trip_analytics.reading.containers.contained_files import LARGEST, MOST_FILES, Enclosed
from trip_analytics.reading.refusals import UnreadableFile

_READ: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNICODE_NAME: Final = 0x7075  # the extra fields of Info-ZIP
_UNIX_TIME: Final = 0x5455


def files_in_zip(source: BinaryIO) -> list[Enclosed]:
    """The files of a zip; its folders, and what a Mac adds to each file, are left out."""
    entries = directory(source)
    size = source.seek(0, io.SEEK_END)
    if len(entries) > MOST_FILES or sum(entry.compress_size for entry in entries) > size:
        raise UnreadableFile("too-large")
    named = ((_name(entry), entry) for entry in entries)
    return [
        Enclosed(name, partial(_taken_out, source, entry), _modified(entry))
        for name, entry in named
        if not name.endswith("/") and "__MACOSX" not in name.split("/")[:-1]
    ]


def _taken_out(source: BinaryIO, entry: zipfile.ZipInfo) -> bytes:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFile("shortcut")
    if entry.flag_bits & 0x1:
        raise UnreadableFile("password")
    if entry.compress_type not in _READ:
        raise UnreadableFile("other-archive")
    if entry.file_size > min(LARGEST, max(STEEP_FROM, entry.compress_size * STEEPEST)):
        raise UnreadableFile("too-large")
    try:
        return Unpacking.of(source, entry).rest()
    except BROKEN as error:
        raise UnreadableFile("damaged") from error


def _name(entry: zipfile.ZipInfo) -> str:
    """The name in Unicode, ``/`` between folders.

    Without the flag that says UTF-8, zipfile takes a name as DOS would; many programs
    write UTF-8 all the same, and Info-ZIP writes it beside the name.
    """
    name = entry.orig_filename
    if not entry.flag_bits & 0x800:
        stored = name.encode("cp437")
        name = _unicode_name(entry, stored) or _utf8(stored) or name
    return name.replace("\\", "/")


def _unicode_name(entry: zipfile.ZipInfo, stored: bytes) -> str | None:
    """The name in UTF-8 that is stored beside the other, if it belongs to the same name."""
    for kind, field in _extra_fields(entry.extra):
        if kind == _UNICODE_NAME and field[1:5] == struct.pack("<I", zlib.crc32(stored)):
            return _utf8(field[5:])
    return None


def _utf8(stored: bytes) -> str | None:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return None


def _modified(entry: zipfile.ZipInfo) -> float | None:
    """Seconds since 1970; what DOS stored has no time zone, and is taken as UTC."""
    for kind, field in _extra_fields(entry.extra):
        if kind == _UNIX_TIME and len(field) >= 5 and field[0] & 1:
            return float(struct.unpack_from("<i", field, 1)[0])
    try:
        return dt.datetime(*entry.date_time, tzinfo=dt.UTC).timestamp()
    except ValueError:  # many write zeros
        return None


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size
