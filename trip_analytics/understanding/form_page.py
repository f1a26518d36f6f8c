"""A sheet as a page that a person looks over, ticking off what has been understood.

What forms print, such as headings and guidance, is nobody's answer. A page is read along its
statements: as it is or, where they are side by side, turned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import groupby

from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import Instrument
from trip_analytics.instruments.blank_form import (
    form_words,
    printed_headings,
    printed_on_forms,
    printed_to_read,
)
from trip_analytics.reading import Cell, Sheet
from trip_analytics.understanding.blank import is_page_number
from trip_analytics.understanding.dates import ReadDate, read_date, serial_date
from trip_analytics.understanding.plain_text import normalise, without_number

At = tuple[int, int]
"""A row and a column."""


def _row_of(placed: tuple[At, Cell]) -> int:
    return placed[0][0]


class Page:
    """One sheet, its cells by row, and which of them are accounted for.

    A class because it keeps the account: every cell is taken once, for a table
    or for the log, and what is left at the end goes to the log.
    """

    def __init__(
        self, sheet: Sheet, source_file: str, registered: frozenset[str] = frozenset()
    ) -> None:
        self.sheet = sheet
        self.source_file = source_file
        self.registered = registered
        """The names of the register's teams, normalised."""
        self.log: list[Entry] = []
        self._taken: set[tuple[int, int]] = set()
        self._written: dict[int, list[Cell]] = {}
        self._written_at = 0
        """How many cells were accounted for when those rows were looked through."""

    @property
    def is_begun(self) -> bool:
        """Whether anything of it is accounted for."""
        return bool(self._taken or self.log)

    @property
    def account(self) -> tuple[frozenset[At], tuple[Entry, ...]]:
        """What is accounted for so far, and the log of it."""
        return frozenset(self._taken), tuple(self.log)

    def go_on_from(self, taken: Iterable[At], log: Iterable[Entry]) -> None:
        """Go on from the account of the same sheet in another file."""
        self._taken |= set(taken)
        self.log += [entry._replace(source_file=self.source_file) for entry in log]

    def showing(self, cells: Mapping[At, Cell]) -> Page:
        """A page that shows other cells, before anything of it is accounted for."""
        return Page(replace(self.sheet, cells=cells), self.source_file, self.registered)

    def part(self, cells: Iterable[Cell]) -> Page:
        """Some of the page's cells as a page of their own, on the same account."""
        sheet = replace(self.sheet, cells={cell[:2]: cell for cell in cells}, notes=())
        part = Page(sheet, self.source_file, self.registered)
        part.log, part._taken = self.log, self._taken
        return part

    def parts(self, part_of: Callable[[Cell], Hashable]) -> dict[Hashable, Page]:
        """The page's cells in parts, by the name of the part that each belongs to."""
        cells: dict[Hashable, list[Cell]] = {}
        for cell in self.sheet.cells.values():
            cells.setdefault(part_of(cell), []).append(cell)
        return {name: self.part(own) for name, own in cells.items()}

    @cached_property
    def rows(self) -> dict[int, list[Cell]]:
        """The cells of each row that has any, left to right."""
        of_rows = groupby(self._in_order, key=_row_of)
        return {row: [cell for _, cell in cells] for row, cells in of_rows}

    @cached_property
    def texts(self) -> dict[At, str]:
        """What is written in each cell that holds text, by its row and column."""
        cells = self.sheet.cells
        return {at: text for at, text in self._said if cells[at].kind == "text"}

    @cached_property
    def _said(self) -> list[tuple[At, str]]:
        """What each cell says, in reading order."""
        return [(at, cell.standing) for at, cell in self._in_order]

    @cached_property
    def _in_order(self) -> list[tuple[At, Cell]]:
        """The cells in reading order, each with its row and column."""
        cells = self.sheet.cells
        return [(place, cells[place]) for place in sorted(cells)]

    @cached_property
    def _worded(self) -> dict[int, list[tuple[At, Cell]]]:
        """Of each row the cells in which something is written."""
        worded = [each for each in self._in_order if each[1].text.strip()]
        return {row: list(cells) for row, cells in groupby(worded, key=_row_of)}

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place, if anything is there."""
        return self.sheet.cells.get((row, column))

    def table_of(self, row: int) -> str | None:
        """The table that a row of a Word document or web page belongs to; None in a workbook.

        A paragraph is one by itself.
        """
        name = self.sheet.row_names.get(row)
        return (name and name.rpartition(" row ")[0]) or name

    def row_below(self, row: int) -> int | None:
        """The next row that has anything in it."""
        return next(self.rows_from(row + 1), None)

    def rows_from(self, row: int) -> Iterator[int]:
        """The rows from one on that have anything in them, without a look at those before."""
        for at in range(bisect_left(self._numbers, row), len(self._numbers)):
            yield self._numbers[at]

    def rows_between(self, first: int, last: int) -> list[int]:
        """Those rows from the first to the last of a few that have anything in them."""
        return [row for row in range(max(first, 1), last + 1) if row in self.rows]

    @cached_property
    def _numbers(self) -> list[int]:
        return list(self.rows)

    def right_of(self, cell: Cell) -> Cell | None:
        """The next cell that has anything in it, to the right in the same row."""
        return next((other for other in self.rows[cell.row] if other.column > cell.column), None)

    def last_row_of(self, cell: Cell) -> int:
        """The last row that a cell covers: its own, unless it is merged downwards."""
        for top, left, bottom, right in self.sheet.merged:
            if top <= cell.row <= bottom and left <= cell.column <= right:
                return bottom
        return cell.row

    def place(self, cell: Cell | str | None) -> Place:
        """Where a cell (or an address) stands, for tables and log."""
        address = cell.address if isinstance(cell, Cell) else cell
        return Place(self.source_file, self.sheet.name, address)

    def where(self, cell: Cell | str | None) -> dict[str, str | None]:
        """The columns of a tidy table that say where a row came from."""
        address = cell.address if isinstance(cell, Cell) else cell
        return {"source_file": self.source_file, "sheet": self.sheet.name, "cell": address}

    def take(self, *cells: Cell | None) -> None:
        """Tick cells off: they are in a table, in the log, or printed on the form."""
        for cell in cells:
            if cell is not None:
                self._taken.add(cell[:2])

    def take_where(self, says: Callable[[str], bool]) -> None:
        """Tick off the cells left that say something."""
        taken = self._taken
        taken.update([at for at, text in self._said if at not in taken and says(text)])

    def is_registered(self, name: str) -> bool:
        """Whether the register of teams has a name, just as it is."""
        return normalise(name) in self.registered

    def is_taken(self, cell: Cell) -> bool:
        """Whether a cell is accounted for."""
        return cell[:2] in self._taken

    def note(
        self,
        kind: str,
        cell: Cell | None,
        *,
        used: object = None,
        keep: bool = True,
        **words: str,
    ) -> None:
        """Write a cell into the log, with its text unless it may not be kept, and tick it off."""
        found = cell.text if cell is not None and keep else None
        self.log.append(Entry.of(kind, self.place(cell), found=found, used=used, **words))
        self.take(cell)

    def read_date(self, cell: Cell, text: str, value: object = None) -> ReadDate | None:
        """The date in a place where one must be, also as Excel's number for it."""
        found = read_date(value, text)
        if found is None and (counted := serial_date(text)) is not None:
            self.note("serial-date", cell, used=counted)
            return ReadDate(counted)
        return found

    def remaining(self) -> Iterator[Cell]:
        """The cells that nothing has accounted for yet, in reading order."""
        taken = self._taken
        return (cell for place, cell in self._in_order if place not in taken)

    def rows_where(self, says: Callable[[str], bool]) -> list[int]:
        """The rows in which a cell that nothing has accounted for yet says something."""
        taken = self._taken
        return list(
            dict.fromkeys(at[0] for at, text in self._said if at not in taken and says(text))
        )

    def remaining_texts(self) -> Iterator[tuple[At, str]]:
        """What is written in the cells that nothing has accounted for yet, by row and column."""
        taken = self._taken
        return (said for said in self.texts.items() if said[0] not in taken)

    def written(self, row: int) -> list[Cell]:
        """The cells of a row that nothing has accounted for yet, struck through or not."""
        if self._written_at != len(self._taken):
            self._written_at = len(self._taken)
            self._written.clear()
        if (found := self._written.get(row)) is None:
            taken = self._taken
            found = [cell for place, cell in self._worded.get(row, ()) if place not in taken]
            self._written[row] = found
        return found

    def free(self, row: int) -> list[Cell]:
        """The cells of a row that say something and that nothing has accounted for yet."""
        return [cell for cell in self.written(row) if not cell.struck or cell.standing]

    def span(self, row: int, columns: Iterable[int]) -> str:
        """The address of a stretch of a row: ``C7:G7``."""
        covered = sorted(columns)
        return self.sheet.address(row, covered[0], covered[-1])


class Printed:
    """The texts that the forms of some instruments print. A class: they are looked up often."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        instruments = tuple(instruments)
        self._texts = {normalise(text) for i in instruments for text in printed_on_forms(i)}
        self._to_read = {normalise(text) for i in instruments for text in printed_to_read(i)}
        self._to_read.discard("")
        self._boxes = frozenset(form_words()["boxes"].values())
        self._headings = {normalise(text) for text in printed_headings()}
        self.holds = lru_cache(maxsize=20_000)(self._holds)
        self.heads = lru_cache(maxsize=20_000)(self._heads)

    def _holds(self, text: str) -> bool:
        """Whether forms print a text, a number before it or not."""
        if is_page_number(text):
            return True
        return normalise(text) in self._texts or normalise(without_number(text)[0]) in self._texts

    def _heads(self, text: str) -> bool:
        """Whether a text is the title of a form's part, or the guidance below one."""
        return normalise(text) in self._headings or is_page_number(text)

    def without_printed(self, page: Page) -> Page:
        """A page without what could be taken for answers though forms print it.

        That is what boxes show before they are filled in, and the rows that say what stages look
        like and give examples, in which challenges are named. What a person wrote into such a
        row is kept.
        """
        texts = page.texts.items()
        left_out = {at for at, text in texts if text in self._boxes}
        for row in {row for (row, _), text in texts if normalise(text) in self._to_read}:
            left_out |= {cell[:2] for cell in page.rows[row] if self.holds(cell.standing)}
        cells = page.sheet.cells
        if not left_out:
            return page
        return page.showing({at: cell for at, cell in cells.items() if at not in left_out})


class OrientedPage:
    """A page by lines and units.

    Statements follow each other along the *lines*; across them stand the *units*, each of
    somebody's answers. In a form with a statement a row, lines are rows and units columns. In an
    export with a respondent a row it is the other way round.
    """

    def __init__(self, page: Page, *, turned: bool) -> None:
        self.page = page
        self.turned = turned

    @cached_property
    def lines(self) -> dict[int, dict[int, Cell]]:
        """The cells of each line that has any, by unit."""
        if not self.turned:
            return {
                row: {cell.column: cell for cell in cells} for row, cells in self.page.rows.items()
            }
        lines: dict[int, dict[int, Cell]] = {}
        for row, cells in self.page.rows.items():
            for cell in cells:
                lines.setdefault(cell.column, {})[row] = cell
        return lines

    @cached_property
    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Where the cell stands that a merged range shows at a place, by line and unit."""
        covered: dict[tuple[int, int], tuple[int, int]] = {}
        cells = self.page.sheet.cells
        for top, left, bottom, right in self.page.sheet.merged:
            if (top, left) not in cells or (bottom - top + 1) * (right - left + 1) > 2000:
                continue
            start = (left, top) if self.turned else (top, left)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    covered[(column, row) if self.turned else (row, column)] = start
        return covered

    def cell(self, line: int, unit: int) -> Cell | None:
        """The cell at a place, if anything is there."""
        cells = self.lines.get(line)
        return cells.get(unit) if cells else None

    def read_beside(self, cell: Cell, text: str) -> None:
        """Let what a cell says behind a label be in the next unit, where it has a column."""
        line, unit = self.at(cell)
        self.lines[line][unit + 1] = cell._replace(text=text, value=text, kind="text", struck="")

    def shown(self, line: int, unit: int) -> Cell | None:
        """The cell at a place, or the one that is merged over it."""
        return self.cell(line, unit) or self.cell(*self._covered.get((line, unit), (0, 0)))

    def at(self, cell: Cell) -> tuple[int, int]:
        """The line and the unit of a cell."""
        return (cell.column, cell.row) if self.turned else (cell.row, cell.column)

    def place(self, line: int, unit: int) -> tuple[int, int]:
        """The row and the column of a place."""
        return (unit, line) if self.turned else (line, unit)

    def address(self, line: int, unit: int) -> str:
        """What a place is called, whether anything is there or not."""
        return self.page.sheet.address(*self.place(line, unit))

    def stretch(self, places: Iterable[tuple[int, int]]) -> str:
        """The address of a stretch of cells: ``C7:G7``."""
        covered = [(u, n) if self.turned else (n, u) for n, u in places]
        rows = {row for row, _ in covered}
        columns = [column for _, column in covered]
        if len(rows) == 1:
            return self.page.sheet.address(rows.pop(), min(columns), max(columns))
        first = self.page.sheet.address(min(rows), min(columns))
        return f"{first}:{self.page.sheet.address(max(rows), max(columns))}"
