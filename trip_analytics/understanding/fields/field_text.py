"""The text of a form's fields: labels and values in one cell, blanks, titles, people."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.understanding.blank import is_guidance, is_placeholder, says_nobody
from trip_analytics.understanding.fields.field_labels import (
    FieldName,
    label_in_one_language,
    label_of,
    labels_of,
)
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.words import remembered, vocabulary, word_set

Part = tuple[FieldName | None, str]
"""A field of a cell and its value; or no field, and a line of text."""

# Fields of any length, in whose words a colon means nothing.
_LONG: Final = ("comment", "took_part")
# Labels that are words of teams' names as well: "Team: Memory Service: North".
_OF_NAMES: Final = ("service", "unit")
_LONGEST_LABEL: Final = 9  # words
_MOST_TITLES: Final = 2  # lines over the first field of a cell
# Lines and dots that are printed to be written on.
_BLANK: Final = re.compile(r"_{2,}|…+|\.{3,}")
# What parts a label from its value where there is no colon: "Team - Ash Ward".
_PARTED: Final = re.compile(r"\s+[-–—]\s+|\s*=\s*|\t+|\s*(?:_{2,}|…+|\.{3,})\s*|\s{3,}|\n")
_SAID: Final = vocabulary("fields")
LONGEST_TITLE: Final = 120  # characters
# Words with a capital that are no one's name, among who took part.
_ROLES: Final = word_set("people", "roles")


@remembered
def label_and_value(text: str) -> tuple[str, str]:
    """``Team: Ash Ward`` as its label and its value; other text as a label alone.

    Examples
    --------
    >>> label_and_value("Team: ____ Ash Ward ____"), label_and_value("TEAM NAME – Ash Ward")
    (('Team', 'Ash Ward'), ('TEAM NAME', 'Ash Ward'))
    >>> label_and_value("Ash Ward: our plan")
    ('Ash Ward: our plan', '')
    """
    label, colon, value = text.partition(":")
    if colon and labels_of(label):
        return label, without_blanks(value)
    for parted in _PARTED.finditer(text):
        label = text[: parted.start()]
        if (name := label_of(label)) is not None:
            value = without_blanks(text[parted.end() :])
            if value and label_of(value) == name:
                return text, ""  # the same in another language
            return (label, "") if is_guidance(value) else (label, value)
    return text, ""


def without_blanks(text: str) -> str:
    """A value without the line that was printed for it.

    Examples
    --------
    >>> without_blanks(" ...... Ash Ward ...... |")
    'Ash Ward'
    """
    return tidy(_BLANK.sub(" ", text)).strip(" |;_")


def is_no_value(text: str) -> bool:
    """Whether a field's text is guidance, or says that there is nothing to say.

    Examples
    --------
    >>> is_no_value("[insert team name]"), is_no_value("e.g. Ash Ward"), is_no_value("Ash Ward")
    (True, True, False)
    """
    written = any(map(str.isalnum, text))
    return not written or is_placeholder(text) or is_guidance(text) or says_nobody(text)


def is_name(text: str) -> bool:
    """Whether a field's text may be a name: not a placeholder, and not the label again.

    Examples
    --------
    >>> is_name("Ash Ward"), is_name("[insert team name]"), is_name("Ward/team")
    (True, False, False)
    """
    if is_no_value(text) or label_of(text) is not None:
        return False
    return any(label_of(word) is None for word in text.split())  # "Team ward" says no more


def may_name_people(text: str) -> bool:
    """Whether words on who took part may name somebody: a word with a capital is no role.

    Examples
    --------
    >>> may_name_people("6 staff, 4 Service Users"), may_name_people("Jane, Tom")
    (False, True)
    """
    words = re.findall(r"\b[A-Z][A-Za-z'’-]*", text)
    return any(word.casefold().rstrip("'’") not in _ROLES for word in words) or "@" in text


@remembered
def title_in(text: str) -> str | None:
    """A form's title, where it says more than which form it is.

    Examples
    --------
    >>> title_in("TRIP: Ash Ward 2024/25")
    'TRIP: Ash Ward 2024/25'
    >>> title_in("Team Recovery Implementation Plan (TRIP)") is None
    True
    """
    line = tidy(text)
    if (
        len(line) > LONGEST_TITLE
        or line.endswith((".", "?", ":"))
        or not _SAID["title"].search(line)
    ):
        return None
    if _SAID["publication"].search(line):
        return None
    rest = _SAID["of_titles"].pattern.sub(" ", line)
    words = re.findall(r"[^\W\d_][\w'’&-]*", rest)
    named = 0 < len(words) <= 6 and all(word[0].isupper() for word in words)
    dated = bool(re.search(r"\d\d", rest))
    return line if named or (dated and not words) else None


def names_more(text: str) -> bool:
    """Whether a title says more than which part of which form it heads.

    Examples
    --------
    >>> names_more("Ash Ward"), names_more("Part 2: Organisational challenges")
    (True, False)
    """
    return bool(re.search(r"[^\W\d_]{2}", _SAID["of_titles"].pattern.sub(" ", tidy(text))))


@remembered
def several_fields(text: str) -> tuple[Part, ...]:
    """The fields that share one cell, in lines or behind each other; none where it holds one.

    A line without a label goes on with the comment above it, or answers the label above
    it; else, as a title over the first of them does, it stands for itself.

    Examples
    --------
    >>> several_fields("Team: Ash Ward  Year: 2025")
    (('team', 'Ash Ward'), ('year', '2025'))
    >>> several_fields("Team: Ash Ward")
    ()
    """
    found: list[Part] = []
    for line in text.splitlines():
        of_line = _fields_of_line(line)
        if not of_line and len(found) == _MOST_TITLES and not any(name for name, _ in found):
            return ()
        name, value = found[-1] if found else (None, "")
        if of_line:
            found += of_line
        elif name in _LONG or (name is not None and not value):
            found[-1] = (name, f"{value}\n{line}".strip())
        else:
            found.append((None, line.strip()))
    return tuple(found) if sum(name is not None for name, _ in found) > 1 else ()


def _fields_of_line(line: str) -> list[Part]:
    """``Team: Ash Ward  Year: 2025`` as its fields; nothing where no label begins it."""
    first, *pieces = line.split(":")
    name = label_of(first) if pieces else None
    if name is None:
        return _fields_on_blanks(line)
    found: list[Part] = [(name, "")]
    for piece in pieces[:-1]:
        words, following = _label_at_end(piece)
        name, value = found[-1]
        if following is None or name in _LONG or following in dict(found):
            found[-1] = (name, f"{value}{piece}:")
        else:
            found[-1] = (name, f"{value}{words}")
            found.append((following, ""))
    name, value = found[-1]
    found[-1] = (name, value + pieces[-1])
    return [
        (name, value.strip() if name in _LONG else without_blanks(value).rstrip(",/- "))
        for name, value in found
    ]


def _fields_on_blanks(line: str) -> list[Part]:
    """``Team ____ Ash ____ Date ____`` as its fields, and one behind a dash."""
    pieces = [piece.strip(" |,;") for piece in _BLANK.split(line)]
    name = label_of(pieces[0]) if pieces[0] else None
    if name is None or len(pieces) == 1:
        label, value = label_and_value(line)
        name = label_of(label) if value else None
        return [(name, value)] if name else []
    found: list[Part] = []
    for piece in filter(None, pieces):
        following = label_of(piece)
        if following is not None and following not in dict(found):
            found.append((following, ""))
        else:
            name, value = found[-1]
            found[-1] = (name, f"{value} {piece}".strip())
    return found


def _label_at_end(text: str) -> tuple[str, FieldName | None]:
    """What stands before the label with which a text ends, and that label."""
    words = text.split()
    for count in range(min(_LONGEST_LABEL, len(words)), 0, -1):
        name = label_in_one_language(" ".join(words[-count:]))
        if name is not None and name not in _OF_NAMES:
            return " ".join(words[:-count]), name
    return text, None
