"""What one table tells of single teams' answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from trip_analytics.auditing.alike import (
    Group,
    alike_by_itself,
    can_work_out,
    given_away,
    of,
    tell_year,
)
from trip_analytics.auditing.figure import Bounds
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.measures import POINTS, About, Measures, choices_of
from trip_analytics.auditing.sources import ReadFile
from trip_analytics.auditing.worlds import Numbers, Worlds
from trip_analytics.words import number


def rows_alike(levels: Sequence[Measures], insiders: int) -> Iterator[Found]:
    """Rows of which nearly all teams answered alike."""
    seen: set[tuple[About, tuple[str, ...]]] = set()
    for said in levels:
        certain = alike_by_itself(said, insiders)
        key = said.about, tuple(table.title for table in said.sources)
        if certain is None or key in seen:
            continue
        seen.add(key)
        teams = "one team" if said.teams == 1 else f"{said.teams} teams"
        yield given_away(
            said.sources,
            "alike",
            f"{of(said.about)}, nearly all of {teams} answered alike: "
            f"{can_work_out(insiders, certain)} what others answered",
            "Withhold the practice there, or merge the group with others.",
        )


def choices_alike(files: Sequence[ReadFile], insiders: int) -> Iterator[Found]:
    """Yes-or-no counts that nearly all teams, or hardly any, are in."""
    seen: set[tuple[str, str]] = set()
    for file in files:
        for table in file.tables:
            for practice, what, yes, everybody in choices_of(table):
                # How many said no at the most: what is certain holds for it as well.
                no = everybody.high - yes
                if min(yes, no) > insiders or (practice, table.title) in seen:
                    continue
                seen.add((practice, table.title))
                yield given_away(
                    (table,),
                    "alike",
                    f"Of “{practice}”, nearly all or hardly any teams {what}: "
                    f"{can_work_out(insiders)} which did",
                    "Withhold the practice there.",
                )


def by_thing(levels: Sequence[Measures]) -> list[list[Measures]]:
    """What a publication says of one practice and year, of all teams and of parts."""
    things: dict[tuple[str, str, tuple[int, ...]], list[Measures]] = {}
    for said in levels:
        key = said.publication, said.about.practice, said.about.years
        things.setdefault(key, []).append(said)
    return list(things.values())


def recovered(levels: Sequence[Measures]) -> Iterator[Found]:
    """Counts that are withheld, and follow from the rest of the table."""
    for group in by_thing(levels):
        if not any(said.withheld for said in group):
            continue
        size = len(group) * len(POINTS)
        worlds = Worlds(size)
        rows = [np.eye(len(POINTS), size, place * len(POINTS)) for place in range(len(group))]
        for said, row in zip(group, rows, strict=True):
            if said.teams is not None:
                tell_year(worlds, said, Group("", row, said.teams))
            else:
                for point, bounds in said.counts.items():
                    worlds.fact(row[point - 1], bounds)
        for whole, parts in _wholes(group):
            for each in rows[whole] - sum(rows[part] for part in parts):
                worlds.fact(each, Bounds(0, 0))
        for said, row in zip(group, rows, strict=True):
            known = [point for point in said.withheld if _follows(worlds, row[point - 1])]
            if known:
                yield given_away(
                    said.sources,
                    "recovered",
                    f"{of(said.about)}, {number(len(known))} of the counts that are not shown "
                    "can be worked out from the totals",
                    "Withhold a second count in the same row and column, or the whole row.",
                )


def _follows(worlds: Worlds, weights: Numbers) -> bool:
    least = worlds.least(weights)
    return least is not None and least == worlds.greatest(weights)


def _wholes(group: Sequence[Measures]) -> Iterator[tuple[int, list[int]]]:
    """The whole with all its parts, where the parts add up to it."""
    wholes = [place for place, said in enumerate(group) if not said.about.part]
    for by in {said.by for said in group if said.about.part}:
        parts = [at for at, said in enumerate(group) if said.about.part and said.by == by]
        for whole in wholes[:1]:
            sizes = [group[at].teams for at in parts]
            size = group[whole].teams
            if size is None or None in sizes or sum(each or 0 for each in sizes) == size:
                yield whole, parts
