"""Import returns into a store."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from trip_analytics.errors import SourceError
from trip_analytics.import_log import Entry
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.loading.find_files import Source, find_files, known_among, reader_of
from trip_analytics.loading.load_returns import (
    beside_the_returns,
    load_own_tables,
    names_in,
    no_cycles,
    nothing_read,
    read_all,
    settings_for,
    with_lists_of,
)
from trip_analytics.loading.read_file import FileRead, ReadBy, SourceFile
from trip_analytics.loading.stored_returns import (
    REGISTER,
    assemble_contents,
    stored_tables,
    with_published,
)
from trip_analytics.loading.team_and_year import year_asked
from trip_analytics.loading.workers import Limits
from trip_analytics.returns import Returns
from trip_analytics.settings.load_settings import Settings
from trip_analytics.store.contents import (
    Files,
    StoredFile,
    read_contents,
    read_instruments,
    read_readers,
    write_instruments,
)
from trip_analytics.store.opening import check_place, is_store, writing
from trip_analytics.store.records import Run, add_run, finish_run
from trip_analytics.store.serialise import writable
from trip_analytics.store.tidy_tables import are_of_this_version, read_table, write_tables
from trip_analytics.teams.load_register import load_register, register_of
from trip_analytics.teams.register import TeamRegister


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and the returns that the store now holds."""

    returns: Returns
    run: Run


@no_cycles()
def import_returns(
    source: Source | Iterable[Source],
    *,
    store: Source,
    teams: Source | None = None,
    year: int | str | None = None,
    instruments: Sequence[Instrument] = (),
    settings: Settings | Source | None = None,
    workers: int | None = None,
    memory_limit: float = 1000,
    time_limit: float = 20,
) -> Imported:
    """Read every return in a folder, a file, or a list of them into a returns store.

    The same files imported again change nothing. What a corrected file replaces is
    kept, and counts no longer. The store is as it was until all is read, and then takes
    everything or nothing.

    Parameters
    ----------
    source : path, or iterable of paths
        As for :func:`trip_analytics.load_returns`.
    store : path
        The store, which is made if there is none. Its folder must be there.
    teams : path, optional
        The register of teams, kept in the store for all its returns. Without one, and
        without one at the top of the source, that of the last import stays, as do tables
        of innovations, of indicators and of outcomes.
    year : int or str, optional
        The review year of returns that do not say theirs.
    instruments : sequence of Instrument, optional
        A trust's own, beside the built-in ones, those in the source's folder ``instruments``
        and those of earlier imports.
    settings : path or Settings, optional
        A trust's settings, as for :func:`trip_analytics.load_returns`.
    workers, memory_limit, time_limit
        As for :func:`trip_analytics.load_returns`.

    Returns
    -------
    Imported
        ``returns``, all that the store now holds, and ``run``, how many were new.

    Raises
    ------
    SourceError
        There is nothing to read, or nothing in it is a form.
    StoreError
        The store cannot be written.
    InstrumentError
        A list in the folder ``instruments`` cannot be used, or two lists have one id.
    TeamRegisterError
        The register cannot be used.
    SettingsError
        The settings cannot be used.
    TableError
        A table of innovations, indicators or outcomes cannot be used.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     store = Path(folder, "returns.store")
    ...     first = import_returns("data/sample/2025", store=store)
    ...     again = import_returns("data/sample/2025", store=store)
    >>> again.run.new, again.run.unchanged == first.run.new
    (0, True)
    """
    year = year_asked(year)
    sources = [source] if isinstance(source, str | os.PathLike) else list(source)
    for path in sources:
        if is_store(path):
            raise SourceError(f"{path} is a returns store already: import the forms themselves.")
    found = find_files(sources)
    chosen = settings_for(found, settings)
    own_lists = with_lists_of(found, instruments)
    before = _before(Path(store), own_lists)
    register_path = Path(teams) if teams is not None else found.register
    register = load_register(register_path, own_words=chosen.words) if register_path else None
    own_tables = load_own_tables(found)
    read_by = ReadBy(before.instruments, names_in(register or before.register), chosen.read_by)
    reader = reader_of(read_by)

    def read(files: Iterable[SourceFile]) -> list[FileRead]:
        return read_all(
            list(files),
            read_by,
            workers=workers,
            limits=Limits(memory_limit, time_limit),
        )

    sources_by_name = {file.name: file for file in found.returns(register_path, chosen)}
    known = known_among(sources_by_name.values(), before.readers, reader)
    results = read(file for name, file in sources_by_name.items() if name not in known)
    if not known and not any(result.forms for result in results):
        raise nothing_read(entry for result in results for entry in result.log)
    roots = [Path(path).absolute() for path in sources]
    beside = beside_the_returns(
        found, register_path, register or TeamRegister(), chosen, own_tables
    )
    at = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    with writing(store) as connection:
        readers = read_readers(connection)
        # Another import may have read some of them by something else meanwhile.
        lost = [name for name, sha256 in known.items() if readers.get((name, sha256)) != reader]
        results += read(sources_by_name[name] for name in lost)
        again = [
            FileRead(sources_by_name[name], sha256)
            for name, sha256 in known.items()
            if name not in lost
        ]
        tables = stored_tables(connection)
        run_id = add_run(
            connection, at, version("trip-analytics"), [writable(root.as_posix()) for root in roots]
        )
        write_instruments(connection, {one.instrument_id: one for one in own_lists})
        renewed = _keep(
            Files(connection, run_id),
            [_stored(each, year, reader) for each in results if each.log or not each.enclosed]
            + _beside(beside, roots),
            [_stored(each, year, reader) for each in again],
            roots,
            new_register=register is not None,
        )
        teams_now = register or register_of(read_table(connection, "teams"))
        contents = read_contents(connection)
        contents.own_tables |= own_tables
        returns = with_published(connection, assemble_contents(contents, teams_now))
        changed = any(not table.equals(getattr(returns, name)) for name, table in tables.items())
        if changed or not are_of_this_version(connection):
            write_tables(connection, returns)
        files = len(results) + len(again)
        run = _counted(tables["returns"], returns.returns, files=files, renewed=renewed)
        finish_run(connection, run_id, run)
    return Imported(returns, run)


class _Before(NamedTuple):
    """What an import needs to know of the store that it adds to."""

    instruments: tuple[Instrument, ...]
    register: TeamRegister
    readers: Mapping[tuple[str, str], str | None]
    """By what each file was read, by its name and its fingerprint."""


def _before(store: Path, given: Sequence[Instrument]) -> _Before:
    """The instruments to read by, the register of the last import, and the files read before.

    A store that cannot be written is refused before any reading.
    """
    check_place(store)
    if not store.exists():
        return _Before((*given, *built_in_instruments()), TeamRegister(), {})
    with writing(store) as connection:
        earlier = read_instruments(connection)
        register = register_of(read_table(connection, "teams"))
        readers = read_readers(connection)
    names = {instrument.instrument_id for instrument in given}
    kept = [instrument for instrument in earlier if instrument.instrument_id not in names]
    return _Before((*given, *kept, *built_in_instruments()), register, readers)


def _stored(result: FileRead, year: int | None, reader: str) -> StoredFile:
    return StoredFile(
        result.file.name,
        result.sha256,
        writable(result.file.path.absolute().as_posix()),
        result.modified,
        year,
        reader,
        forms=result.forms,
        log=result.log,
    )


def _beside(log: Sequence[Entry], roots: Sequence[Path]) -> list[StoredFile]:
    """What is no file to read, each under the place where it was found."""
    by_place: dict[tuple[str, str], StoredFile] = {}
    for entry in log:
        name = entry.source_file
        places = (root if root.is_file() else root / name for root in roots)
        path = writable(next((place for place in places if place.exists()), Path(name)).as_posix())
        if entry.kind == "register-remark":
            path = REGISTER
        file = StoredFile(name, "", path, beside=True)
        by_place.setdefault((name, path), file).log.append(entry)
    return list(by_place.values())


def _keep(
    kept: Files,
    read: Sequence[StoredFile],
    again: Sequence[StoredFile],
    roots: Sequence[Path],
    *,
    new_register: bool,
) -> set[tuple[str, str]]:
    """Bring what was read into the store; which files say something else than before.

    ``again`` are files that the store has, and that were not read again.
    """
    renewed = {(file.name, file.sha256) for file in read if kept.keep(file)}
    renewed |= {(file.name, file.sha256) for file in again if kept.keep_as_before(file)}
    files = (*read, *again)
    keys = {file.key for file in files}
    paths = {file.path for file in files} | ({REGISTER} if new_register else set())
    contents = {file.sha256 for file in files}
    for file in kept.live():
        if file.key in keys:
            continue
        path = Path(file.path)
        gone = any(path.is_relative_to(root) for root in roots) and (
            # What had a form stays in the store when its file is put away; not when it was renamed.
            not file.has_forms or (file.sha256 in contents and not path.exists())
        )
        if file.path in paths or gone:
            kept.mark_replaced(file)
    return renewed


def _counted(
    before: pd.DataFrame, after: pd.DataFrame, *, files: int, renewed: set[tuple[str, str]]
) -> Run:
    """What an import changed, by what each return was and is."""
    were, are = _by_place(before), _by_place(after)
    both = {place: (were[place], row) for place, row in are.items() if place in were}
    about = [name for name in before.columns if name not in ("return_id", "status")]
    changed = renewed | {
        place[:2] for place, (old, new) in both.items() if any(old[n] != new[n] for n in about)
    }
    return Run(
        files=files,
        new=len(are) - len(both),
        unchanged=sum(old["status"] == new["status"] for old, new in both.values()),
        superseded=sum(old["status"] == "current" != new["status"] for old, new in both.values()),
        renewed=len(changed),
    )


def _by_place(returns: pd.DataFrame) -> dict[tuple[Any, ...], dict[Hashable, Any]]:
    """The rows of the returns by file, sheet and instrument: the team may change."""
    plain = returns.astype(object).where(returns.notna(), None)
    rows: dict[tuple[Any, ...], dict[Hashable, Any]] = {}
    for row in plain.to_dict("records"):
        place = tuple(row[name] for name in ("source_file", "sha256", "sheet", "instrument"))
        nth = 0
        while (*place, nth) in rows:
            nth += 1
        rows[*place, nth] = row
    return rows
