"""The audit of files: what is in them that should not leave the desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import pandas as pd

from trip_analytics.analysis.results import Result, result, typed
from trip_analytics.auditing import Finding
from trip_analytics.auditing.counts import broken_rules, rows_checked
from trip_analytics.auditing.hidden_parts import hidden_in_office, hidden_in_sheet, in_pictures
from trip_analytics.auditing.teams_and_people import personal_data, teams_beside_figures
from trip_analytics.auditing.web_pages import hidden_in_page
from trip_analytics.auditing.whole_documents import (
    disagreements,
    not_as_published,
    not_to_be_passed_on,
    quotations,
)
from trip_analytics.auditing.written_files import WrittenFile, read_files
from trip_analytics.errors import DisclosureError
from trip_analytics.reading import UnreadableFile
from trip_analytics.store.opening import reading
from trip_analytics.store.tidy_tables import read_table
from trip_analytics.tables.columns import TEXT
from trip_analytics.teams.load_register import load_register, register_of
from trip_analytics.teams.register import TeamRegister
from trip_analytics.words import counted

COLUMNS: Final = dict.fromkeys(("file", "place", "kind", "finding", "cure"), TEXT)


def audit_files(
    *paths: str | Path, teams: str | Path | None = None, store: str | Path | None = None
) -> Result:
    r"""List what is in finished files that should not leave the desk.

    The files are read back as a reader has them, so that what was written is what is looked
    at, whoever wrote it. Looked for are

    - rows of counts that break the rule of disclosure: fewer than 5 teams, or fewer than 3 (in
      a file whose name ends in ``-board``, 2) that answered otherwise than most;
    - teams beside figures, and texts that seem to identify a person;
    - what files hold without showing it: hidden sheets, rows, columns and text, data stored
      behind charts and pivot tables, more digits than are shown, comments, tracked changes,
      names of ranges, links, properties, embedded files, macros, scripts;
    - documents for the desk, teams' own packs, and drafts;
    - documents of one report that do not say the same;
    - with a store: files that were changed since they were published from it, withdrawn, or
      never published.

    Each row is looked at alone: nothing is worked out from several rows, tables or files. Not
    looked at are figures in sentences and in pictures, changes and intervals, and tables whose
    answers are named in words alone. Counts of Template A by stage are passed over, as that
    form is filled in to be shared, unless the table says that they are of teams.

    Parameters
    ----------
    *paths : str or Path
        Files, or folders of any depth: web pages, Word documents, workbooks, CSV.
    teams : str or Path, optional
        The register of teams, to find their names; by default the store's.
    store : str or Path, optional
        The store that they were published from.

    Returns
    -------
    DataFrame
        A row for each finding; empty where nothing was found. file, the file or files;
        place, the table or sheet in it; kind (``few-teams``, ``alike``, ``team-named``,
        ``personal-data``, ``for-the-desk``, ``team-pack``, ``form``, ``draft``, ``differs``,
        ``changed``, ``withdrawn``, ``never-published``, ``not-looked-at``, and for what files
        hold without showing it ``hidden-sheet``, ``hidden-cells``, ``hidden-text``,
        ``more-digits``, ``stored-data``, ``comment``, ``tracked-change``, ``defined-name``,
        ``external-link``, ``custom-xml``, ``embedded``, ``macro``, ``metadata``,
        ``picture-data``, ``html-comment``, ``script``, ``data-attribute``); finding, in a
        sentence; cure, what to do. The notes say what was looked at, and list the comments that
        web pages and Word documents quote.

    Raises
    ------
    SourceError
        There is no such file, it cannot be read, or there is nothing to look at.
    TeamRegisterError
        The register cannot be read.
    StoreError
        The store cannot be read.
    DisclosureError
        No file was named.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "results.csv"
    ...     _ = path.write_text("Practice,1,2,3,4,5\nChoices,0,0,1,11,0\n", encoding="utf-8")
    ...     found = audit_files(path)
    >>> found["kind"].tolist()
    ['alike']
    """
    if not paths:
        raise DisclosureError("Name files or folders to audit.")
    register = _register(teams, store)
    files = read_files([Path(path) for path in paths])
    found = [each._replace(file=file.name) for file in files for each in _in_file(file, register)]
    found += disagreements(files)
    found += [
        Finding(
            "not-looked-at", f"It was not looked at: {file.why_not}.", _LEAVE_OUT, "", file.name
        )
        for file in files
        if file.why_not and not _is_same_report(file, files)
    ]
    if store is not None:
        checksums = {file.name: sha256(file.data).hexdigest() for file in files if file.data}
        found += not_as_published(checksums, store)
    table = pd.DataFrame(list(dict.fromkeys(found)), columns=list(Finding._fields))
    table = table.sort_values(["file", "place", "kind"], kind="stable", ignore_index=True)
    return result("audit_files", typed(COLUMNS, table[list(COLUMNS)]), _notes(files))


_LEAVE_OUT: Final = "Look at it yourself, or leave it out."


def _register(teams: str | Path | None, store: str | Path | None) -> TeamRegister:
    """The register of teams: its own file before the store's."""
    if teams is not None:
        return load_register(teams)
    if store is None:
        return TeamRegister()
    with reading(store) as connection:
        return register_of(read_table(connection, "teams"))


def _in_file(file: WrittenFile, register: TeamRegister) -> Iterator[Finding]:
    if file.document is not None and file.document.blank_form:
        yield Finding(
            "form",
            "It is a team's own form, to be filled in.",
            "Give it only to that team, and leave it out of what others get.",
        )
        return
    yield from not_to_be_passed_on(file)
    yield from broken_rules(file)
    yield from teams_beside_figures(file, register)
    yield from personal_data(file)
    try:
        yield from _hidden_in(file)
    except UnreadableFile:  # a part that holds neither cells nor text is damaged, or far too large
        yield Finding(
            "not-looked-at",
            "Not all that it holds could be looked at: a part of it is damaged or too large.",
            "Save it again from Word or Excel.",
        )


def _hidden_in(file: WrittenFile) -> Iterator[Finding]:
    """What a file holds without showing it."""
    if file.what == "picture":
        yield from in_pictures([file.data])
    if file.document is None:
        return
    sheets = file.document.sheets
    shown = " ".join(cell.text.lower() for sheet in sheets for cell in sheet.cells.values())
    if file.what == "office":
        yield from hidden_in_office(file.data, shown)
    elif file.what == "html":
        yield from hidden_in_page(file.data, shown)
    elif any(sheet.notes for sheet in sheets):
        yield Finding("comment", "It has comments.", "Delete the comments.")
    for sheet in sheets:
        yield from hidden_in_sheet(sheet)


def _is_same_report(file: WrittenFile, files: Sequence[WrittenFile]) -> bool:
    """Whether a file is the PDF of a report that was looked at in another form."""
    others = (other for other in files if not other.why_not)
    return file.what == "pdf" and any(other.publication == file.publication for other in others)


def _notes(files: Sequence[WrittenFile]) -> list[str]:
    read = [file for file in files if not file.why_not]
    tables = sum(len(file.tables) for file in read)
    notes = [f"Looked at {counted(len(read), 'file')} with {counted(tables, 'table')}."]
    if not tables:
        them = "it" if len(read) == 1 else "them"
        notes.append(f"There was no table in {them}: no figures were looked at.")
    checked, unknown = (sum(each) for each in zip(*map(rows_checked, read), strict=True))
    if checked:
        notes.append(f"The rule on counts was applied to {counted(checked, 'row')}.")
    if unknown:
        notes.append(
            f"It could not be applied to {counted(unknown, 'row')}, of which a part is withheld."
        )
    notes += [
        f"{file.name} is a PDF, which cannot be read back; the same report in another form was."
        for file in files
        if file.why_not and _is_same_report(file, files)
    ]
    notes += quotations(read)
    if any(file.what == "other" for file in read):
        notes.append(
            "Of files other than web pages, Word documents and Excel workbooks (.xlsx), only the "
            "cells and comments were looked at, not what else is stored in them."
        )
    return notes
