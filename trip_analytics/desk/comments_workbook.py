"""The comments of a year as an accessible workbook, in which a person chooses what to quote.

It is written here, and read back with the choices made in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from trip_analytics.analysis.options import chosen_year
from trip_analytics.desk.check_workbook import write_workbook
from trip_analytics.desk.comments import (
    ADDRESS,
    QuotingRules,
    comments_of,
    in_one_line,
    list_comments,
    printable,
)
from trip_analytics.disclosure.quotes import Quote, place_of
from trip_analytics.errors import QuoteError
from trip_analytics.reading import Cell, Folder, UnreadableFile, read_document
from trip_analytics.reports.model import Column
from trip_analytics.reports.workbook_parts import add_cover, add_table, new_workbook, saved
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TEXT
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

    A choice is the list of comments, as a file or a table, with ``yes`` in the column ``quote`` of
    those chosen. They come in the order of the form, then of the words.

    Raises QuoteError: the list cannot be read, chooses nothing, or chooses what is not there in
    these words or may not be quoted. The message lists every problem, none with a comment's words.
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

    Raises QuoteError: the file is no list of comments.
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
    titles = {"item_id": (), **{name: (called,) for name, (called, _) in _COLUMNS.items()}}
    read = read_titled_rows(sheets, columns_by_title(titles), "comment") if sheets else None
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


def write_comments(returns: Returns, out: str | Path, *, year: int | str | None = None) -> Path:
    """Write the comments of a year as a workbook, to choose from in its column ``Quote``.

    If a list of comments is there already, it is replaced by one with the choices that were made in
    it.

    Raises AnalysisError: there are no returns, or none of that year.
    Raises QuoteError: the file there is no list of comments. Then it is as it was before.
    Raises OutputError: the file cannot be written. Then it is as it was before.
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
    add_table(workbook, "Comments", title, columns, rows)
    return saved(workbook, title=title, creator="trip_analytics", subject=title)
