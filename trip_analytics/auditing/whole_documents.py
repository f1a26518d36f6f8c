"""A document as a whole: whether it may be passed on, and agrees with the others of its report.

And which comments it quotes, for a person to look through.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

from trip_analytics.auditing import Finding
from trip_analytics.auditing.shown_tables import ShownTable, figure, plain
from trip_analytics.auditing.web_pages import quotations_in_page
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.desk.comments import in_one_line, printable
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.safe_xml import Element, local_name
from trip_analytics.reading.word.word_elements import attribute, tags, value
from trip_analytics.store.opening import reading
from trip_analytics.store.records import read_publications
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


def disagreements(files: Sequence[WrittenFile]) -> Iterator[Finding]:
    """Tables of the same number that differ between the documents of one report."""
    documents = [file for file in files if file.document is not None]
    for one, other in combinations(documents, 2):
        if one.publication != other.publication:
            continue
        first, second = _numbered(one), _numbered(other)
        for number in sorted(first | second):
            if number not in first or number not in second:
                has, lacks = (one, other) if number in first else (other, one)
                how = f": {has.name} has a table {number}, {lacks.name} has none"
            elif not same(first[number], second[number]):
                how = f" in table {number}"
            else:
                continue
            yield Finding(
                "differs",
                f"The documents do not say the same{how}.",
                "Write all documents of the report again.",
                f"Table {number}",
                listed([one.name, other.name]),
            )


def _numbered(file: WrittenFile) -> dict[int, ShownTable]:
    return {table.number: table for table in file.tables if table.number is not None}


def same(one: ShownTable, other: ShownTable) -> bool:
    """Whether two tables say the same; one may have a column for each end of an interval."""
    few, many = sorted((one, other), key=lambda table: len(table.columns))
    stretches = _matched_columns(few.columns, many.columns)
    return (
        (one.title, len(one.rows), stretches[-1].stop)
        == (other.title, len(other.rows), len(many.columns))
    ) and all(
        _ends(mine[at : at + 1]) == _ends(yours[stretch.start : stretch.stop])
        for mine, yours in zip(few.rows, many.rows, strict=True)
        for at, stretch in enumerate(stretches)
    )


def _matched_columns(few: Sequence[str], many: Sequence[str]) -> list[range]:
    """For each column of one table, the column or two of the other."""
    stretches: list[range] = []
    at = 0
    for column in few:
        is_same = many[at : at + 1] == (column,)
        stretches.append(range(at, at + (1 if is_same else 2)))
        at = stretches[-1].stop
    return stretches


def _ends(cells: Sequence[str]) -> list[str | float]:
    """The ends that one cell or two give of an interval, else the figure alone, or its words."""
    ends = [plain(end) for cell in cells for end in cell.split(" to ")]
    return list(dict.fromkeys(end if (each := figure(end)) is None else each for end in ends))


def not_to_be_passed_on(file: WrittenFile) -> Iterator[Finding]:
    """Whether a document is one for the desk, or a draft."""
    if file.is_for_the_desk:
        yield Finding(
            "for-the-desk",
            "It is a document for the desk, with exact figures.",
            "Do not pass it on: write the report for its readers instead.",
        )
    if file.is_pack_of:
        yield Finding(
            "team-pack",
            "It is a team's own pack: it holds the answers of that team.",
            "Give it only to that team, and leave it out of what others get.",
        )
    if file.is_draft:
        yield Finding(
            "draft", "It is a draft.", "Do not pass it on: publish the report, and pass that on."
        )


def not_as_published(checksums: Mapping[str, str], store: str | Path) -> Iterator[Finding]:
    """Files that were changed since they were published, withdrawn, or never published."""
    with reading(store) as connection:
        published = read_publications(connection)
    for name, checksum in checksums.items():
        document = name.rpartition("/")[2]
        versions = [each for each in published if document in each.documents]
        same = [each for each in versions if each.documents[document] == checksum]
        if any(each.stands for each in same):
            continue
        if same:
            kind, finding = "withdrawn", f"It is a document of {same[-1].in_words}."
            cure = "Do not pass it on."
        elif versions:
            kind = "changed"
            finding = (
                f"It is not the document of {versions[-1].in_words}: it was changed since, or "
                "written by another version of this program."
            )
            cure = "Pass on the copy that was published; keep drafts in another folder."
        else:
            kind = "never-published"
            finding = "No document of this name was published from the store."
            cure = "Publish it from the store, or leave it out."
        yield Finding(kind, finding, cure, file=name)
