"""Release of the years side by side: the average of each year, as it was published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from trip_analytics.analysis.history import COLUMNS, QUESTION, practice_history
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.results import in_printed_order, names_of, result, typed
from trip_analytics.disclosure.practices import KEY, practices_of
from trip_analytics.disclosure.released import Released, keep_rows, notes_of, withhold
from trip_analytics.disclosure.releases import InItsOwnWay, check_is_of, of_its_list
from trip_analytics.disclosure.rules import Audience, Rule
from trip_analytics.returns import Returns


def release_history(returns: Returns, profiles: Mapping[int, Released]) -> Released:
    """The average of each practice in each year, as it was published.

    ``profiles`` are the practices of each year, the earliest first; as ``practice_history``.
    """
    of_year = pd.concat([each.table for each in profiles.values()], ignore_index=True)
    withheld = pd.concat([each.withheld["mean"] for each in profiles.values()], ignore_index=True)
    figures = [name for name in COLUMNS if name.startswith(("mean", "well_developed"))]
    # Wordings that cannot be compared have rows of their own in a profile, and no figures here.
    several = of_year.duplicated(["item_id", "year"], keep=False)
    of_year[figures] = of_year[figures].mask(several)
    hidden = (withheld & ~several).loc[~of_year.duplicated(["item_id", "year"])]
    of_year = of_year.drop_duplicates(["item_id", "year"])
    names = names_of(returns)
    of_year["practice"] = [names.get(item, item) for item in of_year["item_id"]]
    words = practice_history(returns)[["item_id", "year", "comparable_with_previous"]]
    table = of_year.merge(words, how="left", on=["item_id", "year"])
    order = {item: at for at, item in enumerate(in_printed_order(returns, table["item_id"]))}
    table["place"] = table["item_id"].map(order)
    table["hidden"] = hidden.to_numpy(bool)
    table = table.sort_values(["place", "year"], kind="stable", ignore_index=True)
    hidden = table["hidden"].astype(bool)
    of_list = one_list(returns, None)
    table = result(
        "practice_history", typed(COLUMNS, table), [], of_list=of_list, perspective="team"
    )
    notes = notes_of([note for each in profiles.values() for note in each.notes])
    return withhold("practice_history", table, {"year": figures}, {"year": hidden}, notes)


def _release(history: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    returns = of_its_list(history, returns)
    check_is_of(history, practice_history(returns))
    years = sorted({int(year) for year in history["year"]})
    released = release_history(returns, {year: practices_of(returns, year, rule) for year in years})
    return keep_rows(released, history, [*KEY, "year"])


RELEASE: Final = InItsOwnWay(QUESTION, _release)
