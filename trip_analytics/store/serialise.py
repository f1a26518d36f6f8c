"""Forms, log entries and instruments as text that a store can keep, and back.

Each part is written with a tag and its fields by name, so that a form's parts may grow
without the store having to know them.
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
    AnswerColumn,
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

_TAG: Final = "is a"
# The words by which every store there is knows the parts of forms and of instruments: a class may
# be renamed, its tag never. A part whose tag is not here is of an earlier version, and left out.
_PARTS_OF_FORMS: Final[Mapping[str, type]] = {
    "form": Form,
    "fields": Fields,
    "field": Field,
    "year": ReadYear,
    "date": ReadDate,
}
_PARTS_OF_INSTRUMENTS: Final[Mapping[str, type]] = {
    "instrument": Instrument,
    "item": Item,
    "wording": Wording,
    "scale-point": ScalePoint,
    "stage-definition": StageDefinition,
    "indicator": Indicator,
    "example": Example,
    "answer-column": AnswerColumn,
}
_TAGS: Final = {
    kind: tag for tag, kind in (*_PARTS_OF_FORMS.items(), *_PARTS_OF_INSTRUMENTS.items())
}
_DAY, _CELL, _INSTRUMENT = "day", "cell", "instrument"  # kept in a way of their own
_ENTRY: Final = set(Entry._fields)
# Half of a character, as damaged files hold them: no file in UTF-8 can.
_NO_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")


def form_as_text(form: Form) -> str:
    """A form as text."""
    return _text(form, _part_of_form)


def form_from_text(text: str, instruments: Mapping[str, Instrument]) -> Form:
    """The form that was kept as a text."""

    def made(values: dict[str, Any]) -> Any:  # noqa: ANN401 # whatever a form is made of
        tag = values.pop(_TAG, None)
        if tag is None:
            return values
        if tag == _DAY:
            return dt.date.fromisoformat(values["day"])
        if tag == _CELL:
            return _cell(**values)
        if tag == _INSTRUMENT:
            return instruments[values["instrument_id"]]
        if tag == "form":
            values["log"] = [_entry(entry) for entry in values["log"]]
        return _make(_PARTS_OF_FORMS.get(tag), values)

    form: Form = json.loads(text, object_hook=made)
    return form


def log_as_text(log: Sequence[Entry]) -> str:
    """Entries of the import log as text."""
    return _text([entry.row() for entry in log], _part_of_form)


def log_from_text(text: str) -> list[Entry]:
    """The entries that were kept as a text."""
    return [_entry(entry) for entry in json.loads(text)]


def instrument_as_text(instrument: Instrument) -> str:
    """An instrument's whole definition as text."""
    return _text(instrument, _tagged)


def instrument_from_text(text: str) -> Instrument:
    """The instrument whose definition was kept as a text."""

    def made(values: dict[str, Any]) -> Any:  # noqa: ANN401 # whatever it is made of
        kind = _PARTS_OF_INSTRUMENTS.get(values.pop(_TAG))
        return _make(kind, {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})

    instrument: Instrument = json.loads(text, object_hook=made)
    return instrument


def writable(text: str) -> str:
    """A text without what is no character."""
    return _NO_CHARACTER.sub("\ufffd", text)


def _text(what: object, part: Callable[[object], object]) -> str:
    return writable(json.dumps(what, default=part, ensure_ascii=False, separators=(",", ":")))


def _part_of_form(part: object) -> dict[str, Any]:
    if isinstance(part, dt.date) and not isinstance(part, dt.datetime):
        return {_TAG: _DAY, "day": part.isoformat()}
    if isinstance(part, Instrument):
        return {_TAG: _INSTRUMENT, "instrument_id": part.instrument_id}
    values = _tagged(part)
    if isinstance(part, Form):
        values["log"] = [entry.row() for entry in part.log]
    if isinstance(part, Field):  # of a field's cell only the place: its text is the field's
        cell = part.cell
        values["cell"] = {_TAG: _CELL, "at": [cell.row, cell.column, cell.address]}
    return values


def _tagged(part: object) -> dict[str, Any]:
    tag = _TAGS.get(type(part))
    if tag is None or not dataclasses.is_dataclass(part):
        raise TypeError(f"the store knows no {type(part).__name__}")
    return {_TAG: tag} | {each.name: getattr(part, each.name) for each in dataclasses.fields(part)}


def _make(kind: type | None, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 # one of the kind
    if kind is None or not dataclasses.is_dataclass(kind):
        return None
    known = {each.name for each in dataclasses.fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})


def _cell(at: tuple[int, int, str]) -> Cell:
    row, column, address = at
    return Cell(row, column, address, "", None, "text")


def _entry(values: Mapping[str, Any]) -> Entry:
    return Entry(**{name: value for name, value in values.items() if name in _ENTRY})
