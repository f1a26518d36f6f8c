"""A trust's own lists: from a workbook, a blank form, or a folder of data files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trip_analytics.errors import InstrumentError
from trip_analytics.instruments import (
    Instrument,
    StatementList,
    built_in_instruments,
    instrument_of,
)
from trip_analytics.instruments import load_instrument as load_definition
from trip_analytics.reading import Document, Folder, UnreadableFile, read_document
from trip_analytics.understanding.list_scales import find_answer_columns, find_scale
from trip_analytics.understanding.marks.scale_keys import key_in, number_and_label
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.statement_columns import SAID
from trip_analytics.understanding.statement_lists import ListTable, find_statements
from trip_analytics.words import listed

INSTRUMENTS_FOLDER: Final = "instruments"
SETTINGS: Final = "instrument.toml"
_LEFT_BEHIND: Final = ("~$", ".", "thumbs.db", "desktop.ini")
_LONGEST_TITLE: Final = 100
_YEAR_BEHIND: Final = re.compile(r"[\s(–-]+(?:19|20)\d\d(?:\s*[/-]\s*\d{2,4})?\s*\)?$")


@dataclass(frozen=True, slots=True)
class UnderstoodList:
    """What a list or a blank form was understood as."""

    instrument: Instrument
    scale_from: str
    """Where its scale was found."""
    aside: Sequence[tuple[str, str, str]]
    """What was left aside: where, its text, and why."""


def load_instrument(source: str | Path) -> Instrument:
    """Load a built-in instrument by name, or a trust's own from what it has of it.

    Parameters
    ----------
    source : str or Path
        ``"trip"``, ``"template-a"`` or ``"template-b"``; or a workbook, a CSV or a Word
        document with a statement a row; or a blank form in Excel or Word; or a folder of
        data files (see the guide "A list of your own").

    Returns
    -------
    Instrument

    Raises
    ------
    InstrumentError
        There is no such name or file, or it cannot be used as it is; the message lists
        every problem.

    Examples
    --------
    >>> trip = load_instrument("trip")
    >>> trip.item_ids[:2]
    ('roles-and-connections', 'choices')
    >>> trip.points
    (1, 2, 3, 4, 5)
    """
    return understand_list(source).instrument


def understand_list(source: str | Path) -> UnderstoodList:
    """Load an instrument, and say what was understood of it and what was left aside.

    Raises InstrumentError: as for :func:`load_instrument`.

    Examples
    --------
    >>> understand_list("trip").scale_from
    'trip'
    """
    if not isinstance(source, str | os.PathLike):
        raise InstrumentError("Give the name of a built-in form, or of the file of your list.")
    path = Path(os.path.abspath(source))  # noqa: PTH100 # "." has no name, and no link is followed
    if path.name in (SETTINGS, f"{SETTINGS}.txt") and path.is_file():
        path = path.parent
    names = [instrument.instrument_id for instrument in built_in_instruments()]
    if path.is_dir() and str(source) not in names:
        _check_is_of_data_files(path)
    if str(source) in names or path.is_dir():
        where = str(source) if str(source) in names else path
        return UnderstoodList(load_definition(where), str(where), ())
    if not path.exists():
        raise InstrumentError(
            f"There is no instrument called {str(source)!r}: give one of {', '.join(names)}, or "
            "the workbook, the blank form or the folder that holds your list."
        )
    return _of_file(path)


def instruments_in(folder: Path | None) -> list[Instrument]:
    """The lists in a folder called ``instruments``: a file or a folder each.

    Raises InstrumentError: one of them cannot be used, or two have one id.
    """
    if folder is None:
        return []
    if any((folder / name).exists() for name in (SETTINGS, f"{SETTINGS}.txt")):
        return [load_instrument(folder)]
    entries = [entry for entry in sorted(folder.iterdir()) if not _is_left_behind(entry)]
    loaded = [(entry.name, load_instrument(entry)) for entry in entries]
    return unlike(loaded)


def unlike(named: Iterable[tuple[str, Instrument]]) -> list[Instrument]:
    """Instruments by the names of their files; refuse two with one id.

    Raises InstrumentError: two have the same id.
    """
    first: dict[str, tuple[str, Instrument]] = {}
    for name, instrument in named:
        before, same = first.setdefault(instrument.instrument_id, (name, instrument))
        if same != instrument:
            raise InstrumentError(
                f"{before!r} and {name!r} are two lists with the id {instrument.instrument_id!r}: "
                "rename one of the files, or change instrument_id in its instrument.toml."
            )
    return [instrument for _, instrument in first.values()]


def _is_left_behind(entry: Path) -> bool:
    return entry.name.casefold().startswith(_LEFT_BEHIND)


def _check_is_of_data_files(folder: Path) -> None:
    """Refuse a folder that holds no data file of an instrument, but maybe a list."""
    there = sorted(entry.name for entry in folder.iterdir() if not _is_left_behind(entry))
    if not any(name.startswith((SETTINGS, "items.", "wordings.")) for name in there):
        instead = f"the file in it, such as {there[0]}" if there else "a workbook with your list"
        raise InstrumentError(
            f"The folder {folder.name!r} holds no {SETTINGS}: name {instead}, and not the folder."
        )


def _of_file(path: Path) -> UnderstoodList:
    try:
        document = read_document(path)
    except UnreadableFile as error:
        raise InstrumentError(
            f"{path.name!r} cannot be read as a list of statements: save it as an Excel workbook "
            "(.xlsx), a CSV or a Word document (.docx)."
        ) from error
    if isinstance(document, Folder) or not document.sheets:
        raise InstrumentError(
            f"{path.name!r} is no list of statements: give a workbook, a CSV or a Word document "
            "(.docx) with one statement in a row."
        )
    table = find_statements(document)
    scale = find_scale(document, table)
    if not table.rows:
        table.problems.append(
            f"{_what_it_is(document, path)} and has no statements: write them below each other, "
            "one in a row, in a column that is headed Statement"
        )
    if problems := [*table.problems, *scale.problems]:
        raise InstrumentError.from_problems(
            f"The list in {path.name!r} cannot be used until this is put right:", problems
        )
    scale_from = scale.where
    if not scale.points:
        scale.points = list(built_in_instruments()[0].scale)
        scale_from = (
            "TRIP, since the list says none; to give it another, add a sheet Scale with the points "
            'and their labels (in a CSV, a line above the statements: "0 = Not at all, 1 = ...")'
        )
    title, printed = _printed(table)
    instrument = instrument_of(
        StatementList(
            name=path.stem,
            title=title or _as_title(path.stem),
            statements=list(table.rows.values()),
            scale=scale.points,
            source=path.name,
            printed=printed,
            not_known=scale.not_known,
            well_developed_from=scale.well_developed_from,
            answers=find_answer_columns(document, table),
        )
    )
    return UnderstoodList(instrument, scale_from, table.aside)


def _what_it_is(document: Document, path: Path) -> str:
    """What sort of file this is, and what is in it."""
    sheets = [sheet for sheet in document.sheets if sheet.cells]
    if not sheets:
        return "it is empty"
    if sheets[0].row_names:
        return "it is a Word document"
    if sheets[0].name is None:
        called = f" (it only ends in {path.suffix})" if path.suffix[:3] in (".xl", ".do") else ""
        return f"it is plain text{called}"
    names = listed([f"{sheet.name}" for sheet in sheets])
    return f"it is a workbook with the sheet{'s' * (len(sheets) > 1)} {names}"


def _printed(table: ListTable) -> tuple[str | None, list[str]]:
    """The title of a list, and all that a form prints beside its statements."""
    sheet = table.sheet
    if sheet is None or not table.rows:
        return None, []
    texts = [
        (row, tidy(cell.standing))
        for (row, _), cell in sorted(sheet.cells.items())
        if cell.kind == "text" and row not in table.rows and cell.standing
    ]
    first = table.heading_row or min(table.rows)
    above = [text for row, text in texts if row < first and not text.endswith((":", "?"))]
    above = [text for text in above if not SAID["heads_a_part"].search(text)]
    above = [text for text in above if not _names_points(text)]
    # The list goes on when the year in its title is over.
    title = _YEAR_BEHIND.sub("", above[0]) if above and len(above[0]) <= _LONGEST_TITLE else None
    # A word alone, such as "No", may also be what a team writes.
    return title, [text for _, text in texts if " " in text]


def _names_points(text: str) -> bool:
    """Whether a line is of the scale, and so no title: "0 = never", "0 = never, 1 = always"."""
    key = key_in(text)
    return number_and_label(text) is not None or (key is not None and bool(key.labels))


def _as_title(name: str) -> str:
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]
