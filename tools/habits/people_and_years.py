"""Collated sheets of one team's people, and of several years."""

from __future__ import annotations

from statistics import mean
from typing import Final

from tools.forms.collated_table import CollatedTable, Respondent
from tools.forms.files import File
from tools.forms.page import HEADING, Page
from tools.forms.people import Lead
from tools.forms.statements import all_statements
from tools.forms.words import WORDS

YEARS: Final = (2019, 2021, 2022, 2023, 2024, 2025)
FOLDERS: Final = ("to do", "from Dan", "collated")


def _team_and_year(lead: Lead) -> tuple[str, str, int]:
    ((team, line),) = lead.teams(1)
    return team, line, lead.choice(YEARS)


def people_across(lead: Lead, count: int) -> File:
    """One team's people, a column for each, and perhaps what they agreed."""
    team, line, year = _team_and_year(lead)
    page = Page("Scores")
    page.put_row(1, 1, ["Team:", team])
    page.put_row(2, 1, ["Date:", f"{lead.randint(1, 28)}/{lead.randint(1, 12)}/{year}"])
    label = ("Respondent {n}", "R{n}", "Person {letter}")[count]
    respondents = [
        Respondent(
            team, year, label.format(n=n, letter="ABCDEFGH"[n - 1]), person=n, service_line=line
        )
        for n in range(1, lead.randint(4, 8) + 1)
    ]
    agreed = count != 1
    if agreed:
        respondents.append(
            Respondent(team, year, lead.choice(("Agreed", "Team rating", "Agreed rating")))
        )
    page.put(4, 1, "Statement", HEADING)
    table = CollatedTable(page, all_statements(lead, short=False), respondents, top=5, left=2)
    table.fill(lead, untidy=0.04)
    if not agreed:
        table.work_out("Average", mean, each="statement")
    name = f"{FOLDERS[count]}/{team} TRIP {year} everyone.xlsx"
    return File(name, "respondents across, one team", [page])


def groups_across(lead: Lead, count: int) -> File:
    """One team's people, staff and people using the service, told by their heading."""
    team, line, year = _team_and_year(lead)
    page = Page("TRIP")
    page.put(1, 1, f"Team Recovery Implementation Plan - {team} - {year}")
    users = ("People using services", "Service users", "People who use the service")[count]
    groups = (
        ("Staff", "staff", lead.randint(2, 4), "Staff {n}"),
        (users, "people-using-services", lead.randint(2, 4), "SU {n}"),
    )
    respondents: list[Respondent] = []
    for group, perspective, people, label in groups:
        so_far = len(respondents)
        for n in range(1, people + 1):
            heading = n if count == 1 else label.format(n=n)
            respondents.append(
                Respondent(team, year, heading, group, perspective, so_far + n, line)
            )
    table = CollatedTable(
        page, all_statements(lead), respondents, top=5, left=2, grouped=count != 0
    )
    table.fill(lead, untidy=0.04)
    if count == 2:
        table.work_out("Mode", max, each="statement")
    name = f"{FOLDERS[count]}/TRIP {year} {team} individual scores.xlsx"
    return File(name, "roles over respondents", [page])


def people_down(lead: Lead, count: int) -> File:
    """One team's people, a row for each, with their role."""
    team, line, year = _team_and_year(lead)
    page = Page("Sheet1")
    page.put_row(1, 1, ["Team", team])
    page.put_row(2, 1, ["Year", year])
    roles = (
        ("Staff", "staff"),
        ("Service user", "people-using-services"),
        ("Carer", "family-and-friends"),
    )
    respondents = [
        Respondent(team, year, f"Respondent {n}", *lead.choice(roles), n, line)
        for n in range(1, lead.randint(5, 9))
    ]
    shown = all_statements(lead)
    page.put_row(4, 1, ["Respondent", lead.choice(("Role", "Group", "I am a"))], HEADING)
    table = CollatedTable(page, shown, respondents, top=5, left=3, across=False, headings=False)
    table.head_statements()
    table.head([one.heading for one in respondents], before=2)
    table.head([one.group for one in respondents])
    table.fill(lead)
    if count:
        table.work_out("Average", mean, each="statement")
    name = f"{FOLDERS[count]}/{team} {year} TRIP respondents.xlsx"
    return File(name, "respondents down, one team", [page])


def names_across(lead: Lead, count: int) -> File:
    """One team's people, each column headed by somebody's name, which nobody may keep."""
    team, line, year = _team_and_year(lead)
    page = Page("Sheet1")
    page.put_row(1, 1, ["Team", team])
    page.put_row(2, 1, ["Review year", year])
    people = lead.sample(WORDS["leads-people"], 4)
    respondents = [
        Respondent(team, year, name, None, "staff", n, line) for n, name in enumerate(people, 1)
    ]
    page.put(4, 2, "Staff", HEADING, span=len(respondents))
    table = CollatedTable(page, all_statements(lead, short=False), respondents, top=6, left=2)
    table.fill(lead, untidy=0)
    for column, person in enumerate(people, start=2):
        page.say(5, column, person, name=True)
    name = f"{FOLDERS[count]}/{team} scores {year}.xlsx"
    return File(name, "people's names as headings", [page])


def sheet_per_year(lead: Lead, count: int) -> File:
    """A sheet for each year, named after it, with the same teams."""
    years = sorted(lead.sample(YEARS, 3))
    teams = lead.teams(7)
    shown = all_statements(lead)
    across = lead.random() < 0.5
    pages: list[Page] = []
    for year in years:
        page = Page((str(year), f"{year}-{(year + 1) % 100}", f"TRIP {year}")[count])
        respondents = [
            Respondent(team, year, team, service_line=line)
            for team, line in teams
            if lead.random() < 0.85
        ]
        page.put(2, 1, "Statement" if across else "Team", HEADING)
        table = CollatedTable(page, shown, respondents, top=3, left=2, across=across)
        table.fill(lead)
        if lead.random() < 0.5:
            table.work_out("Average", mean, each="statement")
        pages.append(page)
    if count == 1:
        front = Page("READ ME")
        scale = "Collated from the forms that teams sent in. Scale: 1 Not yet to 5 Very well"
        front.put(1, 1, scale)
        front.put(3, 1, "A blank means that the team did not answer.")
        pages.insert(0, front)
    return File(f"{FOLDERS[count]}/TRIP all years.xlsx", "a sheet for each year", pages)


def years_over_teams(lead: Lead, count: int) -> File:
    """Statements down; a merged heading for each year over its teams."""
    page = Page("Over time")
    teams = lead.teams(lead.randint(3, 5))
    years = sorted(lead.sample(YEARS, 2 + count % 2))
    shape = ("{y}", "{y}/{n:02}", "TRIP {y} returns")[count]
    respondents = [
        Respondent(team, year, team, shape.format(y=year, n=(year + 1) % 100), service_line=line)
        for year in years
        for team, line in teams
    ]
    page.put(1, 1, "TRIP self-ratings, all years")
    table = CollatedTable(page, all_statements(lead), respondents, top=4, left=2, grouped=True)
    table.fill(lead)
    if count:
        table.work_out("Average", mean, each="respondent")
    return File(f"{FOLDERS[count]}/TRIP over time.xlsx", "years grouped over teams", [page])


def teams_over_years(lead: Lead, count: int) -> File:
    """A merged heading for each team over its years, across or down."""
    page = Page("Data")
    teams = lead.teams(lead.randint(3, 6))
    years = sorted(lead.sample(YEARS, 2 + count % 2))
    across = count != 1
    respondents = [
        Respondent(team, year, year if count else str(year), team, service_line=line)
        for team, line in teams
        for year in years
    ]
    top, left = (3, 2) if across else (2, 3)
    if not across:
        page.put_row(1, 1, ["Team", "Year"], HEADING)
    shown = all_statements(lead)
    table = CollatedTable(page, shown, respondents, top=top, left=left, across=across, grouped=True)
    table.fill(lead)
    return File(f"{FOLDERS[count]}/Team by year.xlsx", "teams grouped over years", [page])


def two_tables(lead: Lead, count: int) -> File:
    """Two tables on a sheet, one under or beside the other, a year each."""
    year = lead.choice(YEARS[1:])
    page = Page("TRIP")
    teams = lead.teams(4)
    shown = all_statements(lead, short=count == 2)
    row, column = 1, 1
    for when in (year - 1, year):
        page.put(row, column, f"TRIP {when}", HEADING)
        respondents = [Respondent(team, when, team, service_line=line) for team, line in teams]
        CollatedTable(page, shown, respondents, top=row + 2, left=column + 1).fill(lead)
        if count == 1:
            column += len(respondents) + 2
        else:
            row += len(shown) + 4
    return File(f"{FOLDERS[count]}/TRIP two tables.xlsx", "two tables on a sheet", [page])


LAYOUTS: Final = (
    people_across,
    groups_across,
    people_down,
    names_across,
    sheet_per_year,
    years_over_teams,
    teams_over_years,
    two_tables,
)
