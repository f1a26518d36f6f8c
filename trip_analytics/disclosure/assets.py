"""Why what teams can draw on is never released."""

from __future__ import annotations

from typing import Final

from trip_analytics.analysis.assets import QUESTION
from trip_analytics.disclosure.releases import ForTheDeskAlone

RELEASE: Final = ForTheDeskAlone(
    QUESTION,
    "What teams can draw on is written in people's own words, which may tell who somebody is: it "
    "is never released as it is. Read it, and write what you wish to share in your own words.",
)
