"""The comments, to choose from what the report may quote."""

from __future__ import annotations

import argparse

from trip_analytics.commands.source import DONE, Commands, add_source, add_workbook, add_year, load


def add_comments(commands: Commands) -> None:
    """Add ``comments``."""
    comments = commands.add_parser(
        "comments",
        help="list teams' comments, to choose what the report may quote",
        description="List a year's comments in a workbook. Write yes beside those that everybody "
        "may read, and give it to the report with --quotes: nothing else is quoted.",
        epilog="Example: trip-analytics comments recovery.store --out comments.xlsx",
    )
    add_source(comments)
    add_year(comments, "the comments' year (the latest)")
    add_workbook(comments, "the workbook to write", required=True)
    comments.set_defaults(run=_comments)


def _comments(options: argparse.Namespace) -> int:
    from trip_analytics.desk.comments_workbook import write_comments

    print(
        f"Wrote {write_comments(load(options), options.out, year=options.year)}. Write yes beside "
        "those that everybody may read, save it, and give it to the report with --quotes."
    )
    return DONE
