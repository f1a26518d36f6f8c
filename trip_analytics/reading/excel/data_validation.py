"""What a worksheet lets people choose from, in drop-down lists and by rules for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from trip_analytics.reading.addresses import area
from trip_analytics.reading.document import Choice, Sheet
from trip_analytics.reading.excel.references import References
from trip_analytics.reading.safe_xml import Element, local_name

MOST_RULES: Final = 1_000  # of a sheet; more are passed over
MOST_ENTRIES: Final = 50
_NUMBER: Final = re.compile(r"-?\d{1,4}(?:\.0+)?")


class Rule(NamedTuple):
    """A rule for what may be put into cells, as the worksheet states it."""

    ranges: str
    kind: str
    operator: str
    first: str
    second: str


def rule_of(element: Element) -> Rule | None:
    """The rule that an element states; None for rules on dates, texts and the like."""
    kind = element.get("type", "none")
    if kind not in ("list", "whole", "decimal"):
        return None
    said = {local_name(part): (part.text or "").strip() for part in element}
    return Rule(
        element.get("sqref", ""),
        kind,
        element.get("operator", "between"),
        said.get("formula1", ""),
        said.get("formula2", ""),
    )


def with_choices(
    root: Element, sheets: Sequence[Sheet], rules: Sequence[Sequence[Rule]]
) -> tuple[Sheet, ...]:
    """The sheets with what can be chosen in their cells, from the workbook's element."""
    if not any(rules):
        return tuple(sheets)
    book = References(root, sheets)
    return tuple(
        replace(sheet, choices=tuple(_choices(book, number, of_sheet)))
        for number, (sheet, of_sheet) in enumerate(zip(sheets, rules, strict=True))
    )


def _choices(book: References, sheet: int, rules: Iterable[Rule]) -> Iterator[Choice]:
    for rule in rules:
        entries = _entries(book, sheet, rule)
        ranges = tuple(_areas(rule.ranges))
        if entries and ranges:
            yield Choice(ranges, entries)


def _areas(ranges: str) -> Iterator[tuple[int, int, int, int]]:
    for each in ranges.split()[:MOST_RULES]:
        try:
            yield area(each)
        except ValueError:
            continue


def _entries(book: References, sheet: int, rule: Rule) -> tuple[str, ...]:
    """What may be chosen, in its order; empty if that is not known."""
    if rule.kind != "list":
        return _between(rule)
    if rule.first.startswith('"'):
        return tuple(entry.strip() for entry in rule.first.strip('"').split(",")[:MOST_ENTRIES])
    target = book.target(rule.first, sheet)
    if target is None:
        return ()
    cells = book.sheets[target.sheet].cells
    rows = range(target.top, min(target.bottom, target.top + MOST_ENTRIES) + 1)
    columns = range(target.left, min(target.right, target.left + MOST_ENTRIES) + 1)
    places = [(row, column) for row in rows for column in columns][: 2 * MOST_ENTRIES]
    return tuple(cells[place].text for place in places if place in cells)[:MOST_ENTRIES]


def _between(rule: Rule) -> tuple[str, ...]:
    """The whole numbers that a rule lets in, where it gives both ends."""
    if rule.operator != "between" or not (
        _NUMBER.fullmatch(rule.first) and _NUMBER.fullmatch(rule.second)
    ):
        return ()
    low, high = int(float(rule.first)), int(float(rule.second))
    return tuple(map(str, range(low, high + 1))) if 0 < high - low <= 100 else ()
