"""Load returns: files in, tidy tables and the import log out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tqdm import tqdm

from trip_analytics.errors import SourceError
from trip_analytics.import_log import (
    FAULT,
    NOT_A_RETURN,
    NOT_OPENED,
    TEAM_REGISTER,
    Entry,
    Kind,
    Place,
)
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.loading.current import Return, decide_current
from trip_analytics.loading.files import Source, SourceFile, find_files
from trip_analytics.loading.identity import identify
from trip_analytics.reading import Folder, UnreadableFile, read_document
from trip_analytics.tables import TABLES, Returns, frame
from trip_analytics.teams import TeamRegister, load_register
from trip_analytics.understanding import Form, Understanding

Row = dict[str, Any]

# So many names of unreadable files are given when there is nothing else to say.
FILES_TO_NAME = 3


@dataclass(slots=True)
class _FileRead:
    """What came of one file."""

    file: SourceFile
    sha256: str = ""
    modified: float = 0.0
    forms: list[Form] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)


def load_returns(
    source: Source | Iterable[Source],
    *,
    teams: Source | None = None,
    year: int | None = None,
    instruments: Sequence[Instrument] = (),
    workers: int = 1,
) -> Returns:
    """Read every return in a folder, a file, or a list of them.

    Parameters
    ----------
    source : path, or iterable of paths
        A folder is searched through at any depth. A register called
        ``teams.csv`` or ``teams.xlsx`` at its top is used without being named.
    teams : path, optional
        The register of teams (see :func:`trip_analytics.teams.load_register`).
    year : int, optional
        The review year of returns that do not say theirs.
    instruments : sequence of Instrument, optional
        A trust's own, beside the built-in ones.
    workers : int, default 1
        Processes to read with. A script that asks for more than one must keep
        its own code behind ``if __name__ == "__main__":``.

    Returns
    -------
    trip_analytics.Returns
        The tidy tables and the import log.

    Raises
    ------
    SourceError
        There is nothing to read, or nothing in it is a return.
    TeamRegisterError
        The register cannot be used.

    Examples
    --------
    >>> returns = load_returns("data/sample")
    >>> returns.years
    (2022, 2023, 2024, 2025)
    """
    files, found_register = find_files(source)
    register_path = Path(teams) if teams is not None else found_register
    register = load_register(register_path) if register_path else TeamRegister()
    known = (*instruments, *built_in_instruments())
    results = [
        _register_read(file) if register_path and file.path == register_path else None
        for file in files
    ]
    to_read = [file for file, result in zip(files, results, strict=True) if result is None]
    read = {result.file: result for result in _read_all(to_read, known, workers)}
    in_order = [result or read[file] for file, result in zip(files, results, strict=True)]
    placed, log = _place(in_order, register, year)
    if not placed:
        raise _nothing_read(in_order)
    decide_current(placed)
    return _assemble(placed, log, register, known)


def _register_read(file: SourceFile) -> _FileRead:
    return _FileRead(file, log=[Entry.of(TEAM_REGISTER, Place(file.name))])


def _read_all(
    files: Sequence[SourceFile], instruments: tuple[Instrument, ...], workers: int
) -> Iterator[_FileRead]:
    """Read the files, with progress on standard error where that is a terminal."""
    read = partial(_read_file, instruments=instruments)
    bar = partial(tqdm, total=len(files), desc="Reading returns", unit="file", disable=None)
    if workers <= 1 or len(files) < 2:
        yield from bar(map(read, files))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from bar(pool.map(read, files, chunksize=8))


@cache
def _understanding(instruments: tuple[Instrument, ...]) -> Understanding:
    return Understanding(instruments)


def _read_file(file: SourceFile, instruments: tuple[Instrument, ...]) -> _FileRead:
    result = _FileRead(file)
    place = Place(file.name)
    try:
        document = read_document(file.path)
        if isinstance(document, Folder):
            raise UnreadableFile("not-readable-yet", "It is an archive: unpack it into the folder.")
        result.sha256 = document.sha256
        result.modified = file.path.stat().st_mtime
        result.forms, result.log = _understanding(instruments).understand(document, file.name)
    except UnreadableFile as refusal:
        kind = Kind(refusal.kind, refusal.severity, "{what_to_do}")
        result.log.append(Entry.of(kind, place, what_to_do=refusal.what_to_do))
    except OSError:
        result.log.append(Entry.of(NOT_OPENED, place))
    except Exception:  # noqa: BLE001 # one bad file is a row of the log, never a failed import
        result.log.append(Entry.of(FAULT, place))
    else:
        if not result.forms:
            result.log.append(Entry.of(NOT_A_RETURN, place))
    return result


def _place(
    results: Iterable[_FileRead], register: TeamRegister, year: int | None
) -> tuple[list[Return], list[Entry]]:
    """The returns that can go into the tables, and the log, each entry with whose it is."""
    placed: list[Return] = []
    log: list[Entry] = []
    for result in results:
        about: dict[str | None, tuple[str | None, int | None]] = {}
        for form in result.forms:
            identity = identify(form, result.file.name, register, year)
            whose = (identity.team.team if identity.team else None, identity.year)
            about[form.sheet] = whose
            log += [entry.about(*whose) for entry in identity.log]
            if identity.placed:
                placed.append(
                    Return(form, identity, result.file.name, result.sha256, result.modified)
                )
        only = next(iter(about.values())) if len(set(about.values())) == 1 else (None, None)
        log += [entry.about(*about.get(entry.sheet, only)) for entry in result.log]
    return placed, log


def _nothing_read(results: Sequence[_FileRead]) -> SourceError:
    reasons = [
        f"{result.file.name} ({result.log[0].what_to_do.rstrip('.')})"
        for result in results
        if result.log and result.log[0].severity == "error"
    ]
    named = "; ".join(reasons[:FILES_TO_NAME]) or "there are none but files of the system"
    more = f"; and {len(reasons) - FILES_TO_NAME} more" if len(reasons) > FILES_TO_NAME else ""
    return SourceError(f"No return could be read: {named}{more}.")


def _assemble(
    placed: Sequence[Return],
    log: list[Entry],
    register: TeamRegister,
    instruments: tuple[Instrument, ...],
) -> Returns:
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    seen: dict[str, int] = {}
    for one in placed:
        whole = _return_row(one, seen)
        rows["returns"].append(whole)
        log += [entry.about(whole["team"], whole["year"]) for entry in one.log]
        if one.status == "current":
            for table, answers in one.form.rows.items():
                rows[table] += [{**whole, **answer} for answer in answers]
    rows["import_log"] = [entry.row() for entry in log]
    tables = {name: frame(columns, rows[name]) for name, columns in TABLES.items()}
    return Returns(**tables, teams=register.table, instruments=instruments)


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
        "team_id": identity.team.team_id if identity.team else None,
        "team": identity.team.team if identity.team else None,
        "service_line": identity.service_line,
        "team_type": identity.team.team_type if identity.team else None,
        "year": identity.year,
        "returned_on": identity.returned_on,
        "source_file": one.source_file,
        "sheet": form.sheet,
        "sha256": one.sha256,
        "status": one.status,
    }
