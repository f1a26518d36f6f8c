"""TRIP's other parts: the assets a team can draw on, and its priorities for action."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trip_analytics.import_log import (
    NAME_NOT_KEPT,
    NO_LEAD_YET,
    UNCLEAR_DATE,
    UNCLEAR_PROGRESS,
    UNKNOWN_SECTION,
    WORDS_BESIDE_MARK,
)
from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import read_date
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.themes import ThemeMatcher
from trip_analytics.understanding.vocabulary import says_number
from trip_analytics.understanding.wording import normalise, tidy

Row = dict[str, Any]

# A heading of priorities names so many other columns of theirs.
FEWEST_BESIDE_PRIORITY = 2
_PRIORITY_COLUMNS: Mapping[str, str] = {
    "service_user_lead": (
        r"(service user|people (who )?us|peer|patient|resident|lived experience).*lead"
        r"|lead.*(service user|people|peer)"
    ),
    "staff_lead": r"\bleads?\b|who will (lead|do)|responsible",
    "measure": (r"measure|how (will )?we (will )?(know|tell)|success|evidence|outcome|indicator"),
    "due": r"by when|\bdue\b|time ?scale|deadline|target date|^when|^date",
    "progress": r"progress|status|achieved|how far",
    "action": r"action(?!.*priorit)|what (will )?we|what (are we|we are) going|steps",
    "priority": r"priorit|area for (action|development|improvement)|\bgoal\b",
}
_ASSET_CATEGORY = re.compile(
    r"^(category|type|kind|area|theme|heading)( of (asset|resource)s?)?$", re.IGNORECASE
)
_ASSET = re.compile(
    r"asset|draw on|resource|skill|strength|detail|description|what we have", re.IGNORECASE
)
_ASSETS_TITLE = re.compile(
    r"^\W*(\d\W+)?(identifying |our |team |your )*(assets|assets and resources|resources)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(t\.?b\.?c\.?|tba|to be (confirmed|agreed|decided)|none( yet)?|nobody|no one|n/?a|vacant"
    r"|-+|\?+|not yet.*|unknown)$",
    re.IGNORECASE,
)
_PROGRESS: Mapping[str, str] = {
    "not-started": r"not (yet )?(started|begun)|no progress|to start|planned|not yet",
    "stopped": r"stopped|abandoned|cancelled|paused|dropped|discontinued|on hold",
    "achieved": r"achieved|complete[d]?|done|finished|met|in place",
    "started": (
        r"started|under ?way|in progress|on ?going|on track|begun|partly|partially|some progress"
    ),
}


@dataclass(frozen=True, slots=True)
class _Heading:
    row: int
    columns: Mapping[str, int]
    cells: Sequence[Cell]


def has_sections(page: Page) -> bool:
    """Whether a page holds a table of priorities or a list of assets."""
    headings = (_asset_columns(cells) for cells in page.rows.values())
    return bool(_priority_headings(page)) or any(columns is not None for columns in headings)


def read_priorities(page: Page, themes: ThemeMatcher) -> list[Row]:
    """Every table of priorities on a page, a row for each priority that has any words."""
    rows: list[Row] = []
    for heading in _priority_headings(page):
        page.take(*heading.cells)
        for position, row in enumerate(_rows_below(page, heading), start=1):
            found = _read_priority(page, row, heading.columns, position, themes)
            if found is not None:
                rows.append(found)
    return rows


def log_unplaced(page: Page) -> None:
    """Log what stands on a page that belongs to none of several forms, but for names."""
    for heading in _priority_headings(page):
        for row in _rows_below(page, heading):
            for name in ("staff_lead", "service_user_lead"):
                _lead(page, page.cell(row, heading.columns.get(name, 0)))
    for cell in page.remaining():
        page.note(UNKNOWN_SECTION, cell)


def _priority_headings(page: Page) -> list[_Heading]:
    headings = []
    for row, cells in page.rows.items():
        free = [cell for cell in cells if not page.is_taken(cell)]
        if len(free) <= FEWEST_BESIDE_PRIORITY:
            continue
        columns: dict[str, int] = {}
        for cell in free:
            text = tidy(cell.standing)
            if says_number(text):
                columns.setdefault("number", cell.column)
                continue
            for name, pattern in _PRIORITY_COLUMNS.items():
                if name not in columns and len(text) < 80 and re.search(pattern, text, re.I):
                    columns[name] = cell.column
                    break
        others = set(columns) - {"number", "priority"}
        if "priority" in columns and len(others) >= FEWEST_BESIDE_PRIORITY:
            headings.append(_Heading(row, columns, free))
    return headings


def _rows_below(page: Page, heading: _Heading) -> list[int]:
    """The rows of a table: down to a row without anything in its columns or another heading."""
    rows: list[int] = []
    row = heading.row + 1
    columns = set(heading.columns.values())
    while True:
        cells = [cell for cell in page.rows.get(row, []) if cell.column in columns]
        if not cells or any(page.is_taken(cell) for cell in cells) or _ends_table(cells):
            return rows
        rows.append(row)
        row += 1


def _ends_table(cells: Sequence[Cell]) -> bool:
    return len(cells) == 1 and cells[0].standing.rstrip().endswith(":")


def _read_priority(
    page: Page, row: int, columns: Mapping[str, int], position: int, themes: ThemeMatcher
) -> Row | None:
    cells = {name: page.cell(row, column) for name, column in columns.items()}
    words = {name: tidy(cell.standing) if cell else "" for name, cell in cells.items()}
    number, text = _numbered(words.get("number", ""), words.get("priority", ""), position)
    page.take(cells.get("number"))
    if not any(word for name, word in words.items() if name != "number") or not (
        text or words.get("action") or words.get("measure")
    ):
        return None  # a printed line that nobody filled in; anything odd on it goes to the log
    page.take(*(cells.get(name) for name in ("priority", "action", "measure")))
    theme = themes.match(text)
    return {
        "number": number,
        "priority": _kept(cells.get("priority")) and text,
        "item_id": theme.item_id if theme else None,
        "matched_by": theme.matched_by if theme else None,
        "action": _kept(cells.get("action")),
        "measure": _kept(cells.get("measure")),
        "due": _due(page, cells.get("due")),
        "progress": _progress(page, cells.get("progress")),
        "staff_lead": _lead(page, cells.get("staff_lead")) if "staff_lead" in columns else None,
        "service_user_lead": (
            _lead(page, cells.get("service_user_lead")) if "service_user_lead" in columns else None
        ),
        **page.where(cells.get("priority") or next(filter(None, cells.values()))),
    }


def _numbered(number: str, text: str, position: int) -> tuple[int, str]:
    """A priority's number: from its column, else from before its text, else its position."""
    digits = number.strip().rstrip(".)").removesuffix(".0")
    if digits.isdigit():
        return int(digits), text
    found = re.match(r"^(?:priority\s*)?(\d{1,2})\s*[.):-]\s+(?=\w)", text, re.I)
    return (int(found.group(1)), text[found.end() :]) if found else (position, text)


def _kept(cell: Cell | None) -> str | None:
    return cell.standing if cell is not None and cell.standing else None


def _due(page: Page, cell: Cell | None) -> object:
    if cell is None:
        return None
    found = read_date(cell.value, cell.standing)
    if found is None:
        page.note(UNCLEAR_DATE, cell, why="the words are kept here only")
        return None
    if found.month_only:
        page.note(UNCLEAR_DATE, cell, used=found.date, why="the last day of the month is used")
    page.take(cell)
    return found.date


def _progress(page: Page, cell: Cell | None) -> str | None:
    if cell is None:
        return None
    text = normalise(cell.standing)
    for progress, pattern in _PROGRESS.items():
        if re.match(rf"(?:{pattern})", text):
            if re.fullmatch(rf"(?:{pattern})", text) is None:
                page.note(WORDS_BESIDE_MARK, cell, used=progress)
            page.take(cell)
            return progress
    page.note(UNCLEAR_PROGRESS, cell)
    return None


def _lead(page: Page, cell: Cell | None) -> bool:
    """Whether anybody is named as lead. The name itself is kept nowhere."""
    if cell is None or not cell.standing:
        return False
    if _NOBODY.match(tidy(cell.standing)):
        page.note(NO_LEAD_YET, cell)
        return False
    page.note(NAME_NOT_KEPT, cell, keep=False)
    return True


def read_assets(page: Page) -> list[Row]:
    """The assets listed on a page, a row each, with their category where one is given."""
    rows: list[Row] = []
    for row, cells in list(page.rows.items()):
        free = [cell for cell in cells if not page.is_taken(cell)]
        columns = _asset_columns(free)
        if columns is not None:
            page.take(*free)
            rows += _list_below(page, row, *columns)
        elif len(free) == 1 and _ASSETS_TITLE.match(tidy(free[0].standing)):
            below = [c for c in page.rows.get(row + 1, []) if not page.is_taken(c)]
            if below and _asset_columns(below) is None and not _ends_table(below):
                page.take(*free)
                rows += _list_below(page, row, below[0].column, below[-1].column)
    return rows


def _asset_columns(cells: Sequence[Cell]) -> tuple[int, int] | None:
    """The columns of category and asset, where a row heads a list of assets."""
    category = next((c for c in cells if _ASSET_CATEGORY.match(tidy(c.standing))), None)
    asset = next((c for c in cells if c is not category and _ASSET.search(tidy(c.standing))), None)
    if category is None or asset is None or len(cells) > 3:
        return None
    return category.column, asset.column


def _list_below(page: Page, row: int, category_column: int, asset_column: int) -> list[Row]:
    """The assets below a heading; a category stands for the lines below it as well."""
    rows: list[Row] = []
    category: str | None = None
    while cells := [c for c in page.rows.get(row + 1, []) if not page.is_taken(c)]:
        row += 1
        by_column = {cell.column: cell for cell in cells}
        asset = by_column.get(asset_column)
        named = by_column.get(category_column) if category_column != asset_column else None
        if (asset is None and named is None) or _ends_table(cells):
            break
        page.take(named, asset)
        category = tidy(named.standing) if named is not None else category
        if asset is not None:
            rows.append({"category": category, "asset": asset.standing, **page.where(asset)})
    return rows
