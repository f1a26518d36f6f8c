"""XML read safely: no document types, no entities, no network, no deep nesting.

Small parts become lxml trees. Those that grow with the sheet are taken piece by piece,
so that memory stays flat whatever they hold: as the elements of a tree that are dropped
one by one, or streamed through expat where elements nest in all ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol, TypedDict, TypeVar, cast
from xml.parsers import expat

from lxml import etree

from trip_analytics.reading.refusals import refusal

DEEPEST: Final = 64  # elements within elements; a worksheet needs 8
SPREADSHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",  # Transitional
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict
)
LONGEST_TAG: Final = 1 << 20  # bytes; a tag of millions of attributes takes minutes
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
Attributes = Mapping[str, str]
Start = Callable[[Attributes], None]
End = Callable[[], None]
Handler = TypeVar("Handler", Start, End)

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

    Raises
    ------
    UnreadableFile
        It is not well-formed, or it declares a document type: no Office program
        writes one, and entities come in with it.
    """
    _check_start(data)
    try:
        root = etree.fromstring(data, _MENDING if mended else _STRICT)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal("damaged") from error
    if root is None:  # nothing that could be mended
        raise refusal("damaged")
    return root


def elements(source: Source, root: str, depth: int) -> Iterator[Element]:
    """The elements at this depth of a large part whose root has this name, one by one.

    At depth 1 they are the root's children. Each is whole when it comes, and is dropped
    soon after.

    Raises
    ------
    UnreadableFile
        As :func:`parse` does; and where an element is longer than any of a form.
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
            raise refusal("damaged")
        unfinished = 0
        while rest:
            whole = _whole(top, depth)
            unfinished = 0 if whole else unfinished + len(rest)
            yield from whole
            whole.clear()  # what is still held is not so quickly dropped
            _drop(top, depth)
            if unfinished > LONGEST_ELEMENT:
                raise refusal("too-large")
            parser.feed(rest)
            rest = source.read(_PIECE)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise refusal("damaged") from error
    yield from _whole(top, depth, ended=True)


def _whole(top: Element, depth: int, *, ended: bool = False) -> list[Element]:
    """The elements at a depth, but for the last one unless all has been read."""
    children = list(top)
    if depth == 1:
        return children if ended else children[:-1]
    return [
        element
        for parent in children
        for element in _whole(parent, depth - 1, ended=ended or parent is not children[-1])
    ]


def _drop(top: Element, depth: int) -> None:
    """Take the elements at a depth out of the tree, but for the last one."""
    if depth > 1 and len(top):
        _drop(top[-1], depth - 1)
    del cast(Any, top)[:-1]


def _check_start(start: bytes) -> None:
    """Refuse what no Office program writes, such as encodings that could hide a document type."""
    declared = _ENCODING.search(start[:512].replace(b"\x00", b""))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise refusal("damaged")
    if b"<!DOCTYPE" in start.replace(b"\x00", b""):  # in UTF-16 too
        raise refusal("damaged")


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


class Stream:
    """Reads a part piece by piece, and calls back for the elements of interest."""

    def __init__(self) -> None:
        self._starts: dict[str, Start] = {}
        self._ends: dict[str, End] = {}
        self._depth = 0
        self._text: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._on_start
        self._parser.EndElementHandler = self._on_end
        self._parser.StartDoctypeDeclHandler = self._on_doctype

    def on(
        self,
        starts: Mapping[str, Start],
        ends: Mapping[str, End],
        spaces: Sequence[str] = SPREADSHEET,
    ) -> None:
        """Say what to call, by an element's local name in these namespaces.

        What is called when an element begins takes its attributes.
        """
        self._starts |= _in_namespaces(starts, spaces)
        self._ends |= _in_namespaces(ends, spaces)

    def read(self, source: Source) -> None:
        """Read to the end.

        Raises
        ------
        UnreadableFile
            It is not well-formed, nests too deeply, or declares a document type.
        """
        given = 0
        try:
            while piece := source.read(_PIECE):
                if not given:
                    _check_start(piece)
                self._parser.Parse(piece, False)
                given += len(piece)
                if given - self._parser.CurrentByteIndex > LONGEST_TAG:
                    raise refusal("damaged")
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise refusal("damaged") from error

    def listen(self, _: Attributes) -> None:
        """Keep the characters from here on."""
        self._text.clear()
        self._parser.CharacterDataHandler = self._text.append

    def heard(self) -> str:
        """The characters since :meth:`listen`; those that follow are not kept."""
        self._parser.CharacterDataHandler = None
        return "".join(self._text)

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise refusal("damaged")
        call = self._starts.get(name)
        if call is not None:
            call(attributes)

    def _on_end(self, name: str) -> None:
        self._depth -= 1
        call = self._ends.get(name)
        if call is not None:
            call()

    def _on_doctype(self, *_: object) -> None:
        raise refusal("damaged")


def _in_namespaces(handlers: Mapping[str, Handler], spaces: Sequence[str]) -> dict[str, Handler]:
    return {f"{space} {name}": call for space in spaces for name, call in handlers.items()}
