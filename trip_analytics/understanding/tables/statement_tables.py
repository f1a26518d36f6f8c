"""Where statements are on a page: one table of them, several, down or across."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from trip_analytics.instruments import Instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import OrientedPage, Page
from trip_analytics.understanding.matching.item_matcher import ItemMatcher, Match
from trip_analytics.understanding.matching.short_titles import TitleMatcher
from trip_analytics.understanding.plain_text import tidy, without_number
from trip_analytics.understanding.tables.header_cells import describes
from trip_analytics.understanding.words import vocabulary

# So many different statements in one column (or row) make it a table of statements ...
FEWEST_ITEMS = 3
# ... where no more lines than these lie between one and the next. A priority that
# quotes a statement further down is not one of them.
WIDEST_GAP = 6
# Headings stand within this many lines above the first statement.
HEADING_LINES = 6

# Longer texts are no short titles. So large a share of the statements makes a line of titles
# stand for them.
LONGEST_TITLE = 60
SHARE_OF_TITLES = 0.75
MOST_MISSING = 10
BY_TITLE = 50.0
"""The likeness of a short title to the statement it stands for: not by its words at all."""

Matches = dict[tuple[int, int], Match]


@dataclass(frozen=True)
class StatementTable:
    """A form's statements: the unit in which they stand, and each line with its item."""

    instrument: Instrument
    view: OrientedPage
    label: int
    lines: Mapping[int, Match]
    long: bool = False
    """A line for each answer, with columns that say whose it is."""

    @cached_property
    def items(self) -> set[str]:
        """The items that it has."""
        return {match.item_id for match in self.lines.values()}

    def on(self, page: Page) -> StatementTable:
        """The same table on another part of its page."""
        if page is self.view.page:
            return self
        return replace(self, view=OrientedPage(page, turned=self.view.turned))

    def cells_of(self, unit: int) -> list[Cell]:
        """What is in a unit, on the statements' lines."""
        lines = self.view.lines
        return [
            cell
            for line in self.lines
            if (cells := lines.get(line)) and (cell := cells.get(unit)) is not None
        ]

    @cached_property
    def first(self) -> int:
        """The line of its first statement."""
        return min(self.lines)

    @cached_property
    def last(self) -> int:
        """The line of its last statement."""
        return max(self.lines)


def find_tables(
    page: Page,
    matchers: Mapping[str, ItemMatcher],
    titles: Mapping[str, TitleMatcher],
    instruments: Sequence[Instrument],
) -> list[StatementTable]:
    """Every table of statements on a page, in reading order; no cell is in two of them."""
    tables = _tables(page, matchers, instruments)
    return [_with_titles(table, titles) for table in tables]


def find_titles(
    page: Page, titles: Mapping[str, TitleMatcher], instruments: Sequence[Instrument]
) -> list[StatementTable]:
    """Lines of short titles, most of the statements' and each but once, in their place.

    For a document in which no statement stands by its own words.
    """
    return [
        table
        for table in _tables_of(page, _titles(page, titles, instruments))
        if len(table.items) >= SHARE_OF_TITLES * len(table.instrument.items)
        and (table.long or len(table.items) == len(table.lines))
    ]


def _titles(
    page: Page, titles: Mapping[str, TitleMatcher], instruments: Sequence[Instrument]
) -> list[tuple[Instrument, Matches]]:
    found: list[tuple[Instrument, Matches]] = []
    for instrument in instruments:
        if instrument.instrument_id in titles:
            matches = {
                (cell.row, cell.column): match
                for cell in page.remaining()
                if (match := _title_of(cell, instrument, titles)) is not None
            }
            found.append((instrument, matches))
    return found


def _title_of(
    cell: Cell, instrument: Instrument, titles: Mapping[str, TitleMatcher]
) -> Match | None:
    """The statement that a short title stands for."""
    if cell.kind != "text" or not 3 < len(cell.standing) <= LONGEST_TITLE:
        return None
    item_id = titles[instrument.instrument_id].match(without_number(tidy(cell.standing))[0])
    if item_id is None:
        return None
    return Match(instrument.item(item_id).wordings[-1], BY_TITLE)


def _with_titles(table: StatementTable, titles: Mapping[str, TitleMatcher]) -> StatementTable:
    """A table with the statements that stand among its others under a short title."""
    if table.long or table.instrument.instrument_id not in titles:
        return table
    lines = dict(table.lines)
    missing = set(table.instrument.item_ids) - table.items
    if not missing:
        return table
    among = range(table.first + 1, table.last)
    below = range(table.last + 1, table.last + MOST_MISSING)
    above = range(table.first - 1, max(0, table.first - MOST_MISSING), -1)
    for stretch in (among, below, above):
        for line in stretch:
            cell = table.view.cell(line, table.label)
            if line in lines:
                continue
            match = _title_of(cell, table.instrument, titles) if cell is not None else None
            if match is not None and match.item_id in missing:
                lines[line] = match
                missing.discard(match.item_id)
            elif stretch is not among:
                break  # what is not joined to the table is not part of it
    return replace(table, lines=lines)


def _tables(
    page: Page, matchers: Mapping[str, ItemMatcher], instruments: Sequence[Instrument]
) -> list[StatementTable]:
    texts = list(page.remaining_texts())
    found: list[tuple[Instrument, Matches]] = []
    for instrument in instruments:
        if instrument.kind == "action-plans":
            continue
        match = matchers[instrument.instrument_id].match_asked
        matches = {at: taken for at, text in texts if (taken := match(text)) is not None}
        if matches:
            found.append((instrument, matches))
    return _tables_of(page, found)


def _tables_of(page: Page, found: list[tuple[Instrument, Matches]]) -> list[StatementTable]:
    used: set[tuple[int, int]] = set()
    tables: list[StatementTable] = []
    while (best := _best_run(page, found, used)) is not None:
        instrument, view, label, lines = best
        used |= {view.place(line, label) for line in lines}
        blocks = _blocks(view, label, lines, instrument)
        tables += blocks
        for table in blocks:  # a short title of the same statement beside it is printed too
            used |= _beside(table, _of(found, instrument))
    return sorted(tables, key=lambda table: table.view.place(table.first, table.label))


def _of(found: list[tuple[Instrument, Matches]], instrument: Instrument) -> Matches:
    return next(matches for one, matches in found if one is instrument)


def _beside(table: StatementTable, matches: Matches) -> set[tuple[int, int]]:
    """Short titles right beside the statements, of the same items."""
    return {
        place
        for line, statement in table.lines.items()
        for label in (table.label - 1, table.label + 1)
        if (match := matches.get(place := table.view.place(line, label))) is not None
        and match.item_id == statement.item_id
    }


def _best_run(
    page: Page, found: list[tuple[Instrument, Matches]], used: set[tuple[int, int]]
) -> tuple[Instrument, OrientedPage, int, dict[int, Match]] | None:
    """The column or the row that holds most different statements of one instrument."""
    best: tuple[int, int, bool, int, Instrument, dict[int, Match]] | None = None
    for instrument, matches in found:
        enough = min(FEWEST_ITEMS, len(instrument.items))
        runs: dict[tuple[bool, int], dict[int, Match]] = {}
        for (row, column), match in matches.items():
            if (row, column) not in used:
                runs.setdefault((False, column), {})[row] = match
                runs.setdefault((True, row), {})[column] = match
        for (turned, label), lines in runs.items():
            if len(lines) < enough:
                continue
            items = len({match.item_id for match in lines.values()})
            exact = sum(match.exact for match in lines.values())
            if items < enough or (turned and enough < FEWEST_ITEMS):
                continue
            # Of lists that share statements, a form is of the one that it has more of.
            size = -len(instrument.items)
            if best is None or (items, exact, size) > (*best[:2], -len(best[4].items)):
                best = (items, exact, turned, label, instrument, lines)
    if best is None:
        return None
    _, _, turned, label, instrument, lines = best
    return instrument, OrientedPage(page, turned=turned), label, lines


def _blocks(
    view: OrientedPage, label: int, lines: Mapping[int, Match], instrument: Instrument
) -> list[StatementTable]:
    """The lines as tables: a new one begins behind a wide gap, or where statements begin again."""
    enough = min(FEWEST_ITEMS, len(instrument.items))
    if not view.turned:
        lines = _with_lines_below(view, label, lines)
    if not view.turned and _is_long(view, label, lines):
        return [StatementTable(instrument, view, label, lines, long=True)]
    blocks: list[dict[int, Match]] = [{}]
    current: set[str] = set()
    end = 0
    ordered = sorted(lines)
    items = [lines[line].item_id for line in ordered]
    for at, line in enumerate(ordered):
        again = items[at] in current and (
            len(current & set(items[at:])) >= enough
            or view.page.table_of(line) != view.page.table_of(ordered[at - 1])
        )
        if blocks[-1] and not view.turned and (again or line - end > WIDEST_GAP):
            blocks.append({})
            current = set()
        blocks[-1][line] = lines[line]
        current.add(items[at])
        end = _end(view, line, label)
    tables = [
        StatementTable(instrument, view, label, _told(view, label, block)) for block in blocks
    ]
    return [table for table in tables if len(table.items) >= enough and not _quotes(table)]


def _told(view: OrientedPage, label: int, lines: Mapping[int, Match]) -> dict[int, Match]:
    """The lines without those only like a statement that stands among them by its own words.

    In an export, one that is answered just where the other is not is the same question,
    which was edited while people answered it.
    """
    if all(match.exact for match in lines.values()):
        return dict(lines)
    best: dict[str, float] = {}
    answered: dict[str, set[int]] = {}
    for line, match in lines.items():
        if match.likeness >= best.get(match.item_id, 0):
            best[match.item_id] = match.likeness
            answered[match.item_id] = _answered(view, label, line)
    return {
        line: match
        for line, match in lines.items()
        if match.exact
        or match.likeness == best[match.item_id]
        or (view.turned and answered[match.item_id].isdisjoint(_answered(view, label, line)))
    }


def _answered(view: OrientedPage, label: int, line: int) -> set[int]:
    return {unit for unit in view.lines.get(line, {}) if unit > label}


def _end(view: OrientedPage, line: int, label: int) -> int:
    cell = view.cell(line, label)
    return view.page.last_row_of(cell) if cell and not view.turned else line


def _with_lines_below(
    view: OrientedPage, label: int, lines: Mapping[int, Match]
) -> Mapping[int, Match]:
    """With the lines below each statement that is said once, or merged, over several owners."""
    owners = [unit for unit in _columns_of_owners(view, label, min(lines)) if unit != label]
    if not owners:
        return lines
    found = dict(lines)
    for line, match in lines.items():
        below = line + 1
        while (
            below not in lines
            and view.cell(below, label) is None
            and any(view.cell(below, unit) is not None for unit in owners)
        ):
            found[below] = match
            below += 1
    return found


def _columns_of_owners(view: OrientedPage, label: int, first: int) -> Iterator[int]:
    """The columns above whose lines stands that they say whose each answer is."""
    for line in range(first - 1, max(0, first - HEADING_LINES), -1):
        cells = view.lines.get(line, {})
        for unit, cell in cells.items():
            if unit == label or cell.kind != "text" or len(cells) < 3 or cell.text.endswith(":"):
                continue
            if describes(cell.standing) in ("team", "year", "perspective", "respondent"):
                yield unit


def _is_long(view: OrientedPage, label: int, lines: Mapping[int, Match]) -> bool:
    """Whether statements repeat because each line says whose answer it holds."""
    if len(lines) <= len({match.item_id for match in lines.values()}):
        return False
    for unit in _columns_of_owners(view, label, min(lines)):
        filled = [line for line in lines if view.cell(line, unit) is not None]
        if len(filled) * 2 > len(lines) or _shown(view, unit, lines):
            return True
    return False


def _shown(view: OrientedPage, unit: int, lines: Mapping[int, Match]) -> bool:
    """Whether a column names somebody where the statements begin again."""
    first_item = lines[min(lines)].item_id
    starts = [line for line, match in lines.items() if match.item_id == first_item]
    return all(view.shown(line, unit) is not None for line in starts)


def _quotes(table: StatementTable) -> bool:
    """Whether these are priorities that quote statements: their heading says so."""
    if table.instrument.kind != "ratings":
        return False
    for line in range(table.first - 1, max(0, table.first - HEADING_LINES), -1):
        cell = table.view.cell(line, table.label)
        if cell is not None:
            said = vocabulary("headers")["priority"].search(tidy(cell.standing))
            return said is not None and len(cell.standing) < 60
    return False
