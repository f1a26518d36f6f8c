"""The comments of a year as an accessible workbook, in which a person chooses what to quote."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from trip_analytics.analysis.options import chosen_year
from trip_analytics.desk.check_workbook import add_part, write_workbook
from trip_analytics.desk.chosen_quotes import NO_SHEET, WAS_YES, with_choices
from trip_analytics.desk.comments import list_comments
from trip_analytics.reports.model import Column
from trip_analytics.reports.workbook_parts import add_cover, new_workbook, saved
from trip_analytics.returns import Returns

# The columns of the list in the order of the workbook: what each is called and, where nothing
# is empty, what is written instead.
_COLUMNS: Final = {
    "about": ("Practice or challenge", ""),
    "comment": ("Comment", ""),
    "looks_like": ("Holds what looks like", "nothing was found"),
    "quote": ("Quote", ""),
    "source_file": ("File", NO_SHEET),
    "sheet": ("Sheet", NO_SHEET),
    "cell": ("Cell", NO_SHEET),
}


def write_comments(returns: Returns, out: str | Path, *, year: int | str | None = None) -> Path:
    """Write the comments of a year as a workbook, to choose from in its column ``Quote``.

    Choices that were made in such a workbook before are kept.

    Parameters
    ----------
    returns : Returns
    out : str or Path
        The file to write, ``.xlsx``. If a list of comments is there already, it is replaced
        by one with the choices that were made in it.
    year : int or str, optional
        The latest in the returns by default.

    Returns
    -------
    Path

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year.
    QuoteError
        The file there is no list of comments. Then it is as it was before.
    OutputError
        The file cannot be written. Then it is as it was before.
    """
    year = chosen_year(returns, year)
    comments = list_comments(returns, year)
    if Path(out).exists():
        comments = with_choices(comments, Path(out))
    return write_workbook(out, to_workbook(comments, year or returns.years[-1]))


def to_workbook(comments: pd.DataFrame, year: int) -> bytes:
    """A list of comments as the bytes of a workbook: the same list gives the same bytes."""
    workbook = new_workbook()
    title = f"Comments of {year}, to choose from"
    add_cover(
        workbook,
        title,
        (
            "Nothing in it is published by itself. Read a comment, and write yes beside it under "
            "Quote if everybody may read it. Then give this workbook to the report: "
            "trip-analytics report ... --quotes, with the name of this file.",
            "Do not choose what shows who somebody is, which team wrote it, or how that team "
            "answered. Where the workbook says what a comment seems to hold, it cannot be quoted.",
            "Where nothing was found there may be something: first names and nicknames, what only "
            "one ward has, what happened to one person. You know your teams; the program does not.",
            "Comments are in the order of the form, then in alphabetical order, never by team. "
            "File, sheet and cell say where the answer is that a comment belongs to: leave "
            f"them as they are. {NO_SHEET} means that there is none.",
            f"{WAS_YES.capitalize()}, at the end, is beside what you chose before and no return "
            "has in these words now.",
            "It holds people's own words: keep it as you keep the forms.",
        ),
    )
    rows = [
        tuple(
            nothing if pd.isna(row[column]) else str(row[column])
            for column, (_, nothing) in _COLUMNS.items()
        )
        for row in comments.to_dict("records")
    ]
    columns = [Column(called) for called, _ in _COLUMNS.values()]
    add_part(workbook, "Comments", title, columns, rows)
    return saved(workbook, title=title, creator="trip_analytics", subject=title)
