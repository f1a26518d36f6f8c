"""What the tables of a release say, as numbers of teams: by practice, part and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from trip_analytics.auditing.figure import Bounds, count_of, is_figure, is_withheld, written
from trip_analytics.auditing.tables import ShownTable
from trip_analytics.disclosure.rules import ALL_TEAMS

POINTS: Final = (1, 2, 3, 4, 5)

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ALL: Final = {"", ALL_TEAMS.lower(), "all", "total", "overall", "trust", "trust-wide", "trustwide"}
_PART_COLUMN: Final = re.compile(
    r"(?:service[ _]lines?|team[ _]types?|directorate|division|locality|group|care group)", re.I
)
# Counts of returns of Template A are shared by those who fill it in: they are no team's secret.
_NO_TEAMS: Final = re.compile(r"\bstage\b|\breturns\b", re.I)
_POINT: Final = re.compile(
    r"(?:(?:number |teams? )?(?:rat(?:ed|ings?|e)|scor(?:ed?|es))[\s_:=-]*)?([1-5])"
    r"(?![\d.%]|\s*(?:to|or|-|–|and|/)\s*\d).*",
    re.I,
)
_TITLES: Final = {
    "teams": r"n|total|base|all|(?:number|no\.?|count) of (?:teams|responses)|teams|responses|"
    r"teams that (?:rated|chose)|teams rated|teams in both years|matched teams|count|respondents",
    "mean": r"(?:average|mean)(?: rating| score)?",
    "well": r"(?:share )?well[ _]developed|(?:rated )?4 or 5|4-5",
    "mean_change": r"(?:average|mean)[ _]change|change",
    "improved": r"teams higher|improved|better|higher|rose",
    "unchanged": r"teams the same|same|unchanged|no change",
    "declined": r"teams lower|declined|worse|lower|fell",
    "overall": r"all teams",
    "matched": r"teams in both years",
    "joiners": r"added by teams that joined",
    "leavers": r"taken away with teams that left",
    "chose": r"(?:share|%) (?:of teams|chose|choosing)",
}
_IN_PARTS: Final = ("overall", "matched", "joiners", "leavers")
_OF_CHANGE: Final = ("mean_change", "improved", "unchanged", "declined")
_WITH: Final = re.compile(r"with (?:an? |both )?.+", re.I)
_TENTHS: Final = 0.1


class About(NamedTuple):
    """What figures are about; ``years`` are two for a change."""

    practice: str
    part: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """All that is said about one thing.

    Attributes
    ----------
    about : About
    by : str
        What the parts are parts of.
    publication : str
    sources : tuple of ShownTable
    teams : int or None
        How many teams it rests on, those of both years for a change.
    counts : mapping of int to Bounds
        How many teams gave each rating.
    withheld : frozenset of int
        The ratings whose counts are there and not shown.
    figures : mapping of str to Bounds
        Means, shares and changes, before they were rounded.
    """

    about: About
    by: str
    publication: str
    sources: tuple[ShownTable, ...]
    teams: int | None = None
    counts: Mapping[int, Bounds] = field(default_factory=dict)
    withheld: frozenset[int] = frozenset()
    figures: Mapping[str, Bounds] = field(default_factory=dict)

    def and_also(self, other: Measures) -> Measures | None:
        """What both say together; None where they do not go together."""
        if None not in (self.teams, other.teams) and self.teams != other.teams:
            return None
        counts, figures = dict(self.counts), dict(self.figures)
        for point, bounds in other.counts.items():
            counts[point] = counts[point].within(bounds) if point in counts else bounds
        for name, bounds in other.figures.items():
            figures[name] = figures[name].within(bounds) if name in figures else bounds
        if any(each.low > each.high for each in (*counts.values(), *figures.values())):
            return None
        return Measures(
            self.about,
            self.by or other.by,
            self.publication,
            tuple(dict.fromkeys((*self.sources, *other.sources))),
            self.teams if self.teams is not None else other.teams,
            counts,
            (self.withheld | other.withheld) - {at for at, each in counts.items() if _exact(each)},
            figures,
        )


def _exact(bounds: Bounds) -> bool:
    return bounds.low == bounds.high


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in their order.

    Examples
    --------
    >>> years_in("Change, 2024 to 2025"), years_in("report_2025_v2.xlsx")
    ((2024, 2025), (2025,))
    """
    return tuple(sorted({int(each) for each in _YEAR.findall(text)}))


def is_all(part: str) -> bool:
    """Whether a part is the whole."""
    return part.lower() in _ALL


def measures_of(table: ShownTable, publication: str, year: int | None) -> Iterator[Measures]:
    """What one table says, row by row.

    Parameters
    ----------
    year : int or None
        The year of what does not say its own.
    """
    points = _points(table)
    named = _named(table)
    if not points and not named:
        return
    # Those the same may be what two rounded shares leave.
    reach = {
        name: _step(table, at) / (1 if name == "unchanged" else 2) for name, at in named.items()
    }
    for row, (practice, part, by) in zip(table.stored, _labels(table), strict=True):
        teams = _teams(row, named, points)
        counts, withheld = _counts(row, points, teams)
        figures = {
            name: Bounds(each.value - reach[name], each.value + reach[name])
            for name, at in named.items()
            if name != "teams" and (each := written(row[at])) is not None
        }
        years = _years(table, row, year)
        is_change = any(name in named for name in (*_OF_CHANGE, *_IN_PARTS))
        if is_change != (len(years) == 2):
            continue
        about = About(practice, "" if is_all(part) else part, years)
        yield Measures(about, by, publication, (table,), teams, counts, withheld, figures)


def choices_of(table: ShownTable) -> Iterator[tuple[str, str, int, Bounds]]:
    """Yes-or-no counts: the practice, what is counted, how many said yes, and of how many."""
    columns = [title.lower() for title in table.columns]
    share = next((at for at, title in enumerate(columns) if _is("chose", title)), None)
    chose = next((at for at, title in enumerate(columns) if _is("teams", title)), None)
    if share is None or chose is None:
        return
    known = [
        (chosen.value, part.bounds)
        for row in table.stored
        if (chosen := written(row[chose])) and (part := written(row[share])) and chosen.value > 0
    ]
    if not known:
        return
    # Each row says of how many teams its share is.
    low = max(some / bounds.high for some, bounds in known)
    high = min(some / bounds.low if bounds.low > 0 else float("inf") for some, bounds in known)
    everybody = Bounds(low, high).whole(1)
    for row in table.stored:
        count = count_of(row[chose])
        if count is None or not _exact(count):
            continue
        yield row[0], "chose it as a priority", int(count.low), everybody
        for at, title in enumerate(columns):
            some = count_of(row[at]) if _WITH.fullmatch(title) else None
            if some is not None and _exact(some) and count.low > 0:
                of_these = Bounds(count.low, count.low)
                yield row[0], f"chose it {title}", int(some.low), of_these


def _is(name: str, title: str) -> bool:
    return re.fullmatch(_TITLES[name], title.strip(), re.I) is not None


def _points(table: ShownTable) -> dict[int, int]:
    """The columns that count how many gave each rating, by rating."""
    if any(_NO_TEAMS.search(title) for title in table.columns):
        return {}
    found: dict[int, int] = {}
    for at, title in enumerate(table.columns):
        point = _POINT.fullmatch(title.replace("_", " ").strip())
        if point is not None:
            found.setdefault(int(point[1]), at)
    return found if len(found) >= 3 else {}


def _named(table: ShownTable) -> dict[str, int]:
    """The columns of other figures by what they are."""
    titles = [title.replace("_", " ").strip().lower() for title in table.columns]
    in_parts = any(_is("joiners", title) for title in titles)
    names = _IN_PARTS if in_parts else [name for name in _TITLES if name not in _IN_PARTS]
    found: dict[str, int] = {}
    for name in names:
        for at, title in enumerate(titles):
            if name not in found and at and _is(name, title):
                found[name] = at
    if "chose" in found or any(_NO_TEAMS.search(title) for title in table.columns):
        return {}
    return found


def _step(table: ShownTable, at: int) -> float:
    """To what the figures of a column are rounded: the tenths of a share, say."""
    figures = [each for row in table.stored if (each := written(row[at])) is not None]
    step = min((each.step for each in figures), default=1.0)
    in_tenths = all(abs(each.value * 10 - round(each.value * 10)) < 1e-9 for each in figures)
    shares = any(row[at].endswith("%") for row in table.stored)
    return _TENTHS if shares and in_tenths else step


def _labels(table: ShownTable) -> list[tuple[str, str, str]]:
    """Each row's practice, its part, and what that is a part of."""
    texts = [
        at
        for at in range(len(table.columns))
        if not any(is_figure(row[at]) for row in table.rows) and any(row[at] for row in table.rows)
    ]
    part = next((at for at in texts if _PART_COLUMN.fullmatch(table.columns[at])), None)
    practice = next((at for at in texts if at != part), None)
    if part is None:
        part = next((at for at in texts if at != practice and _repeats(table, at)), None)
    by = table.columns[part].lower() if part is not None else ""
    title = _YEAR.sub("", table.title).strip(" ,;:-–()")
    rows = []
    last = ""
    for row in table.rows:
        name = row[practice] if practice is not None else title
        last = name or last  # a name stands beside the first of its rows alone
        rows.append((last.lower(), row[part] if part is not None else "", by))
    return rows


def _repeats(table: ShownTable, at: int) -> bool:
    texts = [row[at] for row in table.rows if row[at]]
    return len(set(texts)) < len(texts)


def _teams(row: Sequence[str], named: Mapping[str, int], points: Mapping[int, int]) -> int | None:
    if "teams" in named:
        count = count_of(row[named["teams"]])
        if count is not None and _exact(count):
            return int(count.low)
    counts = [count_of(row[at]) for at in points.values()]
    if len(points) == len(POINTS) and all(each is not None and _exact(each) for each in counts):
        return int(sum(each.low for each in counts if each is not None))
    return None


def _counts(
    row: Sequence[str], points: Mapping[int, int], teams: int | None
) -> tuple[dict[int, Bounds], frozenset[int]]:
    """How many gave each rating, counted or as shares; and the ratings that are not shown."""
    counts: dict[int, Bounds] = {}
    for point, at in points.items():
        count, share = count_of(row[at]), written(row[at])
        if count is not None:
            counts[point] = count
        elif share is not None and row[at].endswith("%") and teams is not None:
            counts[point] = share.bounds.whole(teams)
    withheld = {point for point, at in points.items() if is_withheld(row[at])}
    return counts, frozenset(withheld)


def _years(table: ShownTable, row: Sequence[str], year: int | None) -> tuple[int, ...]:
    titles = [title.replace("_", " ").strip().lower() for title in table.columns]
    own = []
    for wanted in (("year", "review year"), ("from year",), ("to year",)):
        for at, title in enumerate(titles):
            if title in wanted and _YEAR.fullmatch(row[at]):
                own.append(int(row[at]))
    found = tuple(own) or years_in(table.title)
    return found or (() if year is None else (year,))
