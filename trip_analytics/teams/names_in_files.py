"""What may be a team's name in the name of a file, a sheet or a folder."""

from __future__ import annotations

import re

from trip_analytics.teams.names import KINDS, words_of
from trip_analytics.understanding.words import vocabulary, word_set

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_MONTH = rf"(?:{_MONTHS})[a-z]*"
# What file names say beside the team's name, in the order in which it is left out.
_BESIDE_THE_NAME = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"^\d{1,3}\s*[.)-]\s+(?=\D)",  # its place in a list
        r"[(\[]\s*\d{1,2}\s*[)\]]",  # "(2)", as systems name a second copy
        r"\b20\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}\b",
        r"\b\d{1,2}[ ./-]\d{1,2}[ ./-](?:20)?\d\d\b",
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? ?)?{_MONTH} ?(?:20\d\d|\d\d)\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b",
        r"\b(?:fy ?)?20\d\d(?: ?[ /-] ?(?:20)?\d\d)?\b",
        r"\b(?:fy ?)?\d\d ?[/-] ?\d\d\b",
        r"\bfy ?\d\d\b",
        r"\b\d{8}\b",
        r"\b(?:v|ver|version|rev) ?\d+(?:\.\d+)*\b",
        r"\bteam recovery implementation (?:plan|planning|programme)s?\b",
        r"\brecovery (?:implementation )?(?:plan|review|return|form)s?\b",
        r"\btemplate [ab]\b|\bsigned[ -]off\b|\bcopy(?: of| \d+)?\b|\bdo not use\b",
        vocabulary("names")["beside"].written(),
    )
)
_OURS = word_set("names", "ours")
_EDGES = " -–—_,.;:+&/"
_NOBODY = re.compile(r"(?:sheet|table|page|part|section|tab|paragraph|book|document)? ?\d*", re.I)


def named_in(text: str) -> str:
    """What is left of a file's name without what says its year, version and form.

    Examples
    --------
    >>> named_in("TRIP_Ward_3_Moorcroft_2025-26_v2"), named_in("Sheet1")
    ('Ward 3 Moorcroft', '')
    """
    text = re.sub(r"(?<!\d)(\d\d)_(\d\d)(?!\d)", r"\1-\2", text)  # 24_25
    left = " ".join(text.replace("_", " ").split())
    for pattern in _BESIDE_THE_NAME:
        left = pattern.sub(" ", left)
    left = re.sub(r"[(\[]\s*[)\]]", " ", left)
    left = re.sub(r"\s+(?:[-–—,;:+/]\s+)+", " ", f" {left} ")
    left = " ".join(left.split()).strip(_EDGES)
    words = words_of(left)
    if _NOBODY.fullmatch(left) or all(word in KINDS or word in _OURS for word in words):
        return ""
    return left.title() if left.islower() else left
