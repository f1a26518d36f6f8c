"""The annual trust report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import DONE, add_source, load, year

if TYPE_CHECKING:
    from trip_analytics.commands.source import Commands
    from trip_analytics.tables import Returns


def add_report(commands: Commands) -> None:
    """Add ``report``."""
    report = commands.add_parser(
        "report",
        help="write the annual trust report",
        description="Write the annual trust report: a web page, a Word document and a workbook "
        "of its tables.",
    )
    add_source(report)
    report.add_argument("--year", type=year, metavar="Y", help="the report's year (the latest)")
    report.add_argument(
        "--by",
        metavar="COLUMN",
        help="show practices by service_line or team_type as well, small groups merged",
    )
    report.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder to write the report to"
    )
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from trip_analytics.reports import write_report

    returns = load(options)
    print(_to_look_at(returns))
    for path in write_report(returns, year=options.year, by=options.by, out=options.out):
        print(f"Wrote {path}")
    return DONE


def _to_look_at(returns: Returns) -> str:
    """How much of what was read a person should look at."""
    from trip_analytics.words import counted

    grave = returns.import_log["severity"].value_counts()
    return (
        f"The import log has {counted(grave.get('error', 0), 'error')} to ask teams about and "
        f"{counted(grave.get('warning', 0), 'warning')} to check: trip-analytics check says what "
        "to ask."
    )
