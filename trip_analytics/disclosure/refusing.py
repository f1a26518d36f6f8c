"""Refuse a release in the place of withholding what it would give away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from trip_analytics.disclosure.audit import Publication, audit
from trip_analytics.disclosure.audit.certain import Known
from trip_analytics.disclosure.audit.leaks import in_words
from trip_analytics.disclosure.rules import INSIDERS
from trip_analytics.errors import DisclosureError
from trip_analytics.words import listed, spelled


def refuse_leaks(
    new: Publication,
    earlier: Sequence[Publication],
    withheld: pd.DataFrame,
    *,
    insiders: int = INSIDERS,
) -> None:
    """Refuse a publication of which the gate withheld something.

    Parameters
    ----------
    new : Publication
        As it was before the gate.
    earlier : sequence of Publication
    withheld : DataFrame
        As of :class:`trip_analytics.disclosure.gate.Passed`.
    insiders : int

    Raises
    ------
    DisclosureError
        Something was withheld. The message says for one practice which tables would have
        given an answer away, and to whom; never whose.
    """
    if withheld.empty:
        return
    item = withheld["item_id"].iloc[0]
    steps = listed(withheld.loc[withheld["item_id"] == item, "withheld"])
    others = withheld["item_id"].nunique() - 1
    more = f" (and figures of {spelled(others, 'other practice')})" if others else ""
    raise DisclosureError(
        f"No report was made, because it would give a team's answer away. "
        f"{_leak(new, earlier, item, insiders)}Leave `strict` out, and this is withheld: "
        f"{steps}{more}."
    )


def _leak(new: Publication, earlier: Sequence[Publication], item: str, insiders: int) -> str:
    """What the publication would give away of one practice, in a sentence with a space after it."""
    of_item = [
        replace(each, answers=each.answers.loc[each.answers["item_id"] == item])
        for each in (*earlier, new)
    ]
    found = audit(of_item, insiders=insiders)
    told = found.loc[found["publication"] == new.name].to_dict("records")
    if not told:
        return ""
    row = min(told, key=lambda row: (row["known_to"], len(row["tables"])))  # the plainest of them
    known = Known(row["known_to"], bool(row["proven"]))
    return f"{in_words(known, 'a team', row['practice'], row['year'], row['tables'])} "
