"""What returns say: the tidy tables, held together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import numpy as np
import pandas as pd

from trip_analytics.errors import AnalysisError, TableError
from trip_analytics.instruments import Instrument, as_given, built_in_instruments
from trip_analytics.returns.given_tables import complete_tables
from trip_analytics.returns.ratings_source import (
    Answers,
    Kind,
    asked_of,
    of_one,
    perspectives_of,
    usual_first,
    with_unit,
)
from trip_analytics.returns.returns_view import as_html
from trip_analytics.returns.worked_out_once import worked_out_once
from trip_analytics.tables.check import empty
from trip_analytics.tables.columns import (
    BEFORE_MERGERS,
    INDICATORS,
    INNOVATIONS,
    OUTCOMES,
    SURROUNDINGS,
    TABLES,
    TEAM_REGISTER,
)
from trip_analytics.words import listed

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


@dataclass(frozen=True, repr=False)
class PublishedYear:
    """What was published of a year, as the store that the returns are from keeps it.

    Attributes
    ----------
    published_at : str
        When, with the time zone.
    figures : str
        The released tables, as text.
    documents : mapping of str to str
        The fingerprint (sha256) of each document, by its name.
    """

    year: int
    published_at: str
    figures: str
    documents: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"PublishedYear({self.year}, {self.published_at})"


@dataclass(frozen=True, eq=False, repr=False)
class Returns:
    """What a set of returns says, as tidy tables.

    Made by :func:`trip_analytics.load_returns`, or by :meth:`from_tables` from
    tables one already has. The tables and their columns are described in the
    guide "The tidy tables". ``ratings``, ``stages``, ``priorities``,
    ``action_plans`` and ``assets`` hold current returns only; ``returns`` lists
    all.

    Attributes
    ----------
    returns, ratings, stages, priorities, action_plans, assets, import_log : DataFrame
        The tidy tables.
    teams : DataFrame
        The register of teams, where one was given: team_id, team, aliases,
        service_line, team_type, opened, closed, merged_into.
    innovations : DataFrame
        What teams introduced and when, where a table of it was given: team_id, team,
        innovation, introduced.
    indicators : DataFrame
        Figures by month, quarter or year, where a table of them was given: team_id, team (both
        empty for a figure of the trust as a whole), indicator, month (the first of the period),
        frequency (``month``, ``quarter``, ``year``, ``financial-year``), value, out_of, unit
        (``count``, ``percent``, ``rate``, ``average``), better (``lower``, ``higher``), target.
    outcomes : DataFrame
        Measures of single people, as aggregates of the trust alone, where a table of them was
        given: measure, month, frequency, timing (``before``, ``after``, ``change``), level, n,
        mean, sd, lowest, highest, better.
    surroundings : DataFrame
        The cells around each unclear mark (source_file, sheet, cell), as lines of text in
        ``around``, for the person who asks the team.
    before_mergers : DataFrame
        The team (return_id, team_id, team, service_line, team_type) of each return that
        counts as the past of the team which that team became part of.
    instruments : tuple of Instrument
        The instruments by which the returns were understood.
    published : tuple of PublishedYear
        The years that were published from the store; none without one.
    secret : str or None
        What the store keys the noise of its reports with. None without a store, and in a
        selection of any list but the first that is rated: a report has one noisy figure.
    part_of_trust : bool
        Whether these are the returns of some service lines alone. They are for the desk: their
        figures, taken from those of all teams, would leave those of the other teams.
    """

    returns: pd.DataFrame = field(default_factory=lambda: empty(TABLES["returns"]))
    ratings: pd.DataFrame = field(default_factory=lambda: empty(TABLES["ratings"]))
    stages: pd.DataFrame = field(default_factory=lambda: empty(TABLES["stages"]))
    priorities: pd.DataFrame = field(default_factory=lambda: empty(TABLES["priorities"]))
    action_plans: pd.DataFrame = field(default_factory=lambda: empty(TABLES["action_plans"]))
    assets: pd.DataFrame = field(default_factory=lambda: empty(TABLES["assets"]))
    import_log: pd.DataFrame = field(default_factory=lambda: empty(TABLES["import_log"]))
    teams: pd.DataFrame = field(default_factory=lambda: empty(TEAM_REGISTER))
    innovations: pd.DataFrame = field(default_factory=lambda: empty(INNOVATIONS))
    indicators: pd.DataFrame = field(default_factory=lambda: empty(INDICATORS))
    outcomes: pd.DataFrame = field(default_factory=lambda: empty(OUTCOMES))
    surroundings: pd.DataFrame = field(default_factory=lambda: empty(SURROUNDINGS))
    before_mergers: pd.DataFrame = field(default_factory=lambda: empty(BEFORE_MERGERS))
    instruments: tuple[Instrument, ...] = field(default_factory=built_in_instruments)
    published: tuple[PublishedYear, ...] = ()
    secret: str | None = None
    part_of_trust: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no table, as a file's name is: there are functions for these."""
        if not isinstance(self.returns, pd.DataFrame):
            raise TableError(
                "Returns are made by ta.load_returns(FOLDER), or of tables that you have by "
                "ta.Returns.from_tables(ratings=TABLE)."
            )

    @classmethod
    def from_tables(
        cls, *, instruments: Sequence[Instrument] | None = None, **tables: pd.DataFrame
    ) -> Self:
        """Hold tables one already has, once they are checked.

        Parameters
        ----------
        instruments : sequence of Instrument, optional
            A trust's own, beside the built-in ones. With an empty list nothing is known of
            items, and any are taken.
        **tables : DataFrame
            Any of the tables by name, ``teams`` for the register. Of ``ratings``,
            the columns team (or team_id), year, item_id and rating are enough:
            without return_id each team's year is one return of each list, without
            state a rating is ``rated`` and an empty one ``not-answered``, and without
            a ``returns`` table one is made from the ratings and the stages. Without
            wording_id, words that cannot be compared are those of the year. Dates in
            text are day first.

        Raises
        ------
        TableError
            A table has a name that is not known, lacks columns, or holds what a form
            could not say: a rating that is not on the scale, two ratings of one team and
            item, an item or a wording that no list has.

        Examples
        --------
        >>> ratings = pd.DataFrame(
        ...     {"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices", "rating": [4, 2]}
        ... )
        >>> Returns.from_tables(ratings=ratings)
        Returns(2 current returns, 2 ratings, years 2025)
        """
        known = {table.name for table in fields(cls) if table.type == "pd.DataFrame"}
        unknown = sorted(set(tables) - known)
        if unknown:
            raise TableError(
                f"There is no table called {', '.join(unknown)}: give any of "
                f"{', '.join(sorted(known))}."
            )
        tables = {name: _in_pandas(table) for name, table in tables.items()}
        if others := [name for name, table in tables.items() if not hasattr(table, "columns")]:
            raise TableError(f"Give {listed(others)} as a DataFrame.")
        built_in = built_in_instruments()
        own = as_given(instruments or ())
        known_ids = {one.instrument_id for one in own}
        beside = [one for one in built_in if own and one.instrument_id not in known_ids]
        chosen = built_in if instruments is None else (*own, *beside)
        checked = complete_tables(tables, chosen)
        return cls(**checked, instruments=chosen, published=(), secret=None, part_of_trust=False)

    @property
    def years(self) -> tuple[int, ...]:
        """The review years of the current returns, earliest first."""
        current = self.returns["status"].eq("current").to_numpy(bool, na_value=False)
        years = self.returns["year"].array[current].dropna().unique()
        return tuple(sorted(int(year) for year in years))

    def returned(self, kind: Kind) -> tuple[str, ...]:
        """The instruments of a kind of which there are current returns, by id, the usual first."""
        known = {each.instrument_id for each in self.instruments if each.kind == kind}
        current = self.returns["status"].eq("current").to_numpy(bool, na_value=False)
        found = known & {*self.returns["instrument"].array[current].unique()}
        if kind == "ratings":
            found |= {*self.ratings["instrument"].array.unique()} - {pd.NA}
        return usual_first(map(str, found))

    def pipe(
        self,
        function: Callable[Concatenate[Self, Asked], Found],
        *asked: Asked.args,
        **options: Asked.kwargs,
    ) -> Found:
        """What a function makes of the returns: ``returns.pipe(trend)`` is ``trend(returns)``."""
        return function(self, *asked, **options)

    def select(
        self,
        *,
        years: int | Collection[int] | None = None,
        service_lines: str | Collection[str] | None = None,
        instrument: str | None = None,
    ) -> Self:
        """Some of the returns, with all that they say.

        Parameters
        ----------
        years : int or collection of int, optional
            The review years to keep.
        service_lines : str or collection of str, optional
            The service lines to keep.
        instrument : str, optional
            The instrument to keep, by its id, such as ``"trip"``.

        Returns
        -------
        trip_analytics.Returns
            Each table with the rows of these returns. Definitions of instruments of other kinds
            stay, because a priority may be about their items. A selection by service line has
            nothing of what was published of the whole trust, nor its outcomes, and is for the
            desk: what is released in parts is released with ``by="service_line"``.

        Raises
        ------
        AnalysisError
            There are no such returns; the message names what there is.

        Examples
        --------
        >>> ratings = pd.DataFrame(
        ...     {"team": ["Ash", "Elm"], "year": [2024, 2025], "item_id": "choices", "rating": 4}
        ... )
        >>> Returns.from_tables(ratings=ratings).select(years=2025)
        Returns(1 current returns, 1 ratings, years 2025)
        """
        asked = {"year": years, "service_line": service_lines, "instrument": instrument}
        rows = self.returns
        kept = pd.Series(True, index=rows.index)
        for column, wanted in asked.items():
            if wanted is not None:
                values = [wanted] if isinstance(wanted, str | int) else list(wanted)
                kept &= rows[column].isin(_among(values, rows[column])).fillna(False)
        tables = self._of_returns(rows.loc[kept], rows.loc[~kept])
        if instrument is not None:
            tables["instruments"] = of_one(self.instruments, instrument)
            # One noisy figure a report: a second would tell more of the same sheets.
            if instrument in self.returned("ratings")[1:]:
                tables["secret"] = None
        if service_lines is None:
            return replace(self, **tables)
        teams = rows.loc[kept, "team_id"].dropna()
        for name in ("teams", "innovations", "indicators"):
            table = getattr(self, name)
            tables[name] = table.loc[table["team_id"].isin(teams)].reset_index(drop=True)
        tables["outcomes"] = empty(OUTCOMES)  # they are the whole trust's
        lines = rows["service_line"]
        part = self.part_of_trust or not lines.isin(lines.loc[kept]).all()
        tables |= {"published": (), "secret": None, "part_of_trust": part}
        return replace(self, **tables)

    def _of_returns(self, kept: pd.DataFrame, others: pd.DataFrame) -> dict[str, Any]:
        """The tables with the rows that are from some returns, or from none."""
        tables: dict[str, Any] = {"returns": kept.reset_index(drop=True)}
        for name in ("ratings", "stages", "priorities", "action_plans", "assets", "before_mergers"):
            table = getattr(self, name)
            tables[name] = table.loc[table["return_id"].isin(kept["return_id"])]
        elsewhere = set(others["source_file"].dropna()) - set(kept["source_file"].dropna())
        for name in ("import_log", "surroundings"):
            table = getattr(self, name)
            tables[name] = table.loc[~table["source_file"].isin(elsewhere)]
        return {name: table.reset_index(drop=True) for name, table in tables.items()}

    @worked_out_once
    def answers_in(self, years: Sequence[int]) -> Answers:
        """The ratings of these years, as analyses of ratings take them."""
        answers = with_unit(self.ratings.loc[self.ratings["year"].isin(years)], "ratings")
        returned = self.returns.loc[self.returns["year"].isin(years)]
        rated = answers["rating"].notna() & answers["state"].fillna("rated").eq("rated")
        wording, wordings = pd.factorize(answers["wording_id"], sort=True)
        return Answers(
            asked_of(returned, answers, "ratings", self.instruments),
            rated.to_numpy(bool),
            answers["rating"].fillna(0).to_numpy(np.int64),
            pd.Index(perspectives_of(self.instruments)).get_indexer(
                pd.Index(answers["perspective"])
            ),
            wording,
            wordings,
        )

    def __repr__(self) -> str:
        current = int((self.returns["status"] == "current").sum())
        years = ", ".join(map(str, self.years)) or "none"
        return f"Returns({current} current returns, {len(self.ratings)} ratings, years {years})"

    def _repr_html_(self) -> str:
        """What there is, for a notebook."""
        tables = {name: getattr(self, name) for name in TABLES}
        titles = {each.instrument_id: each.title for each in self.instruments}
        return as_html(tables, self.years, titles)


def _in_pandas(table: Any) -> Any:  # noqa: ANN401 # it may be of a library that is not here
    """A table of polars or pyarrow as one of pandas; anything else as it is."""
    if isinstance(table, pd.DataFrame) or not hasattr(table, "to_pandas"):
        return table
    return table.to_pandas()


def _among(values: Sequence[object], there_are: pd.Series) -> list[object]:
    """Values that a column has; refuse others, and name the likeliest."""
    known = sorted(there_are.dropna().unique().tolist(), key=str)
    for value in values:
        if value not in known:
            likely = get_close_matches(str(value), map(str, known), n=1)
            word = str(there_are.name).replace("_", " ")
            raise AnalysisError(
                f"There are no returns of the {word} {value!r}: choose from "
                f"{', '.join(map(repr, known)) or 'none'}"
                + (f". Did you mean {likely[0]!r}?" if likely else ".")
            )
    return list(values)
