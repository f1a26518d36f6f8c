"""The comments that web pages and Word documents quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trip_analytics.auditing.office_files import quotations_in_word
from trip_analytics.auditing.web_pages import quotations_in_page
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.desk.comments import in_one_line, printable
from trip_analytics.words import listed


def quotations(files: Sequence[WrittenFile]) -> list[str]:
    """A line for each comment quoted, with the files that quote it."""
    found: dict[str, list[str]] = {}
    for file in files:
        for words in dict.fromkeys(in_one_line(printable(each)) for each in _quoted_in(file)):
            found.setdefault(words, []).append(file.name)
    return [f"Quoted in {listed(names)}: “{words}”" for words, names in found.items() if words]


def _quoted_in(file: WrittenFile) -> Iterator[str]:
    if file.what == "html":
        yield from quotations_in_page(file.data)
    elif file.what == "office":
        yield from quotations_in_word(file.data)
