"""The rows that head an export, and what the title of each of its columns says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.field_labels import labels_of
from trip_analytics.understanding.fields.no_teams import is_like_a_team, no_team_beside
from trip_analytics.understanding.marks.scale_keys import FEWEST_POINTS, key_in
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.priorities.section_headings import numbered_heading
from trip_analytics.understanding.tables.answer_owner import Owner, of_heading
from trip_analytics.understanding.tables.header_cells import (
    Heading,
    describes,
    joined,
    perspective_of,
    read_heading,
)
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit
from trip_analytics.understanding.words import vocabulary

_BARE_TITLE = vocabulary("headers")["bare_title"]
# What titles share at the end before they differ, within a word: "... Well developed" and others.
_ALIKE = re.compile(r"\w*$")

# Words; a longer answer that speaks of staff is a comment.
LONGEST_VIEW = 7


def title_rows(table: StatementTable) -> list[int]:
    """The rows that head an export: the statements', those touching it above, options below."""
    view = table.view
    rows = [table.label]
    above = table.label - 1
    while above > 0 and table.label - above <= 3 and _fills(view.page.rows.get(above, [])):
        rows.append(above)
        above -= 1
    below = table.label + 1
    options = False
    while below - table.label <= 3 and (found := _sub_heading(table, below, rows)):
        if found == "options" and options:
            break  # answers in the options' own words
        options = options or found == "options"
        rows.append(below)
        below += 1
    return sorted(rows)


def _fills(cells: Sequence[Cell]) -> bool:
    """Whether cells are titles, of which one may be "Please rate:", and no labelled fields."""
    labels = [cell for cell in cells if cell.standing.rstrip().endswith(":")]
    return len(cells) >= 3 and len(labels) * 4 < len(cells)


def _sub_heading(
    table: StatementTable, row: int, titles: Sequence[int]
) -> Literal["bare", "options"] | None:
    """How a row below the statements and other ``titles`` heads their columns further."""
    view, instrument = table.view, table.instrument
    cells = [c for line in view.lines if (c := view.cell(line, row)) is not None]
    if not cells:
        return None
    plain = [c for c in cells if _BARE_TITLE.search(tidy(c.standing))]
    machine = [c for c in cells if c.standing.startswith('{"')]
    if len(machine) * 2 > len(cells) or len(plain) * 2 > len(cells):
        return "bare"
    under = [
        (line, c)
        for line in view.lines
        if line >= table.first and (c := view.cell(line, row)) is not None
    ]
    names_nobody = not any(view.cell(line, row) for line in view.lines if line < table.first)
    if names_nobody and sum(key_in(c.standing) is not None for _, c in under) * 2 > len(under):
        return "bare"  # the range of each column: "(1-5)"
    open_lines = [n for n, _ in under if all(view.cell(n, title) is None for title in titles)]
    says = [
        c
        for _, c in under
        if (h := read_heading(c, instrument)).point or h.perspective or h.role or h.year
    ]
    if not under or len(says) * 2 <= len(under):
        return None
    texts = [tidy(c.standing).casefold() for _, c in under]
    # Options recur below each statement; a row of answers has no title of its own to be under.
    return "options" if open_lines and len(set(texts)) < len(texts) else None


def read_titles(table: StatementTable, layout: Layout, titles: Sequence[int]) -> None:
    """What each column of an export holds: of whoever answered, or of a statement before it."""
    view, instrument = table.view, table.instrument
    last = max(titles)
    options = _options(table)
    own: int | None = None
    comments: dict[int, tuple[int, Unit]] = {}
    for line in sorted(view.lines):
        texts = [c for u in titles if (c := view.shown(line, u)) is not None]
        below = [view.cell(line, u) for u in titles if u > table.label]
        if line in table.lines:
            own = line
            if line in options:
                of, point = options[line]
                layout.below[line] = (of, Unit(Heading(point=point)))
                continue
            heading = joined(read_heading(c, instrument) for c in below)
            wide = [view.shown(line, u) for u in titles if u < table.label]
            heading = heading.within(joined(_narrow(read_heading(c, instrument)) for c in wide))
            if heading != Heading():
                layout.below[line] = (line, Unit(heading, of_heading(heading, Owner())))
            continue
        title = " ".join(tidy(c.standing) for c in texts)
        nested = all(view.cell(line, u) is None for u in titles if u <= table.label)
        heading = joined(read_heading(c, instrument) for c in below)
        if not title and _values_are_of_times(table, line, last):
            layout.described[line] = "year"
            continue
        if nested and not title.strip() and line - 1 in layout.described:
            layout.described[line] = layout.described[line - 1]
            continue
        specified = bool(texts) and all(_BARE_TITLE.search(tidy(c.standing)) for c in texts)
        further = specified or (nested and any(below))
        if further and line - 1 in layout.described and own is None:
            layout.described[line] = layout.described[line - 1]  # an option of the question
            continue
        if own is not None and nested and heading != Heading() and any(below):
            layout.below[line] = (own, Unit(heading, of_heading(heading, Owner())))
            continue
        if (found := next((d for c in texts if (d := describes(c.standing))), None)) is not None:
            layout.described[line] = found
            names = next((n for c in texts if len(n := labels_of(c.standing)) == 2), ())
            if set(names) == {"team", "service_line"}:
                layout.shared[line] = names
        elif not title and _values_are_names(table, line, last):
            layout.described[line] = "service_line" if instrument.kind == "stages" else "team"
        elif _all_views(table, line, last) and not any(
            read_heading(c, instrument).role == "comment" or numbered_heading(c.standing)[0]
            for c in texts
        ):
            layout.described[line] = "perspective"
        elif (
            own is not None
            and read_heading(view.cell(line, table.label), instrument).role == "comment"
        ):
            comments[line] = (own, Unit(Heading("comment")))
    if len(comments) >= 2 or (comments and len(table.lines) < 3):
        layout.below.update(comments)
    if not any(found == "team" for found in layout.described.values()):
        _first_names(table, layout, last)


def _options(table: StatementTable) -> dict[int, tuple[int, int]]:
    """Columns that are options of one statement: the column of its first, and their points.

    As of REDCap: ``We encourage people ... (choice=1 - Not yet)``.
    """
    by_item: dict[str, list[int]] = {}
    for line, match in sorted(table.lines.items()):
        by_item.setdefault(match.item_id, []).append(line)
    found: dict[int, tuple[int, int]] = {}
    for lines in by_item.values():
        cells = [table.view.lines[line][table.label] for line in lines]
        letters = zip(*(cell.standing for cell in cells), strict=False)
        shared = takewhile(lambda at: len(set(at)) == 1, letters)
        alike = _ALIKE.sub("", "".join(at[0] for at in shared))
        ends = [cell.standing[len(alike) :].strip("()[]= -:.\u2013") for cell in cells]
        points = [
            read_heading(cell._replace(text=end, value=end, struck=""), table.instrument).point
            for cell, end in zip(cells, ends, strict=True)
        ]
        if len(set(points)) == len(points) >= FEWEST_POINTS and None not in points:
            found |= {n: (lines[0], p) for n, p in zip(lines, points, strict=True) if p is not None}
    return found


def _narrow(heading: Heading) -> Heading:
    """Of the words above a statement, only whose view or which year it is counts."""
    return Heading(perspective=heading.perspective, year=heading.year, years_ago=heading.years_ago)


def _values(table: StatementTable, line: int, last: int) -> list[Cell]:
    return [c for u, c in table.view.lines.get(line, {}).items() if u > last]


def _all_views(table: StatementTable, line: int, last: int) -> bool:
    cells = _values(table, line, last)
    return len(cells) > 1 and all(
        c.kind == "text" and len(c.standing.split()) <= LONGEST_VIEW and perspective_of(c.standing)
        for c in cells
    )


def _values_are_names(table: StatementTable, line: int, last: int) -> bool:
    cells = _values(table, line, last)
    if not cells or line >= table.first:
        return False
    return all(
        c.kind == "text"
        and len(c.standing) < 70
        and any(letter.isalpha() for letter in c.standing)
        and not perspective_of(c.standing)
        for c in cells
    )


def _values_are_of_times(table: StatementTable, line: int, last: int) -> bool:
    """Whether what is beside each row says of which time its figures are, or what they are."""
    cells = _values(table, line, last)
    said = [read_heading(cell, table.instrument).years_ago is not None for cell in cells]
    return any(said) and all(
        dated or no_team_beside(cell.standing) for dated, cell in zip(said, cells, strict=True)
    )


def _first_names(table: StatementTable, layout: Layout, last: int) -> None:
    """Without a column of teams, one before the statements that holds likely names of teams."""
    for line in sorted(table.view.lines):
        if line >= table.first or line in layout.described:
            continue
        cells = _values(table, line, last)
        likely = [c for c in cells if c.kind == "text" and is_like_a_team(c.standing)]
        if likely and len(likely) * 2 >= len(cells):
            stages = table.instrument.kind == "stages"
            layout.described[line] = "service_line" if stages else "team"
            return
