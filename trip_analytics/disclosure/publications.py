"""Publications as text that can be kept, and back."""

from __future__ import annotations

import json
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.results import Result
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.disclosure.released import Published
from trip_analytics.errors import DisclosureError

# Raise it when the text changes; texts of before are still read.
VERSION: Final = 2  # which has the comments quoted

Said = dict[str, Any]


def as_text(publication: Publication) -> str:
    """A publication as text: its tables, what is withheld in them, the answers, the quotes.

    It holds teams' answers, and belongs where those are kept.
    """
    said = {
        "version": VERSION,
        "name": publication.name,
        "tables": {name: _said(released) for name, released in publication.tables.items()},
        "answers": _columns(publication.answers),
        "quotes": publication.quotes,
    }
    return json.dumps(said, separators=(",", ":"))


def publication_of(text: str) -> Publication:
    """The publication that a text says.

    Raises
    ------
    DisclosureError
        A newer version of this program wrote it.
    """
    said = json.loads(text)
    if said["version"] > VERSION:
        raise DisclosureError(
            "An earlier report was published with a newer version of this program: install that."
        )
    tables = {name: _published(each) for name, each in said["tables"].items()}
    quotes = tuple(Quote(*each) for each in said.get("quotes", ()))
    return Publication(said["name"], tables, _frame(said["answers"]), quotes=quotes)


def _said(released: Published) -> Said:
    return {
        "name": released.name,
        "attrs": released.table.attrs,
        "columns": _columns(released.table),
        "withheld": _columns(released.withheld),
        "notes": released.notes,
    }


def _published(said: Said) -> Published:
    table = Result(_frame(said["columns"]))
    table.attrs = said["attrs"]
    return Published(said["name"], table, _frame(said["withheld"]), tuple(said["notes"]))


def _columns(table: pd.DataFrame) -> list[Said]:
    return [{"column": column, **_values(table[column])} for column in table.columns]


def _values(series: pd.Series) -> Said:
    if isinstance(series.dtype, pd.CategoricalDtype):
        text = _values(series.cat.categories.to_series())
        return {"type": "category", "codes": series.cat.codes.tolist(), "categories": text}
    plain = series.astype(object).where(series.notna(), None).tolist()
    return {"type": str(series.dtype), "values": plain}


def _frame(columns: list[Said]) -> pd.DataFrame:
    return pd.DataFrame({said["column"]: _series(said) for said in columns})


def _series(said: Said) -> pd.Series:
    if said["type"] == "category":
        categories = pd.Index(_series(said["categories"]))
        return pd.Series(pd.Categorical.from_codes(said["codes"], categories))
    series: pd.Series = pd.Series(said["values"], dtype=said["type"])
    return series
