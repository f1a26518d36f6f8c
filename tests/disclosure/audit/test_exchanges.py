"""Every world that exchanges show is one: all that was published would be published again."""

from functools import reduce

import numpy as np
import pytest
from trip_analytics.disclosure.audit import exchanges
from trip_analytics.disclosure.audit.exchanges import few_in_all, safe_by_exchange
from trip_analytics.disclosure.audit.published import questions
from trip_analytics.disclosure.audit.sums import Sums
from trip_analytics.disclosure.audit.worlds import ABSENT, added

from benchmarks.random_trusts import YEARS, random_trust, report


def is_a_world(question, answers):
    everybody = np.arange(len(answers))

    def total(terms):
        return added(terms, everybody, answers).sum()

    told = all(fact.low <= total(fact.terms) <= fact.high for fact in question.facts)
    return told and all(
        spread.allows(np.array([total(spread.total)]), np.array([total(spread.square)]))
        for spread in question.spreads
    )


@pytest.fixture(scope="module")
def asked():
    """What three reports on a trust say of each of its practices."""
    returns = random_trust(np.random.default_rng(20), 40, 6)
    return [question for _, _, question in questions([report(returns, year) for year in YEARS])]


def test_what_was_exchanged_would_be_published_alike(asked, monkeypatch):
    seen = []
    find = exchanges._world

    def kept(sums, firsts, further, spared):
        world = find(sums, firsts, further, spared)
        if world is not None:
            seen.append((sums.answers, world, spared))
        return world

    monkeypatch.setattr(exchanges, "_world", kept)
    found = 0
    for question in asked:
        safe_by_exchange(question, question.answers != ABSENT, 2)
        for answers, world, spared in seen:
            assert is_a_world(question, world)
            assert (world[list(spared)] == answers[list(spared)]).all()
            assert (np.sort(world, axis=0) == np.sort(answers, axis=0)).all()
        found += len(seen)
        seen.clear()
    assert found > 100


def test_partners_are_those_with_whom_one_could_have_exchanged(asked):
    question = max(asked, key=lambda it: len(it.facts))
    sums = Sums(question)
    wanted = question.answers != ABSENT
    partners = exchanges._partners(sums, wanted, insiders=len(wanted))
    assert partners.any()
    for choice in sums.choices:
        one, other = np.triu_indices(len(wanted), 1)
        found = sums.exchanges(one, other, choice)
        for place in range(0, len(found.one), 37):
            world = question.answers.copy()
            found.make(place, world)
            unseen = not sums.beyond(found.moves[[place]], found.told).any()
            assert is_a_world(question, world) == unseen
            if unseen:
                pair = found.one[place], found.other[place]
                assert all(partners[slot][pair] for slot in np.nonzero(found.changed[place])[0])


@pytest.mark.parametrize(
    ("worlds", "insiders", "few"),
    [
        ([], 2, set()),
        ([{1}, {2}], 2, {1, 2}),
        ([{1}, {2}, {3}], 2, None),
        ([{1, 4}, {2, 4}, {3, 4}], 1, {4}),
        ([{1, 2}, {3}], 0, None),
    ],
)
def test_a_few_who_are_in_all_of_them(worlds, insiders, few):
    found = few_in_all([frozenset(world) for world in worlds], insiders)
    assert found == few
    if few:
        assert reduce(lambda so_far, world: so_far and bool(world & found), worlds, True)
