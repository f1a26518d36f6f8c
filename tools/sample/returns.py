"""Every TRIP return of the trust: who returned what, when, in which file and form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import numpy as np

from tools.forms.page import Content
from tools.sample.answers import TRIP, true_rating
from tools.sample.arrangements import Arrangement, arranged
from tools.sample.marks import BLANK, Mark, Ticked, entry, ticked_mark, written_mark
from tools.sample.naming import file_name, written_date, written_team, written_year
from tools.sample.priorities import Priority, chosen_priorities
from tools.sample.register import TEAMS, Team, official_name
from tools.sample.trust import YEARS, chance, pick
from tools.sample.words import bank, comment, person, who_took_part

RETURN_RATE = 0.91
LAYOUTS = {
    "rating column": 0.28,
    "column per point": 0.22,
    "three sheets": 0.13,
    "perspectives": 0.25,
    "moved": 0.12,
}
CHANGE_OF_LAYOUT = 0.10

# A later version of the same return: what its file adds to the name, how many days
# later the form is dated, and how many ratings differ.
CORRECTED = {
    ("AW02", 2023): (" v2", 16, 3),
    ("FO01", 2024): (" FINAL", 9, 2),
    ("OP06", 2025): (" v2", 0, 2),
}
# The same file twice, the second time in a folder of its own.
SAVED_TWICE = {("AC03", 2023): "2023 returns/to file"}
# Last year's form copied with its review year left in: by the contract the field wins,
# so it counts for 2024, where the team has no other return.
YEAR_LEFT_IN = {("AW05", 2025): 2024}
NOT_RETURNED = {("AW05", 2024)}
# The team's own field is blank; the file is named after it.
UNNAMED = {("OP01", 2022), ("FO06", 2024), ("AC13", 2025)}
ALWAYS = {*CORRECTED, *SAVED_TWICE, *YEAR_LEFT_IN, *UNNAMED}


@dataclass(frozen=True)
class TripReturn:
    """One return: what it means (team, year, marks, status) and how it is written."""

    team: Team
    year: int
    status: str
    file: str
    layout: str
    dated: date
    fields: Mapping[str, Content]
    arrangement: Arrangement
    marks: Mapping[tuple[str, str], Mark]
    comments: Mapping[str, str]
    general_comment: str | None
    assets: tuple[tuple[str, str], ...]
    priorities: tuple[Priority, ...]

    @property
    def service_line(self) -> str:
        """Its team's."""
        return self.team.service_line

    @property
    def perspectives(self) -> tuple[str, ...]:
        """Whose views the form has columns for."""
        return tuple(dict.fromkeys(perspective for _, perspective in self.marks))


@cache
def trip_returns() -> tuple[TripReturn, ...]:
    """Every TRIP return in the sample, superseded ones and duplicates as well."""
    found: list[TripReturn] = []
    for team in TEAMS:
        for year in YEARS:
            found.extend(_of_team(team, year))
    return tuple(found)


def _of_team(team: Team, year: int) -> Iterator[TripReturn]:
    key = (team.team_id, year)
    dated = date(year, 5, 12) + timedelta(days=int(chance("day", *key).integers(150)))
    missed = chance("returned", *key).random() > RETURN_RATE and key not in ALWAYS
    if missed or key in NOT_RETURNED or not team.is_open(dated):
        return
    current = _return(team, year, dated)
    if key in CORRECTED:
        yield _before_correction(current, *CORRECTED[key])
        suffix, days, _ = CORRECTED[key]
        name = current.file.removesuffix(".xlsx") + suffix + ".xlsx"
        later = dated + timedelta(days=days)
        fields = dict(current.fields) | {"Date completed:": later}
        current = replace(current, file=name, dated=later, fields=fields)
    yield current
    if key in SAVED_TWICE:
        name = current.file.rpartition("/")[2]
        yield replace(current, file=f"{SAVED_TWICE[key]}/{name}", status="duplicate")


def _return(team: Team, year: int, dated: date) -> TripReturn:
    key = (team.team_id, year)
    rng = chance("form", *key)
    counts_for = YEAR_LEFT_IN.get(key, year)
    layout = _layout(team, year)
    arrangement = arranged(layout, chance("arrangement", *key))
    marks = _marks(team.team_id, counts_for, layout, arrangement)
    date_written = written_date(dated, rng)
    fields = {
        "Team:": None if key in UNNAMED else written_team(team, year, rng),
        "Service line:": team.service_line,
        "Date completed:": dated if key in CORRECTED or key in YEAR_LEFT_IN else date_written,
        "Review year:": counts_for if key in YEAR_LEFT_IN else written_year(year, rng),
        "Completed by:": person("staff", rng),
        "Who took part:": who_took_part(team, rng),
    }
    if fields["Date completed:"] is None and fields["Review year:"] is None:
        fields["Review year:"] = year
    name = official_name(team, year) if key in UNNAMED else None
    return TripReturn(
        team=team,
        year=counts_for,
        status="current",
        file=file_name(team, year, rng, name),
        layout=layout,
        dated=dated,
        fields=fields,
        arrangement=arrangement,
        marks=marks,
        comments=_comments(team, counts_for, arrangement),
        general_comment=pick(bank("comments")["general"], rng) if rng.random() < 0.4 else None,
        assets=_assets(team, year),
        priorities=chosen_priorities(team.team_id, counts_for, dated, arrangement),
    )


def _layout(team: Team, year: int) -> str:
    """A team keeps to the form it knows; now and then it takes up another."""
    since = YEARS[0]
    for later in YEARS[1 : YEARS.index(year) + 1]:
        if chance("new form", team.team_id, later).random() < CHANGE_OF_LAYOUT:
            since = later
    share = chance("layout", team.team_id, since).random()
    for layout, part in LAYOUTS.items():
        share -= part
        if share < 0:
            return layout
    return "moved"


def _marks(
    team_id: str, year: int, layout: str, arrangement: Arrangement
) -> dict[tuple[str, str], Mark]:
    views = ("staff", "people-using-services", "team") if layout == "perspectives" else ("team",)
    marks: dict[tuple[str, str], Mark] = {}
    for item_id in TRIP.item_ids:
        for view in views:
            rng = chance("rating cell", team_id, year, item_id, view)
            rating = true_rating(team_id, year, item_id, view)
            mark: Mark
            if item_id not in arrangement.order:
                mark = entry(None, "not-answered")
            elif layout == "column per point":
                mark = ticked_mark(rating, rng)
            elif view == "team":
                mark = written_mark(rating, year, rng)
            else:
                blank = rng.random() < BLANK
                mark = entry(None, "not-answered") if blank else entry(rating, "rated", rating)
            marks[item_id, view] = mark
    return marks


def _comments(team: Team, year: int, arrangement: Arrangement) -> dict[str, str]:
    said = {
        item_id: comment(team, year, item_id, true_rating(team.team_id, year, item_id))
        for item_id in arrangement.order
    }
    return {item_id: text for item_id, text in said.items() if text}


def _assets(team: Team, year: int) -> tuple[tuple[str, str], ...]:
    rng = chance("assets", team.team_id, year)
    held = [(category, asset) for category, assets in bank("assets").items() for asset in assets]
    chosen = np.sort(rng.permutation(len(held))[: int(rng.integers(3, 9))])
    return tuple(held[index] for index in chosen)


def _before_correction(current: TripReturn, _suffix: str, _days: int, changed: int) -> TripReturn:
    """The return as first sent: some ratings differ by one."""
    marks = dict(current.marks)
    rated = [key for key, mark in marks.items() if mark.value is not None]
    for key in rated[:changed]:
        rating = marks[key].value or 0
        before = rating - 1 if rating > 1 else rating + 1
        ticks = current.layout == "column per point"
        marks[key] = Ticked((before,), "rated", before) if ticks else entry(before, "rated", before)
    return replace(current, marks=marks, status="superseded")
