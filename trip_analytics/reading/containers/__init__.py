"""Files within files: archives and e-mails, read as folders.

Files are taken out one at a time and kept in memory only. The names they have in there
are labels: nothing is ever written or looked up under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from trip_analytics.reading.containers.contained_files import Enclosed, labels
from trip_analytics.reading.refusals import UnreadableFile

__all__ = ["Enclosed", "Folder"]


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
        found = _files_in(what, source)
        names = labels(file.name for file in found)
        self.files = tuple(
            replace(file, name=name) for name, file in zip(names, found, strict=True)
        )

    def take_out(self, position: int) -> bytes:
        """The content of one of its files.

        Raises UnreadableFile: this one file is damaged, protected by a password or far too large;
        the others may be sound.
        """
        if not 0 <= position < len(self.files):
            raise UnreadableFile("vanished")
        return self.files[position].content()


def _files_in(what: str, source: BinaryIO) -> Sequence[Enclosed]:
    """What is in there, by the reader of its kind, loaded where it is used."""
    if what == "zip":
        from trip_analytics.reading.containers.zip_archive import files_in_zip

        return files_in_zip(source)
    if what == "e-mail":
        from trip_analytics.reading.containers.mime_mail import files_in_mail

        return files_in_mail(source)
    from trip_analytics.reading.containers.outlook_mail import files_in_outlook

    return files_in_outlook(source)
