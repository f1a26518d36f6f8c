"""Which field of a form a text labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.words import have_own_words, remembered, vocabulary

FieldName = Literal[
    "team", "service", "unit", "service_line", "organisation", "year", "date", "name", "took_part",
    "comment", "team_type", "review_on", "review_date", "took_part_staff",
    "took_part_service_users",
]  # fmt: skip
"""``service`` and ``unit`` are fields that name the team on some forms and not on others."""

LONGEST_LABEL: Final = 100  # characters

_SAID: Final = vocabulary("fields")
_LABELS: Final[tuple[FieldName, ...]] = (
    "team_type", "team", "service", "unit", "service_line", "organisation", "year",
    "review_on", "review_date", "date", "took_part_staff", "took_part_service_users", "name",
    "took_part", "comment",
)  # fmt: skip

# What stands between a label and the same in another language: "Tîm / Team".
_OTHER_LANGUAGE: Final = re.compile(r"\s+[/|]\s+|\n")
_PARTED_BY_DASH: Final = re.compile(r"\s+[-–—]\s+")
_LONGEST_PART: Final = 5  # words
# What stands between two labels, or two values: "Directorate / Team: Adult / Ash Ward".
_BETWEEN_LABELS: Final = re.compile(r"\s*[/\\,&+|]\s*|\s+and\s+", re.I)
_BETWEEN_VALUES: Final = re.compile(r"\s+[/|–—-]\s+|\s*[;,\n]\s*")


@remembered
def label_of(text: str) -> FieldName | None:
    """The field a label names, without its colon, in English or beside it in another language.

    Examples
    --------
    >>> label_of("Name of team / ward:"), label_of("1. Directorate *"), label_of("Ash Ward")
    ('team', 'service_line', None)
    >>> label_of("Tîm / Team"), label_of("Blwyddyn adolygu / Review year")
    ('team', 'year')
    """
    return label_in_one_language(text) or _label_in_two_languages(text) or _label_said_twice(text)


@remembered
def labels_of(text: str) -> tuple[FieldName, ...]:
    """The fields that a text labels: one as a rule, or two that share a line.

    Examples
    --------
    >>> labels_of("Directorate / Team:"), labels_of("Name of team / ward"), labels_of("Ash / Elm")
    (('service_line', 'team'), ('team',), ())
    """
    if (one := label_of(text)) is not None:
        return (one,)
    parts = [label_in_one_language(part) for part in _BETWEEN_LABELS.split(text)]
    named = tuple(part for part in parts if part is not None)
    return named if len(named) == len(parts) == len(set(named)) == 2 else ()


def values_of_two(text: str, names: tuple[FieldName, ...]) -> tuple[tuple[FieldName, str], ...]:
    """What a text says of two fields that share a label; all of it of the team if it is one thing.

    Examples
    --------
    >>> values_of_two("Adult / Ash Ward", ("service_line", "team"))
    (('service_line', 'Adult'), ('team', 'Ash Ward'))
    >>> values_of_two("Ash Ward", ("service_line", "team"))
    (('team', 'Ash Ward'),)
    """
    parts = _BETWEEN_VALUES.split(text.strip(), maxsplit=1)
    if len(parts) == 1 and text.count("/") == 1:
        parts = text.split("/")
    if len(parts) == 2 and all(part.strip() for part in parts):
        return tuple(zip(names, map(str.strip, parts), strict=True))
    return (("team" if "team" in names else names[0], text),)


@remembered
def label_in_one_language(text: str) -> FieldName | None:
    """The field that a text names where all of it is the label."""
    if len(text) > LONGEST_LABEL:
        return None
    line = " ".join(text.split())
    before, behind = _SAID["before_label"].pattern, _SAID["behind_label"].pattern
    while (shorter := behind.sub("", before.sub("", line))) != line:
        line = shorter
    return _by_own_words(text, line) or _first_named(line, _LABELS)


def _by_own_words(text: str, line: str) -> FieldName | None:
    """The field that a trust's own words name, which may end in brackets as no other label does."""
    own = [name for name in _LABELS if name in have_own_words("fields")]
    if not own:
        return None
    return _first_named(tidy(text).rstrip(" :"), own) or _first_named(line, own)


def _first_named(line: str, names: Iterable[FieldName]) -> FieldName | None:
    return next((name for name in names if _SAID[name].fullmatch(line)), None)


def _label_in_two_languages(text: str) -> FieldName | None:
    """The field that one part of a label names whose other part is in another language."""
    parts = [part for part in _OTHER_LANGUAGE.split(text) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > _LONGEST_PART for part in parts):
        return None
    named = [name for part in parts if (name := label_in_one_language(part)) is not None]
    return named[0] if len(set(named)) == 1 and len(parts) == 2 else None


def _label_said_twice(text: str) -> FieldName | None:
    """The field that both sides of a dash name, each in its own language: "Tîm - Team"."""
    named = [label_in_one_language(part) for part in _PARTED_BY_DASH.split(text)]
    return named[0] if len(named) == 2 and len(set(named)) == 1 else None
