"""Archives and e-mails looked into as import does."""

from __future__ import annotations

import io

import pytest

from tests.raw_files import outcome
from trip_analytics.reading import UnreadableFile
from trip_analytics.reading.containers import Folder


class Look:
    """What import sees of an archive or an e-mail."""

    def __init__(self, what: str, data: bytes) -> None:
        self.what, self.data = what, data
        self.source = io.BytesIO(data)
        self.folder = Folder(what, self.source)
        self.files = self.folder.files
        self.names = [file.name for file in self.files]
        self.attached = [file.name for file in self.files if not file.covering]
        self.covering = [file.name for file in self.files if file.covering]

    def __getitem__(self, name: str) -> bytes:
        self.source.seek(len(self.data) // 2)  # it may be positioned anywhere
        return self.folder.take_out(self.names.index(name))

    def why(self, name: str) -> str:
        """What becomes of one of its files."""
        return outcome(self.__getitem__, name)


@pytest.fixture(scope="session")
def look():
    """Look into an archive or an e-mail."""
    return Look


@pytest.fixture(scope="session")
def refused():
    """Why an archive or an e-mail as a whole is refused."""

    def why(what: str, data: bytes) -> str:
        return outcome(Folder, what, io.BytesIO(data))

    return why


@pytest.fixture(scope="session")
def outcomes():
    """What becomes of an archive or an e-mail, or else of each file in it."""

    def of(what: str, data: bytes) -> set[str]:
        try:
            opened = Look(what, data)
        except UnreadableFile as error:
            return {error.kind}
        return {opened.why(name) for name in opened.names}

    return of
