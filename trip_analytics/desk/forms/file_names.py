"""Names of files that every system takes, Windows too, and that no two forms share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

_LONGEST_NAME: Final = 80  # characters of a team's name; a path on Windows may have 260
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*.%]+')


def file_names(whose: Sequence[str], codes: Sequence[str], end: str) -> list[str]:
    """A file's name for each team, in their order, with its code where two would share one.

    Parameters
    ----------
    whose, codes : sequence of str
        The teams' names, and what tells two of one name apart.
    end : str
        What follows the name in all of them, the extension included.

    Examples
    --------
    >>> file_names(["Ward 3/4", "Ward 3-4", "CON."], ["A1", "A2", "A3"], " - TRIP 2025.xlsx")
    ['Ward 3-4 (A1) - TRIP 2025.xlsx', 'Ward 3-4 (A2) - TRIP 2025.xlsx', 'CON - TRIP 2025.xlsx']
    """
    plain = [plain_name(name) or plain_name(code) for name, code in zip(whose, codes, strict=True)]
    shared = _shared(plain)
    named = [
        f"{name} ({plain_name(code)})" if name.casefold() in shared else name
        for name, code in zip(plain, codes, strict=True)
    ]
    again = _shared(named)  # codes may differ in signs alone
    counted = [
        f"{name} {number}" if name.casefold() in again else name
        for number, name in enumerate(named, 1)
    ]
    return [f"{name}{end}" for name in counted]


def plain_name(name: str) -> str:
    """A name without what a file's name may not hold, and not too long."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    text = _NOT_IN_NAMES.sub("-", text)
    return " ".join(text.split())[:_LONGEST_NAME].strip(" -")


def _shared(names: Sequence[str]) -> Mapping[str, int]:
    """The names that more than one has; Windows and macOS take no notice of capitals."""
    times: dict[str, int] = {}
    for name in names:
        times[name.casefold()] = times.get(name.casefold(), 0) + 1
    return {name: count for name, count in times.items() if count > 1}
