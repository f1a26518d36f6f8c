"""Whether a document may be passed on: no draft, not for the desk, as it was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from trip_analytics.auditing.finding import Finding
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.store import read_publications, reading


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
            "Give it to that team alone, and leave it out of what others get.",
        )
    if file.is_draft:
        yield Finding(
            "draft", "It is a draft.", "Do not pass it on: publish the report, and pass that on."
        )


def not_as_published(checksums: Mapping[str, str], store: str | Path) -> Iterator[Finding]:
    """Files that were changed since they were published, withdrawn, or never published.

    Parameters
    ----------
    checksums : mapping of str to str
        The sha256 of each file, by its name.
    store : str or Path
    """
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
