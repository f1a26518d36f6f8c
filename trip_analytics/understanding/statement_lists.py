"""A trust's own list of statements: a row each in a workbook, or as a blank form prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from trip_analytics.instruments import Statement
from trip_analytics.reading import Cell, Document, Sheet
from trip_analytics.understanding.dates import read_year
from trip_analytics.understanding.plain_text import normalise, tidy, without_number
from trip_analytics.understanding.statement_columns import (
    COLUMNS,
    SAID,
    column_before_points,
    column_of_sentences,
    headed_column,
    is_paragraph,
    means,
    names_a_sheet,
    place,
)
from trip_analytics.words import few_listed

LONGEST_HEADING: Final = 80
_NUMBERED_PART: Final = re.compile(r"[^\W\d]+(?: (?:\d{1,2}|[A-Za-z]|[IVX]+))?(?::| [-–—]) ?(?=\S)")


@dataclass(slots=True)
class ListTable:
    """The statements of a document and what is beside them."""

    sheet: Sheet | None = None
    """Where they are."""
    rows: dict[int, Statement] = field(default_factory=dict)
    """Each statement by its row."""
    heading_row: int | None = None
    """The row of the headings."""
    columns: dict[str, int] = field(default_factory=dict)
    """Where the columns of a list are, by what they hold."""
    title: str | None = None
    """What is above it."""
    aside: list[tuple[str, str, str]] = field(default_factory=list)
    """What was left aside: where, its text, and why."""
    problems: list[str] = field(default_factory=list)


def find_statements(document: Document) -> ListTable:
    """The statements of a document: on the sheet that heads a column so, or has most sentences."""
    found = ListTable()
    sheets, of_other_things = [], []
    for sheet in document.sheets:
        if sheet.hidden and sheet.cells:
            found.aside.append((sheet.name or "", "", "the sheet is hidden"))
        elif names_a_sheet(sheet, "scale_sheet", "answers_sheet"):
            of_other_things.append(sheet)
        else:
            sheets.append(sheet)
    headed = [(sheet, at) for sheet in sheets if (at := headed_column(sheet)) is not None]
    if not headed:  # a form's sheet of statements may be called Ratings
        headed = [(s, at) for s in of_other_things if (at := headed_column(s)) is not None]
    headed += [(sheet, at) for sheet in sheets if (at := column_before_points(sheet)) is not None]
    if headed:
        found.sheet, (found.heading_row, column) = headed[0]
        found.columns = _columns(found.sheet, found.heading_row, column, found.problems)
        last = max((row for row, _ in found.sheet.cells), default=0)
        rows: Sequence[int] = range(found.heading_row + 1, last + 1)
    else:
        runs = [(sheet, run) for sheet in sheets if (run := column_of_sentences(sheet)) is not None]
        if not runs:
            return found
        found.sheet, (column, rows) = max(runs, key=lambda one: len(one[1][1]))
        found.columns = {"statement": column}
        above = max((row for row, _ in found.sheet.cells if row < rows[0]), default=0)
        if len(_row(found.sheet, above)) > 1:
            found.heading_row = above
    for sheet in sheets:
        if sheet is not found.sheet and sheet.cells:
            found.aside.append((sheet.name or "", "", "it is another sheet than that of the list"))
    _read_rows(found, found.sheet, rows)
    if found.heading_row is not None:
        found.aside += _columns_aside(found, found.sheet, found.heading_row)
    if found.sheet.name is None and not found.sheet.row_names:
        found.problems += _broken_rows(found, found.sheet)
    return found


def _columns_aside(
    found: ListTable, sheet: Sheet, heading_row: int
) -> Iterator[tuple[str, str, str]]:
    """The columns that say something of most statements, and have no meaning for a list."""
    for (_, column), cell in sorted(_row(sheet, heading_row).items()):
        known = column in found.columns.values() or means(cell, "number")
        filled = sum(_shown(sheet, row, column) is not None for row in found.rows)
        if cell.standing and not known and filled * 2 > len(found.rows):
            yield place(sheet, cell), cell.standing[:60], "no column of a list is headed so"


def _broken_rows(found: ListTable, sheet: Sheet) -> Iterator[str]:
    """Rows of a CSV that a comma inside a statement has split into too many cells."""
    headed = {} if found.heading_row is None else _row(sheet, found.heading_row)
    _, last = max(headed or sheet.cells, key=lambda at: at[1])
    broken = [
        row
        for row, statement in found.rows.items()
        if statement.text.count('"') % 2
        or any(_shown(sheet, row, column) for _, column in _row(sheet, row) if column > last)
    ]
    if broken:
        rows = few_listed([f"row {row}" for row in broken], 3)
        yield (
            f"{rows}: a comma inside a statement has split it, as there are no straight double "
            'quotes (") around it; type the list into Excel and save it as a workbook (.xlsx)'
        )


def _columns(sheet: Sheet, row: int, column: int, problems: list[str]) -> dict[str, int]:
    """What each column of a list holds, by its heading."""
    found = {"statement": column}
    for (_, at), cell in sorted(_row(sheet, row).items()):
        if at == column or not cell.standing:
            continue
        name = next((name for name in COLUMNS if means(cell, name) and name != "statement"), None)
        if name is None:
            continue
        if name in found:
            problems.append(
                f"{place(sheet, cell)}: two columns are headed {cell.standing[:40]!r} or the like: "
                "keep one of them"
            )
        found.setdefault(name, at)
    return found


def _row(sheet: Sheet, row: int) -> dict[tuple[int, int], Cell]:
    return {at: cell for at, cell in sheet.cells.items() if at[0] == row}


def _read_rows(found: ListTable, sheet: Sheet, rows: Sequence[int]) -> None:
    """Each row as a statement, the heading of a part, or something to leave aside."""
    at = found.columns
    lines = {row: cell for row in rows if (cell := _shown(sheet, row, at["statement"])) is not None}
    heads = _part_heads(sheet, rows, lines, at)
    domain: str | None = None
    above = max((r for r, _ in sheet.cells if r < rows[0] - bool(found.heading_row)), default=0)
    if heads and above in _part_heads(sheet, [above], lines, at):
        rows = [above, *rows]
        heads = {above, *heads}
    for row in rows:
        cells = [cell for (r, _), cell in sorted(sheet.cells.items()) if r == row and cell.standing]
        line = lines.get(row)
        if not cells or means(line, "statement") or (line and SAID["asks"].search(line.standing)):
            continue  # the headings again, over another part, or guidance
        first = line if line is not None and row not in heads else cells[0]
        if SAID["below"].search(normalise(first.standing)):
            left = [cell for later, cell in lines.items() if later >= row]
            found.aside += [
                (place(sheet, cell), cell.standing[:60], "it is below the statements")
                for cell in left
            ]
            break
        if row in heads:
            domain = _domain(first)
        elif line is not None and any(letter.isalpha() for letter in line.standing):
            found.rows[row] = _statement(found, sheet, row, line, domain)
        elif any(cell.column in at.values() for cell in cells):
            why = "there is no statement in its row"
            found.aside.append((place(sheet, first), first.standing[:60], why))
    if "domain" in at:
        _fill_domains(found)


def _part_heads(
    sheet: Sheet, rows: Sequence[int], lines: Mapping[int, Cell], at: Mapping[str, int]
) -> set[int]:
    """The rows that head a part of the list, where no column says the domain.

    One is short and alone in its row: and begins with a word such as "Domain", or is merged
    over the columns, or has no number among statements that have, or stands between tables.
    """
    if "domain" in at:
        return set()
    numbered = {row for row, cell in lines.items() if _number(sheet, row, at, cell) is not None}
    in_tables = not all(is_paragraph(sheet, row) for row in lines)
    wide = {top for top, left, _, right in sheet.merged if left <= at["statement"] and left < right}
    found = set()
    for row in rows:
        cells = [cell for (r, _), cell in sheet.cells.items() if r == row and cell.standing]
        if len(cells) != 1 or len(tidy(cells[0].standing)) > LONGEST_HEADING:
            continue
        if SAID["asks"].search(tidy(cells[0].standing)):
            continue
        unnumbered = len(numbered) * 2 > len(lines) and row not in numbered
        between = in_tables and is_paragraph(sheet, row)
        named = SAID["heads_a_part"].search(normalise(cells[0].standing)) is not None
        if named or row in wide or unnumbered or between:
            found.add(row)
    return found


def _domain(head: Cell) -> str:
    """What a line that heads a part calls it: "Welcome", whether or not as "Domain 2: Welcome"."""
    text = without_number(tidy(head.standing))[0].rstrip(":")
    begun = _NUMBERED_PART.match(text)
    named = begun is not None and SAID["heads_a_part"].search(normalise(begun[0])) is not None
    return text[begun.end() :] if begun is not None and named else text


def _shown(sheet: Sheet, row: int, column: int) -> Cell | None:
    cell = sheet.cells.get((row, column))
    return cell if cell is not None and cell.standing else None


def _number(sheet: Sheet, row: int, at: Mapping[str, int], line: Cell) -> int | None:
    """The number printed before a statement, or in a column beside it."""
    number = without_number(tidy(line.standing))[1]
    beside = at.get("number", at["statement"] - 1)
    cell = sheet.cells.get((row, beside)) if beside not in (at.get("item_id"), 0) else None
    text = tidy(cell.standing).rstrip(".)") if cell is not None else ""
    return int(text) if text.isdecimal() and len(text) < 4 else number


def _statement(
    found: ListTable, sheet: Sheet, row: int, line: Cell, domain: str | None
) -> Statement:
    at = found.columns
    where = place(sheet, line)
    held = {
        name: tidy(cell.standing)
        for name, column in at.items()
        if (cell := _merged(sheet, row, column)) is not None and cell.standing
    }
    return Statement(
        where=where,
        text=without_number(tidy(line.standing))[0],
        short_title=held.get("short_title"),
        domain=held.get("domain", domain if "domain" not in at else None),
        reverse=_yes_or_no(held.get("reverse", ""), where, "Reverse", found.problems) or False,
        item_id=held.get("item_id"),
        first_year=_year(held.get("first_year"), where, "First year", found.problems),
        last_year=_year(held.get("last_year"), where, "Last year", found.problems),
        comparable=_yes_or_no(held.get("comparable", ""), where, "Comparable", found.problems),
        number=_number(sheet, row, at, line),
    )


def _merged(sheet: Sheet, row: int, column: int) -> Cell | None:
    """The cell of a place, or the one that it is merged with."""
    if (cell := sheet.cells.get((row, column))) is not None:
        return cell
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return sheet.cells.get((top, left))
    return None


def _yes_or_no(text: str, where: str, column: str, problems: list[str]) -> bool | None:
    said = text.casefold()
    if SAID["yes"].fullmatch(said):
        return True
    if not SAID["no"].fullmatch(said):
        problems.append(f"{where}: {column} is {text[:20]!r}; write yes or no")
    return False if said else None


def _year(text: str | None, where: str, column: str, problems: list[str]) -> int | None:
    if text is None:
        return None
    found = read_year(text)
    if found is None:
        problems.append(f"{where}: {column} is {text[:20]!r}; write a year such as 2025")
        return None
    return found.year


def _fill_domains(found: ListTable) -> None:
    """A domain that is written once, beside the first of its statements, is that of those below."""
    domain: str | None = None
    for row, statement in list(found.rows.items()):
        domain = statement.domain or domain
        found.rows[row] = replace(statement, domain=domain)
