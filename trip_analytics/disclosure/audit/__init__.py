"""What readers could work out: the gate that every release passes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from trip_analytics.disclosure.audit.certain import certain_to
from trip_analytics.disclosure.audit.published import questions
from trip_analytics.disclosure.audit.slots import Publication
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
        for (team, slot), known in certain_to(question, insiders).items():
            found.append((item_id, slots.years[slot], slots.units[team], *known))
    return pd.DataFrame(found, columns=["item_id", "year", "unit", "known_to", "proven"])
