"""Teams' own feedback."""

from __future__ import annotations

import argparse
import sys

from trip_analytics.commands.source import (
    DONE,
    Commands,
    add_out,
    add_source,
    add_template,
    add_year,
    load,
    settings_of,
)


def add_packs(commands: Commands) -> None:
    """Add ``packs``."""
    command = commands.add_parser(
        "packs",
        help="write each team's own feedback for its review day",
        description="Write a team's pack, as a web page and a Word document: its own answers over "
        "the years, what it chose and what became of it, and next year's blank form. No other "
        "team is in it. Give it only to that team.",
        epilog="Example: trip-analytics packs returns --team 'Alder Ward' --out packs",
    )
    add_source(command)
    whose = command.add_mutually_exclusive_group(required=True)
    whose.add_argument("--team", metavar="NAME", help="the team whose pack to write")
    whose.add_argument(
        "--all", action="store_true", help="write a pack for every team that is open"
    )
    add_year(command, "the last year to look at (each team's latest)")
    command.add_argument(
        "--trust-figures",
        action="store_true",
        help="add the trust's averages of that year, as they were published from the store",
    )
    add_template(command)
    add_out(command, "the folder to write the packs to")
    command.set_defaults(run=_packs)


def _packs(options: argparse.Namespace) -> int:
    from trip_analytics.publishing.packs import write_packs
    from trip_analytics.publishing.report import with_template
    from trip_analytics.words import counted, few_listed

    done = write_packs(
        load(options),
        out=options.out,
        team=options.team,
        year=options.year,
        trust_figures=options.trust_figures,
        settings=with_template(settings_of(options), options.template),
    )
    packs = sum(path.suffix == ".html" for path in done.documents)
    print(f"Wrote {counted(packs, 'pack')} to {options.out}. Give each only to its own team.")
    if done.kept:
        print(
            f"{counted(len(done.kept), 'form')} in {options.out} may have been filled in, and "
            "stayed as before.",
            file=sys.stderr,
        )
    if done.without_returns:
        print(f"No return, and no pack: {few_listed(done.without_returns, 10)}.", file=sys.stderr)
    return DONE
