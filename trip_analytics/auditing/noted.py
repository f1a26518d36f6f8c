"""Whether documents are those that a store's register noted when they were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trip_analytics.auditing.found import Found
from trip_analytics.store import Release


def not_as_noted(files: Mapping[str, str], releases: Sequence[Release]) -> Iterator[Found]:
    """Files that the register does not know, or knows otherwise.

    Parameters
    ----------
    files : mapping of str to str
        The fingerprint (sha256) of each file, by its name.
    releases : sequence of Release
        All that are on the register.
    """
    for name, fingerprint in files.items():
        document = name.rpartition("/")[2]
        namesakes = [release for release in releases if document in release.documents]
        same = [one for one in namesakes if one.documents[document] == fingerprint]
        if any(release.is_out for release in same):
            continue
        if same:
            yield Found(
                name,
                "",
                "not-handed-out",
                f"It is a document of {same[-1].in_words}.",
                "Do not pass it on; or say that it was handed out: trip-analytics decide STORE "
                f"--handed-out {same[-1].release_id}.",
            )
        elif namesakes:
            yield Found(
                name,
                "",
                "changed",
                f"It is not the document that was noted with {namesakes[-1].in_words}: it was "
                "changed since, or written by another version of this program.",
                "Make the report again from the store, and pass that on.",
            )
        else:
            yield Found(
                name,
                "",
                "never-noted",
                "The store knows no document of this name: it was not published from there.",
                "Publish from the store, or leave it out.",
            )
