"""The headers and footers of a document's sections."""

from __future__ import annotations

from typing import NamedTuple

from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.safe_xml import Element, local_name
from trip_analytics.reading.word.word_elements import NAMES, attribute, child, switch, tags


class Margin(NamedTuple):
    """A header or a footer: where it is stored, and whether any page shows it."""

    kind: str
    part: str
    is_shown: bool


def read_margins(archive: Archive, root: Element, leads_to: Relationships) -> list[Margin]:
    """The headers and footers to which sections refer, those that are shown first.

    Those for first or even pages stay in the file when they are switched off: last
    year's may still be there.
    """
    sections = [
        section
        for section in root.iter(*tags("sectPr"))
        if (parent := section.getparent()) is None or local_name(parent) != "sectPrChange"
    ]
    first = any(
        (title := child(section, "titlePg")) is not None and switch(title) for section in sections
    )
    even = _even_pages_differ(archive, leads_to)
    pages_shown = {"first": first, "even": even}
    found: dict[str, Margin] = {}
    for reference in (element for section in sections for element in section):
        if NAMES.get(reference.tag) not in ("headerReference", "footerReference"):
            continue
        kind, part = leads_to.get(_relationship_id(reference), ("", ""))
        is_shown = pages_shown.get(attribute(reference, "type") or "", True)
        name = part.lower()  # part names ignore case: none is read twice
        if kind in ("header", "footer") and part in archive and (is_shown or name not in found):
            found[name] = Margin(kind, part, is_shown)
    return sorted(found.values(), key=lambda margin: not margin.is_shown)


def _even_pages_differ(archive: Archive, leads_to: Relationships) -> bool:
    settings = dict(leads_to.values()).get("settings", "")
    if settings not in archive or b"evenAndOddHeaders" not in archive.read(settings):
        return False
    said = child(archive.tree(settings), "evenAndOddHeaders")
    return said is not None and switch(said)


def _relationship_id(element: Element) -> str:
    return next(
        (str(said) for name, said in element.items() if str(name).endswith("relationships}id")), ""
    )
