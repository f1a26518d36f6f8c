"""The annual trust report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
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
        "of its tables. From a store it is published: with what was published before in mind, and "
        "noted in the store.",
    )
    add_source(report)
    report.add_argument("--year", type=year, metavar="Y", help="the report's year (the latest)")
    report.add_argument(
        "--by",
        metavar="COLUMN",
        help="show practices by service_line or team_type as well, small groups merged",
    )
    report.add_argument(
        "--quotes",
        type=Path,
        metavar="FILE",
        help="the comments to quote: the list of trip-analytics comments, with yes beside them",
    )
    report.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder to write the report to"
    )
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from trip_analytics.loading.files import store_among
    from trip_analytics.publishing import publish_report
    from trip_analytics.reports import write_report

    store = store_among(options.source)
    returns = load(options)
    print(_to_look_at(returns))
    asked = {"year": options.year, "by": options.by, "quotes": options.quotes, "out": options.out}
    if store is None:
        _say_written(write_report(returns, **asked))
        print(
            "Without a store, what earlier reports said cannot be taken into account: import the "
            "returns into one, and publish from there.",
            file=sys.stderr,
        )
        return DONE
    done = publish_report(returns, store=store, **asked)
    _say_written(done.documents)
    noted = "Noted in the store as" if done.is_new else "The same was published before:"
    print(f"{noted} {done.release.in_words}.")
    return DONE


def _say_written(paths: Sequence[Path]) -> None:
    for path in paths:
        print(f"Wrote {path}")


def _to_look_at(returns: Returns) -> str:
    """How much of what was read a person should look at."""
    from trip_analytics.words import counted

    grave = returns.import_log["severity"].value_counts()
    return (
        f"The import log has {counted(grave.get('error', 0), 'error')} to ask teams about and "
        f"{counted(grave.get('warning', 0), 'warning')} to check: trip-analytics check says what "
        "to ask."
    )
