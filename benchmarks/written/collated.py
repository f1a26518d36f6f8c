"""A lead's collated sheets: many teams, years or people in one table."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from benchmarks.written import hands
from benchmarks.written.grids import Grid, Reading, Worked, save_csv, save_workbook
from benchmarks.written.hands import Mark, Statement
from benchmarks.written.truth import Answer, Words, Written

YEARS: Final = (2019, 2021, 2022, 2023, 2024, 2025)
_ROOMS: Final = ("to do", "from Dan", "collated")


@dataclass(frozen=True, slots=True)
class Who:
    """Whose answers stand in one column (or row) of a collated table."""

    team: str
    year: int
    head: str
    group: str | None = None
    perspective: str = "team"
    respondent: int | None = None
    service_line: str | None = None
    remark: str | None = None


def write(folder: Path, chance: random.Random) -> list[Written]:
    """Collated sheets of every layout, several of each."""
    hand = hands.Hand.of(chance)
    return [layout(folder, hand, count) for count in range(3) for layout in LAYOUTS]


class Table:
    """A table of statements against people or teams, written where it starts.

    ``across`` has a column for each of ``whos``, else each has a row.
    """

    def __init__(
        self,
        reading: Reading,
        grid: Grid,
        shown: Sequence[Statement],
        whos: Sequence[Who],
        *,
        top: int,
        left: int,
        across: bool,
        gaps: frozenset[int] = frozenset(),
    ) -> None:
        self.reading, self.grid, self.shown, self.whos = reading, grid, shown, whos
        self.top, self.left, self.across = top, left, across
        self.offsets: list[int] = []
        at = 0
        for number in range(len(whos)):
            at += number in gaps
            self.offsets.append(at)
            at += 1
        self.length = at
        self.worked: list[str] = []
        self.lines_shown = False

    def place(self, statement: int, who: int) -> tuple[int, int]:
        """Row and column where two meet."""
        if self.across:
            return self.top + statement, self.left + self.offsets[who]
        return self.top + self.offsets[who], self.left + statement

    def fill(self, chance: hands.Hand, *, untidy: float = 0.06) -> None:
        """Write an answer everywhere, and what a person reads in it."""
        for statement in range(len(self.shown)):
            for who in range(len(self.whos)):
                self.answer(statement, who, hands.mark(chance, untidy=untidy))

    def answer(self, statement: int, who: int, mark: Mark) -> None:
        """Write one answer."""
        address = self.grid.put(*self.place(statement, who), mark.written)
        whose = self.whos[who]
        self.reading.answers.append(
            Answer(
                "ratings",
                whose.team,
                whose.year,
                self.shown[statement].item_id,
                mark.state,
                mark.value,
                self.grid.name,
                None if mark.written is None else address,
                whose.perspective,
                whose.respondent,
                service_line=whose.service_line if self.lines_shown else None,
                clean=mark.clean and self.shown[statement].clean,
            )
        )

    def head_statements(self, at: int) -> None:
        """The statements' texts, in the row or column ``at``."""
        for number, statement in enumerate(self.shown):
            row, column = self.place(number, 0)
            where = (row, at) if self.across else (at, column)
            self.grid.put(*where, statement.text, head=True)

    def head_whos(self, at: int, texts: Sequence[str | int | None]) -> None:
        """A text for each of the people or teams, in the row or column ``at``."""
        for number, text in enumerate(texts):
            row, column = self.place(0, number)
            self.grid.put(*((at, column) if self.across else (row, at)), text, head=True)

    def group_whos(self, at: int) -> None:
        """One merged heading over those that share a group."""
        number = 0
        while number < len(self.whos):
            last = number
            while (
                last + 1 < len(self.whos) and self.whos[last + 1].group == self.whos[number].group
            ):
                last += 1
            first_at, last_at = self.place(0, number), self.place(0, last)
            if self.across:
                self.grid.put(at, first_at[1], self.whos[number].group, head=True)
                self.grid.merge(at, first_at[1], 1, last_at[1] - first_at[1] + 1)
            else:
                self.grid.put(first_at[0], at, self.whos[number].group, head=True)
                self.grid.merge(first_at[0], at, last_at[0] - first_at[0] + 1, 1)
            number = last + 1

    def work_out(self, title: str, how: Callable[[Sequence[float]], float], *, each: str) -> None:
        """A figure at the end for each statement or for each of the people: nobody's answer."""
        statements, whos = len(self.shown), len(self.whos)
        lines = range(whos) if each == "who" else range(statements)
        along_rows = (each == "who") != self.across
        end = statements if each == "who" else self.length
        end += sum(1 for text in self.worked if text == each)
        self.worked.append(each)
        for line in lines:
            places = [
                self.place(other, line) if each == "who" else self.place(line, other)
                for other in (range(statements) if each == "who" else range(whos))
            ]
            held = [self.grid.cells.get(place) for place in places]
            numbers = [value for value in held if isinstance(value, (int, float))]
            if not numbers:
                continue
            row, column = places[0]
            where = (row, self.left + end) if along_rows else (self.top + end, column)
            span = f"{xl_rowcol_to_cell(*places[0])}:{xl_rowcol_to_cell(*places[-1])}"
            name = {"mean": "AVERAGE", "sum": "SUM", "len": "COUNT"}.get(how.__name__, "MAX")
            figure = round(float(how(numbers)), 4)
            self.grid.put(*where, Worked(f"={name}({span})", figure))
        where = (self.top - 1, self.left + end) if along_rows else (self.top + end, self.left - 1)
        self.grid.put(*where, title, head=True)


def _named(folder: Path, reading: Reading, grids: Sequence[Grid]) -> Written:
    save_workbook(folder / reading.file, grids)
    return reading.finished()


def _whos(chance: hands.Hand, year: int, count: int) -> list[Who]:
    return [
        Who(team, year, team, line, service_line=line)
        for team, line in hands.some_teams(chance, count)
    ]


def teams_across(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Statements down, a column for each team."""
    year = chance.choice(YEARS)
    reading = Reading(f"{_ROOMS[count]}/TRIP collated {year}.xlsx", "statements down, teams across")
    grid = Grid(chance.choice(("Sheet1", "Collated", "All teams")))
    grid.put(0, chance.randrange(2), f"TRIP ratings by team {year}")
    shown = hands.statements(chance)
    whos = _whos(chance, year, chance.randint(4, 9))
    top, left = chance.randint(3, 6), chance.randint(1, 2)
    gaps = frozenset({3}) if chance.random() < 0.3 else frozenset[int]()
    table = Table(reading, grid, shown, whos, top=top, left=left, across=True, gaps=gaps)
    table.head_statements(left - 1)
    grid.put(top - 1, left - 1, chance.choice(("Statement", "Good practice statement", None)))
    table.head_whos(top - 1, [who.head for who in whos])
    if chance.random() < 0.5:
        table.group_whos(top - 2)
        table.lines_shown = True
    table.fill(chance)
    if chance.random() < 0.7:
        table.work_out("Average", mean, each="statement")
    if chance.random() < 0.5:
        table.work_out(chance.choice(("Average", "Mean score")), mean, each="who")
    if chance.random() < 0.4:
        table.work_out("Total", sum, each="who")
    if count == 2:
        row = top + len(shown) + 3
        grid.put(row, left - 1, "Comments", head=True)
        for number, who in enumerate(whos):
            if chance.random() < 0.6:
                remark = f"{chance.choice(hands.REMARKS)} ({who.team})"
                address = grid.put(row, left + table.offsets[number], remark)
                reading.words.append(Words(grid.name, address, remark))
    return _named(folder, reading, [grid])


def teams_down(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A row for each team, the statements as the columns' titles."""
    year = chance.choice(YEARS)
    grid = Grid(f"TRIP {year}" if count == 0 else "Ratings")
    reading = Reading(
        f"{_ROOMS[count]}/{year} summary of TRIP returns.xlsx", "teams down, statements across"
    )
    shown = hands.statements(chance)
    whos = _whos(chance, year, chance.randint(5, 12))
    titles: list[tuple[str, Callable[[Who], str | int | None]]] = [
        (chance.choice(("Team", "Team name", "Ward / team")), lambda who: who.head)
    ]
    lines_shown = False
    if chance.random() < 0.5:
        place = chance.randrange(2)
        name = chance.choice(("Service line", "Directorate", "Care group"))
        titles.insert(place, (name, lambda who: who.service_line))
        lines_shown = True
    if chance.random() < 0.5:
        name = chance.choice(("Year", "Review year"))
        titles.append((name, lambda who: who.year))
    top, left = chance.randint(1, 3), len(titles)
    if top > 1:
        grid.put(0, 0, f"Team Recovery Implementation Plans {year}")
    table = Table(reading, grid, shown, whos, top=top, left=left, across=False)
    table.lines_shown = lines_shown
    table.head_statements(top - 1)
    for column, (title, value) in enumerate(titles):
        grid.put(top - 1, column, title, head=True)
        table.head_whos(column, [value(who) for who in whos])
    table.fill(chance)
    if chance.random() < 0.6:
        table.work_out("Total", sum, each="who")
    if chance.random() < 0.6:
        table.work_out("Average", mean, each="who")
    if chance.random() < 0.6:
        table.work_out("Mean", mean, each="statement")
    _remarks(chance, table, left + len(shown) + len(table.worked))
    return _named(folder, reading, [grid])


def _remarks(chance: hands.Hand, table: Table, at: int) -> None:
    """A column of comments, one for each team, at the end of its row."""
    table.grid.put(table.top - 1, at, chance.choice(("Comments", "Notes", "Comment")), head=True)
    for number in range(len(table.whos)):
        if chance.random() < 0.4:
            remark = chance.choice(hands.REMARKS)
            row, _ = table.place(0, number)
            table.reading.words.append(
                Words(table.grid.name, table.grid.put(row, at, remark), remark)
            )


def lines_as_headings(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Teams down, with a row above each service line's teams that names the line."""
    year = chance.choice(YEARS)
    reading = Reading(
        f"{_ROOMS[count]}/TRIP {year} by service line.xlsx", "service lines as heading rows"
    )
    grid = Grid("Sheet1")
    shown = hands.statements(chance)
    whos = _whos(chance, year, chance.randint(6, 12))
    grid.put(0, 0, "Team", head=True)
    row = 1
    last = None
    first = True
    for who in whos:
        if who.service_line != last:
            row += not first and chance.random() < 0.5
            grid.put(row, 0, who.service_line, head=True)
            if count == 1:
                grid.merge(row, 0, 1, len(shown) + 1)
            row, last = row + 1, who.service_line
        table = Table(reading, grid, shown, [who], top=row, left=1, across=False)
        table.lines_shown = True
        if first:
            table.head_statements(0)
            first = False
        table.head_whos(0, [who.head])
        table.fill(chance, untidy=0.04)
        row += 1
    return _named(folder, reading, [grid])


def sheet_per_year(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A sheet for each year, named after it, with the same teams."""
    reading = Reading(f"{_ROOMS[count]}/TRIP all years.xlsx", "a sheet for each year")
    years = sorted(chance.sample(YEARS, 3))
    teams = hands.some_teams(chance, 7)
    shown = hands.statements(chance)
    across = chance.random() < 0.5
    grids: list[Grid] = []
    for year in years:
        name = (str(year), f"{year}-{(year + 1) % 100}", f"TRIP {year}")[count % 3]
        grid = Grid(name)
        there = [pair for pair in teams if chance.random() < 0.85]
        whos = [Who(team, year, team, service_line=line) for team, line in there]
        table = Table(reading, grid, shown, whos, top=2, left=1, across=across)
        grid.put(1, 0, "Statement" if across else "Team", head=True)
        table.head_statements(0 if across else 1)
        table.head_whos(1 if across else 0, [who.head for who in whos])
        table.fill(chance)
        if chance.random() < 0.5:
            table.work_out("Average", mean, each="statement")
        grids.append(grid)
    if count == 1:
        front = Grid("READ ME")
        front.put(
            0, 0, "Collated from the forms that teams sent in. Scale: 1 Not yet to 5 Very well"
        )
        front.put(2, 0, "A blank means that the team did not answer.")
        grids.insert(0, front)
    return _named(folder, reading, grids)


def years_over_teams(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Statements down; a merged heading for each year over its teams."""
    reading = Reading(f"{_ROOMS[count]}/TRIP over time.xlsx", "years grouped over teams")
    grid = Grid("Over time")
    teams = hands.some_teams(chance, chance.randint(3, 5))
    years = sorted(chance.sample(YEARS, 2 + count % 2))
    whos = [
        Who(team, year, team, _year(year, count), service_line=line)
        for year in years
        for team, line in teams
    ]
    shown = hands.statements(chance)
    table = Table(reading, grid, shown, whos, top=3, left=1, across=True)
    grid.put(0, 0, "TRIP self-ratings, all years")
    table.group_whos(1)
    table.head_whos(2, [who.head for who in whos])
    table.head_statements(0)
    table.fill(chance)
    if count:
        table.work_out("Average", mean, each="who")
    return _named(folder, reading, [grid])


def teams_over_years(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A merged heading for each team over its years, across or down."""
    reading = Reading(f"{_ROOMS[count]}/Team by year.xlsx", "teams grouped over years")
    grid = Grid("Data")
    teams = hands.some_teams(chance, chance.randint(3, 6))
    years = sorted(chance.sample(YEARS, 2 + count % 2))
    across = count != 1
    whos = [
        Who(team, year, str(year), team, service_line=line)
        for team, line in teams
        for year in years
    ]
    shown = hands.statements(chance)
    table = Table(
        reading, grid, shown, whos, top=2 if across else 1, left=1 if across else 2, across=across
    )
    if across:
        table.group_whos(0)
        table.head_whos(1, [who.year if count else who.head for who in whos])
        table.head_statements(0)
    else:
        grid.put(0, 0, "Team", head=True)
        grid.put(0, 1, "Year", head=True)
        table.group_whos(0)
        table.head_whos(1, [who.year for who in whos])
        table.head_statements(0)
    table.fill(chance)
    return _named(folder, reading, [grid])


def _year(year: int, form: int) -> str:
    return (str(year), f"{year}/{(year + 1) % 100:02}", f"TRIP {year} returns")[form % 3]


_LABELS: Final = (
    ("Respondent {n}", None),
    ("R{n}", None),
    ("Person {letter}", None),
    ("{n}", None),
)


def respondents_across(folder: Path, chance: hands.Hand, count: int) -> Written:
    """One team's people, a column for each, and perhaps what they agreed."""
    (team, line), year = hands.some_teams(chance, 1)[0], chance.choice(YEARS)
    reading = Reading(
        f"{_ROOMS[count]}/{team} TRIP {year} everyone.xlsx", "respondents across, one team"
    )
    grid = Grid("Scores")
    grid.put(0, 0, "Team:")
    grid.put(0, 1, team)
    grid.put(1, 0, "Date:")
    grid.put(1, 1, f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{year}")
    label = _LABELS[count % 3][0]
    people = chance.randint(4, 8)
    whos = [
        Who(
            team, year, label.format(n=n, letter="ABCDEFGH"[n - 1]), respondent=n, service_line=line
        )
        for n in range(1, people + 1)
    ]
    agreed = count != 1
    if agreed:
        whos.append(Who(team, year, chance.choice(("Agreed", "Team rating", "Agreed rating"))))
    shown = hands.statements(chance, short=False)
    table = Table(reading, grid, shown, whos, top=4, left=1, across=True)
    grid.put(3, 0, "Statement", head=True)
    table.head_whos(3, [who.head for who in whos])
    table.head_statements(0)
    table.fill(chance, untidy=0.04)
    if not agreed:
        table.work_out("Average", mean, each="statement")
    return _named(folder, reading, [grid])


def groups_across(folder: Path, chance: hands.Hand, count: int) -> Written:
    """One team's people, staff and people using the service, told by their heading."""
    (team, line), year = hands.some_teams(chance, 1)[0], chance.choice(YEARS)
    reading = Reading(
        f"{_ROOMS[count]}/TRIP {year} {team} individual scores.xlsx", "roles over respondents"
    )
    grid = Grid("TRIP")
    grid.put(0, 0, f"Team Recovery Implementation Plan - {team} - {year}")
    staff, users = chance.randint(2, 4), chance.randint(2, 4)
    groups = (("Staff", "staff", staff, "Staff {n}"), _USERS[count % 3] + (users, "SU {n}"))
    whos: list[Who] = []
    for group, perspective, people, label in groups:
        whos += [
            Who(
                team,
                year,
                str(n) if count == 1 else label.format(n=n),
                group,
                perspective,
                len(whos) + n,
                line,
            )
            for n in range(1, people + 1)
        ]
    merged = count != 0
    shown = hands.statements(chance)
    table = Table(reading, grid, shown, whos, top=4, left=1, across=True)
    if merged:
        table.group_whos(2)
    table.head_whos(3, [int(who.head) if who.head.isdigit() else who.head for who in whos])
    table.head_statements(0)
    table.fill(chance, untidy=0.04)
    if count == 2:
        table.work_out("Mode", max, each="statement")
    return _named(folder, reading, [grid])


_USERS: Final = (
    ("People using services", "people-using-services"),
    ("Service users", "people-using-services"),
    ("People who use the service", "people-using-services"),
)


def respondents_down(folder: Path, chance: hands.Hand, count: int) -> Written:
    """One team's people, a row for each, with their role."""
    (team, line), year = hands.some_teams(chance, 1)[0], chance.choice(YEARS)
    reading = Reading(
        f"{_ROOMS[count]}/{team} {year} TRIP respondents.xlsx", "respondents down, one team"
    )
    grid = Grid("Sheet1")
    grid.put(0, 0, "Team")
    grid.put(0, 1, team)
    grid.put(1, 0, "Year")
    grid.put(1, 1, year)
    roles = (
        ("Staff", "staff"),
        ("Service user", "people-using-services"),
        ("Carer", "family-and-friends"),
    )
    whos = []
    for n in range(1, chance.randint(5, 9)):
        role, perspective = chance.choice(roles)
        whos.append(Who(team, year, f"Respondent {n}", role, perspective, n, line))
    shown = hands.statements(chance)
    table = Table(reading, grid, shown, whos, top=4, left=2, across=False)
    grid.put(3, 0, "Respondent", head=True)
    grid.put(3, 1, chance.choice(("Role", "Group", "I am a")), head=True)
    table.head_whos(0, [who.head for who in whos])
    table.head_whos(1, [who.group for who in whos])
    table.head_statements(3)
    table.fill(chance)
    if count:
        table.work_out("Average", mean, each="statement")
    return _named(folder, reading, [grid])


def perspectives_by_team(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Staff and people using services side by side under each team's heading."""
    year = chance.choice(YEARS)
    reading = Reading(
        f"{_ROOMS[count]}/Staff v service users TRIP {year}.xlsx", "perspectives by team"
    )
    grid = Grid("Comparison")
    pairs = (
        ("Staff", "staff"),
        (("SU", "Service users", "PUS")[count % 3], "people-using-services"),
    )
    whos = [
        Who(team, year, head, team, perspective, None, line)
        for team, line in hands.some_teams(chance, chance.randint(3, 6))
        for head, perspective in pairs
    ]
    if count == 2:
        whos = [replace(who, head=f"{who.group} - {who.head}") for who in whos]
    shown = hands.statements(chance)
    table = Table(reading, grid, shown, whos, top=2, left=1, across=True)
    if count != 2:
        table.group_whos(0)
    table.head_whos(1, [who.head for who in whos])
    table.head_statements(0)
    table.fill(chance)
    return _named(folder, reading, [grid])


def comment_beside_each(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Two columns for each team: its rating and its comment."""
    year = chance.choice(YEARS)
    reading = Reading(
        f"{_ROOMS[count]}/TRIP {year} with comments.xlsx", "a comment column for each team"
    )
    grid = Grid("With comments")
    grid.put(0, 0, f"TRIP {year}")
    whos = _whos(chance, year, chance.randint(3, 5))
    shown = hands.statements(chance)
    table = Table(
        reading, grid, shown, whos, top=3, left=1, across=True, gaps=frozenset(range(1, len(whos)))
    )
    table.head_statements(0)
    for number, who in enumerate(whos):
        _, column = table.place(0, number)
        grid.put(1, column, who.team, head=True)
        grid.merge(1, column, 1, 2)
        grid.put(2, column, chance.choice(("Rating", "Score")), head=True)
        grid.put(2, column + 1, chance.choice(("Comment", "Comments", "Evidence")), head=True)
    table.fill(chance)
    for number in range(len(whos)):
        for statement in range(len(shown)):
            if chance.random() < 0.3:
                row, column = table.place(statement, number)
                remark = chance.choice(hands.REMARKS)
                reading.words.append(Words(grid.name, grid.put(row, column + 1, remark), remark))
    return _named(folder, reading, [grid])


def long_table(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A row for each team and statement, as an analyst likes it."""
    year = chance.choice(YEARS)
    csv = count == 2
    name = f"trip long {year}" if count else "trip long"
    reading = Reading(
        f"{_ROOMS[count]}/{name}.{'csv' if csv else 'xlsx'}", "a row for each team and statement"
    )
    grid = Grid(None if csv else "Data")
    views = count == 1
    titles = [
        "Team",
        "Year",
        "Statement",
        *(("Staff", "People using services") if views else ("Rating",)),
    ]
    titles.append("Comment")
    for column, title in enumerate(titles):
        grid.put(0, column, title, head=True)
    shown = hands.statements(chance, short=False)
    row = 1
    years = [year] if count else [year, year + 1]
    for team, line in hands.some_teams(chance, chance.randint(3, 6)):
        for when in years:
            for statement in shown:
                grid.put(row, 0, team)
                grid.put(row, 1, when)
                grid.put(row, 2, statement.text)
                seen = ("staff", "people-using-services") if views else ("team",)
                for place, perspective in enumerate(seen):
                    who = Who(team, when, team, None, perspective, None, line)
                    Table(
                        reading, grid, [statement], [who], top=row, left=3 + place, across=True
                    ).fill(chance)
                if chance.random() < 0.2:
                    remark = chance.choice(hands.REMARKS)
                    address = grid.put(row, len(titles) - 1, remark)
                    reading.words.append(Words(grid.name, address, remark))
                row += 1
    if csv:
        save_csv(folder / reading.file, grid, encoding=chance.choice(("utf-8", "utf-8-sig")))
        return reading.finished()
    return _named(folder, reading, [grid])


def two_tables(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Two tables on a sheet, one under or beside the other: a year or a service line each."""
    year = chance.choice(YEARS[1:])
    reading = Reading(f"{_ROOMS[count]}/TRIP two tables.xlsx", "two tables on a sheet")
    grid = Grid("TRIP")
    teams = hands.some_teams(chance, 4)
    shown = hands.statements(chance, short=count == 2)
    row, column = 0, 0
    for when in (year - 1, year):
        grid.put(row, column, f"TRIP {when}", head=True)
        whos = [Who(team, when, team, service_line=line) for team, line in teams]
        table = Table(reading, grid, shown, whos, top=row + 2, left=column + 1, across=True)
        table.head_whos(row + 1, [who.head for who in whos])
        table.head_statements(column)
        table.fill(chance)
        if count == 1:
            column += len(whos) + 2
        else:
            row += len(shown) + 4
    return _named(folder, reading, [grid])


LAYOUTS: Final = (
    teams_across,
    teams_down,
    lines_as_headings,
    sheet_per_year,
    years_over_teams,
    teams_over_years,
    respondents_across,
    groups_across,
    respondents_down,
    perspectives_by_team,
    comment_beside_each,
    long_table,
    two_tables,
)
