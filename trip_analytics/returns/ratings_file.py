"""Ratings that stay in their file, for a national set that is too large to load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import pandas as pd

from trip_analytics.errors import SourceError, TableError
from trip_analytics.instruments import Instrument
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import (
    Answers,
    Asked,
    Kind,
    Places,
    of_one,
    perspectives_of,
    usual_first,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# An answer as one number, since numbers are quickly put into a list for each team: from the
# right five bits for the rating (1 for the lowest there is), three for the perspective, some for
# the item, and the wording in the rest. 0 means none. The functions are those that DuckDB works
# out once for each text, not with every answer.
_RATING_BITS: Final = 5
_PERSPECTIVE_BITS: Final = 3
_BITS: Final = _RATING_BITS + _PERSPECTIVE_BITS
_ANSWER: Final = f"""
greatest(list_position($wordings::VARCHAR[], wording_id), 0) * $wording_at::{{kind}}
+ (list_position($items::VARCHAR[], item_id) - 1) * {1 << _BITS}::{{kind}}
+ greatest(list_position($perspectives::VARCHAR[], perspective), 0) * {1 << _RATING_BITS}
+ CASE WHEN state <> 'rated' THEN 0 ELSE greatest(rating::{{kind}} - $lowest + 1, 0) END"""

# Answers in a list for each unit: so its name is looked at once, not with every answer.
_ANSWERS_OF_A_YEAR: Final = f"""
WITH answers AS NOT MATERIALIZED (
    SELECT team_id, return_id, service_line, team_type, ({_ANSWER})::{{kind}} AS answer
    FROM ratings WHERE year = $year {{which}}
)
SELECT team_id AS unit, true AS is_team, any_value(service_line) AS service_line,
    any_value(team_type) AS team_type, list(answer) AS answers
FROM answers WHERE team_id IS NOT NULL GROUP BY team_id
UNION ALL
SELECT 'return ' || return_id, false, any_value(service_line), any_value(team_type), list(answer)
FROM answers WHERE team_id IS NULL GROUP BY return_id
"""

# Of several lists in one file, the ratings of one. A file may say whose items they are, or not.
_OF_ONE_LIST: Final = (
    "AND coalesce(instrument, $instrument) = $instrument "
    "AND list_contains($of_list::VARCHAR[], item_id)"
)
_OF_RETURNS: Final = {table.name for table in fields(Returns)}


@dataclass(frozen=True, eq=False, repr=False)
class RatingsFile:
    """A table of ratings in a file, given to analyses of ratings as ``returns`` are.

    Made by :func:`open_ratings`.

    Attributes
    ----------
    years : tuple of int
        The review years of the ratings, earliest first.
    instruments : tuple of Instrument
        The instruments by which the ratings are understood.
    item_ids, wording_ids : Index
        All that are in the file.
    asked_of_all : tuple of str
        The items of the instrument that every team is taken to have returned.
    items_of : mapping of str to tuple of str
        The items there are ratings of, by their instrument.
    lowest : int
        The lowest rating there is.
    """

    path: Path
    years: tuple[int, ...]
    instruments: tuple[Instrument, ...]
    item_ids: pd.Index
    wording_ids: pd.Index
    asked_of_all: tuple[str, ...]
    items_of: Mapping[str, tuple[str, ...]]
    lowest: int
    _connection: DuckDBPyConnection
    _only: str | None = None

    def returned(self, kind: Kind) -> tuple[str, ...]:
        """The instruments of which there are ratings, by id, TRIP first."""
        return usual_first(self.items_of) if kind == "ratings" else ()

    def select(self, *, instrument: str) -> Self:
        """The ratings of one instrument alone."""
        items = self.items_of[instrument]
        own = [each for each in self.instruments if each.instrument_id == instrument]
        narrowed = replace(
            self,
            instruments=of_one(self.instruments, instrument),
            item_ids=pd.Index(items, dtype="string"),
            asked_of_all=tuple(item for each in own for item in each.item_ids),
            items_of={instrument: items},
            _only=instrument if len(self.items_of) > 1 else self._only,
        )
        return replace(narrowed, years=narrowed._years()) if narrowed._only else narrowed

    def _years(self) -> tuple[int, ...]:
        with readable(self.path), self._connection.cursor() as asking:
            rows = asking.execute(
                f"SELECT DISTINCT year FROM ratings WHERE true {_OF_ONE_LIST} ORDER BY year",
                self._of_one_list,
            ).fetchall()
        return tuple(year for (year,) in rows)

    def answers_in(self, years: Sequence[int]) -> Answers:
        """The answers of these years; each team is taken to have returned the form."""
        found = [self._answers_in(year) for year in years]
        units = pd.concat([of_year for of_year, _, _ in found], ignore_index=True)
        unit = np.repeat(np.arange(len(units)), np.concatenate([counts for _, counts, _ in found]))
        answers = np.concatenate([packed for _, _, packed in found])
        place = _low_bits(answers, _RATING_BITS)
        perspective = _low_bits(answers >> _RATING_BITS, _PERSPECTIVE_BITS) - 1
        item = _low_bits(answers >> _BITS, self._bits_of_items)
        wording = (answers >> (_BITS + self._bits_of_items)) - 1
        grid = np.zeros((len(units), len(self._items)), dtype=bool)
        grid[:, self._items.isin(self.asked_of_all)] = True
        asked = Asked(units, self._items, grid, unit, item)
        rating = (place + self.lowest - 1).astype(np.int16)
        return Answers(asked, place > 0, rating, perspective, wording, self.wording_ids)

    @property
    def _items(self) -> pd.Index:
        return self.item_ids.union(pd.Index(self.asked_of_all, dtype="string"))

    @property
    def _of_one_list(self) -> dict[str, object]:
        if self._only is None:
            return {}
        return {"instrument": self._only, "of_list": self.item_ids.tolist()}

    @property
    def _query(self) -> str:
        # Small numbers are quicker; there are few that do not fit.
        bits = _BITS + self._bits_of_items + len(self.wording_ids).bit_length()
        kind = "INTEGER" if bits < 32 else "BIGINT"
        return _ANSWERS_OF_A_YEAR.format(kind=kind, which=_OF_ONE_LIST if self._only else "")

    @property
    def _bits_of_items(self) -> int:
        return len(self._items).bit_length()

    def _answers_in(self, year: int) -> tuple[pd.DataFrame, Places, Places]:
        with readable(self.path), self._connection.cursor() as asking:
            asking.execute("SET enable_progress_bar = false")
            asking.execute(
                f"CREATE OR REPLACE TEMP TABLE units AS {self._query}",
                {
                    "year": year,
                    "items": self._items.tolist(),
                    "wordings": self.wording_ids.tolist(),
                    "perspectives": list(perspectives_of(self.instruments)),
                    "wording_at": 1 << (_BITS + self._bits_of_items),
                    "lowest": self.lowest,
                    **self._of_one_list,
                },
            )
            units = asking.sql("SELECT * EXCLUDE answers, len(answers) AS n FROM units").df()
            answers = asking.sql("SELECT unnest(answers) AS n FROM units").fetchnumpy()["n"]
        typed = units[["unit", "service_line", "team_type"]].astype("string")
        team_id = typed["unit"].where(units["is_team"])
        typed = typed.assign(team_id=team_id, year=pd.array([year] * len(units), "Int64"))
        return typed, units["n"].to_numpy(), answers

    def __getattr__(self, name: str) -> object:
        if name in _OF_RETURNS:
            raise TableError(
                f"{self.path.name} holds only ratings, and this takes the table {name!r} too: "
                "load the returns with load_returns instead."
            )
        raise AttributeError(name)

    def __repr__(self) -> str:
        years = ", ".join(map(str, self.years)) or "none"
        return f"RatingsFile({self.path.name}, years {years})"


def _low_bits(numbers: Places, bits: int) -> Places:
    return numbers & ((1 << bits) - 1)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say of a file that it cannot be read, and none of what DuckDB says: it may quote it."""
    import duckdb

    try:
        yield
    except duckdb.Error:
        raise SourceError(
            f"{path.name} cannot be read as ratings: it may be damaged, changed since it was "
            "opened, or open in another program."
        ) from None
