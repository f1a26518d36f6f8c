"""Web pages, also those that Excel and survey tools save under the name of a workbook.

lxml parses them. pandas.read_html takes as long for a table (3.4 ms for 60 rows), but gives
nothing outside tables, and neither ticked boxes nor what is hidden or struck through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from lxml import etree

from trip_analytics.reading.decoding import decoded
from trip_analytics.reading.document import MOST_CELLS, Document, Sheet
from trip_analytics.reading.formatted_text import CONTROL_MARKS
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.web.css_styles import (
    ComputedStyle,
    Names,
    Styles,
    computed_style,
    names_of,
    on_lines_of_its_own,
)
from trip_analytics.reading.web.html_tables import Table
from trip_analytics.reading.web.page_text import Lines

DEEPEST: Final = 256  # elements within elements; libxml2 takes longer the deeper they are
MOST_EVENTS: Final = 2_000_000  # beginnings and ends of elements, stretches of text
LONGEST_TAG: Final = 1 << 20  # characters; also of a comment or a picture in the page
_PIECE: Final = 1 << 14  # characters; libxml2 reads a piece to its end whatever goes wrong

_CHARSET: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_LOOK_AT: Final = 4096
# A page that ends within a tag, or begins as a whole page and does not end as one.
_CUT_SHORT: Final = re.compile(
    r"<[a-z/][^<>]{0,1000}\Z|\A(?=.{0,4000}<html\b)(?!.*</html)", re.I | re.S
)
_CELLS: Final = frozenset({"td", "th"})
_GROUPS: Final = frozenset({"tbody", "thead", "tfoot"})
_PARTS: Final = _CELLS | _GROUPS | {"tr"}
_CONTROLS_UNSEEN: Final = frozenset({"hidden", "password", "image", "file"})
_NO_ATTRIBUTES: Final[Mapping[str, str]] = {}
_TICKS: Final = {"checkbox": CONTROL_MARKS["box"], "radio": CONTROL_MARKS["option"]}


def read_web_page(data: bytes) -> Document:
    r"""The text outside tables, line by line, and then each table, as a browser shows them.

    Lines outside tables are the rows of a first sheet without a name, ``paragraph 1`` and so on;
    tables are sheets named ``table 1`` and so on, in the order in which they begin, those within
    others too. What is ticked or chosen or typed into the page's own controls is text: ☑ ☐, ● ○.
    Styles are followed as far as Office programs write them. A value that Excel stored beside what
    it shows (``x:num``) is kept. Nothing that the page refers to is fetched, and no script is run.

    Raises UnreadableFile: it holds or nests more than any form does, or was cut short in UTF-16.

    Examples
    --------
    >>> page = b"<p>Team: Ash<table><tr><th>Hope<td>4<tr><td><input type=checkbox checked>"
    >>> for sheet in read_web_page(page).sheets:
    ...     print(sheet.name, [(cell.address, cell.text) for cell in sheet.cells.values()])
    None [('paragraph 1', 'Team: Ash')]
    table 1 [('A1', 'Hope'), ('B1', '4'), ('A2', '☑')]
    """
    says = _CHARSET.search(data[:_LOOK_AT])
    text = decoded(data, says[1].decode("ascii") if says else "")
    page = _Page()
    if not text.strip():
        return page.document()
    parser = etree.HTMLParser(
        target=page,  # type: ignore[arg-type] # lxml gives str, its stubs allow for bytes
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
    )
    unheard = 0
    try:
        for start in range(0, len(text), _PIECE):
            heard = page.events
            parser.feed(text[start : start + _PIECE].encode())
            if page.events > MOST_EVENTS:
                raise UnreadableFile("too-large")
            unheard = 0 if page.events > heard else unheard + _PIECE
            if unheard > LONGEST_TAG:
                raise UnreadableFile("damaged")
        parser.close()
    except etree.LxmlError as error:
        raise UnreadableFile("damaged") from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableFile("damaged")  # libxml2 stopped reading
    return replace(page.document(), damaged=bool(_CUT_SHORT.search(text)))


class _Open(NamedTuple):
    """An element that has begun and not ended."""

    tag: str
    style: ComputedStyle
    own_lines: bool


class _Page:
    """Takes the elements and the text as the parser reads them."""

    def __init__(self) -> None:
        self.events = 0
        self._open: list[_Open] = []
        self._names: list[Names] = []  # what selectors may call those
        self._lines = Lines()
        self._tables: list[Table] = []  # those that have not ended, the innermost last
        self._begun = self._kept = 0
        self._sheets: dict[int, Sheet] = {}
        self._styles = Styles()
        self._style_sheet: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.events += 1
        if len(self._open) >= DEEPEST:
            raise UnreadableFile("damaged")
        attributes = dict(attributes) if attributes else _NO_ATTRIBUTES  # lxml's are slow
        names = names_of(tag, attributes)
        styles = self._styles.declarations(names, attributes, self._names)
        style = computed_style(tag, attributes, styles, self._around(tag))
        own_lines = tag not in _PARTS and on_lines_of_its_own(tag, styles)
        self._open.append(_Open(tag, style, own_lines))
        self._names.append(names)
        if tag == "style":
            self._style_sheet = []
        if not style.dropped:
            if own_lines:
                self._holder.break_block()
            self._begins(tag, attributes, style)

    def end(self, tag: str) -> None:
        """An element ends, and with it those left open within."""
        self.events += 1
        if not any(element.tag == tag for element in reversed(self._open)):
            return
        name = ""
        while name != tag:
            element = self._open.pop()
            self._names.pop()
            name = element.tag
            if not element.style.dropped:
                self._ends(element)
        if tag == "style" and self._style_sheet is not None:
            self._styles.read("".join(self._style_sheet))
            self._style_sheet = None

    def data(self, text: str) -> None:
        """Text between tags."""
        self.events += 1
        style = self._open[-1].style if self._open else ComputedStyle()
        if self._style_sheet is not None:
            self._style_sheet.append(text)
        elif not style.dropped:
            self._holder.add(text, style)

    def comment(self, _: str) -> None:
        """Comments are not shown, nor what Office programs write into them."""
        self.events += 1

    def close(self) -> None:
        """The page ends, and with it what was left open."""
        while self._open:
            self.end(self._open[-1].tag)
        self._lines.break_line()

    def document(self) -> Document:
        """The sheets of the page, once it has ended."""
        text = (self._lines.sheet(),) if self._lines.cells else ()
        return Document((*text, *(self._sheets[number] for number in sorted(self._sheets))))

    @property
    def _holder(self) -> Lines | Table:
        """What takes text: the innermost open cell, for in a table nothing else does."""
        for table in reversed(self._tables):
            if table.in_cell:
                return table
        return self._lines

    def _around(self, tag: str) -> ComputedStyle:
        """What an element inherits from: a cell left open does not affect the next one."""
        if self._tables and tag in _PARTS:
            table = self._tables[-1]
            if tag in _CELLS:
                return table.row_style
            return table.group_style if tag == "tr" else table.style
        return self._open[-1].style if self._open else ComputedStyle()

    def _begins(self, tag: str, attributes: Mapping[str, str], style: ComputedStyle) -> None:
        if tag == "table":
            self._begun += 1
            self._tables.append(Table(self._begun, style))
        elif tag == "br":
            self._holder.break_line()
        elif tag == "input":
            kind = attributes.get("type", "").strip().lower()
            if kind in _TICKS:
                self._holder.add(_TICKS[kind]["checked" in attributes], style)
            elif kind not in _CONTROLS_UNSEEN:
                self._holder.add(attributes.get("value", ""), style)
        elif self._tables and tag == "col":
            self._tables[-1].grid.says_columns(attributes.get("span"), hidden=style.hidden)
        elif self._tables and tag in _PARTS:
            self._part_begins(self._tables[-1], tag, attributes, style)

    def _part_begins(
        self, table: Table, tag: str, attributes: Mapping[str, str], style: ComputedStyle
    ) -> None:
        self._end_cell(table)
        if tag in _CELLS:
            table.start_cell(attributes, style)
        elif tag == "tr":
            table.grid.row_starts()
            table.row_style = style
        else:
            table.grid.group_ends()
            table.group_style = table.row_style = style

    def _ends(self, element: _Open) -> None:
        tag = element.tag
        if self._tables and (tag in _PARTS or tag == "table"):
            table = self._tables[-1]
            self._end_cell(table)
            if tag == "tr":
                table.grid.row_ends()
                table.row_style = table.group_style
            elif tag in _GROUPS:
                table.grid.group_ends()
                table.group_style = table.row_style = table.style
            elif tag == "table":
                table.grid.group_ends()
                self._tables.pop()
                if table.cells:
                    self._sheets[table.number] = table.sheet()
        if element.own_lines:
            self._holder.break_block()

    def _end_cell(self, table: Table) -> None:
        if table.in_cell:
            self._kept += table.end_cell()
            if self._kept > MOST_CELLS:
                raise UnreadableFile("too-large")
