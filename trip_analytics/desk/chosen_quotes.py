"""Which comments a person chose to quote, and whether each may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from trip_analytics.desk.comments import ADDRESS, comments_of, in_one_line, printable
from trip_analytics.desk.quoting_rules import QuotingRules
from trip_analytics.disclosure.quotes import Quote, place_of
from trip_analytics.errors import QuoteError
from trip_analytics.reading import Cell, Folder, UnreadableFile, read_document
from trip_analytics.returns import Returns
from trip_analytics.tables import TEXT
from trip_analytics.understanding.tables.titled_rows import (
    columns_by_title,
    missing_columns,
    read_titled_rows,
    text_of,
)
from trip_analytics.words import listed

Choice = str | Path | pd.DataFrame
Address = tuple[str | None, ...]

NO_SHEET: Final = "[z]"
NEEDED: Final = ("about", "comment", "quote", *ADDRESS)
_TITLES: Final = {
    "about": "practice or challenge",
    "comment": "",
    "quote": "",
    "source_file": "file",
    "sheet": "",
    "cell": "",
    "item_id": "",
    "looks_like": "holds what looks like",
}
_YES: Final = frozenset(("yes", "y", "x", "true"))
# A choice whose comment is no longer in the returns is kept in the list, and chooses nothing.
WAS_YES: Final = "was yes"
_NO: Final = frozenset(("no", "n", "false", "", WAS_YES))


class _Row(NamedTuple):
    """A row of the list as a person gave it back, in its own words and as they are compared."""

    name: str
    given: tuple[str, ...]
    mark: str
    said: tuple[str, str]
    address: Address


def chosen_quotes(returns: Returns, choice: Choice, year: int) -> tuple[Quote, ...]:
    """The comments that a person marked, each looked up in the returns and checked again.

    Parameters
    ----------
    returns : Returns
    choice : str, Path or DataFrame
        The list of comments, as a file or a table, with ``yes`` in the column ``quote`` of
        those chosen.
    year : int
        The year of the report.

    Returns
    -------
    tuple of Quote
        In the order of the form, then of the words.

    Raises
    ------
    QuoteError
        The list cannot be read, chooses nothing, or chooses what is not there in these words
        or may not be quoted. The message lists every problem, none with a comment's words.
    """
    if not isinstance(choice, str | Path | pd.DataFrame):
        raise QuoteError("Give the choice of comments as the table of list_comments, or its file.")
    rows = list(_rows(choice))
    problems = [
        f"{row.name}: the mark under Quote is neither yes nor no"
        for row in rows
        if row.mark not in _YES | _NO
    ]
    chosen = [row for row in rows if row.mark in _YES]
    if not chosen and not problems:
        raise QuoteError(
            f"{_called(choice)} marks none with yes: write yes beside those to quote, or make the "
            "report without it."
        )
    known = _Known(returns, year)
    quotes = {quote for row in chosen if (quote := known.quote(row, problems))}
    if problems:
        raise _refusal(choice, problems)
    return tuple(quote for quote in dict.fromkeys(known.in_order) if quote in quotes)


def with_choices(comments: pd.DataFrame, path: Path) -> pd.DataFrame:
    """A list of comments with the marks of one that was made before.

    A choice of which no comment has the words any more is kept at the end.

    Raises
    ------
    QuoteError
        The file is no list of comments.
    """
    rows = [row for row in _rows(path) if row.mark]
    at = {(row.said, row.address): row for row in rows}
    anywhere = {row.said: row for row in rows}
    marks: list[str | None] = []
    kept: set[tuple[str, str]] = set()
    for about, comment, *address in comments[[*NEEDED[:2], *ADDRESS]].itertuples(index=False):
        said = _said(_text(about), _text(comment))
        row = at.get((said, _as_read(map(_text, address)))) or anywhere.get(said)
        mark = None if row is None else "yes" if row.mark == WAS_YES else row.given[2].strip()
        marks.append(mark)
        kept.add(said)
    gone = [row for row in rows if row.said not in kept and row.mark in _YES | {WAS_YES}]
    last = pd.DataFrame([row.given for row in gone], columns=list(NEEDED)).assign(
        quote=WAS_YES, looks_like="words that are no longer in the returns"
    )
    chosen = comments.assign(quote=pd.Series(marks, index=comments.index, dtype=TEXT))
    last = last.reindex(columns=comments.columns)
    return pd.concat([chosen.astype(TEXT), last.astype(TEXT)], ignore_index=True)


class _Known:
    """The comments of a year, in the order of the list and by their addresses."""

    def __init__(self, returns: Returns, year: int) -> None:
        self._year = year
        self._rules = QuotingRules.of(returns)
        self.in_order: list[Quote] = []
        self._at: dict[Address, list[Quote]] = {}
        self._saying: dict[tuple[str, str], Quote] = {}
        for row in comments_of(returns, year).to_dict("records"):
            address = [_text(row[column]) or None for column in ADDRESS]
            said = (str(row[column]) for column in ("item_id", "about", "comment"))
            quote = Quote(*said, *address)
            self.in_order.append(quote)
            self._at.setdefault(_as_read(address), []).append(quote)
            self._saying.setdefault(_said(quote.about, quote.words), quote)

    def quote(self, row: _Row, problems: list[str]) -> Quote | None:
        """The comment that a row is about, unless it may not be quoted.

        It is the one at its address, or else the same words about the same practice: a form
        that was corrected, or a file that was moved, does not undo a choice.
        """
        place = f"{row.name} ({place_of(*row.address)})"
        there = self._at.get(row.address, [])
        same = (each for each in there if _said(each.about, each.words) == row.said)
        quote = next(same, None) or self._saying.get(row.said)
        if quote is None and not there:
            problems.append(f"{place}: there is no comment of {self._year} there")
        elif quote is None:
            problems.append(
                f"{place}: the choice was of other words than are there now; somebody may have "
                "changed the return"
            )
        elif found := self._rules.broken_by(quote.words):
            problems.append(f"{place}: it may not be quoted, for it seems to hold {listed(found)}")
        return quote


def _rows(choice: Choice) -> Iterator[_Row]:
    if isinstance(choice, pd.DataFrame):
        missing = [f"the column {column} is missing" for column in NEEDED if column not in choice]
        if missing:
            raise _refusal(choice, missing)
        for label, *said in choice[list(NEEDED)].itertuples(name=None):
            yield _row(f"row {label}", [_text(each) for each in said])
    else:
        for number, cells in _read(choice).items():
            texts = {column: text_of(cell) for column, cell in cells.items()}
            yield _row(f"row {number}", [texts.get(column, "") for column in NEEDED])


def _read(choice: str | Path) -> Mapping[int, Mapping[str, Cell]]:
    if not Path(choice).is_file():
        raise QuoteError(
            f"There is no file called {str(choice)!r}: check its name and where it is."
        )
    try:
        document = read_document(Path(choice))
    except UnreadableFile as error:
        raise QuoteError(
            f"{_called(choice)} cannot be opened: save it as a workbook (.xlsx) without a "
            "password, or make a new list of the comments."
        ) from error
    sheets = () if isinstance(document, Folder) else document.sheets
    read = read_titled_rows(sheets, columns_by_title(_TITLES), "comment") if sheets else None
    if read is None or set(NEEDED).isdisjoint(read.titles.values()):
        raise QuoteError(f"{_called(choice)} is no list of comments: make one, and mark it.")
    if problems := [*read.problems, *missing_columns(read.titles, NEEDED)]:
        raise _refusal(choice, problems)
    return read.rows


def _row(name: str, said: Sequence[str]) -> _Row:
    about, comment, mark, *address = said
    as_said = _said(about, comment)
    return _Row(name, tuple(said), mark.strip().casefold(), as_said, _as_read(address))


def _said(about: str, comment: str) -> tuple[str, str]:
    """What makes two comments the same, however their lines are broken."""
    return in_one_line(about), in_one_line(printable(comment))


def _refusal(choice: Choice, problems: Sequence[str]) -> QuoteError:
    return QuoteError.from_problems(
        f"{_called(choice)} cannot be used until this is put right:", problems
    )


def _called(choice: Choice) -> str:
    name = "" if isinstance(choice, pd.DataFrame) else f" {Path(choice).name!r}"
    return f"The choice of comments{name}"


def _as_read(address: Iterable[str | None]) -> Address:
    """An address as it is read back from a list."""
    said = (in_one_line(part or "") for part in address)
    return tuple(None if part in ("", NO_SHEET) else part for part in said)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
