"""A table of practice statements: its columns and rows, drawn, with what each answer says."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, Protocol

from tools.forms.marks import LABELS, Entry, Ticks
from tools.forms.page import CENTRED, HEADING, PLAIN, Content, Page, shown
from tools.forms.statements import Hand, exact
from tools.forms.truth import Answer, Words
from tools.forms.words import STATEMENTS, pick, sentence

Kind = Literal["number", "statement", "rest", "rating", "points", "comment", "words"]
Numbers = Literal["right", "own", "none", "letters"]


@dataclass(frozen=True)
class Column:
    """A column of the table, or five where each point has its own."""

    kind: Kind
    heading: Content = None
    perspective: str = "team"
    year: int | None = None
    group: Content = None
    """A heading above its own, over the neighbours that share it too."""
    points: tuple[Content, ...] = (1, 2, 3, 4, 5)
    na: Content = None
    known: bool = True
    """Whether a person can tell the team, the view and the year of its answers."""
    fill: Callable[[], Content] | None = None
    """What its cells hold, where they are no answers and no comments."""
    entry: Callable[[], Entry] | None = None
    """How its answers are written, where not as the writer writes others."""
    span: int = 1

    @property
    def headings(self) -> list[Content]:
        """One, or one for each point."""
        if self.kind != "points":
            return [self.heading]
        return [*self.points, *([self.na] if self.na is not None else [])]

    @property
    def width(self) -> int:
        """How many columns of the sheet it takes up."""
        return self.span * len(self.headings)


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    kind: Literal["item", "section", "blank", "own", "heading", "total", "average"]
    item_id: str | None = None
    text: str | None = None
    rest: str | None = None
    number: Content = None
    hidden: bool = False
    empty: bool = False


class Writer(Protocol):
    """Who fills in the table: a team by chance, or one whose answers are known."""

    name: str
    year: int
    service_line: str | None

    def rating(self, row: Row, column: Column) -> Entry:
        """What is written in a rating's cell."""

    def ticks(self, row: Row, column: Column) -> Ticks:
        """What is written in the columns of the points."""

    def comment(self, row: Row) -> str | None:
        """What is said about a statement, if anything."""


def usual_rows(
    chance: random.Random,
    hand: Hand = exact,
    *,
    order: Sequence[str] = tuple(STATEMENTS),
    numbers: Numbers = "right",
) -> list[Row]:
    """The eight statements in an order, written by somebody's hand."""
    rows = []
    for at, item_id in enumerate(order, start=1):
        right = list(STATEMENTS).index(item_id) + 1
        number = {"right": right, "own": at, "none": None, "letters": "ABCDEFGH"[at - 1]}[numbers]
        rows.append(Row("item", item_id, hand(STATEMENTS[item_id], chance), number=number))
    return rows


def own_rows(chance: random.Random, count: int, first_number: int) -> list[Row]:
    """Statements that a team has added."""
    return [
        Row("own", None, sentence(chance, "own-statements"), number=first_number + at)
        for at in range(count)
    ]


def rating_column(chance: random.Random, entry: Callable[[], Entry] | None = None) -> Column:
    """One column for the rating."""
    return Column("rating", pick(chance, "rating-headings"), entry=entry)


def point_columns(chance: random.Random, group: Content = None) -> Column:
    """A column for each point of the scale, under one of many kinds of headings."""
    texts = dict(enumerate(LABELS, start=1))
    points: tuple[Content, ...] = chance.choice(
        (
            (1, 2, 3, 4, 5),
            (1, 2, 3, 4, 5),
            ("1", "2", "3", "4", "5"),
            LABELS,
            tuple(f"{point} = {label.lower()}" for point, label in texts.items()),
            tuple(f"{point}\n{label}" for point, label in texts.items()),
            tuple(f"{point} - {label}" for point, label in texts.items()),
            tuple(f"{label} ({point})" for point, label in texts.items()),
            (5, 4, 3, 2, 1),
            ("1 (low)", "2", "3", "4", "5 (high)"),
        )
    )
    na = chance.choice((None, None, "N/A", "n/a", "Not applicable", "NA"))
    return Column("points", points=points, na=na, group=group)


def around(
    chance: random.Random, answers: Sequence[Column], *, comment: bool | None = None
) -> list[Column]:
    """Answer columns with a number, a statement and perhaps comments about them."""
    number = chance.random() < 0.6
    comment = chance.random() < 0.8 if comment is None else comment
    before = [Column("number", pick(chance, "number-headings"))] if number else []
    after = [Column("comment", pick(chance, "comment-headings"))] if comment else []
    statement = Column("statement", pick(chance, "statement-headings"))
    return [*before, statement, *answers, *after]


def draw(
    page: Page,
    top: int,
    left: int,
    columns: Sequence[Column],
    rows: Sequence[Row],
    writer: Writer,
) -> int:
    """Write a table at a place; the first row below it."""
    placed: list[tuple[int, Column]] = []
    end = left
    for column in columns:
        placed.append((end, column))
        end += column.width
    row = _headings(page, top, placed)
    body = row
    for line in rows:
        if line.hidden:
            page.hidden_rows.add(row)
        if line.kind == "section":
            page.put(row, left, line.text, span=end - left)
        elif line.kind == "heading":
            row = _headings(page, row, placed) - 1
        elif line.kind in ("total", "average"):
            _total(page, row, placed, line, body)
        elif line.kind != "blank":
            _line(page, row, placed, line, writer)
        row += 1
    return row


def _headings(page: Page, row: int, placed: Sequence[tuple[int, Column]]) -> int:
    if any(column.group is not None for _, column in placed):
        alike = groupby(placed, lambda each: each[1].group if each[1].group is not None else each)
        for _, together in alike:
            grouped = list(together)
            width = sum(column.width for _, column in grouped)
            page.put(row, grouped[0][0], grouped[0][1].group, HEADING, span=width)
        row += 1
    for start, column in placed:
        for offset, heading in enumerate(column.headings):
            page.put(row, start + offset, heading, HEADING, span=column.span)
    return row + 1


def _line(
    page: Page, row: int, placed: Sequence[tuple[int, Column]], line: Row, writer: Writer
) -> None:
    remarks = []
    first = len(page.answers)
    for start, column in placed:
        match column.kind:
            case "number":
                page.put(row, start, line.number, CENTRED if line.kind == "item" else PLAIN)
            case "statement":
                page.put(row, start, line.text, span=column.span)
                if line.kind == "own" and line.text:
                    page.expect(row, start, line.text)
            case "rest":
                page.put(row, start, line.rest)
            case "comment" if not line.empty:
                remark = writer.comment(line)
                page.put(row, start, remark, span=column.span)
                if remark:
                    page.expect(row, start, remark)
                remarks.append(remark)
            case "words" if column.fill and not line.empty:
                content = column.fill()
                page.put(row, start, content)
                if content not in (None, ""):
                    page.expect(row, start, shown(content))
            case "rating" | "points":
                _answer(page, row, start, column, line, writer)
    answers = page.answers[first:]
    if len(answers) == len(remarks) == 1:
        page.answers[-1] = replace(answers[0], comment=remarks[0])


def _answer(page: Page, row: int, start: int, column: Column, line: Row, writer: Writer) -> None:
    """Write one answer cell, or one row of ticks, and what it says."""
    entry: Entry | Ticks = Entry(None, "not-answered")
    there: str | None = None  # the cell, where it is one alone
    cell: str | None = None
    if line.empty:
        pass
    elif column.kind == "points":
        entry = writer.ticks(line, column)
        order = [5, 4, 3, 2, 1, 0] if column.points[0] in (5, "5") else [1, 2, 3, 4, 5, 0]
        places = {
            point: page.put(row, start + order.index(point), content, look)
            for point, (content, look) in entry.contents.items()
        }
        there = places[entry.at] if entry.at is not None else None
        cell = there or page.range(row, start, start + len(column.points) - 1)
        cell = None if entry.state == "not-answered" else cell
    else:
        entry = writer.rating(line, column)
        place = page.put(row, start, entry.content, entry.look)
        there = cell = None if entry.content is None else place
    if line.item_id is None or not column.known:
        # An answer that no person can place: it must not be lost.
        if there is not None:
            page.words.append(Words(page.name, there, ""))
        return
    if isinstance(entry, Entry) and entry.keep:
        page.expect(row, start, entry.keep)
    page.answers.append(
        Answer(
            table="ratings",
            team=writer.name,
            year=column.year or writer.year,
            item_id=line.item_id,
            state=entry.state,
            value=entry.value,
            sheet=page.name,
            cell=cell,
            perspective=column.perspective,
            service_line=writer.service_line,
            clean=entry.clean,
        )
    )


def _total(
    page: Page, row: int, placed: Sequence[tuple[int, Column]], line: Row, body: int
) -> None:
    """A total or an average below: nobody's answer."""
    for start, column in placed:
        if column.kind == "statement":
            page.put(row, start, line.text)
        elif column.kind == "rating":
            found = [
                content
                for (at, where), (content, _) in page.cells.items()
                if where == start and body <= at < row and isinstance(content, int)
            ]
            mean = round(sum(found) / max(1, len(found)), 1)
            page.put(row, start, sum(found) if line.kind == "total" else mean)
        elif column.kind == "points":
            for offset in range(len(column.points)):
                found = [
                    1 for at, where in page.cells if where == start + offset and body <= at < row
                ]
                page.put(row, start + offset, len(found))
