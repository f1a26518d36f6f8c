"""What to withhold of a publication, one practice at a time, until nothing is given away.

In this order, so that a reader loses as little as may be: what joining and leaving teams
added to changes, the change since the first year, the change since last year, the breakdown,
and then the practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from trip_analytics.disclosure.audit.certain import certain_to
from trip_analytics.disclosure.audit.published import AS_ANSWERED
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
    told = dict(certain_to(question, insiders))
    if not told:
        return []
    # Fewer figures tell no more: only what all of them give away is asked about again.
    only = np.zeros(question.answers.shape, dtype=bool)
    only[tuple(np.transpose([*told]))] = True
    # What is only assumed to be known, of figures that are worked out otherwise now, must not
    # count as out already: so all is asked without it as well.
    sure = question.told_by(lambda it: AS_ANSWERED not in it.words)
    asked = [question] if len(sure.sources) == len(question.sources) else [question, sure]
    before = [
        dict(
            certain_to(each.told_by(lambda it: it.publication != publication), insiders, only=only)
        )
        for each in asked
    ]

    def clean(taken: Sequence[Step]) -> bool:
        gone = frozenset[Source]().union(*(sources for _, sources in taken))
        return not any(
            answer not in known or to.insiders < known[answer].insiders
            for each, known in zip(asked, before, strict=True)
            for answer, to in certain_to(
                each.told_by(lambda it: it not in gone), insiders, only=only
            )
        )

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
