"""What is left of single teams' answers when one figure is taken from another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from trip_analytics.auditing.alike import (
    RATINGS,
    Group,
    alike,
    alike_by_itself,
    can_work_out,
    given_away,
    is_exact,
    needed,
    of,
    tell_year,
)
from trip_analytics.auditing.figure import Bounds
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.measures import POINTS, About, Measures
from trip_analytics.auditing.within import by_thing
from trip_analytics.auditing.worlds import Numbers, Worlds

_CHANGES = (RATINGS[None, :] - RATINGS[:, None]).ravel()


def parts_of_all(levels: Sequence[Measures], insiders: int) -> Iterator[Found]:
    """The parts of a breakdown, and what is left when those shown are taken from the whole."""
    for group in by_thing(levels):
        wholes = [said for said in group if not said.about.part and said.teams]
        for by in dict.fromkeys(said.by for said in group if said.about.part):
            parts = [said for said in group if said.about.part and said.by == by and said.teams]
            if wholes and parts:
                yield from _whole_and_parts(wholes[0], parts, insiders)


def _whole_and_parts(whole: Measures, parts: Sequence[Measures], insiders: int) -> Iterator[Found]:
    sizes = [said.teams or 0 for said in parts]
    rest = (whole.teams or 0) - sum(sizes)
    if rest < 0:  # a team may be in two parts
        return
    names = [*(said.about.part for said in parts), "the teams in no part that is shown"]
    size = len(names) * len(POINTS)
    groups = [
        Group(name, np.eye(len(POINTS), size, place * len(POINTS)), teams)
        for place, (name, teams) in enumerate(zip(names, [*sizes, rest], strict=True))
    ]
    worlds = Worlds(size)
    for said, group in zip(parts, groups, strict=False):
        tell_year(worlds, said, group)
    everybody = np.sum([group.ratings for group in groups], axis=0)
    tell_year(worlds, whole, Group("", everybody, whole.teams or 0))
    told = {said.about.part for said in parts if alike_by_itself(said, insiders) is not None}
    for name, certain in alike(worlds, groups, insiders).items():
        if name in told:
            continue
        yield given_away(
            [table for said in (whole, *parts) for table in said.sources],
            "difference",
            f"{of(whole.about)}, what all teams answered less what the parts shown answered "
            f"leaves {name}: {can_work_out(insiders, certain)} what others of these answered",
            "Withhold the practice in all parts, or drop the breakdown.",
        )


def published_again(levels: Sequence[Measures], insiders: int) -> Iterator[Found]:
    """The same year published twice, with a few more teams the second time."""
    by_about: dict[tuple[About, str], list[Measures]] = {}
    for said in levels:
        if all(point in said.counts and is_exact(said.counts[point]) for point in POINTS):
            by_about.setdefault((said.about, said.by), []).append(said)
    for group in by_about.values():
        for one, other in combinations(group, 2):
            few, many = sorted((one, other), key=lambda said: said.teams or 0)
            added = [many.counts[point].low - few.counts[point].low for point in POINTS]
            if not any(added) or min(added) < 0:
                continue
            if max(added) >= needed(int(sum(added)), insiders):
                yield given_away(
                    (*few.sources, *many.sources),
                    "difference",
                    f"{of(few.about)} was published twice, the second time with a few more "
                    f"teams: {can_work_out(insiders)} what those answered",
                    "Leave one of the two releases about only.",
                )


def joined_or_left(
    levels: Sequence[Measures], changes: Sequence[Measures], insiders: int
) -> Iterator[Found]:
    """Teams that joined or left: all teams of a year less those of both years."""
    of_year: dict[tuple[str, str, int], Measures] = {}
    for said in levels:
        if said.teams and said.about.years:
            key = said.about.practice, said.about.part, said.about.years[0]
            known = of_year.get(key)
            both = known.and_also(said) if known is not None else None
            # The release that says more of it.
            more = known is None or len(said.counts) > len(known.counts)
            of_year[key] = both or (said if more else known or said)
    for change in _together(changes):
        before, after = (
            of_year.get((change.about.practice, change.about.part, year))
            for year in change.about.years
        )
        if change.teams and (before or after):
            yield from _joined_and_left(change, before, after, insiders)


def _together(changes: Sequence[Measures]) -> list[Measures]:
    """What all tables say of the same change together."""
    together: dict[About, Measures] = {}
    for said in changes:
        known = together.get(said.about)
        together[said.about] = said if known is None else known.and_also(said) or known
    return list(together.values())


def _joined_and_left(
    change: Measures, before: Measures | None, after: Measures | None, insiders: int
) -> Iterator[Found]:
    both = change.teams or 0
    left, joined = ((said.teams or 0) - both if said else 0 for said in (before, after))
    if min(left, joined) < 0:  # the words of the two years may differ
        return
    points = len(POINTS)
    size = points * points + 2 * points
    matched = np.eye(points * points, size)  # a row for each pair of ratings, by the first
    first = matched.reshape(points, points, size).sum(axis=1)
    second = matched.reshape(points, points, size).sum(axis=0)
    leavers = Group("the teams that left", np.eye(points, size, points * points), left)
    joiners = Group("the teams that joined", np.eye(points, size, points * (points + 1)), joined)
    groups = [
        leavers,
        joiners,
        Group("the teams of both years, in the first", first, both),
        Group("the teams of both years, in the second", second, both),
    ]
    worlds = Worlds(size)
    for group in groups:
        worlds.fact(group.ratings.sum(axis=0), Bounds(group.teams, group.teams))
    if before is not None:
        tell_year(worlds, before, Group("", first + leavers.ratings, both + left))
    if after is not None:
        tell_year(worlds, after, Group("", second + joiners.ratings, both + joined))
    _tell_change(worlds, change.figures, matched, both)
    _tell_movers(worlds, change.figures, first, second, leavers, joiners, both)
    if any(said and alike_by_itself(said, insiders) is not None for said in (before, after)):
        return  # told of that year by itself
    said = [each for each in (before, after, change) if each is not None]
    for name, certain in alike(worlds, groups, insiders).items():
        yield given_away(
            [table for each in said for table in each.sources],
            "difference",
            f"{of(change.about)}, all teams less the teams of both years leaves {name}: "
            f"{can_work_out(insiders, certain)} what others of these answered",
            "Give the change in rounded figures only, or withhold it for this practice.",
        )


def _tell_change(
    worlds: Worlds, figures: Mapping[str, Bounds], matched: Numbers, both: int
) -> None:
    """Add what is said of the teams of both years."""
    for name, weights in (
        ("mean_change", _CHANGES),
        ("matched", _CHANGES),
        ("improved", _CHANGES > 0),
        ("unchanged", _CHANGES == 0),
        ("declined", _CHANGES < 0),
    ):
        if name in figures:
            worlds.fact(weights.astype(float) @ matched, figures[name].whole(both))


def _tell_movers(
    worlds: Worlds,
    figures: Mapping[str, Bounds],
    first: Numbers,
    second: Numbers,
    leavers: Group,
    joiners: Group,
    both: int,
) -> None:
    """Add what is said of the change over all teams, and what movers added to it."""
    left, joined = RATINGS @ leavers.ratings, RATINGS @ joiners.ratings
    before, after = both + leavers.teams, both + joiners.teams
    first, second = RATINGS @ first, RATINGS @ second
    for name, weights in (
        ("overall", (second + joined) / after - (first + left) / before),
        ("joiners", (joined - joiners.teams * second / both) / after),
        ("leavers", (left - leavers.teams * first / both) / before),
    ):
        if name in figures:
            worlds.fact(weights, figures[name])
