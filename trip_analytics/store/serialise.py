"""What a file says, as text that can be kept, and back.

Forms and what they are made of are written with the name of their type, so that a
form's parts may grow without the store having to know them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from trip_analytics.import_log import Entry
from trip_analytics.instruments import (
    Example,
    Indicator,
    Instrument,
    Item,
    ScalePoint,
    StageDefinition,
    Wording,
)
from trip_analytics.reading import Cell
from trip_analytics.understanding import Field, Fields, Form, ReadYear
from trip_analytics.understanding.dates import ReadDate

_TYPE: Final = "type of this"
_PARTS: Final = {each.__name__: each for each in (Form, Field, Fields, ReadYear, ReadDate)}
_OF_INSTRUMENTS: Final = {
    each.__name__: each
    for each in (Instrument, Item, Wording, ScalePoint, StageDefinition, Indicator, Example)
}
_ENTRY: Final = set(Entry._fields)
# Half of a character, as damaged files hold them: no file in UTF-8 can.
_NO_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")


def form_as_text(form: Form) -> str:
    """A form as text."""
    return _text(form, _part)


def form_of(text: str, instruments: Mapping[str, Instrument]) -> Form:
    """The form that a text says."""

    def made(values: dict[str, Any]) -> Any:  # noqa: ANN401 # whatever a form is made of
        name = values.pop(_TYPE, None)
        if name is None:
            return values
        if name == "date":
            return dt.date.fromisoformat(values["date"])
        if name == "Cell":
            return _cell(**values)
        if name == "Instrument":
            return instruments[values["instrument_id"]]
        if name == "Form":
            values["log"] = [_entry(entry) for entry in values["log"]]
        return _make(_PARTS[name], values)

    form: Form = json.loads(text, object_hook=made)
    return form


def log_as_text(log: Sequence[Entry]) -> str:
    """Entries of the import log as text."""
    return _text([entry.row() for entry in log], _part)


def log_of(text: str) -> list[Entry]:
    """The entries that a text says."""
    return [_entry(entry) for entry in json.loads(text)]


def instrument_as_text(instrument: Instrument) -> str:
    """An instrument's whole definition as text."""
    return _text(instrument, lambda part: _named(part, _OF_INSTRUMENTS))


def instrument_of(text: str) -> Instrument:
    """The instrument that a text defines."""

    def made(values: dict[str, Any]) -> Any:  # noqa: ANN401 # whatever it is made of
        lists = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        kind = _OF_INSTRUMENTS.get(values[_TYPE])
        return _make(kind, lists) if kind else None  # of an earlier version, and used no more

    instrument: Instrument = json.loads(text, object_hook=made)
    return instrument


def writable(text: str) -> str:
    """A text without what is no character."""
    return _NO_CHARACTER.sub("\ufffd", text)


def _text(what: object, part: Callable[[object], object]) -> str:
    return writable(json.dumps(what, default=part, ensure_ascii=False, separators=(",", ":")))


def _part(part: object) -> dict[str, Any]:
    if isinstance(part, dt.date) and not isinstance(part, dt.datetime):
        return {_TYPE: "date", "date": part.isoformat()}
    if isinstance(part, Instrument):
        return {_TYPE: "Instrument", "instrument_id": part.instrument_id}
    values = _named(part, _PARTS)
    if isinstance(part, Form):
        values["log"] = [entry.row() for entry in part.log]
    if isinstance(part, Field):  # of a field's cell only where it stands: its text is the field's
        cell = part.cell
        values["cell"] = {_TYPE: "Cell", "at": [cell.row, cell.column, cell.address]}
    return values


def _named(part: object, known: Mapping[str, type]) -> dict[str, Any]:
    name = type(part).__name__
    if name not in known or not dataclasses.is_dataclass(part):
        raise TypeError(f"the store knows no {name}")
    values = {each.name: getattr(part, each.name) for each in dataclasses.fields(part)}
    return {_TYPE: name, **values}


def _make(kind: type, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 # one of the kind
    known = {each.name for each in dataclasses.fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})


def _cell(at: tuple[int, int, str]) -> Cell:
    row, column, address = at
    return Cell(row, column, address, "", None, "text")


def _entry(values: Mapping[str, Any]) -> Entry:
    return Entry(**{name: value for name, value in values.items() if name in _ENTRY})
