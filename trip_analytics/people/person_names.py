"""What looks like a person's name, and words that distinguish it from a place's or a role's."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

_WORDS: Final = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        files("trip_analytics.people").joinpath("names.toml").read_text(encoding="utf-8")
    ).items()
}
GIVEN_NAMES: Final = _WORDS["given_names"]
PLACES_AND_THINGS: Final = _WORDS["places_and_things"]
NOT_AFTER_A_TITLE: Final = _WORDS["not_after_a_title"]

_TITLES: Final = ("mr", "mrs", "ms", "miss", "dr", "prof")
_SHAPE: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?[A-Z][a-z'’-]+(?:\s+[A-Z][\w'’.-]*){1,2}$"
    r"|[A-Z][a-z]+(?:\s+[A-Z]\.?)?$"
)


def looks_like_a_name(text: str) -> bool:
    """Whether a text has the shape of a person's name.

    Examples
    --------
    >>> looks_like_a_name("Priya S"), looks_like_a_name("Effort"), looks_like_a_name("Our view")
    (True, True, False)
    """
    return bool(_SHAPE.match(text))


def begins_with_a_given_name(text: str) -> bool:
    """Whether a text begins as names of people do.

    Examples
    --------
    >>> begins_with_a_given_name("Julie H"), begins_with_a_given_name("Effort")
    (True, False)
    """
    first = text.casefold().replace(".", "").split()[:1]
    return bool(first) and (first[0].partition("-")[0] in GIVEN_NAMES or first[0] in _TITLES)
