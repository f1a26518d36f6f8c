"""Notes on a sheet's cells: the old kind, and threads of comments."""

from __future__ import annotations

from trip_analytics.reading.addresses import place
from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import Note
from trip_analytics.reading.excel.shared_strings import unescaped
from trip_analytics.reading.safe_xml import Element, local_name


def read_notes(archive: Archive, leads_to: Relationships) -> tuple[Note, ...]:
    """The notes in the parts that a sheet leads to, in the order of their cells.

    Excel keeps a copy of each thread as a note, for programs that know notes only;
    the thread itself is taken instead.
    """
    threads = _notes(archive, leads_to, "threadedComment", "threadedComment")
    in_thread = {note.address for note in threads}
    notes = [
        note
        for note in _notes(archive, leads_to, "comments", "comment")
        if note.address not in in_thread or not note.text.startswith("[Threaded comment]")
    ]
    return tuple(sorted((*notes, *threads), key=lambda note: _place(note.address)))


def _notes(archive: Archive, leads_to: Relationships, kind: str, element_name: str) -> list[Note]:
    found = []
    parts = dict.fromkeys(part for of_kind, part in leads_to.values() if of_kind == kind)
    for part in parts:  # each once, however often it is named
        for element in archive.tree(part).iter("{*}" + element_name):
            text = _text(element)
            if text.strip():
                address = element.get("ref", "").partition(":")[0].replace("$", "").upper()
                found.append(Note(address, text))
    return found


def _text(comment: Element) -> str:
    pieces = []
    for element in comment.iter("{*}t", "{*}text"):
        parent = element.getparent()
        if parent is None or local_name(parent) != "rPh":
            pieces.append(element.text or "")
    return unescaped("".join(pieces)).replace("\r\n", "\n")


def _place(address: str) -> tuple[int, int]:
    try:
        return place(address)
    except ValueError:
        return (0, 0)  # a note is worth keeping even where its cell is not known
