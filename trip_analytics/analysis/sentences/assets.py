"""What the assets of a trust's teams say: how many, not which, for they are people's own words."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.words import number, opening, spelled

NEEDS: Final = ("category", "asset", "year", "teams")


def in_words(assets: pd.DataFrame) -> str:
    """How many assets there are, under how many headings, and how many several teams named."""
    year = int(assets["year"].iloc[0])
    headings = assets["category"].nunique()
    under = f" under {spelled(headings, 'heading')}" if headings else ""
    shared = int((assets["teams"] > 1).sum())
    by_several = f"{number(shared)} of them" if shared else "none of them"
    return (
        f"In {year} teams listed {spelled(len(assets), 'asset')}{under}. "
        f"{opening(by_several)} {'was' if shared == 1 else 'were'} named by more than one team. "
        "Others may have the same and not have thought of it."
    )
