"""Tiny trusts: over all worlds of which the same is said, no team's answer is certain.

A world is what each team answered. Worlds of which the public tables say the same, shown and
withheld alike, are a class. An outsider knows the class; two insiders know besides what their own
teams answered, in both years. In each class there must be worlds in which any other team answered
one thing, and worlds in which it answered another.

Many worlds are worked out at once, each as a practice of its own in one trust: all that the tables
say of a practice follows from its own row, but for places and Holm's correction. A trust that has
one practice alone has neither.
"""

from functools import cache
from itertools import combinations, combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest

from trip_analytics.disclosure import change
from trip_analytics.disclosure import practices as of_practices
from trip_analytics.disclosure.rules import PUBLIC, Rule, passes, with_companions
from trip_analytics.disclosure.strongest import release_ends
from trip_analytics.disclosure.year import release_year
from trip_analytics.returns import Returns

BEFORE, NOW = 2024, 2025
UNRATED = 0  # stands for a practice that a team did not rate


@pytest.fixture
def alone(monkeypatch):
    """Each practice as if it were the only one: no places, no correction for the others."""
    nothing = np.nan
    monkeypatch.setattr(
        "trip_analytics.analysis.practices.rank_sets",
        lambda grid: (np.full(grid.shape[1], nothing), np.full(grid.shape[1], nothing)),
    )
    monkeypatch.setattr(change, "holm", lambda p_values: p_values)


def all_worlds(teams, answers):
    return np.array(list(product(answers, repeat=teams)), dtype=np.int8)


def as_returns(worlds, teams, year, **more):
    """A practice for each world, rated as the world has it."""
    item = pd.Series([f"world {n:06}" for n in range(len(worlds))], dtype="string")
    table = pd.DataFrame(
        {
            "team": np.tile(teams, len(worlds)),
            "year": year,
            "item_id": item.repeat(len(teams)).to_numpy(),
            "rating": pd.array(worlds.ravel(), "Int64"),
            **{name: np.tile(of_team, len(worlds)) for name, of_team in more.items()},
        }
    )
    table["rating"] = table["rating"].mask(table["rating"].eq(UNRATED))
    return table


def classes(*tables):
    """A number for each row, the same where the tables say the same; the item aside."""
    said = [table.drop(columns=["item_id", "practice"], errors="ignore") for table in tables]
    text = pd.concat([each.astype("string").fillna("-") for each in said], axis=1).agg(
        "|".join, axis=1
    )
    return pd.factorize(text)[0]


def said_of_two_years(before, now, teams_before, teams_now, rule=PUBLIC):
    """The classes of each year's own table, and of the change."""
    ratings = [as_returns(before, teams_before, BEFORE), as_returns(now, teams_now, NOW)]
    returns = Returns.from_tables(ratings=pd.concat(ratings), instruments=())
    first = release_year(returns, BEFORE, by=None, audience="public", rule=rule)
    second = release_year(returns, NOW, by=None, audience="public", rule=rule)
    assert second[f"practice_profile {BEFORE}"].table.equals(first["practice_profile"].table)
    tables = first["practice_profile"], second["practice_profile"], second["change_between"]
    assert all(len(each.table) == len(before) for each in tables)
    return [classes(each.table, each.withheld) for each in tables]


def certain(world, answers, insiders=2):
    """How many cases there are, and in how many of them an answer is certain.

    A case is a class, a choice of insiders and what they answered, and an answer of another team.
    ``answers`` are those of each team, a column for each year that it returned in.
    """
    cases = sure = 0
    for own in (few for size in (0, insiders) for few in combinations(answers, size)):
        known = world.astype(np.int64)
        for column in (column for team in own for column in answers[team]):
            known = known * 8 + column
        order = np.argsort(known, kind="stable")
        first = np.flatnonzero(np.diff(known[order], prepend=-1))
        for team in answers.keys() - set(own):
            for column in answers[team]:
                lowest = np.minimum.reduceat(column[order], first)
                highest = np.maximum.reduceat(column[order], first)
                cases += len(first)
                sure += int(((lowest == highest) & (lowest != UNRATED)).sum())
    return cases, sure


def answers_of(years):
    """What each team answered, from the worlds of each year and its teams."""
    answers = {}
    for worlds, teams in years:
        for number, team in enumerate(teams):
            answers.setdefault(team, []).append(worlds[:, number].astype(np.int64))
    return answers


def and_slow(first, *others):
    """The first and quickest case in every run, the others where slow tests run too."""
    return [first, *(pytest.param(*each, marks=pytest.mark.slow) for each in others)]


# With one team that leaves after the first year, and one that is new in the second.
TURNOVER = [("ABCDE", "ABCDF"), ("ABCDE", "ABCDEF"), ("ABCDEF", "ABCDEG"), ("ABCDEF", "ABCDE")]


@pytest.mark.usefixtures("alone")
class TestTwoYears:
    @pytest.mark.parametrize(("teams_before", "teams_now"), and_slow(*TURNOVER))
    def test_nobody_is_sure_of_a_rating(self, teams_before, teams_now):
        """Each world by itself, on two points of the scale."""
        each = [all_worlds(len(teams), (2, 4)) for teams in (teams_before, teams_now)]
        at = np.indices([len(worlds) for worlds in each]).reshape(2, -1)
        before, now = each[0][at[0]], each[1][at[1]]
        said = said_of_two_years(before, now, list(teams_before), list(teams_now))
        answers = answers_of([(before, teams_before), (now, teams_now)])
        cases, sure = certain(together(*said), answers)
        assert cases >= 1000
        assert sure == 0

    @pytest.mark.parametrize(("teams_before", "teams_now"), and_slow(*TURNOVER[:2]))
    @pytest.mark.parametrize(
        "given",
        [pytest.param((0, 2, 3), id="unrated"),
         pytest.param((1, 3, 4), id="three points", marks=pytest.mark.slow)],
    )  # fmt: skip
    def test_nor_of_three_answers(self, teams_before, teams_now, given):
        """What is said follows from how many gave each answer, as the test above shows."""
        each = [all_worlds(len(teams), given) for teams in (teams_before, teams_now)]
        counts = [np.sort(worlds, axis=1) for worlds in each]
        kinds = [np.unique(sort, axis=0, return_inverse=True) for sort in counts]
        at = np.indices([len(kind[0]) for kind in kinds]).reshape(2, -1)
        said = said_of_two_years(
            kinds[0][0][at[0]], kinds[1][0][at[1]], list(teams_before), list(teams_now)
        )
        of_kinds = together(*said).reshape(len(kinds[0][0]), len(kinds[1][0]))
        at = np.indices([len(worlds) for worlds in each]).reshape(2, -1)
        world = of_kinds[kinds[0][1].ravel()[at[0]], kinds[1][1].ravel()[at[1]]]
        answers = answers_of([(each[0][at[0]], teams_before), (each[1][at[1]], teams_now)])
        cases, sure = certain(world, answers)
        assert cases >= 1000
        assert sure == 0

    @pytest.mark.slow
    def test_the_change_follows_from_the_two_years_tables(self):
        """So of several practices and years, no more is told together than of each year."""
        each = all_worlds(6, (2, 4))
        at = np.indices([len(each)] * 2).reshape(2, -1)
        said = said_of_two_years(each[at[0]], each[at[1]], list("ABCDEF"), list("ABCDEG"))
        assert together(*said).max() == together(*said[:2]).max() > 1

    @pytest.mark.slow
    @pytest.mark.parametrize(("teams_before", "teams_now"), and_slow(*TURNOVER[1:3]))
    def test_what_the_same_teams_did_would_make_answers_certain(self, teams_before, teams_now):
        teams = teams_before, teams_now
        each = [all_worlds(len(of_year), (2, 4)) for of_year in teams]
        at = np.indices([len(worlds) for worlds in each]).reshape(2, -1)
        before, now = each[0][at[0]], each[1][at[1]]
        said = said_of_two_years(before, now, list(teams[0]), list(teams[1]))
        answers = answers_of([(before, teams[0]), (now, teams[1])])
        matched = sum(y[1] - y[0] for team, y in answers.items() if len(y) == 2)
        assert certain(together(*said, matched + 50), answers)[1] > 0

    @pytest.mark.slow  # it is the check above that this one is about
    def test_one_insider_fewer_would_make_answers_certain(self):
        each = all_worlds(6, (2, 4))
        at = np.arange(len(each))
        said = said_of_two_years(each[at], each[at], list("ABCDEF"), list("ABCDEF"), Rule(5, 10, 1))
        answers = answers_of([(each[at], "ABCDEF"), (each[at], "ABCDEF")])
        assert certain(together(*said), answers)[1] > 0


def together(*numbers):
    """One number for each row, the same where all are the same."""
    world = np.zeros(len(numbers[0]), dtype=np.int64)
    for each in numbers:
        world = np.unique(world * (int(each.max()) + 1) + each, return_inverse=True)[1].ravel()
    return world


# That a withheld practice has no place, test_practices.py shows in every run.
@pytest.mark.slow
def test_nobody_is_sure_of_a_rating_of_two_practices_with_their_places():
    """Six teams, two practices, places and lists among what is said."""
    kinds = list(combinations_with_replacement(product((2, 4), repeat=2), 6))
    said = {}
    for kind in kinds:
        ratings = as_returns(np.array(kind, dtype=np.int8).T, list("ABCDEF"), NOW)
        returns = Returns.from_tables(ratings=ratings, instruments=())
        practices = of_practices.release_practices(returns, NOW, rule=PUBLIC)
        ends = [release_ends(practices.profile, 1, strongest=end).table for end in (True, False)]
        said[kind] = "\n".join(
            each.astype("string").fillna("-").to_csv()
            for each in (practices.profile.table, practices.profile.withheld, *ends)
        )
    worlds = list(product(product((2, 4), repeat=2), repeat=6))
    world = pd.factorize(np.array([said[tuple(sorted(each))] for each in worlds]))[0]
    columns = np.array(worlds).transpose(1, 2, 0)
    cases, sure = certain(world, {n: list(both) for n, both in enumerate(columns)})
    assert cases >= 1000
    assert sure == 0


def ways(teams, points):
    """Every way in which so many teams may rate, as counts of each point."""
    given = np.array(list(combinations_with_replacement(range(points), teams)), int)
    return (given[:, :, None] == np.arange(points)).sum(axis=1)


def certain_in_parts(world, parts):
    """How many cases there are, and in how many of them two insiders are certain.

    Teams of a part may have answered in any order. So in every world of the same counts, any
    answer that the insiders did not give may be any other team's of the part.
    """
    points = parts[0].shape[1]
    cases = sure = 0
    kinds = list(product(range(len(parts)), range(points)))
    for own in combinations_with_replacement(kinds, 2):
        others = [part.copy() for part in parts]
        for part, point in own:
            others[part][:, point] -= 1
        fits = np.all([(part >= 0).all(axis=1) for part in others], axis=0)
        which = np.flatnonzero(fits)
        which = which[np.argsort(world[which], kind="stable")]
        first = np.flatnonzero(np.diff(world[which], prepend=-1))
        for part in others:
            left = np.logical_or.reduceat(part[which] > 0, first, axis=0).sum(axis=1)
            cases += len(first)
            sure += int((left == 1).sum())
    return cases, sure


# Teams of each part, and how many of them rate the practice.
SHAPES = [((10, 12), (10, 12), 3), ((10, 10), (10, 10), 3), ((10, 12), (4, 12), 3),
          ((10, 14), (10, 9), 3), ((10, 10, 11), (10, 10, 11), 2)]  # fmt: skip


@pytest.mark.usefixtures("alone")
class TestParts:
    @pytest.mark.slow
    @pytest.mark.parametrize(("teams", "rate", "points"), and_slow(*SHAPES))
    def test_nobody_is_sure_of_a_rating_in_a_part(self, teams, rate, points):
        world, parts, _, _ = _said_in_parts(teams, rate, points)
        cases, sure = certain_in_parts(world, parts)
        assert cases >= 50
        assert sure == 0

    @pytest.mark.slow
    def test_the_whole_beside_parts_that_fail_would_make_one_certain(self):
        world, parts, failing, total = _said_in_parts(*SHAPES[0])
        shown = failing & passes(pd.DataFrame(total)).to_numpy()
        whole = classes(pd.DataFrame(np.where(shown[:, None], total, -1)))
        assert certain_in_parts(together(world, whole), parts)[1] > 0


@cache
def _said_in_parts(teams, rate, points):
    """The class of each world, its parts' counts, whether a part fails, and the whole's counts."""
    each = [ways(number, points) for number in rate]
    at = np.indices([len(part) for part in each]).reshape(len(each), -1)
    parts = [part[which] for part, which in zip(each, at, strict=True)]
    rated = []
    for counts, of_part, number in zip(parts, teams, rate, strict=True):
        unrated = np.zeros((len(counts), of_part - number), dtype=int)
        points_of = np.arange(1, points + 1)
        given = np.array([np.repeat(points_of, row) for row in counts])
        rated.append(np.hstack([given, unrated]))
    worlds = np.hstack(rated).astype(np.int8)
    names = [f"Team {n:02}" for n in range(sum(teams))]
    lines = np.repeat([f"Line {n}" for n in range(len(teams))], teams)
    table = as_returns(worlds, names, NOW, service_line=lines)
    returns = Returns.from_tables(ratings=table, instruments=())
    practices = of_practices.release_practices(returns, NOW, by="service_line", rule=PUBLIC)
    whole, below = practices.profile, practices.in_parts
    assert len(whole.table) == len(worlds)
    rows = len(teams) + 1
    said = [classes(whole.table, whole.withheld)]
    for n in range(rows):
        part = below.table.iloc[n::rows].reset_index(drop=True)
        said.append(classes(part, below.withheld.iloc[n::rows].reset_index(drop=True)))
    failing = np.any([~passes(pd.DataFrame(part)).to_numpy() for part in parts], axis=0)
    return together(*said), parts, failing, np.sum(parts, axis=0)


class TestChoices:
    """Teams choose a few of some rows."""

    @pytest.mark.parametrize(
        ("teams", "rows", "most"), and_slow((7, 3, 2), (6, 4, 2), (8, 4, 2), (7, 4, 3))
    )
    def test_nobody_is_sure_of_a_choice_where_teams_may_choose_fewer(self, teams, rows, most):
        cases, sure = _certain_choices(teams, rows, most, with_companions, total=None)
        assert cases >= 100
        assert sure == 0

    @pytest.mark.parametrize(
        ("teams", "rows", "most"),
        [(9, 3, 1), *and_slow((7, 3, 2), (8, 4, 1), (10, 4, 1), (6, 4, 2), (8, 4, 2))],
    )
    def test_nor_where_it_is_known_how_many_choices_there_are(self, teams, rows, most):
        cases, sure = _certain_choices(teams, rows, most, with_companions, total=most)
        assert cases > 0
        assert sure == 0

    @pytest.mark.parametrize(("rows", "most", "total"), and_slow((4, 1, 1), (4, 2, None)))
    def test_without_companions_they_would_be(self, rows, most, total):
        def none(withheld, *_):
            return withheld

        assert _certain_choices(6, rows, most, none, total=total)[1] > 0


def _certain_choices(teams, rows, most, companions, *, total):
    """Cases, and how many are certain, where each team chooses one row or more.

    ``total`` is what the rule is told of how many each chooses; None where nobody knows.
    """
    sets = [
        np.isin(np.arange(rows), few)
        for size in range(1, most + 1)
        for few in combinations(range(rows), size)
    ]
    kinds = ways(teams, len(sets))
    chosen = kinds @ np.array(sets, int)
    known = {}
    said = []
    for of_rows in map(tuple, chosen):
        if of_rows not in known:
            yes = pd.Series(of_rows)
            counts = pd.DataFrame({"yes": yes, "no": teams - yes})
            hidden = companions(~passes(counts), counts, total, PUBLIC)
            in_all = 0 if total is None else sum(of_rows)
            known[of_rows] = (in_all, *yes.where(~hidden).fillna(-1).astype(int))
        said.append(known[of_rows])
    world = pd.factorize(pd.Series(said))[0]
    picks = np.array(sets, int)
    cases = sure = 0
    for own in combinations_with_replacement(range(len(sets)), 2):
        others = kinds - np.bincount(own, minlength=len(sets))
        which = np.flatnonzero((others >= 0).all(axis=1))
        which = which[np.argsort(world[which], kind="stable")]
        first = np.flatnonzero(np.diff(world[which], prepend=-1))
        left = np.logical_or.reduceat(others[which] > 0, first, axis=0).astype(int)
        yes, no = left @ picks, left @ (1 - picks)
        cases += yes.size
        sure += int(((yes == 0) | (no == 0)).sum())
    return cases, sure
