"""Blank forms to send to the teams."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import (
    DONE,
    Commands,
    add_out,
    add_source,
    add_year,
    load,
    settings_of,
)
from trip_analytics.errors import SourceError

if TYPE_CHECKING:
    from trip_analytics.instruments import Instrument
    from trip_analytics.returns import Returns

_VIEWS = ("staff", "people-using-services", "family-and-friends")


def add_forms(commands: Commands) -> None:
    """Add ``forms``."""
    command = commands.add_parser(
        "forms",
        help="write blank forms to send to the teams",
        description="Write a blank form for each team of the register that is open in the year, "
        "with its name filled in. Given earlier returns as SOURCE, last year's priorities are on "
        "it. The form is TRIP's, unless --instrument names template-a, template-b or a list of "
        "your own. A form that is there already is never overwritten.",
        epilog="Example: trip-analytics forms --teams teams.csv --year 2026 --out forms",
    )
    add_source(command, needed=False)
    add_year(command, "the review year", required=True)
    command.add_argument(
        "--format", choices=("xlsx", "docx"), default="xlsx", help="Excel (xlsx) or Word (docx)"
    )
    command.add_argument(
        "--views",
        nargs="+",
        choices=_VIEWS,
        default=(),
        metavar="VIEW",
        help=f"ask for these views beside the agreed answer: {', '.join(_VIEWS)}",
    )
    command.add_argument(
        "--by",
        choices=("team", "service_line"),
        default="team",
        help="a form for each team, or for each service line (often so for Template A and B)",
    )
    add_out(command, "the folder to write the forms to")
    command.set_defaults(run=_forms)


def _forms(options: argparse.Namespace) -> int:
    from trip_analytics.desk.forms.write_forms import write_forms
    from trip_analytics.words import counted

    returns = load(options) if options.source else None
    teams = options.teams
    if returns is not None and not returns.teams.empty:
        teams = returns.teams  # as --teams has them, if it is given
    if teams is None:
        raise SourceError(
            "Forms are written for the teams of a register: name it with --teams, such as "
            "--teams teams.csv."
        )
    done = write_forms(
        teams,
        year=options.year,
        out=options.out,
        instruments=_instruments(options.instrument or ("trip",), returns),
        file_format=options.format,
        views=options.views,
        by=options.by,
        returns=returns,
        settings=settings_of(options),
    )
    print(f"Wrote {counted(len(done.written), 'form')} to {options.out}.")
    if done.kept:
        print(_left_alone(done.kept, options.out), file=sys.stderr)
    return DONE


def _instruments(names: Sequence[str], returns: Returns | None) -> list[Instrument]:
    """Each by its name, by that of a list that the returns are of, or from what a trust has."""
    from trip_analytics.loading.own_lists import load_instrument

    known = {each.instrument_id: each for each in (returns.instruments if returns else ())}
    return [known[name] if name in known else load_instrument(name) for name in names]


def _left_alone(kept: Sequence[Path], folder: Path) -> str:
    """Which forms were not written because they are there already."""
    from trip_analytics.words import counted

    one = len(kept) == 1
    return (
        f"{counted(len(kept), 'form')} in {folder} may have been filled in and "
        f"{'was left as it is' if one else 'were left as they are'}, {kept[0].name} first: to "
        f"write {'it' if one else 'one'} anew, move it elsewhere."
    )
