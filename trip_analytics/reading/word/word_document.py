"""A Word document as one sheet: its tables and paragraphs, in the order they stand.

Addresses are ``table 2 row 5 column 3`` and ``paragraph 12``. Tables and paragraphs are
counted in the order in which they begin, paragraphs outside tables alone, empty ones too.
Headers, footers and text boxes count for themselves: ``paragraph 1 of header``,
``table 1 of text box 2 row 1 column 1``; a second header is ``header 2``.

Documents laid in or linked to, macros and pictures are never opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import Cell, Document, Sheet
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.safe_xml import Element
from trip_analytics.reading.word.document_blocks import (
    Block,
    BlockCell,
    BlockReader,
    BlockRow,
    Story,
)
from trip_analytics.reading.word.headers_footers import read_margins
from trip_analytics.reading.word.table_cells import Range
from trip_analytics.reading.word.text_formats import Styles
from trip_analytics.reading.word.word_elements import child
from trip_analytics.reading.word.word_notes import read_notes

_USUAL_PLACE: Final = "/word/document.xml"
_GAP: Final = Block([], is_table=True)


def read_word(archive: Archive) -> Document:
    """The text of a document, every table and every paragraph, in one sheet.

    Raises
    ------
    UnreadableFile
        The document is damaged, holds more than any form does, or takes in another
        document.

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
    main = next(
        (part for kind, part in archive.relationships("").values() if kind == "officeDocument"),
        _USUAL_PLACE,
    )
    root = archive.tree(main)
    if child(root, "body") is None:
        raise refusal("damaged")
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
    """Headers, to stand before the text; and footers, behind it with what no page shows.

    Each text is given once, on however many kinds of page it stands.
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
    text, struck, unstruck, font = cell.seen
    return Cell(
        row=row,
        column=cell.column,
        address=cell.address,
        text=text,
        value=text if cell.picked is None else cell.picked.date,
        kind="text" if cell.picked is None else "date",
        struck=struck,
        font=font,
        hidden=cell.hidden,
        unstruck=unstruck,
    )
