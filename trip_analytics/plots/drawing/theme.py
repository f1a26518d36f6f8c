"""The look that all pictures share: sizes, and settings for matplotlib and seaborn as data."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Final, cast

from trip_analytics.plots.drawing import palette

# Inches. Near the width of a page's text, so that the letters are printed at their size.
WIDTH: Final = 7.5
MARGIN: Final = 0.12

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
}

# Axes that are given have settings of their own.
AXIS_LABEL: Final[dict[str, Any]] = {"color": palette.QUIET_TEXT, "fontsize": SMALL}
GUIDES: Final[dict[str, Any]] = {"color": palette.GUIDE, "linewidth": 0.8}


def in_force() -> AbstractContextManager[None]:
    """Matplotlib with these settings."""
    from matplotlib import rc_context

    return rc_context(cast("Any", SETTINGS))
