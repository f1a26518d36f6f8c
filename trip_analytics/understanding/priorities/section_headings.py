"""What the headings and titles of priorities and of assets say, and what is none of them."""

from __future__ import annotations

import re
from typing import Final, Literal

from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.words import remembered, vocabulary, word_set

Role = Literal[
    "number", "priority", "action", "measure", "impact", "ease", "effort", "due", "review_on",
    "progress", "staff_lead", "service_user_lead", "lead", "comment", "other",
]  # fmt: skip

_SAID: Final = vocabulary("sections")
_OF: Final = vocabulary("people")
# The first of these that a heading speaks of is what it heads.
_OF_ROLE: Final[tuple[tuple[Role, str], ...]] = (
    ("number", "number"),
    ("review_on", "review_on"),
    ("due", "due"),
    ("measure", "measure"),
    ("impact", "impact"),
    ("ease", "ease"),
    ("effort", "effort"),
    ("progress", "progress"),
    ("comment", "comment"),
    ("action", "action"),
    ("priority", "priority"),
    ("action", "plain_action"),
    ("priority", "goal"),
)
_HEADING_WORDS: Final = word_set("sections", "heading_words")
_CATEGORY_WORDS: Final = word_set("sections", "category_words")
_SERVICE_USER: Final = _OF.pattern(r"{service_user}|\b{peer}\b")
_SERVICE_USER_ALONE: Final = _OF.pattern(
    r"(the )?(?:{service_user}|{peer})( (workers?|reps?|representatives?|members?))?"
)
_STAFF_ALONE: Final = re.compile(r"staff( members?)?|professionals?")
_OF_SOMETHING_ELSE: Final = re.compile(r"(what|actions?|how|by when|when)\b")
_NUMBER: Final = re.compile(r"no\.?|number|#|ref\.?|q", re.IGNORECASE)
_PLURAL: Final = re.compile(r"\b(\w+)\((s|es|ies)\)")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_LONGEST_HEADING = 16  # words
_PRIORITY_NUMBER = re.compile(
    r"^(?:our |team |top )?priority(?: (?:area|no\.?|number))?\s*[#:]?\s*"
    r"(\d{1,2}|one|two|three|four|five)\b\s*(?:[.:)\]–—-]+\s*|$|\s(?=\())",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBERS |= {word: number for number, word in enumerate(_ORDINALS, 1)}
_QUESTION_NUMBER = re.compile(r"^q?\d{1,2}[.)]\s*", re.IGNORECASE)
# In the heading of a column, wherever the number is: "Impact (priority 2)", "Your 3rd priority".
_OF_PRIORITY = re.compile(
    r"\b(?:(?:for|of|about|what is|our|your|the|team|top)\s+)*"
    r"(?:priority(?: area)?\s*(?:no\.?|number|#)?\s*([1-9]|one|two|three|four|five)(?!\w)"
    rf"|({'|'.join(_ORDINALS)}|[1-9](?:st|nd|rd|th))\s+priority\b)",
    re.IGNORECASE,
)
# As Microsoft Forms numbers a question that is asked again in the same words.
_NUMBERED_BEHIND = re.compile(r"^(\D*[^\W\d])\s?([2-9])$")

_SECTION_NUMBER = re.compile(
    r"^\W*((part|section|step|table|box)\s*)?(\d{1,2}|[a-h]|i{1,3}|iv|v)?\s*[.):–—-]+\s+"
    r"|^(part|section|step)\s+\w{1,3}\s+",
    re.IGNORECASE,
)


@remembered
def _plain(heading: str) -> str:
    line = _PLURAL.sub(r"\1\2", tidy(heading))
    text = normalise(_IN_BRACKETS.sub(" ", line) or line)
    return _SAID["of_degrees"].pattern.sub("", text).strip() or text


@remembered
def role_of(heading: str) -> Role | None:
    """What a heading of priorities says that its column is for.

    Examples
    --------
    >>> role_of("Lead(s)"), role_of("Peer lead"), role_of("How will we know?"), role_of("Kitchen")
    ('lead', 'service_user_lead', 'measure', None)
    """
    if _NUMBER.fullmatch(tidy(heading)):
        return "number"
    text = _plain(heading)
    if not text or len(text.split()) > _LONGEST_HEADING:
        return None
    leading = _SAID["leading"].search(text)
    if leading and (not _OF_SOMETHING_ELSE.match(text) or _SAID["leading_last"].search(text)):
        whole = normalise(heading)
        user, staff = speaks_of_service_users(whole), speaks_of_staff(whole)
        return "lead" if user is staff else "service_user_lead" if user else "staff_lead"
    if _SERVICE_USER_ALONE.fullmatch(text):
        return "service_user_lead"
    if _STAFF_ALONE.fullmatch(text):
        return "staff_lead"
    return next((role for role, name in _OF_ROLE if _SAID[name].search(text)), None)


def speaks_of_service_users(text: str) -> bool:
    """Whether words speak of people who use the service, or of peers."""
    return _SERVICE_USER.search(text) is not None


def speaks_of_staff(text: str) -> bool:
    """Whether words speak of staff by what they are."""
    return _OF["staff"].search(text) is not None


@remembered
def is_heading(text: str) -> bool:
    """Whether nearly all words of a text are words that headings of priorities consist of."""
    words = _plain(text).split()
    strange = sum(word not in _HEADING_WORDS for word in words)
    return bool(words) and strange <= len(words) // 4


def asks_for_users_first(heading: str) -> bool:
    """Whether a heading of both leads names the one among people using services first."""
    text = normalise(heading)
    user, staff = _SERVICE_USER.search(text), _OF["staff"].search(text)
    return user is not None and staff is not None and user.start() < staff.start()


def names_both_leads(heading: str) -> bool:
    """Whether a heading asks for a lead among staff and for one among people using services."""
    text = normalise(heading)
    return speaks_of_service_users(text) and speaks_of_staff(text)


@remembered
def priority_number(text: str) -> tuple[int, str] | None:
    """``Priority 1: Garden`` as its number and what follows; None where a text begins otherwise.

    Examples
    --------
    >>> priority_number("Priority two - Hope stories"), priority_number("Priority areas")
    ((2, 'Hope stories'), None)
    """
    line = text.strip()
    found = _PRIORITY_NUMBER.match(line)
    if found is None:
        return None
    word = found.group(1).casefold()
    return (_NUMBERS[word] if word in _NUMBERS else int(word)), line[found.end() :].strip()


@remembered
def numbered_heading(text: str) -> tuple[int | None, str]:
    """Of which priority a heading is, and the heading without its number.

    Examples
    --------
    >>> numbered_heading("Impact (priority 2)"), numbered_heading("Our third priority: lead")
    ((2, 'Impact'), (3, 'lead'))
    >>> numbered_heading("Ease2"), numbered_heading("Priority 1"), numbered_heading("Action")
    ((2, 'Ease'), (1, 'Priority'), (None, 'Action'))
    """
    line = _QUESTION_NUMBER.sub("", tidy(text))
    if found := _OF_PRIORITY.search(line):
        word = next(each for each in found.groups() if each).casefold()
        rest = _OF_PRIORITY.sub(" ", line).strip(" .:;?()[]-–—")
        return _NUMBERS.get(word) or int(word[0]), rest or "Priority"
    if found := _NUMBERED_BEHIND.match(line):
        return int(found.group(2)), found.group(1).strip()
    return None, line


@remembered
def titles_priorities(text: str) -> bool:
    """Whether a text is the title of a section of priorities, and nothing else.

    Examples
    --------
    >>> titles_priorities("3. Our top three priorities for the year:")
    True
    >>> titles_priorities("Priorities were hard to agree")
    False
    """
    return _SAID["priorities_title"].search(_without_section_number(text)) is not None


@remembered
def speaks_of_last_year(text: str) -> bool:
    """Whether a title or a heading speaks of what was chosen a year before.

    Examples
    --------
    >>> speaks_of_last_year("Last year's priorities"), speaks_of_last_year("Priorities")
    (True, False)
    """
    line = _plain(text)
    return len(line.split()) <= _LONGEST_HEADING and bool(_SAID["of_last_year"].search(line))


@remembered
def titles_assets(text: str) -> bool:
    """Whether a text is the title of a section of assets, and nothing else.

    Examples
    --------
    >>> titles_assets("Identifying our team's assets"), titles_assets("Assets were discussed")
    (True, False)
    """
    line = _without_section_number(text)
    strong = _SAID["asset_strong"].search(line) or len(line.split()) > 1
    return bool(strong) and _SAID["assets_title"].search(line) is not None


@remembered
def asks_for_assets(text: str) -> bool:
    """Whether a text is a question about a team's assets."""
    line = tidy(text)
    return (
        is_question(line)
        and _SAID["asset"].search(line) is not None
        and _SAID["other_question"].search(line) is None
    )


def is_question(text: str) -> bool:
    """Whether a text is a question, as a form prints them."""
    return _SAID["question"].search(tidy(text)) is not None


@remembered
def heads_categories(text: str) -> bool:
    """Whether a heading is one of a column for the categories of assets."""
    return _SAID["category_heading"].search(_plain(text)) is not None


@remembered
def heads_assets(text: str) -> bool:
    """Whether a heading is one of a column for assets."""
    line = _plain(text)
    return len(line.split()) <= _LONGEST_HEADING and bool(_SAID["asset_heading"].search(line))


@remembered
def is_category(text: str) -> bool:
    """Whether a text is made of the words that categories of assets are made of.

    Examples
    --------
    >>> is_category("Skills and interests of staff"), is_category("Two keen gardeners")
    (True, False)
    """
    words = _plain(text).split()
    return bool(words) and set(words) <= _CATEGORY_WORDS


@remembered
def _without_section_number(text: str) -> str:
    line = tidy(text)
    return _plain(_SECTION_NUMBER.sub("", line, count=1) or line)
