"""One file: what it says, or why it could not be read. Whatever it holds, no error leaves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from trip_analytics.import_log import (
    COVERING_MESSAGE,
    DAMAGED_BUT_READ,
    EMPTY_FOLDER,
    FAULT,
    NOT_A_RETURN,
    Entry,
    Kind,
    Place,
)
from trip_analytics.loading.personal_data import flag_personal_data
from trip_analytics.loading.source_file import SourceFile
from trip_analytics.reading import Folder, UnreadableFile, read_document
from trip_analytics.understanding import Finding, Form, Understanding


@dataclass(slots=True)
class FileRead:
    """What came of one file.

    Attributes
    ----------
    file : SourceFile
    sha256 : str
        The fingerprint of its content; empty where it could not be read.
    modified : float
        When it was last changed, in seconds since 1970.
    forms : list of Form
    log : list of Entry
    enclosed : list of SourceFile
        The files in it, still to be read, where it is an archive or an e-mail.
    findings : list of Finding
        What was found in it and what it was taken for, if that was asked for.
    """

    file: SourceFile
    sha256: str = ""
    modified: float = 0.0
    forms: list[Form] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)
    enclosed: list[SourceFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def failed(cls, file: SourceFile, kind: Kind, **words: str) -> FileRead:
        """What came of a file that could not be read."""
        return cls(file, log=[Entry.of(kind, Place(file.name), **words)])


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
            return FileRead.failed(file, COVERING_MESSAGE)
        kind = Kind(refusal.kind, refusal.severity, "{what_to_do}")
        return FileRead.failed(file, kind, what_to_do=refusal.what_to_do)
    except Exception:  # noqa: BLE001 # one bad file is a row of the log, never a failed import
        return FileRead.failed(file, FAULT)
    if not forms:
        failed = FileRead.failed(file, COVERING_MESSAGE if file.covering else NOT_A_RETURN)
        return replace(failed, findings=findings)
    if document.damaged:
        log.append(Entry.of(DAMAGED_BUT_READ, Place(file.name)))
    return FileRead(file, document.sha256, modified, forms, log, findings=findings)


def _opened(file: SourceFile, folder: Folder) -> FileRead:
    if not folder.files:
        return FileRead.failed(file, EMPTY_FOLDER)
    enclosed = [file.enclosing(position, found) for position, found in enumerate(folder.files)]
    if all(found.covering for found in enclosed):  # then its text is all there is
        enclosed = [replace(found, covering=False) for found in enclosed]
    return FileRead(file, enclosed=enclosed)
