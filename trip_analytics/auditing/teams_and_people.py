"""Teams named beside figures, and texts that may identify a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from trip_analytics.auditing import Finding
from trip_analytics.auditing.shown_tables import ShownTable, is_figure
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.people import find_personal_data
from trip_analytics.teams.names import is_ordinary, name_key, words_of
from trip_analytics.teams.register import TeamRegister
from trip_analytics.words import listed, number

_TEAM_COLUMN: Final = re.compile(
    r"(?:name of )?(?:the )?(?:team|ward|unit|clinic|site)(?:[ /]*(?:name|id|code|or ward|ward))?",
    re.I,
)
# Who returned is no answer: that may be given by team.
_TAKING_PART: Final = re.compile(
    r".*\b(?:asked|returned|complete|returns?|due|received|expected|year|date|id|code)\b.*", re.I
)
_NUMBER_OF_TEAMS: Final = re.compile(r"n|total|(?:number of )?teams\b.*|responses|base", re.I)
_PARTS: Final = re.compile(r".*\b(?:line|type|group|directorate|division)s?\b.*", re.I)
_SAYS_TEAM: Final = {"ward", "team", "unit", "cmht", "clinic"}
_A_LIST: Final = 2  # labels that look like teams


def teams_beside_figures(file: WrittenFile, register: TeamRegister) -> Iterator[Finding]:
    """Tables and lines of text that give figures of a team, or of what looks like one.

    In a team's own pack its own figures are no finding; any other team is.
    """
    if file.is_pack_of:
        yield from _others_in_pack(file, register)
        return
    for table in file.tables:
        if how := _teams_in(table, register):
            yield Finding(
                "team-named",
                f"In {table.words}, answers are given beside {how}.",
                "Take the teams out: count how many gave each answer.",
                table.title,
            )
    names = {name_key(name): team.team for name, team in register.names.items()}
    lines = [f" {name_key(line)} " for line in file.lines if re.search(r"\d", line)]
    teams = {
        team
        for key, team in names.items()
        if not is_ordinary(tuple(key.split())) and any(f" {key} " in line for line in lines)
    }
    if teams:
        yield Finding(
            "team-named",
            f"A line of its text has {_names_of(teams)} beside figures.",
            "Take the name or the figures out.",
        )


def _others_in_pack(file: WrittenFile, register: TeamRegister) -> Iterator[Finding]:
    own = register.find(file.is_pack_of)
    texts = [*file.lines, *(cell for table in file.tables for row in table.rows for cell in row)]
    lines = [f" {name_key(text)} " for text in texts]
    others = {
        team.team
        for name, team in register.names.items()
        if team != own
        and not is_ordinary(tuple(name_key(name).split()))
        and any(f" {name_key(name)} " in line for line in lines)
    }
    if others:
        yield Finding(
            "team-named",
            f"The pack of one team has {_names_of(others)} in it that is another's.",
            "Look whether the team wrote it itself; if it did not, leave the pack out.",
        )


def personal_data(file: WrittenFile) -> Iterator[Finding]:
    """Whether a text looks as if it identified a person."""
    texts = [*file.lines, *(cell for table in file.tables for row in table.rows for cell in row)]
    kinds = dict.fromkeys(kind for text in texts for kind in find_personal_data(text))
    if kinds:
        yield Finding(
            "personal-data",
            f"A text in it seems to hold {listed(kinds)}.",
            "Read it, and take out what identifies a person.",
        )


def _teams_in(table: ShownTable, register: TeamRegister) -> str:
    """How a table shows which team its figures are of; empty if it does not."""
    figures = [
        at
        for at, title in enumerate(table.columns)
        if not _TAKING_PART.fullmatch(title) and any(is_figure(row[at]) for row in table.rows)
    ]
    if not figures:
        return ""
    labels = [at for at in range(len(table.columns)) if at not in figures]
    of_rows = [row[at] for row in table.rows for at in labels if row[at]]
    of_columns = [table.columns[at] for at in figures]
    teams = {
        team.team
        for text in (*of_rows, *of_columns, table.title, table.place)
        if (team := register.find(text))
    }
    if teams:
        return _names_of(teams)
    if any(_TEAM_COLUMN.fullmatch(table.columns[at]) for at in labels):
        return "single teams"
    looks = _look_like_teams(table, labels, of_columns)
    return "what look like names of teams" if looks else ""


def _names_of(teams: set[str]) -> str:
    return "the name of a team" if len(teams) == 1 else f"the names of {number(len(teams))} teams"


def _look_like_teams(table: ShownTable, labels: Sequence[int], of_columns: Sequence[str]) -> bool:
    """Whether rows or columns are called after wards or teams, and rest on no number of teams."""
    if sum(map(_says_team, of_columns)) >= _A_LIST:
        return True
    if any(map(_NUMBER_OF_TEAMS.fullmatch, of_columns)):
        return False
    for at in labels:
        texts = {row[at] for row in table.rows if row[at]}
        some = sum(map(_says_team, texts))
        if not _PARTS.fullmatch(table.columns[at]) and some >= max(_A_LIST, len(texts) / 2):
            return True
    return False


def _says_team(text: str) -> bool:
    words = words_of(text)
    return 1 < len(words) <= 5 and bool(_SAYS_TEAM & {words[0], words[-1], words[-2]})
