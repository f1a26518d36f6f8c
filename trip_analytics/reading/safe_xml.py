"""XML read safely: no document types, no entities, no network, no deep nesting.

Small parts become lxml trees. Those that grow with the sheet are read piece by piece, and
their elements dropped one by one, so that memory stays flat whatever they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, Protocol, TypedDict, cast

from lxml import etree

from trip_analytics.reading.refusals import UnreadableFile

SPREADSHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",  # Transitional
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict
)
LONGEST_ELEMENT: Final = 8 << 20  # bytes; a row of all columns takes 1 MB, in memory 20 times that
_PIECE: Final = 1 << 16
_SMALL: Final = 1 << 18  # bytes that are parsed at once


class _Options(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_pis: bool
    remove_comments: bool


Element = etree._Element

# Shared: to make one takes as long as to read a small part.
_SAFE: Final[_Options] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_pis": True,
    "remove_comments": True,
}
_STRICT: Final = etree.XMLParser(**_SAFE)
_MENDING: Final = etree.XMLParser(**_SAFE, recover=True)

_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")
_ENCODINGS: Final = (b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1")


class Source(Protocol):
    """What gives bytes piece by piece, and none at the end."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""


def parse(data: bytes, *, mended: bool = False) -> Element:
    """The tree of a small part; ``mended`` if Excel may have left elements open in it.

    Raises UnreadableFile: it is not well-formed, or it declares a document type: no Office program
    writes one, and entities come in with it.
    """
    _check_start(data)
    try:
        root = etree.fromstring(data, _MENDING if mended else _STRICT)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged") from error
    if root is None:  # nothing that could be mended
        raise UnreadableFile("damaged")
    return root


def elements(source: Source, root: str, depth: int) -> Iterator[Element]:
    """The elements at this depth of a large part whose root has this name, one by one.

    At depth 1 they are the root's children. Each is whole when it comes, and is dropped
    soon after.

    Raises UnreadableFile: as :func:`parse` does; and where an element is longer than any of a form.
    """
    piece = source.read(_SMALL)
    rest = source.read(_PIECE)
    if not rest:
        yield from _whole(parse(piece), depth, ended=True)
        return
    _check_start(piece)
    parser = etree.XMLPullParser(("start",), tag="{*}" + root, **_SAFE)
    try:
        parser.feed(piece)
        top = next((element for _, element in parser.read_events()), None)
        if not isinstance(top, Element):
            raise UnreadableFile("damaged")
        unfinished = 0
        while rest:
            whole = _whole(top, depth)
            unfinished = 0 if whole else unfinished + len(rest)
            yield from whole
            whole.clear()  # what is still held is not so quickly dropped
            _drop(top, depth)
            if unfinished > LONGEST_ELEMENT:
                raise UnreadableFile("too-large")
            parser.feed(rest)
            rest = source.read(_PIECE)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("damaged") from error
    yield from _whole(top, depth, ended=True)


def begun_and_ended(source: Source, tags: Iterable[str]) -> Iterator[tuple[Element, bool]]:
    """The elements of a large part with these tags, each as it begins and as it ends (True).

    For parts whose elements are nested at any depth. An element has its attributes when
    it begins, and is whole when it ends; :func:`drop` it then, for nothing else does.

    Raises UnreadableFile: as :func:`elements` does.
    """
    parser = etree.XMLPullParser(("start", "end"), tag=tuple(tags), **_SAFE)
    started = False
    unfinished = 0
    try:
        while piece := source.read(_PIECE):
            if not started:
                _check_start(piece)
                started = True
            parser.feed(piece)
            found = _read_events(parser)
            unfinished = 0 if found else unfinished + len(piece)
            if unfinished > LONGEST_ELEMENT:
                raise UnreadableFile("too-large")
            yield from found
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("damaged") from error
    yield from _read_events(parser)


def _read_events(parser: etree.XMLPullParser) -> list[tuple[Element, bool]]:
    events = cast("list[tuple[str, Element]]", list(parser.read_events()))
    if events and events[0][1].getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("damaged")  # it came late
    return [(element, event == "end") for event, element in events]


def drop(element: Element) -> None:
    """Take what an element holds, and all that is before it in its parent, out of the tree."""
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]
    element.clear()


def _whole(top: Element, depth: int, *, ended: bool = False) -> list[Element]:
    """The elements at a depth, except for the last one unless all has been read."""
    children = list(top)
    if depth == 1:
        return children if ended else children[:-1]
    return [
        element
        for parent in children
        for element in _whole(parent, depth - 1, ended=ended or parent is not children[-1])
    ]


def _drop(top: Element, depth: int) -> None:
    """Take the elements at a depth out of the tree, except for the last one."""
    if depth > 1 and len(top):
        _drop(top[-1], depth - 1)
    del cast(Any, top)[:-1]


def _check_start(start: bytes) -> None:
    """Refuse what no Office program writes, such as encodings that could hide a document type."""
    declared = _ENCODING.search(start[:512].replace(b"\x00", b""))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise UnreadableFile("damaged")
    if b"<!DOCTYPE" in start.replace(b"\x00", b""):  # in UTF-16 too
        raise UnreadableFile("damaged")


def local_name(element: Element) -> str:
    """An element's name without its namespace, which differs in Strict files."""
    return str(element.tag).rpartition("}")[2]


def relationship_id(element: Element) -> str:
    """The relationship that an element names, Transitional or Strict; empty if none."""
    return next(
        (str(value) for name, value in element.items() if str(name).endswith("relationships}id")),
        "",
    )


def spreadsheet_tags(name: str) -> frozenset[str]:
    """An element's full names, Transitional and Strict."""
    return frozenset(f"{{{space}}}{name}" for space in SPREADSHEET)


def switched_on(value: str | None) -> bool:
    """What an on/off attribute says; it may be left out for on."""
    return value is None or value.lower() in ("1", "true", "on")
