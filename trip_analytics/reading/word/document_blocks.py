"""Paragraphs and tables as rows of cells, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from trip_analytics.reading.document import MOST_CELLS, Note
from trip_analytics.reading.formatted_text import Run, SeenText
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element
from trip_analytics.reading.word.content_controls import PickedDate, settle_controls
from trip_analytics.reading.word.paragraphs import Text, TextReader, at_tabs, shown
from trip_analytics.reading.word.table_cells import (
    ONE_CELL,
    CellProperties,
    Merges,
    PlainCell,
    Range,
    RowProperties,
    cell_properties,
    read_plain_table,
    row_properties,
)
from trip_analytics.reading.word.text_formats import Styles
from trip_analytics.reading.word.word_elements import NAMES, children, within

DEEPEST_TABLE: Final = 16  # tables within tables; forms arranged by tables have 2 or 3
DEEPEST_BOX: Final = 4  # text boxes within text boxes, which Word itself does not make


class BlockCell(NamedTuple):
    """A cell that holds something, in a row of a block."""

    column: int
    address: str
    seen: SeenText
    hidden: bool
    picked: PickedDate | None


class BlockRow(NamedTuple):
    """A paragraph or a row of a table, by the name with which its address begins."""

    name: str
    cells: list[BlockCell]


class Block(NamedTuple):
    """A paragraph; or a table, whose merged ranges count from its own first row."""

    rows: list[BlockRow]
    merged: Sequence[Range] = ()
    is_table: bool = False


EMPTY_LINE: Final = Block([BlockRow("", [])])


@dataclass(slots=True)
class Story:
    """A part of the document with a numbering of its own: the body, a header, a text box."""

    of: str = ""
    """What its addresses end in: `` of header``; nothing in the body."""
    depth: int = 0
    """How many text boxes it lies in."""
    # How many of them have been read.
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0


class BlockReader:
    """Reads stories.

    A class, to gather notes and references while it reads.

    Attributes
    ----------
    notes : list of Note
        Hidden text beside text that is shown.
    references : dict of (kind, id) to str
        The comments, footnotes and endnotes, and the address of the place each hangs on.
    """

    def __init__(self, styles: Styles) -> None:
        self.notes: list[Note] = []
        self.references: dict[tuple[str, str], str] = {}
        self._dates: dict[Element, PickedDate] = {}
        self._left = MOST_CELLS
        self._styles = styles
        self._reader = TextReader(styles, self._dates)

    def read(self, root: Element, story: Story) -> Iterator[Block]:
        """The blocks of a part; what lies within a cell, or hangs on it, follows its table."""
        self._dates.update(settle_controls(root))
        return self._flow(root, story)

    def read_note(self, note: Element) -> str:
        """The text of a comment, a footnote or an endnote, whose part is settled."""
        text = Text()
        for _, paragraph in within(note, ("p",)):
            text.new_paragraph()
            self._reader.read(paragraph, text)
        return shown([*text.runs, *text.hidden]).whole.strip()

    def _flow(self, parent: Element, story: Story) -> Iterator[Block]:
        for kind, element in within(parent, ("p", "tbl")):
            if kind == "p":
                yield from self._paragraph(element, story)
            else:
                yield from self._table(element, story, 1)

    def _paragraph(self, element: Element, story: Story) -> Iterator[Block]:
        story.paragraphs += 1
        if not len(element):
            yield EMPTY_LINE
            return
        address = f"paragraph {story.paragraphs}{story.of}"
        text = Text()
        self._reader.read(element, text)
        # A tab leads to the next column, as in a table made without one.
        cells = self._cells(1, address, text, at_tabs(text.runs))
        yield Block([BlockRow(address, cells)])
        yield from self._boxes(text, story)

    def _boxes(self, text: Text, story: Story) -> Iterator[Block]:
        if text.boxes and story.depth == DEEPEST_BOX:
            raise UnreadableFile("damaged")
        for box in text.boxes:
            story.boxes += 1
            name = f" of text box {story.boxes}{story.of}"
            yield from self._flow(box, Story(name, story.depth + 1))

    def _table(self, table: Element, story: Story, depth: int) -> Iterator[Block]:
        if depth > DEEPEST_TABLE:
            raise UnreadableFile("damaged")
        story.tables += 1
        name = f"table {story.tables}{story.of}"
        plain = read_plain_table(table, self._styles)
        if plain is not None:
            yield self._plain_block(plain, name)
            return
        rows: list[BlockRow] = []
        merges = Merges()
        inner: list[Block] = []
        text = Text()  # most cells are empty: one is enough for all of those
        for number, (_, element) in enumerate(within(table, ("tr",)), start=1):
            row = BlockRow(f"{name} row {number}", [])
            of_row, column = RowProperties(), 1
            for kind, part in within(element, ("trPr", "tc")):
                if kind == "trPr":
                    of_row = row_properties(part)
                    column += of_row.before
                    continue
                cell = self._read_cell(part, text, struck=of_row.deleted)
                covered = merges.covers(number, column, cell)
                if text.holds_anything:
                    address = f"{row.name} column {column}"
                    hidden = of_row.hidden or covered
                    row.cells.extend(
                        self._cells(column, address, text, (text.runs,), hidden=hidden)
                    )
                    if text.boxes:
                        inner.extend(self._boxes(text, story))
                    for within_cell in text.tables:
                        inner.extend(self._table(within_cell, story, depth + 1))
                    text = Text()
                column += cell.columns
            rows.append(row if row.cells else EMPTY_LINE.rows[0])
        yield Block(rows, merges.ranges, is_table=True)
        yield from inner

    def _plain_block(self, table: Sequence[Sequence[PlainCell]], name: str) -> Block:
        rows: list[BlockRow] = []
        merges = Merges()
        for number, of_row in enumerate(table, start=1):
            row_name = f"{name} row {number}"
            cells: list[BlockCell] = []
            column = 1
            for pieces, cell in of_row:
                covered = cell is not ONE_CELL and merges.covers(number, column, cell)
                text = "".join(pieces)
                if text and not text.isspace():
                    address = f"{row_name} column {column}"
                    seen = SeenText(text)
                    cells.append(BlockCell(column, address, seen, covered, None))
                column += cell.columns
            self._count(cells)
            rows.append(BlockRow(row_name, cells) if cells else EMPTY_LINE.rows[0])
        return Block(rows, merges.ranges, is_table=True)

    def _read_cell(self, element: Element, text: Text, *, struck: bool) -> CellProperties:
        """Read what a cell holds into a text; give its properties."""
        cell = ONE_CELL
        text.paragraphs = 0
        for content in children(element):
            name = NAMES.get(content.tag)
            if name == "tcPr":
                cell = cell_properties(content)
                struck = struck or cell.deleted
            elif name == "p":
                text.new_paragraph()
                if len(content):
                    self._reader.read(content, text, struck=struck)
            else:
                for kind, inner in within((content,), ("p", "tbl")):
                    if kind == "p":
                        text.new_paragraph()
                        self._reader.read(inner, text, struck=struck)
                    else:
                        text.tables.append(inner)
        return cell

    def _cells(
        self,
        column: int,
        address: str,
        text: Text,
        stretches: Iterable[Sequence[Run]],
        *,
        hidden: bool = False,
    ) -> list[BlockCell]:
        """The cells of a text, one for each stretch that has anything to see."""
        for reference in text.references:
            self.references.setdefault(reference, address)
        cells = []
        for at, runs in enumerate(stretches, start=column):
            seen = shown(runs)
            if line := seen.whole.strip():
                picked = next((date for date in text.dates if date.shown == line), None)
                cells.append(BlockCell(at, address, seen, hidden, picked))
        if text.hidden and (line := shown(text.hidden).whole.strip()):
            if cells:
                self.notes.append(Note(address, line))
            else:
                cells.append(BlockCell(column, address, shown(text.hidden), True, None))
        self._count(cells)
        return cells

    def _count(self, cells: Sequence[BlockCell]) -> None:
        self._left -= len(cells)
        if self._left < 0:
            raise UnreadableFile("too-large")
