"""A Word document as one sheet: its tables and paragraphs, in their order.

Addresses are ``table 2 row 5 column 3`` and ``paragraph 12``. Tables and paragraphs are
counted in the order in which they begin, paragraphs outside tables alone, empty ones too.
Headers, footers and text boxes count for themselves: ``paragraph 1 of header``,
``table 1 of text box 2 row 1 column 1``; a second header is ``header 2``.

Embedded and linked documents, macros and pictures are never opened.

A reader of our own: a form takes it 1.2 ms and python-docx 16 ms, which leaves out content
controls, text boxes, footnotes and tracked changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple

from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import Cell, Document, Note, Sheet
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, local_name, relationship_id
from trip_analytics.reading.word.content_controls import settle_controls
from trip_analytics.reading.word.document_blocks import (
    Block,
    BlockCell,
    BlockReader,
    BlockRow,
    Story,
)
from trip_analytics.reading.word.table_cells import Range
from trip_analytics.reading.word.text_formats import Styles
from trip_analytics.reading.word.word_elements import NAMES, attribute, child, switch, tags

_USUAL_PLACE: Final = "/word/document.xml"
_GAP: Final = Block([], is_table=True)
_KINDS = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}


def read_word(archive: Archive) -> Document:
    """The text of a document, every table and every paragraph, in one sheet.

    Raises UnreadableFile: the document is damaged, holds more than any form does, or takes in
    another document.

    Examples
    --------
    >>> import docx, io
    >>> form, saved = docx.Document(), io.BytesIO()
    >>> form.add_table(2, 3).cell(1, 2).text = "4"
    >>> form.save(saved)
    >>> sheet = read_word(Archive(saved)).sheets[0]
    >>> [(cell.address, cell.text) for cell in sheet.cells.values()]
    [('table 1 row 2 column 3', '4')]
    """
    main = archive.main_part(_USUAL_PLACE)
    root = archive.tree(main)
    if child(root, "body") is None:
        raise UnreadableFile("damaged")
    leads_to = archive.relationships(main)
    styles = dict(leads_to.values()).get("styles", "")
    reader = BlockReader(Styles(lambda: archive.read(styles) if styles in archive else b""))
    body = reader.read(root, Story())
    before, after = _margins(archive, root, leads_to, reader)
    sheet = _laid_out(chain(before, body, after))
    notes = (*reader.notes, *read_notes(archive, leads_to, reader))
    return Document((replace(sheet, notes=notes),))


def _margins(
    archive: Archive, root: Element, leads_to: Relationships, reader: BlockReader
) -> tuple[list[Block], list[Block]]:
    """Headers, to go before the text; footers, and what no page shows, to go after it.

    Each text is given once, however many kinds of page have it.
    """
    before: list[Block] = []
    after: list[Block] = []
    count = {"header": 0, "footer": 0}
    known: set[str] = set()
    for kind, part, is_shown in read_margins(archive, root, leads_to):
        margin = archive.tree(part)
        words = "".join(map(str, margin.itertext()))
        if words in known:
            continue
        known.add(words)
        count[kind] += 1
        name = kind if count[kind] == 1 else f"{kind} {count[kind]}"
        blocks = list(reader.read(margin, Story(f" of {name}")))
        if not is_shown:
            blocks = [_hidden(block) for block in blocks]
        if kind == "header" and is_shown:
            before += [*blocks, _GAP]
        else:
            after += [_GAP, *blocks]
    return before, after


def _hidden(block: Block) -> Block:
    rows = [
        BlockRow(row.name, [cell._replace(hidden=True) for cell in row.cells]) for row in block.rows
    ]
    return block._replace(rows=rows)


def _laid_out(blocks: Iterable[Block]) -> Sheet:
    """Blocks one below the other, with an empty row after each table."""
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[Range] = []
    row_names: dict[int, str] = {}
    row = 0
    for block in blocks:
        merged += [
            (top + row, left, bottom + row, right) for top, left, bottom, right in block.merged
        ]
        for of_row in block.rows:
            row += 1
            if of_row.cells:
                row_names[row] = of_row.name
            for cell in of_row.cells:
                cells[row, cell.column] = _cell(row, cell)
        row += block.is_table
    return Sheet(None, cells, tuple(merged), row_names=row_names)


def _cell(row: int, cell: BlockCell) -> Cell:
    text = cell.seen.whole
    return cell.seen.in_cell(
        row,
        cell.column,
        text if cell.picked is None else cell.picked.date,
        "text" if cell.picked is None else "date",
        address=cell.address,
        hidden=cell.hidden,
    )


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
        kind, part = leads_to.get(relationship_id(reference), ("", ""))
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


def read_notes(archive: Archive, leads_to: Relationships, reader: BlockReader) -> list[Note]:
    """The notes of a document whose text has been read, in the order of their places.

    A note without a place is kept too, under its own number.
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
