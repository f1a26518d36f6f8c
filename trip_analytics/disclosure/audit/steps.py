"""What to withhold of a publication, one practice at a time, until nothing is given away.

In this order, so that a reader loses as little as may be: what joining and leaving teams
added to changes, the change since the first year, the change since last year, the breakdown,
and then the practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trip_analytics.disclosure.audit.certain import Known, certain_to
from trip_analytics.disclosure.audit.worlds import Question, Source

PRACTICE: Final = "the practice"

Step = tuple[str, frozenset[Source]]  # in words, and what is withheld


def steps(question: Question, publication: str) -> Iterator[Step]:
    """The steps for one practice, the last of which withholds all of it."""
    of_publication = [each for each in question.sources if each.publication == publication]
    movers = [each for each in of_publication if each.figures == "movers"]
    changes = [each for each in of_publication if each.figures == "change"]
    breakdown = [each for each in of_publication if each.figures == "breakdown"]
    if movers:
        yield "what joining and leaving teams added to changes", frozenset(movers)
    for change in sorted(changes, key=lambda each: each.words):
        of_change = [each for each in of_publication if each.table == change.table]
        yield change.words, frozenset(of_change)
    if breakdown:
        yield breakdown[0].words, frozenset(breakdown)
    if of_publication:
        yield PRACTICE, frozenset(of_publication)


def to_withhold(question: Question, publication: str, insiders: int) -> list[Step]:
    """The steps to take, none where nothing is given away.

    What earlier publications alone give away cannot be taken back, and is not asked for.
    """
    if _nothing_certain(question, insiders):
        return []
    before = dict(certain_to(question.told_by(lambda it: it.publication != publication), insiders))

    def clean(taken: Sequence[Step]) -> bool:
        gone = frozenset[Source]().union(*(sources for _, sources in taken))
        return not _worse(question.told_by(lambda it: it not in gone), insiders, before)

    if clean([]):
        return []
    possible = list(steps(question, publication))
    for step in possible[:-1]:
        if clean([step]):
            return [step]
    taken: list[Step] = []
    for step in possible[:-1]:
        taken.append(step)
        if clean(taken):
            break
    else:
        return possible[-1:]
    # What readers miss most is given back first, where it does no harm.
    for step in taken[-2::-1]:
        without = [each for each in taken if each is not step]
        taken = without if clean(without) else taken
    return taken


def _nothing_certain(question: Question, insiders: int) -> bool:
    return next(certain_to(question, insiders), None) is None


def _worse(question: Question, insiders: int, before: dict[tuple[int, int], Known]) -> bool:
    """Whether an answer is certain that was not before, or to fewer."""
    return any(
        answer not in before or known.insiders < before[answer].insiders
        for answer, known in certain_to(question, insiders)
    )
