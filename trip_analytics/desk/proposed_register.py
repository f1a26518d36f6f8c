"""A copy of the register with the names that it lacks, to be looked over and put in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from trip_analytics.desk.check_workbook import write_workbook
from trip_analytics.reports.model import Column
from trip_analytics.reports.workbook_parts import (
    FlatCell,
    add_cover,
    add_table,
    new_workbook,
    saved,
)
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TEAM_REGISTER
from trip_analytics.teams.load_register import register_of
from trip_analytics.teams.names import name_key
from trip_analytics.teams.register import TeamRegister

_UNKNOWN: Final = "unknown-team"
_MARKED: Final = "FFFFF2CC"  # a light yellow, on which black letters are easy to read


class Proposed(NamedTuple):
    """A name that returns have and the register has not, and which team it may mean."""

    name: str
    likely: str | None
    """One team, several with "or" between, or none."""
    team: str | None
    """The team under which it was put as an alias, where there is one alone."""
    files: str


def proposed_names(returns: Returns) -> list[Proposed]:
    """The names that the import log asks about, by name, each with the team it may mean."""
    register = register_of(returns.teams)
    log = returns.import_log
    unknown = log.loc[log["kind"].eq(_UNKNOWN) & log["found"].notna()]
    found: dict[str, list[dict[str, str]]] = {}
    for row in unknown.to_dict("records"):
        found.setdefault(name_key(str(row["found"])), []).append(
            {"name": str(row["found"]), "used": str(row["used"]), "file": str(row["source_file"])}
        )
    return [_proposed(rows, register) for _, rows in sorted(found.items())]


def _proposed(rows: list[dict[str, str]], register: TeamRegister) -> Proposed:
    name = rows[0]["name"]
    used = register.find(rows[0]["used"])  # where the file's name said which team it is
    likely = used.team if used else register.proposal_for(name)
    team = likely if likely is not None and register.find(likely) else None
    return Proposed(name, likely, team, "\n".join(dict.fromkeys(row["file"] for row in rows)))


def write_proposed_register(returns: Returns, out: Path) -> tuple[Path, int]:
    """Write a copy of the register with the proposed names among the aliases, each marked.

    Without a register, the teams that returned are the start of one. The workbook, which is
    replaced if it is there, and how many names were put in.

    Raises OutputError: the file cannot be written. Then it is as it was before.
    """
    names = proposed_names(returns) if len(returns.teams) else []
    added: dict[str, list[str]] = {}
    for each in names:
        if each.team is not None:
            added.setdefault(each.team, []).append(each.name)
    teams = returns.teams if len(returns.teams) else _teams_returned(returns)
    workbook = new_workbook()
    title = "The register of teams, with names to look over"
    add_cover(
        workbook,
        title,
        (
            "Look over the names under aliases that are marked, and take out those that mean "
            "another team: the worksheet Names says where each was found.",
            "Then use this workbook as the register: call it teams.xlsx, put it at the top of the "
            "folder of returns, and remove the register that was there.",
        ),
    )
    columns = [column.name for column in TEAM_REGISTER]
    table = teams.reindex(columns=columns).astype(object)
    table["aliases"] = [
        "; ".join([*filter(None, [known if isinstance(known, str) else ""]), *added.get(team, [])])
        for team, known in zip(table["team"], table["aliases"], strict=True)
    ]
    rows = [tuple(map(_flat, row)) for row in table.itertuples(index=False, name=None)]
    top = add_table(workbook, "Teams", title, [Column(name) for name in columns], rows)
    sheet = workbook["Teams"]
    for below, team in enumerate(table["team"], top + 1):
        if team in added:
            _mark(sheet.cell(below, columns.index("aliases") + 1))
    titles = ("Name", "Team it may mean", "Put in as an alias", "Files")
    add_table(workbook, "Names", "Names that the register lacks", [*map(Column, titles)],
              list(_listed(names)))  # fmt: skip
    content = saved(workbook, title=title, creator="trip_analytics", subject=title)
    return write_workbook(out, content), sum(map(len, added.values()))


def _listed(names: list[Proposed]) -> Iterator[tuple[FlatCell, ...]]:
    for each in names:
        put_in = "yes" if each.team else "no: choose" if each.likely else "no: is it a new team?"
        yield each.name, each.likely or "", put_in, each.files


def _teams_returned(returns: Returns) -> pd.DataFrame:
    current = returns.returns
    current = current.loc[current["status"].eq("current") & current["team_id"].notna()]
    latest = current.sort_values("year", kind="stable").drop_duplicates("team_id", keep="last")
    return latest.sort_values("team", key=lambda names: names.str.casefold(), kind="stable")


def _flat(value: object) -> FlatCell:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return value if isinstance(value, str) else ""


def _mark(cell: object) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=_MARKED)  # type: ignore[attr-defined] # a cell
