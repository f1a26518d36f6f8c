"""The commands: parse, call, print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from trip_analytics.errors import TripAnalyticsError

if TYPE_CHECKING:
    from trip_analytics.tables import Returns

DONE, TO_CHASE, NOT_DONE = 0, 1, 2


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
        0 where it is done, 1 where a person is needed as well, 2 where it is not
        done; what to do then is said on standard error in one plain sentence.
    """
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except TripAnalyticsError as problem:
        print(problem, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print("Stopped before it was done: nothing was written.", file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE
    return status


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
    check = commands.add_parser(
        "check",
        help="say what to chase, team by team",
        description="Say what to chase, team by team: returns missing, statements left blank, "
        "answers that are unclear. Its exit status is 1 where there is anything.",
    )
    _add_source(check)
    check.add_argument("--year", type=_year, metavar="Y", help="the year to chase (the latest)")
    check.add_argument(
        "--out", type=_workbook, metavar="FILE.xlsx", help="a workbook to write it to as well"
    )
    check.set_defaults(run=_check)
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


def _workbook(text: str) -> Path:
    if Path(text).suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"{text!r} is no workbook; give it a name with .xlsx")
    return Path(text)


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
    """What was read."""
    from trip_analytics.plots.words import counted

    current = returns.returns["status"] == "current"
    teams = returns.returns.loc[current, "team_id"].nunique()
    years = " to ".join(str(year) for year in dict.fromkeys((returns.years[0], returns.years[-1])))
    return f"Read {counted(int(current.sum()), 'return')} of {counted(teams, 'team')}, {years}."


def _to_look_at(returns: Returns) -> str:
    """How much of what was read a person should look at."""
    from trip_analytics.plots.words import counted

    grave = returns.import_log["severity"].value_counts()
    return (
        f"The import log has {counted(grave.get('error', 0), 'error')} to ask teams about and "
        f"{counted(grave.get('warning', 0), 'warning')} to check: trip-analytics check says what "
        "to ask."
    )


def _report(options: argparse.Namespace) -> int:
    from trip_analytics.reports import write_report

    returns = _load(options)
    print(_to_look_at(returns))
    for path in write_report(returns, year=options.year, by=options.by, out=options.out):
        print(f"Wrote {path}")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from trip_analytics.checking import as_text, check_returns, write_check

    returns = _load(options)
    check = check_returns(returns, year=options.year)
    _survive_any_letter()
    print(f"\n{as_text(check)}")
    if options.out is not None:
        print(f"\nWrote {write_check(check, returns, options.out)}")
    of_other_years = options.year is None and check.errors_of_other_years
    return TO_CHASE if check.things or of_other_years else DONE


def _survive_any_letter() -> None:
    """Print what a form holds also where the output knows fewer letters: a pipe on Windows."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
