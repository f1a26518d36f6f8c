"""The annual trust report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
from trip_analytics.desk.bundled import bundled
from trip_analytics.errors import DisclosureError

if TYPE_CHECKING:
    from trip_analytics.returns import Returns


def add_report(commands: Commands) -> None:
    """Add ``report``."""
    report = commands.add_parser(
        "report",
        help="write the annual trust report",
        description="Write the annual trust report: a web page, a Word document and a workbook "
        "of its tables. From a store it is a draft until you publish it.",
        epilog="Example: trip-analytics report recovery.store --out draft",
    )
    add_source(report)
    add_year(report, "the report's year (the latest)")
    report.add_argument(
        "--by",
        metavar="COLUMN",
        help="show practices by service_line or team_type as well, small groups merged",
    )
    report.add_argument(
        "--audience",
        choices=("public", "board", "desk"),
        help="who is to read it: everybody (public, the default), the board (change in the same "
        "teams as well), or only you (every figure)",
    )
    report.add_argument(
        "--readers",
        metavar="WHO",
        help="whom a report for the board is for, as each page says it (the Board)",
    )
    report.add_argument(
        "--quotes",
        type=Path,
        metavar="FILE",
        help="the comments to quote: the list of trip-analytics comments, with yes beside them",
    )
    add_template(report)
    report.add_argument(
        "--publish",
        action="store_true",
        help="publish the year from a store: from then on these are its figures",
    )
    add_out(report, "the folder to write the report to")
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from trip_analytics.loading.find_files import store_among
    from trip_analytics.publishing.report import publish_report, with_template, write_requested
    from trip_analytics.reports.annual import report_request

    store = store_among(options.source)
    _check_publish(options, store)
    settings = with_template(settings_of(options), options.template)
    asked = {name: getattr(options, name) for name in ("year", "by")}
    request = report_request(settings, audience=options.audience, readers=options.readers, **asked)
    returns = load(options)
    print(_to_look_at(returns))
    if store is not None and options.publish:
        done = publish_report(
            returns, store=store, quotes=options.quotes, settings=settings, out=options.out, **asked
        )
        _say_written(done.documents, done.withheld, "public")
        said = "Published:" if done.is_new else "The same was published before:"
        print(f"{said} {done.publication.in_words}.")
        return DONE
    written = write_requested(returns, request, options.quotes, options.out)
    _say_written(written.documents, written.withheld, request.audience)
    if store is None and request.audience == "public":
        print(
            "A folder keeps nothing of what was published. If returns come in late or are "
            "corrected after this report, import them into a store and publish from there.",
            file=sys.stderr,
        )
    elif store is not None and request.audience != "desk":
        _say_draft(returns, options.year or returns.years[-1], request.audience)
    return DONE


def _say_draft(returns: Returns, year: int, audience: str) -> None:
    """Whether the report is a draft, and what then."""
    is_published = year in {each.year for each in returns.published}
    if audience == "public" and is_published:
        print(f"This is a draft, not to be passed on: {year} is published, and stays as it is.")
    elif audience == "public":
        print("This is a draft, not to be passed on. To publish the year, add --publish.")
    elif not is_published:
        print("Until the public report of the year is published, this one says that it is a draft.")


def _check_publish(options: argparse.Namespace, store: Path | None) -> None:
    if not options.publish:
        return
    if store is None:
        raise DisclosureError(
            "Only a store can keep what was published: import the returns into one (trip-analytics "
            "import SOURCE --store FILE), then report FILE --publish."
        )
    if options.audience not in (None, "public"):
        raise DisclosureError("Only the public report is published: leave --audience out.")


def _say_written(paths: Sequence[Path], withheld: Sequence[str], audience: str) -> None:
    for path in paths:
        print(f"Wrote {path}")
    if audience == "desk":
        print("These are exact figures for your desk: do not pass them on.")
        return
    if not withheld:
        print("Nothing is withheld.")
        return
    print("Withheld, so that nobody can work out what a team answered:")
    for each in withheld:
        print(f"  {each}")
    print(f"{bundled('docs') / 'disclosure.md'} says why.")


def _to_look_at(returns: Returns) -> str:
    """How much of what was read a person should look at."""
    from trip_analytics.words import counted

    grave = returns.import_log["severity"].value_counts()
    return (
        f"The import log has {counted(grave.get('error', 0), 'error')} to ask teams about and "
        f"{counted(grave.get('warning', 0), 'warning')} to check: trip-analytics check says what "
        "to ask."
    )
