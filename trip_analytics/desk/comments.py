"""Every comment of a year, so that a person can choose which to quote."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.options import chosen_year, nobody_returned
from trip_analytics.desk.quoting_rules import QuotingRules
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.tables import TEXT
from trip_analytics.words import listed

ADDRESS: Final = ("source_file", "sheet", "cell")
COLUMNS: Final = ("item_id", "about", "comment", "looks_like", "quote", *ADDRESS)


def list_comments(returns: Returns, year: int | str | None = None) -> pd.DataFrame:
    """List what teams wrote beside their answers, for a person to choose what to quote.

    Nothing of it is in a report until somebody writes ``yes`` in ``quote`` and gives the list
    to :func:`trip_analytics.write_report`. The list is for your desk alone.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest by default.

    Returns
    -------
    DataFrame
        item_id; about, the practice or challenge; comment; looks_like, what in it seems to
        give a person, a team or a rating, so that it cannot be quoted, ``<NA>`` where nothing
        was found, which does not mean that there is nothing; quote, empty; source_file, sheet
        and cell of the answer that it belongs to. In the order of the form, then of the
        words, never of teams.

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year.

    Examples
    --------
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm"],
    ...         "year": 2025,
    ...         "item_id": "choices",
    ...         "rating": [4, 2],
    ...         "comment": ["We ask everyone.", "On Ash they ask everyone."],
    ...     }
    ... )
    >>> comments = list_comments(Returns.from_tables(ratings=ratings))
    >>> comments[["about", "comment", "looks_like"]]
                           about                    comment          looks_like
    0  Own choices and decisions  On Ash they ask everyone.  the name of a team
    1  Own choices and decisions           We ask everyone.                <NA>
    """
    year = chosen_year(returns, year)
    problems = nobody_returned(returns, year)
    if year is None or problems:
        raise AnalysisError(" ".join(problems))
    comments = comments_of(returns, year)
    rules = QuotingRules.of(returns)
    found = [rules.broken_by(comment) for comment in comments["comment"]]
    looks_like = pd.Series([listed(each) if each else None for each in found], dtype=TEXT)
    return comments.assign(looks_like=looks_like, quote=None)[list(COLUMNS)].astype(TEXT)


def comments_of(returns: Returns, year: int) -> pd.DataFrame:
    """The comments of a year's current returns, in the order of the form, then of the words."""
    names = {
        item_id: label
        for instrument in reversed(returns.instruments)
        for item_id, label in instrument.labels.items()
    }
    order = [each for one in returns.instruments for each in one.item_ids]
    columns = ["return_id", "item_id", "comment", *ADDRESS]
    comments = pd.concat(
        [table.loc[table["year"].eq(year), columns] for table in (returns.ratings, returns.stages)],
        ignore_index=True,
    )
    comments["comment"] = comments["comment"].fillna("").map(printable)
    comments = comments.loc[comments["comment"].ne("")]
    # Several views of one practice share one comment.
    comments = comments.drop_duplicates(["return_id", "item_id", "comment"])
    items = comments["item_id"]
    comments = comments.assign(
        about=items.map(lambda item_id: names.get(item_id, item_id)),
        place=items.map(lambda item_id: order.index(item_id) if item_id in order else len(order)),
        words=comments["comment"].str.casefold(),
    )
    comments = comments.sort_values(["place", "about", "words", *ADDRESS], ignore_index=True)
    return comments.drop(columns=["place", "words", "return_id"])


def printable(comment: str) -> str:
    """A comment without what no document can show, and without needless space."""
    shown = "".join(each if each.isprintable() or each == "\n" else " " for each in comment)
    return "\n".join(filter(None, map(in_one_line, shown.splitlines())))


def in_one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())
