"""What a release tells of single teams' answers, to anybody and to a few who compare notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from trip_analytics.auditing.figure import Bounds
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.measures import POINTS, About, Measures, choices_of, measures_of
from trip_analytics.auditing.sources import ReadFile
from trip_analytics.auditing.tables import ShownTable
from trip_analytics.auditing.worlds import Numbers, Worlds
from trip_analytics.words import listed, number, opening

_POINTS = np.array(POINTS, dtype=float)
_WELL = (_POINTS >= 4).astype(float)
_CHANGES = (_POINTS[None, :] - _POINTS[:, None]).ravel()


def told(files: Sequence[ReadFile], insiders: int) -> Iterator[Found]:
    """Answers that the figures of all files together give away.

    Parameters
    ----------
    insiders : int
        How many readers put what they know together.
    """
    said = _gathered(files)
    levels = [each for each in said if len(each.about.years) <= 1]
    changes = [each for each in said if len(each.about.years) == 2]
    yield from _choices(files, insiders)
    yield from _rows(levels, insiders)
    yield from _recovered(levels)
    yield from _parts(levels, insiders)
    yield from _published_again(levels, insiders)
    yield from _pairs(levels, changes, insiders)


def _gathered(files: Sequence[ReadFile]) -> list[Measures]:
    """What is said about each thing in each publication, by all its tables."""
    together: dict[tuple[str, str, About], list[Measures]] = {}
    for file in files:
        year = _year_of(file)
        for table in file.tables:
            for each in measures_of(table, file.publication, year):
                by = each.by if each.about.part else ""
                known = together.setdefault((file.publication, by, each.about), [])
                for place, before in enumerate(known):
                    both = before.and_also(each)
                    if both is not None:
                        known[place] = both
                        break
                else:
                    known.append(each)
    return [each for known in together.values() for each in known]


def _year_of(file: ReadFile) -> int | None:
    """The year that a document is about: the one its first lines, or its name, say."""
    from trip_analytics.auditing.measures import _YEAR

    for text in (*file.texts[:5], file.name.rpartition("/")[2].replace("_", " ").replace("-", " ")):
        years = {int(each) for each in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return None


def _needed(teams: int, insiders: int) -> int:
    """How many must have answered alike for the insiders to know all the others' answers."""
    return max(1, teams - insiders)


def _facts(worlds: Worlds, said: Measures, each: Numbers, teams: int) -> None:
    """Add what is said of a year: ``each`` has a row of weights for each rating."""
    worlds.fact(each.sum(axis=0), Bounds(teams, teams))
    for point, bounds in said.counts.items():
        worlds.fact(each[point - 1], bounds)
    if "mean" in said.figures:
        worlds.fact(_POINTS @ each, said.figures["mean"].whole(teams))
    if "well" in said.figures:
        worlds.fact(_WELL @ each, said.figures["well"].whole(teams))


def _alone(said: Measures) -> Worlds:
    worlds = Worlds(len(POINTS))
    _facts(worlds, said, np.eye(len(POINTS)), said.teams or 0)
    return worlds


def _gives_away(said: Measures, insiders: int) -> bool:
    """Whether a row gives answers away by itself."""
    if not said.teams or not (said.counts or said.figures):
        return False
    needed = _needed(said.teams, insiders)
    if all(point in said.counts for point in POINTS) and not said.withheld:
        return max(bounds.low for bounds in said.counts.values()) >= needed
    return bool(_alone(said).sure([(each, needed) for each in np.eye(len(POINTS))]))


def _rows(levels: Sequence[Measures], insiders: int) -> Iterator[Found]:
    seen: set[tuple[About, tuple[str, ...]]] = set()
    for said in levels:
        if not _gives_away(said, insiders):
            continue
        key = said.about, tuple(table.title for table in said.sources)
        if key not in seen:
            seen.add(key)
            yield _found(
                said.sources,
                "alike",
                f"{_of(said.about)}, nearly all of {_teams(said)} answered alike: "
                f"{_who(insiders)} what others answered",
                "Withhold the practice there, or merge the group with others.",
            )


def _recovered(levels: Sequence[Measures]) -> Iterator[Found]:
    """Counts that are withheld, and follow from the rest of the table."""
    by_thing: dict[tuple[str, str, tuple[int, ...]], list[Measures]] = {}
    for said in levels:
        by_thing.setdefault((said.publication, said.about.practice, said.about.years), []).append(
            said
        )
    for group in by_thing.values():
        hidden = [said for said in group if said.withheld and (said.counts or said.teams)]
        if not hidden:
            continue
        worlds = Worlds(len(group) * len(POINTS))
        rows = {
            place: np.eye(len(POINTS), len(group) * len(POINTS), place * len(POINTS))
            for place in range(len(group))
        }
        for place, said in enumerate(group):
            if said.teams is not None:
                _facts(worlds, said, rows[place], said.teams)
            else:
                for point, bounds in said.counts.items():
                    worlds.fact(rows[place][point - 1], bounds)
        for whole, parts in _wholes(group):
            for point in range(len(POINTS)):
                each = rows[whole][point] - sum(rows[part][point] for part in parts)
                worlds.fact(each, Bounds(0, 0))
        for place, said in enumerate(group):
            open_points = [
                point
                for point in sorted(said.withheld)
                if worlds.least(rows[place][point - 1]) is not None
                and worlds.least(rows[place][point - 1]) == worlds.greatest(rows[place][point - 1])
            ]
            if open_points and said in hidden:
                yield _found(
                    said.sources,
                    "recovered",
                    f"{_of(said.about)}, {number(len(open_points))} of the counts that are not "
                    "shown can be worked out from the totals",
                    "Withhold a second count in the same row and column, or the whole row.",
                )


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


def _parts(levels: Sequence[Measures], insiders: int) -> Iterator[Found]:
    """The parts of a breakdown, and what is left when those shown are taken from the whole."""
    by_thing: dict[tuple[str, str, tuple[int, ...]], list[Measures]] = {}
    for said in levels:
        key = said.publication, said.about.practice, said.about.years
        by_thing.setdefault(key, []).append(said)
    for group in by_thing.values():
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
    sizes += [rest] if rest else []
    names = [said.about.part for said in parts] + ["the teams in no part that is shown"]
    worlds = Worlds(len(sizes) * len(POINTS))
    rows = [
        np.eye(len(POINTS), len(sizes) * len(POINTS), place * len(POINTS))
        for place in range(len(sizes))
    ]
    for said, row, size in zip(parts, rows, sizes, strict=False):
        _facts(worlds, said, row, size)
    _facts(worlds, whole, sum(rows, np.zeros_like(rows[0])), whole.teams or 0)
    if rest:
        worlds.fact(rows[-1].sum(axis=0), Bounds(rest, rest))
    known = {place for place, said in enumerate(parts) if _gives_away(said, insiders)}
    wanted = [
        (place, rows[place][point], float(_needed(size, insiders)))
        for place, size in enumerate(sizes)
        if place not in known
        for point in range(len(POINTS))
    ]
    sure = worlds.sure([(weights, needed) for _, weights, needed in wanted])
    for place in dict.fromkeys(wanted[each][0] for each in sure):
        sources = tuple(dict.fromkeys(table for said in (whole, *parts) for table in said.sources))
        yield _found(
            sources,
            "difference",
            f"{_of(whole.about)}, what all teams answered less what the parts shown answered "
            f"leaves {names[place]}: {_who(insiders)} what others of these answered",
            "Withhold the practice in all parts, or drop the breakdown.",
        )


def _published_again(levels: Sequence[Measures], insiders: int) -> Iterator[Found]:
    """The same year published twice, with a few more teams the second time."""
    by_about: dict[tuple[About, str], list[Measures]] = {}
    for said in levels:
        if all(point in said.counts and _is_exact(said.counts[point]) for point in POINTS):
            by_about.setdefault((said.about, said.by), []).append(said)
    for group in by_about.values():
        for one, other in combinations(group, 2):
            few, many = sorted((one, other), key=lambda said: said.teams or 0)
            added = [many.counts[point].low - few.counts[point].low for point in POINTS]
            if not any(added) or min(added) < 0:
                continue
            if max(added) >= _needed(int(sum(added)), insiders):
                yield _found(
                    (*few.sources, *many.sources),
                    "difference",
                    f"{_of(few.about)} was published twice, the second time with a few more "
                    f"teams: {_who(insiders)} what those answered",
                    "Leave one of the two releases about only.",
                )


def _is_exact(bounds: Bounds) -> bool:
    return bounds.low == bounds.high


def _pairs(
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
    for change in _by_about(changes):
        before, after = (
            of_year.get((change.about.practice, change.about.part, year))
            for year in change.about.years
        )
        if change.teams and (before or after):
            yield from _joined_and_left(change, before, after, insiders)


def _by_about(changes: Sequence[Measures]) -> list[Measures]:
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
    sizes = [(said.teams or 0) if said else both for said in (before, after)]
    left, joined = (size - both for size in sizes)
    if min(left, joined) < 0:  # the words of the years may differ, or the figures' teams
        return
    points = len(POINTS)
    size = points * points + 2 * points
    matched = np.eye(points * points, size)
    first = np.array([matched[at * points : (at + 1) * points].sum(axis=0) for at in range(points)])
    second = np.array([matched[at::points].sum(axis=0) for at in range(points)])
    leavers = np.eye(points, size, points * points)
    joiners = np.eye(points, size, points * points + points)
    worlds = Worlds(size)
    for weights, bounds in ((matched, both), (leavers, left), (joiners, joined)):
        worlds.fact(weights.sum(axis=0), Bounds(bounds, bounds))
    if before is not None:
        _facts(worlds, before, first + leavers, sizes[0])
    if after is not None:
        _facts(worlds, after, second + joiners, sizes[1])
    _change_facts(worlds, change.figures, matched, both)
    _movers_facts(worlds, change.figures, (first, second, leavers, joiners), (both, left, joined))
    groups = {
        "the teams that left": (leavers, left),
        "the teams that joined": (joiners, joined),
        "the teams of both years, in the first": (first, both),
        "the teams of both years, in the second": (second, both),
    }
    wanted = [
        (name, weights[at], float(_needed(teams, insiders)))
        for name, (weights, teams) in groups.items()
        if teams
        for at in range(points)
    ]
    sure = worlds.sure([(weights, needed) for _, weights, needed in wanted])
    already = [said for said in (before, after) if said and _gives_away(said, insiders)]
    for name in dict.fromkeys(wanted[each][0] for each in sure):
        if already:  # told for that year by itself
            continue
        said = [each for each in (before, after, change) if each is not None]
        yield _found(
            tuple(dict.fromkeys(table for each in said for table in each.sources)),
            "difference",
            f"{_of(change.about)}, all teams less the teams of both years leaves {name}: "
            f"{_who(insiders)} what others of these answered",
            "Give the change in rounded figures only, or withhold it for this practice.",
        )


def _change_facts(
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


def _movers_facts(
    worlds: Worlds,
    figures: Mapping[str, Bounds],
    groups: tuple[Numbers, Numbers, Numbers, Numbers],
    sizes: tuple[int, int, int],
) -> None:
    """Add what is said of the change over all teams, and what movers added to it."""
    first, second, leavers, joiners = (_POINTS @ weights for weights in groups)
    both, left, joined = sizes
    before, after = both + left, both + joined
    for name, weights in (
        ("overall", (second + joiners) / after - (first + leavers) / before),
        ("joiners", (joiners - joined * second / both) / after),
        ("leavers", (leavers - left * first / both) / before),
    ):
        if name in figures:
            worlds.fact(weights, figures[name])


def _choices(files: Sequence[ReadFile], insiders: int) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for file in files:
        for table in file.tables:
            for practice, what, yes, everybody in choices_of(table):
                # How many said no at the most: what is certain holds for it as well.
                no = everybody.high - yes
                if min(yes, no) > insiders or (practice, table.title) in seen:
                    continue
                seen.add((practice, table.title))
                yield _found(
                    (table,),
                    "alike",
                    f"Of “{practice}”, nearly all or hardly any teams {what}: {_who(insiders)} "
                    "which did",
                    "Withhold the practice there.",
                )


def _found(sources: Sequence[ShownTable], kind: str, finding: str, cure: str) -> Found:
    files = listed(dict.fromkeys(table.file for table in sources))
    titles = listed(dict.fromkeys(table.words for table in sources))
    return Found(files, titles, kind, f"{opening(finding)} ({titles}).", cure)


def _of(about: About) -> str:
    years = " to ".join(map(str, about.years))
    part = f" by {about.part}" if about.part else ""
    return f"of “{about.practice}”{part}{f' in {years}' if years else ''}"


def _teams(said: Measures) -> str:
    return f"{said.teams} teams" if said.teams != 1 else "one team"


def _who(insiders: int) -> str:
    if insiders == 0:
        return "anybody can work out"
    if insiders == 1:
        return "whoever knows one team's answer can work out"
    return f"{number(insiders)} teams that put together what they know can work out"
