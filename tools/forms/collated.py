"""A lead's collated sheets: many teams, years or people in one table."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Final

from tools.forms import hands, one_team, over_years
from tools.forms.collated_table import ROOMS, YEARS, Table, Who, saved
from tools.forms.grids import Grid, Reading, save_csv, save_word
from tools.forms.truth import Words, Written


def write(folder: Path, chance: random.Random) -> list[Written]:
    """Collated sheets of every layout, several of each."""
    hand = hands.Hand.of(chance)
    return [layout(folder, hand, count) for count in range(3) for layout in LAYOUTS]


def _whos(chance: hands.Hand, year: int, count: int) -> list[Who]:
    return [
        Who(team, year, team, line, service_line=line)
        for team, line in hands.some_teams(chance, count)
    ]


def teams_across(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Statements down, a column for each team."""
    year = chance.choice(YEARS)
    reading = Reading(f"{ROOMS[count]}/TRIP collated {year}.xlsx", "statements down, teams across")
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
    return saved(folder, reading, [grid])


def teams_down(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A row for each team, the statements as the columns' titles."""
    year = chance.choice(YEARS)
    grid = Grid(f"TRIP {year}" if count == 0 else "Ratings")
    reading = Reading(
        f"{ROOMS[count]}/{year} summary of TRIP returns.xlsx", "teams down, statements across"
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
    return saved(folder, reading, [grid])


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
        f"{ROOMS[count]}/TRIP {year} by service line.xlsx", "service lines as heading rows"
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
    return saved(folder, reading, [grid])


def perspectives_by_team(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Staff and people using services side by side under each team's heading."""
    year = chance.choice(YEARS)
    reading = Reading(
        f"{ROOMS[count]}/Staff v service users TRIP {year}.xlsx", "perspectives by team"
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
    return saved(folder, reading, [grid])


def comment_beside_each(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Two columns for each team: its rating and its comment."""
    year = chance.choice(YEARS)
    reading = Reading(
        f"{ROOMS[count]}/TRIP {year} with comments.xlsx", "a comment column for each team"
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
    return saved(folder, reading, [grid])


def long_table(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A row for each team and statement, as an analyst likes it."""
    year = chance.choice(YEARS)
    csv = count == 2
    name = f"trip long {year}" if count else "trip long"
    reading = Reading(
        f"{ROOMS[count]}/{name}.{'csv' if csv else 'xlsx'}", "a row for each team and statement"
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
    return saved(folder, reading, [grid])


def pivot(folder: Path, chance: hands.Hand, count: int) -> Written:
    """An analyst's pivot table: each team once, so that a sum is its one rating."""
    year = chance.choice(YEARS)
    reading = Reading(f"{ROOMS[count]}/pivot {year}.xlsx", "a pivot table")
    grid = Grid("Pivot")
    how = ("Sum of Rating", "Average of Rating", "Max of Rating")[count]
    grid.put(0, 0, "Year")
    grid.put(0, 1, year)
    grid.put(2, 0, how)
    grid.put(2, 1, "Column Labels")
    grid.put(3, 0, "Row Labels", head=True)
    shown = [statement._replace(clean=False) for statement in hands.statements(chance, short=False)]
    whos = _whos(chance, year, 5)
    table = Table(reading, grid, shown, whos, top=4, left=1, across=True)
    table.head_whos(3, [who.head for who in whos])
    table.head_statements(0)
    table.fill(chance, untidy=0)
    table.work_out("Grand Total", sum if count == 0 else mean, each="statement")
    table.work_out("Grand Total", sum if count == 0 else mean, each="who")
    return saved(folder, reading, [grid])


def in_word(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A report's table in Word: statements down and teams across, or the other way."""
    year = chance.choice(YEARS)
    reading = Reading(f"{ROOMS[count]}/TRIP report {year}.docx", "collated, in Word")
    grid = Grid(table=1)
    whos = _whos(chance, year, chance.randint(3, 5))
    across = count != 1
    table = Table(reading, grid, hands.statements(chance), whos, top=1, left=1, across=across)
    grid.put(0, 0, "Statement" if across else "Team")
    table.head_whos(0, [who.head for who in whos])
    table.head_statements(0)
    table.fill(chance)
    parts = [f"TRIP report {year}", "How our teams rated themselves, 1 to 5.", grid]
    save_word(folder / reading.file, parts)
    return reading.finished()


LAYOUTS: Final = (
    *one_team.LAYOUTS,
    *over_years.LAYOUTS,
    teams_across,
    teams_down,
    lines_as_headings,
    perspectives_by_team,
    comment_beside_each,
    long_table,
    pivot,
    in_word,
)
