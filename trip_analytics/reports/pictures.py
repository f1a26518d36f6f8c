"""Pictures as a report has them: drawn for a page and for a phone, without their own title."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from trip_analytics.plots import to_png
from trip_analytics.plots.drawing.theme import PAGE, PHONE, Medium, drawn_for
from trip_analytics.reports.model import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_DOTS_ACROSS: Final = 1005  # of a page, 150 an inch
# Two dots for each pixel of a phone of 375 pixels.
_DPI_OF_PHONE: Final = 192


def picture_of(
    draw: Callable[[], Axes | Drawing],
    title: str,
    alt: str,
    *,
    caption: str = "",
    page: Medium = PAGE,
) -> Figure:
    """A plot as a figure of a report, whose caption is its title; ``page`` is what it is for."""
    on_page = _drawn(draw, page, round(_DOTS_ACROSS / page.width))
    return Figure(title, on_page, alt, caption, _drawn(draw, PHONE, _DPI_OF_PHONE))


def _drawn(draw: Callable[[], Axes | Drawing], medium: Medium, dpi: int) -> bytes:
    with drawn_for(medium):
        return to_png(draw(), dpi=dpi)
