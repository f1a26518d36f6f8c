"""What keeps a comment from being quoted: it may identify a person or a team, or give a rating.

Rules rather than judgement: they miss some, so a person reads and chooses each comment. What they
find is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

import pandas as pd

from trip_analytics.people.personal_data import find_personal_data
from trip_analytics.returns import Returns
from trip_analytics.teams import name_key, register_of, words_of
from trip_analytics.teams.names import core_of, is_ordinary, without_brackets

A_TEAM: Final = "the name of a team"
A_RATING: Final = "a rating"

_POSSESSIVE: Final = re.compile(r"['’]s\b")
_CAPITALISED: Final = re.compile(r"\b[A-Z]\w*")

_FIGURE: Final = r"(?:[1-5](?:\.\d)?|one|two|three|four|five)"
_ONE_TO_ONE: Final = re.compile(r"\b(?:1|one)\s*(?:to|:|-)\s*(?:1|one)\b", re.IGNORECASE)
# A figure by itself: "a 2.", "3 this year"; not "a 2 week wait", "a 3-day course".
_ALONE: Final = (
    r"(?=\s*(?:$|[.,;:!?)\"'”’])|\s+[-–—]\s|\s+(?:again|although|and|as|at|because|but|by|for|from"
    r"|here|if|in|last|not|now|on|only|or|overall|rather|since|so|than|that|this|though|to|too|was"
    r"|we|when|which|while|with)\b)"
)
_SAYS_A_RATING: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "we rated ourselves honestly at 2", "a score of three", "still at stage 1"
        rf"\b(?:rat(?:e[sd]?|ings?)|scor(?:e[sd]?|ings?)|grad(?:e[sd]?|ing)|marked|levels?|stages?)\b"
        rf"(?:[^\w.!?]+\w+){{0,4}}?[^\w.!?]+{_FIGURE}\b",
        # "2 is our rating"
        rf"\b{_FIGURE}\b(?:[^\w.!?]+\w+){{0,3}}?[^\w.!?]+(?:rat(?:ed|ings?)|scor(?:ed?|ings?))\b",
        # "three out of five", "3/5"
        rf"\b{_FIGURE}\s*(?:/|out\s+of)\s*(?:5|five)\b(?!\s+of\b|[/\d])",
        # "gave ourselves a 2", "an honest 3", "a five for us"
        rf"\ban?\s+(?:(?:[a-z]+\s+){{0,2}}?[1-5]|two|three|four|five){_ALONE}",
        # "gave it 4", "we say 3", "at 2", "between 3 and 4", "went from 2 to 3"
        rf"\b(?:gave|give|giving|put|call|make|said|say|agreed|settled|voted|went|moved?|up|down|from"
        rf"|between|at)\s+(?:(?:ourselves|this|that|it|on|for|from|to|at)\s+){{0,2}}[1-5]{_ALONE}",
        # "3 - better than last year", "4 (was 3)"
        rf"^\W*[1-5](?:\s*[-–—:]\s|\s*\(|{_ALONE})",
    )
)


@dataclass(frozen=True)
class QuotingRules:
    """What may not be in a quoted comment of some returns.

    Attributes
    ----------
    phrases : frozenset of str
        Teams' names of several words, as keys of names.
    words : frozenset of str
        Those of one word, which count where they are written with a capital.
    points : tuple of str
        The points of the scales that ratings have, as printed.
    """

    phrases: frozenset[str]
    words: frozenset[str]
    points: tuple[str, ...]

    @classmethod
    def of(cls, returns: Returns) -> Self:
        """The rules for these returns: the names of their teams, the points of their scales."""
        keys = {key for name in _names(returns) for key in _keys(name)}
        single = {key for key in keys if " " not in key}
        points = {
            point.label
            for instrument in returns.instruments
            if instrument.kind == "ratings"
            for point in instrument.scale
            if " " in point.label
        }
        return cls(frozenset(keys - single), frozenset(single), tuple(sorted(points)))

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
        return any(pattern.search(comment) for pattern in _SAYS_A_RATING)


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
