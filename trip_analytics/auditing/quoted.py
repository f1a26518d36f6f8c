"""The comments that web pages and Word documents quote."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

from trip_analytics.auditing.behind.web import block_quotes
from trip_analytics.auditing.sources import ReadFile
from trip_analytics.quoting.comments import in_one_line, printable
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.markup import Element, local_name
from trip_analytics.reading.word.names import attribute, tags, value
from trip_analytics.words import listed

# Word keeps these names whatever language it speaks.
_STYLES: Final = ("quote", "intense quote")


def quoted(files: Sequence[ReadFile]) -> list[str]:
    """A line for each comment quoted, with the files that quote it."""
    found: dict[str, list[str]] = {}
    for file in files:
        for words in dict.fromkeys(in_one_line(printable(each)) for each in _quotes(file)):
            found.setdefault(words, []).append(file.name)
    return [f"Quoted in {listed(names)}: “{words}”" for words, names in found.items() if words]


def _quotes(file: ReadFile) -> Iterator[str]:
    if file.what == "html":
        yield from block_quotes(file.data)
    elif file.what == "office":
        archive = Archive(io.BytesIO(file.data))
        if archive.what == "docx" and "word/styles.xml" in archive:
            yield from _in_style(archive)


def _in_style(archive: Archive) -> Iterator[str]:
    """The paragraphs of a Word document that have a style for quotations."""
    styles = {
        attribute(style, "styleId")
        for style in _all(archive.tree("word/styles.xml"), "style")
        if any((value(name) or "").lower() in _STYLES for name in _all(style, "name"))
    }
    for paragraph in _all(archive.tree("word/document.xml"), "p"):
        if any(value(style) in styles for style in _all(paragraph, "pStyle")):
            words = "".join(
                (each.text or "") if local_name(each) == "t" else " "
                for each in paragraph.iter()
                if local_name(each) in ("t", "br", "tab")
            )
            yield words.strip().removeprefix("“").removesuffix("”")


def _all(element: Element, name: str) -> Iterator[Element]:
    return element.iter(*tags(name))
