"""What was found in one file, what it was taken for, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from trip_analytics.import_log import Entry
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.loading.assemble import place_forms
from trip_analytics.loading.find_files import find_files, register_near
from trip_analytics.loading.identity import NO_RETURNS
from trip_analytics.loading.load_returns import names_in
from trip_analytics.loading.read_file import FileRead, ReadBy
from trip_analytics.loading.team_and_year import year_asked
from trip_analytics.loading.workers import Limits, read_files
from trip_analytics.settings.load_settings import NO_SETTINGS, Settings
from trip_analytics.teams.load_register import load_register
from trip_analytics.teams.register import TeamRegister
from trip_analytics.understanding import Finding
from trip_analytics.words import counted


def explain_file(
    path: Path,
    *,
    teams: Path | None = None,
    year: int | str | None = None,
    instruments: Sequence[Instrument] = (),
    settings: Settings = NO_SETTINGS,
    workers: int = 1,
) -> list[str]:
    """Say of a file, line by line, what was found in it, what it was taken for, and why.

    A register beside the file, or a folder further up, is used without being named.
    With no ``workers`` it is read in this process: see :func:`load_returns`.

    Raises SourceError: there is no such file.
    Raises TeamRegisterError: the register cannot be used.

    Examples
    --------
    >>> explain_file(Path("data/sample/2022/Alder TRIP 2022.xlsx"))[0]
    'Alder TRIP 2022.xlsx'
    """
    year = year_asked(year)
    files = [replace(file, explained=True) for file in find_files(path).files.values()]
    known_teams = teams if teams is not None else register_near(path)
    register = (
        load_register(known_teams, own_words=settings.words)
        if known_teams is not None
        else TeamRegister()
    )
    known = ReadBy((*instruments, *built_in_instruments()), names_in(register), settings.read_by)
    results = read_files(files, known, workers=workers, limits=Limits(1000, 20))
    lines: list[str] = []
    for result in sorted(results, key=lambda result: result.file.name):
        lines += _lines(result, register, year)
    return lines


def _lines(result: FileRead, register: TeamRegister, year: int | None) -> Iterator[str]:
    yield result.file.name
    sheet: str | None = None
    for finding in result.findings:
        if finding.sheet != sheet:
            sheet = finding.sheet
            yield f"  Sheet {sheet}"
        yield from _of_finding(finding)
    placed, log = place_forms([result], register, year)
    for one in placed:
        owner = one.team.team if one.team else one.service_line or one.identity.organisation or ""
        yield f"  Return of {owner}, {one.identity.year} ({one.form.instrument.instrument_id})"
    for entry in log:
        if entry.kind in NO_RETURNS:
            yield f"  No team's return on sheet {entry.sheet}: {entry.what_to_do}"
    yield from _of_log(log)


def _of_finding(finding: Finding) -> Iterator[str]:
    found = f" {finding.found!r}" if finding.found else ""
    place = f"{finding.at}{found}".strip()
    yield f"    {place}: {finding.taken_for}" if place else f"    {finding.taken_for}"
    yield from (f"      - {why}" for why in finding.why)


def _of_log(log: Sequence[Entry]) -> Iterator[str]:
    """The log in numbers, and each error and warning."""
    graver = [entry for entry in log if entry.severity != "note"]
    counts = Counter(entry.severity for entry in log)
    parts = [counted(counts[kind], kind) for kind in ("error", "warning", "note")]
    yield f"  In the import log: {', '.join(parts)}"
    for entry in sorted(graver, key=lambda entry: entry.severity):
        place = ", ".join(part for part in (entry.sheet, entry.cell) if part)
        yield f"    {entry.severity} {place}: {entry.what_to_do}".replace(" :", ":")
