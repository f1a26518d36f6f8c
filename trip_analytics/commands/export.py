"""The tidy tables as files, and the workbook for commissioners."""

from __future__ import annotations

import argparse

from trip_analytics.commands.source import DONE, Commands, add_out, add_source, add_year, load


def add_export(commands: Commands) -> None:
    """Add ``export``."""
    command = commands.add_parser(
        "export",
        help="write the tidy tables for Excel or other programs",
        description="Write the tidy tables, a file each, named after the table. They hold people's "
        "own words and every team's answers: they are for you. With --for-commissioners, write "
        "one workbook of priorities and plans by service line instead, without ratings and teams.",
        epilog="Example: trip-analytics export returns --format xlsx --out tables",
    )
    add_source(command)
    add_year(command, "for commissioners: the year")
    command.add_argument(
        "--format", choices=("csv", "parquet", "xlsx"), default="csv", help="csv if not given"
    )
    command.add_argument(
        "--for-commissioners",
        action="store_true",
        help="write priorities and plans by service line, as a workbook without ratings",
    )
    add_out(command, "the folder to write into")
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from trip_analytics.desk.export_tables import export_tables, like_formulas
    from trip_analytics.desk.plans_workbook import write_plans
    from trip_analytics.words import counted, listed

    returns = load(options)
    if options.for_commissioners:
        print(f"Wrote {write_plans(returns, options.out, year=options.year)}")
        return DONE
    files = export_tables(returns, options.out, to=options.format)
    print(f"Wrote {listed(file.name for file in files)} to {options.out}.")
    if options.format == "csv" and (found := like_formulas(returns)):
        where = listed(f"{counted(count, 'text')} of {name}" for name, count in found.items())
        print(
            f"Text is as it was written, and {where} begin with = + - or @: Excel would take them "
            "for formulas. To open the tables in Excel, use --format xlsx."
        )
    return DONE
