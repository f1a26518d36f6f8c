"""E-mails as Outlook saves them, archives and e-mails looked into as import does."""

from __future__ import annotations

import io
import struct

import pytest

from trip_analytics.reading import UnreadableFile
from trip_analytics.reading.containers import Folder


def stored(header: int, texts: dict[int, str], **also: object) -> dict[str, object]:
    """Properties of an e-mail or an attachment: text by number, and what is given by name."""
    numbers = also.pop("numbers", {})
    codec, kind = ("cp1251", "001E") if also.pop("eight_bits", False) else ("utf-16-le", "001F")
    fixed = b"".join(
        struct.pack("<HHL", 3, number, 6) + value.to_bytes(8, "little")
        for number, value in numbers.items()
    )
    streams = {f"__substg1.0_{of:04X}{kind}": text.encode(codec) for of, text in texts.items()}
    return {"__properties_version1.0": bytes(header) + fixed, **streams, **also}


def attached(name: str, content: bytes, numbers: dict[int, int] | None = None, **texts: str):
    """An attachment: its long name, its content, and further texts by number (``x3712``)."""
    further = {int(number[1:], 16): text for number, text in texts.items()}
    tree = stored(8, {0x3707: name, **further}, numbers=numbers or {})
    return {**tree, "__substg1.0_37010102": content}


def message(texts: dict[int, str] | None = None, *files: object, inside: bool = False, **also):
    """An e-mail's tree of streams and storages."""
    storages = {f"__attach_version1.0_#{at:08X}": file for at, file in enumerate(files)}
    return {**stored(24 if inside else 32, texts or {}, **also), **storages}


@pytest.fixture(scope="session")
def outlook(compound_file):
    """An e-mail saved from Outlook, from its texts by number and what is attached to it."""

    def saved(texts=None, *files, **also):
        return compound_file.written(message(texts, *files, **also))

    saved.attached, saved.message, saved.stored = attached, message, stored
    return saved


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
        with pytest.raises(UnreadableFile) as refused:
            self[name]
        return refused.value.kind

    def outcome(self, name: str) -> str:
        try:
            return "read" if isinstance(self[name], bytes) else "no bytes"
        except UnreadableFile as error:
            return error.kind


@pytest.fixture(scope="session")
def look():
    """Look into an archive or an e-mail."""
    return Look


@pytest.fixture(scope="session")
def refused():
    """Why an archive or an e-mail as a whole is refused."""

    def why(what: str, data: bytes) -> str:
        with pytest.raises(UnreadableFile) as found:
            Folder(what, io.BytesIO(data))
        return found.value.kind

    return why


@pytest.fixture(scope="session")
def outcomes():
    """What becomes of an archive or an e-mail, or else of each file in it."""

    def of(what: str, data: bytes) -> set[str]:
        try:
            opened = Look(what, data)
        except UnreadableFile as error:
            return {error.kind}
        return {opened.outcome(name) for name in opened.names}

    return of
