"""What readers could work out: the gate that every release passes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from trip_analytics.disclosure.audit.certain import certain_to
from trip_analytics.disclosure.audit.published import Publication, questions
from trip_analytics.disclosure.audit.exchanges import safe_by_exchange
from trip_analytics.disclosure.rules import INSIDERS

__all__ = ["Publication", "certain_answers"]


def certain_answers(
    publications: Sequence[Publication], *, insiders: int = INSIDERS
) -> pd.DataFrame:
    """Which teams' answers are certain to readers of everything published.

    Returns
    -------
    DataFrame
        item_id, year, unit, known_to (0 for anybody, else how many insiders).
    """
    found = []
    for item_id, slots, question in questions(publications):
        told = (question.answers >= 0) & ~safe_by_exchange(question, insiders)
        for (team, slot), known_to in certain_to(question, told, insiders).items():
            found.append((item_id, slots.years[slot], slots.units[team], known_to))
    return pd.DataFrame(found, columns=["item_id", "year", "unit", "known_to"])
