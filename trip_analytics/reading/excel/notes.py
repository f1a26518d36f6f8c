"""What hangs on a sheet's cells: notes, threads of comments, and the words in text boxes."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, address_of, place
from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import Note
from trip_analytics.reading.excel.cell_values import unescaped
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
