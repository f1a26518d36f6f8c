"""A trust's own list of statements as an instrument: ids and short names made from the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from trip_analytics.errors import InstrumentError
from trip_analytics.instruments.definition import Instrument, Item, ScalePoint, Wording
from trip_analytics.instruments.ids import answer_columns, id_as_named, id_of
from trip_analytics.instruments.loading import BUILT_IN, POINTS, built_in_instruments

LONGEST_LABEL: Final = 60
EARLIEST: Final = 1990  # the first year of a wording that says none


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of a list.

    ``where`` is its place, as a person would name it; ``comparable`` is None where the row
    does not say.
    """

    where: str
    text: str
    short_title: str | None = None
    domain: str | None = None
    reverse: bool = False
    item_id: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    comparable: bool | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class StatementList:
    """What a list or a blank form says of itself."""

    # The file's name without its ending; its own title.
    name: str
    title: str
    statements: Sequence[Statement]
    scale: Sequence[ScalePoint]
    source: str
    """Where it comes from."""
    printed: Sequence[str] = field(default=())
    not_known: Sequence[str] = field(default=())
    well_developed_from: int | None = None
    answers: Sequence[Sequence[str]] = ()
    """The headings of each column for answers, where there are several."""


def instrument_of(found: StatementList) -> Instrument:
    """The instrument that a list makes.

    Raises InstrumentError: two rows are alike, a reworded statement has no year, the scale is none;
    the message lists every problem with its row.
    """
    problems = scale_problems(found.scale)
    answers = answer_columns(found.answers, problems)
    without_year = re.sub(r"\W*\b(19|20)\d\d\b", "", found.name.replace("_", " "))
    instrument_id = id_as_named(without_year) or "list"
    if instrument_id in BUILT_IN:
        problems.append(f"rename the file: {instrument_id} is the name of a built-in form")
    texts = {_compared(statement.text) for statement in found.statements}
    for built_in in built_in_instruments():
        if texts and texts <= {_compared(wording.text) for wording in built_in.wordings}:
            problems.append(
                f"these are the statements of {built_in.title}, which is built in: take the file "
                "away, its forms are read without it"
            )
            break
    rows: dict[str, list[Statement]] = {}
    for statement in found.statements:
        made = id_of(statement.short_title or statement.text)
        item_id = id_as_named(statement.item_id) if statement.item_id else made
        rows.setdefault(item_id, []).append(statement)
    problems += _alike(found.statements)
    items = [
        _item(item_id, number, of_item, found.source, problems)
        for number, (item_id, of_item) in enumerate(rows.items(), start=1)
    ]
    if problems:
        raise InstrumentError.from_problems(
            f"The list in {found.source!r} cannot be used until this is put right:", problems
        )
    return Instrument(
        instrument_id=instrument_id,
        title=found.title,
        version="1",
        kind="ratings",
        item_word="practice",
        source=found.title,
        scale=tuple(found.scale),
        items=tuple(_with_labels(items)),
        printed=tuple(dict.fromkeys([found.title, *found.printed])),
        well_developed_from=found.well_developed_from,
        not_known=tuple(found.not_known),
        answers=answers,
    )


def scale_problems(scale: Sequence[ScalePoint]) -> list[str]:
    """What keeps points from being a scale, in a sentence each."""
    values = [point.value for point in scale]
    if len(values) not in POINTS:
        return [
            f"the scale has {len(values)} point{'' if len(values) == 1 else 's'}: "
            f"give it {POINTS[0]} to {POINTS[-1]}"
        ]
    if values != list(range(values[0], values[0] + len(values))):
        return [
            f"the points of the scale are {', '.join(map(str, values))}: number them one after "
            "the other, such as 0, 1, 2, 3"
        ]
    labels = [point.label.casefold() for point in scale]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    return [f"two points of the scale are called {label!r}: word them apart" for label in twice]


def _alike(statements: Sequence[Statement]) -> list[str]:
    """A problem for each two rows that hold the same statement."""
    first: dict[str, Statement] = {}
    problems = []
    for statement in statements:
        before = first.setdefault(_compared(statement.text), statement)
        if before is not statement:
            problems.append(
                f"{before.where} and {statement.where} hold the same statement: leave one of them "
                "out, or word them apart"
            )
    return problems


def _compared(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _item(
    item_id: str, number: int, rows: Sequence[Statement], source: str, problems: list[str]
) -> Item:
    """The item that one row describes, or several: a row for each of its wordings."""
    if len(rows) > 1:
        problems += _unlike_wordings(rows)
    ordered = sorted(rows, key=lambda row: row.first_year or EARLIEST)
    wordings = []
    for at, row in enumerate(ordered):
        first = row.first_year or EARLIEST
        later = ordered[at + 1].first_year if at + 1 < len(ordered) else None
        last = row.last_year or (later - 1 if later else None)
        if last is not None and last < first:
            problems.append(f"{row.where}: the last year is before the first")
        wordings.append(
            Wording(
                item_id=item_id,
                wording_id=f"{item_id}-{first}" if at else item_id,
                text=row.text,
                first_year=first,
                last_year=last,
                comparable_with_previous=at == 0 or bool(row.comparable),
                printed_numbers=() if row.number is None else (row.number,),
                source=source,
            )
        )
    newest = ordered[-1]
    label = next((row.short_title for row in reversed(ordered) if row.short_title), None)
    domain = next((row.domain for row in reversed(ordered) if row.domain), None)
    return Item(item_id, number, label or "", tuple(wordings), domain, newest.reverse)


def _unlike_wordings(rows: Sequence[Statement]) -> list[str]:
    """What keeps several rows from being the wordings of one item."""
    places = ", ".join(row.where for row in rows)
    if any(row.item_id is None for row in rows):
        if len({_compared(row.text) for row in rows}) < len(rows):
            return []  # that they are alike is said already
        return [
            f"{places} have the same short title: give each its own, or, where one is a later "
            "wording of the other, give both the same Id"
        ]
    if len({row.first_year for row in rows}) < len(rows):
        return [
            f"{places} have the same Id: give each the first year in which it was printed, or its "
            "own Id"
        ]
    return []


def _with_labels(items: Sequence[Item]) -> list[Item]:
    """Items with a short name each: the short title, or as much of the statement as fits."""
    labels = [item.label or _shortened(item.wordings[-1].text) for item in items]
    return [
        Item(
            item.item_id,
            item.number,
            label if labels.count(label) == 1 else f"{label} ({item.number})",
            item.wordings,
            item.domain,
            item.reverse,
        )
        for item, label in zip(items, labels, strict=True)
    ]


def _shortened(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    if len(text) <= LONGEST_LABEL:
        return text
    return f"{text[: LONGEST_LABEL - 1].rpartition(' ')[0].rstrip(' ,;:')} …"
