"""What Office files hold beside what they show, and who made them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from trip_analytics.auditing.behind.pictures import words_in_picture
from trip_analytics.reading.archive import Archive, directory
from trip_analytics.reading.markup import Element, local_name
from trip_analytics.words import few_listed, listed

NAMED: Final = 5  # of many names


class Behind(NamedTuple):
    """Something behind a document: its kind, where, in a sentence, and the cure."""

    kind: str
    place: str
    finding: str
    cure: str


_NEW_FILE: Final = "write the report anew, or copy what may be read into a new file"
_TAKE_OUT: Final = "Take it out"

# Parts by their names: what they are, in a sentence, and the cure.
_PARTS: Final = (
    (
        r"(?:xl|word)/embeddings/",
        "embedded",
        "Another file is laid into it, with all that it holds.",
        f"{_TAKE_OUT}, or lay in a picture.",
    ),
    (
        r"xl/externallinks/[^/]+\.xml",
        "external-link",
        "It is linked to another workbook, whose figures are stored in it too.",
        "Break the link and save it again.",
    ),
    (
        r"xl/(?:connections\.xml|querytables/)",
        "external-link",
        "It is connected to a source of data.",
        "Remove the connection and save it again.",
    ),
    (
        r"xl/pivotcache/[^/]+\.xml",
        "stored-data",
        "The rows that a pivot table was made of are stored in it.",
        "Copy the pivot table's values into a new workbook.",
    ),
    (
        r"xl/model/",
        "stored-data",
        "A data model with the rows behind its tables is stored in it.",
        "Copy the values into a new workbook.",
    ),
    (
        r"(?:xl|word)/(?:threaded)?comments[^/]*(?:/[^/]+)?\.xml",
        "comment",
        "It has comments.",
        "Delete the comments.",
    ),
    (r"xl/revisions/", "tracked-change", "Its earlier versions are stored in it.", "Unshare it."),
    (r"(?:xl|word)/vbaproject\.bin", "macro", "It holds a program (macro).", "Save it without."),
    (
        r"docprops/thumbnail\.",
        "metadata",
        "A small picture of its first page, as it once was, is stored in it.",
        "Save it without a preview picture.",
    ),
    (
        r"docprops/custom\.xml",
        "metadata",
        "It has properties that somebody added.",
        "Remove them (File, Info, Inspect document).",
    ),
)
_PROPERTIES: Final = {
    "creator": "author",
    "lastModifiedBy": "who last saved it",
    "Manager": "manager",
    "Company": "company",
    "description": "remarks",
    "keywords": "keywords",
}
# Programs that write their own name where a person's would stand.
_PROGRAMS: Final = ("openpyxl", "python-docx", "xlsxwriter", "pandas")


def behind_office(data: bytes, shown: str) -> Iterator[Behind]:
    """What a workbook or Word document holds beside what it shows.

    ``shown`` is the text that a reader sees, in lower case: a name that is printed there
    anyway is not told by the document's properties.
    """
    archive = Archive(io.BytesIO(data))
    names = [entry.filename.replace("\\", "/") for entry in directory(io.BytesIO(data))]
    for pattern, kind, finding, cure in _PARTS:
        if any(re.match(pattern, name, re.I) for name in names):
            yield Behind(kind, "", finding, cure)
    yield from _charts(archive, names)
    yield from _custom_xml(archive, names)
    yield from _outside(archive, names)
    yield from _properties(archive, names, shown)
    yield from _pictures(archive, names)
    if "xl/workbook.xml" in archive:
        yield from _defined_names(archive.tree("xl/workbook.xml"))
    if "word/document.xml" in archive:
        yield from _changes_and_variables(archive, names)


def _matching(names: list[str], pattern: str) -> list[str]:
    return [name for name in names if re.fullmatch(pattern, name, re.I)]


def _charts(archive: Archive, names: list[str]) -> Iterator[Behind]:
    charts = _matching(names, r"(?:xl|word)/(?:charts|chartex)/[^/]+\.xml")
    if any(local_name(each) == "pt" for name in charts for each in archive.tree(name).iter()):
        yield Behind(
            "stored-data",
            "",
            "The figures behind a chart are stored in it.",
            "Put a picture in the place of the chart.",
        )


def _custom_xml(archive: Archive, names: list[str]) -> Iterator[Behind]:
    items = _matching(names, r"customxml/item\d+\.xml")
    if any("".join(map(str, archive.tree(name).itertext())).strip() for name in items):
        yield Behind("custom-xml", "", "Data of another program is stored in it.", "Remove it.")


def _outside(archive: Archive, names: list[str]) -> Iterator[Behind]:
    """Links to files and pages outside that are followed when it is opened, or to a drive."""
    for name in _matching(names, r"(?:.*/)?_rels/.*\.rels"):
        for link in archive.tree(name).iter():
            if link.get("TargetMode") != "External":
                continue
            kind = str(link.get("Type", "")).rpartition("/")[2]
            target = str(link.get("Target", ""))
            if kind == "hyperlink" and not re.match(r"file:|[a-z]:[\\/]|\\\\", target, re.I):
                continue
            if kind == "externalLinkPath":  # told by the part already
                continue
            yield Behind(
                "external-link",
                "",
                "It leads to a file or template outside, and tells its name and place.",
                "Remove the link, or lay in what it leads to.",
            )
            return


def _properties(archive: Archive, names: list[str], shown: str) -> Iterator[Behind]:
    said = []
    for name in _matching(names, r"docprops/(?:core|app)\.xml"):
        for element in archive.tree(name).iter():
            title = _PROPERTIES.get(local_name(element))
            text = (element.text or "").strip()
            known = text.lower() in shown or any(name in text.lower() for name in _PROGRAMS)
            if title is not None and text and not known:
                said.append(title)
    if said:
        yield Behind(
            "metadata",
            "",
            f"Its properties say what the document does not: {listed(dict.fromkeys(said))}.",
            "Remove them (File, Info, Inspect document).",
        )


def _pictures(archive: Archive, names: list[str]) -> Iterator[Behind]:
    pictures = _matching(names, r"(?:xl|word)/media/[^/]+\.(?:png|jpe?g)")
    told = [word for name in pictures for word in words_in_picture(archive.read(name))]
    if told:
        yield in_picture(tuple(dict.fromkeys(told)))


HIDDEN_TEXT: Final = Behind(
    "hidden-text", "", "A part of its text is hidden.", "Delete what is hidden."
)


def in_picture(words: tuple[str, ...]) -> Behind:
    """What a picture's file holds beside the picture."""
    return Behind(
        "picture-data",
        "",
        f"A picture in it bears {listed(words)} beside what it shows.",
        "Save the picture without it.",
    )


def _defined_names(workbook: Element) -> Iterator[Behind]:
    names = [
        str(element.get("name", ""))
        for element in workbook.iter()
        if local_name(element) == "definedName"
        and not str(element.get("name", "")).startswith("_xlnm.")
    ]
    if names:
        yield Behind(
            "defined-name",
            "",
            f"Ranges of it bear names: {few_listed(names, NAMED)}.",
            "Delete the names (Formulas, Name manager).",
        )


_CHANGES: Final = {"ins", "del", "moveFrom", "moveTo"}


def _changes_and_variables(archive: Archive, names: list[str]) -> Iterator[Behind]:
    texts = _matching(names, r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
    found = {local_name(each) for name in texts for each in archive.tree(name).iter()}
    if found & _CHANGES:
        yield Behind(
            "tracked-change",
            "",
            "Changes to its text are tracked: what was taken out can still be read.",
            "Accept all changes and stop tracking.",
        )
    if "word/settings.xml" in archive:
        settings = {local_name(each) for each in archive.tree("word/settings.xml").iter()}
        if "docVar" in settings:
            yield Behind("metadata", "", "Variables are stored in it.", f"To be safe, {_NEW_FILE}.")
