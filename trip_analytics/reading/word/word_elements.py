"""The names of WordprocessingML, Transitional and Strict alike."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, switched_on

SPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",  # Transitional
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # Strict
)
_OTHER_SPACES: Final[Mapping[str, tuple[str, ...]]] = {
    "http://schemas.microsoft.com/office/word/2010/wordml": (
        "checkbox", "checked", "checkedState",
    ),
    "http://schemas.openxmlformats.org/markup-compatibility/2006": (
        "AlternateContent", "Choice", "Fallback",
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/math": ("oMath",),
    "http://purl.oclc.org/ooxml/officeDocument/math": ("oMath",),
    "http://schemas.microsoft.com/office/word/2015/wordml/symex": ("symEx",),
}  # fmt: skip
_WORDS: Final = (
    # the document and its blocks
    "body", "p", "tbl", "tr", "tc", "altChunk", "subDoc", "sectPr", "txbxContent",
    # what tables say of themselves
    "trPr", "tcPr", "gridBefore", "gridSpan", "vMerge", "hMerge", "cellDel", "hidden",
    # paragraphs and runs
    "pPr", "pStyle", "r", "rPr", "rStyle", "rFonts", "strike", "dstrike", "vanish",
    "t", "delText", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "ruby", "rubyBase", "rt",
    "drawing", "pict", "object", "control", "del", "moveFrom",
    "commentReference", "footnoteReference", "endnoteReference",
    # content controls, and the form fields before them
    "sdt", "sdtPr", "sdtContent", "showingPlcHdr", "date",
    "fldChar", "ffData", "checkBox", "checked", "default", "ddList", "result", "listEntry",
    # styles, sections, notes, settings
    "style", "basedOn", "headerReference", "footerReference", "titlePg", "evenAndOddHeaders",
    "comment", "footnote", "endnote",
)  # fmt: skip

NAMES: Final[Mapping[str, str]] = {
    f"{{{space}}}{name}": name for space in SPACES for name in _WORDS
} | {f"{{{space}}}{name}": name for space, names in _OTHER_SPACES.items() for name in names}
"""An element's whole name -> its short one, for those that anything is done about."""

Parent = Element | tuple[Element, ...]
"""What holds elements."""

_VALUE, _STRICT_VALUE = (f"{{{space}}}val" for space in SPACES)


def tags(name: str) -> tuple[str, str]:
    """The whole names of an element, to look for it in a tree."""
    transitional, strict = (f"{{{space}}}{name}" for space in SPACES)
    return transitional, strict


def attribute(element: Element, name: str) -> str | None:
    """An attribute of the same namespace as its element."""
    return element.get(f"{element.tag.rpartition('}')[0]}}}{name}")


def value(element: Element) -> str | None:
    """The attribute ``val``, in which most elements say what they say."""
    found = element.get(_VALUE)
    return element.get(_STRICT_VALUE) if found is None else found


def switch(element: Element) -> bool:
    """What an element says that turns something on, or off again."""
    return switched_on(value(element))


def whole_number(element: Element, otherwise: int) -> int:
    """The number an element gives; if it is none, or negative, it counts as not given."""
    try:
        return max(int(value(element) or ""), 0)
    except ValueError:
        return otherwise


def children(parent: Parent) -> Sequence[Element]:
    """All that a parent holds, twice as fast as a loop over it would give them."""
    return parent[:]  # type: ignore[index, return-value] # lxml's stubs know no slices


def child(parent: Element, name: str) -> Element | None:
    """The first child of this name."""
    return next((element for element in parent if NAMES.get(element.tag) == name), None)


def chosen(alternatives: Element) -> Parent:
    """The one of several alternatives that today's Word shows; the others say it again."""
    choice = child(alternatives, "Choice")
    if choice is not None:
        return choice
    fallback = child(alternatives, "Fallback")
    return () if fallback is None else fallback


def within(parent: Parent, wanted: Container[str]) -> Iterator[tuple[str, Element]]:
    """The wanted elements in an element, also where controls and the like are wrapped around them.

    Raises UnreadableFile: a part of the text is another document, which only Word can take in.
    """
    for element in parent:
        name = NAMES.get(element.tag)
        if name is not None and name in wanted:
            yield name, element
        elif name == "AlternateContent":
            yield from within(chosen(element), wanted)
        elif name in ("altChunk", "subDoc"):
            raise UnreadableFile("document-within")
        elif len(element):
            yield from within(element, wanted)
