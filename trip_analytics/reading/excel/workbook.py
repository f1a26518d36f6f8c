"""Excel workbooks (.xlsx, .xlsm; Transitional and Strict) into located cells.

Macros, links to other files, and what they would fetch are never looked at.

A reader of our own: a form takes it 1.2 ms and openpyxl 5.7 ms, which gives neither check
boxes and other controls nor text as number formats show it.
"""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, address_of, place
from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import MOST_CELLS, Document, Note, Sheet
from trip_analytics.reading.excel.cell_styles import read_styles
from trip_analytics.reading.excel.cell_values import Book, read_shared_strings, unescaped
from trip_analytics.reading.excel.controls_in_cells import show_controls
from trip_analytics.reading.excel.data_validation import Rule, with_choices
from trip_analytics.reading.excel.worksheet import WorksheetReader
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, local_name, relationship_id, switched_on

_USUAL_PLACE = "/xl/workbook.xml"


def read_workbook(archive: Archive) -> Document:
    """The cells of every worksheet, hidden ones included.

    Raises UnreadableFile: the workbook is damaged, or holds more than any form does.
    """
    main = archive.main_part(_USUAL_PLACE)
    root = archive.tree(main)
    leads_to = archive.relationships(main)
    parts = dict(leads_to.values())
    strings = []
    if "sharedStrings" in parts:
        with archive.open(parts["sharedStrings"]) as stream:
            strings = read_shared_strings(stream)
    styles = read_styles(archive.read(parts["styles"])) if "styles" in parts else {}
    book = Book(strings, styles, from_1904=_from_1904(root))

    sheets: list[tuple[Sheet, str, Relationships]] = []
    rules: list[list[Rule]] = []
    seen_parts: set[str] = set()
    left = MOST_CELLS
    for element in root.iter("{*}sheet"):
        kind, part = leads_to.get(relationship_id(element), ("", ""))
        if kind and kind != "worksheet":
            continue  # a sheet that is a chart or a macro has no cells
        if part in seen_parts:  # one part behind many sheets would multiply it
            raise UnreadableFile("damaged")
        seen_parts.add(part)
        of_sheet = archive.relationships(part)
        sheet, of_cells = _read_sheet(archive, element, part, of_sheet, book, left)
        sheets.append((sheet, part, of_sheet))
        rules.append(of_cells)
        left -= len(sheet.cells)
    return Document(with_choices(root, show_controls(archive, root, sheets), rules))


def _read_sheet(
    archive: Archive, element: Element, part: str, leads_to: Relationships, book: Book, left: int
) -> tuple[Sheet, list[Rule]]:
    reader = WorksheetReader(book, left)
    with archive.open(part) as stream:
        reader.read(stream)
    sheet = Sheet(
        name=element.get("name"),
        cells=reader.cells,
        merged=tuple(reader.merged),
        hidden=element.get("state", "visible") != "visible",
        notes=(*read_notes(archive, leads_to), *read_text_boxes(archive, leads_to)),
        margins=tuple(reader.margins),
        fills=reader.fills,
    )
    return sheet, reader.rules


def _from_1904(root: Element) -> bool:
    return any(
        local_name(element) == "workbookPr"
        and "date1904" in element.attrib
        and switched_on(element.get("date1904"))
        for element in root
    )


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
