"""The colours, named by what they mean.

Each is at least 3:1 against the white page, but for the paler steps of a scale, whose bars have
an outline that is. Steps are told apart by how dark they are, in print and by people who see no
colours: each is nearly twice as dark as the one before. A segment with room for it carries its
number. No red, amber and green: these are not marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from trip_analytics.errors import AnalysisError
from trip_analytics.settings.look_of_reports import luminance

PAGE: Final = "#FFFFFF"
TEXT: Final = "#212B32"
QUIET_TEXT: Final = "#4C6272"
GUIDE: Final = "#D8DDE0"
ZERO: Final = "#4C6272"

# NHS blue: the findings.
FINDING: Final = "#005EB8"
# How many were asked, around how many answered.
ASKED: Final = "#768692"

# What a finding is compared with: the year before, another view.
COMPARED: Final = "#4C6272"

# What the overall change is made of: always with their hatching, which tells them apart.
MATCHED: Final = FINDING
JOINED: Final = FINDING
LEFT: Final = "#4C6272"
# An indicator's figures, its average, its limits and its target; and what stands out, as NHS
# Making Data Count has it (blue, orange, purple), dark enough for the page. Each has its own
# shape too.
COMMON_CAUSE: Final = "#4C6272"
MEAN: Final = TEXT
LIMIT: Final = "#768692"
IMPROVEMENT: Final = FINDING
CONCERN: Final = "#B84A00"
CHANGE: Final = "#7C2855"
TARGET: Final = "#00687A"

# From least (1) to best developed (5), from the first stage to the third: the darker,
# the further. A reader without colour sees the same order.
RATINGS: Final = ("#D6E6F5", "#79ADDE", "#2F78C4", "#00459A", "#0B1840")
STAGES: Final = (RATINGS[0], RATINGS[2], RATINGS[4])

# The text that reads best on each of them.
ON_RATINGS: Final = ("#000000", "#000000", PAGE, PAGE, PAGE)
ON_STAGES: Final = (ON_RATINGS[0], ON_RATINGS[2], ON_RATINGS[4])

# What became of a priority: the darker, the further; what was given up and what nobody said
# are no steps of it, and have hues of their own.
PROGRESS: Final = (RATINGS[4], RATINGS[2], RATINGS[0], "#9A5B8F", "#8A8172")
ON_PROGRESS: Final = (PAGE, PAGE, "#000000", PAGE, "#000000")


def of_ratings(points: int) -> tuple[list[str], list[str]]:
    """As many colours, from least to best developed, and the text that reads best on each.

    Examples
    --------
    >>> of_ratings(2)
    (['#D6E6F5', '#0B1840'], ['#000000', '#FFFFFF'])
    """
    last = len(RATINGS) - 1
    places = [point * last / (points - 1) for point in range(points)]
    return [_mixed(place) for place in places], [ON_RATINGS[round(place)] for place in places]


def of_findings(color: str | None) -> str:
    """The colour of findings, or a caller's own instead.

    Raises AnalysisError: it is no colour.
    """
    from matplotlib.colors import is_color_like

    if color is not None and not is_color_like(color):
        raise AnalysisError(
            f"color= takes a colour as matplotlib names them, such as 'green' or '{FINDING}'."
        )
    return FINDING if color is None else color


def in_color(look: Mapping[str, Any], color: str) -> dict[str, Any]:
    """A look with a caller's own colour instead of that of findings."""
    own = of_findings(color)
    return {name: own if value == FINDING else value for name, value in look.items()}


def of_palette(palette: str | Sequence[str], count: int) -> tuple[list[str], list[str]]:
    """As many colours of a caller's palette, and black or white, which reads better on each.

    Raises AnalysisError: it is no palette.
    """
    from matplotlib.colors import to_hex
    from seaborn import color_palette  # slow to import, and seldom asked for

    try:
        colours = [to_hex(colour) for colour in color_palette(palette, count)]
    except (TypeError, ValueError) as error:
        raise AnalysisError(
            "palette= takes a name that seaborn knows, such as 'crest', or a list of colours, such "
            f"as ['grey', '{FINDING}']."
        ) from error
    return colours, ["#000000" if luminance(colour) > _EVEN else PAGE for colour in colours]


# Where black and white are equally clear on a colour: (L + .05) / .05 = 1.05 / (L + .05).
_EVEN: Final = 0.179


def _mixed(place: float) -> str:
    """The colour at a place among those of ratings, mixed where it lies between two of them."""
    before, part = int(place), place % 1
    if not part:
        return RATINGS[before]
    pairs = zip(_parts(RATINGS[before]), _parts(RATINGS[before + 1]), strict=True)
    return "#" + "".join(f"{round(one * (1 - part) + other * part):02X}" for one, other in pairs)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
