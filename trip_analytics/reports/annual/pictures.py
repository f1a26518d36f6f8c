"""Released tables as pictures of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trip_analytics.disclosure import Released, check_released
from trip_analytics.plots import to_png
from trip_analytics.reports.model import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing


class _Draws(Protocol):
    def __call__(self, table: Released) -> Axes | Drawing: ...


class _Describes(Protocol):
    def __call__(self, table: Released) -> str: ...


def picture(
    draw: _Draws, describe: _Describes, released: Released, title: str, *, caption: str = ""
) -> Figure:
    """A plot of a release with its alternative text.

    Raises
    ------
    DisclosureError
        It is no release.
    """
    check_released(released)
    return Figure(title, to_png(draw(released)), describe(released), caption)
