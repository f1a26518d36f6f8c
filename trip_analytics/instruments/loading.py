"""Read an instrument from its folder, and say everything that is wrong at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args

from trip_analytics.errors import InstrumentError
from trip_analytics.instruments.data_files import (
    Problems,
    Row,
    integer,
    integers,
    located,
    optional_integer,
    read_settings,
    read_table,
    yes_or_no,
)
from trip_analytics.instruments.definition import (
    AnswerColumn,
    Example,
    Indicator,
    IndicatorKind,
    Instrument,
    Item,
    Kind,
    ScalePoint,
    StageDefinition,
    Wording,
)
from trip_analytics.instruments.ids import answer_columns

BUILT_IN = ("trip", "template-a", "template-b")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "items.csv": ("item_id", "number", "label"),
    "wordings.csv": (
        "item_id",
        "wording_id",
        "text",
        "first_year",
        "last_year",
        "comparable_with_previous",
        "printed_numbers",
        "source",
    ),
    "scale.csv": ("value", "label", "meaning"),
    "stages.csv": ("item_id", "stage", "definition"),
    "indicators.csv": ("item_id", "kind", "example"),
    "examples.csv": ("item_id", "example"),
}
OPTIONAL_COLUMNS: Mapping[str, tuple[str, ...]] = {"items.csv": ("domain", "reverse")}
OPTIONAL_FILES = ("stages.csv", "indicators.csv", "examples.csv")
SETTINGS = ("instrument_id", "title", "version", "kind", "item_word", "source")
POINTS = range(2, 12)  # so many a scale may have


def load_instrument(name_or_folder: str | Path) -> Instrument:
    """Load a built-in instrument by name, or a trust's own from its folder.

    Parameters
    ----------
    name_or_folder : str or Path
        ``"trip"``, ``"template-a"``, ``"template-b"``, or a folder that holds
        ``instrument.toml``, ``items.csv``, ``wordings.csv`` and ``scale.csv``
        (see the guide "Adding an instrument").

    Returns
    -------
    Instrument

    Raises
    ------
    InstrumentError
        The name is unknown, or the folder's files have problems; the message
        lists every one of them.

    Examples
    --------
    >>> trip = load_instrument("trip")
    >>> trip.item_ids[:2]
    ('roles-and-connections', 'choices')
    >>> [point.value for point in trip.scale]
    [1, 2, 3, 4, 5]
    """
    if str(name_or_folder) in BUILT_IN:
        return _built_in(str(name_or_folder))
    folder = Path(name_or_folder)
    if not folder.is_dir():
        raise InstrumentError(
            f"There is no instrument called {str(name_or_folder)!r}: give one of "
            f"{', '.join(BUILT_IN)}, or a folder that holds instrument.toml, items.csv, "
            "wordings.csv and scale.csv."
        )
    return _read(folder)


def built_in_instruments() -> tuple[Instrument, ...]:
    """The instruments that come with the package."""
    return tuple(_built_in(name) for name in BUILT_IN)


def as_given(instruments: Instrument | Iterable[Instrument]) -> tuple[Instrument, ...]:
    """The instruments that a caller gave: one, or several.

    Raises InstrumentError: they are something else, such as the name of a file.
    """
    several = instruments if isinstance(instruments, Iterable) else (instruments,)
    found = tuple(several)
    if not all(isinstance(each, Instrument) for each in found):
        raise InstrumentError(
            'Load each list before you give it: instruments=[ta.load_instrument("list.xlsx")].'
        )
    return found


@cache
def _built_in(name: str) -> Instrument:
    package = resources.files("trip_analytics.instruments")
    return _read(package / name.replace("-", "_"))


def _read(folder: Traversable) -> Instrument:
    """Read a folder. A file that cannot be used does not keep the others from being checked."""
    problems = Problems()
    settings = _read_settings(folder, problems)
    tables = {name: _read_csv(folder, name, problems) for name in _files(settings)}
    scale = _scale(tables["scale.csv"], problems)
    items = _items_of(settings, tables, problems)
    known = {item.item_id for item in items}

    def rows_of(name: str) -> list[tuple[str, Row]]:
        rows = list(located(tables[name] or [], name))
        ids = known | {""} if name == "examples.csv" else known  # an example may be of none
        return [(at, row) for at, row in rows if not known or _known(row, at, ids, problems)]

    instrument = Instrument(
        **{name: settings.get(name) for name in SETTINGS},  # type: ignore[arg-type] # checked as read
        scale=scale,
        items=items,
        printed=tuple(settings.get("printed", ())),
        examples=tuple(_example(row, at, problems) for at, row in rows_of("examples.csv")),
        stage_definitions=tuple(
            _stage(row, at, scale, problems) for at, row in rows_of("stages.csv")
        ),
        indicators=tuple(_indicator(row, at, problems) for at, row in rows_of("indicators.csv")),
        suggested_early=_suggested_early(settings, known, problems),
        well_developed_from=_well_developed_from(settings, scale, problems),
        not_known=_not_known(settings, scale, problems),
        answers=_answers(settings, problems),
    )
    if "same_items_as" in settings and not problems:
        instrument = _with_reference_of(settings["same_items_as"], instrument)
    if problems:
        raise InstrumentError.from_problems(
            f"The instrument in {folder.name!r} cannot be used until this is put right:", problems
        )
    return instrument


def _files(settings: Mapping[str, Any]) -> list[str]:
    own_items = "same_items_as" not in settings
    return [name for name in COLUMNS if own_items or name not in ("items.csv", "wordings.csv")]


def _items_of(
    settings: Mapping[str, Any], tables: Mapping[str, list[Row] | None], problems: Problems
) -> tuple[Item, ...]:
    if "same_items_as" in settings:
        try:
            return load_instrument(settings["same_items_as"]).items
        except InstrumentError as error:
            problems.append(f"instrument.toml: same_items_as: {error}")
            return ()
    item_rows, wording_rows = tables["items.csv"], tables["wordings.csv"]
    if item_rows is None or wording_rows is None:
        return ()
    return _items(item_rows, wording_rows, problems)


def _with_reference_of(name: str, instrument: Instrument) -> Instrument:
    """What is said of another form's items holds here as well, unless this one says its own."""
    other = load_instrument(name)
    return replace(
        instrument,
        stage_definitions=instrument.stage_definitions or other.stage_definitions,
        indicators=instrument.indicators or other.indicators,
    )


def _stage(row: Row, at: str, scale: tuple[ScalePoint, ...], problems: Problems) -> StageDefinition:
    stage = integer(row, "stage", at, problems) or 0
    values = {point.value for point in scale}
    problems.check(not values or stage in values, f"{at}: stage {stage} is not in scale.csv")
    return StageDefinition(row["item_id"], stage, row["definition"])


def _indicator(row: Row, at: str, problems: Problems) -> Indicator:
    kinds = get_args(IndicatorKind)
    problems.check(row["kind"] in kinds, f"{at}: kind must be one of {', '.join(kinds)}")
    return Indicator(row["item_id"], row["kind"], row["example"])  # type: ignore[arg-type] # checked


def _example(row: Row, at: str, problems: Problems) -> Example:
    problems.check(bool(row["example"]), f"{at}: example is empty")
    return Example(row["item_id"] or None, row["example"])


def _suggested_early(
    settings: Mapping[str, Any], known: set[str], problems: Problems
) -> tuple[str, ...]:
    suggested = settings.get("suggested_early", [])
    if not isinstance(suggested, list):
        problems.append("instrument.toml: suggested_early must be a list of items' ids")
        return ()
    item_ids = tuple(map(str, suggested))
    for item_id in item_ids:
        problems.check(
            not known or item_id in known,
            f"instrument.toml: suggested_early: {item_id!r} is not an item of items.csv",
        )
    return item_ids


def _well_developed_from(
    settings: Mapping[str, Any], scale: tuple[ScalePoint, ...], problems: Problems
) -> int | None:
    point = settings.get("well_developed_from")
    if point is None:
        return None
    values = [each.value for each in scale]
    if isinstance(point, bool) or point not in values:
        problems.append(
            "instrument.toml: well_developed_from must be one of the values of scale.csv"
        )
        return None
    return int(point)


def _not_known(
    settings: Mapping[str, Any], scale: tuple[ScalePoint, ...], problems: Problems
) -> tuple[str, ...]:
    answers = settings.get("not_known", [])
    if not isinstance(answers, list) or not all(isinstance(each, str) for each in answers):
        problems.append('instrument.toml: not_known must be a list of texts, such as ["D/K"]')
        return ()
    points = {text.casefold() for each in scale for text in (str(each.value), each.label)}
    for answer in answers:
        problems.check(bool(answer.strip()), "instrument.toml: not_known has an empty text")
        problems.check(
            answer.strip().casefold() not in points,
            f"instrument.toml: not_known: {answer!r} is a point of scale.csv",
        )
    return tuple(answers)


def _answers(settings: Mapping[str, Any], problems: Problems) -> tuple[AnswerColumn, ...]:
    given = settings.get("answers", [])
    columns = given if isinstance(given, list) else [None]
    named: list[list[str]] = []
    for each in columns:
        names = [each] if isinstance(each, str) else each
        if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
            problems.append(
                'instrument.toml: answers must be a list of headings, such as ["Now", "Wanted"]'
            )
            return ()
        named.append(names)
    wrong: list[str] = []
    columns_of_answers = answer_columns(named, wrong)
    problems += [f"instrument.toml: answers: {problem}" for problem in wrong]
    return columns_of_answers


def _read_settings(folder: Traversable, problems: Problems) -> dict[str, Any]:
    settings = read_settings(folder, "instrument.toml", problems)
    if not settings:
        return {}
    for name in SETTINGS:
        problems.check(
            isinstance(settings.get(name), str) and bool(settings[name].strip()),
            f"instrument.toml: {name} is missing or is not text",
        )
    kinds = get_args(Kind)
    problems.check(
        settings.get("kind") in kinds, f"instrument.toml: kind must be one of {', '.join(kinds)}"
    )
    return settings


def _read_csv(folder: Traversable, name: str, problems: Problems) -> list[Row] | None:
    """The rows of a file; None where it cannot be used."""
    read = read_table(folder, name, problems, needed=name not in OPTIONAL_FILES)
    if read is None:
        return None
    titles, rows = read
    found = set(titles)
    missing = [column for column in COLUMNS[name] if column not in found]
    unknown = sorted(found - {*COLUMNS[name], *OPTIONAL_COLUMNS.get(name, ())})
    problems.check(not missing, f"{name}: the columns {', '.join(missing)} are missing")
    problems.check(not unknown, f"{name}: the columns {', '.join(unknown)} are not known")
    return None if missing else rows


def _known(row: Row, at: str, item_ids: set[str], problems: Problems) -> bool:
    known = row["item_id"] in item_ids
    problems.check(known, f"{at}: {row['item_id']!r} is not an item of items.csv")
    return known


def _scale(rows: list[Row] | None, problems: Problems) -> tuple[ScalePoint, ...]:
    if rows is None:
        return ()
    points = [
        ScalePoint(integer(row, "value", at, problems) or 0, row["label"], row["meaning"])
        for at, row in located(rows, "scale.csv")
    ]
    values = [point.value for point in points]
    problems.check(
        len(values) in POINTS and values == list(range(values[0], values[0] + len(values))),
        f"scale.csv: the values must be whole numbers in order, each one more than the last, "
        f"{POINTS[0]} to {POINTS[-1]} of them",
    )
    return tuple(points)


def _items(item_rows: list[Row], wording_rows: list[Row], problems: Problems) -> tuple[Item, ...]:
    item_ids = {row["item_id"] for row in item_rows}
    problems.check(bool(item_rows), "items.csv has no items")
    for at, row in located(item_rows, "items.csv"):
        problems.check(bool(row["item_id"]), f"{at}: item_id is empty")
        problems.check(bool(row["label"]), f"{at}: label is empty")
    # Pictures and tables tell items apart by their labels.
    for column in ("item_id", "number", "label"):
        _check_unique("items.csv", column, (row[column] for row in item_rows), problems)
    _check_unique(
        "wordings.csv", "wording_id", (row["wording_id"] for row in wording_rows), problems
    )
    wordings: dict[str, list[Wording]] = {item_id: [] for item_id in item_ids}
    for at, row in located(wording_rows, "wordings.csv"):
        if _known(row, at, item_ids, problems):
            wordings[row["item_id"]].append(_wording(row, at, problems))
    _check_no_shared_text(wordings, problems)
    items = []
    for at, row in located(item_rows, "items.csv"):
        of_item = sorted(wordings[row["item_id"]], key=lambda wording: wording.first_year)
        problems.check(bool(of_item), f"{at}: {row['item_id']!r} has no wording in wordings.csv")
        number = integer(row, "number", at, problems) or 0
        reverse = yes_or_no(row, "reverse", at, problems) if row.get("reverse") else False
        domain = row.get("domain") or None
        items.append(Item(row["item_id"], number, row["label"], tuple(of_item), domain, reverse))
    return tuple(sorted(items, key=lambda item: item.number))


def _wording(row: Row, at: str, problems: Problems) -> Wording:
    problems.check(bool(row["text"]), f"{at}: text is empty")
    problems.check(bool(row["source"]), f"{at}: source is empty")
    comparable = yes_or_no(row, "comparable_with_previous", at, problems)
    first = integer(row, "first_year", at, problems) or 0
    last = optional_integer(row, "last_year", at, problems)
    problems.check(last is None or last >= first, f"{at}: last_year is before first_year")
    return Wording(
        item_id=row["item_id"],
        wording_id=row["wording_id"],
        text=row["text"],
        first_year=first,
        last_year=last,
        comparable_with_previous=comparable,
        printed_numbers=integers(row, "printed_numbers", at, problems),
        source=row["source"],
    )


def _check_unique(name: str, column: str, values: Iterable[str], problems: Problems) -> None:
    for value, times in Counter(values).items():
        problems.check(
            times == 1, f"{name}: {column} {value!r} is there {times} times; it must be unique"
        )


def _check_no_shared_text(wordings: Mapping[str, list[Wording]], problems: Problems) -> None:
    """A text that two items share could never be matched to one of them."""
    items_of_text: dict[str, set[str]] = {}
    for item_id, of_item in wordings.items():
        for wording in of_item:
            items_of_text.setdefault(" ".join(wording.text.casefold().split()), set()).add(item_id)
    for item_ids in items_of_text.values():
        problems.check(
            len(item_ids) == 1,
            f"wordings.csv: {' and '.join(sorted(item_ids))} share one text; word them apart",
        )
