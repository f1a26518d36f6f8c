"""Free text that looks as if it could identify a person, and what looks like a person's name.

Rules rather than a model: each can be read, and each says what it found. None of
them knows everything (a first name alone is passed over), so no text is ever
called free of personal data.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

# A text without any of these holds nothing that we look for.
_WORTH_A_LOOK = re.compile(r"\d|@|[A-Z][a-z]+\.? [A-Z]|\b(?i:m(?:rs?|s|iss|x)|dr)\b")

_TEN_DIGITS = re.compile(r"(?<![\d+.,/-])(?:\d{3}([ -])\d{3}\1\d{4}|\d{10})(?![\d/-]|[.,]\d)")
_CALLED_NHS = re.compile(
    r"\bnhs\s?(?:no|num(?:ber)?|id|#)?[\s.:=#-]{0,4}(?:is\s)?(?:\d[ -]?){9}\d\b", re.IGNORECASE
)

# Numbers of a person's own; those in 03 and 08 are organisations'.
_PHONE = re.compile(
    r"(?<![\w.,/+-])(?:\+ ?44|0044|\(?0(?=[127]))[\d ()-]{7,16}(?<=\d)(?![\d/-]|[.,:]\d)"
)

_LENGTHS = {"1": (10, 11), "2": (11,), "7": (11,)}  # by the digit after the zero

_EMAIL = re.compile(r"[\w.+'-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63})+")

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY "
    "E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE "
    "LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL "
    "SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    r"\b(?P<outward>(?P<area>[A-Z]{1,2})[0-9][0-9A-HJKMNP-Y]?)"
    r" ?(?P<inward>[0-9][ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th", re.IGNORECASE)  # "B2 2nd floor"

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_DATE = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\sof)?\s?[-/. ]\s?"
    r"(?P<month>\d{1,2}|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?)"
    r"\s?[-/., ]\s?(?P<year>(?:19|20)\d\d|\d\d)"
)
_ANY_DATE = re.compile(rf"(?<![\d/.-]){_DATE}(?![\d/-]|\.\d)", re.IGNORECASE)
_BORN = re.compile(
    rf"(?:\bd\.?\s?o\.?\s?b\b\.?|\b(?:date|day) of birth|\bborn\b|\bbirth ?(?:day|date))"
    rf"[^\d\n]{{0,20}}{_DATE}",
    re.IGNORECASE,
)
_NOT_A_BIRTH = re.compile(
    r"\b(?:open\w*|since|found\w*|built|established|moved?|from|began|started|until|act)\b"
    r"[^.;\n]{0,20}$",
    re.IGNORECASE,
)
# People born up to this year may be in care; dates of reviews and plans are later.
_LATEST_BIRTH: Final = 2012
_EARLIEST_BIRTH: Final = 1915
# A two-digit year from here on is in the last century.
_LAST_CENTURY: Final = 30

_RECORD = re.compile(
    r"\b(?:"
    r"(?:rio|pas|mrn|epr|emis|systm ?one|carenotes|paris|hospital|hosp|patient)"
    r"\s?(?:no|num(?:ber)?|id|ref(?:erence)?|#)?"
    r"|(?:case|client|record|service user|unit)\s?(?:no|num(?:ber)?|id|ref(?:erence)?|#)"
    r")\b[\s.:=#-]{0,4}(?:is\s)?[A-Z]{0,3}\d{5,10}\b",
    re.IGNORECASE,
)
_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b"
)

_TITLED = re.compile(
    r"\b(?:(?:M(?:r|rs|s|iss|x)|Dr|Prof(?:essor)?|Rev(?:d|erend)?|Sister|Nurse|Matron"
    r"|M(?:R|RS|ISS)|DR)\b\.? ?(?:[A-Z]\.? )?|(?:mr|mrs)\.? )"
    r"([A-Za-z][A-Za-z'’-]*)(?:[ ]([A-Z]\w*))?"
)
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)?) ([A-Z][A-Za-z'’-]+)(?: ([A-Z]\w*))?")


@lru_cache(maxsize=20_000)  # what forms print is looked at in each of them
def find_personal_data(text: str) -> tuple[str, ...]:
    """What in a text looks as if it identified a person: words for a sentence, never the text.

    Empty where nothing was found, which does not mean that there is nothing.

    Examples
    --------
    >>> find_personal_data("Discussed with 943 476 5870, rang her on 07700 900123")
    ('an NHS number', 'a telephone number')
    >>> find_personal_data("4/5 of care plans on B2 were reviewed by 31/03/2025")
    ()
    """
    if not _WORTH_A_LOOK.search(text):
        return ()
    return tuple(kind for kind, looks_like in _KINDS.items() if looks_like(text))


def _nhs_number(text: str) -> bool:
    if _CALLED_NHS.search(text):
        return True
    return any(_checks_out(found.group()) for found in _TEN_DIGITS.finditer(text))


def _checks_out(digits: str) -> bool:
    from stdnum.gb import nhs  # loaded where it is needed: few forms have ten digits

    return nhs.is_valid(digits) and not digits.startswith("0")  # a telephone number


def _telephone(text: str) -> bool:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", re.sub(r"^\W*(?:\+ ?44|0044)\W*0?", "0", found.group()))
        if len(digits) in _LENGTHS.get(digits[1], ()):
            return True
    return False


def _email(text: str) -> bool:
    return "@" in text and _EMAIL.search(text) is not None


def _postcode(text: str) -> bool:
    return any(
        found["area"].upper() in _AREAS.split()
        and (
            not _ORDINAL.match(found["inward"])
            or (found["inward"].isupper() and len(found["outward"]) > len("B2"))
        )
        for found in _POSTCODE.finditer(text)
    )


def _date_of_birth(text: str) -> bool:
    if any(_is_date(found) for found in _BORN.finditer(text)):
        return True
    return any(
        _is_long_ago(found)
        and not _NOT_A_BIRTH.search(text, max(0, found.start() - 40), found.start())
        for found in _ANY_DATE.finditer(text)
    )


def _is_date(found: re.Match[str]) -> bool:
    month = found["month"]
    number = int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3].lower()) // 3
    try:
        dt.date(2000, number, int(found["day"]))  # a leap year
    except ValueError:
        return False
    return True


def _is_long_ago(found: re.Match[str]) -> bool:
    """A date in digits too long ago for a review: 12/03/1961, 12.03.61."""
    day, month, year = found["day"], found["month"], found["year"]
    if not _is_date(found):
        return False
    if len(year) == 2:
        return len(day) == len(month) == 2 and month.isdigit() and int(year) >= _LAST_CENTURY
    return month.isdigit() and _EARLIEST_BIRTH <= int(year) <= _LATEST_BIRTH


def _record_number(text: str) -> bool:
    return _RECORD.search(text) is not None


def _insurance_number(text: str) -> bool:
    return _INSURANCE.search(text) is not None


def _name(text: str) -> bool:
    return any(_titled(text)) or any(_full_names(text))


def _titled(text: str) -> Iterator[str]:
    """Names after a title; "Nurse Practitioner" and "Sister Act" are not names."""
    for found in _TITLED.finditer(text):
        name, next_word = found.groups()
        if name.lower().removesuffix("'s") in NOT_AFTER_A_TITLE or len(name) == 1:
            continue
        titled_in_small = found.group()[0].islower()
        if (name[0].isupper() or titled_in_small) and (
            next_word or ""
        ).lower() not in PLACES_AND_THINGS:
            yield name


def _full_names(text: str) -> Iterator[str]:
    """A common first name and a word that may be a surname, unless they name a place."""
    for found in _FULL_NAME.finditer(text):
        first, last, next_word = found.groups()
        places = {last.lower(), (next_word or "").lower()} & PLACES_AND_THINGS
        if first.lower().partition("-")[0] in GIVEN_NAMES and not places:
            yield first


_KINDS: Final[dict[str, Callable[[str], bool]]] = {
    "an NHS number": _nhs_number,
    "a telephone number": _telephone,
    "an e-mail address": _email,
    "a postcode": _postcode,
    "a date of birth": _date_of_birth,
    "a record number": _record_number,
    "a National Insurance number": _insurance_number,
    "a person's name": _name,
}


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
