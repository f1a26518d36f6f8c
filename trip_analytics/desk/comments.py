"""Every comment of a year, so that a person can choose which to quote.

A rule keeps a comment from being quoted if it may identify a person or a team, or gives a rating.
Rules miss some, so a person reads and chooses each comment. What they find is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import pandas as pd

from trip_analytics.analysis.options import chosen_year, nobody_returned
from trip_analytics.analysis.results import names_of
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import load_instrument
from trip_analytics.people import find_personal_data
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TEXT
from trip_analytics.teams.load_register import register_of
from trip_analytics.teams.names import core_of, is_ordinary, name_key, without_brackets, words_of
from trip_analytics.words import listed

A_TEAM: Final = "the name of a team"
A_RATING: Final = "a rating"

_POSSESSIVE: Final = re.compile(r"['’]s\b")
_CAPITALISED: Final = re.compile(r"\b[A-Z]\w*")

_ONE_TO_ONE: Final = re.compile(r"\b(?:1|one)\s*(?:to|:|-)\s*(?:1|one)\b", re.IGNORECASE)
# A figure by itself: "a 2.", "3 this year"; not "a 2 week wait", "a 3-day course".
_ALONE: Final = (
    r"(?=\s*(?:$|[.,;:!?)\"'”’])|\s+[-–—]\s|\s+(?:again|although|and|as|at|because|but|by|for|from"
    r"|here|if|in|last|not|now|on|only|or|overall|rather|since|so|than|that|this|though|to|too|was"
    r"|we|when|which|while|with)\b)"
)
_NOTHING: Final = r"(?!)"
_NUMBERS: Final = (
    *("zero", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)


@cache
def _says_a_rating(scales: tuple[tuple[int, ...], ...]) -> tuple[re.Pattern[str], ...]:
    """How people write a rating on these scales, each its points, lowest first."""
    digits = rf"[-−]?(?:{_one_of({abs(point) for points in scales for point in points})})"
    words = {number for points in scales for number in map(_word, points) if number}
    figure = rf"(?:{digits}(?:\.\d)?|{_one_of(words)})"
    tops = {points[-1] for points in scales}
    top = _one_of({*tops, *filter(None, map(_word, tops))})
    patterns = (
        # "we rated ourselves honestly at 2", "a score of three", "still at stage 1"
        rf"\b(?:rat(?:e[sd]?|ings?)|scor(?:e[sd]?|ings?)|grad(?:e[sd]?|ing)|marked|levels?|stages?)\b"
        rf"(?:[^\w.!?]+\w+){{0,4}}?[^\w.!?]+{figure}\b",
        # "2 is our rating"
        rf"\b{figure}\b(?:[^\w.!?]+\w+){{0,3}}?[^\w.!?]+(?:rat(?:ed|ings?)|scor(?:ed?|ings?))\b",
        # "three out of five", "3/5"
        rf"\b{figure}\s*(?:/|out\s+of)\s*(?:{top})\b(?!\s+of\b|[/\d])",
        # "gave ourselves a 2", "an honest 3", "a five for us"
        rf"\ban?\s+(?:(?:[a-z]+\s+){{0,2}}?{digits}|{_one_of(words - {'one'})}){_ALONE}",
        # "gave it 4", "we say 3", "at 2", "between 3 and 4", "went from 2 to 3"
        rf"\b(?:gave|give|giving|put|call|make|said|say|agreed|settled|voted|went|moved?|up|down|from"
        rf"|between|at)\s+(?:(?:ourselves|this|that|it|on|for|from|to|at)\s+){{0,2}}{digits}{_ALONE}",
        # "3 - better than last year", "4 (was 3)"
        rf"^\W*{digits}(?:\s*[-–—:]\s|\s*\(|{_ALONE})",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _word(number: int) -> str | None:
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else None


def _one_of(texts: Iterable[object]) -> str:
    """Alternatives of a pattern: longer ones first, as 1 begins 10."""
    return "|".join(sorted(map(str, texts), key=lambda text: (-len(text), text))) or _NOTHING


@dataclass(frozen=True)
class QuotingRules:
    """What may not be in a quoted comment of some returns."""

    phrases: frozenset[str]
    """Teams' names of several words, as keys of names."""
    words: frozenset[str]
    """Those of one word, which count where they are written with a capital."""
    points: tuple[str, ...]
    """The points of the scales that ratings have, as printed."""
    scales: tuple[tuple[int, ...], ...]
    """Those points as numbers, scale by scale."""

    @classmethod
    def of(cls, returns: Returns) -> Self:
        """The rules for these returns: the names of their teams, the points of their scales."""
        keys = {key for name in _names(returns) for key in _keys(name)}
        single = {key for key in keys if " " not in key}
        lists = [each for each in returns.instruments if each.kind == "ratings"]
        points = {point.label for each in lists for point in each.scale if " " in point.label}
        scales = {each.points for each in lists} or {load_instrument("trip").points}
        return cls(
            frozenset(keys - single),
            frozenset(single),
            tuple(sorted(points)),
            tuple(sorted(scales)),
        )

    def broken_by(self, comment: str) -> tuple[str, ...]:
        """What a comment seems to hold, as words for a sentence; never its own words.

        If nothing is found, there may still be something.
        """
        found = list(find_personal_data(comment))
        if self._names_a_team(comment):
            found.append(A_TEAM)
        if self._says_a_rating(comment):
            found.append(A_RATING)
        return tuple(found)

    def _names_a_team(self, comment: str) -> bool:
        lines = [f" {name_key(each)} " for each in _spellings(comment)]
        capitalised = {name_key(word) for word in _CAPITALISED.findall(comment)}
        return bool(self.words & capitalised) or any(
            f" {phrase} " in line for phrase in self.phrases for line in lines
        )

    def _says_a_rating(self, comment: str) -> bool:
        if any(point in comment for point in self.points):  # as printed: much is "not yet"
            return True
        comment = _ONE_TO_ONE.sub("alone", comment)
        return any(pattern.search(comment) for pattern in _says_a_rating(self.scales))


def _names(returns: Returns) -> set[str]:
    """Every name of a team of the register, or of a return, those of before a merger too."""
    columns: Iterable[pd.Series] = (
        table[column]
        for table in (returns.teams, returns.returns, returns.before_mergers)
        for column in ("team", "team_id")
    )
    return {str(name) for names in columns for name in names.dropna()} | set(
        register_of(returns.teams).names
    )


def _keys(name: str) -> Iterator[str]:
    """A name as it may be written, whole and without "ward" or "team"."""
    for said in (*_spellings(name), *_spellings(without_brackets(name))):
        words = words_of(said)
        if len(words) > 1:
            yield " ".join(words)
        core = core_of(words)
        if core and not is_ordinary(core) and (len(core) > 1 or len(core[0]) > 1):
            yield " ".join(core)


def _spellings(text: str) -> set[str]:
    """A text, and without what makes "Ash's" of "Ash"; St Ann's keeps it as well."""
    return {text, _POSSESSIVE.sub("", text)}


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
    names = names_of(returns)
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
