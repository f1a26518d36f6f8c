"""Pictures as a report has them: drawn for a page and for a phone, without their own title.

Drawing is most of the work of a report. Where Python can fork, two processes do it while its
sentences and its workbook are written, and get ready while figures are gathered; elsewhere it is
done at once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from trip_analytics.plots import to_png
from trip_analytics.plots.drawing.theme import PAGE, PHONE, Medium, drawn_for
from trip_analytics.reports.model import Block, Figure, Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_DOTS_ACROSS: Final = 1005  # of a page, 150 an inch
# Two dots for each pixel of a phone of 375 pixels.
_DPI_OF_PHONE: Final = 192

_Draws = Callable[[], "Axes | Drawing"]
_Begun = tuple[_Draws, Medium, Future[tuple[bytes, bytes]]]


def picture_of(
    draw: _Draws, title: str, alt: str, *, caption: str = "", page: Medium = PAGE
) -> Figure:
    """A plot as a figure of a report, whose caption is its title; ``page`` is what it is for."""
    if beside := _BESIDE.get():
        return Figure(title, beside.begin(draw, page), alt, caption)
    on_page, phone = _both(draw, page)
    return Figure(title, on_page, alt, caption, phone)


@contextmanager
def drawn_beside() -> Iterator[None]:
    """Draw pictures in processes started now, until ``with_pictures`` asks for them."""
    if not _may_fork():
        yield
        return
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(2, fork, initializer=_get_ready) as pool:
        pool.submit(os.getpid)  # processes start with the first task
        before = _BESIDE.set(_Beside(pool))
        try:
            yield
        finally:
            _BESIDE.reset(before)


def with_pictures(report: Report) -> Report:
    """A report with the pictures that are drawn beside it, once they are."""
    beside = _BESIDE.get()
    if beside is None:
        return report
    sections = (
        replace(section, blocks=tuple(map(beside.drawn, section.blocks)))
        for section in report.sections
    )
    return replace(report, sections=tuple(sections))


def _may_fork() -> bool:
    """Whether forking is safe, and pays."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and len(os.sched_getaffinity(0)) > 1
        and not multiprocessing.current_process().daemon
    )


def _get_ready() -> None:
    """Import what every picture needs; a picture's many parts are looked through less often."""
    gc.set_threshold(10_000)
    import_module("trip_analytics.plots.drawing.panels")
    import_module("trip_analytics.plots.drawing.sheet")


@dataclass(frozen=True)
class _Beside:
    """Pictures that are being drawn, each by a mark that its figure has meanwhile."""

    pool: ProcessPoolExecutor
    begun: dict[bytes, _Begun] = field(default_factory=dict)

    def begin(self, draw: _Draws, page: Medium) -> bytes:
        mark = b"picture %d" % len(self.begun)  # until it is drawn
        self.begun[mark] = (draw, page, self.pool.submit(_both, draw, page))
        return mark

    def drawn(self, block: Block) -> Block:
        if not isinstance(block, Figure) or block.png not in self.begun:
            return block
        draw, page, done = self.begun[block.png]
        try:
            on_page, phone = done.result()
        except BrokenExecutor:  # a process was ended from outside
            on_page, phone = _both(draw, page)
        return replace(block, png=on_page, phone=phone)


_BESIDE: ContextVar[_Beside | None] = ContextVar("beside", default=None)


def _both(draw: _Draws, page: Medium) -> tuple[bytes, bytes]:
    on_page = _drawn(draw, page, round(_DOTS_ACROSS / page.width))
    return on_page, _drawn(draw, PHONE, _DPI_OF_PHONE)


def _drawn(draw: _Draws, medium: Medium, dpi: int) -> bytes:
    with drawn_for(medium):
        return to_png(draw(), dpi=dpi)
