"""The scale that ratings are on, and how far teams agree on it: van der Eijk's coefficient A."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.intervals import Figures
from trip_analytics.instruments import Instrument, load_instrument
from trip_analytics.words import point_written

_COUNTS = "rated_"  # the columns of a profile that count the teams at each point


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale as results of the analysis know it."""

    points: tuple[int, ...]
    """A run of whole numbers, lowest first."""
    labels: tuple[str, ...]
    """What each is called; empty where it has no name."""
    well_developed: tuple[int, ...]
    """The points at which a practice counts as well developed."""

    @classmethod
    def of(cls, instrument: Instrument) -> Self:
        """The scale of an instrument."""
        labels = tuple(point.name for point in instrument.scale)
        return cls(instrument.points, labels, instrument.well_developed)

    @classmethod
    def of_result(cls, table: pd.DataFrame) -> Self:
        """The scale that a result says it is on; of one that does not say, that of TRIP."""
        said: dict[str, Any] | None = table.attrs.get("scale")
        if said is None:
            return cls.of(load_instrument("trip"))
        return cls(*(tuple(said[name]) for name in cls.__dataclass_fields__))

    def said(self) -> dict[str, list[Any]]:
        """As a result says it in its ``attrs``, where a store can keep it."""
        return {name: list(getattr(self, name)) for name in self.__dataclass_fields__}

    @property
    def low(self) -> int:
        """The lowest point."""
        return self.points[0]

    @property
    def high(self) -> int:
        """The highest point."""
        return self.points[-1]

    @property
    def width(self) -> int:
        """How far the highest point is from the lowest."""
        return self.high - self.low

    @property
    def counts(self) -> list[str]:
        """The columns that say how many teams gave each point."""
        return [f"{_COUNTS}{point}" for point in self.points]

    @property
    def in_words(self) -> str:
        """From where to where it goes: "from 1 (not yet) to 5 (very well developed)"."""
        ends = (self.named(self.low), self.named(self.high))
        return "from " + " to ".join(f"{at} ({name})" if name else at for at, name in ends)

    @property
    def ends_in_words(self) -> str:
        """For those who cannot see a picture: "from 1, least developed, to 5, most developed"."""
        low, high = point_written(self.low), point_written(self.high)
        return f"from {low}, least developed, to {high}, most developed"

    @property
    def well_in_words(self) -> str:
        """The points that count as well developed: "4 or 5", "3", "8 to 10"."""
        if len(self.well_developed) > 2:
            return " to ".join(point_written(self.well_developed[end]) for end in (0, -1))
        return " or ".join(map(point_written, self.well_developed))

    def named(self, point: int) -> tuple[str, str]:
        """A point as it is written, with its name as it is inside a sentence."""
        name = self.labels[point - self.low]
        name = name[:1].lower() + name[1:] if name[1:].islower() else name
        return point_written(point), name


FEWEST = 2  # teams: one agrees with itself


def agreement(counts: npt.ArrayLike) -> Figures:
    """Van der Eijk's A for each row of counts, one for each point of a scale in order.

    1 where all gave the same rating, 0 where each rating was given as often, -1 where half gave
    the lowest and half the highest. NaN for fewer than two. The counts are taken apart into
    layers, each of which gives the same number at some of the points; A is the mean of those of
    the layers, weighted by how many ratings each holds (C. van der Eijk, 2001, "Measuring
    agreement in ordered rating scales", Quality and Quantity 35, 325-341).

    Examples
    --------
    >>> agreement([[0, 0, 9, 0, 0], [2, 2, 2, 2, 2], [5, 0, 0, 0, 5]]).tolist()
    [1.0, 0.0, -1.0]
    """
    rows = np.asarray(counts, dtype=float)
    return np.array([_of_row(row) for row in rows.reshape(-1, rows.shape[-1])], dtype=float)


def _of_row(counts: Figures) -> float:
    total = np.nansum(counts)
    if np.isnan(counts).any() or total < FEWEST:
        return float("nan")
    left, found = counts.copy(), 0.0
    while (used := left > 0).any():
        layer = left[used].min()
        found += _of_layer(used) * layer * used.sum() / total
        left = np.where(used, left - layer, 0)
    return round(found, 9) + 0.0


def _of_layer(used: npt.NDArray[np.bool_]) -> float:
    """A of a layer that is at some of the points: how far they are beside one another."""
    points, held = len(used), int(used.sum())
    if held == points:
        return 0.0
    if held == 1:
        return 1.0
    # Of any three points in order: both of one side alone, or both ends without the middle.
    beside = apart = 0
    for low, middle, high in combinations(used.tolist(), 3):
        if low + middle + high == 2:
            beside += middle
            apart += not middle
    unimodal = ((points - 2) * beside - (points - 1) * apart) / ((points - 2) * (beside + apart))
    return float(unimodal * (1 - (held - 1) / (points - 1)))
