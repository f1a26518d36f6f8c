"""The commands: parse, call, print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from trip_analytics.errors import TripAnalyticsError

if TYPE_CHECKING:
    from trip_analytics.tables import Returns

DONE, NOT_DONE = 0, 2


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong argument with one plain sentence."""

    def error(self, message: str) -> NoReturn:
        print(
            f"{self.prog}: {message}. See what it takes with: {self.prog} --help", file=sys.stderr
        )
        raise SystemExit(NOT_DONE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 where it is done, 2 where it is not; what to do then is said on
        standard error in one plain sentence.
    """
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except TripAnalyticsError as problem:
        print(problem, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print("Stopped before it was done: nothing was written.", file=sys.stderr)
        return NOT_DONE
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="trip-analytics",
        description="From teams' own recovery reviews to the annual trust report.",
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {version('trip-analytics')}"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    report = commands.add_parser(
        "report",
        help="write the annual trust report",
        description="Write the annual trust report: a web page, a Word document and a workbook "
        "of its tables.",
    )
    _add_source(report)
    report.add_argument("--year", type=_year, metavar="Y", help="the report's year (the latest)")
    report.add_argument(
        "--by",
        metavar="COLUMN",
        help="show practices by service_line or team_type as well, small groups merged",
    )
    report.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder to write the report to"
    )
    report.set_defaults(run=_report)
    return parser


def _add_source(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "source", nargs="+", type=Path, metavar="SOURCE", help="a folder of returns, or files"
    )
    command.add_argument(
        "--teams", type=Path, metavar="FILE", help="the register of teams (.csv or .xlsx)"
    )
    command.add_argument(
        "--instrument",
        action="append",
        default=[],
        metavar="DIR",
        help="a trust's own list of statements, as a folder of data files (repeatable)",
    )
    command.add_argument(
        "--workers", type=_workers, metavar="N", help="processes to read with (one for each core)"
    )


def _year(text: str) -> int:
    if not (text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year; write it as 2025")
    return int(text)


def _workers(text: str) -> int:
    if not (text.isdigit() and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes; write 1 or more")
    return int(text)


def _load(options: argparse.Namespace) -> Returns:
    # Imported here so that --help and a mistyped command answer at once.
    from trip_analytics.instruments import load_instrument
    from trip_analytics.loading.returns import load_returns

    returns = load_returns(
        options.source,
        teams=options.teams,
        instruments=[load_instrument(name) for name in options.instrument],
        workers=options.workers,
    )
    print(_account(returns))
    return returns


def _account(returns: Returns) -> str:
    """What was read, and how much of it a person should look at."""
    from trip_analytics.plots.words import counted

    current = returns.returns["status"] == "current"
    teams = returns.returns.loc[current, "team_id"].nunique()
    grave = returns.import_log["severity"].value_counts()
    years = " to ".join(str(year) for year in dict.fromkeys((returns.years[0], returns.years[-1])))
    return (
        f"Read {counted(int(current.sum()), 'return')} of {counted(teams, 'team')}, {years}.\n"
        f"The import log has {counted(grave.get('error', 0), 'error')} to ask teams about and "
        f"{counted(grave.get('warning', 0), 'warning')} to check: the notebook lists them."
    )


def _report(options: argparse.Namespace) -> None:
    from trip_analytics.reports import write_report

    returns = _load(options)
    for path in write_report(returns, year=options.year, by=options.by, out=options.out):
        print(f"Wrote {path}")
