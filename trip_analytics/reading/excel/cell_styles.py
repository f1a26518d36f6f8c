"""The looks of cells: number format, strike-through, symbol font, colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from trip_analytics.reading.excel.number_formats import (
    BUILT_IN,
    GENERAL,
    NumberFormat,
    number_format,
)
from trip_analytics.reading.formatted_text import Look, symbol_font
from trip_analytics.reading.safe_xml import Element, local_name, parse, switched_on

_REMEMBERED: Final = 16  # the forms in a folder mostly come from a few blank ones
_SMALL: Final = 1 << 18  # bytes of styles worth remembering


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell shows what it holds."""

    look: Look = field(default_factory=Look)
    format: NumberFormat = GENERAL
    check_box: bool = False  # a truth value is shown as one
    fill: str | None = None  # its colour, as the workbook gives it


PLAIN: Final = Style()
_WHITE: Final = ("rgb ffffffff", "rgb 00ffffff", "theme 0", "indexed 9", "indexed 64")


def read_styles(part: bytes) -> Mapping[str, Style]:
    """The styles of a workbook by the number that cells give."""
    return _remembered(part) if len(part) <= _SMALL else _read(part)


def _read(part: bytes) -> Mapping[str, Style]:
    root = parse(part)
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in _children(root, "numFmts")
    }
    looks = [look_of(font) for font in _children(root, "fonts")]
    fills = [_fill(element) for element in _children(root, "fills")]
    return {
        str(number): _style(element, looks, codes, fills)
        for number, element in enumerate(_children(root, "cellXfs"))
    }


_remembered = lru_cache(maxsize=_REMEMBERED)(_read)


def _children(root: Element, name: str) -> Iterator[Element]:
    for element in root:
        if local_name(element) == name:
            yield from element


def look_of(font: Element) -> Look:
    """The look that a font gives, of a cell or of a run of its text."""
    struck, name = False, None
    for element in font:
        what = local_name(element)
        if what == "strike":
            struck = switched_on(element.get("val"))
        elif what in ("name", "rFont"):
            name = symbol_font(element.get("val"))
    return Look(struck, name)


def _fill(element: Element) -> str | None:
    """The colour that fills a cell; none where it is white or of a pattern."""
    pattern = next((part for part in element if local_name(part) == "patternFill"), None)
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    colour = next((part for part in pattern if local_name(part) == "fgColor"), None)
    if colour is None:
        return None
    named = {name: colour.get(name) for name in ("rgb", "theme", "indexed", "tint")}
    said = " ".join(f"{name} {value}" for name, value in named.items() if value is not None)
    return None if said.casefold() in _WHITE or not said else said


def _style(
    element: Element, looks: list[Look], codes: dict[str, str], fills: list[str | None]
) -> Style:
    font, code = element.get("fontId", "0"), element.get("numFmtId", "0")
    known = font.isdecimal() and int(font) < len(looks)
    if code in codes:
        shown = number_format(codes[code])
    else:
        shown = number_format(BUILT_IN.get(int(code), "") if code.isdecimal() else "")
    # Excel 365 marks cells that are check boxes so; it has no other use for it yet.
    check_box = next(element.iter("{*}xfComplement"), None) is not None
    filled = element.get("fillId", "0")
    fill = fills[int(filled)] if filled.isdecimal() and int(filled) < len(fills) else None
    return Style(looks[int(font)] if known else Look(), shown, check_box, fill)
