"""One team's people in one table: a column or a row for each."""

from __future__ import annotations

from pathlib import Path
from statistics import mean
from typing import Final

from tools.forms import hands
from tools.forms.collated_table import ROOMS, YEARS, Table, Who, saved
from tools.forms.grids import Grid, Reading
from tools.forms.truth import Words, Written

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
        f"{ROOMS[count]}/{team} TRIP {year} everyone.xlsx", "respondents across, one team"
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
    return saved(folder, reading, [grid])


_USERS: Final = (
    ("People using services", "people-using-services"),
    ("Service users", "people-using-services"),
    ("People who use the service", "people-using-services"),
)


def groups_across(folder: Path, chance: hands.Hand, count: int) -> Written:
    """One team's people, staff and people using the service, told by their heading."""
    (team, line), year = hands.some_teams(chance, 1)[0], chance.choice(YEARS)
    reading = Reading(
        f"{ROOMS[count]}/TRIP {year} {team} individual scores.xlsx", "roles over respondents"
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
    return saved(folder, reading, [grid])


def respondents_down(folder: Path, chance: hands.Hand, count: int) -> Written:
    """One team's people, a row for each, with their role."""
    (team, line), year = hands.some_teams(chance, 1)[0], chance.choice(YEARS)
    reading = Reading(
        f"{ROOMS[count]}/{team} {year} TRIP respondents.xlsx", "respondents down, one team"
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
    return saved(folder, reading, [grid])


def names_across(folder: Path, chance: hands.Hand, count: int) -> Written:
    """One team's people, each column headed by somebody's name, which nobody may keep."""
    (team, line), year = hands.some_teams(chance, 1)[0], chance.choice(YEARS)
    reading = Reading(f"{ROOMS[count]}/{team} scores {year}.xlsx", "people's names as headings")
    grid = Grid("Sheet1")
    for row, (label, value) in enumerate((("Team", team), ("Review year", year))):
        grid.put(row, 0, label)
        grid.put(row, 1, value)
    whos = [
        Who(team, year, name, None, "staff", place, line)
        for place, name in enumerate(hands.names(chance, 4), start=1)
    ]
    shown = hands.statements(chance, short=False)
    table = Table(reading, grid, shown, whos, top=5, left=1, across=True)
    grid.put(3, 1, "Staff", head=True)
    grid.merge(3, 1, 1, len(whos))
    table.head_whos(4, [who.head for who in whos])
    table.head_statements(0)
    table.fill(chance, untidy=0)
    for place, who in enumerate(whos):
        _, column = table.place(0, place)
        reading.words.append(Words(grid.name, grid.address(4, column), who.head, name=True))
    return saved(folder, reading, [grid])


LAYOUTS: Final = (respondents_across, groups_across, respondents_down, names_across)
