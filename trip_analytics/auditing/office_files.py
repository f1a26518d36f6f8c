"""What workbooks and Word documents hold without showing it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from trip_analytics.auditing.finding import Finding
from trip_analytics.auditing.hidden_parts import (
    NAMED,
    HiddenPart,
    hidden_parts_of,
    in_pictures,
    in_properties,
)
from trip_analytics.reading.archive import Archive, directory
from trip_analytics.reading.safe_xml import local_name
from trip_analytics.words import few_listed

_PROPERTIES: Final = {
    "creator": "author",
    "lastModifiedBy": "who last saved it",
    "Manager": "manager",
    "Company": "company",
    "description": "remarks",
    "keywords": "keywords",
}
# Programs that give their own name as the author's.
_PROGRAMS: Final = ("openpyxl", "python-docx", "xlsxwriter", "pandas")
_ON_A_DRIVE: Final = re.compile(r"file:|[a-z]:[\\/]|\\\\", re.I)
_ANY_TEXT: Final = "#text"


def hidden_in_office(data: bytes, shown: str) -> Iterator[Finding]:
    """What a workbook or Word document holds beside what it shows.

    Parameters
    ----------
    data : bytes
    shown : str
        The text that a reader sees, in lower case: an author who is printed there is no finding.
    """
    archive = Archive(io.BytesIO(data))
    names = [entry.filename.replace("\\", "/") for entry in directory(io.BytesIO(data))]
    for part in hidden_parts_of("office"):
        if any(_holds(archive, name, part) for name in _matching(names, part.where)):
            yield part.finding
    yield from _links(archive, names)
    yield from in_properties(_untold_properties(archive, names, shown))
    pictures = _matching(names, r"(?:xl|word)/media/[^/]+\.(?:png|jpe?g)")
    yield from in_pictures(map(archive.read, pictures))
    yield from _defined_names(archive)


def _matching(names: list[str], pattern: str) -> list[str]:
    return [name for name in names if re.fullmatch(pattern, name, re.I)]


def _holds(archive: Archive, name: str, part: HiddenPart) -> bool:
    """Whether a part of an archive holds what makes it a finding."""
    if not part.holds:
        return True
    tree = archive.tree(name)
    if _ANY_TEXT in part.holds:
        return bool("".join(map(str, tree.itertext())).strip())
    return any(local_name(element) in part.holds for element in tree.iter())


def _links(archive: Archive, names: list[str]) -> Iterator[Finding]:
    """Links to files outside that are followed when it is opened, or to a drive."""
    for name in _matching(names, r"(?:.*/)?_rels/.*\.rels"):
        for link in archive.tree(name).iter():
            kind = str(link.get("Type", "")).rpartition("/")[2]
            on_a_drive = _ON_A_DRIVE.match(str(link.get("Target", "")))
            if (
                link.get("TargetMode") != "External"
                or kind == "externalLinkPath"  # a finding already, as a part of its own
                or (kind == "hyperlink" and not on_a_drive)
            ):
                continue
            yield Finding(
                "external-link",
                "It is linked to a file or template elsewhere, and gives its name and place.",
                "Remove the link, or embed a picture of what it leads to.",
            )
            return


def _untold_properties(archive: Archive, names: list[str], shown: str) -> list[str]:
    """The titles of properties that say what the text does not."""
    found = []
    for name in _matching(names, r"docprops/(?:core|app)\.xml"):
        for element in archive.tree(name).iter():
            title = _PROPERTIES.get(local_name(element))
            text = (element.text or "").strip().lower()
            if title and text not in shown and not any(each in text for each in _PROGRAMS):
                found.append(title)
    return found


def _defined_names(archive: Archive) -> Iterator[Finding]:
    if "xl/workbook.xml" not in archive:
        return
    elements = archive.tree("xl/workbook.xml").iter()
    names = [str(each.get("name", "")) for each in elements if local_name(each) == "definedName"]
    names = [name for name in names if not name.startswith("_xlnm.")]  # Excel's own
    if names:
        yield Finding(
            "defined-name",
            f"Some of its ranges have names: {few_listed(names, NAMED)}.",
            "Delete the names (Formulas, Name manager).",
        )
