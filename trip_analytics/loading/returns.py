"""Load returns: files in, tidy tables and the import log out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd
from tqdm import tqdm

from trip_analytics.errors import SourceError
from trip_analytics.import_log import (
    OTHER_TEXT,
    OWN_TABLE,
    PERSONAL_DATA,
    REGISTER_REMARK,
    TEAM_REGISTER,
    Entry,
    Place,
)
from trip_analytics.instruments import Example, Instrument, built_in_instruments
from trip_analytics.loading.about import tell_themes
from trip_analytics.loading.current import Return, decide_current
from trip_analytics.loading.files import Found, Source, find_files, store_among
from trip_analytics.loading.identity import identify
from trip_analytics.loading.one_file import FileRead
from trip_analytics.loading.own_tables import load_own_table, with_registered_teams
from trip_analytics.loading.personal_data import spare_printed_words
from trip_analytics.loading.printed_columns import settle_printed
from trip_analytics.loading.sorted_log import sorted_log
from trip_analytics.loading.source_file import SourceFile
from trip_analytics.loading.workers import Limits, read_files, spread_files
from trip_analytics.returns import Returns
from trip_analytics.tables import BEFORE_MERGERS, SEVERITIES, SURROUNDINGS, TABLES, frame
from trip_analytics.teams import Team, TeamRegister, load_register

Row = dict[str, Any]
Whose = tuple[str | None, int | None]
"""A team and a year, each where known."""

# So many names of unreadable files are given when there is nothing else to say.
FILES_TO_NAME = 3
# What nobody took for a return in the first place.
_NO_FILES_OF_FORMS: Final = frozenset(
    ("left-behind", TEAM_REGISTER.kind, REGISTER_REMARK.kind, OWN_TABLE.kind)
)


def load_returns(
    source: Source | Iterable[Source],
    *,
    teams: Source | None = None,
    year: int | None = None,
    instruments: Sequence[Instrument] = (),
    workers: int | None = None,
    executor: Executor | None = None,
    memory_limit: float = 1000,
    time_limit: float = 20,
) -> Returns:
    """Read every return in a folder, a file, or a list of them; or in a returns store.

    Parameters
    ----------
    source : path, or iterable of paths
        A folder is searched through at any depth. A register called
        ``teams.csv`` or ``teams.xlsx`` at its top is used without being named; so are
        tables called ``innovations`` and ``indicators``, ``.csv`` or ``.xlsx``.
        Of a store, what was imported is taken, with its register and the
        decisions recorded in it; its files are not read again.
    teams : path, optional
        The register of teams (see :func:`trip_analytics.teams.load_register`).
    year : int, optional
        The review year of returns that do not say theirs.
    instruments : sequence of Instrument, optional
        A trust's own, beside the built-in ones.
    workers : int, optional
        Processes to read with: as many as the computer has cores, if not given. With 0
        files are read in this process, one after the other: where no other may be
        started, or in a debugger. Then there are no limits of memory and time, and a
        file that makes a library end the process ends all of it.
    executor : concurrent.futures.Executor, optional
        Where to read instead, 64 files a task: a cluster's, for example. Files are
        found here and must be there under the same path.
    memory_limit : float, default 1000
        Megabytes that reading one file may take. A file that takes more is a row of
        the import log.
    time_limit : float, default 20
        Seconds that reading one file may take, likewise.

    Returns
    -------
    trip_analytics.Returns
        The tidy tables and the import log.

    Raises
    ------
    SourceError
        There is nothing to read, or nothing in it is a return; or ``workers`` is less than 0.
    TeamRegisterError
        The register cannot be used.
    TableError
        A table of innovations or indicators cannot be used.
    StoreError
        The store cannot be read.

    Examples
    --------
    >>> returns = load_returns("data/sample")
    >>> returns.years
    (2022, 2023, 2024, 2025)
    """
    if (store := store_among(source)) is not None:
        from trip_analytics.loading.from_store import load_store  # which assembles as this does

        return load_store(store, teams=teams, year=year, instruments=instruments)
    found = find_files(source)
    register_path = Path(teams) if teams is not None else found.register
    register = load_register(register_path) if register_path else TeamRegister()
    own_tables = load_own_tables(found)
    known = (*instruments, *built_in_instruments())
    results = read_all(
        found.returns(register_path),
        known,
        workers=workers,
        executor=executor,
        limits=Limits(memory_limit, time_limit),
        register=register,
    )
    settle_printed(results)
    placed, log = place_forms(results, register, year)
    log += beside_the_returns(found, register_path, register)
    if not placed:
        raise nothing_read(log)
    decide_current(placed, register)
    return assemble(placed, log, register, known, own_tables)


def beside_the_returns(found: Found, path: Path | None, register: TeamRegister) -> list[Entry]:
    """What was found in the source but not read as a return, and remarks on the register."""
    registers = [file for file in found.files.values() if file.path == path]
    log = found.log + [Entry.of(TEAM_REGISTER, Place(file.name)) for file in registers]
    for table, own in found.own_tables.items():
        named = next(file.name for file in found.files.values() if file.path == own)
        log.append(Entry.of(OWN_TABLE, Place(named), table=table))
    place = Place(registers[0].name if registers else path.name if path else "")
    return log + remarks_on(register, place)


def load_own_tables(found: Found) -> dict[str, pd.DataFrame]:
    """The trust's own tables that stand at the top of a source."""
    return {name: load_own_table(name, path) for name, path in found.own_tables.items()}


def remarks_on(register: TeamRegister, place: Place) -> list[Entry]:
    """What a person should know of the register itself."""
    return [Entry.of(REGISTER_REMARK, place, remark=each) for each in register.remarks]


def read_all(
    files: Sequence[SourceFile],
    instruments: tuple[Instrument, ...],
    *,
    workers: int | None,
    executor: Executor | None,
    limits: Limits,
    register: TeamRegister | None = None,
) -> list[FileRead]:
    """What came of each file, by name, with progress on standard error if it is a terminal."""
    if workers is not None and workers < 0:
        raise SourceError("Give the number of workers as 1 or more, or 0 to read in this process.")
    teams = (*register.names, *register.service_lines) if register is not None else ()
    # What priorities are about is told later, and each form would bring the examples back.
    instruments = tuple(replace(each, examples=()) for each in instruments)
    with tqdm(total=len(files), desc="Reading returns", unit="file", disable=None) as bar:

        def done(result: FileRead) -> None:
            bar.total = (bar.total or 0) + len(result.enclosed)
            bar.update()

        if executor is None:
            read = read_files(
                files,
                instruments,
                workers=(os.cpu_count() or 1) if workers is None else workers,
                limits=limits,
                teams=teams,
                done=done,
            )
        else:
            read = spread_files(files, instruments, executor, limits=limits, teams=teams, done=done)
    return sorted(read, key=lambda result: result.file.name)


def place_forms(
    results: Iterable[FileRead], register: TeamRegister, year: int | None
) -> tuple[list[Return], list[Entry]]:
    """The returns that can go into the tables, and the log, each entry with whose it is."""
    placed: list[Return] = []
    log: list[Entry] = []
    for result in results:
        about: dict[str | None, set[Whose]] = {}
        owned: dict[Entry, Whose] = {}
        aside: set[Entry] = set()
        sheets_aside: set[str | None] = set()
        errors = {entry.sheet for entry in result.log if entry.severity == "error"}
        for form in result.forms:
            doubted = form.sheet in errors
            identity = identify(
                form, result.file.name, register, year, result.forms, doubted=doubted
            )
            whose = (identity.team.team if identity.team else None, identity.year)
            log += [entry.about(*whose) for entry in identity.log]
            if identity.no_return:
                aside.update(form.log)
                sheets_aside.add(form.sheet)
                continue
            about.setdefault(form.sheet, set()).add(whose)
            owned.update((entry, whose) for entry in form.log)
            if identity.placed:
                placed.append(
                    Return(form, identity, result.file.name, result.sha256, result.modified)
                )
        of_file = _only(set().union(*about.values()))
        for entry in result.log:
            if entry in aside:
                continue  # its text stands with the form that was set aside
            of_sheet = _only(about[entry.sheet]) if entry.sheet in about else of_file
            if entry.sheet in sheets_aside and entry.sheet not in about:
                log += _of_no_return(entry)
            else:
                log.append(entry.about(*owned.get(entry, of_sheet)))
    return placed, log


def _of_no_return(entry: Entry) -> list[Entry]:
    """What is left of an entry about a form that is no team's: nobody need be asked."""
    if entry.severity == "note" or entry.kind == PERSONAL_DATA.kind:
        return [entry]
    place = Place(entry.source_file, entry.sheet, entry.cell)
    return [Entry.of(OTHER_TEXT, place, found=entry.found)] if entry.found else []


def _only(whose: set[Whose]) -> Whose:
    """Whose something is, where it can be but one's."""
    return next(iter(whose)) if len(whose) == 1 else (None, None)


def nothing_read(log: Iterable[Entry]) -> SourceError:
    """Say of files in which there is no return why that is so, by what their log says.

    What a person must do comes before what needs nothing; a file is named once for each.
    """
    said = [entry for entry in log if entry.kind not in _NO_FILES_OF_FORMS]
    ranked = sorted(said, key=lambda entry: SEVERITIES.index(entry.severity))
    reasons: dict[str, list[str]] = {}
    for entry in ranked:
        if entry.severity == ranked[0].severity and entry.source_file:
            what = entry.what_to_do.rstrip(".")
            files = reasons.setdefault(what, [])
            if entry.source_file not in files:
                files.append(entry.source_file)
    named = [f"{_named_files(files)} ({what})" for what, files in reasons.items()]
    why = "; ".join(named[:FILES_TO_NAME]) or "there are none but files of the system"
    left = len(named) - FILES_TO_NAME
    more = f"; and {left} more" if left > 0 else ""
    return SourceError(f"No return could be read: {why}{more}.")


def _named_files(files: Sequence[str]) -> str:
    named = ", ".join(files[:FILES_TO_NAME])
    left = len(files) - FILES_TO_NAME
    return f"{named} and {left} more" if left > 0 else named


def assemble(
    placed: Sequence[Return],
    log: list[Entry],
    register: TeamRegister,
    instruments: tuple[Instrument, ...],
    own_tables: Mapping[str, pd.DataFrame] | None = None,
    themes: Iterable[Example] = (),
) -> Returns:
    """The tidy tables of returns whose status is decided, and the log.

    ``own_tables`` are the trust's own, whose teams are found in the register here;
    ``themes`` is what a lead said that priorities are about.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    seen: dict[str, int] = {}
    earlier: list[Row] = []
    for one in placed:
        whole = _return_row(one, seen)
        rows["returns"].append(whole)
        log += [entry.about(whole.get("team"), whole["year"]) for entry in one.log]
        if one.counts_for is not None:
            earlier.append({"return_id": whole["return_id"], **_team_row(one.identity.team)})
        if one.status == "current":
            for table, answers in one.form.rows.items():
                rows[table] += [{**whole, **answer} for answer in answers]
    tell_themes(rows["priorities"], instruments, themes)
    beside: dict[str, pd.DataFrame] = {}
    for name, own in (own_tables or {}).items():
        beside[name], unknown = with_registered_teams(name, own, register)
        log += unknown
    log = sorted_log(spare_printed_words(log))
    rows["import_log"] = [entry.row() for entry in log]
    tables = {name: frame(columns, rows[name]) for name, columns in TABLES.items()}
    around = [entry.row() for entry in log if entry.around]
    return Returns(
        **tables,
        **beside,
        teams=register.table,
        before_mergers=frame(BEFORE_MERGERS, earlier),
        surroundings=frame(SURROUNDINGS, around),
        instruments=instruments,
        published=(),
        secret=None,
    )


def _return_row(one: Return, seen: dict[str, int]) -> Row:
    identity, form = one.identity, one.form
    who = (
        identity.team.team_id
        if identity.team
        else (identity.service_line or identity.organisation or "organisation")
    )
    slug = "-".join(who.casefold().split())
    return_id = f"{form.instrument.instrument_id}:{slug}:{identity.year}:{one.sha256[:8]}"
    seen[return_id] = seen.get(return_id, 0) + 1
    if seen[return_id] > 1:
        return_id = f"{return_id}:{seen[return_id]}"
    return {
        "return_id": return_id,
        "instrument": form.instrument.instrument_id,
        "instrument_version": form.instrument.version,
        "organisation": identity.organisation,
        **_team_row(one.team),
        "service_line": one.service_line,
        "year": identity.year,
        "returned_on": identity.returned_on,
        "source_file": one.source_file,
        "sheet": form.sheet,
        "sha256": one.sha256,
        "status": one.status,
    }


def _team_row(team: Team | None) -> Row:
    return asdict(team) if team is not None else {}
