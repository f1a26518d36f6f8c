"""Tables of statements: TRIP's ratings and Template A's stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trip_analytics.import_log import (
    HIDDEN_CELL,
    MISSING_STATEMENT,
    NO_ANSWER_COLUMN,
    REPEATED_STATEMENT,
    REWORDED_STATEMENT,
    STRUCK_THROUGH,
    UNCLEAR_MARK,
    UNCLEAR_PRIORITY,
    UNKNOWN_COLUMN,
    UNKNOWN_STATEMENT,
    WORDS_BESIDE_MARK,
    Entry,
)
from trip_analytics.instruments import Instrument, Item
from trip_analytics.reading import Cell
from trip_analytics.understanding.columns import Columns, read_columns
from trip_analytics.understanding.marks import NOT_ANSWERED, Mark, read_mark, read_ticks
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.vocabulary import label_of
from trip_analytics.understanding.wording import ItemMatcher, Match, tidy

# So many different statements in one column make it a table of statements ...
FEWEST_ITEMS = 3
# ... where no more rows than these lie between one and the next. A priority that
# quotes a statement further down is not one of them.
WIDEST_GAP = 4

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StatementTable:
    """Where a form's statements stand: the column, and each line with its item."""

    instrument: Instrument
    column: int
    lines: Mapping[int, Match]
    repeated: tuple[int, ...] = ()
    """Rows of further blocks of statements in the same column."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer: whose, what the mark says, and the cells it was read from."""

    perspective: str
    mark: Mark
    cell: Cell | None
    address: str | None
    found: str


def find_statements(
    page: Page, matchers: Mapping[str, ItemMatcher], instruments: Sequence[Instrument]
) -> StatementTable | None:
    """The table of statements on a page: the instrument and column that match most items."""
    best: StatementTable | None = None
    best_items = 0
    for instrument in instruments:
        if instrument.kind == "action-plans":
            continue
        by_column: dict[int, dict[int, Match]] = {}
        for cell in page.remaining():
            if cell.kind != "text":
                continue
            if match := matchers[instrument.instrument_id].match(cell.standing):
                by_column.setdefault(cell.column, {})[cell.row] = match
        enough = min(FEWEST_ITEMS, len(instrument.items))
        for column, found in by_column.items():
            blocks = [b for b in _blocks(page, column, found) if _items(b) >= enough]
            first = max(blocks, key=_items, default={})
            if _items(first) > best_items:
                others = tuple(row for block in blocks if block is not first for row in block)
                best = StatementTable(instrument, column, first, others)
                best_items = _items(first)
    return best


def _items(lines: Mapping[int, Match]) -> int:
    return len({match.item_id for match in lines.values()})


def _blocks(page: Page, column: int, lines: Mapping[int, Match]) -> list[dict[int, Match]]:
    """The lines of a column in blocks with no wide gap in them."""
    blocks: list[dict[int, Match]] = []
    end = 0
    for row in sorted(lines):
        if not blocks or row - end > WIDEST_GAP:
            blocks.append({})
        blocks[-1][row] = lines[row]
        cell = page.cell(row, column)
        end = page.last_row_of(cell) if cell else row
    return blocks


def read_statements(page: Page, table: StatementTable) -> list[Row]:
    """The answers of a table, a row for each item and perspective; doubts go to the log."""
    columns = read_columns(page, table.instrument, table.column, list(table.lines))
    page.take(*columns.headings)
    if not columns.take_answers:
        page.log.append(
            Entry.of(NO_ANSWER_COLUMN, page.place(page.cell(min(table.lines), table.column)))
        )
    rows: list[Row] = []
    answered: set[str] = set()
    for row, match in sorted(table.lines.items()):
        if match.item_id in answered:
            _log_line(page, row, columns, repeated=True)
            continue
        answered.add(match.item_id)
        rows += _read_line(page, table, columns, row, match)
    for row in _own_lines(page, table, columns):
        _log_line(page, row, columns, repeated=False)
    rows += _missing(page, table.instrument, columns, answered)
    return rows


def log_repeated(page: Page, table: StatementTable) -> None:
    """Log a second form below the first; to be called once the other sections are read.

    A table of priorities may quote statements as well: its lines are taken by then.
    """
    for row in table.repeated:
        statement = page.cell(row, table.column)
        if statement is not None and not page.is_taken(statement):
            _log_line(page, row, Columns(), repeated=True)


def _read_line(
    page: Page, table: StatementTable, columns: Columns, row: int, match: Match
) -> list[Row]:
    statement = page.cell(row, table.column)
    label = table.instrument.labels[match.item_id]
    if statement is not None and not match.exact:
        page.note(REWORDED_STATEMENT, statement, used=match.wording.text, statement=label)
    page.take(statement, *(page.cell(row, column) for column in columns.numbers))
    comment = _comment(page, columns, row)
    rows = []
    for answer in _answers(page, table.instrument, columns, row):
        _log_mark(page, answer, table.instrument)
        rows.append(
            {
                "item_id": match.item_id,
                "wording_id": match.wording.wording_id,
                "perspective": answer.perspective,
                _answer_column(table.instrument): answer.mark.value,
                "state": answer.mark.state,
                "comment": comment,
                **page.where(answer.address),
            }
        )
        comment = None  # a comment is kept once, beside the team's own answer
    if table.instrument.kind == "stages":
        for stage in rows:
            stage |= _priority(page, columns, row)
    _log_other_columns(page, row)
    return rows


def _answer_column(instrument: Instrument) -> str:
    return "stage" if instrument.kind == "stages" else "rating"


def _answers(page: Page, instrument: Instrument, columns: Columns, row: int) -> Iterator[_Answer]:
    """The answers of a line, the team's own first."""
    if columns.points:
        cells = {point: page.cell(row, column) for point, column in columns.points.items()}
        apart = page.cell(row, columns.not_applicable) if columns.not_applicable else None
        mark, ticked = read_ticks(cells, apart)
        address = ticked.address if ticked else page.span(row, columns.points.values())
        # Every cell of the stretch is accounted for by the one answer or the one log entry.
        page.take(*cells.values(), apart)
        found = " | ".join(cell.text for cell in (*cells.values(), apart) if cell)
        yield _Answer("team", mark, ticked, address, found)
    for perspective in sorted(columns.whole, key=lambda name: name != "team"):
        column = columns.whole[perspective]
        cell = page.cell(row, column)
        page.take(cell)
        address = cell.address if cell else page.span(row, [column])
        mark = read_mark(cell, instrument.scale)
        yield _Answer(perspective, mark, cell, address, cell.text if cell else "")
    if not columns.take_answers:
        yield _Answer("team", NOT_ANSWERED, None, None, "")


def _log_mark(page: Page, answer: _Answer, instrument: Instrument) -> None:
    cell, mark = answer.cell, answer.mark
    if mark.state == "unclear":
        scale = f"{instrument.scale[0].value} to {instrument.scale[-1].value}"
        place = page.place(answer.address)
        page.log.append(
            Entry.of(UNCLEAR_MARK, place, found=answer.found, scale=scale, why=mark.why)
        )
    elif cell is not None and mark.beside:
        page.note(WORDS_BESIDE_MARK, cell, used=mark.value)
    if cell is not None and cell.struck:
        page.note(STRUCK_THROUGH, cell, used=mark.value)


def _comment(page: Page, columns: Columns, row: int) -> str | None:
    cells = [cell for column in columns.comments if (cell := page.cell(row, column))]
    page.take(*cells)
    for cell in cells:
        if cell.struck:
            page.note(STRUCK_THROUGH, cell)
    return "\n".join(cell.standing for cell in cells if cell.standing) or None


def _priority(page: Page, columns: Columns, row: int) -> Row:
    cell = page.cell(row, columns.priority) if columns.priority else None
    if cell is None:
        return {}
    page.take(cell)
    text = tidy(cell.standing).rstrip(".").removesuffix(".0")
    if text.isdigit() and 1 <= int(text) <= 10:
        return {"priority": int(text), "priority_cell": cell.address}
    page.note(UNCLEAR_PRIORITY, cell)
    return {"priority_cell": cell.address}


def _own_lines(page: Page, table: StatementTable, columns: Columns) -> list[int]:
    """Lines among and right below the statements that hold answers to other statements."""
    answers = {*columns.points.values(), *columns.whole.values()}
    last = max(table.lines)
    while (below := page.row_below(last)) == last + 1 and _has_answer(page, below, answers):
        last = below
    return [
        row
        for row in range(min(table.lines), last + 1)
        if row not in table.lines and _has_answer(page, row, answers | {*columns.comments})
    ]


def _has_answer(page: Page, row: int | None, columns: set[int]) -> bool:
    cells = page.rows.get(row or 0, [])
    if cells and (label_of(cells[0].standing) or cells[0].standing.endswith(":")):
        return False  # a field of the form stands right below its statements
    return any(cell.column in columns and not page.is_taken(cell) for cell in cells)


def _log_line(page: Page, row: int, columns: Columns, *, repeated: bool) -> None:
    kind = REPEATED_STATEMENT if repeated else UNKNOWN_STATEMENT
    for cell in page.rows.get(row, []):
        if cell.column in columns.numbers:
            page.take(cell)
        elif not page.is_taken(cell):
            page.note(HIDDEN_CELL if cell.hidden else kind, cell)


def _log_other_columns(page: Page, row: int) -> None:
    for cell in page.rows.get(row, []):
        if not page.is_taken(cell):
            page.note(HIDDEN_CELL if cell.hidden else UNKNOWN_COLUMN, cell)


def _missing(page: Page, instrument: Instrument, columns: Columns, answered: set[str]) -> list[Row]:
    """A row for each item that the form lacks, so that no item is ever silently absent."""
    absent: list[Item] = [item for item in instrument.items if item.item_id not in answered]
    rows = []
    for item in absent:
        page.log.append(Entry.of(MISSING_STATEMENT, page.place(None), statement=item.label))
        rows += [
            {
                "item_id": item.item_id,
                "perspective": perspective,
                "state": "not-answered",
                **page.where(None),
            }
            for perspective in ({"team"} if columns.points else set(columns.whole)) or {"team"}
        ]
    return rows
