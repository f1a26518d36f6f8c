"""Text as cells store it: shared or in line, in one piece or in runs of several fonts."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.reading.formatted_text import Look, Run, StoredText, symbol_font
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.safe_xml import Element, Source, elements, spreadsheet_tags, switched_on

MOST_STRINGS: Final = 500_000  # as many as cells that could show them

_ITEM: Final = spreadsheet_tags("si")
_TEXT: Final = spreadsheet_tags("t")
_RUN: Final = spreadsheet_tags("r")
_LOOK: Final = spreadsheet_tags("rPr")
_STRUCK: Final = spreadsheet_tags("strike")
_FONT: Final = spreadsheet_tags("rFont")

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_shared_strings(source: Source) -> list[StoredText]:
    """The workbook's table of strings, to which cells refer by number."""
    strings: list[StoredText] = []
    for item in elements(source, "sst", depth=1):
        if item.tag in _ITEM:
            if len(strings) >= MOST_STRINGS:
                raise refusal("too-large")
            strings.append(stored_text(item))
    return strings


def stored_text(item: Element) -> StoredText:
    """The text of a string item; how to say it, as Japanese has it above, is left out."""
    parts = list(item)
    if len(parts) == 1 and parts[0].tag in _TEXT:  # as a rule
        return unescaped(parts[0].text or "")
    runs: list[Run] = []
    for element in parts:
        if element.tag in _TEXT:
            runs.append(Run(unescaped(element.text or "")))
        elif element.tag in _RUN:
            look = next((_look(part) for part in element if part.tag in _LOOK), None)
            runs += [Run(unescaped(part.text or ""), look) for part in element if part.tag in _TEXT]
    if all(run.look is None for run in runs):
        return "".join([run.text for run in runs])
    return tuple(runs)


def _look(properties: Element) -> Look:
    struck, font = False, None
    for element in properties:
        if element.tag in _STRUCK:
            struck = switched_on(element.get("val"))
        elif element.tag in _FONT:
            font = symbol_font(element.get("val"))
    return Look(struck, font)


def unescaped(text: str) -> str:
    r"""Text with the characters that XML cannot hold, which Excel writes ``_x000D_``.

    Examples
    --------
    >>> unescaped("3_x0009_4"), unescaped("_x005F_x0009_")
    ('3\t4', '_x0009_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
