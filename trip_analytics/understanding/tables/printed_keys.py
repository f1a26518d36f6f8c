"""Where a form prints the scale that it is rated on: keys, lists of points, drop-down lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from trip_analytics.import_log import Place
from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import OrientedPage, Page
from trip_analytics.understanding.marks.scale_keys import (
    FEWEST_POINTS,
    Comparison,
    ScaleKey,
    compare,
    key_in,
    key_of,
    names_of,
    number_and_label,
    says_a_point,
    says_an_end,
)
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.sections import heads_section
from trip_analytics.understanding.tables.header_cells import rates_another_matter, says_rating
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.words import vocabulary

# A key stands within so many rows of the statements.
FURTHEST_KEY: Final = 25
LONGEST_GUIDANCE: Final = 1500  # characters
LONGEST_TITLE: Final = 80
_SAID: Final = vocabulary("scales")
MOST_GUIDANCE: Final = 500  # cells; a sheet with more holds something else


class PrintedKey(NamedTuple):
    """A key as it is on a form, and how surely it is one of the ratings."""

    key: ScaleKey
    cells: tuple[Cell, ...]
    of_answers: bool = False
    """It is over the answers themselves."""
    numbered: bool = True
    """Its points have numbers on the form, or need none: as many as ours, from end to end."""
    by_answers: bool = False
    """The form prints nothing, but many of its answers lie beyond the instrument's scale."""
    said: str = ""
    """Its words where they are in no cell, but in a drop-down list."""
    at: str = ""
    """Where that list is, or the first of its cells on another sheet."""
    sheet: str | None = None
    """That other sheet."""

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return self.said or " | ".join(cell.text for cell in self.cells)

    def beside(self, scale: tuple[ScalePoint, ...]) -> Comparison:
        """What it is beside an instrument's scale."""
        return compare(self.key, scale) if self.numbered else "other"


def place_of(printed: PrintedKey, view: OrientedPage) -> Place:
    """Where a key is printed."""
    address = printed.at or view.stretch(view.at(cell) for cell in printed.cells)
    return Place(view.page.source_file, printed.sheet or view.page.sheet.name, address)


def find_keys(
    table: StatementTable, below: Collection[int], answers: Collection[int]
) -> Iterator[PrintedKey]:
    """The keys printed above, below or beside a table, in its statements, or in lists.

    Those at the head or the foot of the page count too, and in boxes drawn on it.

    On lines ``below`` statements stand answers, and no key; ``answers`` are the units for
    answers on the whole scale.
    """
    rows = list(_rows_near(table, below, answers))
    for cells in rows:
        yield from _keys_in_texts(cells, table)
    yield from _keys_in_cells(rows, table)
    yield from _keys_in_no_cell(table)
    yield from _key_of_statements(table)
    yield from _listed(table, answers)


def keys_on(page: Page, table: StatementTable) -> Iterator[PrintedKey]:
    """The whole keys on another page than a table's: of guidance, or of what lists offer."""
    if len(page.sheet.cells) > MOST_GUIDANCE:
        return
    rows = list(page.rows.values())
    found = [key for cells in rows for key in _keys_in_texts(cells, table)]
    for printed in (*found, *_keys_in_cells(rows, table)):
        if len(printed.key.labels) >= FEWEST_POINTS:
            yield printed._replace(sheet=page.sheet.name, at=printed.cells[0].address)


def key_columns(table: StatementTable) -> set[int]:
    """The two columns beside the statements in which a key is, whatever heads them.

    Its numbers are apart from their names: answers such as "1 - Not yet" may run on too.
    """
    if table.view.turned or table.long:
        return set()
    page = table.view.page
    rows = [page.rows[row] for row in page.rows_between(table.first, table.last)]
    keys = [key for key in _keys_in_cells(rows, table) if len(key.cells) > len(key.key.labels)]
    found = {cell.column for key in keys for cell in key.cells}
    return {column for column in found if column > table.label}


def _rows_near(
    table: StatementTable, below: Collection[int], answers: Collection[int]
) -> Iterator[Sequence[Cell]]:
    """The cells of rows in which a key may be; of the statements' own, what is beside."""
    page = table.view.page
    if table.view.turned:
        yield from (cells for row, cells in page.rows.items() if row < table.label)
        return
    beside = max([table.label, *answers]) + 1
    end = _end_of_region(table)
    for row, cells in page.rows.items():
        if row in table.lines or row in below:
            if behind := [cell for cell in cells if cell.column > beside]:
                yield behind
        elif table.first - FURTHEST_KEY <= row < end:
            yield cells


def _keys_in_texts(cells: Sequence[Cell], table: StatementTable) -> Iterator[PrintedKey]:
    for cell in cells:
        if cell.kind == "text" and 3 < len(text := cell.standing) <= LONGEST_GUIDANCE:
            key = key_in(text)
            if key is not None and _is_of_ratings(key, cell, table):
                yield PrintedKey(key, (cell,))


def _keys_in_no_cell(table: StatementTable) -> Iterator[PrintedKey]:
    """Keys at the head or the foot of the page; whole ones in boxes and notes."""
    sheet = table.view.page.sheet
    for note in (*sheet.margins, *sheet.notes):
        cell = Cell(0, 0, note.address, note.text, note.text, "text")
        for found in _keys_in_texts([cell], table):
            if note in sheet.margins or len(found.key.labels) >= FEWEST_POINTS:
                yield found._replace(cells=(), said=note.text, at=note.address)


def _key_of_statements(table: StatementTable) -> Iterator[PrintedKey]:
    """The key that most statements repeat in their own cells, as surveys have it."""
    cells = table.cells_of(table.label)
    keys = Counter(key for cell in cells if (key := key_in(cell.standing)) is not None)
    key, count = keys.most_common(1)[0] if keys else (None, 0)
    if key is not None and count * 2 > len(table.lines):
        first = next(cell for cell in cells if key_in(cell.standing) == key)
        yield PrintedKey(key, (first,), of_answers=True)


def _end_of_region(table: StatementTable) -> int:
    """The first row below a table that belongs to another part of the form."""
    page = table.view.page
    for row in page.rows_from(table.last + 1):
        if row > table.last + FURTHEST_KEY or heads_section(page, row):
            return row
    return table.last + FURTHEST_KEY


def _is_of_ratings(key: ScaleKey, cell: Cell, table: StatementTable) -> bool:
    """Whether a text's key is one of the ratings, and no list and no other matter's."""
    line = tidy(cell.standing)
    first = next((i for i, c in enumerate(line) if c.isdigit()), len(line))
    if key.labels and key.labels[0][1] in line[:first]:
        first = line.index(key.labels[0][1])  # the name stands before its number
    before = line[:first]
    if rates_another_matter(before) or _is_under_another_matter(cell, before, table):
        return False
    if not key.labels:
        return _asks_for_a_range(cell, before, table)
    if len(key.labels) >= 2 and _names_a_scale(key.names, table):
        return True
    if len(key.labels) >= FEWEST_POINTS:
        return key.written == "equated" or (key.written == "dashed" and says_rating(before))
    if key.written == "equated" and says_rating(line):
        return True
    return _asks_for_a_range(cell, before, table)


def _asks_for_a_range(cell: Cell, before: str, table: StatementTable) -> bool:
    """Whether a text with a range asks to rate by it, and does not tell of a rating.

    Behind the statements people write comments: "We would give ourselves 7 out of 10".
    """
    behind = not table.view.turned and cell.row > table.last
    if not says_rating(before) or _SAID["tells"].search(before):
        return False
    return not behind or _SAID["asks"].search(before) is not None


def _is_under_another_matter(cell: Cell, before: str, table: StatementTable) -> bool:
    """Whether a key that does not say what it is of is under, or behind, another matter."""
    page = table.view.page
    near = (page.cell(cell.row - 1, cell.column), page.cell(cell.row, cell.column - 1))
    titles = [c.standing for c in near if c is not None and len(c.standing) <= LONGEST_TITLE]
    return not says_rating(before) and any(map(rates_another_matter, titles))


def _names_a_scale(names: dict[int, str], table: StatementTable) -> bool:
    """Whether names are those of a scale: the instrument's, or what ends are called."""
    known = names_of(table.instrument.scale)
    ends = (names[min(names)], names[max(names)])
    if sum(name in known for name in names.values()) >= 2 or all(map(says_an_end, ends)):
        return True
    return len(names) >= FEWEST_POINTS and all(map(says_a_point, names.values()))


def _keys_in_cells(rows: Sequence[Sequence[Cell]], table: StatementTable) -> Iterator[PrintedKey]:
    """Keys with a point in each row, or in each column."""
    places = {(cell.row, cell.column): cell for cells in rows for cell in cells}
    points: dict[tuple[int, int], tuple[int, str, tuple[Cell, ...]]] = {}
    for cells in rows:
        for at, cell in enumerate(cells):
            said = number_and_label(cell.standing)
            if said is None or isinstance(cell.value, bool) or cell.kind == "date":
                continue
            value, label = said
            beside = cells[at + 1] if at + 1 < len(cells) else None
            below = places.get((cell.row + 1, cell.column))
            if label:
                points[cell.row, cell.column] = (value, label, (cell,))
            elif at == 1 and len(cells) == 2 and _is_name(cells[0]):  # Excellent | 1
                points[cell.row, cell.column] = (value, cells[0].standing, (cells[0], cell))
            elif beside is not None and _begins(cells, at) and _is_name(beside):
                points[cell.row, cell.column] = (value, beside.standing, (cell, beside))
            elif below is not None and _is_name(below):
                points[cell.row, cell.column] = (value, below.standing, (cell, below))
    if len(points) < 2:
        return
    for cells in rows:  # the two ends alone: "1 | very poor | 5 | very good"
        if len(cells) == 4 and [c.column for c in cells if c[:2] in points] == [
            cells[0].column,
            cells[2].column,
        ]:
            ends = [points[cell[:2]] for cell in cells[::2]]
            key = key_of([(value, label) for value, label, _ in ends], "dashed")
            if key is not None and _names_a_scale(key.names, table):
                yield PrintedKey(key, tuple(cells))
    for run in [*_runs(points, down=True), *_runs(points, down=False)]:
        key = key_of([(value, label) for value, label, _ in run], "listed")
        cells_of = tuple(cell for _, _, cells in run for cell in cells)
        distinct = len({normalise(label) for _, label, _ in run}) == len(run)
        titles = list(_titles_of(cells_of[0], places))
        if key is None or not distinct or any(map(rates_another_matter, titles)):
            continue
        if _names_a_scale(key.names, table) or any(map(_SAID["key_title"].search, titles)):
            yield PrintedKey(key, cells_of)


def _begins(cells: Sequence[Cell], at: int) -> bool:
    """Whether a cell begins a group of two or three, with a gap before it and behind them."""
    if at and cells[at].column - cells[at - 1].column < 2:
        return False
    group = [b.column - a.column for a, b in pairwise(cells[at:])]
    return len(group) <= 2 or any(gap > 1 for gap in group[:3])


def _is_name(cell: Cell) -> bool:
    return cell.kind == "text" and number_and_label(cell.standing) is None and (
        1 < len(cell.standing) <= 120
    )  # fmt: skip


def _runs(
    points: dict[tuple[int, int], tuple[int, str, tuple[Cell, ...]]], *, down: bool
) -> Iterator[list[tuple[int, str, tuple[Cell, ...]]]]:
    """Points whose numbers follow each other in a column, or in a row."""
    order = sorted(points, key=lambda place: place[::-1] if down else place)
    run: list[tuple[int, str, tuple[Cell, ...]]] = []
    before: tuple[int, int] | None = None
    for place in order:
        row, column = place
        follows = (
            before is not None
            and (column == before[1] and row - before[0] <= 2 if down else row == before[0])
            and abs(points[place][0] - run[-1][0]) == 1
            and (len(run) < 2 or points[place][0] - run[-1][0] == run[-1][0] - run[-2][0])
        )
        if not follows:
            if len(run) >= FEWEST_POINTS:
                yield run
            run = []
        run.append(points[place])
        before = place
    if len(run) >= FEWEST_POINTS:
        yield run


def _titles_of(first: Cell, places: Mapping[tuple[int, int], Cell]) -> Iterator[str]:
    """The short texts right above a key, or before it."""
    for (row, column), cell in places.items():
        above = first.row - 2 <= row < first.row
        before = row == first.row and column < first.column
        if (above or before) and len(cell.standing) <= LONGEST_TITLE:
            yield cell.standing


def _listed(table: StatementTable, answers: Collection[int]) -> Iterator[PrintedKey]:
    """The scales of drop-down lists, and of rules for numbers, over the cells for answers."""
    view, sheet = table.view, table.view.page.sheet
    if view.turned or not sheet.choices:
        return
    for choice in sheet.choices:
        over = [(n, u) for n in table.lines for u in answers if choice.holds(n, u)]
        if len(over) * 2 < len(table.lines):
            continue
        said = [one for entry in choice.entries if (one := number_and_label(entry)) is not None]
        labels = tuple(said) if all(label for _, label in said) else ()
        values = [value for value, _ in said]
        if len(set(values)) == len(values) >= FEWEST_POINTS:
            key = ScaleKey(min(values), max(values), labels)
            entries = " | ".join(choice.entries)
            yield PrintedKey(key, (), of_answers=True, said=entries, at=view.stretch(over))
