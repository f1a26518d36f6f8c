"""Read the register of teams, and say everything that is wrong with it at once."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pandas as pd

from trip_analytics.errors import TeamRegisterError
from trip_analytics.reading import Cell, Folder, UnreadableFile, read_document
from trip_analytics.tables.check import frame
from trip_analytics.tables.columns import TEAM_REGISTER
from trip_analytics.teams.names import name_key
from trip_analytics.teams.register import Team, TeamRegister
from trip_analytics.understanding import normalise
from trip_analytics.understanding.dates import read_date
from trip_analytics.understanding.tables.titled_rows import (
    TitledRows,
    columns_by_title,
    listed_titles,
    missing_columns,
    read_titled_rows,
    text_of,
)
from trip_analytics.understanding.words import vocabulary

REGISTER_NAMES: Final = ("teams.csv", "teams.xlsx")
COLUMNS: Final = tuple(column.name for column in TEAM_REGISTER)
_COLUMN_OF: Final = columns_by_title(vocabulary("titles").entries["register"])
_NO_DATE: Final = frozenset(("", "n a", "na", "none", "open", "still open", "current", "present"))
_STRONG_SEPARATOR: Final = re.compile(r"[;|\n]")

Row = dict[str, str]


def load_register(
    path: str | Path, *, own_words: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> TeamRegister:
    """Read the register of teams from a table of any format that returns may have.

    Its columns are team_id and team, and any of aliases (names separated by ``;``, or in lines of
    their own), service_line, team_type, opened, closed (dates, or years) and merged_into (a
    team_id); ``own_words`` are what the trust calls them, as its settings say.

    Raises TeamRegisterError: the file cannot be read or its rows contradict each other; the message
    lists every problem.

    Examples
    --------
    >>> register = load_register("data/sample/teams.csv")
    >>> register.find("BIRCH ward").team_type
    'ward'
    """
    path = Path(path)
    own = {column: own_words.get(column, ()) for column in COLUMNS}
    read = _read(path, {**_COLUMN_OF, **columns_by_title(own)})
    problems = [*read.problems, *missing_columns(read.titles, ("team_id", "team"))]
    rows = {line: _texts(row) for line, row in read.rows.items()}
    if problems:
        raise _refusal(path, problems)
    if not rows:
        raise _refusal(path, ["it has no teams"])
    entered = _Entered(rows)
    if entered.problems:
        raise _refusal(path, entered.problems)
    unused = [title for title, column in read.titles.items() if column is None]
    if unused:
        entered.remarks.append(f"Not used of it: {listed_titles(unused)}.")
    table = frame(
        TEAM_REGISTER, [entered.table_row(line) for line in rows if line in entered.teams]
    )
    return TeamRegister(table, entered.names, entered.remarks)


def register_of(table: pd.DataFrame) -> TeamRegister:
    """The register that a table holds which :func:`load_register` made."""
    said = table.astype(object).where(table.notna(), "")
    rows = {
        line: {
            str(name): f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else value
            for name, value in row.items()
        }
        for line, row in enumerate(said.to_dict("records"), start=2)
    }
    return TeamRegister(table, _Entered(rows).names)


def _refusal(path: Path, problems: Iterable[str]) -> TeamRegisterError:
    return TeamRegisterError.from_problems(
        f"The register of teams {path.name!r} cannot be used until this is put right:", problems
    )


@dataclass(slots=True)
class _Entered:
    """The register's rows, checked: what is wrong with them is in ``problems``."""

    rows: Mapping[int, Row]
    teams: dict[int, Team] = field(default_factory=dict)
    names: dict[str, Team] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _dates: dict[int, dict[str, dt.date | None]] = field(default_factory=dict)
    _line_of: dict[str, int] = field(default_factory=dict)
    _into: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line, row in self.rows.items():
            self._enter(line, row)
        by_key = self._name_teams()
        for line in self.teams:
            self._merge(line, by_key)
        for line in self._into:
            self._check_merger(line)

    def table_row(self, line: int) -> dict[str, object]:
        row = self.rows[line]
        said = {name: row.get(name) or None for name in COLUMNS}
        return {**said, **self._dates[line], "merged_into": self._into.get(line)}

    def _enter(self, line: int, row: Row) -> None:
        self._dates[line] = {name: self._date(line, name) for name in ("opened", "closed")}
        opened, closed = self._dates[line].values()
        if opened and closed and closed < opened:
            self.problems.append(
                f"line {line}: it closed ({closed}) before it opened ({opened}): are they swapped?"
            )
        if not row["team_id"] or not row["team"]:
            self.problems.append(f"line {line} has no team_id or no team")
            return
        team = Team(
            row["team_id"],
            row["team"],
            row.get("service_line") or None,
            row.get("team_type") or None,
        )
        first = self._line_of.setdefault(row["team_id"], line)
        if first != line:
            self.problems.append(
                f"line {line}: the team_id {row['team_id']!r} is there more than once, first in "
                f"line {first}"
            )
        self.teams[line] = team

    def _date(self, line: int, column: str) -> dt.date | None:
        text = self.rows[line].get(column, "")
        if normalise(text) in _NO_DATE:
            return None
        found = read_date(None, f"1/1/{text}" if re.fullmatch(r"\d{4}", text) else text)
        if found is None:
            self.problems.append(f"line {line}: {column} is {text!r}; write a date as 2025-03-31")
        return found.date if found else None

    def _name_teams(self) -> dict[str, Team]:
        by_key: dict[str, Team] = {}
        pieces: list[tuple[str, Team]] = []
        for line, team in self.teams.items():
            aliases, parts = _aliases(self.rows[line].get("aliases", ""))
            pieces += [(part, team) for part in parts]
            for name in (team.team, team.team_id, *aliases):
                other = by_key.setdefault(name_key(name), team)
                if other == team:
                    self.names[name] = team
                elif other.team_id != team.team_id:
                    self.problems.append(
                        f"line {line}: {team.team!r} and {other.team!r} share the name "
                        f"{name_key(name)!r}: leave it to one of them"
                    )
        # Pieces between commas may not be names: what two teams share is neither's.
        claimed = Counter(key for key, _ in {(name_key(part), team) for part, team in pieces})
        for part, team in pieces:
            if claimed[name_key(part)] == 1 and by_key.setdefault(name_key(part), team) == team:
                self.names[part] = team
        return by_key

    def _merge(self, line: int, by_key: Mapping[str, Team]) -> None:
        said = self.rows[line].get("merged_into", "")
        if not said or normalise(said) in _NO_DATE:
            return
        into = said if said in self._line_of else None
        if into is None and (team := by_key.get(name_key(said))) is not None:
            into = team.team_id
        if into is None:
            self.problems.append(
                f"line {line}: merged_into {said!r} is no team_id of this register"
            )
        elif into == self.teams[line].team_id:
            self.problems.append(f"line {line}: {self.teams[line].team!r} is merged into itself")
        else:
            self._into[line] = into

    def _check_merger(self, line: int) -> None:
        team, into = self.teams[line], self._line_of[self._into[line]]
        closed, closed_after = self._dates[line]["closed"], self._dates[into]["closed"]
        if closed is None:
            self.remarks.append(
                f"Line {line}: {team.team} became part of another team, but when is not said "
                "(closed): it is not expected in any year."
            )
        elif closed_after is not None and closed_after.year < closed.year:
            self.problems.append(
                f"line {line}: {team.team!r} is merged into {self.teams[into].team!r}, which had "
                "closed before"
            )
        seen = [line]
        while (following := self._into.get(seen[-1])) is not None:
            seen.append(self._line_of[following])
            if seen[-1] == line:
                names = " and ".join(repr(self.teams[at].team) for at in seen[:-1])
                if line == min(seen):
                    self.problems.append(f"line {line}: {names} are merged into each other")
                return
            if seen[-1] in seen[:-1]:
                return


def _aliases(text: str) -> tuple[list[str], list[str]]:
    """The names in a cell; and, where nothing but commas parts them, those between commas."""
    names = [name for part in _STRONG_SEPARATOR.split(text) if (name := part.strip(" ,"))]
    names = [name for name in names if name_key(name)]
    parts = [] if len(names) != 1 else [part.strip() for part in names[0].split(",")]
    return names, [part for part in parts if len(parts) > 1 and name_key(part)]


def _read(path: Path, column_of: Mapping[str, str]) -> TitledRows:
    if not path.exists():
        raise TeamRegisterError(
            f"There is no register of teams called {str(path)!r}: check its name and where it is."
        )
    try:
        document = read_document(path)
    except UnreadableFile as error:
        raise TeamRegisterError(
            f"The register of teams {path.name!r} cannot be opened. {error.what_to_do}"
        ) from error
    if isinstance(document, Folder) or not document.sheets:
        raise _refusal(path, ["it is not a table of teams"])
    return read_titled_rows(document.sheets, column_of, "team")


def _texts(row: Mapping[str, Cell]) -> Row:
    return dict.fromkeys(COLUMNS, "") | {column: text_of(cell) for column, cell in row.items()}
