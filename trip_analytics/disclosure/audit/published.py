"""From released tables to facts: what a reader learns from each figure.

The figures are turned back into what they leave open with the package's own roundings: a
mean of 3.2 over 12 teams says that the ratings sum to 38 or 39.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import CONFIDENCE
from trip_analytics.analysis.profile import WELL_DEVELOPED
from trip_analytics.disclosure.audit.slots import Publication, Slots
from trip_analytics.disclosure.audit.worlds import (
    Answers,
    Fact,
    Numbers,
    Question,
    Source,
    Spread,
    Term,
    added,
)
from trip_analytics.disclosure.change import interval_shown, same_shown
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    CHANGE_SHARE_DECIMALS,
    MEAN_DECIMALS,
    P_VALUE_BANDS,
    SHARE_DECIMALS,
    banded,
    rounded,
)
from trip_analytics.errors import DisclosureError

RATINGS: Final = 5
_POINTS: Final = np.arange(1, RATINGS + 1, dtype=float)
_CHANGES: Final = _POINTS[None, :] - _POINTS[:, None]
_PARTS_OF: Final = ("service_line", "team_type")
_DECIMALS: Final = {
    **dict.fromkeys(("mean", "mean_low", "mean_high"), MEAN_DECIMALS),
    **dict.fromkeys(
        ("well_developed", "well_developed_low", "well_developed_high"), SHARE_DECIMALS
    ),
    **dict.fromkeys(("mean_change", "change_low", "change_high"), MEAN_DECIMALS),
    **dict.fromkeys(("improved", "same", "declined"), CHANGE_SHARE_DECIMALS),
    **dict.fromkeys(("overall_change", "matched_part"), MEAN_DECIMALS),
    **dict.fromkeys(("joiners_part", "leavers_part"), MEAN_DECIMALS),
}
# A column that is given more closely is as it was worked out.
_EXACT: Final = 6


@dataclass(frozen=True, eq=False, slots=True)
class _Row:
    """One row of a released table.

    Attributes
    ----------
    source : Source
    row : Series
        All that stands in it.
    withheld : Series of bool
        Which figures are withheld; a figure that is missing and is not withheld tells that
        there is none.
    decimals : mapping of str to int
        How closely each column of the table is given.
    part : str or None
        The part of the breakdown that it is of.
    """

    source: Source
    row: pd.Series
    withheld: pd.Series
    decimals: Mapping[str, int]
    part: str | None

    def given(self, column: str) -> float | None:
        """A figure; None where there is none."""
        there = column in self.row and pd.notna(self.row[column])
        return float(self.row[column]) if there else None

    def fits(self, column: str, figures: Numbers) -> Answers:
        """Which figures would have been published as this one was."""
        if column not in self.row or self.withheld[column]:
            return np.ones(len(figures), dtype=bool)
        published = self.given(column)
        if published is None:
            return np.isnan(figures)
        decimals = self.decimals.get(column, _EXACT)
        shown = pd.Series(figures)
        if column == "p_value" and published in P_VALUE_BANDS:
            shown = banded(shown)
        elif decimals < _EXACT:
            shown = rounded(shown, decimals)
        else:
            return np.isclose(figures, published, rtol=0, atol=10.0**-_EXACT)
        fits: Answers = shown.eq(published).fillna(False).to_numpy(bool)
        return fits

    @property
    def is_even(self) -> bool:
        """Whether the interval goes as far to either side of a rounded mean, as we publish it."""
        low, mean, high = (self.given(it) for it in ("change_low", "mean_change", "change_high"))
        if low is None or mean is None or high is None:
            return True
        decimals = self.decimals["mean_change"]
        return decimals == MEAN_DECIMALS and abs((high - mean) - (mean - low)) < 10.0**-_EXACT

    @property
    def leaves_the_same(self) -> bool:
        """Whether the share of teams that changed neither way is what the others leave."""
        shares = [self.given(column) for column in ("improved", "same", "declined")]
        if None in shares:
            return False
        improved, same, declined = (pd.Series([share]) for share in shares)
        return bool(same_shown(improved, declined).eq(same).all())

    def tells(self, *columns: str) -> bool:
        """Whether one of the figures is given, or said not to be."""
        return any(column in self.row and not self.withheld[column] for column in columns)

    def of_whole(self, column: str, terms: Sequence[Term], n: int) -> Fact:
        """The whole numbers that give a figure when they are divided by n and rounded."""
        figure = self.given(column)
        if figure is None:
            each = [(term.teams.sum(), term.weights.min(), term.weights.max()) for term in terms]
            sums = np.arange(
                sum(number * low for number, low, _ in each),
                sum(number * high for number, _, high in each) + 1,
            )
        else:
            reach = 10.0 ** -self.decimals[column]
            sums = np.arange(np.floor((figure - reach) * n), np.ceil((figure + reach) * n) + 1)
        fits = sums[self.fits(column, sums / max(n, 1))]
        if not len(fits):
            raise _not_of_these(self.source)
        return Fact(self.source, terms, fits[0], fits[-1])


def questions(publications: Sequence[Publication]) -> Iterator[tuple[str, Slots, Question]]:
    """Each practice with every team's answers and all that was published about it.

    Raises
    ------
    DisclosureError
        A table does not agree with the answers it should be of.
    """
    together = pd.concat(
        [each.answers.assign(publication=number) for number, each in enumerate(publications)]
    )
    together = together.loc[together["rating"].notna()]
    together = together.astype({"unit": "string", "item_id": "string"})
    rows_of: dict[str, list[tuple[int, str, _Row]]] = {}
    for number, publication in enumerate(publications):
        for of_item, kind, told in _rows(publication):
            rows_of.setdefault(of_item, []).append((number, kind, told))
    for item_id, answers in together.groupby("item_id", sort=False):
        slots = Slots.of(answers)
        facts: list[Fact] = []
        spreads: list[Spread] = []
        for number, kind, told in rows_of.get(str(item_id), []):
            for fact in _FACTS_OF[kind](told, slots, number):
                if isinstance(fact, Spread):
                    spreads.append(fact)
                else:
                    facts.append(fact)
        question = Question(slots.answers, RATINGS, facts, spreads)
        _check(question)
        yield str(item_id), slots, question


def _rows(publication: Publication) -> Iterator[tuple[str, str, _Row]]:
    """The rows of a publication's tables, each with its practice and what table it is of."""
    for name, released in publication.tables.items():
        table = released.table
        if released.name not in _FACTS_OF:
            continue
        decimals = {
            column: _decimals(table[column], least)
            for column, least in _DECIMALS.items()
            if column in table
        }
        by = next((column for column in _PARTS_OF if column in table), None)
        for place in range(len(table)):
            row = table.iloc[place]
            part = None if by is None else str(row[by])
            source = _source(publication.name, name, released.name, row, by)
            withheld = released.withheld.iloc[place]
            yield (
                str(row["item_id"]),
                released.name,
                _Row(source, row, withheld, decimals, part),
            )


def _source(publication: str, table: str, kind: str, row: pd.Series, by: str | None) -> Source:
    if kind == "change":
        words = f"the change from {row['from_year']} to {row['to_year']}"
        return Source(publication, table, "change", words)
    if by is None or row[by] == ALL_TEAMS:
        return Source(publication, table, "ratings", f"the ratings of {row['year']}")
    words = f"the ratings of {row['year']} by {by.replace('_', ' ')}"
    return Source(publication, table, "breakdown", words)


def _decimals(figures: pd.Series, least: int) -> int:
    """To how many decimals a column is given; our own releases give the least."""
    for decimals in range(least, _EXACT):
        if (rounded(figures, decimals) - figures.astype("Float64")).abs().lt(1e-9).all():
            return decimals
    return _EXACT


def _check(question: Question) -> None:
    """That everything published agrees with the answers."""
    everybody = np.arange(len(question.answers))

    def total(terms: Sequence[Term]) -> float:
        return float(added(terms, everybody, question.answers).sum())

    for fact in question.facts:
        if not fact.low - 1e-6 <= total(fact.terms) <= fact.high + 1e-6:
            raise _not_of_these(fact.source)
    for spread in question.spreads:
        sums = np.array([total(spread.total)]), np.array([total(spread.square)])
        if not spread.allows(*sums).all():
            raise _not_of_these(spread.source)


def _not_of_these(source: Source) -> DisclosureError:
    return DisclosureError(
        f"A table ({source.words} in {source.publication}) does not agree with the answers it is "
        "said to be of: give each publication the answers that its tables were worked out from."
    )


def _number(terms: Sequence[Term]) -> int:
    return int(sum(term.teams.sum() for term in terms))


def _weighted(terms: Sequence[Term], by: int) -> tuple[Term, ...]:
    return tuple(Term(term.teams, term.slots, by * term.weights) for term in terms)


def _profile(row: _Row, slots: Slots, publication: int) -> Iterator[Fact | Spread]:
    """Counts, mean and share of a year, of all teams or of a part."""

    def sums(weights: Numbers) -> tuple[Term, ...]:
        year, practice = int(row.row["year"]), row.row.get("practice")
        return slots.sums(publication, year, row.part, weights, practice)

    n = _number(sums(_POINTS))
    if n == 0:
        return
    counts = [row.given(f"rated_{point}") for point in range(1, RATINGS + 1)]
    for point, count in zip(_POINTS, counts, strict=True):
        if count is not None:
            yield Fact(row.source, sums((point == _POINTS).astype(float)), count, count)
    if sum(count is not None for count in counts) >= RATINGS - 1:
        return  # all else follows from these
    if row.tells("mean", "mean_low", "mean_high"):
        fact = row.of_whole("mean", sums(_POINTS), n)
        yield fact
        yield _spread(row, sums(_POINTS), sums(_POINTS**2), fact, n, _interval_of_mean)
    if row.given("well_developed") is not None:
        well = sums((_POINTS >= WELL_DEVELOPED).astype(float))
        yield row.of_whole("well_developed", well, n)


def _change(row: _Row, slots: Slots, publication: int) -> Iterator[Fact | Spread]:
    """Change in the teams of both years, and what made up the change over all teams."""
    years = int(row.row["from_year"]), int(row.row["to_year"])

    def sums(weights: Numbers) -> tuple[Term, ...]:
        return slots.pairs(publication, years, row.part, weights)

    n = _number(sums(_CHANGES))
    if n == 0 or row.row["teams"] == 0:
        return  # nobody is matched, or the words of the two years differ
    shares = {"improved": 1, "declined": -1}
    if not row.leaves_the_same:
        shares["same"] = 0
    for column, direction in shares.items():
        if row.given(column) is not None:
            yield row.of_whole(column, sums((np.sign(_CHANGES) == direction) * 1.0), n)
    if row.given("matched_part") is not None:
        yield row.of_whole("matched_part", sums(_CHANGES), n)
    if row.tells("mean_change", "change_low", "change_high", "p_value", "p_adjusted"):
        fact = row.of_whole("mean_change", sums(_CHANGES), n)
        yield fact
        beside = _interval_shown if row.is_even else _interval_of_change
        yield _spread(row, sums(_CHANGES), sums(_CHANGES**2), fact, n, beside)
    yield from _made_of(row, slots, publication)


def _made_of(row: _Row, slots: Slots, publication: int) -> Iterator[Fact]:
    """The change of the mean over all teams and its parts, as whole numbers."""
    before, after = int(row.row["from_year"]), int(row.row["to_year"])
    whole = {year: slots.sums(publication, year, row.part, _POINTS) for year in (before, after)}
    number = {year: _number(terms) for year, terms in whole.items()}
    if row.given("overall_change") is not None:
        terms = (
            *_weighted(whole[after], number[before]),
            *_weighted(whole[before], -number[after]),
        )
        yield row.of_whole("overall_change", terms, number[before] * number[after])
    words = f"what joining and leaving teams added to {row.source.words}"
    row = replace(row, source=row.source._replace(figures="movers", words=words))
    first, second = np.meshgrid(_POINTS, _POINTS, indexing="ij")
    for column, year, other, weights in (
        ("joiners_part", after, before, second),
        ("leavers_part", before, after, first),
    ):
        movers = slots.one_year_alone(publication, year, other, row.part, _POINTS)
        matched = slots.pairs(publication, (before, after), row.part, weights)
        n = _number(matched)
        if row.given(column) is not None and movers and n:
            terms = (*_weighted(movers, n), *_weighted(matched, -_number(movers)))
            yield row.of_whole(column, terms, number[year] * n)


# What is published beside a sum and a sum of squares of n numbers, by its column.
_Beside = Callable[[Numbers, Numbers, int], Mapping[str, Numbers]]


def _spread(
    row: _Row,
    total: Sequence[Term],
    square: Sequence[Term],
    mean: Fact,
    n: int,
    beside: _Beside,
) -> Spread:
    """The sums of squares that give what is published beside a mean."""
    sums = np.arange(int(mean.low), int(mean.high) + 1)
    largest = max(float(term.weights.max()) for term in square)
    squares = np.arange(int(largest) * n + 1, dtype=float)
    low, high = np.full(len(sums), 1.0), np.full(len(sums), 0.0)
    for place, each in enumerate(sums):
        fits = squares * n >= each**2
        for column, figures in beside(np.full(len(squares), float(each)), squares, n).items():
            if column == "p_adjusted":
                # Holm's p-value is the plain one or more.
                adjusted = row.given(column)
                if adjusted is not None and adjusted < max(P_VALUE_BANDS):
                    fits &= np.nan_to_num(figures, nan=1.0) <= adjusted
            else:
                fits &= row.fits(column, figures)
        if fits.any():
            low[place], high[place] = squares[fits][0], squares[fits][-1]
    possible = np.nonzero(low <= high)[0]
    if not len(possible):
        raise _not_of_these(row.source)
    some = slice(int(possible[0]), int(possible[-1]) + 1)
    return Spread(row.source, total, square, sums[some], low[some], high[some])


def _mean_and_error(total: Numbers, squares: Numbers, n: int) -> tuple[Numbers, Numbers]:
    """The mean of n numbers and its standard error; NaN where all are equal."""
    mean = total / n
    variance = (squares - total * mean) / max(n - 1, 1)
    return mean, np.sqrt(np.where(variance > 1e-9, variance, np.nan) / n)


def _interval_of_change(total: Numbers, squares: Numbers, n: int) -> Mapping[str, Numbers]:
    """As :func:`trip_analytics.analysis.intervals.paired_t`."""
    from scipy import stats

    mean, error = _mean_and_error(total, squares, n)
    reach = stats.t.ppf(0.5 + CONFIDENCE / 2, max(n - 1, 1)) * error
    p_value = 2 * stats.t.sf(np.abs(mean) / error, max(n - 1, 1))
    return {
        "change_low": mean - reach,
        "change_high": mean + reach,
        "p_value": p_value,
        "p_adjusted": p_value,
    }


def _interval_shown(total: Numbers, squares: Numbers, n: int) -> Mapping[str, Numbers]:
    """The same as it is released."""
    figures = _interval_of_change(total, squares, n)
    margin = pd.Series((figures["change_high"] - figures["change_low"]) / 2)
    mean = rounded(pd.Series(total / n), MEAN_DECIMALS)
    low, high = (end.to_numpy(float, na_value=np.nan) for end in interval_shown(mean, margin))
    return {**figures, "change_low": low, "change_high": high}


def _interval_of_mean(total: Numbers, squares: Numbers, n: int) -> Mapping[str, Numbers]:
    """As :func:`trip_analytics.analysis.intervals.mean_interval`."""
    from scipy import special, stats

    mean, error = _mean_and_error(total, squares, n)
    between = ~np.isnan(error) & (mean > 1) & (mean < RATINGS)
    place = np.where(between, (mean - 1) / (RATINGS - 1), np.nan)
    reach = stats.t.ppf(0.5 + CONFIDENCE / 2, max(n - 1, 1)) * error
    reach = reach / (RATINGS - 1) / (place * (1 - place))
    return {
        "mean_low": 1 + (RATINGS - 1) * special.expit(special.logit(place) - reach),
        "mean_high": 1 + (RATINGS - 1) * special.expit(special.logit(place) + reach),
    }


_FACTS_OF: Final[Mapping[str, Callable[[_Row, Slots, int], Iterator[Fact | Spread]]]] = {
    "profile": _profile,
    "change": _change,
}
