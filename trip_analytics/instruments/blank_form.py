"""What is printed on the forms that the package sends out: for who writes them and who reads them.

Both take it from here, so that what a form prints is never read as something a team wrote.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from trip_analytics.instruments.definition import IndicatorKind, Instrument, Item

EXAMPLES: Final[tuple[IndicatorKind, ...]] = ("outcome-indicator", "data-source")


# Words that people write as well are never passed over: what is chosen, and whose view it is.
_PRINTED: Final = ("fields", "guidance", "titles", "columns")


@cache
def form_words() -> Mapping[str, Any]:
    """The words that are printed around an instrument's own, by what they are for."""
    path = files("trip_analytics.instruments") / "blank_form.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def key_lines(instrument: Instrument) -> tuple[str, ...]:
    """The scale, a line for each point that has a name or a meaning beside its number.

    Examples
    --------
    >>> from trip_analytics.instruments import load_instrument
    >>> key_lines(load_instrument("trip"))[0]
    '1 = Not yet: We have not begun on this'
    """
    said = (
        (point.value, ": ".join(filter(None, (point.name, point.meaning))))
        for point in instrument.scale
    )
    return tuple(f"{value} = {words}" for value, words in said if words)


def numbered_label(item: Item) -> str:
    """An item's short name with its number before it."""
    return f"{item.number}. {item.label}"


def stage_title(instrument: Instrument, stage: int) -> str:
    """What a stage is called at the head of its column."""
    return next(f"Stage {p.value}: {p.label}" for p in instrument.scale if p.value == stage)


def definition_of(instrument: Instrument, item_id: str, stage: int) -> str:
    """What a stage looks like for an item; empty where the instrument does not say."""
    said = instrument.stage_definitions
    found = (each.definition for each in said if (each.item_id, each.stage) == (item_id, stage))
    return next(found, "")


def examples_of(instrument: Instrument, item_id: str, kind: IndicatorKind) -> str:
    """The examples of a kind for an item, a line each."""
    said = instrument.indicators
    return "\n".join(each.example for each in said if (each.item_id, each.kind) == (item_id, kind))


def printed_on_forms(instrument: Instrument) -> Iterator[str]:
    """Every text that a blank form of an instrument prints, but for its statements."""
    yield instrument.title
    yield from instrument.printed
    yield from instrument.domains
    yield from _texts({name: form_words()[name] for name in _PRINTED})
    yield from key_lines(instrument)
    yield from (stage_title(instrument, point.value) for point in instrument.scale)
    yield from (numbered_label(item) for item in instrument.items)
    yield from printed_to_read(instrument)


def printed_headings() -> Iterator[str]:
    """The titles of a blank form's parts, and the guidance below them."""
    yield from _texts({name: form_words()[name] for name in ("titles", "guidance")})


def printed_to_read(instrument: Instrument) -> Iterator[str]:
    """What a blank form prints for people to read: stages described, examples given."""
    yield from (each.definition for each in instrument.stage_definitions)
    for item in instrument.items if instrument.indicators else ():
        yield from (examples_of(instrument, item.item_id, kind) for kind in EXAMPLES)


def _texts(words: object) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif isinstance(words, Mapping):
        for each in words.values():
            yield from _texts(each)
    elif isinstance(words, list):
        yield from words
