"""Flag what in a file's free text may tell who a person is, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trip_analytics.import_log import PERSONAL_DATA, PRINTED_CONTACT, Entry, Place
from trip_analytics.people.personal_data import find_personal_data
from trip_analytics.reading import Document
from trip_analytics.understanding import Form

# The columns of the tidy tables that hold people's own words.
FREE_TEXT: Mapping[str, tuple[str, ...]] = {
    "ratings": ("comment",),
    "stages": ("comment",),
    "priorities": ("priority", "action", "measure"),
    "action_plans": ("text",),
    "assets": ("category", "asset"),
}
# The same words in the forms of so many teams were printed there, not written by them.
TEAMS_OF_PRINTED_WORDS = 3


def flag_personal_data(document: Document, forms: Sequence[Form], log: list[Entry]) -> None:
    """Add a warning for each cell whose kept text may tell who a person is.

    Looked at is what is kept: the words in the forms' rows, and what the log found.
    A name that was not kept is not looked for again.

    Parameters
    ----------
    document : Document
        The cells, to say where a comment stands: its row names the answer's cell.
    forms : sequence of Form
        Warnings on a form's own rows and log are added to its log as well.
    log : list of Entry
        The document's log, which is added to.
    """
    flagged: set[tuple[str | None, str | None]] = set()
    for form in forms:
        own = _flags(_texts(document, form), flagged) + _flags(_logged(form.log), flagged)
        form.log += own  # which says whose they are
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
        flags.append(Entry.of(PERSONAL_DATA, place, found=text, kinds=" and ".join(kinds)))
    return flags


def _logged(log: Sequence[Entry]) -> Iterator[tuple[Place, str]]:
    for entry in log:
        if entry.found is not None:
            yield Place(entry.source_file, entry.sheet, entry.cell), entry.found


def _texts(document: Document, form: Form) -> Iterator[tuple[Place, str]]:
    """The words in a form's rows that need flagging, each where it stands."""
    for table, columns in FREE_TEXT.items():
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
        # No more words than the row keeps: beside them may stand a name that was not kept.
        (Place(own.source_file, own.sheet, cell.address), words if words in text else text)
        for cell, words in whole or cells
        if find_personal_data(words)
    ]


def spare_printed_words(log: Iterable[Entry]) -> list[Entry]:
    """The log with a note for each flag on words that stand in the forms of many teams alike.

    "Return to recovery@trust.example" on a blank form tells nobody's secret.
    """
    log = list(log)
    teams: dict[str | None, set[str | None]] = {}
    for entry in log:
        if entry.kind == PERSONAL_DATA.kind:
            teams.setdefault(entry.found, set()).add(entry.team)
    printed = {text for text, whose in teams.items() if len(whose) >= TEAMS_OF_PRINTED_WORDS}
    return [
        _as_printed(entry) if entry.kind == PERSONAL_DATA.kind and entry.found in printed else entry
        for entry in log
    ]


def _as_printed(entry: Entry) -> Entry:
    kind = PRINTED_CONTACT
    return entry._replace(severity=kind.severity, kind=kind.kind, what_to_do=kind.what_to_do)
