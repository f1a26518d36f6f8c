"""The register of teams: who they are, their other names, and who was open when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
from rapidfuzz import process

from trip_analytics.errors import TeamRegisterError
from trip_analytics.reading import Folder, UnreadableFile, read_document
from trip_analytics.tables import TEAM_REGISTER, empty, frame
from trip_analytics.understanding import normalise
from trip_analytics.understanding.dates import read_date

REGISTER_NAMES = ("teams.csv", "teams.xlsx")
COLUMNS = tuple(column.name for column in TEAM_REGISTER)
# A name in the register at least this like an unknown one (0-100) is proposed, never applied.
LIKENESS_TO_PROPOSE = 75


@dataclass(frozen=True, slots=True)
class Team:
    """A team as the returns' rows show it."""

    team_id: str
    team: str
    service_line: str | None = None
    team_type: str | None = None


@dataclass(frozen=True)
class TeamRegister:
    """Teams by any of their names. Without rows, every name is a team of its own."""

    table: pd.DataFrame = field(default_factory=lambda: empty(TEAM_REGISTER))
    by_name: Mapping[str, Team] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is no register."""
        return self.table.empty

    def find(self, name: str) -> Team | None:
        """The team of that name or alias, however it is spelt in capitals and signs."""
        return self.by_name.get(normalise(name))

    def find_within(self, text: str) -> Team | None:
        """The one team whose name stands in a longer text, such as a file's name."""
        line = f" {normalise(text.replace('_', ' '))} "
        found = {name: team for name, team in self.by_name.items() if f" {name} " in line}
        longest = [name for name in found if not any(name != n and name in n for n in found)]
        teams = {found[name] for name in longest}
        return teams.pop() if len(teams) == 1 else None

    def proposal_for(self, name: str) -> str | None:
        """The registered name most like an unknown one, for a person to confirm."""
        best = process.extractOne(
            normalise(name), list(self.by_name), score_cutoff=LIKENESS_TO_PROPOSE
        )
        return self.by_name[best[0]].team if best else None

    def service_line(self, name: str) -> str | None:
        """A service line as the register spells it."""
        return next((line for line in self._lines if normalise(line) == normalise(name)), None)

    def service_line_within(self, text: str) -> str | None:
        """The one service line whose name stands in a longer text, such as a file's name."""
        line = f" {normalise(text.replace('_', ' '))} "
        found = [known for known in self._lines if f" {normalise(known)} " in line]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _lines(self) -> Sequence[str]:
        return tuple(self.table["service_line"].dropna().unique())


def load_register(path: str | Path) -> TeamRegister:
    """Read the register of teams from a table of any format that returns may have.

    Parameters
    ----------
    path : str or Path
        A workbook or separated text (.xlsx, .csv ...) with the columns team_id and team,
        and any of aliases (names separated by ``;``), service_line, team_type, opened,
        closed (dates, or years) and merged_into (a team_id).

    Raises
    ------
    TeamRegisterError
        The file cannot be read or its rows contradict each other; the message
        lists every problem.

    Examples
    --------
    >>> register = load_register("data/sample/teams.csv")
    >>> register.find("BIRCH ward").team_type
    'ward'
    """
    path = Path(path)
    rows = _rows(path)
    if not rows:
        raise _refusal(path, ["it has no teams"])
    first = next(iter(rows.values()))
    missing = [column for column in ("team_id", "team") if column not in first]
    if missing:
        raise _refusal(path, [f"the column {column} is missing" for column in missing])
    problems: list[str] = []
    by_name: dict[str, Team] = {}
    ids = [row["team_id"] for row in rows.values()]
    table_rows = []
    for line, row in rows.items():
        if not row["team_id"] or not row["team"]:
            problems.append(f"line {line} has no team_id or no team")
            continue
        if ids.count(row["team_id"]) > 1:
            problems.append(f"line {line}: the team_id {row['team_id']!r} stands more than once")
        merged = row.get("merged_into", "")
        if merged and merged not in ids:
            problems.append(f"line {line}: merged_into {merged!r} is no team_id of this register")
        dates = {
            name: _date(row.get(name, ""), line, name, problems) for name in ("opened", "closed")
        }
        table_rows.append({name: row.get(name) or None for name in COLUMNS} | dates)
        team = Team(
            row["team_id"],
            row["team"],
            row.get("service_line") or None,
            row.get("team_type") or None,
        )
        for name in _names(row):
            other = by_name.setdefault(name, team)
            if other != team:
                problems.append(
                    f"line {line}: {team.team!r} and {other.team!r} share the name {name!r}"
                )
    if problems:
        raise _refusal(path, problems)
    return TeamRegister(frame(TEAM_REGISTER, table_rows), by_name)


def register_of(table: pd.DataFrame) -> TeamRegister:
    """The register that a table holds which was read by :func:`load_register`."""
    by_name: dict[str, Team] = {}
    texts = table.drop(columns=["opened", "closed"]).astype(object)
    for row in texts.where(texts.notna(), "").to_dict("records"):
        line, kind = row["service_line"] or None, row["team_type"] or None
        team = Team(row["team_id"], row["team"], line, kind)
        for name in _names({str(column): text for column, text in row.items()}):
            by_name.setdefault(name, team)
    return TeamRegister(table, by_name)


def _refusal(path: Path, problems: Iterable[str]) -> TeamRegisterError:
    return TeamRegisterError.from_problems(
        f"The register of teams {path.name!r} cannot be used until this is put right:", problems
    )


def _names(row: Mapping[str, str]) -> list[str]:
    names = [row["team"], row["team_id"], *row.get("aliases", "").split(";")]
    return list(dict.fromkeys(filter(None, map(normalise, names))))


def _date(text: str, line: int, column: str, problems: list[str]) -> object:
    if not text:
        return None
    found = read_date(None, f"1/1/{text}" if text.isdigit() and len(text) == 4 else text)
    if found is None:
        problems.append(f"line {line}: {column} is {text!r}; write a date as 2025-03-31")
    return found.date if found else None


def _rows(path: Path) -> dict[int, dict[str, str]]:
    """What each row below the titles says, by the row's number and the column's title."""
    try:
        document = read_document(path)
    except UnreadableFile as error:
        raise TeamRegisterError(
            f"The register of teams {path.name!r} cannot be opened. {error.what_to_do}"
        ) from error
    if isinstance(document, Folder) or not document.sheets:
        raise _refusal(path, ["it is no table of teams"])
    sheet = document.sheets[0]
    titles = {c.column: _column(c.text) for (row, _), c in sheet.cells.items() if row == 1}
    rows: dict[int, dict[str, str]] = {}
    for (number, column), cell in sheet.cells.items():
        if number > 1 and column in titles:
            empty_row = dict.fromkeys(titles.values(), "")
            dated = isinstance(cell.value, dt.date)
            text = f"{cell.value:%Y-%m-%d}" if dated else cell.standing
            rows.setdefault(number, empty_row)[titles[column]] = text
    return dict(sorted(rows.items()))


def _column(title: str) -> str:
    return normalise(title).replace(" ", "_")
