"""A trust's own tables beside the returns: what teams introduced, and figures by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from trip_analytics.errors import TableError
from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.own_rows import Problems, Row, row_of, settle_periods, with_unit
from trip_analytics.reading import Folder, UnreadableFile, read_document
from trip_analytics.tables import OWN_TABLES, check, frame
from trip_analytics.tables.check import mistakes_in
from trip_analytics.teams import Match, TeamRegister, words_of
from trip_analytics.understanding.periods import possible_periods
from trip_analytics.understanding.tables.titled_rows import (
    columns_by_title,
    missing_columns,
    read_titled_rows,
)
from trip_analytics.understanding.words import vocabulary
from trip_analytics.words import counted, few_listed

OWN_TABLE_NAMES: Final[Mapping[str, Sequence[str]]] = {
    name: (f"{name}.csv", f"{name}.xlsx") for name in OWN_TABLES
}
_MOST_NAMED: Final = 8
_ACROSS: Final = (
    "the periods are in the titles of the columns; give a line for each figure, with the columns "
    "{}, period and value"
)
_BY_TEAM: Final = (
    "outcomes are the whole trust's, because the few people of a team could be recognised; take "
    "the column {} out and add the teams up"
)


def load_own_table(name: str, path: Path) -> pd.DataFrame:
    """One of these tables from a workbook or separated text, checked.

    Raises
    ------
    TableError
        The file cannot be read, lacks columns, or has cells that do not fit; the message
        lists every problem, none with a cell's text.
    """
    try:
        document = read_document(path)
    except UnreadableFile as error:
        raise TableError(f"{path.name!r} cannot be opened. {error.what_to_do}") from error
    columns = OWN_TABLES[name]
    needed = [column.name for column in columns if column.required]
    if isinstance(document, Folder) or not document.sheets:
        raise _refusal(path, [f"it is not a table: give one with the columns {', '.join(needed)}"])
    called = vocabulary("titles").entries["own_tables"]
    known = {column.name for column in columns} | (
        {"team_id", "team"} if name == "outcomes" else set()
    )
    titles = {column: others for column, others in called.items() if column in known}
    read = read_titled_rows(document.sheets, columns_by_title(titles), needed[0])
    problems = Problems([*read.problems, *missing_columns(read.titles, needed)])
    if sum(bool(possible_periods(None, title)) for title in read.titles) > 1:
        problems = Problems([_ACROSS.format(needed[0])])
    if name == "outcomes":
        of_teams = [title for title, of in read.titles.items() if of in ("team_id", "team")]
        problems.add_whole(_BY_TEAM.format(repr(title)) for title in of_teams)
    rows = {}
    if not problems.in_words():
        rows = {line: row_of(line, cells, columns, problems) for line, cells in read.rows.items()}
        _settle(name, rows, problems)
    if said := problems.in_words():
        raise _refusal(path, said)
    table = frame(columns, list(rows.values()))
    if name == "outcomes":
        for mistake, wrong in mistakes_in(table):
            for line, is_wrong in zip(rows, wrong, strict=True):
                if is_wrong:
                    problems.add(line, mistake)
        if said := problems.in_words():
            raise _refusal(path, said)
    return check(name, table)


def summary(name: str, table: pd.DataFrame) -> str:
    """What was read of a table, for the log: which figures, of which periods."""
    about = {"indicators": "indicator", "outcomes": "measure"}.get(name)
    if about is None:
        return counted(len(table), "line")
    said = [
        f"{what}: {counted(rows['month'].nunique(), str(kind).replace('-', ' '))}"
        for (what, kind), rows in table.groupby([about, table["frequency"].fillna("month")])
    ]
    return few_listed(said, _MOST_NAMED)


def with_registered_teams(
    name: str, table: pd.DataFrame, register: TeamRegister
) -> tuple[pd.DataFrame, list[Entry]]:
    """A table with its teams as the register has them, and an entry for each that it lacks."""
    if table.empty:
        return table, []
    if "team_id" not in table:
        return check(name, table), []
    ids = [each for each in table["team_id"].dropna().unique() if register.find(each) is not None]
    by_id = table["team_id"].isin(ids) | table["team"].isna()
    written = table["team_id"].where(by_id).fillna(table["team"])
    found: dict[str, tuple[str, str]] = {}
    log: list[Entry] = []
    for each in written.dropna().unique():
        match: Match | None = register.match(each)
        found[each] = (
            (match.team.team_id, match.team.team) if match else ("-".join(words_of(each)), each)
        )
        if match is None and not register.is_empty:
            likely = register.proposal_for(each)
            proposal = f" Is it {likely}?" if likely else ""
            words = {"table": name, "proposal": proposal}
            log.append(Entry.of("unknown-team-of-table", Place(name), found=each, **words))
    resolved = table.assign(
        team_id=written.map({each: team_id for each, (team_id, _) in found.items()}),
        team=written.map({each: team for each, (_, team) in found.items()}),
    )
    return check(name, resolved), log


def _refusal(path: Path, problems: Sequence[str]) -> TableError:
    heading = f"{path.name!r} cannot be used until this is put right:"
    return TableError.from_problems(heading, problems)


def _settle(name: str, rows: Mapping[int, Row], problems: Problems) -> None:
    """What follows from a whole line, or from several."""
    if name == "indicators":
        for line, row in rows.items():
            with_unit(line, row, problems)
        settle_periods(rows, "indicator", problems)
    elif name == "outcomes":
        settle_periods(rows, "measure", problems)
