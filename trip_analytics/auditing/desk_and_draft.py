"""Documents that say of themselves that they are not to be passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trip_analytics.auditing.finding import Finding
from trip_analytics.auditing.written_files import WrittenFile

_DESK: Final = re.compile(r"\bfor (?:the|your) desk\b", re.I)
_DRAFT: Final = re.compile(r"\W*draft\b", re.I)
_HEAD: Final = 5  # lines; a header, the organisation and the title are among them


def is_for_the_desk(file: WrittenFile) -> bool:
    """Whether a document's name or text says that it is for the desk."""
    return file.publication.endswith("-desk") or any(map(_DESK.search, file.lines))


def not_to_be_passed_on(file: WrittenFile) -> Iterator[Finding]:
    """Whether a document is one for the desk, or a draft."""
    if is_for_the_desk(file):
        yield Finding(
            "for-the-desk",
            "It is a document for the desk, with exact figures.",
            "Do not pass it on: write the report for its readers instead.",
        )
    if file.publication.endswith("-draft") or any(map(_DRAFT.match, file.lines[:_HEAD])):
        yield Finding(
            "draft", "It is a draft.", "Do not pass it on: publish the report, and pass that on."
        )
