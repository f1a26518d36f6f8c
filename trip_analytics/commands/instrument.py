"""What is understood of a trust's own list of statements, or of its blank form."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import DONE, Commands, add_out

if TYPE_CHECKING:
    from trip_analytics.instruments import Instrument
    from trip_analytics.loading.own_lists import UnderstoodList

ASIDE_SHOWN = 20


def add_instrument(commands: Commands) -> None:
    """Add the command ``instrument``."""
    command = commands.add_parser(
        "instrument",
        help="show what is understood of a statement list or blank form; write it as data files",
        epilog="Example: trip-analytics instrument our-statements.xlsx --out our-list",
    )
    command.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a workbook or CSV with a statement a row, a blank form, or a folder of data files",
    )
    add_out(command, "a new folder to write the data files into", required=False)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from trip_analytics.instruments import write_instrument
    from trip_analytics.loading.own_lists import understand_list

    understood = understand_list(options.file)
    print("\n".join(_account(understood)))
    if options.out is not None:
        write_instrument(understood.instrument, options.out)
        print(f"Wrote {options.out}")
    return DONE


def _account(understood: UnderstoodList) -> Iterator[str]:
    """What was understood, in lines."""
    from trip_analytics.words import counted

    instrument = understood.instrument
    yield f"{instrument.title} ({instrument.instrument_id})"
    yield f"{counted(len(instrument.items), 'statement')}, as forms print them:"
    yield from _statements(instrument)
    yield f"Scale, from {understood.scale_from}:"
    well = instrument.well_developed
    for point in instrument.scale:
        meaning = f": {point.meaning}" if point.meaning else ""
        counts = " (counts as well developed)" if point.value in well else ""
        yield f"  {point.value}  {point.label}{meaning}{counts}"
    for column in instrument.answers:
        use = "the rating" if column.perspective == "team" else f"perspective {column.perspective}"
        yield f"Answered under {' or '.join(column.printed)}: {use}"
    if instrument.not_known:
        yield f"No answer, and no mistake: {', '.join(instrument.not_known)}"
    if understood.aside:
        yield f"Left aside, {counted(len(understood.aside), 'place')}:"
        for where, text, why in understood.aside[:ASIDE_SHOWN]:
            yield f"  {where}: {why}" + (f" ({text})" if text else "")


def _statements(instrument: Instrument) -> Iterator[str]:
    """Each statement with its id and short name, below its domain."""
    from trip_analytics.instruments.statements import EARLIEST

    widest = max(len(item.item_id) for item in instrument.items)
    domain: str | None = None
    for item in instrument.items:
        if item.domain != domain:
            domain = item.domain
            yield f"  {domain or 'without a domain'}"
        for wording in item.wordings:
            last = f" to {wording.last_year}" if wording.last_year else ""
            years = f" [from {wording.first_year}{last}]"
            if wording.first_year == EARLIEST:
                years = f" [until {wording.last_year}]" if last else ""
            marks = " (reversed)" * item.reverse + years * (len(item.wordings) > 1)
            yield f"  {item.number:>3}  {item.item_id:<{widest}}  {wording.text}{marks}"
