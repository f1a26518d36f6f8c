"""Collated sheets over several years."""

from __future__ import annotations

from pathlib import Path
from statistics import mean
from typing import Final

from tools.forms import hands
from tools.forms.collated_table import ROOMS, YEARS, Table, Who, saved
from tools.forms.grids import Grid, Reading
from tools.forms.truth import Written


def sheet_per_year(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A sheet for each year, named after it, with the same teams."""
    reading = Reading(f"{ROOMS[count]}/TRIP all years.xlsx", "a sheet for each year")
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
    return saved(folder, reading, grids)


def years_over_teams(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Statements down; a merged heading for each year over its teams."""
    reading = Reading(f"{ROOMS[count]}/TRIP over time.xlsx", "years grouped over teams")
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
    return saved(folder, reading, [grid])


def teams_over_years(folder: Path, chance: hands.Hand, count: int) -> Written:
    """A merged heading for each team over its years, across or down."""
    reading = Reading(f"{ROOMS[count]}/Team by year.xlsx", "teams grouped over years")
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
    return saved(folder, reading, [grid])


def _year(year: int, form: int) -> str:
    return (str(year), f"{year}/{(year + 1) % 100:02}", f"TRIP {year} returns")[form % 3]


def two_tables(folder: Path, chance: hands.Hand, count: int) -> Written:
    """Two tables on a sheet, one under or beside the other: a year or a service line each."""
    year = chance.choice(YEARS[1:])
    reading = Reading(f"{ROOMS[count]}/TRIP two tables.xlsx", "two tables on a sheet")
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
    return saved(folder, reading, [grid])


LAYOUTS: Final = (sheet_per_year, years_over_teams, teams_over_years, two_tables)
