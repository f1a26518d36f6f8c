"""A cell of a table as a figure: what it shows, or that it withholds one."""

from __future__ import annotations

import re
from typing import Final

# How tables say that there is a figure which they do not show.
_WITHHELD: Final = re.compile(
    r"\[c\]|c|\*{1,2}|-{1,2}|–|—|x+|s|suppressed|withheld|redacted|<\s*\d+", re.I
)
_FIGURE: Final = re.compile(r"([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(%?)", re.I)
_WITH_SIGNS: Final = re.compile(r"\+?(-?\d{1,3}(?:,\d{3})+|-?[\d.]+)\s*(%?)")


def plain(text: str) -> str:
    """A cell's text on one line, with minus, plus, comma and space written in one way.

    Examples
    --------
    >>> plain("−0.3"), plain("+1,204"), plain(" 43 %")
    ('-0.3', '1204', '43%')
    """
    text = " ".join(text.replace("−", "-").replace("\xa0", " ").split())
    found = _WITH_SIGNS.fullmatch(text)
    return found[1].replace(",", "") + found[2] if found else text


def figure(text: str) -> float | None:
    """The figure that a cell shows; None where it shows none.

    Examples
    --------
    >>> figure("43%"), figure("3.2"), figure("[c]")
    (0.43, 3.2, None)
    """
    found = _FIGURE.fullmatch(plain(text))
    if found is None:
        return None
    return round(float(found[1]) / (100 if found[2] else 1), 12)


def count(text: str) -> int | None:
    """The whole number that a cell shows; None where it shows none.

    Examples
    --------
    >>> count("7"), count("7.5"), count("7%")
    (7, None, None)
    """
    text = plain(text)
    return int(text) if text.isdecimal() else None


def is_withheld(text: str) -> bool:
    """Whether a cell says that its figure is not shown.

    Examples
    --------
    >>> is_withheld("[c]"), is_withheld("<5"), is_withheld("4"), is_withheld("")
    (True, True, False, False)
    """
    return _WITHHELD.fullmatch(plain(text)) is not None


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, an interval of two, or one that is withheld.

    Examples
    --------
    >>> is_figure("3.1 to 3.6"), is_figure("[c]"), is_figure("Own choices")
    (True, True, False)
    """
    low, _, high = plain(text).partition(" to ")
    return is_withheld(text) or (figure(low) is not None and (not high or figure(high) is not None))
