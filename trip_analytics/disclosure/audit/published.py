"""From released tables to facts: what a reader learns from each figure.

The figures are turned back into what they leave open with the package's own roundings: a
mean of 3.2 over 12 teams says that the ratings sum to 38 or 39.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

from trip_analytics.analysis.intervals import CONFIDENCE
from trip_analytics.analysis.profile import WELL_DEVELOPED
from trip_analytics.disclosure.audit.rows import NotOfTheseError, Row, not_of_these, rows_of
from trip_analytics.disclosure.audit.slots import Publication, Slots
from trip_analytics.disclosure.audit.worlds import (
    Fact,
    Numbers,
    Question,
    Source,
    Spread,
    Term,
    added,
)
from trip_analytics.disclosure.change import interval_shown
from trip_analytics.disclosure.rules import MEAN_DECIMALS, P_VALUE_BANDS, rounded

RATINGS: Final = 5
_POINTS: Final = np.arange(1, RATINGS + 1, dtype=float)
_CHANGES: Final = _POINTS[None, :] - _POINTS[:, None]
# Behind the name of figures that another version worked out otherwise.
AS_ANSWERED: Final = " as answered"


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
    rows: dict[str, list[tuple[int, str, Row]]] = {}
    for number, publication in enumerate(publications):
        for of_item, kind, row in rows_of(publication, _TOLD_BY):
            rows.setdefault(of_item, []).append((number, kind, row))
    for item_id, answers in tqdm(
        together.groupby("item_id", sort=False),
        desc="Looking for what gives answers away",
        unit="practice",
        leave=False,
        disable=None,
    ):
        slots = Slots.of(answers)
        facts: list[Fact] = []
        spreads: list[Spread] = []
        for number, kind, row in rows.get(str(item_id), []):
            for told in _TOLD_BY[kind]:
                for fact in _facts(told, row, slots, number, publications[number].kept):
                    if isinstance(fact, Spread):
                        spreads.append(fact)
                    else:
                        facts.append(fact)
        yield str(item_id), slots, Question(slots.answers, RATINGS, facts, spreads)


def _facts(
    told: _Told, row: Row, slots: Slots, publication: int, kept: bool
) -> list[Fact | Spread]:
    """What figures of a row tell.

    Where figures that were kept do not agree with their answers, as the package now works them
    out, readers are taken to know all that such figures can be worked out from.
    """
    try:
        facts = list(told.figures(row, slots, publication))
        for fact in facts:
            _check(fact, slots)
    except NotOfTheseError:
        if not kept:
            raise
        source = row.source._replace(words=row.source.words + AS_ANSWERED)
        terms = told.answers(row, slots, publication)
        facts = [_exactly(source, each, slots) for each in terms if each]
    return facts


def _exactly(source: Source, terms: Sequence[Term], slots: Slots) -> Fact:
    total = _total(terms, slots)
    return Fact(source, terms, total, total)


def _total(terms: Sequence[Term], slots: Slots) -> float:
    return float(added(terms, np.arange(len(slots.answers)), slots.answers).sum())


def _check(fact: Fact | Spread, slots: Slots) -> None:
    """That something published agrees with the answers."""
    if isinstance(fact, Spread):
        sums = (np.array([_total(terms, slots)]) for terms in (fact.total, fact.square))
        agrees = bool(fact.allows(*sums).all())
    else:
        agrees = fact.low - 1e-6 <= _total(fact.terms, slots) <= fact.high + 1e-6
    if not agrees:
        raise not_of_these(fact.source)


def _number(terms: Sequence[Term]) -> int:
    return int(sum(term.teams.sum() for term in terms))


def _weighted(terms: Sequence[Term], by: int) -> tuple[Term, ...]:
    return tuple(Term(term.teams, term.slots, by * term.weights) for term in terms)


def _profile(row: Row, slots: Slots, publication: int) -> Iterator[Fact | Spread]:
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


def _ratings(row: Row, slots: Slots, publication: int) -> Iterator[Sequence[Term]]:
    """How many gave each rating."""
    year, practice = int(row.row["year"]), row.row.get("practice")
    for point in _POINTS:
        weights = (point == _POINTS).astype(float)
        yield slots.sums(publication, year, row.part, weights, practice)


def _change(row: Row, slots: Slots, publication: int) -> Iterator[Fact | Spread]:
    """Change in the teams of both years."""
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


def _changes(row: Row, slots: Slots, publication: int) -> Iterator[Sequence[Term]]:
    """How many changed by each number of points."""
    years = int(row.row["from_year"]), int(row.row["to_year"])
    for points in np.unique(_CHANGES):
        yield slots.pairs(publication, years, row.part, (points == _CHANGES).astype(float))


def _made_of(row: Row, slots: Slots, publication: int) -> Iterator[Fact]:
    """The change of the mean over all teams and its parts, as whole numbers."""
    before, after = int(row.row["from_year"]), int(row.row["to_year"])
    both = slots.pairs(publication, (before, after), row.part, _CHANGES)
    if not both or row.row["teams"] == 0:
        return
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


def _both_years(row: Row, slots: Slots, publication: int) -> Iterator[Sequence[Term]]:
    """How many gave each rating in each year, and each pair of ratings."""
    years = int(row.row["from_year"]), int(row.row["to_year"])
    for point in _POINTS:
        weights = (point == _POINTS).astype(float)
        for year in years:
            yield slots.sums(publication, year, row.part, weights)
        for other in _POINTS:
            pair = np.outer(weights, other == _POINTS)
            yield slots.pairs(publication, years, row.part, pair)


# What is published beside a sum and a sum of squares of n numbers, by its column.
_Beside = Callable[[Numbers, Numbers, int], Mapping[str, Numbers]]


def _spread(
    row: Row,
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
        raise not_of_these(row.source)
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


class _Told(NamedTuple):
    """What figures of a table tell, and the numbers of answers that they are worked out from."""

    figures: Callable[[Row, Slots, int], Iterator[Fact | Spread]]
    answers: Callable[[Row, Slots, int], Iterator[Sequence[Term]]]


_TOLD_BY: Final[Mapping[str, tuple[_Told, ...]]] = {
    "profile": (_Told(_profile, _ratings),),
    "change": (_Told(_change, _changes), _Told(_made_of, _both_years)),
}
