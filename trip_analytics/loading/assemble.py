"""Forms become returns, and returns the tidy tables: the same from files as from a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import Example, Instrument
from trip_analytics.loading.current_return import Return
from trip_analytics.loading.identity import identify
from trip_analytics.loading.own_tables import with_registered_teams
from trip_analytics.loading.read_file import FileRead
from trip_analytics.loading.readable_log import readable
from trip_analytics.returns import Returns
from trip_analytics.tables.check import frame
from trip_analytics.tables.columns import BEFORE_MERGERS, SURROUNDINGS, TABLES
from trip_analytics.teams.register import Team, TeamRegister
from trip_analytics.understanding import Form, normalise
from trip_analytics.understanding.matching.priority_themes import Theme, theme_matchers

Row = dict[str, Any]
TeamAndYear = tuple[str | None, int | None]
"""A team and a year, each where known."""


def place_forms(
    results: Iterable[FileRead], register: TeamRegister, year: int | None
) -> tuple[list[Return], list[Entry]]:
    """The returns that can go into the tables, and the log, each entry with its team and year."""
    placed: list[Return] = []
    log: list[Entry] = []
    for result in results:
        on_sheet: dict[str | None, set[TeamAndYear]] = {}
        of_entry: dict[Entry, TeamAndYear] = {}
        aside: set[Entry] = set()
        sheets_aside: set[str | None] = set()
        errors = {entry.sheet for entry in result.log if entry.severity == "error"}
        for form in result.forms:
            doubted = form.sheet in errors
            identity = identify(
                form, result.file.name, register, year, result.forms, doubted=doubted
            )
            its_own = (identity.team.team if identity.team else None, identity.year)
            log += [entry.about(*its_own) for entry in identity.log]
            if identity.no_return:
                aside.update(form.log)
                sheets_aside.add(form.sheet)
                continue
            on_sheet.setdefault(form.sheet, set()).add(its_own)
            of_entry.update((entry, its_own) for entry in form.log)
            if identity.placed:
                placed.append(
                    Return(form, identity, result.file.name, result.sha256, result.modified)
                )
        of_file = _only(set().union(*on_sheet.values()))
        for entry in result.log:
            if entry in aside:
                continue  # the form that was set aside has its text
            of_sheet = _only(on_sheet[entry.sheet]) if entry.sheet in on_sheet else of_file
            if entry.sheet in sheets_aside and entry.sheet not in on_sheet:
                log += _of_no_return(entry)
            else:
                team, of_year = of_entry.get(entry, of_sheet)
                log.append(entry.about(_named(entry, register) or team, of_year))
    return placed, log


def _of_no_return(entry: Entry) -> list[Entry]:
    """What remains of an entry about a form that is not a team's: nobody has to be asked."""
    if entry.severity == "note" or entry.kind == "personal-data":
        return [entry]
    place = Place(entry.source_file, entry.sheet, entry.cell)
    return [Entry.of("other-text", place, found=entry.found)] if entry.found else []


def _only(possible: set[TeamAndYear]) -> TeamAndYear:
    """The team and the year, each where there is only one possibility."""
    teams, years = {team for team, _ in possible}, {year for _, year in possible}
    return (
        next(iter(teams)) if len(teams) == 1 else None,
        next(iter(years)) if len(years) == 1 else None,
    )


def _named(entry: Entry, register: TeamRegister) -> str | None:
    """The team that an entry names itself, as the register spells it."""
    match = register.match(entry.team) if entry.team else None
    return match.team.team if match else entry.team


def remarks_on(register: TeamRegister, place: Place) -> list[Entry]:
    """What a person should know of the register itself."""
    return [Entry.of("register-remark", place, remark=each) for each in register.remarks]


def assemble(
    placed: Sequence[Return],
    log: list[Entry],
    register: TeamRegister,
    instruments: tuple[Instrument, ...],
    own_tables: Mapping[str, pd.DataFrame] | None = None,
    themes: Iterable[Example] = (),
) -> Returns:
    """The tidy tables of returns whose status is decided, and the log.

    ``own_tables`` are the trust's own tables; their teams are looked up in the register here.
    ``themes`` are the priorities of which a lead has said what they are about.
    """
    rows: dict[str, list[Row]] = {name: [] for name in (*TABLES, "reviewed")}
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
    log += carry_progress(rows.pop("reviewed"), rows["priorities"])
    match_themes(rows["priorities"], instruments, themes)
    beside: dict[str, pd.DataFrame] = {}
    for name, own in (own_tables or {}).items():
        beside[name], unknown = with_registered_teams(name, own, register)
        log += unknown
    log = readable(log)
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
        part_of_trust=False,
    )


def carry_progress(reviewed: Iterable[Row], priorities: Sequence[Row]) -> list[Entry]:
    """Give last year's priorities the progress that this year's form says, and log where from."""
    of_text: dict[tuple[Any, ...], list[Row]] = {}
    for row in priorities:
        of_text.setdefault((row.get("team_id"), row["year"], _plain(row)), []).append(row)
    log = []
    for said in sorted(reviewed, key=lambda row: row["year"]):
        chosen = of_text.get((said.get("team_id"), said["year"] - 1, _plain(said)), [])
        for row in chosen:
            row["progress"] = said["progress"] or row.get("progress")
        if said["progress"] is None and chosen:
            continue
        place = Place(said["source_file"], said["sheet"], said["cell"])
        kind = "progress-of-last-year" if chosen else "progress-of-unknown-priority"
        entry = Entry.of(
            kind, place, found=words_of_priority(said), used=said["progress"], year=said["year"] - 1
        )
        log.append(entry.about(said.get("team"), said["year"]))
    return log


def _plain(priority: Row) -> str:
    return normalise(words_of_priority(priority))


def match_themes(
    priorities: Sequence[Row], instruments: Sequence[Instrument], decided: Iterable[Example] = ()
) -> None:
    """Say in each row of the table ``priorities`` which item it is about, and by what."""
    if not priorities:
        return
    matchers = theme_matchers(instruments, decided)
    matched: dict[tuple[str, str], Theme | None] = {}
    for row in priorities:
        words = row["instrument"], words_of_priority(row)
        if words not in matched:
            matcher = matchers.get(row["instrument"])
            matched[words] = matcher.match(words[1]) if matcher else None
        theme = matched[words]
        row["item_id"] = theme.item_id if theme else None
        row["matched_by"] = theme.matched_by if theme else None


def words_of_priority(priority: Row) -> str:
    """The words that say what a priority is about: its own, or else the action."""
    return str(priority.get("priority") or priority.get("action") or "")


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
        **_process(form),
        "source_file": one.source_file,
        "sheet": form.sheet,
        "sha256": one.sha256,
        "status": one.status,
    }


def _process(form: Form) -> Row:
    """How the review itself went, as a form says for its own year."""
    fields = form.fields
    if form.earlier or form.years_ago:
        return {}
    return {
        "review_on": fields.review_on.date if fields.review_on else None,
        "took_part_staff": fields.took_part_staff,
        "took_part_service_users": fields.took_part_service_users,
    }


def _team_row(team: Team | None) -> Row:
    return asdict(team) if team is not None else {}
