"""The gate of every release: what everything published would give away is withheld."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import pandas as pd

from trip_analytics.disclosure.audit.published import questions
from trip_analytics.disclosure.audit.slots import Publication
from trip_analytics.disclosure.audit.steps import to_withhold
from trip_analytics.disclosure.change import FIGURES as CHANGE_FIGURES
from trip_analytics.disclosure.change import PARTS as CHANGE_PARTS
from trip_analytics.disclosure.profile import FIGURES as PROFILE_FIGURES
from trip_analytics.disclosure.released import Published
from trip_analytics.disclosure.rules import ALL_TEAMS, INSIDERS

_NOTE: Final = (
    "Some figures are withheld because, with everything else published, this year and before, "
    "they would let readers work out what a team had answered."
)


class Passed(NamedTuple):
    """What may be published, and what was withheld for it.

    Attributes
    ----------
    publication : Publication
    withheld : DataFrame
        item_id; withheld, what of the practice, in words.
    """

    publication: Publication
    withheld: pd.DataFrame


def pass_gate(
    new: Publication, earlier: Sequence[Publication] = (), *, insiders: int = INSIDERS
) -> Passed:
    """Withhold what a publication, with all earlier ones, would give away.

    Parameters
    ----------
    new : Publication
    earlier : sequence of Publication
        All that readers may hold already.
    insiders : int
        How many readers put their knowledge together at most.

    Raises
    ------
    DisclosureError
        A table does not agree with the answers it is said to be of.
    """
    rows: list[tuple[str, str]] = []
    tables = dict(new.tables)
    for item_id, _, question in questions([*earlier, new]):
        taken = to_withhold(question, new.name, insiders)
        for words, sources in taken:
            rows.append((item_id, words))
            for name, figures in sorted({(source.table, source.figures) for source in sources}):
                tables[name] = _without(tables[name], item_id, figures)
    withheld = pd.DataFrame(rows, columns=["item_id", "withheld"], dtype="string")
    return Passed(replace(new, tables=tables), withheld)


def _without(released: Published, item_id: str, figures: str) -> Published:
    """A table without some figures of a practice; without its row where it has a standing."""
    table = released.table
    rows = table["item_id"].eq(item_id).fillna(False).astype(bool)
    by = next((column for column in ("service_line", "team_type") if column in table), None)
    if by is not None and figures == "breakdown":
        rows &= table[by].ne(ALL_TEAMS).fillna(True).astype(bool)
    if "standing" in table:
        return released.without(rows, note=_NOTE)
    of_table: Collection[str] = PROFILE_FIGURES
    if released.name == "change":
        of_table = CHANGE_PARTS if figures == "movers" else (*CHANGE_FIGURES, *CHANGE_PARTS)
    return released.without(rows, of_table, note=_NOTE)
