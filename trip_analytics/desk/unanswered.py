"""Statements of current returns that have no answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from trip_analytics.desk.queries import Query, QueryKind
from trip_analytics.instruments import Instrument
from trip_analytics.returns import Returns


def unanswered_statements(returns: Returns, year: int) -> Iterator[Query]:
    """A query for each statement that nobody answered in a return of that year.

    A statement that one perspective answered, or marked unclearly, is not blank.
    """
    current = returns.returns.loc[
        returns.returns["status"].eq("current") & returns.returns["year"].eq(year)
    ].set_index("return_id")
    instruments = {one.instrument_id: one for one in returns.instruments}
    kinds: tuple[Literal["ratings", "stages"], ...] = ("ratings", "stages")
    for kind in kinds:
        answers = getattr(returns, kind)
        answers = answers.loc[answers["return_id"].isin(current.index)]
        blank = answers["state"].eq("not-answered").fillna(False)
        whose = [answers["return_id"], answers["item_id"]]
        nobody = blank.groupby(whose).transform("all")
        for row in answers.loc[nobody].drop_duplicates(["return_id", "item_id"]).itertuples():
            of_return = current.loc[row.return_id]
            yield _query(row, of_return, instruments.get(str(of_return["instrument"])), year)


def _query(row: object, of_return: pd.Series, instrument: Instrument | None, year: int) -> Query:
    values = {
        name: None if pd.isna(value := getattr(row, name)) else str(value)
        for name in ("source_file", "sheet", "cell", "wording_id", "team", "item_id")
    }
    item_id = str(values["item_id"])
    # A table of one's own says of no answer where it stands: then nothing is known of the form.
    on_form = (
        values["wording_id"] is not None
        or values["cell"] is not None
        or values["source_file"] is None
    )
    return Query(
        QueryKind.BLANK if on_form else QueryKind.ABSENT,
        f'Please give an answer{_scale(instrument)}, or "n/a".',
        values["team"] or whose_own(of_return),
        year=year,
        statement=_label(instrument, item_id),
        source_file=values["source_file"],
        sheet=values["sheet"],
        cell=values["cell"],
    )


def whose_own(of_return: pd.Series) -> str | None:
    """Whose return it is, by name: a team's, a service line's or an organisation's own."""
    names = (of_return[name] for name in ("team", "service_line", "organisation"))
    return next((str(name) for name in names if pd.notna(name)), None)


def _label(instrument: Instrument | None, item_id: str) -> str:
    return instrument.labels.get(item_id, item_id) if instrument else item_id


def _scale(instrument: Instrument | None) -> str:
    if instrument is None or not instrument.scale:
        return ""
    return f" from {instrument.scale[0].value} to {instrument.scale[-1].value}"
