"""The command line: parse, run a command, say in one sentence what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from difflib import get_close_matches
from io import TextIOBase, TextIOWrapper
from typing import NoReturn, TextIO

from trip_analytics import __version__
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

    def refuse(self, unknown: str) -> NoReturn:
        """Say that there is no such option, and which there are."""
        options = [name for name in self._option_string_actions if name.startswith("--")]
        name = unknown.partition("=")[0]
        likely = get_close_matches(name, options, n=1)
        proposal = f": is it {likely[0]}?" if likely else "."
        self.error(f"there is no {name}{proposal} It takes {', '.join(options)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    The exit status is 0 where it is done, 1 where a person is needed as well, 2 where it is not
    done; what to do then is said on standard error in one plain sentence.
    """
    options = _parsed(arguments)
    _survive_any_letter()
    try:
        with redirect_stdout(_WhileSomebodyReads(sys.stdout)) as said:
            status: int = options.run(options)
            said.flush()
    except TripAnalyticsError as problem:
        print(problem, file=sys.stderr)
        return NOT_DONE
    except ModuleNotFoundError as missing:
        library = str(missing.name).partition(".")[0]
        if library == __package__:
            raise
        print(
            f"The library {library} is missing: install trip-analytics with pip again, which "
            "brings it.",
            file=sys.stderr,
        )
        return NOT_DONE
    except KeyboardInterrupt:
        print("Stopped before it was done: nothing was written.", file=sys.stderr)
        return NOT_DONE
    return status


class _WhileSomebodyReads(TextIOBase):
    """Standard output, as long as anybody reads it: who has seen enough stops no work."""

    def __init__(self, output: TextIO) -> None:
        self._output = output

    def write(self, text: str) -> int:
        """Say it, if anybody reads it."""
        try:
            self._output.write(text)
        except BrokenPipeError:
            self._nobody_reads()
        return len(text)

    def flush(self) -> None:
        """Send what was said, if anybody reads it."""
        if self._output.closed:  # as it may be by the time that Python discards this
            return
        try:
            self._output.flush()
        except BrokenPipeError:
            self._nobody_reads()

    def _nobody_reads(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._output.fileno())


def _survive_any_letter() -> None:
    """Print what a form holds also where the output knows fewer letters: a pipe on Windows."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser, commands = _parsers()
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        commands[options.command].refuse(unknown[0])
    return options


def _parsers() -> tuple[_Parser, Mapping[str, _Parser]]:
    """The parser, and that of each command by its name."""
    parser = _Parser(
        prog="trip-analytics",
        description="From teams' own recovery reviews to the annual trust report.",
        epilog="To begin: trip-analytics sample --out sample, then trip-analytics check sample. "
        "Each command says more of itself: trip-analytics check --help.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(
        title="commands, in the order of the year", metavar="COMMAND", dest="command", required=True
    )
    for add in _IN_THE_ORDER_OF_THE_YEAR:
        add(commands)
    return parser, commands.choices
