"""The words in text boxes and other shapes drawn on a worksheet."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, address_of
from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import Note
from trip_analytics.reading.safe_xml import Element


def read_text_boxes(archive: Archive, leads_to: Relationships) -> tuple[Note, ...]:
    """Each shape that holds words, as a note on the cell that its first corner is in."""
    return tuple(
        Note(_address(anchor), text)
        for kind, part in leads_to.values()
        if kind == "drawing"
        for anchor in archive.tree(part)
        for text in _texts(anchor)
    )


def _texts(anchor: Element) -> Iterator[str]:
    for shape in anchor.iter("{*}sp"):
        # Form controls are drawn as shapes as well, in a branch for programs that know them.
        if any("}compatExt" in str(element.tag) for element in shape.iter()):
            continue
        lines = (
            "".join(run.text or "" for run in paragraph.iter("{*}t"))
            for body in shape.iter("{*}txBody")
            for paragraph in body.iter("{*}p")
        )
        text = "\n".join(lines).strip()
        if text:
            yield text


def _address(anchor: Element) -> str:
    """The cell where an anchor begins; the first of all where it does not say."""
    row, column = (
        anchor.findtext("{*}from/{*}" + name, "").strip() or "0" for name in ("row", "col")
    )
    if not (row.isdecimal() and column.isdecimal()):
        return "A1"
    return address_of(min(int(row) + 1, LAST_ROW), min(int(column) + 1, LAST_COLUMN))
