"""The comments that web pages and Word documents quote."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

from trip_analytics.auditing.web_pages import quotations_in_page
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.desk.comments import in_one_line, printable
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.safe_xml import Element, local_name
from trip_analytics.reading.word.word_elements import attribute, tags, value
from trip_analytics.words import listed

# Word keeps these names of styles in whatever language it runs.
_QUOTATION_STYLES: Final = ("quote", "intense quote")


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
        yield from _in_word(file.data)


def _in_word(data: bytes) -> Iterator[str]:
    """The paragraphs of a Word document that have a style for quotations."""
    archive = Archive(io.BytesIO(data))
    if archive.what != "docx" or "word/styles.xml" not in archive:
        return
    styles = {
        attribute(style, "styleId")
        for style in _all(archive.tree("word/styles.xml"), "style")
        if any((value(name) or "").lower() in _QUOTATION_STYLES for name in _all(style, "name"))
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
