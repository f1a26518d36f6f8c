"""What every command that takes a SOURCE shares: its options, and loading it."""

from __future__ import annotations

import argparse
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from trip_analytics.instruments import Instrument
    from trip_analytics.returns import Returns
    from trip_analytics.settings.load_settings import Settings

Commands: TypeAlias = "argparse._SubParsersAction[Any]"

DONE, NEEDS_A_PERSON, NOT_DONE = 0, 1, 2


def add_source(command: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """Add SOURCE and the options that go with it."""
    command.add_argument(
        "source",
        nargs="+" if needed else "*",
        type=Path,
        metavar="SOURCE",
        help="a folder of returns, files, or a store",
    )
    command.add_argument(
        "--teams", type=Path, metavar="FILE", help="the register of teams (.csv or .xlsx)"
    )
    command.add_argument(
        "--instrument",
        action="append",
        default=[],
        metavar="FILE",
        help="a trust's own list: a workbook, a blank form or a folder of data files (repeatable)",
    )
    command.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="the trust's settings (trip-analytics.toml at the top of SOURCE or beside it)",
    )
    command.add_argument(
        "--workers",
        type=_workers,
        metavar="N",
        help="processes to read with (one for each core); 0 reads in this one, without limits",
    )


def add_year(command: argparse.ArgumentParser, which: str, *, required: bool = False) -> None:
    """Add ``--year``."""
    command.add_argument("--year", type=year, required=required, metavar="Y", help=which)


def add_out(command: argparse.ArgumentParser, what: str, *, required: bool = True) -> None:
    """Add ``--out``, a folder."""
    command.add_argument("--out", type=Path, required=required, metavar="DIR", help=what)


def add_template(command: argparse.ArgumentParser) -> None:
    """Add ``--template``."""
    command.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="the trust's own Word file, for styles, margins, header and footer (.docx or .dotx)",
    )


def add_workbook(
    command: argparse.ArgumentParser, what: str, *, option: str = "--out", required: bool = False
) -> None:
    """Add an option for a workbook to write."""
    command.add_argument(option, type=workbook, required=required, metavar="FILE.xlsx", help=what)


def year(text: str) -> int:
    """A year as people type it."""
    from trip_analytics.words import year_written

    found = year_written(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a year; write it as 2025 or 2024/25")
    return found


def workbook(text: str) -> Path:
    """The name of a workbook to write."""
    if Path(text).suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"{text!r} is no workbook; give it a name with .xlsx")
    return Path(text)


def _workers(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes; write 0 or more")
    return int(text)


def load(options: argparse.Namespace) -> Returns:
    """Load what SOURCE names, and print what was read."""
    # Imported here so that --help and a mistyped command answer at once.
    from trip_analytics.loading.load_returns import load_returns

    returns = load_returns(
        options.source,
        teams=options.teams,
        instruments=own_lists(options),
        settings=settings_of(options),
        workers=options.workers,
    )
    print(_account(returns))
    return returns


def own_lists(options: argparse.Namespace) -> list[Instrument]:
    """The trust's own lists that were named, but for those that SOURCE has by that name."""
    from trip_analytics.instruments.loading import BUILT_IN
    from trip_analytics.loading.load_returns import lists_of
    from trip_analytics.loading.own_lists import load_instrument, unlike

    own = [name for name in options.instrument if name not in BUILT_IN]
    if options.source and not all(Path(name).exists() for name in own):
        there = {each.instrument_id for each in lists_of(options.source)}
        own = [name for name in own if Path(name).exists() or name not in there]
    return unlike((name, load_instrument(name)) for name in own)


def settings_of(options: argparse.Namespace) -> Settings:
    """The trust's settings: those given, or those at the top of a folder or beside a file."""
    from trip_analytics.settings.load_settings import NO_SETTINGS, load_settings, settings_in

    named = options.source or filter(None, [options.teams])
    places = (path if path.is_dir() else path.parent for path in named)
    found = options.settings or next(filter(None, map(settings_in, places)), None)
    return NO_SETTINGS if found is None else load_settings(found)


def _account(returns: Returns) -> str:
    """What was read."""
    from trip_analytics.words import counted

    current = returns.returns["status"] == "current"
    teams = returns.returns.loc[current, "team_id"].nunique()
    if not current.any() and len(returns.teams):
        return f"No form has come back yet; the register has {counted(len(returns.teams), 'team')}."
    first_and_last = dict.fromkeys((*returns.years[:1], *returns.years[-1:]))
    years = " to ".join(map(str, first_and_last)) or "of no year"
    return f"Read {counted(int(current.sum()), 'return')} of {counted(teams, 'team')}, {years}."


def place(row: Mapping[Hashable, Any]) -> str:
    """Where in a return something is."""
    parts = (row["source_file"], row["sheet"], row["cell"])
    return ", ".join(part for part in parts if isinstance(part, str))
