"""Show a number by the digits of a number format: ``0``, ``#,##0.00``, ``0%``, ``# ?/?``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

_EXACTLY: Final = Context(prec=700, rounding=ROUND_HALF_UP)  # the largest float has 309 digits
_WIDEST: Final = 11  # characters of a number that General shows, its sign apart
_FRACTION: Final = re.compile(r"(?P<whole>[#0?]+ +)?[#0?]+ ?/ ?(?P<below>[#0?]+|[1-9][0-9]*0*)")

Token = tuple[str, str]


def general(value: float) -> str:
    """A number as the format General shows it: 11 characters at most.

    Examples
    --------
    >>> general(4), general(0.1 + 0.2), general(1 / 3), general(123456789012), general(0.00001)
    ('4', '0.3', '0.333333333', '1.23457E+11', '0.00001')
    """
    size = abs(value)
    if size < 1e11 and value == int(value):
        return str(int(value))
    if 1e-4 <= size < 1e11:
        places = _WIDEST - 1 - max(1, len(str(int(size))))
        return _trimmed(f"{_rounded(_decimal(value), places):f}")
    shown = f"{_decimal(value):.15g}"
    if size < 1e-4 and len(plain := f"{_decimal(value):f}".lstrip("-")) <= _WIDEST:
        return f"-{plain}" if value < 0 else plain
    mantissa, _, exponent = f"{Decimal(shown):.5E}".partition("E")
    return f"{_trimmed(mantissa)}E{exponent[0]}{exponent[1:].zfill(2)}"


@dataclass(frozen=True, slots=True)
class NumberLayout:
    """Where a section's digits go among its other characters."""

    whole: tuple[Token, ...]
    decimals: tuple[Token, ...]
    point: bool
    thousands: bool
    scale: int  # powers of ten to multiply by
    exponent: tuple[str, int] | None = None  # its sign as written, its digits
    denominator: tuple[int, bool] | None = None  # of a fraction: its limit, and whether fixed
    mixed: bool = False  # the whole part apart from the fraction

    def show(self, value: float) -> str:
        """A number that is not negative."""
        number = _decimal(value).scaleb(self.scale, _EXACTLY)
        if self.denominator is not None:
            return self._show_fraction(number)
        places = _places(self.decimals)
        power, ending = 0, ""
        if self.exponent is not None:
            power, number = self._scientific(number, places)
            sign, width = self.exponent
            mark = "-" if power < 0 else "+" if sign == "+" else ""
            ending = f"E{mark}{str(abs(power)).zfill(width)}"
        digits = f"{_rounded(number, places):f}"
        whole, _, after = digits.partition(".")
        shown = self._fill_whole(whole.lstrip("0"))
        if self.point:
            shown += "."
        return (shown + self._fill_decimals(after, ending)).strip()

    def _scientific(self, number: Decimal, places: int) -> tuple[int, Decimal]:
        if not number:
            return 0, number
        step = max(1, _places(self.whole))
        power = number.adjusted() // step * step
        mantissa = number.scaleb(-power, _EXACTLY)
        if _rounded(mantissa, places) >= Decimal(10) ** step:
            power += step
            mantissa = number.scaleb(-power, _EXACTLY)
        return power, mantissa

    def _fill_whole(self, digits: str) -> str:
        left, pieces, written = list(digits), [], 0
        slots = [at for at, (kind, _) in enumerate(self.whole) if kind == "digit"]
        first = slots[0] if slots else -1
        for at in range(len(self.whole) - 1, -1, -1):
            kind, text = self.whole[at]
            if kind != "digit":
                pieces.append(text)
                continue
            taken = [left.pop() if left else {"0": "0", "?": " "}.get(text, "")]
            if at == first:
                taken.extend(reversed(left))
                left = []
            for digit in taken:
                if self.thousands and digit.isdigit() and written and written % 3 == 0:
                    pieces.append(",")
                written += digit.isdigit()
                pieces.append(digit)
        return "".join([*left, *reversed(pieces)])

    def _fill_decimals(self, digits: str, ending: str) -> str:
        needed = len(digits.rstrip("0"))
        pieces, at = [], 0
        for kind, text in self.decimals:
            if kind == "digit":
                optional = at >= needed and text != "0"
                pieces.append((" " if text == "?" else "") if optional else digits[at])
                at += 1
            elif kind == "exponent":
                pieces.append(ending)
            else:
                pieces.append(text)
        return "".join(pieces)

    def _show_fraction(self, number: Decimal) -> str:
        limit, fixed = self.denominator or (1, False)
        exact = Fraction(number)
        if fixed:
            fraction = Fraction(round(exact * limit), limit)
            top, below = round(exact * limit), limit
        else:
            fraction = exact.limit_denominator(limit)
            top, below = fraction.numerator, fraction.denominator
        if not self.mixed:
            return f"{top}/{below}"
        whole, rest = divmod(top, below)
        if not rest:
            return str(whole)
        return f"{whole} {rest}/{below}" if whole else f"{rest}/{below}"


def layout(tokens: Sequence[Token]) -> NumberLayout | None:
    """How a section of these tokens shows numbers, or None if that is not understood."""
    if any(text == "/" and kind == "other" for kind, text in tokens):
        return _fraction(tokens)
    whole: list[Token] = []
    decimals: list[Token] = []
    here, point, thousands, scale, commas = whole, False, False, 0, 0
    exponent: tuple[str, int] | None = None
    for at, (kind, text) in enumerate(tokens):
        if kind == "digits":
            if exponent is not None and not exponent[1]:
                exponent = (exponent[0], len(text))
                continue
            thousands = thousands or commas > 0
            commas = 0
            here.extend(("digit", one) for one in text)
            continue
        if kind == "other" and text == "," and here and here[-1][0] == "digit":
            commas += 1
            continue
        scale, commas = scale - 3 * commas, 0
        if kind == "other" and text == "." and not point:
            here, point = decimals, True
        elif kind == "exponent":
            if at + 1 == len(tokens) or tokens[at + 1][0] != "digits":
                return None
            here, exponent = decimals, (text[1], 0)
            decimals.append(("exponent", ""))
        elif kind == "other" and text == "%":
            scale += 2
            here.append(("literal", "%"))
        elif kind in ("literal", "other"):
            here.append(("literal", text))
        else:
            return None
    scale -= 3 * commas
    return NumberLayout(tuple(whole), tuple(decimals), point, thousands, scale, exponent)


def _fraction(tokens: Sequence[Token]) -> NumberLayout | None:
    code = "".join(text for _, text in tokens).strip()
    match = _FRACTION.fullmatch(code)
    if match is None:
        return None
    below = match["below"]
    fixed = below.isdigit() and below.strip("0") != ""
    limit = int(below) if fixed else 10 ** len(below) - 1
    return NumberLayout(
        (), (), False, False, 0, denominator=(limit, fixed), mixed=match["whole"] is not None
    )


def _places(tokens: Sequence[Token]) -> int:
    return sum(kind == "digit" for kind, _ in tokens)


def _decimal(value: float) -> Decimal:
    """As Excel calculates: to 15 significant digits."""
    return Decimal(f"{value:.15g}")


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_EXACTLY)


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
