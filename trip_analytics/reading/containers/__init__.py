"""Files within files: archives and e-mails, read as folders.

Files are taken out one at a time and kept in memory only. The names they have in there
are labels: nothing is ever written or looked up under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from trip_analytics.reading.containers.contained_files import Found, labels
from trip_analytics.reading.refusals import refusal

__all__ = ["Enclosed", "Folder"]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file within another.

    Attributes
    ----------
    name : str
        With the folders it is in, ``/`` between them; no two files have the same one.
    modified : float or None
        When it was last changed, in seconds since 1970, where that is known.
    covering : bool
        It is part of the e-mail itself (its text, a picture in it, a signature), not
        something attached.
    """

    name: str
    modified: float | None = None
    covering: bool = False


class Folder:
    """An archive (``zip``) or an e-mail (``e-mail``, ``outlook``), opened.

    Attributes
    ----------
    files : tuple of Enclosed
        What it holds.

    Raises
    ------
    UnreadableFile
        It is damaged as a whole, or holds more than any folder of returns.
    """

    def __init__(self, what: str, source: BinaryIO) -> None:
        self._found = _found_in(what, source)
        self.files = tuple(
            Enclosed(label, file.modified, file.covering)
            for label, file in zip(
                labels(file.name for file in self._found), self._found, strict=True
            )
        )

    def take_out(self, position: int) -> bytes:
        """The content of one of its files.

        Raises
        ------
        UnreadableFile
            This one file is damaged, protected by a password or far too large; the
            others may be sound.
        """
        if not 0 <= position < len(self._found):
            raise refusal("vanished")
        return self._found[position].content()


def _found_in(what: str, source: BinaryIO) -> Sequence[Found]:
    """What is in there, by the reader of its kind, loaded where it is used."""
    if what == "zip":
        from trip_analytics.reading.containers.zip_archive import found_in_zip

        return found_in_zip(source)
    if what == "e-mail":
        from trip_analytics.reading.containers.mime_mail import found_in_mail

        return found_in_mail(source)
    from trip_analytics.reading.containers.outlook_mail import found_in_outlook

    return found_in_outlook(source)
