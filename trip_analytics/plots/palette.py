"""The colours, named by what they mean.

Each is at least 3:1 against the white page and the white separators between
segments (five steps cannot be 3:1 against one another between white and black),
and each segment carries its number. No red, amber and green: these are not marks.
"""

from __future__ import annotations

from typing import Final

PAGE: Final = "#FFFFFF"
TEXT: Final = "#212B32"
QUIET_TEXT: Final = "#4C6272"
GUIDE: Final = "#D8DDE0"
ZERO: Final = "#4C6272"

# NHS blue: what was found.
FINDING: Final = "#005EB8"
# What was asked for, behind what was found.
ASKED: Final = "#768692"

# From least (1) to best developed (5), from the first stage to the third: the darker,
# the further. A reader without colour sees the same order.
RATINGS: Final = ("#7C94A3", "#4480C2", "#005EB8", "#003087", "#0B1840")
STAGES: Final = (RATINGS[0], RATINGS[2], RATINGS[4])

# The text that reads best on each of them.
ON_RATINGS: Final = ("#000000", "#000000", PAGE, PAGE, PAGE)
ON_STAGES: Final = (ON_RATINGS[0], ON_RATINGS[2], ON_RATINGS[4])

# What became of a priority: the darker, the further; what was given up and what nobody said
# are no steps of it, and have hues of their own.
PROGRESS: Final = (RATINGS[4], RATINGS[2], RATINGS[0], "#9A5B8F", "#8A8172")
ON_PROGRESS: Final = (PAGE, PAGE, "#000000", PAGE, "#000000")
