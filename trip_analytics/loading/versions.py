"""Which version of a return a file is, by the words that people put into its name."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.understanding import normalise

_NUMBER: Final = re.compile(r"\b(?:v|ver|version|rev|revision) ?(\d{1,2})(?: (\d{1,2}))?\b")
_FINAL: Final = re.compile(r"\b(?:final|signed off) ?(\d?)\b")
_CORRECTED: Final = re.compile(
    r"\b(?:corrected|correction|revised|amended|amendments?|updated|update|resubmi\w+|latest)\b"
)
_DRAFT: Final = re.compile(r"\bdrafts?\b|\bnot final\b")
_OUTDATED: Final = re.compile(r"\b(?:superseded|obsolete|outdated|do not use|old version)\b")
# "TRIP Ash (2).xlsx", "TRIP Ash - Copy (3).xlsx": systems number what is saved again.
_SAVED_AGAIN: Final = re.compile(r"[(\[]\s*(\d{1,2})\s*[)\]]|\bcopy[ _](\d{1,2})\b", re.I)
_FOLDERS_OF_OLD: Final = frozenset(("old", "archive", "archived", "previous", "previous versions"))


def version_of(source_file: str, sheet: str | None) -> tuple[int, ...]:
    """How late a version is, by its file, sheet and folders: the greater the later.

    In this order: what is marked as outdated or a draft, what is not marked, a numbered
    version, a corrected one, a final one.

    Examples
    --------
    >>> names = ["Ash final v2", "Ash v10", "Ash draft", "Ash", "Ash FINAL", "Ash v9", "Ash (2)"]
    >>> sorted(names, key=lambda name: version_of(name, None))
    ['Ash draft', 'Ash', 'Ash (2)', 'Ash v9', 'Ash v10', 'Ash FINAL', 'Ash final v2']
    """
    stem = re.sub(r"\.\w{2,4}$", "", source_file)
    whole = "/".join(filter(None, (stem, sheet))).replace("_", " ")
    text = normalise(whole)
    folders = {normalise(part) for part in source_file.split("/")[:-1]}
    if _OUTDATED.search(text) or folders & _FOLDERS_OF_OLD:
        stage = -2
    elif _DRAFT.search(text):
        stage = -1
    elif _FINAL.search(text):
        stage = 2
    else:
        stage = 1 if _CORRECTED.search(text) else 0
    finals = sum(int(number or 1) for number in _FINAL.findall(text))
    numbers = [(int(first), int(second or 0)) for first, second in _NUMBER.findall(text)]
    again = [int(first or second) for first, second in _SAVED_AGAIN.findall(whole)]
    corrected = len(_CORRECTED.findall(text))
    return (stage, finals, corrected, *max(numbers, default=(0, 0)), max(again, default=0))
