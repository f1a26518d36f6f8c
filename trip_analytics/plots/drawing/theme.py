"""The look that all pictures share: what they are drawn for, sizes, settings for matplotlib."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, cast

from trip_analytics.plots.drawing import palette

# Inches.
MARGIN: Final = 0.12
# A picture narrower than this has the names of its rows above them, and fewer panels abreast.
_NARROW: Final = 5.0


@dataclass(frozen=True, slots=True)
class Medium:
    """What a picture is drawn for: its width and the height of a row, in inches.

    Whether it says its own title: in a document the caption is the title.
    """

    width: float
    row: float
    has_title: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether names beside the rows would leave no room for the rows."""
        return self.width < _NARROW


NOTEBOOK: Final = Medium(7.5, 0.37, has_title=True)
# As wide as the text of an A4 page, so that letters are printed at their size.
PAGE: Final = Medium(6.7, 0.27)
# Shown as wide, so that its letters are half as large again.
LARGE: Final = Medium(4.4, 0.34)
# As wide as the text on a phone of 375 pixels.
PHONE: Final = Medium(3.5, 0.32)
# A line of a row's name, and what is between rows. Inches.
LINE: Final = 0.16
BETWEEN: Final = 0.08
# Of the rows of a picture on a page, which leave room for a heading and the words before it.
_HIGHEST: Final = 5.8
_MEDIUM: ContextVar[Medium] = ContextVar("medium", default=NOTEBOOK)


def medium() -> Medium:
    """What pictures are drawn for at the moment."""
    return _MEDIUM.get()


@contextmanager
def drawn_for(given: Medium) -> Iterator[None]:
    """Draw pictures for something else than a notebook."""
    before = _MEDIUM.set(given)
    try:
        yield
    finally:
        _MEDIUM.reset(before)


def wrapped(names: Sequence[str], *, above: bool = False) -> list[str]:
    """Short names on one line, long statements on a few; as wide as the figure above the rows."""
    longest = max(map(len, names), default=0)
    width = 40 if longest <= 80 else 54
    if medium().is_narrow:
        width = round(12.5 * medium().width) if above else 16
    return [textwrap.fill(name, width) for name in names]


def rows_on_page(names: Sequence[str]) -> int:
    """How many rows of such names fit on an A4 page below a heading and a few sentences."""
    with drawn_for(PAGE):
        lines = max((name.count("\n") + 1 for name in wrapped(names)), default=1)
    return int(_HIGHEST / (lines * LINE + BETWEEN))


def height_of_bars() -> float:
    """Of their height beside names: less below them, where a name takes part of the row."""
    return 0.5 if medium().is_narrow else 1.0


# Points.
TITLE: Final = 13
PRINT: Final = 9
SMALL: Final = 8.5

# In force while a picture is drawn; a user's own settings are back afterwards.
SETTINGS: Final[dict[str, Any]] = {
    "font.size": PRINT,
    "legend.borderaxespad": 0,
    "legend.borderpad": 0,
    "legend.columnspacing": 1.3,
    "legend.fontsize": SMALL,
    "legend.frameon": False,
    "legend.handleheight": 1,
    "legend.handlelength": 1,
    "legend.handletextpad": 0.4,
    "legend.labelcolor": palette.TEXT,
    "text.color": palette.TEXT,
    # Letters as measured; fitting each to the dots takes a sixth of the time of a picture.
    "text.hinting": "no_hinting",
}

# Axes that are given have settings of their own.
AXIS_LABEL: Final[dict[str, Any]] = {"color": palette.QUIET_TEXT, "fontsize": SMALL}
GUIDES: Final[dict[str, Any]] = {"color": palette.GUIDE, "linewidth": 0.8}


def in_force() -> AbstractContextManager[None]:
    """Matplotlib with these settings."""
    from matplotlib import rc_context

    return rc_context(cast("Any", SETTINGS))
