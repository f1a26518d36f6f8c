"""What was published from a store, and that a year was withdrawn."""

from __future__ import annotations

import pandas as pd

from trip_analytics.disclosure.published_figures import quotes_in
from trip_analytics.errors import DecisionError
from trip_analytics.loading.find_files import Source
from trip_analytics.loading.record_decision import now, stated
from trip_analytics.store.opening import reading, writing
from trip_analytics.store.records import Publication, mark_withdrawn, read_publications

_COLUMNS = {
    "year": "Int64",
    "published_at": "string",
    "published_by": "string",
    "documents": "string",
    "policy": "string",
    "quotes": "Int64",
    "stands": "boolean",
    "withdrawn_by": "string",
    "withdrawn_at": "string",
    "why": "string",
}


def list_publications(store: Source) -> pd.DataFrame:
    """Every year that was published from a store.

    Parameters
    ----------
    store : path

    Returns
    -------
    DataFrame
        year; published_at, published_by (the account); documents (their names); policy (the
        numbers of the rule); quotes, how many comments it quotes; stands, false where it was
        withdrawn; withdrawn_by, withdrawn_at and why.

    Raises
    ------
    StoreError
        The store cannot be read.
    """
    rows = [
        (
            each.year,
            each.published_at,
            each.published_by,
            ", ".join(each.documents),
            ", ".join(f"{name} {number}" for name, number in each.policy.items()),
            len(quotes_in(each.figures)),
            each.stands,
            each.withdrawn_by,
            each.withdrawn_at,
            each.why,
        )
        for each in _publications(store)
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def publications_in_words(store: Source) -> str:
    """Every year that was published from a store, and the comments that it quotes."""
    lines = []
    for each in _publications(store):
        lines.append(f"  {each.in_words}")
        lines += [
            f"    quoted: {quote.place}: “{' '.join(quote.words.split())}”"
            for quote in quotes_in(each.figures)
        ]
    if not lines:
        return "Nothing has been published from this store."
    return "\n".join(["Published from this store:", *lines])


def withdraw_publication(store: Source, year: int, *, by: str, why: str) -> Publication:
    """State that the published report of a year is withdrawn, so that it can be published again.

    Only where nobody outside has it: whoever has both versions can see what came in between.
    It stays on record.

    Parameters
    ----------
    store : path
    year : int
    by, why : str
        Who withdraws it, and the reason.

    Returns
    -------
    Publication
        As it now is.

    Raises
    ------
    DecisionError
        The year is not published.
    StoreError
        The store cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from trip_analytics import import_returns, list_publications, publish_report
    >>> with TemporaryDirectory() as folder:
    ...     store = Path(folder, "returns.store")
    ...     returns = import_returns("data/sample/2025", store=store).returns
    ...     done = publish_report(returns, store=store, out=folder)
    ...     reason = {"by": "J. Lead", "why": "an answer was read wrongly; nobody has seen it"}
    ...     withdrawn = withdraw_publication(store, 2025, **reason)
    ...     list_publications(store)["stands"].tolist()
    [False]
    """
    by, why = stated(by, "who withdraws it"), stated(why, "why")
    with writing(store, make=False) as connection:
        stand = {each.year: each for each in read_publications(connection) if each.stands}
        if year not in stand:
            published = ", ".join(map(str, sorted(stand))) or "none yet"
            raise DecisionError(f"{year} is not published. Published years: {published}.")
        number = stand[year].number
        mark_withdrawn(connection, number, by=by, at=now(), why=why)
        return next(each for each in read_publications(connection) if each.number == number)


def _publications(store: Source) -> tuple[Publication, ...]:
    with reading(store) as connection:
        return read_publications(connection)
