"""Load returns: files in, tidy tables and the import log out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pandas as pd
from tqdm import tqdm

from trip_analytics.errors import SourceError
from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import Instrument, as_given, built_in_instruments
from trip_analytics.loading.assemble import assemble, place_forms, remarks_on
from trip_analytics.loading.current_return import decide_current
from trip_analytics.loading.find_files import Found, Source, find_files, store_among
from trip_analytics.loading.own_lists import instruments_in, unlike
from trip_analytics.loading.own_tables import load_own_table, summary
from trip_analytics.loading.printed_columns import settle_printed
from trip_analytics.loading.read_file import FileRead, ReadBy, SourceFile
from trip_analytics.loading.stored_returns import load_store
from trip_analytics.loading.team_and_year import year_asked
from trip_analytics.loading.workers import Limits, read_files, spread_files
from trip_analytics.returns import Returns
from trip_analytics.settings.load_settings import Settings, settings_given
from trip_analytics.store.contents import read_instruments
from trip_analytics.store.opening import reading
from trip_analytics.tables.columns import SEVERITIES
from trip_analytics.teams.load_register import load_register
from trip_analytics.teams.register import TeamRegister

# So many names of unreadable files are given when there is nothing else to say.
FILES_TO_NAME = 3
# What nobody took for a return in the first place.
_NO_FILES_OF_FORMS: Final = (
    "left-behind", "team-register", "register-remark", "own-table", "own-list", "settings",
)  # fmt: skip


@contextmanager
def no_cycles() -> Iterator[None]:
    """No search for cycles among the rows of a large import, which have none: a sixteenth of it."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


@no_cycles()
def load_returns(
    source: Source | Iterable[Source],
    *,
    teams: Source | None = None,
    year: int | str | None = None,
    instruments: Sequence[Instrument] = (),
    settings: Settings | Source | None = None,
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
        tables called ``innovations``, ``indicators`` and ``outcomes``, ``.csv`` or ``.xlsx``,
        and the trust's own lists in a folder ``instruments``.
        Of a store, what was imported is taken, with its register and the
        decisions recorded in it; its files are not read again.
    teams : path, optional
        The register of teams (see :func:`trip_analytics.teams.load_register.load_register`).
    year : int or str, optional
        The review year of returns that do not say theirs.
    instruments : sequence of Instrument, optional
        A trust's own, beside the built-in ones.
    settings : path or Settings, optional
        A trust's settings (``trip-analytics.toml``), of which its own words for things are used.
        Those at the top of the source are used without being named.
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
        Seconds that reading one file may take, with the same consequence.

    Returns
    -------
    trip_analytics.Returns
        The tidy tables and the import log.

    Raises
    ------
    SourceError
        There is nothing to read, or nothing in it is a return (with a register and no form yet,
        the returns are empty); or ``workers`` is less than 0.
    InstrumentError
        A list in the folder ``instruments`` cannot be used, or two lists have one id.
    TeamRegisterError
        The register cannot be used.
    SettingsError
        The settings cannot be used.
    TableError
        A table of innovations, indicators or outcomes cannot be used.
    StoreError
        The store cannot be read.

    Examples
    --------
    >>> returns = load_returns("data/sample")
    >>> returns.years
    (2022, 2023, 2024, 2025)
    """
    year = year_asked(year)
    if (store := store_among(source)) is not None:
        words = settings_given(settings).words
        return load_store(store, teams=teams, year=year, instruments=instruments, own_words=words)
    found = find_files(source)
    chosen = settings_for(found, settings)
    register_path = Path(teams) if teams is not None else found.register
    register = (
        load_register(register_path, own_words=chosen.words) if register_path else TeamRegister()
    )
    own_tables = load_own_tables(found)
    known = (*with_lists_of(found, instruments), *built_in_instruments())
    results = read_all(
        found.returns(register_path, chosen),
        ReadBy(known, names_in(register), chosen.read_by),
        workers=workers,
        executor=executor,
        limits=Limits(memory_limit, time_limit),
    )
    settle_printed(results)
    placed, log = place_forms(results, register, year)
    log += beside_the_returns(found, register_path, register, chosen, own_tables)
    if not placed and (register.is_empty or not _only_begun(log)):
        raise nothing_read(log)
    decide_current(placed, register)
    return assemble(placed, log, register, known, own_tables)


def settings_for(found: Found, given: Settings | Source | None) -> Settings:
    """The settings that are given, or those at the top of a source."""
    return settings_given(found.settings if given is None else given)


def beside_the_returns(
    found: Found,
    path: Path | None,
    register: TeamRegister,
    settings: Settings,
    own_tables: Mapping[str, pd.DataFrame],
) -> list[Entry]:
    """What was found in the source but not read as a return, and remarks on the register."""
    registers = [file for file in found.files.values() if file.path == path]
    log = found.log + [Entry.of("team-register", Place(file.name)) for file in registers]
    log += [Entry.of("settings", Place(name)) for name in found.of_settings(settings)]
    for table, own in found.own_tables.items():
        named = next(file.name for file in found.files.values() if file.path == own)
        read = summary(table, own_tables[table])
        log.append(Entry.of("own-table", Place(named), used=read, table=table))
    log += [
        Entry.of("own-list", Place(file.name))
        for file in found.files.values()
        if found.holds_lists(file.path)
    ]
    place = Place(registers[0].name if registers else path.name if path else "")
    return log + remarks_on(register, place)


def lists_of(source: Source | Iterable[Source]) -> Sequence[Instrument]:
    """The trust's own lists that are in a store, or in the folders for them."""
    if (store := store_among(source)) is None:
        return with_lists_of(find_files(source), ())
    with reading(store) as connection:
        return read_instruments(connection)


def with_lists_of(found: Found, instruments: Sequence[Instrument]) -> list[Instrument]:
    """The trust's own lists: those that were given, and those in the folders for them."""
    named = [(f"instruments={one.instrument_id}", one) for one in as_given(instruments)]
    for folder in found.own_lists:
        named += [(f"{folder.name}/{one.source}", one) for one in instruments_in(folder)]
    return unlike(named)


def load_own_tables(found: Found) -> dict[str, pd.DataFrame]:
    """The trust's own tables, which are at the top of a source."""
    return {name: load_own_table(name, path) for name, path in found.own_tables.items()}


def names_in(register: TeamRegister) -> tuple[str, ...]:
    """The names of teams and of service lines that forms may be read by."""
    return (*register.names, *register.service_lines)


class _Progress(tqdm):  # type: ignore[type-arg] # tqdm takes none when it runs
    """Progress without a thread of its own, beside which no process would be forked to draw."""

    monitor_interval = 0


def read_all(
    files: Sequence[SourceFile],
    known: ReadBy,
    *,
    workers: int | None,
    limits: Limits,
    executor: Executor | None = None,
) -> list[FileRead]:
    """What came of each file, by name, with progress on standard error if it is a terminal."""
    if workers is not None and workers < 0:
        raise SourceError("Give the number of workers as 1 or more, or 0 to read in this process.")
    # Priorities are matched later, and each form would bring the examples back.
    known = known._replace(
        instruments=tuple(replace(each, examples=()) for each in known.instruments)
    )
    with _Progress(total=len(files), desc="Reading returns", unit="file", disable=None) as bar:

        def done(result: FileRead) -> None:
            bar.total = (bar.total or 0) + len(result.enclosed)
            bar.update()

        if executor is None:
            read = read_files(
                files,
                known,
                workers=(os.cpu_count() or 1) if workers is None else workers,
                limits=limits,
                done=done,
            )
        else:
            read = spread_files(files, known, executor, limits=limits, done=done)
    return sorted(read, key=lambda result: result.file.name)


def _only_begun(log: Iterable[Entry]) -> bool:
    """Whether nothing is wrong with any file: no form has come back yet."""
    return all(entry.severity == "note" or entry.kind in _NO_FILES_OF_FORMS for entry in log)


def nothing_read(log: Iterable[Entry]) -> SourceError:
    """Say of files in which there is no return why that is so, by what their log says.

    What a person must do comes before what needs nothing; a file is named once for each.
    """
    said = [entry for entry in log if entry.kind not in _NO_FILES_OF_FORMS]
    ranked = sorted(said, key=lambda entry: SEVERITIES.index(entry.severity))
    reasons: dict[str, list[str]] = {}
    for entry in ranked:
        if entry.severity == ranked[0].severity and entry.source_file:
            what = entry.what_to_do.rstrip(".").removeprefix("Nothing to do: ")
            files = reasons.setdefault(what, [])
            if entry.source_file not in files:
                files.append(entry.source_file)
    named = [f"{_named_files(files)} ({what})" for what, files in reasons.items()]
    why = "; ".join(named[:FILES_TO_NAME]) or "there is no form yet"
    left = len(named) - FILES_TO_NAME
    more = f"; and {left} more" if left > 0 else ""
    if ranked and ranked[0].severity == "note":  # nothing is wrong with these files
        more += ": name the folder or file that the returns are in"
    return SourceError(f"No return could be read: {why}{more}.")


def _named_files(files: Sequence[str]) -> str:
    named = ", ".join(files[:FILES_TO_NAME])
    left = len(files) - FILES_TO_NAME
    return f"{named} and {left} more" if left > 0 else named
