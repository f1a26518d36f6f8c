"""Release of what teams chose as priorities."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.disclosure.released import Released, refuse_teams, release
from trip_analytics.disclosure.rules import (
    INSIDERS,
    MINIMUM_TEAMS,
    SHARE_DECIMALS,
    gives_away,
    refuse_breakdown,
    rounded,
)

_ABOUT: Final = ["item_id", "practice", "year"]
_CHOSEN: Final = ["teams", "share"]
_WITH: Final = [
    "with_staff_lead",
    "with_service_user_lead",
    "with_both_leads",
    "with_measure",
    "with_due",
]
# How priorities were matched is for the desk: so few by each way would tell on single teams.
_MATCHED: Final = ["priorities", "by_wording", "by_name", "by_key_words"]
_FEWEST: Final = INSIDERS + 1


def release_themes(themes: pd.DataFrame) -> Released:
    """What teams chose to work on, with every figure withheld that would give one away.

    A practice is withheld where fewer than 3 teams chose it, or all but fewer
    than 3. Teams choose three each, so the total is as good as known: the
    practices withheld must be two at least, and chosen by 3 teams or more
    between them; else the least chosen of the others are withheld too.

    Parameters
    ----------
    themes : DataFrame
        As of ``priority_themes``, trust-wide.

    Returns
    -------
    Released
        The same columns without how priorities were matched, shares (0-1) to whole
        percents. Whether priorities have
        leads, a measure and a date is given where 3 teams have and 3 have not.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.

    Examples
    --------
    >>> from trip_analytics.analysis import priority_themes
    >>> from trip_analytics.tables import Returns
    >>> chosen = pd.DataFrame({"team": list("ABCDEFGH"), "year": 2025, "item_id": "choices"})
    >>> chosen.loc[:3, "item_id"] = "hope-stories"
    >>> ratings = chosen.assign(rating=3)
    >>> returns = Returns.from_tables(priorities=chosen, ratings=ratings)
    >>> released = release_themes(priority_themes(returns))  # nobody chose the six others
    >>> released.table["teams"].dropna().tolist()
    [4]
    """
    refuse_teams(themes)
    refuse_breakdown(themes, [*_ABOUT, *_CHOSEN, *_WITH, *_MATCHED])
    table = themes.drop(columns=_MATCHED, errors="ignore").reset_index(drop=True)
    chosen = table["teams"].astype("Int64").fillna(0).astype(int)
    table["teams"] = table["teams"].astype("Int64")
    table["share"] = rounded(table["share"], SHARE_DECIMALS)
    withhold = {"chosen": _withheld(chosen, _choosing(themes))}
    figures = {"chosen": _CHOSEN}
    for column in _WITH:
        table[column] = table[column].astype("Int64")
        had = table[column].fillna(0)
        alike = gives_away(pd.DataFrame({"had": had, "not": chosen - had}), at_least=_FEWEST)
        withhold[column], figures[column] = withhold["chosen"] | alike, [column]
    return release("themes", table, figures, withhold, _notes(withhold))


def _choosing(themes: pd.DataFrame) -> int:
    """How many teams chose anything: the teams of a row and the share they are."""
    some = themes.loc[themes["teams"].fillna(0).gt(0) & themes["share"].fillna(0).gt(0)]
    return 0 if some.empty else round(float((some["teams"] / some["share"]).iloc[0]))


def _withheld(chosen: pd.Series[int], choosing: int) -> pd.Series[bool]:
    """The practices to withhold, others with them until a total tells nothing."""
    counts = pd.DataFrame({"chosen": chosen, "not": choosing - chosen})
    withheld = gives_away(counts, at_least=MINIMUM_TEAMS)
    for row in chosen.loc[~withheld].sort_values(kind="stable").index:
        hidden = int(withheld.sum())
        if hidden == 0 or (hidden > 1 and int(chosen.loc[withheld].sum()) >= _FEWEST):
            break
        withheld.loc[row] = True
    return withheld


def _notes(withhold: dict[str, pd.Series[bool]]) -> list[str]:
    notes = ["Shares are given to whole percents."]
    if withhold["chosen"].any():
        notes.append(
            f"A practice is withheld where fewer than {_FEWEST} teams chose it (or fewer than "
            f"{_FEWEST} did not), and where the total would tell how many did."
        )
    if any((rows & ~withhold["chosen"]).any() for rows in withhold.values()):
        notes.append(
            f"Leads, measures and dates are withheld where fewer than {_FEWEST} teams had them "
            f"or fewer than {_FEWEST} did not."
        )
    return notes
