"""The command line: parse, run a command, say in one sentence what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

from trip_analytics.commands.audit import add_audit
from trip_analytics.commands.check import add_check
from trip_analytics.commands.comments import add_comments
from trip_analytics.commands.decide import add_decide
from trip_analytics.commands.export import add_export
from trip_analytics.commands.forms import add_forms
from trip_analytics.commands.importing import add_import
from trip_analytics.commands.instrument import add_instrument
from trip_analytics.commands.lab import add_lab
from trip_analytics.commands.packs import add_packs
from trip_analytics.commands.report import add_report
from trip_analytics.commands.sample import add_sample
from trip_analytics.commands.source import NOT_DONE
from trip_analytics.errors import TripAnalyticsError

_IN_THE_ORDER_OF_THE_YEAR = (
    add_sample,
    add_forms,
    add_import,
    add_check,
    add_decide,
    add_comments,
    add_report,
    add_audit,
    add_packs,
    add_export,
    add_instrument,
    add_lab,
)


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


def _version() -> str:
    try:
        return version("trip-analytics")
    except PackageNotFoundError:  # run from a copy of the sources
        return "(not installed)"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="trip-analytics",
        description="From teams' own recovery reviews to the annual trust report.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in _IN_THE_ORDER_OF_THE_YEAR:
        add(commands)
    return parser
