"""Whose answers of which year each publication speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.disclosure.audit.worlds import ABSENT, Answers, Numbers, Term, Whole
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.disclosure.released import Published
from trip_analytics.disclosure.rules import ALL_TEAMS

NO_PART: Final = str(pd.NA)


@dataclass(frozen=True, eq=False)
class Publication:
    """What was, or is to be, published together, and the answers behind it.

    Attributes
    ----------
    name : str
        What it is called in front of people, such as "the report of 2025".
    tables : mapping of str to Published
        By what each is called.
    answers : DataFrame
        unit, year, item_id, rating (NaN where there is none) and part (of the breakdown,
        ``<NA>`` without one): one rating for each team, item and year. Also practice, where
        an item has several rows for the wordings of a year: the row that the team is in; and
        was, where teams have merged since: whose answer it was when this was published.
    quotes : tuple of Quote
        The comments that a person chose to be published with them.
    kept : bool
        Whether this is read back from a register. Its tables did agree with its answers: where
        they do not, another version of the package worked them out.
    """

    name: str
    tables: Mapping[str, Published]
    answers: pd.DataFrame
    quotes: tuple[Quote, ...] = ()
    kept: bool = False


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
        For each publication and year, the part of the breakdown each team belongs to.
    practice : mapping
        For each publication and year, the row of the wording that each team rated, ``<NA>``
        where all rated one.
    was : mapping
        For each publication and year, which team each was then, ``<NA>`` for the same.
    """

    units: list[str]
    years: list[int]
    answers: Whole
    spoken_of: Mapping[tuple[int, int], Whole]
    part: Mapping[tuple[int, int], pd.Series]
    practice: Mapping[tuple[int, int], pd.Series]
    was: Mapping[tuple[int, int], pd.Series]

    @classmethod
    def of(cls, answers: pd.DataFrame) -> Slots:
        """The slots of one practice's answers in all publications."""
        units = sorted(answers["unit"].unique())
        place_of = {unit: place for place, unit in enumerate(units)}
        years: list[int] = []
        columns: list[Whole] = []
        spoken_of: dict[tuple[int, int], Whole] = {}
        keys = sorted({*zip(answers["year"], answers["publication"], strict=True)})
        by_year = {
            (int(year), int(publication)): answers.loc[
                (answers["year"] == year) & (answers["publication"] == publication)
            ]
            for year, publication in keys
        }
        for (year, publication), rows in by_year.items():
            ratings = np.full(len(units), ABSENT)
            ratings[rows["unit"].map(place_of)] = rows["rating"].astype(int).to_numpy() - 1
            slot_of = np.full(len(units), -1)
            waiting = ratings != ABSENT
            for slot, known in enumerate(columns):
                if years[slot] == year:
                    same = waiting & ((known == ratings) | (known == ABSENT))
                    # An answer that no publication before spoke of goes into the first slot.
                    same &= (known == ratings) | ~_answered(columns, years, year, slot)
                    columns[slot] = np.where(same, ratings, known)
                    slot_of[same], waiting = slot, waiting & ~same
            if waiting.any():
                columns.append(np.where(waiting, ratings, ABSENT))
                years.append(year)
                slot_of[waiting] = len(columns) - 1
            spoken_of[publication, year] = slot_of
        part = {
            (publication, year): rows.set_index("unit")["part"]
            .astype("string")
            .fillna(NO_PART)
            .reindex(units)
            for (year, publication), rows in by_year.items()
        }
        practice, was = (
            {
                (publication, year): rows.set_index("unit")
                .reindex(units)
                .reindex(columns=[column])[column]
                .astype("string")
                for (year, publication), rows in by_year.items()
            }
            for column in ("practice", "was")
        )
        return cls(units, years, np.array(columns).T, spoken_of, part, practice, was)

    def sums(
        self,
        publication: int,
        year: int,
        part: str | None,
        weights: Numbers,
        practice: str | None = None,
    ) -> tuple[Term, ...]:
        """A number summed over a publication's teams of a year (of a part, of a wording)."""
        slot_of = self._slots(publication, year)
        teams = (slot_of >= 0) & self._in(publication, (year,), part)
        if practice is not None and (publication, year) in self.practice:
            of_words = self.practice[publication, year].eq(practice)
            teams &= of_words.fillna(True).to_numpy(bool)
        return tuple(
            Term(teams & (slot_of == slot), (slot,), weights)
            for slot in np.unique(slot_of[teams]).tolist()
        )

    def pairs(
        self, publication: int, years: tuple[int, int], part: str | None, weights: Numbers
    ) -> tuple[Term, ...]:
        """A number summed over the teams that answered in both years."""
        before, after = (self._slots(publication, year) for year in years)
        both = self._in_both(publication, years) & self._in(publication, years, part)
        found = sorted({*zip(before[both].tolist(), after[both].tolist(), strict=True)})
        return tuple(
            Term(both & (before == first) & (after == second), (first, second), weights)
            for first, second in found
        )

    def one_year_alone(
        self, publication: int, year: int, other: int, part: str | None, weights: Numbers
    ) -> tuple[Term, ...]:
        """A number summed over the teams that answered in one year and not the other."""
        there = self._slots(publication, year) >= 0
        alone = there & ~self._in_both(publication, (year, other))
        return tuple(
            Term(term.teams & alone, term.slots, weights)
            for term in self.sums(publication, year, part, weights)
            if (term.teams & alone).any()
        )

    def _in_both(self, publication: int, years: tuple[int, int]) -> Answers:
        """The teams that answered in two years, and were the same team then."""
        both = np.ones(len(self.units), dtype=bool)
        for year in years:
            both &= self._slots(publication, year) >= 0
        if all((publication, year) in self.was for year in years):
            before, after = (self.was[publication, year] for year in years)
            both &= ~before.ne(after).fillna(False).to_numpy(bool)
        return both

    def _slots(self, publication: int, year: int) -> Whole:
        return self.spoken_of.get((publication, year), np.full(len(self.units), -1))

    def _in(self, publication: int, years: tuple[int, ...], part: str | None) -> Answers:
        """The teams of a part, by where each belongs in the latest of the years."""
        if part is None or part == ALL_TEAMS:
            return np.ones(len(self.units), dtype=bool)
        of_team = pd.Series(pd.NA, index=self.units, dtype="string")
        for year in years:
            if (publication, year) in self.part:
                of_team = self.part[publication, year].fillna(of_team)
        chosen: Answers = of_team.eq(part).fillna(False).to_numpy(bool)
        return chosen


def _answered(columns: Sequence[Whole], years: Sequence[int], year: int, slot: int) -> Answers:
    """Which teams have an answer of a year in a slot other than this one."""
    others = [
        column != ABSENT
        for place, column in enumerate(columns)
        if years[place] == year and place != slot
    ]
    none = np.zeros(len(columns[0]), dtype=bool)
    some: Answers = np.logical_or.reduce([none, *others])
    return some
