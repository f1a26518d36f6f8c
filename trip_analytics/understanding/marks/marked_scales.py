"""A whole scale printed in one cell, and the point of it that somebody has marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, Literal

from trip_analytics.understanding.marks.mark import (
    NOT_ANSWERED,
    NOT_APPLICABLE,
    Mark,
    rated,
    unclear,
)
from trip_analytics.understanding.marks.ticks import (
    CHECK_MARKS,
    CROSS_SIGNS,
    EMPTY_BOXES,
    TICK_SIGNS,
)

Captioned = int | Literal["not-applicable"] | None

_EMPTY: Final = rf"[{EMPTY_BOXES}]|\[\s*_?\]|\(\s*_?\)"
_FULL: Final = (
    rf"[{TICK_SIGNS}{CROSS_SIGNS}]|\[\s*[x{CHECK_MARKS}×*]\s*\]|\(\s*[x{CHECK_MARKS}×*•]\s*\)"
)
_BOX: Final = re.compile(rf"({_EMPTY})|({_FULL})")
_MARKED: Final = (
    r"\(\s*{0}\s*\)|\[\s*{0}\s*\]|<\s*{0}\s*>|\*+{0}\*+|_+{0}_+"
    rf"|{{0}}[*{CHECK_MARKS}✗✘](?!\d)|(?<!\d)[{CHECK_MARKS}✗✘→]{{0}}"
)


def chosen_of_printed(
    line: str, point_of: Callable[[str], Captioned], values: Sequence[int]
) -> Mark | None:
    """The answer marked on a scale printed in a line; None where no scale is printed there.

    ``point_of`` gives the point that a box's caption names, or "not-applicable".

    Examples
    --------
    >>> points = {"1": 1, "2": 2, "3": 3}
    >>> chosen_of_printed("☐ 1 ☑ 2 ☐ 3", points.get, [1, 2, 3]).value
    2
    >>> chosen_of_printed("1 (2) 3", points.get, [1, 2, 3]).value
    2
    >>> chosen_of_printed("1 2 3", points.get, [1, 2, 3]).state
    'unclear'
    """
    boxes = list(_BOX.finditer(line))
    if len(boxes) > 1:
        return _of_boxes(line, boxes, point_of)
    return _of_numbers(line, values)


def _of_boxes(
    line: str, boxes: Sequence[re.Match[str]], point_of: Callable[[str], Captioned]
) -> Mark | None:
    ends = [0, *(box.end() for box in boxes)]
    starts = [*(box.start() for box in boxes), len(line)]
    captions = [line[a:b].strip(" ,;|/") for a, b in zip(ends, starts, strict=True)]
    if not captions[0] and captions[-1]:
        captions = captions[1:]
    elif captions[0] and not captions[-1]:
        captions = captions[:-1]
    else:
        return _untold(boxes)
    points = [point_of(caption) for caption in captions]
    if None in points or len(set(points)) < len(points):
        return _untold(boxes)
    chosen = [point for point, box in zip(points, boxes, strict=True) if box.group(2)]
    if len(chosen) > 1:
        return unclear("more than one box is ticked")
    if not chosen:
        return NOT_ANSWERED
    (point,) = chosen
    return rated(point) if isinstance(point, int) else NOT_APPLICABLE


def _untold(boxes: Sequence[re.Match[str]]) -> Mark | None:
    """What is said of boxes whose captions are not the scale's: nothing where all are ticks."""
    if any(box.group(1) for box in boxes):
        return unclear("it cannot be told which box stands for which answer")
    return None


def _of_numbers(line: str, values: Sequence[int]) -> Mark | None:
    """The one number that is set apart on a line of all of them."""
    one_of = "|".join(_MARKED.format(value) for value in values)
    plain = "|".join(str(value) for value in values)
    pieces = re.findall(rf"({one_of})|(?<!\d)({plain})(?!\d)", line)
    numbers = [int(re.sub(r"[^\d-]", "", marked or bare)) for marked, bare in pieces]
    if numbers != list(values):
        return None
    rest = re.sub(rf"(?:{one_of})|(?<!\d)(?:{plain})(?!\d)", "", line)
    rest = re.sub(r"\bn\s*/?\s*a\b", "", rest)
    if re.search(r"[^\s,;/|.)-]", rest):
        return None
    chosen = [int(re.sub(r"[^\d-]", "", marked)) for marked, _ in pieces if marked]
    if len(chosen) == 1:
        return rated(chosen[0])
    if chosen:
        return unclear("more than one number is marked")
    return unclear("the whole scale is there and none of its numbers is marked in a way we see")
