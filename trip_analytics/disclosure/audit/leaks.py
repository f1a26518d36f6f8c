"""Answers that publications give away, as a person would say it, with the cure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.results import COUNT, TEXT, YEAR, YES_NO, Result, result, typed
from trip_analytics.disclosure.audit.certain import Known, certain_to
from trip_analytics.disclosure.audit.published import AS_ANSWERED, questions
from trip_analytics.disclosure.audit.slots import Publication
from trip_analytics.disclosure.audit.steps import PRACTICE, steps
from trip_analytics.disclosure.audit.worlds import Question, Source
from trip_analytics.disclosure.rules import INSIDERS
from trip_analytics.words import listed, number, opening

COLUMNS: Final = {
    "publication": TEXT,
    "tables": TEXT,
    "item_id": TEXT,
    "practice": TEXT,
    "year": YEAR,
    "team": TEXT,
    "known_to": COUNT,
    "proven": YES_NO,
    "cure": TEXT,
    "leak": TEXT,
}


def audit(
    publications: Sequence[Publication],
    *,
    insiders: int = INSIDERS,
    teams: Mapping[str, str] | None = None,
) -> Result:
    """Which teams' answers readers of everything published can be certain of.

    Every set of answers is considered that would have been published in just the same way;
    an answer is given away when it is the same in all of them. Each practice is looked at by
    itself.

    Parameters
    ----------
    publications : sequence of Publication
        All that readers may hold, the latest last.
    insiders : int
        How many teams' readers put together what they know of their own answers.
    teams : mapping of str to str, optional
        What to call a team, by its unit in the answers; the unit by default.

    Returns
    -------
    DataFrame
        A row for each answer given away, and never the answer:

        - publication, the latest one that has a part in it; tables, the fewest tables that
          give it away together;
        - item_id, practice, year, and the team whose answer it is;
        - known_to, to how many insiders (0: to anybody);
        - proven, false where the time did not suffice to show that it is safe;
        - cure, what to withhold; leak, all of this in a sentence.

    Raises
    ------
    DisclosureError
        A table does not agree with the answers it is said to be of.

    Notes
    -----
    Integer programming over the sets of answers (HiGHS). That what a reader can work out is
    asked of all tables that fit linear constraints is as in M. Fischetti and J. J. Salazar,
    "Solving the Cell Suppression Problem on Tabular Data with Linear Constraints",
    *Management Science* 47 (2001) 1008-1027. Holm's p-values count as the plain ones or more;
    the places that practices may hold are not counted.

    Examples
    --------
    >>> from trip_analytics.analysis import practice_profile
    >>> from trip_analytics.disclosure import release_profile
    >>> from trip_analytics.tables import Returns
    >>> ratings = pd.DataFrame({"team": [f"Team {n}" for n in range(6)], "year": 2025})
    >>> ratings = ratings.assign(item_id="choices", rating=[1, 2, 3, 3, 4, 5])
    >>> profile = release_profile(practice_profile(Returns.from_tables(ratings=ratings)))
    >>> answers = ratings.rename(columns={"team": "unit"}).assign(part=None)
    >>> audit([Publication("the report of 2025", {"profile": profile}, answers)]).attrs["notes"]
    ['No answer is certain to any reader, nor to two teams that put together what they know.']
    >>> audit([Publication("the report of 2025", {"profile": profile}, answers)], insiders=4).loc[
    ...     0, "leak"
    ... ]
    "Readers who know four other teams' answers can work out what Team 2 answered to 'Own choices
    and decisions' in 2025, from the ratings of 2025."
    """
    names = _names(publications)
    rows = []
    otherwise: set[str] = set()
    for item_id, slots, question in questions(publications):
        otherwise |= {it.publication for it in question.sources if AS_ANSWERED in it.words}
        practice = names.get(item_id, item_id)
        sets: list[frozenset[Source]] = []
        for (team, slot), known in certain_to(question, insiders):
            told = _fewest_tables(question, (team, slot), insiders, sets)
            latest = [each.name for each in publications if _has_part(each.name, told)]
            publication = latest[-1] if latest else publications[-1].name
            cure = _cure(question, (team, slot), insiders, publication)
            year, unit = slots.years[slot], slots.units[team]
            unit = (teams or {}).get(unit, unit)
            tables = _tables(told)
            rows.append(
                {
                    "publication": publication,
                    "tables": tables,
                    "item_id": item_id,
                    "practice": practice,
                    "year": year,
                    "team": unit,
                    "known_to": known.insiders,
                    "proven": known.proven,
                    "cure": cure,
                    "leak": in_words(known, unit, practice, year, tables),
                }
            )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return result("audit", typed(COLUMNS, frame), _notes(frame, insiders, otherwise))


def _names(publications: Sequence[Publication]) -> dict[str, str]:
    names: dict[str, str] = {}
    for publication in publications:
        for released in publication.tables.values():
            if {"item_id", "practice"} <= set(released.table.columns):
                of_items = released.table.set_index("item_id")["practice"].dropna()
                names |= {str(item): str(name) for item, name in of_items.items()}
    return names


def _has_part(publication: str, told: frozenset[Source]) -> bool:
    return any(source.publication == publication for source in told)


def _tables(told: frozenset[Source]) -> str:
    """The tables in words, each with its publication where there are several."""
    several = len({source.publication for source in told}) > 1
    said = {
        f"{source.words} in {source.publication}" if several else source.words for source in told
    }
    return listed(sorted(said))


def _is_certain(question: Question, answer: tuple[int, int], insiders: int) -> bool:
    only = np.zeros(question.answers.shape, dtype=bool)
    only[answer] = True
    return next(certain_to(question, insiders, only=only), None) is not None


def _fewest_tables(
    question: Question, answer: tuple[int, int], insiders: int, sets: list[frozenset[Source]]
) -> frozenset[Source]:
    """The tables none of which can be done without to give an answer away."""

    def told_by(sources: frozenset[Source]) -> bool:
        return _is_certain(question.told_by(lambda it: it in sources), answer, insiders)

    for known in sets:  # what gives one team away often gives others away
        if told_by(known):
            return known
    needed = frozenset(question.sources)
    # The least said is looked at first: movers, changes, breakdowns, and then the ratings.
    for source in sorted(needed, key=lambda it: (it.figures != "movers", it.words)):
        if told_by(needed - {source}):
            needed -= {source}
    sets.append(needed)
    return needed


def _cure(question: Question, answer: tuple[int, int], insiders: int, publication: str) -> str:
    """The first step, by itself, after which an answer is no longer given away."""
    for words, sources in steps(question, publication):
        kept = question.told_by(lambda it, gone=sources: it not in gone)  # type: ignore[misc]
        if words != PRACTICE and not _is_certain(kept, answer, insiders):
            return f"Withhold {words}"
    return f"Withhold {PRACTICE}"


def in_words(known: Known, team: str, practice: str, year: int, tables: str) -> str:
    """What readers can work out, of whom, and from what, in a sentence."""
    readers = {0: "Anybody", 1: "Readers who know one other team's answers"}.get(
        known.insiders, f"Readers who know {number(known.insiders)} other teams' answers"
    )
    can = "can" if known.proven else "may be able to"
    return (
        f"{readers} {can} work out what {team} answered to '{practice}' in {year}, from {tables}."
    )


def _notes(found: pd.DataFrame, insiders: int, otherwise: Collection[str]) -> list[str]:
    readers = f"{number(insiders)} teams that put together what they know"
    if found.empty:
        notes = [opening(f"no answer is certain to any reader, nor to {readers}.")]
    else:
        notes = [f"Answers are listed that are certain to readers, or to up to {readers}."]
    if not found["proven"].astype(bool).all():
        notes.append("Some could not be shown to be safe in the time given.")
    if otherwise:
        notes.append(
            f"Some figures of {listed(sorted(otherwise))} were worked out by another version of "
            "this program, in another way. In their place readers are taken to know how many "
            f"teams gave which answers (“{AS_ANSWERED.strip()}”), which is more than was published."
        )
    return notes
