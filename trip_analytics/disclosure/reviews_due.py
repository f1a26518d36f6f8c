"""Why what teams still have to do is never released."""

from __future__ import annotations

from typing import Final

from trip_analytics.analysis.reviews_due import QUESTION
from trip_analytics.disclosure.releases import ForTheDeskAlone

RELEASE: Final = ForTheDeskAlone(
    QUESTION,
    "What is due is listed team by team and in people's own words, for you to ask them: it is "
    "never released. How many plans there are for each challenge, plans() gives.",
)
