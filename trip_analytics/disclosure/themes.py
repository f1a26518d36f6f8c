"""Release of what teams chose as priorities."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.team_ratings import asked_items
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    PROMISED,
    SHARE_DECIMALS,
    Policy,
    gives_away,
    rounded,
    with_companions,
)
from trip_analytics.tables import Returns

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
_MATCHED: Final = ["priorities", "by_wording", "by_name", "by_examples"]


def release_themes(
    themes: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED
) -> Released:
    """What teams chose to work on, with every figure withheld that would give one away.

    A practice is withheld where fewer than 3 teams chose it, or all but fewer
    than 3. Teams choose three each, so the total is as good as known: the
    practices withheld must be two at least, and chosen by 3 teams or more
    between them; else the least chosen of the others are withheld too.

    Challenges, and "Something else", are in the table only if some team chose them: a
    withheld one would say that one or two teams did. So these are left out instead.

    Parameters
    ----------
    themes : DataFrame
        As of ``priority_themes``, trust-wide.
    returns : Returns
        What it was worked out from, which tells what teams were asked about.
    policy : Policy

    Returns
    -------
    Released
        The same columns without how priorities were matched, shares (0-1) to whole
        percents. Whether priorities have leads, a measure and a date is given where 3 teams
        have and 3 have not.

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
    >>> released = release_themes(priority_themes(returns), returns)  # none chose the six others
    >>> released.table["teams"].dropna().tolist()
    [4]
    """
    table = for_whole_trust(themes, [*_ABOUT, *_CHOSEN, *_WITH, *_MATCHED]).drop(
        columns=_MATCHED, errors="ignore"
    )
    chosen = table["teams"].astype("Int64").fillna(0).astype(int)
    told = _withheld(chosen, _choosing(themes), policy)
    asked = asked_items(returns, "ratings", table["year"].dropna().unique().tolist())["item_id"]
    unlisted = told & ~table["item_id"].isin(asked)
    table, chosen, told = table.loc[~unlisted], chosen.loc[~unlisted], told.loc[~unlisted]
    table["teams"] = table["teams"].astype("Int64")
    table["share"] = rounded(table["share"], SHARE_DECIMALS)
    hidden, figures = {"chosen": told}, {"chosen": _CHOSEN}
    for column in _WITH:
        table[column] = table[column].astype("Int64")
        had = table[column].fillna(0)
        counts = pd.DataFrame({"had": had, "not": chosen - had})
        alike = gives_away(counts, at_least=policy.insiders + 1, insiders=policy.insiders)
        hidden[column], figures[column] = told | alike, [column]
    return withhold("themes", table, figures, hidden, _notes(hidden, bool(unlisted.any()), policy))


def _choosing(themes: pd.DataFrame) -> int:
    """How many teams chose anything: the teams of a row and the share they are."""
    some = themes.loc[themes["teams"].fillna(0).gt(0) & themes["share"].fillna(0).gt(0)]
    return 0 if some.empty else round(float((some["teams"] / some["share"]).iloc[0]))


def _withheld(chosen: pd.Series[int], choosing: int, policy: Policy) -> pd.Series[bool]:
    """The practices to withhold, others with them until a total tells nothing."""
    counts = pd.DataFrame({"chosen": chosen, "not": choosing - chosen})
    told = gives_away(counts, at_least=policy.minimum_teams, insiders=policy.insiders)
    return with_companions(told, chosen, policy)


def _notes(hidden: dict[str, pd.Series[bool]], any_unlisted: bool, policy: Policy) -> list[str]:
    fewest = policy.insiders + 1
    notes = ["Shares are given to whole percents."]
    if hidden["chosen"].any():
        notes.append(
            f"A practice is withheld where fewer than {fewest} teams chose it (or fewer than "
            f"{fewest} did not), and where the total would tell how many did."
        )
    if any_unlisted:
        notes.append(
            "Challenges and other subjects that would be withheld are not listed, because only "
            "what some team chose could be."
        )
    if any((rows & ~hidden["chosen"]).any() for rows in hidden.values()):
        notes.append(
            f"Leads, measures and dates are withheld where fewer than {fewest} teams had them "
            f"or fewer than {fewest} did not."
        )
    return notes
