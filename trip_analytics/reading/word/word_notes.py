"""What hangs on places of the text: comments, footnotes and endnotes."""

from __future__ import annotations

from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import Note
from trip_analytics.reading.word.content_controls import settle_controls
from trip_analytics.reading.word.document_blocks import BlockReader
from trip_analytics.reading.word.word_elements import attribute, tags

_KINDS = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}


def read_notes(archive: Archive, leads_to: Relationships, reader: BlockReader) -> list[Note]:
    """The notes of a document whose text has been read, in the order of their places.

    What hangs nowhere is still a note; its own number then says which.
    """
    order = {reference: at for at, reference in enumerate(reader.references)}
    found: list[tuple[int, Note]] = []
    parts = dict(leads_to.values())
    for kind, name in _KINDS.items():
        part = parts.get(kind, "")
        if part not in archive:
            continue
        root = archive.tree(part)
        settle_controls(root)
        for number, element in enumerate(root.iter(*tags(name)), start=1):
            text = reader.read_note(element)
            reference = (name, attribute(element, "id") or "")
            address = reader.references.get(reference, f"{name} {number}")
            if text:
                found.append((order.get(reference, len(order)), Note(address, text)))
    return [note for _, note in sorted(found, key=lambda one: one[0])]
