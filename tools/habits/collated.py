"""A lead's collated sheets: many teams in one table."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from statistics import mean
from typing import Final

from tools.forms.collated_table import CollatedTable, Each, Respondent, teams_of
from tools.forms.files import File
from tools.forms.page import HEADING, Content, Document, Page
from tools.forms.people import Lead
from tools.forms.statements import all_statements
from tools.forms.words import pick
from tools.habits import people_and_years
from tools.habits.people_and_years import FOLDERS, YEARS


def teams_across(lead: Lead, count: int) -> File:
    """Statements down, a column for each team."""
    year = lead.choice(YEARS)
    page = Page(lead.choice(("Sheet1", "Collated", "All teams")))
    page.put(1, 1 + lead.randrange(2), f"TRIP ratings by team {year}")
    shown = all_statements(lead)
    respondents = teams_of(lead, year, lead.randint(4, 9))
    top, left = lead.randint(4, 7), lead.randint(2, 3)
    gaps = frozenset({3}) if lead.random() < 0.3 else frozenset[int]()
    page.put(top - 1, left - 1, lead.choice(("Statement", "Good practice statement", None)))
    grouped = lead.random() < 0.5
    table = CollatedTable(
        page,
        shown,
        respondents,
        top=top,
        left=left,
        grouped=grouped,
        gaps=gaps,
        lines_shown=grouped,
    )
    table.fill(lead)
    if lead.random() < 0.7:
        table.work_out("Average", mean, each="statement")
    if lead.random() < 0.5:
        table.work_out(lead.choice(("Average", "Mean score")), mean, each="respondent")
    if lead.random() < 0.4:
        table.work_out("Total", sum, each="respondent")
    if count == 2:
        row = top + len(shown) + 3
        page.put(row, left - 1, "Comments", HEADING)
        for one, offset in zip(respondents, table.offsets, strict=True):
            if lead.random() < 0.6:
                page.say(row, left + offset, f"{pick(lead, 'remarks')} ({one.team})")
    name = f"{FOLDERS[count]}/TRIP collated {year}.xlsx"
    return File(name, "statements down, teams across", [page])


def teams_down(lead: Lead, count: int) -> File:
    """A row for each team, the statements as the columns' titles."""
    year = lead.choice(YEARS)
    page = Page(f"TRIP {year}" if count == 0 else "Ratings")
    shown = all_statements(lead)
    respondents = teams_of(lead, year, lead.randint(5, 12))
    titles: list[tuple[str, Callable[[Respondent], Content]]] = [
        (lead.choice(("Team", "Team name", "Ward / team")), lambda one: one.team)
    ]
    lines_shown = lead.random() < 0.5
    if lines_shown:
        place = lead.randrange(2)
        name = lead.choice(("Service line", "Directorate", "Care group"))
        titles.insert(place, (name, lambda one: one.service_line))
    if lead.random() < 0.5:
        titles.append((lead.choice(("Year", "Review year")), lambda one: one.year))
    top, left = lead.randint(2, 4), len(titles) + 1
    if top > 2:
        page.put(1, 1, f"Team Recovery Implementation Plans {year}")
    table = CollatedTable(
        page,
        shown,
        respondents,
        top=top,
        left=left,
        across=False,
        headings=False,
        lines_shown=lines_shown,
    )
    table.head_statements()
    page.put_row(top - 1, 1, [title for title, _ in titles], HEADING)
    for before, (_, value) in enumerate(reversed(titles), start=1):
        table.head([value(one) for one in respondents], before)
    table.fill(lead)
    figures: tuple[tuple[str, Callable[..., float], Each], ...] = (
        ("Total", sum, "respondent"),
        ("Average", mean, "respondent"),
        ("Mean", mean, "statement"),
    )
    for title, how, each in figures:
        if lead.random() < 0.6:
            table.work_out(title, how, each=each)
    at = left + len(shown) + len(table.worked_out)
    page.put(top - 1, at, lead.choice(("Comments", "Notes", "Comment")), HEADING)
    for row in range(top, top + len(respondents)):
        if lead.random() < 0.4:
            page.say(row, at, pick(lead, "remarks"))
    name = f"{FOLDERS[count]}/{year} summary of TRIP returns.xlsx"
    return File(name, "teams down, statements across", [page])


def lines_as_headings(lead: Lead, count: int) -> File:
    """Teams down, with a row above each service line's teams that names the line."""
    year = lead.choice(YEARS)
    page = Page("Sheet1")
    shown = all_statements(lead)
    respondents = teams_of(lead, year, lead.randint(6, 12))
    page.put_row(1, 1, ["Team", *(statement.text for statement in shown)], HEADING)
    row = 2
    last = None
    for one in respondents:
        if one.service_line != last:
            row += last is not None and lead.random() < 0.5
            span = len(shown) + 1 if count == 1 else 1
            page.put(row, 1, one.service_line, HEADING, span=span)
            row, last = row + 1, one.service_line
        table = CollatedTable(
            page, shown, [one], top=row, left=2, across=False, headings=False, lines_shown=True
        )
        table.head([one.team])
        table.fill(lead, untidy=0.04)
        row += 1
    name = f"{FOLDERS[count]}/TRIP {year} by service line.xlsx"
    return File(name, "service lines as heading rows", [page])


def perspectives_by_team(lead: Lead, count: int) -> File:
    """Staff and people using services side by side under each team's heading."""
    year = lead.choice(YEARS)
    page = Page("Comparison")
    pairs = (
        ("Staff", "staff"),
        (("SU", "Service users", "PUS")[count % 3], "people-using-services"),
    )
    respondents = [
        Respondent(team, year, heading, team, perspective, None, line)
        for team, line in lead.teams(lead.randint(3, 6))
        for heading, perspective in pairs
    ]
    if count == 2:
        respondents = [replace(one, heading=f"{one.group} - {one.heading}") for one in respondents]
    table = CollatedTable(
        page, all_statements(lead), respondents, top=3, left=2, grouped=count != 2
    )
    table.fill(lead)
    name = f"{FOLDERS[count]}/Staff v service users TRIP {year}.xlsx"
    return File(name, "perspectives by team", [page])


def comment_beside_each(lead: Lead, count: int) -> File:
    """Two columns for each team: its rating and its comment."""
    year = lead.choice(YEARS)
    page = Page("With comments")
    page.put(1, 1, f"TRIP {year}")
    respondents = teams_of(lead, year, lead.randint(3, 5))
    shown = all_statements(lead)
    gaps = frozenset(range(1, len(respondents)))
    table = CollatedTable(page, shown, respondents, top=4, left=2, headings=False, gaps=gaps)
    table.head_statements()
    for one, offset in zip(respondents, table.offsets, strict=True):
        column = 2 + offset
        page.put(2, column, one.team, HEADING, span=2)
        page.put(3, column, lead.choice(("Rating", "Score")), HEADING)
        page.put(3, column + 1, lead.choice(("Comment", "Comments", "Evidence")), HEADING)
    table.fill(lead)
    for number in range(len(respondents)):
        for statement in range(len(shown)):
            if lead.random() < 0.3:
                row, column = table.place(statement, number)
                page.say(row, column + 1, pick(lead, "remarks"))
    name = f"{FOLDERS[count]}/TRIP {year} with comments.xlsx"
    return File(name, "a comment column for each team", [page])


def long_table(lead: Lead, count: int) -> File:
    """A row for each team and statement, as an analyst likes it."""
    year = lead.choice(YEARS)
    csv = count == 2
    page = Page(None if csv else "Data")
    views = count == 1
    ratings = ["Staff", "People using services"] if views else ["Rating"]
    titles = ["Team", "Year", "Statement", *ratings, "Comment"]
    page.put_row(1, 1, titles, HEADING)
    shown = all_statements(lead, short=False)
    row = 2
    years = [year] if count else [year, year + 1]
    for team, line in lead.teams(lead.randint(3, 6)):
        for when in years:
            for statement in shown:
                page.put_row(row, 1, [team, when, statement.text])
                seen = ("staff", "people-using-services") if views else ("team",)
                respondents = [
                    Respondent(team, when, None, None, view, None, line) for view in seen
                ]
                CollatedTable(page, [statement], respondents, top=row, left=4, headings=False).fill(
                    lead
                )
                if lead.random() < 0.2:
                    page.say(row, len(titles), pick(lead, "remarks"))
                row += 1
    name = f"trip long {year}" if count else "trip long"
    name = f"{FOLDERS[count]}/{name}.{'csv' if csv else 'xlsx'}"
    how = {"encoding": lead.choice(("utf-8", "utf-8-sig"))} if csv else {}
    return File(name, "a row for each team and statement", [page], csv=how)


def pivot(lead: Lead, count: int) -> File:
    """An analyst's pivot table: each team once, so that a sum is its one rating."""
    year = lead.choice(YEARS)
    page = Page("Pivot")
    page.put_row(1, 1, ["Year", year])
    how = ("Sum of Rating", "Average of Rating", "Max of Rating")[count]
    page.put_row(3, 1, [how, "Column Labels"])
    page.put(4, 1, "Row Labels", HEADING)
    shown = [statement._replace(clean=False) for statement in all_statements(lead, short=False)]
    table = CollatedTable(page, shown, teams_of(lead, year, 5), top=5, left=2)
    table.fill(lead, untidy=0)
    grand = sum if count == 0 else mean
    table.work_out("Grand Total", grand, each="statement")
    table.work_out("Grand Total", grand, each="respondent")
    return File(f"{FOLDERS[count]}/pivot {year}.xlsx", "a pivot table", [page])


def in_word(lead: Lead, count: int) -> File:
    """A report's table in Word: statements down and teams across, or the other way."""
    year = lead.choice(YEARS)
    document = Document(f"TRIP report {year}", "How our teams rated themselves, 1 to 5.")
    page = document.table()
    respondents = teams_of(lead, year, lead.randint(3, 5))
    across = count != 1
    page.put(1, 1, "Statement" if across else "Team")
    CollatedTable(page, all_statements(lead), respondents, top=2, left=2, across=across).fill(lead)
    return File(f"{FOLDERS[count]}/TRIP report {year}.docx", "collated, in Word", document)


LAYOUTS: Final = (
    *people_and_years.LAYOUTS,
    teams_across,
    teams_down,
    lines_as_headings,
    perspectives_by_team,
    comment_beside_each,
    long_table,
    pivot,
    in_word,
)


def files(chance: random.Random) -> list[File]:
    """Collated sheets of every layout, several of each."""
    lead = Lead.of(chance)
    return [layout(lead, count) for count in range(3) for layout in LAYOUTS]
