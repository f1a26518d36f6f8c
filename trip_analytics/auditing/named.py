"""Teams that stand beside figures, and texts that may tell who a person is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from trip_analytics.auditing.figure import is_figure
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.sources import ReadFile
from trip_analytics.auditing.tables import ShownTable
from trip_analytics.teams import TeamRegister, name_key, words_of
from trip_analytics.teams.names import is_ordinary
from trip_analytics.understanding.personal_data import find_personal_data
from trip_analytics.words import listed, number

_TEAM_COLUMN: Final = re.compile(
    r"(?:name of )?(?:the )?(?:team|ward|unit|clinic|site)(?:[ /]*(?:name|id|code|or ward|ward))?",
    re.I,
)
# Who returned is no answer; these may stand beside a team.
_TAKING_PART: Final = re.compile(
    r".*\b(?:asked|returned|complete|returns?|due|received|expected|year|date|id|code)\b.*", re.I
)
_NUMBER_OF_TEAMS: Final = re.compile(r"(?:n|total|(?:number of )?teams\b.*|responses|base)", re.I)
_SAYS_TEAM: Final = {"ward", "team", "unit", "cmht", "clinic"}
# Two labels that look like teams are a list of them.
_A_LIST: Final = 2
_PARTS: Final = re.compile(r".*\b(?:line|type|group|directorate|division)s?\b.*", re.I)


def named(files: Sequence[ReadFile], register: TeamRegister) -> Iterator[Found]:
    """Teams beside figures, and what looks like a person's identifier."""
    for file in files:
        for table in file.tables:
            yield from _teams_in_table(table, register)
        yield from _teams_in_text(file, register)
        yield from _persons(file)


def _figures(table: ShownTable) -> list[int]:
    """The columns with figures other than who took part."""
    return [
        at
        for at, title in enumerate(table.columns)
        if not _TAKING_PART.fullmatch(title) and any(is_figure(row[at]) for row in table.rows)
    ]


def _teams_in_table(table: ShownTable, register: TeamRegister) -> Iterator[Found]:
    figures = _figures(table)
    if not figures:
        return
    labels = [at for at in range(len(table.columns)) if at not in figures]
    of_rows = [row[at] for row in table.rows for at in labels if row[at]]
    of_columns = [table.columns[at] for at in figures]
    teams = {
        team.team
        for text in (*of_rows, *of_columns, table.title, table.place)
        if (team := register.find(text))
    }
    by_team = any(_TEAM_COLUMN.fullmatch(table.columns[at]) for at in labels)
    if teams or by_team:
        yield _found(table, f"stands beside {_whose(teams)}")
    elif _like_teams(table, labels, of_columns):
        yield _found(table, "stands beside what looks like the names of teams")


def _whose(teams: set[str]) -> str:
    if not teams:
        return "single teams"
    return "the name of a team" if len(teams) == 1 else f"the names of {number(len(teams))} teams"


def _found(table: ShownTable, how: str) -> Found:
    return Found(
        table.file,
        table.title,
        "team-named",
        f"In {table.words}, what was answered {how}.",
        "Take the teams out: count how many gave each answer.",
    )


def _like_teams(table: ShownTable, labels: Sequence[int], of_columns: Sequence[str]) -> bool:
    """Whether rows or columns are called after wards or teams, and rest on no number of teams."""
    if sum(_says_team(title) for title in of_columns) >= _A_LIST:
        return True
    if any(_NUMBER_OF_TEAMS.fullmatch(title) for title in of_columns):
        return False
    for at in labels:
        texts = {row[at] for row in table.rows if row[at]}
        some = sum(_says_team(text) for text in texts)
        if not _PARTS.fullmatch(table.columns[at]) and some >= max(_A_LIST, len(texts) / 2):
            return True
    return False


def _says_team(text: str) -> bool:
    words = words_of(text)
    return 1 < len(words) <= 5 and bool(_SAYS_TEAM & {words[0], words[-1], words[-2]})


def _teams_in_text(file: ReadFile, register: TeamRegister) -> Iterator[Found]:
    if register.is_empty:
        return
    names = {name_key(name): team.team for name, team in register.names.items()}
    names = {key: team for key, team in names.items() if not is_ordinary(tuple(key.split()))}
    lines = [f" {name_key(text)} " for text in file.texts if re.search(r"\d", text)]
    teams = {team for key, team in names.items() if any(f" {key} " in line for line in lines)}
    if teams:
        yield Found(
            file.name,
            "",
            "team-named",
            f"A line of its text that has figures has {_whose(teams)} too.",
            "Take the name or the figures out.",
        )


def _persons(file: ReadFile) -> Iterator[Found]:
    texts = [*file.texts, *(cell for table in file.tables for row in table.rows for cell in row)]
    kinds = dict.fromkeys(kind for text in texts for kind in find_personal_data(text))
    if kinds:
        yield Found(
            file.name,
            "",
            "personal-data",
            f"A text in it looks as if it held {listed(kinds)}.",
            "Read it, and take out what tells who a person is.",
        )
