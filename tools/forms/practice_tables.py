"""Tables of practice statements, drawn, with what each answer cell says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tools.forms.entries import a_rating, ticks
from tools.forms.paper import Content, Page
from tools.forms.parts import Column, Row, Team
from tools.forms.people import COMMENTS, in_words
from tools.forms.truth import Answer, Words


def draw(
    page: Page, top: int, left: int, columns: Sequence[Column], rows: Sequence[Row], team: Team
) -> int:
    """Write a table at a place; the first row below it."""
    starts = []
    at = left
    for column in columns:
        starts.append(at)
        at += column.width
    row = _headings(page, top, starts, columns)
    body = row
    for line in rows:
        if line.hidden:
            page.hidden_rows.add(row)
        if line.kind == "section":
            page.put(row, left, line.text)
            page.merge(row, left, row, at - 1)
        elif line.kind == "heading":
            row = _headings(page, row, starts, columns) - 1
        elif line.kind in ("total", "average"):
            _sum(page, row, starts, columns, line, body)
        elif line.kind != "blank":
            _line(page, row, starts, columns, line, team)
        row += 1
    return row


def _headings(page: Page, row: int, starts: Sequence[int], columns: Sequence[Column]) -> int:
    if any(column.group is not None for column in columns):
        at = 0
        while at < len(columns):
            last = at
            group = columns[at].group
            while (
                group is not None and last + 1 < len(columns) and columns[last + 1].group == group
            ):
                last += 1
            page.put(row, starts[at], group)
            if group is not None:
                page.merge(row, starts[at], row, starts[last] + columns[last].width - 1)
            at = last + 1
        row += 1
    for start, column in zip(starts, columns, strict=True):
        if column.kind == "points":
            heads = [*column.points, *([column.na] if column.na is not None else [])]
            for offset, head in enumerate(heads):
                page.put(row, start + offset, head)
        else:
            page.put(row, start, column.heading)
            page.merge(row, start, row, start + column.span - 1)
    return row + 1


def _line(
    page: Page,
    row: int,
    starts: Sequence[int],
    columns: Sequence[Column],
    line: Row,
    team: Team,
) -> None:
    remark = None
    first = len(page.answers)
    for start, column in zip(starts, columns, strict=True):
        if column.kind == "number":
            page.put(row, start, line.number)
        elif column.kind == "statement":
            address = page.put(row, start, line.text)
            if line.kind == "own" and line.text:
                page.words.append(Words(page.name, address, line.text))
            if column.span > 1:
                page.merge(row, start, row, start + column.span - 1)
        elif column.kind == "rest":
            page.put(row, start, line.rest)
        elif column.kind == "printed":
            page.put(row, start, column.fill(team.chance) if column.fill else None)
        elif column.kind == "comment" and not line.empty:
            if team.chance.random() < team.remarks:
                remark = in_words(COMMENTS, team.chance)
                page.say(row, start, remark)
        elif column.kind == "words" and column.fill and not line.empty:
            content = column.fill(team.chance)
            address = page.put(row, start, content)
            if content not in (None, ""):
                page.words.append(Words(page.name, address, _as_text(content)))
        elif column.kind in ("rating", "points"):
            answer = _answer(page, row, start, column, line, team)
            if answer is not None:
                page.answers.append(answer)
    answers = page.answers[first:]
    comments = sum(column.kind == "comment" for column in columns)
    if remark is not None and len(answers) == 1 and comments == 1:
        page.answers[-1] = replace(answers[0], comment=remark)


def _as_text(content: Content) -> str:
    return content.strftime("%d/%m/%Y") if hasattr(content, "strftime") else str(content)


def _answer(
    page: Page, row: int, start: int, column: Column, line: Row, team: Team
) -> Answer | None:
    """What one answer cell, or one row of ticks, says."""
    if line.empty:
        return _of(page, column, line, team, "not-answered", None, None)
    if column.kind == "points":
        assert team.marks is not None  # noqa: S101 # set after the beginning
        ticked = ticks(team.chance, team.marks, na=column.na is not None, odd=team.odd)
        heads = [1, 2, 3, 4, 5] if column.points[0] not in (5, "5") else [5, 4, 3, 2, 1]
        heads += [0]
        places = {}
        for point, (content, look) in ticked.contents.items():
            places[point] = page.put(row, start + heads.index(point), content, look)
        if ticked.at is not None:
            cell = places[ticked.at]
        else:
            last = start + len(column.points) - 1
            cell = f"{page.name_of(row, start)}:{page.name_of(row, last)}"
        if line.kind == "own" or not column.known:
            return _words_only(page, places[ticked.at], "") if ticked.at is not None else None
        blank = ticked.state == "not-answered"
        return _of(
            page,
            column,
            line,
            team,
            ticked.state,
            ticked.value,
            None if blank else cell,
            clean=ticked.clean,
        )
    if column.entry is not None:
        entry = column.entry(team.chance)
    else:
        entry = a_rating(team.chance, odd=team.odd, kept_by=team.kept_by)
    address = page.put(row, start, entry.content, entry.look)
    if entry.content is None:
        if line.kind == "own" or not column.known:
            return None
        return _of(page, column, line, team, "not-answered", None, None)
    if line.kind == "own" or not column.known:
        return _words_only(page, address, "")
    if entry.keep:
        page.words.append(Words(page.name, address, entry.keep))
    return _of(page, column, line, team, entry.state, entry.value, address, clean=entry.clean)


def _words_only(page: Page, address: str, text: str) -> None:
    """An answer that no person can place: it must not be lost."""
    page.words.append(Words(page.name, address, text))


def _of(
    page: Page,
    column: Column,
    line: Row,
    team: Team,
    state: str,
    value: int | None,
    cell: str | None,
    *,
    clean: bool = True,
) -> Answer | None:
    if line.kind == "own" or not column.known or line.item_id is None:
        return None
    return Answer(
        table="ratings",
        team=team.name,
        year=column.year or team.year,
        item_id=line.item_id,
        state=state,
        value=value,
        sheet=page.name,
        cell=cell,
        perspective=column.perspective,
        service_line=team.service_line,
        clean=clean,
    )


def _sum(
    page: Page,
    row: int,
    starts: Sequence[int],
    columns: Sequence[Column],
    line: Row,
    body: int,
) -> None:
    """A total or an average below: nobody's answer."""
    for start, column in zip(starts, columns, strict=True):
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
