"""What files hold without showing it: parts of Office files, sheets and pictures.

``hidden_parts.csv`` lists the parts. ``part`` is a pattern for the names of parts of an Office
file; ``xpath``, if there is one, finds what such a part, or a web page, must hold to be a finding.
Braces in a finding are filled with what was found.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from lxml import etree

from trip_analytics.auditing import Finding
from trip_analytics.auditing.shown_tables import figure
from trip_analytics.reading import Cell, Sheet
from trip_analytics.reading.archive import Archive, directory
from trip_analytics.reading.safe_xml import local_name
from trip_analytics.words import few_listed, listed

_EXSLT: Final = {"re": "http://exslt.org/regular-expressions"}
NAMED: Final = 5  # of many names
_PROPERTIES: Final = {
    "creator": "author",
    "lastModifiedBy": "who last saved it",
    "Manager": "manager",
    "Company": "company",
    "description": "remarks",
    "keywords": "keywords",
}
# Programs that give their own name as the author's.
_PROGRAMS: Final = ("openpyxl", "python-docx", "xlsxwriter", "pandas", "trip_analytics")
HIDDEN_TEXT: Final = Finding(
    "hidden-text", "A part of its text is hidden.", "Delete what is hidden."
)
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt"}
# The name of the program that drew it gives no answers.
_HARMLESS = b"Software\0"
_EXIF, _COMMENT, _START_OF_PICTURE = 0xE1, 0xFE, 0xDA
# A figure with more digits than it shows differs from what it shows by more than this part of it.
_SHOWN: Final = 1e-9


class HiddenPart(NamedTuple):
    """Where a part is, what it must hold, and the finding that it is."""

    part: str
    xpath: str
    finding: Finding

    def found_in(self, trees: Iterable[etree._Element]) -> Iterator[Finding]:
        """The finding, if a part or page holds what makes it one."""
        nodes = [tree.xpath(self.xpath, namespaces=_EXSLT) for tree in trees]
        found = [str(each) for some in nodes if isinstance(some, list) for each in some]
        if found:
            words = self.finding.finding.format(few_listed(found, NAMED))
            yield self.finding._replace(finding=words)


@cache
def hidden_parts_of(document: str) -> tuple[HiddenPart, ...]:
    """The parts that readers do not see of one kind of document.

    Examples
    --------
    >>> [part.finding.kind for part in hidden_parts_of("html")][:2]
    ['html-comment', 'script']
    """
    table = resources.files("trip_analytics.auditing").joinpath("hidden_parts.csv")
    rows = csv.reader(table.read_text(encoding="utf-8").splitlines())
    return tuple(
        HiddenPart(part, xpath, Finding(*finding))
        for kind_of_document, part, xpath, *finding in rows
        if kind_of_document == document
    )


def hidden_in_office(data: bytes, shown: str) -> Iterator[Finding]:
    """What a workbook or Word document holds beside what it shows.

    ``shown`` is the text that a reader sees, in lower case: an author who is printed there is no
    finding.
    """
    archive = Archive(io.BytesIO(data))
    names = [entry.filename.replace("\\", "/") for entry in directory(io.BytesIO(data))]
    for part in hidden_parts_of("office"):
        holding = _matching(names, part.part)
        if part.xpath:
            yield from part.found_in(map(archive.tree, holding))
        elif holding:
            yield part.finding
    yield from in_properties(_titles_of_properties(archive, names, shown))
    pictures = _matching(names, r"(?:xl|word)/media/[^/]+\.(?:png|jpe?g)")
    yield from in_pictures(map(archive.read, pictures))


def _matching(names: list[str], pattern: str) -> list[str]:
    return [name for name in names if re.fullmatch(pattern, name, re.I)]


def _titles_of_properties(archive: Archive, names: list[str], shown: str) -> list[str]:
    """The titles of properties that say what the text does not."""
    found = []
    for name in _matching(names, r"docprops/(?:core|app)\.xml"):
        for element in archive.tree(name).iter():
            title = _PROPERTIES.get(local_name(element))
            text = (element.text or "").strip().lower()
            if title and text not in shown and not any(each in text for each in _PROGRAMS):
                found.append(title)
    return found


def in_properties(titles: list[str]) -> Iterator[Finding]:
    """A finding where properties of a document say what its text does not."""
    if titles:
        yield Finding(
            "metadata",
            f"Its properties say what the document does not: {listed(dict.fromkeys(titles))}.",
            "Remove them (File, Info, Inspect document).",
        )


def in_pictures(pictures: Iterable[bytes]) -> Iterator[Finding]:
    """A finding where the file of a picture holds more than the picture."""
    if words := [each for picture in pictures for each in words_in_picture(picture)]:
        yield Finding(
            "picture-data",
            f"The file of a picture also holds {listed(dict.fromkeys(words))}.",
            "Save the picture without it.",
        )


def hidden_in_sheet(sheet: Sheet) -> Iterator[Finding]:
    """A sheet that is hidden, or its hidden rows and columns, and digits that it does not show."""
    if sheet.hidden:
        yield Finding(
            "hidden-sheet",
            "The sheet is hidden, and any reader can show it again.",
            "Delete the sheet, or copy what may be read into a new workbook.",
            sheet.name or "",
        )
        return
    hidden = [cell.address for cell in sheet.cells.values() if cell.hidden and cell.text.strip()]
    if hidden and sheet.name is None:
        yield HIDDEN_TEXT
    elif hidden:
        yield Finding(
            "hidden-cells",
            f"Rows or columns are hidden: {few_listed(hidden, NAMED)}.",
            "Delete them.",
            sheet.name or "",
        )
    closer = [cell.address for cell in sheet.cells.values() if has_more_digits(cell)]
    if closer:
        yield Finding(
            "more-digits",
            f"Figures hold more digits than they show: {few_listed(closer, NAMED)}.",
            "Round the figures themselves, not only how they look.",
            sheet.name or "",
        )


def has_more_digits(cell: Cell) -> bool:
    """Whether a cell holds a figure to more digits than it shows."""
    if cell.kind != "number" or not isinstance(cell.value, int | float):
        return False
    shown = figure(cell.text)
    return shown is None or abs(shown - cell.value) > _SHOWN * max(1.0, abs(cell.value))


def is_picture(data: bytes) -> bool:
    """Whether a file is a picture whose parts are known."""
    return data.startswith((_PNG, _JPEG))


def words_in_picture(data: bytes) -> tuple[str, ...]:
    """What a PNG or JPEG holds beside the picture: ``text`` or ``camera data``.

    Examples
    --------
    >>> words_in_picture(b"no picture at all")
    ()
    """
    if data.startswith(_PNG):
        return tuple(dict.fromkeys(_in_png(data)))
    if data.startswith(_JPEG):
        return tuple(dict.fromkeys(_in_jpeg(data)))
    return ()


def _in_png(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind in _PNG_WORDS and not content.startswith(_HARMLESS):
            yield "text"
        elif kind == b"eXIf":
            yield "camera data"
        at += 12 + length


def _in_jpeg(data: bytes) -> Iterator[str]:
    at = len(_JPEG)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _START_OF_PICTURE:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == _EXIF:
            yield "camera data"
        elif data[at + 1] == _COMMENT:
            yield "text"
        at += 2 + length
