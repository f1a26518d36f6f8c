"""What the papers behind TRIP warn of, when a measure is of a kind that is easily misread."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


def cautions(name: str) -> list[str]:
    """The cautions that the name of a measure calls for.

    Examples
    --------
    >>> cautions("Occupied bed days")
    ['Less use of services is no sign of recovery by itself: read it beside other measures \
(ImROC briefing 8).']
    >>> cautions("Incidents")
    []
    """
    return [sentence for words, sentence in _entries() if words.search(name)]


@cache
def _entries() -> list[tuple[re.Pattern[str], str]]:
    text = (files(__package__) / "cautions.toml").read_text(encoding="utf-8")
    return [
        (re.compile(rf"\b(?:{'|'.join(entry['words'])})\b", re.IGNORECASE), entry["sentence"])
        for entry in tomllib.loads(text).values()
    ]
