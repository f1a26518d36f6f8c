"""One file: the forms and the log of it, or why it could not be read. No error leaves it.

Worker processes run :func:`serve`. Nothing that finds files or handles tables is imported, so
that a worker is ready in a fifth of a second and stays small.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import Instrument
from trip_analytics.instruments.blank_form import form_words
from trip_analytics.loading.comparable_answers import answers_of
from trip_analytics.people import find_personal_data
from trip_analytics.reading import Document, Enclosed, Folder, UnreadableFile, read_document
from trip_analytics.understanding import Finding, Form, Understanding, corrects_an_answer
from trip_analytics.understanding.words import own_words


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read."""

    path: Path
    name: str
    """Relative to the source it was found in, ``/`` between folders; in an archive
    ``returns.zip/ward.xlsx``."""
    inside: tuple[int, ...] = ()
    """Where in the file at ``path`` it is, if that is an archive or an e-mail: see
    :func:`trip_analytics.reading.read_document`."""
    modified: float | None = None
    """When it was last changed, where the archive says so."""
    covering: bool = False
    """It is an e-mail's own text."""
    explained: bool = False
    """Findings are wanted too."""

    def enclosing(self, position: int, found: Enclosed) -> SourceFile:
        """The file that is found in this one."""
        return SourceFile(
            self.path,
            f"{self.name}/{found.name}",
            (*self.inside, position),
            found.modified or self.modified,
            found.covering,
            self.explained,
        )


@dataclass(slots=True)
class FileRead:
    """What came of one file."""

    file: SourceFile
    sha256: str = ""
    """The fingerprint of its content; empty where it could not be read."""
    modified: float = 0.0
    """When it was last changed, in seconds since 1970."""
    forms: list[Form] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)
    enclosed: list[SourceFile] = field(default_factory=list)
    """The files in it, still to be read, where it is an archive or an e-mail."""
    findings: list[Finding] = field(default_factory=list)
    """What was found in it and what it was taken for, if that was asked for."""

    @classmethod
    def failed(cls, file: SourceFile, kind: str, **words: str) -> FileRead:
        """What came of a file that could not be read."""
        return cls(file, log=[Entry.of(kind, Place(file.name), **words)])


class ReadBy(NamedTuple):
    """What files are read by, beside the program itself."""

    instruments: tuple[Instrument, ...]
    teams: tuple[str, ...] = ()
    """The names of teams and of service lines that the register has."""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What the trust's forms call things: the words for each, as
    :class:`trip_analytics.settings.load_settings.Settings` has them."""

    @contextmanager
    def understanding(self) -> Iterator[Understanding]:
        """What understands forms by these, until the block ends."""
        with own_words(dict(self.words)):
            yield Understanding(self.instruments, self.teams)

    def to_send(self, result: FileRead) -> FileRead:
        """A result without its forms' instruments, which would be most of what is sent."""
        for form in result.forms:
            form.instrument = replace(
                form.instrument, items=(), printed=(), stage_definitions=(), indicators=()
            )
        return result

    def received(self, result: FileRead) -> FileRead:
        """A result that was sent, its forms with their instruments again."""
        known = {each.instrument_id: each for each in self.instruments}
        for form in result.forms:
            form.instrument = known[form.instrument.instrument_id]
        return result


def read_file(file: SourceFile, understanding: Understanding) -> FileRead:
    """Read one file and understand the forms in it."""
    try:
        document = read_document(file.path, file.inside, own=False)
        if isinstance(document, Folder):
            return _opened(file, document)
        modified = file.modified or file.path.stat().st_mtime
        forms, log = understanding.understand(document, file.name)
        flag_personal_data(document, forms, log)
        findings = understanding.explain(document, file.name) if file.explained else []
    except UnreadableFile as refusal:
        if file.covering:  # a picture in the e-mail's text, say
            return FileRead.failed(file, "covering-message")
        return FileRead.failed(file, refusal.kind)
    except Exception:  # noqa: BLE001 # one bad file is a row of the log, never a failed import
        return FileRead.failed(file, "fault")
    if not forms:
        failed = FileRead.failed(file, _why_no_form(file, document))
        return replace(failed, findings=findings)
    if _was_sent_out(document) and not any(map(_is_filled_in, forms)) and not _has_words(log):
        return replace(FileRead.failed(file, "blank-own-form"), findings=findings)
    if document.damaged:
        log.append(Entry.of("damaged-but-read", Place(file.name)))
    return FileRead(file, document.sha256, modified, forms, log, findings=findings)


def _opened(file: SourceFile, folder: Folder) -> FileRead:
    if not folder.files:
        return FileRead.failed(file, "empty-archive")
    enclosed = [file.enclosing(position, found) for position, found in enumerate(folder.files)]
    if all(found.covering for found in enclosed):  # then its text is all there is
        enclosed = [replace(found, covering=False) for found in enclosed]
    return FileRead(file, enclosed=enclosed)


def _why_no_form(file: SourceFile, document: Document) -> str:
    """What the log says of a file in which no form is found."""
    if not file.covering:
        return "not-a-return"
    lines: dict[int, list[str]] = {}
    for sheet in document.sheets:
        for (row, _), cell in sorted(sheet.cells.items()):
            lines.setdefault(row, []).append(cell.standing)
    corrected = any(corrects_an_answer(" ".join(line)) for line in lines.values())
    return "message-on-answers" if corrected else "covering-message"


def _was_sent_out(document: Document) -> bool:
    """Whether a file is a form of this package: by its mark, or by the guidance on it.

    Saved as .ods or by a web program, it has lost the mark.
    """
    guidance = form_words()["guidance"]["locked"]
    return document.blank_form or any(
        cell.standing == guidance for sheet in document.sheets for cell in sheet.cells.values()
    )


def _is_filled_in(form: Form) -> bool:
    return not answers_of(form.rows).is_blank or any(
        row.get("progress") for row in form.rows.get("reviewed", ())
    )


def _has_words(log: Sequence[Entry]) -> bool:
    """Whether the log holds something that is written in a file, whatever it is."""
    return any(entry.found is not None for entry in log)


# The columns of people's own words; a test holds them to those of `tables`, which workers do not
# load, since it needs pandas.
OWN_WORDS: Final = {
    "ratings": ("comment",),
    "stages": ("comment",),
    "priorities": ("priority", "action", "measure"),
    "action_plans": ("text",),
    "assets": ("category", "asset"),
}


def flag_personal_data(document: Document, forms: Sequence[Form], log: list[Entry]) -> None:
    """Add a warning for each cell whose kept text may identify a person, to the log and its form's.

    Looked at is what is kept: the words in the forms' rows, and what the log found.
    A name that was not kept is not looked for again. In the document's cells that of a comment is
    found, as its row names the answer's cell.
    """
    flagged: set[tuple[str | None, str | None]] = set()
    for form in forms:
        own = _flags(_texts(document, form), flagged) + _flags(_logged(form.log), flagged)
        form.log += own  # so that they have the form's team
        log += own
    log += _flags(_logged(log), flagged)


def _flags(
    texts: Iterable[tuple[Place, str]], flagged: set[tuple[str | None, str | None]]
) -> list[Entry]:
    flags = []
    for place, text in texts:
        if (place.sheet, place.cell) in flagged or not (kinds := find_personal_data(text)):
            continue
        flagged.add((place.sheet, place.cell))
        flags.append(Entry.of("personal-data", place, found=text, kinds=" and ".join(kinds)))
    return flags


def _logged(log: Sequence[Entry]) -> Iterator[tuple[Place, str]]:
    for entry in log:
        if entry.found is not None:
            yield Place(entry.source_file, entry.sheet, entry.cell), entry.found


def _texts(document: Document, form: Form) -> Iterator[tuple[Place, str]]:
    """The words in a form's rows that need flagging, each with its place."""
    for table, columns in OWN_WORDS.items():
        for row in form.rows.get(table, ()):
            for column in columns:
                text = row.get(column)
                if text and find_personal_data(text):
                    own = Place(row["source_file"], row["sheet"], row["cell"])
                    yield from _located(document, own, text) or [(own, text)]


def _located(document: Document, own: Place, text: str) -> list[tuple[Place, str]]:
    """The cells that hold a text or a part of it: a row is named after its answer's cell."""
    cells = [
        (cell, standing)
        for sheet in document.sheets
        if sheet.name == own.sheet
        for cell in sheet.cells.values()
        if (standing := cell.standing) and (standing in text or text in standing)
    ]
    whole = [(cell, words) for cell, words in cells if words == text]
    return [
        # No more words than the row keeps: there may be a name beside them that was not kept.
        (Place(own.source_file, own.sheet, cell.address), words if words in text else text)
        for cell, words in whole or cells
        if find_personal_data(words)
    ]


def serve() -> None:
    """Take files on the standard input, and give what came of each on the output, until it ends.

    Started by :mod:`trip_analytics.loading.workers`, in a process of its own.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it stops it
    with os.fdopen(os.dup(0), "rb") as files, os.fdopen(os.dup(1), "wb") as results:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):  # nothing that a library prints may come between the results
            os.dup2(nowhere, stream)
        known: ReadBy = pickle.load(files)  # noqa: S301 # from our own process
        with known.understanding() as understanding:
            _send(None, results)  # ready
            while True:
                try:
                    file = pickle.load(files)  # noqa: S301 # as above
                except EOFError:
                    return
                _send(known.to_send(read_file(file, understanding)), results)


def _send(what: FileRead | None, to: BinaryIO) -> None:
    pickle.dump(what, to)
    to.flush()
