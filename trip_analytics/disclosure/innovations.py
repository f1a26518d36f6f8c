"""Why the link with an innovation is never released."""

from __future__ import annotations

from typing import Final

from trip_analytics.analysis.innovations import QUESTION
from trip_analytics.disclosure.releases import ForTheDeskAlone

RELEASE: Final = ForTheDeskAlone(
    QUESTION,
    "There is no safe rule for the link with an innovation: which teams introduced it is commonly "
    "known, so figures on them are figures on a few teams that readers can name. Keep it at your "
    "desk, or say in words what you found.",
)
