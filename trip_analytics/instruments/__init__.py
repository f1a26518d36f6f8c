"""The forms' definitions: their items, wordings over the years, and scales.

An instrument is a folder of data files. Nothing in code names a statement or a
challenge: a new year's wording or a trust's own list touches data alone.
"""

from trip_analytics.instruments.definition import (
    AnswerColumn,
    Example,
    Indicator,
    Instrument,
    Item,
    ScalePoint,
    StageDefinition,
    Wording,
)
from trip_analytics.instruments.loading import as_given, built_in_instruments, load_instrument
from trip_analytics.instruments.statements import Statement, StatementList, instrument_of
from trip_analytics.instruments.writing import write_instrument

__all__ = [
    "AnswerColumn",
    "Example",
    "Indicator",
    "Instrument",
    "Item",
    "ScalePoint",
    "StageDefinition",
    "Statement",
    "StatementList",
    "Wording",
    "as_given",
    "built_in_instruments",
    "instrument_of",
    "load_instrument",
    "write_instrument",
]
