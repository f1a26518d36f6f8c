"""From what a store holds to the tidy tables: as from files, with the decisions on top."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pandas as pd

from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.loading.apply_decisions import (
    apply_decisions,
    decided_examples,
    is_about,
    lapsed,
    log_lapsed,
    without_settled,
)
from trip_analytics.loading.assemble import Row, assemble, place_forms, remarks_on
from trip_analytics.loading.current_return import decide_current
from trip_analytics.loading.find_files import Source
from trip_analytics.loading.placed_return import Return
from trip_analytics.loading.printed_columns import settle_printed
from trip_analytics.loading.read_file import FileRead, SourceFile
from trip_analytics.loading.team_and_year import year_asked
from trip_analytics.returns import PublishedYear, Returns
from trip_analytics.store.contents import Contents, StoredFile, read_contents, read_instruments
from trip_analytics.store.opening import reading
from trip_analytics.store.records import Decision, read_publications, read_secret
from trip_analytics.store.tidy_tables import STORED, are_of_this_version, read_table, read_tables
from trip_analytics.teams.load_register import load_register, register_of
from trip_analytics.teams.register import TeamRegister
from trip_analytics.understanding import Form

CHANGED_SINCE: Final = "the file was changed since"
REGISTER: Final = "the register"
"""The place of what is remarked on the register, which is renewed with it."""


def load_store(
    store: Source,
    *,
    teams: Source | None = None,
    year: int | str | None = None,
    instruments: Sequence[Instrument] = (),
    own_words: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Returns:
    """The returns in a store, as they were last imported and decided upon.

    With another register, or a year for returns that do not say theirs, what the forms
    say is assembled again; the store stays as it is. ``own_words`` are a trust's own for the
    columns of that register.
    """
    year = year_asked(year)
    with reading(store) as connection:
        if teams is None and year is None:
            own = (*instruments, *read_instruments(connection))
            known = (*_distinct(own), *built_in_instruments())
            returns = Returns(
                **stored_tables(connection),
                instruments=known,
                published=(),
                secret=None,
                part_of_trust=False,
            )
            return with_published(connection, returns)
        nothing = with_published(connection, Returns())
        contents = read_contents(connection)
        register = register_of(read_table(connection, "teams"))
    contents.instruments = _distinct((*instruments, *contents.instruments))
    if teams is not None:
        register = load_register(Path(teams), own_words=own_words)
        contents.files = [file for file in contents.files if file.path != REGISTER]
        remarks = remarks_on(register, Place(Path(teams).name))
        contents.files.append(StoredFile("", "", REGISTER, beside=True, log=remarks))
    returns = assemble_contents(contents, register, year)
    return replace(returns, published=nothing.published, secret=nothing.secret)


def with_published(connection: sqlite3.Connection, returns: Returns) -> Returns:
    """The same returns with the years that were published from their store and not withdrawn."""
    published = tuple(
        PublishedYear(each.year, each.published_at, each.figures, each.documents)
        for each in read_publications(connection)
        if each.stands
    )
    return replace(returns, published=published, secret=read_secret(connection))


def stored_tables(connection: sqlite3.Connection) -> dict[str, pd.DataFrame]:
    """The tables in a store; worked out here where another version of this program wrote them."""
    if are_of_this_version(connection):
        return read_tables(connection)
    register = register_of(read_table(connection, "teams"))
    returns = assemble_contents(read_contents(connection), register)
    return {name: getattr(returns, name) for name in STORED}


def _distinct(instruments: Sequence[Instrument]) -> tuple[Instrument, ...]:
    by_id = {instrument.instrument_id: instrument for instrument in reversed(instruments)}
    return tuple(reversed(by_id.values()))


def assemble_contents(
    contents: Contents, register: TeamRegister, year: int | None = None
) -> Returns:
    """The tidy tables of all that a store holds.

    What has since been replaced by another content of the same file is history: it
    counts only if it was another return than the one now found there.
    """
    standing = [decision for decision in contents.decisions if decision.stands]
    placed: list[Return] = []
    log: list[Entry] = []
    beside: list[Entry] = []
    aside: list[Return] = []
    former: list[tuple[StoredFile, list[Return], list[Entry]]] = []
    answered: list[tuple[Form, dict[str, list[Row]]]] = []
    settle_printed([_as_read(file) for file in contents.files if not file.replaced])
    for file in contents.files:
        if file.beside:
            beside += [] if file.replaced else file.log
            continue
        said = [form.rows for form in file.forms]
        found, entries = _place(file, standing, register, year)
        for form, rows in zip(file.forms, said, strict=True):
            if form.rows is not rows:
                answered.append((form, form.rows))
                form.rows = rows  # which return counts is decided by what the forms themselves say
        out = [one for one in found if _is_set_aside(one, file, standing)]
        aside += out
        found = [one for one in found if one not in out]
        if file.replaced:
            former.append((file, found, entries))
        else:
            placed += found
            log += entries
    history = _history(former, placed, {f.name: f.path for f in contents.files if not f.replaced})
    placed += history.still_current
    log += history.log
    decide_current(placed, register)
    for one in history.still_current:
        one.log.append(Entry.of("former-content", one.place))
    for one in aside:
        one.status = "superseded"
    for form, rows in answered:
        form.rows = rows
    everything = [*placed, *aside, *history.superseded]
    log += beside
    log_lapsed(log, lapsed(standing, everything))
    themes = decided_examples(contents.files, standing)
    return assemble(everything, log, register, contents.instruments, contents.own_tables, themes)


def _place(
    file: StoredFile, standing: Sequence[Decision], register: TeamRegister, year: int | None
) -> tuple[list[Return], list[Entry]]:
    own = [each for each in standing if each.source_file == file.name]
    apply_decisions(file, own)
    given = file.year if file.year is not None else year
    found, entries = place_forms([_as_read(file)], register, given)
    return found, without_settled(entries, file, own)


def _as_read(file: StoredFile) -> FileRead:
    """A stored file as it was when it was read."""
    source = SourceFile(Path(file.path), file.name)
    return FileRead(source, file.sha256, file.modified, file.forms, file.log)


def _is_set_aside(one: Return, file: StoredFile, standing: Sequence[Decision]) -> bool:
    return any(
        decision.kind == "set-aside" and is_about(decision, file, one.form) for decision in standing
    )


@dataclass
class _History:
    """What earlier contents of files still mean."""

    still_current: list[Return] = field(default_factory=list)
    superseded: list[Return] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)


def _history(
    former: Sequence[tuple[StoredFile, list[Return], list[Entry]]],
    placed: Sequence[Return],
    paths: Mapping[str, str],
) -> _History:
    """Which of the returns that files held earlier still count: those of which there is no newer.

    ``paths`` are the places of the files that are there now, by their names.
    """
    history = _History()
    by_key = {one.key(): one for one in placed}
    by_path: dict[str, list[Return]] = {}
    for one in placed:
        by_path.setdefault(paths[one.source_file], []).append(one)
    for file, returns, entries in former:
        now = by_path.get(file.path, [])
        stays = False
        for one in returns:
            answers = one.answers.everything
            same = next((other for other in now if other.answers.everything == answers), None)
            newer = by_key.get(one.key(), same)
            if newer is None:
                history.still_current.append(one)
                stays = True
                continue
            one.status = "superseded"
            history.superseded.append(one)
            if newer.answers.everything != answers:
                words = {"other": newer.source_file, "reason": CHANGED_SINCE, "also": ""}
                one.log.append(Entry.of("superseded-return", one.place, **words))
        if stays:
            history.log += entries
    return history
