"""The annual trust report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import DONE, add_source, load, survive_any_letter, year

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
        "--strict",
        action="store_true",
        help="make no report, in the place of withholding what its tables, with earlier reports, "
        "would give away",
    )
    report.add_argument(
        "--draft",
        action="store_true",
        help="for your desk alone: marked so, and not noted in the store",
    )
    report.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder to write the report to"
    )
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from trip_analytics.loading.files import store_among
    from trip_analytics.publishing import publish_report
    from trip_analytics.reports.annual import annual_report
    from trip_analytics.reports.writing import write_documents

    store = store_among(options.source)
    returns = load(options)
    print(_to_look_at(returns))
    names = ("year", "by", "quotes", "strict", "draft")
    asked = {name: getattr(options, name) for name in names}
    if store is None:
        report = annual_report(returns, **asked)
        _say_written(write_documents(report, options.out), report.withheld)
        print(
            "Without a store, what earlier reports said cannot be taken into account: import the "
            "returns into one, and publish from there.",
            file=sys.stderr,
        )
        return DONE
    done = publish_report(returns, store=store, out=options.out, **asked)
    _say_written(done.documents, done.withheld)
    if done.release is None:
        print("This is a draft for your desk alone: it is not noted, and not to be passed on.")
        return DONE
    noted = "Noted in the store as" if done.is_new else "The same was published before:"
    print(f"{noted} {done.release.in_words}.")
    if done.is_new:
        print("It counts as published now. To have a look without publishing, there is --draft.")
    return DONE


def _say_written(paths: Sequence[Path], withheld: Sequence[str]) -> None:
    for path in paths:
        print(f"Wrote {path}")
    survive_any_letter()
    if not withheld:
        print("Nothing is withheld.")
        return
    print("Withheld, so that nobody can work out what a team answered:")
    for each in withheld:
        print(f"  {each}")
    print("docs/disclosure.md says why.")


def _to_look_at(returns: Returns) -> str:
    """How much of what was read a person should look at."""
    from trip_analytics.words import counted

    grave = returns.import_log["severity"].value_counts()
    return (
        f"The import log has {counted(grave.get('error', 0), 'error')} to ask teams about and "
        f"{counted(grave.get('warning', 0), 'warning')} to check: trip-analytics check says what "
        "to ask."
    )
