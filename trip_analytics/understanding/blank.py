"""What stands where nobody has written: lines to write on, placeholders, guidance, and "nothing".

Seven questions of a text, each asked here and nowhere else. What holds a letter or a digit is never
dropped without an entry in the log.
"""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.words import remembered, vocabulary

_SAID: Final = vocabulary("blank")
# Dots, lines, empty boxes and brackets that are printed to be written on.
_PRINTED: Final = re.compile(r"[\s_.…·|☐□○◯⭘⬜◻▢❑❏()\[\]{}-]*")
# Signs of these that somebody may have typed: a dash, or a dot of the pen.
_TYPED: Final = re.compile(r"-+|[.·|()\[\]{}]")
_BRACKETED: Final = re.compile(r"\((.*)\)")
_SHORTEST_GUIDANCE: Final = 5  # words


@remembered
def is_blank(text: str) -> bool:
    """Whether a text is nothing but what a form prints to be written on.

    Examples
    --------
    >>> is_blank("____ ... [ ]"), is_blank("-"), is_blank("."), is_blank("x")
    (True, False, False, False)
    """
    line = text.strip()
    return _PRINTED.fullmatch(line) is not None and _TYPED.fullmatch(line) is None


@remembered
def is_placeholder(text: str) -> bool:
    """Whether a text is what a form prints where an answer belongs.

    Examples
    --------
    >>> is_placeholder("Choose an item."), is_placeholder("[insert team name]")
    (True, True)
    >>> is_placeholder("Add peer workers"), is_placeholder("[Sam]")
    (False, False)
    """
    return _SAID["placeholder"].search(tidy(text)) is not None


@remembered
def is_guidance(text: str) -> bool:
    """Whether a text tells people how to fill in a form. Brackets alone do not.

    Examples
    --------
    >>> is_guidance("Please list up to three priorities."), is_guidance("(who will do it)")
    (True, True)
    >>> is_guidance("(a peer worker)"), is_guidance("Please!")
    (False, False)
    """
    line = tidy(text)
    if inside := _BRACKETED.fullmatch(line):
        inner = inside[1].strip()
        return _SAID["guidance_in_brackets"].search(inner) is not None or is_placeholder(line)
    said = _SAID["guidance"].search(line)
    return said is not None and len(line.split()) >= _SHORTEST_GUIDANCE and line[-1] in ".:?!)"


def is_page_number(text: str) -> bool:
    """Whether a text is the number of a page.

    Examples
    --------
    >>> is_page_number("Page 2 of 3"), is_page_number("2")
    (True, False)
    """
    return _SAID["page_number"].search(tidy(text)) is not None


@remembered
def says_nothing(text: str) -> bool:
    """Whether a person says that there is nothing to say.

    Examples
    --------
    >>> says_nothing("N/A"), says_nothing("tbc"), says_nothing("None of us smokes")
    (True, True, False)
    """
    return _SAID["nothing"].search(_without_brackets(text)) is not None


def says_no_date(text: str) -> bool:
    """Whether words where a date belongs say that there is none, and are no date to be asked about.

    Examples
    --------
    >>> says_no_date("Ongoing"), says_no_date("ASAP"), says_no_date("Q4")
    (True, True, False)
    """
    return says_nothing(text) or _SAID["no_date"].search(_without_brackets(text)) is not None


def says_not_returned(text: str) -> bool:
    """Whether what stands in a team's place says that it answered nothing.

    Examples
    --------
    >>> says_not_returned("No return received"), says_not_returned("-"), says_not_returned("0")
    (True, True, False)
    """
    return says_nothing(text) or _SAID["not_returned"].search(_without_brackets(text)) is not None


@remembered
def says_nobody(text: str) -> bool:
    """Whether words where a name belongs say that there is nobody yet.

    Examples
    --------
    >>> says_nobody("vacant"), says_nobody("(tbc)"), says_nobody("Sam")
    (True, True, False)
    """
    return says_nothing(text) or _SAID["nobody"].search(_without_brackets(text)) is not None


def _without_brackets(text: str) -> str:
    line = tidy(text)
    inside = _BRACKETED.fullmatch(line)
    return inside[1].strip() if inside else line
