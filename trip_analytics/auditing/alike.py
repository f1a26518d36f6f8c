"""Groups of teams nearly all of which answered alike, as far as what is shown tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from trip_analytics.auditing.figure import Bounds
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.measures import POINTS, About, Measures
from trip_analytics.auditing.tables import ShownTable
from trip_analytics.auditing.worlds import Numbers, Worlds
from trip_analytics.disclosure.rules import MINIMUM_TEAMS
from trip_analytics.words import listed, number, opening

RATINGS: Final = np.array(POINTS, dtype=float)
_WELL: Final = (RATINGS >= 4).astype(float)


class Group(NamedTuple):
    """Some teams: a row of weights for each rating says which numbers count them."""

    name: str
    ratings: Numbers
    teams: int


def needed(teams: int, insiders: int) -> int:
    """How many must have answered alike for the insiders to know all the others' answers."""
    return max(1, teams - insiders)


def alike(worlds: Worlds, groups: Sequence[Group], insiders: int) -> dict[str, bool]:
    """The groups of which it is certain that nearly all teams answered alike.

    Each with whether it is certain as well how many did: then there are so few insiders who
    know the others' answers, otherwise there may be. Of a handful of teams, that some answered
    alike says little, and they are given only where that is certain too.
    """
    wanted = [
        (group, weights, float(needed(group.teams, insiders)))
        for group in groups
        if group.teams
        for weights in group.ratings
    ]
    found: dict[str, bool] = {}
    for place in worlds.sure([(weights, least) for _, weights, least in wanted]):
        group, weights, _ = wanted[place]
        exact = worlds.least(weights) == worlds.greatest(weights)
        if exact or group.teams >= MINIMUM_TEAMS:
            found[group.name] = found.get(group.name, False) or exact
    return found


def tell_year(worlds: Worlds, said: Measures, group: Group) -> None:
    """Add what is said of a year's ratings of a group."""
    worlds.fact(group.ratings.sum(axis=0), Bounds(group.teams, group.teams))
    for point, bounds in said.counts.items():
        worlds.fact(group.ratings[point - 1], bounds)
    if "mean" in said.figures:
        worlds.fact(RATINGS @ group.ratings, said.figures["mean"].whole(group.teams))
    if "well" in said.figures:
        worlds.fact(_WELL @ group.ratings, said.figures["well"].whole(group.teams))


def alike_by_itself(said: Measures, insiders: int) -> bool | None:
    """Whether nearly all of a row's teams answered alike; True where it is certain how many."""
    if not said.teams or not (said.counts or said.figures):
        return None
    if all(point in said.counts and is_exact(said.counts[point]) for point in POINTS):
        most = max(bounds.low for bounds in said.counts.values())
        return True if most >= needed(said.teams, insiders) else None
    worlds, group = Worlds(len(POINTS)), Group("", np.eye(len(POINTS)), said.teams)
    tell_year(worlds, said, group)
    return alike(worlds, [group], insiders).get(group.name)


def is_exact(bounds: Bounds) -> bool:
    """Whether one number alone lies within bounds."""
    return bounds.low == bounds.high


def given_away(sources: Sequence[ShownTable], kind: str, finding: str, cure: str) -> Found:
    """A finding about tables, which it names."""
    files = listed(dict.fromkeys(table.file for table in sources))
    titles = listed(dict.fromkeys(table.words for table in sources))
    return Found(files, titles, kind, f"{opening(finding)} ({titles}).", cure)


def of(about: About) -> str:
    """What a finding is about."""
    years = " to ".join(map(str, about.years))
    part = f" by {about.part}" if about.part else ""
    return f"of “{about.practice}”{part}{f' in {years}' if years else ''}"


def can_work_out(insiders: int, certain: bool = True) -> str:
    """Who can, or may be able to, work out."""
    can = "can" if certain else "may be able to"
    if insiders == 0:
        return f"anybody {can} work out"
    if insiders == 1:
        return f"whoever knows one team's answer {can} work out"
    return f"{number(insiders)} teams that put together what they know {can} work out"
