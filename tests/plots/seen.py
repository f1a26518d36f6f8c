"""What is to be seen on a plot. Load it where it is needed through the fixture ``seen``."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from trip_analytics.plots.drawing import palette


def texts(ax):
    """All that is written, but for the names of rows and axes."""
    figure = ax.figure
    return [text.get_text() for text in [*figure.texts, *ax.texts]]


def labels(ax):
    """The names of the rows."""
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def bars(ax):
    """Left, width and place of each bar with a width."""
    return [
        (round(p.get_x(), 6), round(p.get_width(), 6), round(p.get_y() + p.get_height() / 2, 6))
        for p in ax.patches
        if p.get_width() > 0
    ]


def dots(ax):
    """Position, place and whether full of each dot."""
    return [
        (x, y, to_hex(collection.get_facecolor()[0]) == palette.FINDING.lower())
        for collection in ax.collections
        if isinstance(collection, PathCollection)
        for x, y in np.asarray(collection.get_offsets())
    ]


def lines(ax):
    """From where to where each interval goes, and its place."""
    return [
        (round(float(line[0][0]), 6), round(float(line[1][0]), 6), int(line[0][1]))
        for collection in ax.collections
        if hasattr(collection, "get_segments")
        for line in collection.get_segments()
    ]


def cells(ax):
    """Of a grid, by the place of each cell from the top and by its heading: word, ink, colour."""
    headings = [label.get_text() for label in ax.get_xticklabels()]
    written = {text.get_position(): text for text in ax.texts}
    if not ax.collections:
        return {}
    faces = ax.collections[0].get_facecolor().reshape(-1, len(headings), 4)
    return {
        (place, heading): (
            written[across + 0.5, place + 0.5].get_text(),
            to_hex(written[across + 0.5, place + 0.5].get_color()),
            to_hex(row[across]),
        )
        for place, row in enumerate(faces)
        for across, heading in enumerate(headings)
        if (across + 0.5, place + 0.5) in written
    }


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def assert_clear(drawn):
    """Nothing is cut off or written over something else."""
    figure = drawn if isinstance(drawn, Figure) else drawn.figure
    figure.draw_without_rendering()
    page = figure.bbox
    written = [*figure.texts]
    legends = [*figure.legends]
    for ax in figure.axes:
        low, high = ax.get_xlim()
        ticks = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
        across = [label for at, label in ticks if low <= at <= high]
        titles = [ax.title, ax._left_title]
        written += [*titles, ax.xaxis.label, *ax.texts, *ax.get_yticklabels(), *across]
        legends += [legend for legend in [ax.get_legend()] if legend]
    boxes = [
        (text.get_text(), text.get_window_extent()) for text in written if text.get_text().strip()
    ]
    boxes += [("legend", legend.get_window_extent()) for legend in legends]
    for text, box in boxes:
        assert page.x0 - 1 <= box.x0, text
        assert box.x1 <= page.x1 + 1, text
        assert page.y0 - 1 <= box.y0, text
        assert box.y1 <= page.y1 + 1, text
    for n, (text, box) in enumerate(boxes):
        for other, over in boxes[n + 1 :]:
            across = min(box.x1, over.x1) - max(box.x0, over.x0)
            down = min(box.y1, over.y1) - max(box.y0, over.y0)
            assert across <= 1 or down <= 1, (text, other)
