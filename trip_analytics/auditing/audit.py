"""The audit of files: what a reader could find in them that no reader should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import pandas as pd

from trip_analytics.analysis.results import TEXT, Result, result, typed
from trip_analytics.auditing.agreement import disagreements
from trip_analytics.auditing.behind import behind
from trip_analytics.auditing.behind.office import Behind, in_picture
from trip_analytics.auditing.behind.pictures import words_in_picture
from trip_analytics.auditing.figure import written
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.named import named
from trip_analytics.auditing.noted import not_as_noted
from trip_analytics.auditing.quoted import quoted
from trip_analytics.auditing.sources import NotRead, ReadFile, read_files
from trip_analytics.auditing.told import told
from trip_analytics.disclosure.rules import INSIDERS
from trip_analytics.errors import DisclosureError
from trip_analytics.reading import UnreadableFile
from trip_analytics.store import read_releases, read_table, reading
from trip_analytics.teams import TeamRegister, load_register, register_of
from trip_analytics.words import counted

COLUMNS: Final = dict.fromkeys(Found._fields, TEXT)


def audit_files(
    *paths: str | Path,
    insiders: int = INSIDERS,
    teams: str | Path | None = None,
    store: str | Path | None = None,
) -> Result:
    r"""Try to work out single teams' answers from finished files, and list what one could.

    The files are read back as a reader has them, so that what was written is what is
    audited. All files are looked at together: three years' reports, say. Looked for are

    - counts of which nearly all are alike, so that a few readers who put together what they
      know can work out the others' answers; also where a count is withheld or rounded and
      follows from the rest;
    - the same for what is left when one figure is taken from another: the parts of a
      breakdown from all teams, the teams of both years from those of one, a year's report
      from the same year's later one;
    - teams beside figures, and texts that look as if they told who a person is;
    - what stands behind a document: hidden sheets, rows, columns and text, data stored
      behind charts and pivot tables, more digits than are shown, comments, tracked changes,
      names of ranges, links, properties, embedded files, scripts;
    - documents of one report that do not say the same;
    - with a store: documents that are not as they were noted when they were published from
      it, or never were.

    Nobody's answers are known here. What a finding says is so in *every* set of answers that
    agrees with the figures; where it also takes insiders who gave certain answers, it says
    that they "may be able to". Not used are intervals, p-values, places, figures in sentences
    and in pictures; changes over more than two years at once; two breakdowns at once; what
    insiders of one group tell of another. Counts of Template A by stage are passed over: that
    form is filled in to be shared. A report's own gate knows the answers and looks closer, so
    that nothing found here is no proof that there is nothing.

    Parameters
    ----------
    *paths : str or Path
        Files, or folders of any depth: web pages, Word documents, workbooks, CSV.
    insiders : int
        How many teams' readers put together what they know; 2 by default.
    teams : str or Path, optional
        The register of teams, to find their names; by default the store's.
    store : str or Path, optional
        The store that they were published from.

    Returns
    -------
    DataFrame
        A row for each finding; empty where nothing was found. file, the file or files;
        place, the table or sheet in it; kind (``alike``, ``difference``, ``recovered``,
        ``team-named``, ``personal-data``, ``differs``, ``changed``, ``never-noted``,
        ``not-handed-out``, ``not-looked-at``, and for what
        stands behind a document ``hidden-sheet``, ``hidden-cells``, ``hidden-text``,
        ``more-digits``, ``stored-data``, ``comment``, ``tracked-change``, ``defined-name``,
        ``external-link``, ``custom-xml``, ``embedded``, ``macro``, ``metadata``,
        ``picture-data``, ``html-comment``, ``script``, ``data-attribute``); finding, in a
        sentence; cure, what to do. The notes say what was looked at,
        and list the comments that web pages and Word documents quote.

    Raises
    ------
    SourceError
        There is no such file, it cannot be read, or there is nothing to look at.
    TeamRegisterError
        The register cannot be read.
    StoreError
        The store cannot be read.
    DisclosureError
        ``insiders`` is below 0, or no file was named.

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
    if insiders < 0 or not paths:
        raise DisclosureError("Name files or folders to audit, and a number of insiders from 0.")
    register, releases = TeamRegister(), None
    if store is not None:
        with reading(store) as connection:
            register = register_of(read_table(connection, "teams"))
            releases = read_releases(connection)
    if teams is not None:
        register = load_register(teams)
    files, refused = read_files([Path(path) for path in paths])
    found = list(dict.fromkeys(_all_found(files, refused, register, insiders)))
    if releases is not None:
        found += not_as_noted(_fingerprints(files, refused), releases)
    table = pd.DataFrame(found, columns=list(COLUMNS))
    table = table.sort_values(["file", "place", "kind"], kind="stable", ignore_index=True)
    return result("audit_files", typed(COLUMNS, table), _notes(files, refused))


def _all_found(
    files: Sequence[ReadFile], refused: Sequence[NotRead], register: TeamRegister, insiders: int
) -> Iterator[Found]:
    yield from told(files, insiders)
    yield from named(files, register)
    yield from disagreements(files)
    for file in files:
        for each in _behind(file):
            yield Found(file.name, each.place, each.kind, each.finding, each.cure)
    for other in refused:
        if not _stands_beside(other, files):
            yield Found(
                other.name,
                "",
                "not-looked-at",
                f"It was not looked at: {other.why}.",
                "Look at it yourself, or leave it out.",
            )


def _fingerprints(files: Sequence[ReadFile], refused: Sequence[NotRead]) -> dict[str, str]:
    every: list[ReadFile | NotRead] = [*files, *refused]
    return {each.name: sha256(each.data).hexdigest() for each in every if each.data}


def _behind(file: ReadFile) -> list[Behind]:
    if file.document is None:
        words = words_in_picture(file.data)
        return [in_picture(words)] if words else []
    try:
        return list(behind(file.what, file.data, file.document))
    except UnreadableFile:  # a part that is no cell or text is damaged, or far too large
        return [
            Behind(
                "not-looked-at",
                "",
                "What stands behind it could not be looked at: a part of it is damaged or large.",
                "Save it anew from Word or Excel.",
            )
        ]


def _stands_beside(other: NotRead, files: Sequence[ReadFile]) -> bool:
    """Whether it is the PDF of a report that was looked at in another form."""
    return other.kind == "pdf" and any(file.publication == other.publication for file in files)


def _notes(files: Sequence[ReadFile], refused: Sequence[NotRead]) -> list[str]:
    tables = [table for file in files for table in file.tables]
    figures = sum(
        written(cell) is not None for table in tables for row in table.rows for cell in row
    )
    notes = [
        f"Looked at {counted(len(files), 'file')} with {counted(len(tables), 'table')} and "
        f"{counted(figures, 'figure')}."
    ]
    if not tables:
        them = "it" if len(files) == 1 else "them"
        notes.append(f"There was no table in {them}: no figures were looked at.")
    notes += [
        f"{other.name} is not read back, being a PDF; what it was written with was."
        for other in refused
        if _stands_beside(other, files)
    ]
    notes += quoted(files)
    if any(file.what == "other" for file in files):
        notes.append(
            "Of files that are no web page, Word document or Excel workbook (.xlsx), only what "
            "they show and hide is looked at, not what is stored behind it."
        )
    return notes
