"""From released tables to facts: what a reader learns from each figure.

The figures are turned back into what they leave open with the package's own roundings: a
mean of 3.2 over 12 teams says that the ratings sum to 38 or 39.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import CONFIDENCE
from trip_analytics.disclosure.audit.worlds import (
    ABSENT,
    Answers,
    Fact,
    Numbers,
    Question,
    Spread,
    Term,
)
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    CHANGE_SHARE_DECIMALS,
    MEAN_DECIMALS,
    P_VALUE_BANDS,
    SHARE_DECIMALS,
    banded,
    rounded,
)

RATINGS: Final = 5
_POINTS: Final = np.arange(1, RATINGS + 1, dtype=float)
_CHANGES: Final = _POINTS[None, :] - _POINTS[:, None]
_WELL_DEVELOPED: Final = 4
_PARTS_OF: Final = ("service_line", "team_type")


@dataclass(frozen=True, eq=False)
class Publication:
    """What was, or is to be, published together, and the answers behind it.

    Attributes
    ----------
    name : str
        What it is called in front of people, such as "the report of 2025".
    tables : mapping of str to Released
        By what each is called.
    answers : DataFrame
        unit, year, item_id, rating (NaN where there is none) and part (of the breakdown,
        ``<NA>`` without one): one rating for each team, item and year.
    """

    name: str
    tables: Mapping[str, Released]
    answers: pd.DataFrame


def questions(publications: Sequence[Publication]) -> Iterator[tuple[str, Slots, Question]]:
    """Each practice with every team's answers and all that was published about it."""
    together = pd.concat(
        [each.answers.assign(publication=place) for place, each in enumerate(publications)]
    )
    together = together.loc[together["rating"].notna()]
    for item_id, answers in together.groupby("item_id", sort=False):
        slots = Slots.of(answers)
        facts: list[Fact] = []
        spreads: list[Spread] = []
        for place, publication in enumerate(publications):
            for name, released in publication.tables.items():
                said = f"{publication.name}: {name}"
                rows = released.table
                if "item_id" not in rows or released.name not in _FACTS_OF:
                    continue
                for _, row in rows.loc[rows["item_id"] == item_id].iterrows():
                    for fact in _FACTS_OF[released.name](said, row, slots, place):
                        (spreads if isinstance(fact, Spread) else facts).append(fact)  # type: ignore[arg-type]
        yield str(item_id), slots, Question(slots.answers, RATINGS, facts, spreads)


@dataclass(frozen=True, eq=False)
class Slots:
    """The answers of one practice, and which of them each publication speaks of.

    A team's rating of a year is one answer, unless a later publication has another one
    for it, because a corrected return came: that is an answer of its own.

    Attributes
    ----------
    units : list of str
    years : list of int
        The year of each slot.
    answers : array of int
        As of ``Question``.
    spoken_of : mapping
        For each publication and year, the slot in which each team's answer stands, -1
        where it has none.
    part : mapping
        For each publication, the part of the breakdown each team belongs to.
    """

    units: list[str]
    years: list[int]
    answers: np.ndarray
    spoken_of: Mapping[tuple[int, int], np.ndarray]
    part: Mapping[int, pd.Series]

    @classmethod
    def of(cls, answers: pd.DataFrame) -> Slots:
        """The slots of one practice's answers in all publications."""
        units = sorted(answers["unit"].unique())
        place_of = {unit: place for place, unit in enumerate(units)}
        years: list[int] = []
        columns: list[np.ndarray] = []
        spoken_of: dict[tuple[int, int], np.ndarray] = {}
        by_year = answers.groupby(["year", "publication"], sort=True)
        for (year, publication), rows in by_year:
            ratings = np.full(len(units), ABSENT)
            ratings[rows["unit"].map(place_of)] = rows["rating"].astype(int).to_numpy() - 1
            slot_of = np.full(len(units), -1)
            waiting = ratings != ABSENT
            for slot, known in enumerate(columns):
                if years[slot] == year:
                    same = waiting & ((known == ratings) | (known == ABSENT))
                    # An answer that no publication before spoke of goes into the first slot.
                    same &= (known == ratings) | ~_answered(columns, years, int(year), slot)
                    columns[slot] = np.where(same, ratings, known)
                    slot_of[same], waiting = slot, waiting & ~same
            if waiting.any():
                columns.append(np.where(waiting, ratings, ABSENT))
                years.append(int(year))
                slot_of[waiting] = len(columns) - 1
            spoken_of[int(publication), int(year)] = slot_of
        part = {
            int(publication): rows.drop_duplicates("unit", keep="last")
            .set_index("unit")["part"]
            .reindex(units)
            for publication, rows in answers.groupby("publication")
        }
        return cls(units, years, np.array(columns).T, spoken_of, part)

    def sums(
        self, publication: int, year: int, part: str | None, weights: Numbers
    ) -> tuple[Term, ...]:
        """A number summed over a publication's teams of a year (and part)."""
        slot_of = self._slots(publication, year)
        teams = (slot_of >= 0) & self._in(publication, part)
        return tuple(
            Term(teams & (slot_of == slot), (slot,), weights)
            for slot in np.unique(slot_of[teams]).tolist()
        )

    def pairs(self, publication: int, years: tuple[int, int], weights: Numbers) -> tuple[Term, ...]:
        """A number summed over the teams that answered in both years."""
        before, after = (self._slots(publication, year) for year in years)
        both = (before >= 0) & (after >= 0)
        return tuple(
            Term(both & (before == first) & (after == second), (first, second), weights)
            for first, second in {*zip(before[both].tolist(), after[both].tolist(), strict=True)}
        )

    def one_year_alone(
        self, publication: int, year: int, other: int, weights: Numbers
    ) -> tuple[Term, ...]:
        """A number summed over the teams that answered in one year and not the other."""
        slot_of = np.where(self._slots(publication, other) >= 0, -1, self._slots(publication, year))
        return tuple(
            Term(slot_of == slot, (slot,), weights)
            for slot in np.unique(slot_of[slot_of >= 0]).tolist()
        )

    def _slots(self, publication: int, year: int) -> np.ndarray:
        return self.spoken_of.get((publication, year), np.full(len(self.units), -1))

    def _in(self, publication: int, part: str | None) -> Answers:
        if part is None or part == ALL_TEAMS:
            return np.ones(len(self.units), dtype=bool)
        chosen: Answers = self.part[publication].eq(part).fillna(False).to_numpy(bool)
        return chosen


def _answered(columns: Sequence[np.ndarray], years: Sequence[int], year: int, slot: int) -> Answers:
    """Which teams have an answer of a year in a slot other than this one."""
    others = [
        column != ABSENT
        for place, column in enumerate(columns)
        if years[place] == year and place != slot
    ]
    none = np.zeros(len(columns[0]), dtype=bool)
    return np.logical_or.reduce([none, *others])


def _number(terms: Sequence[Term]) -> int:
    return int(sum(term.teams.sum() for term in terms))


def _given(row: pd.Series, column: str) -> float | None:
    return float(row[column]) if column in row and pd.notna(row[column]) else None


def _profile(table: str, row: pd.Series, slots: Slots, publication: int) -> Iterator[Fact | Spread]:
    """Counts, mean and share of a year, of all teams or of a part."""
    part = next((str(row[by]) for by in _PARTS_OF if by in row), None)

    def sums(weights: Numbers) -> tuple[Term, ...]:
        return slots.sums(publication, int(row["year"]), part, weights)

    n = _number(sums(_POINTS))
    for point in range(1, RATINGS + 1):
        if (count := _given(row, f"rated_{point}")) is not None:
            yield Fact(table, sums((point == _POINTS).astype(float)), count, count)
    if (mean := _given(row, "mean")) is not None:
        yield _of_integers(table, sums(_POINTS), n, RATINGS * n, mean, n, MEAN_DECIMALS)
    if (share := _given(row, "well_developed")) is not None:
        well = sums((_POINTS >= _WELL_DEVELOPED).astype(float))
        yield _of_integers(table, well, 0, n, share, n, SHARE_DECIMALS)


def _change(table: str, row: pd.Series, slots: Slots, publication: int) -> Iterator[Fact | Spread]:
    """Change in the teams of both years, and what made up the change over all teams."""
    years = int(row["from_year"]), int(row["to_year"])
    change = slots.pairs(publication, years, _CHANGES)
    n = _number(change)
    for column, direction in (("improved", 1), ("same", 0), ("declined", -1)):
        if (share := _given(row, column)) is not None:
            terms = slots.pairs(publication, years, (np.sign(_CHANGES) == direction) * 1.0)
            yield _of_integers(table, terms, 0, n, share, n, CHANGE_SHARE_DECIMALS)
    mean = _given(row, "mean_change")
    if mean is not None:
        reach = (RATINGS - 1) * n
        fact = _of_integers(table, change, -reach, reach, mean, n, MEAN_DECIMALS)
        yield fact
        if len(change) == 1:
            yield _spread(table, row, change[0], fact, n)
    yield from _parts(table, row, slots, publication)


def _parts(table: str, row: pd.Series, slots: Slots, publication: int) -> Iterator[Fact]:
    """Sums of means: to within their rounding."""
    before, after = int(row["from_year"]), int(row["to_year"])
    reach = 0.5 * 10**-MEAN_DECIMALS

    def weighted(terms: tuple[Term, ...], by: float) -> tuple[Term, ...]:
        return tuple(Term(term.teams, term.slots, by * term.weights) for term in terms)

    def mean(terms: tuple[Term, ...], by: float = 1.0) -> tuple[Term, ...]:
        return weighted(terms, by / max(_number(terms), 1))

    whole = {year: slots.sums(publication, year, None, _POINTS) for year in (before, after)}
    if (overall := _given(row, "overall_change")) is not None:
        terms = (*mean(whole[after]), *mean(whole[before], -1.0))
        yield Fact(table, terms, overall - reach, overall + reach)
    matched = {
        before: slots.pairs(publication, (before, after), np.repeat(_POINTS[:, None], RATINGS, 1)),
        after: slots.pairs(publication, (before, after), np.repeat(_POINTS[None, :], RATINGS, 0)),
    }
    for column, year, other in (("joiners_part", after, before), ("leavers_part", before, after)):
        movers = slots.one_year_alone(publication, year, other, _POINTS)
        if (part := _given(row, column)) is not None and movers:
            weight = _number(movers) / _number(whole[year])
            terms = (*mean(movers, weight), *mean(matched[year], -weight))
            yield Fact(table, terms, part - reach, part + reach)


def _of_integers(
    table: str, terms: tuple[Term, ...], least: int, most: int, figure: float, n: int, decimals: int
) -> Fact:
    """The whole numbers that give a figure when they are divided by n and rounded."""
    sums = np.arange(least, most + 1)
    fits = sums[rounded(pd.Series(sums / max(n, 1)), decimals).eq(figure).to_numpy(bool)]
    # No sum fits a table that is not of these answers: the nearest thing to believe.
    low, high = (fits[0], fits[-1]) if len(fits) else (figure * n, figure * n)
    return Fact(table, terms, float(low), float(high))


def _spread(table: str, row: pd.Series, change: Term, mean: Fact, n: int) -> Spread:
    """The sums of squares that give the interval and the p-value beside a mean."""
    sums = np.arange(int(mean.low), int(mean.high) + 1)
    square = Term(change.teams, change.slots, _CHANGES**2)
    squares = np.arange((RATINGS - 1) ** 2 * n + 1)
    low, high = np.full(len(sums), 1.0), np.full(len(sums), 0.0)
    for place, total in enumerate(sums):
        fits = np.nonzero(_fits(row, float(total), squares.astype(float), n))[0]
        if len(fits):
            low[place], high[place] = squares[fits[0]], squares[fits[-1]]
    possible = low <= high
    first, last = (
        (int(np.argmax(possible)), len(possible) - int(np.argmax(possible[::-1])))
        if possible.any()
        else (0, 0)
    )
    return Spread(table, change, square, sums[first:last], low[first:last], high[first:last])


def _fits(row: pd.Series, total: float, squares: Numbers, n: int) -> Answers:
    """Whether sums of squares give the interval and the p-value of a row."""
    from scipy import stats

    mean = total / n
    variance = (squares - total * mean) / max(n - 1, 1)
    possible = variance > -1e-9
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(np.where(variance > 1e-9, variance, np.nan) / n)
        reach = stats.t.ppf(0.5 + CONFIDENCE / 2, max(n - 1, 1)) * error
        p_value = 2 * stats.t.sf(np.abs(mean) / error, max(n - 1, 1))
    figures: dict[str, tuple[Numbers, Callable[[pd.Series], pd.Series]]] = {
        "change_low": (mean - reach, lambda figure: rounded(figure, MEAN_DECIMALS)),
        "change_high": (mean + reach, lambda figure: rounded(figure, MEAN_DECIMALS)),
        "p_value": (p_value, banded),
    }
    for column, (figure, shown) in figures.items():
        if (published := _given(row, column)) is not None:
            possible &= shown(pd.Series(figure)).eq(published).fillna(False).to_numpy(bool)
    # Holm's p-value is the plain one or more.
    if (adjusted := _given(row, "p_adjusted")) is not None and adjusted < max(P_VALUE_BANDS):
        possible &= np.nan_to_num(p_value, nan=1.0) <= adjusted
    return possible


_FACTS_OF: Final[Mapping[str, Callable[[str, pd.Series, Slots, int], Iterator[Fact | Spread]]]] = {
    "profile": _profile,
    "change": _change,
}
