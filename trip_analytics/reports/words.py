"""Numbers and lists as people write them."""

from __future__ import annotations

_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """A number in words up to ten, in figures above.

    Examples
    --------
    >>> number(3), number(41)
    ('three', '41')
    """
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def counted(count: int, thing: str, things: str | None = None) -> str:
    """A number with what it counts.

    Examples
    --------
    >>> counted(1, "team"), counted(41, "team"), counted(2, "priority", "priorities")
    ('one team', '41 teams', 'two priorities')
    """
    return f"{number(count)} {thing if count == 1 else things or thing + 's'}"


def mid_sentence(label: str) -> str:
    """A practice's name inside a sentence; one with other capitals is taken as a proper name.

    Examples
    --------
    >>> mid_sentence("Shared safety planning"), mid_sentence("Recovery Education Centre")
    ('shared safety planning', 'Recovery Education Centre')
    """
    return label if any(letter.isupper() for letter in label[1:]) else label[:1].lower() + label[1:]


def ended(sentence: str) -> str:
    """A sentence with a full stop."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def opening(sentence: str) -> str:
    """A sentence with a capital at its head, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
