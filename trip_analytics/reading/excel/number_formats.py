"""Number formats: how a stored value looks in its cell.

A format has up to four sections for numbers above, below and at zero, and for text
(ECMA-376 Part 1, 18.8.31). What depends on a computer's settings is shown as in the
United Kingdom. A format that is not understood shows its value as General does.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from trip_analytics.reading.excel.number_layouts import NumberLayout, general, layout
from trip_analytics.reading.excel.serial_dates import show_date

BUILT_IN: Mapping[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0;-"£"#,##0',
    6: '"£"#,##0;-"£"#,##0',
    7: '"£"#,##0.00;-"£"#,##0.00',
    8: '"£"#,##0.00;-"£"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "dd-mmm-yy",
    16: "dd-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@',
    42: '"£"#,##0;-"£"#,##0;"£"-;@',
    43: '#,##0.00;-#,##0.00;"-"??;@',
    44: '"£"#,##0.00;-"£"#,##0.00;"£"-??;@',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy"),  # East Asian dates
}

_LONGEST: Final = 255  # Excel takes no longer code
_TOKEN: Final = re.compile(
    r"""(?P<quoted>"[^"]*"?) | \\(?P<escaped>.) | (?P<width>[_*].) | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P) | (?P<general>General) | (?P<exponent>E[+-]) | (?P<digits>[0#?]+)
    | (?P<date>y+|m+|d+|h+|s+|e+) | (?P<end>;) | (?P<text>@) | (?P<other>.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SYSTEM_DATES: Mapping[str, str] = {"$-F800": "dd mmmm yyyy", "$-F400": "hh:mm:ss"}

Token = tuple[str, str]
SectionKind = Literal["date", "number", "general", "text", "literal"]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format, ready to show values with."""

    kind: SectionKind
    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None
    number: NumberLayout | None

    def show(self, value: float) -> str:
        """The value, without its sign if the section implies one."""
        if self.kind == "date":
            return show_date(self.tokens, value)
        if self.number is not None:
            return self.number.show(value)
        return "".join(
            general(value) if kind in ("general", "text") else text for kind, text in self.tokens
        ).strip()


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format."""

    sections: tuple[Section, ...]
    for_text: Section | None
    is_date: bool
    """Numbers are shown as points in time."""
    time_only: bool
    """As times of the day, without their date."""

    def show(self, value: float) -> str:
        """A number as it looks in a cell wide enough for it.

        Examples
        --------
        >>> number_format("0").show(3.67), number_format("dd-mmm").show(45750)
        ('4', '03-Apr')
        """
        if not self.sections:
            return general(value)
        for position, section in enumerate(self.sections):
            if self._applies(position, section, value):
                signed = section.kind == "date" or (
                    len(self.sections) > 1 and position == 0 and section.condition is None
                )
                if value < 0 and not signed:
                    shown = section.show(-value)
                    implied = len(self.sections) == 1 or section.condition is not None
                    return f"-{shown}" if implied and shown != section.show(0) else shown
                return section.show(value)
        return general(value)

    def show_text(self, text: str) -> str:
        """Text as it looks: mostly as it is."""
        if self.for_text is None:
            return text
        return "".join(text if kind == "text" else part for kind, part in self.for_text.tokens)

    def _applies(self, position: int, section: Section, value: float) -> bool:
        if section.condition is not None:
            compare, limit = section.condition
            return _COMPARE[compare](value, limit)
        if position == len(self.sections) - 1:
            return True
        if position == 0:
            return value > 0 or (value == 0 and len(self.sections) == 2)
        return value < 0


GENERAL: Final = NumberFormat((), None, is_date=False, time_only=False)


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """The number format with this code."""
    if code.lower() in ("", "general", "@") or len(code) > _LONGEST:
        return GENERAL
    sections = [_section(tokens) for tokens in _split(code)]
    of_text = [section for section in sections if section.kind == "text"]
    for_text = sections[3] if len(sections) > 3 else (of_text[-1] if of_text else None)
    if for_text and sum(kind == "text" for kind, _ in for_text.tokens) > 1:
        for_text = None
    numbers = tuple(section for section in sections[:3] if section is not for_text)
    first = numbers[0] if numbers else None
    is_date = first is not None and first.kind == "date"
    calendar = first is not None and any(
        kind == "date" and text[0] in "ymde" for kind, text in first.tokens
    )
    elapsed = first is not None and any(kind == "elapsed" for kind, _ in first.tokens)
    return NumberFormat(
        numbers, for_text, is_date=is_date and not elapsed, time_only=is_date and not calendar
    )


def _split(code: str) -> list[list[Token]]:
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "end":
            sections.append([])
        else:
            sections[-1].append((kind, text))
    return sections


def _section(found: list[Token]) -> Section:
    condition = None
    tokens: list[Token] = []
    for kind, text in found:
        if kind == "quoted":
            tokens.append(("literal", text.strip('"')))
        elif kind in ("escaped", "other"):
            tokens.append(("literal" if kind == "escaped" else "other", text))
        elif kind == "bracket":
            bracket = text.upper()
            if match := _CONDITION.fullmatch(text.strip()):
                condition = (match[1], float(match[2]))
            elif bracket in _SYSTEM_DATES:
                return _section([(k, t) for k, t in _split(_SYSTEM_DATES[bracket])[0]])
            elif bracket and not bracket.strip("HMS") and len(set(bracket)) == 1:
                tokens.append(("elapsed", bracket.lower()))
            elif text.startswith("$"):
                tokens.append(("literal", text[1:].partition("-")[0]))
        elif kind != "width":  # space as wide as a character, or up to the cell's edge
            tokens.append((kind, text.lower() if kind == "date" else text))
    kinds = {kind for kind, _ in tokens}
    if kinds & {"date", "elapsed", "half"}:
        return Section("date", _with_minutes(tokens), condition, None)
    if "digits" in kinds:
        number = layout(tokens)
        section_kind: SectionKind = "number" if number else "general"
        shown = tuple(tokens) if number else (("general", ""),)
        return Section(section_kind, shown, condition, number)
    for one in ("general", "text"):
        if one in kinds:
            return Section(
                "general" if one == "general" else "text", tuple(tokens), condition, None
            )
    return Section("literal", tuple(tokens), condition, None)


def _with_minutes(tokens: list[Token]) -> tuple[Token, ...]:
    """Tell minutes from months: ``m`` after hours or before seconds."""
    timed = [at for at, (kind, _) in enumerate(tokens) if kind in ("date", "elapsed")]
    told = list(tokens)
    for order, at in enumerate(timed):
        kind, text = tokens[at]
        if kind != "date" or text not in ("m", "mm"):
            continue
        before = tokens[timed[order - 1]][1][0] if order else ""
        after = tokens[timed[order + 1]][1][0] if order + 1 < len(timed) else ""
        if before == "h" or after == "s":
            told[at] = ("minute", text)
    return tuple(told)
