"""Text as cells store it: shared or in line, in one piece or in runs of several fonts."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.reading.markup import Attributes, Source, Stream, switched_on
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.seen_text import Look, Run, StoredText, symbol_font

MOST_STRINGS: Final = 500_000  # as many as cells that could show them

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class TextReader:
    """Puts together the text of one string item from its elements as they come by."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._runs: list[Run] = []
        self._look: Look | None = None
        self._phonetic = False
        stream.on(
            {
                "t": stream.listen,
                "r": self._run_starts,
                "rPr": self._properties_start,
                "strike": self._strike,
                "rFont": self._font,
                "rPh": self._phonetic_starts,
            },
            {"t": self._text_ends, "rPh": self._phonetic_ends},
        )

    @property
    def holds_text(self) -> bool:
        """Whether the item has any so far."""
        return bool(self._runs)

    def taken(self) -> StoredText:
        """What was put together; the next item starts empty."""
        self._look = None
        if not self._runs:
            return ""
        runs, self._runs = self._runs, []
        if len(runs) == 1 and runs[0].look is None:
            return runs[0].text
        if all(run.look is None for run in runs):
            return "".join([run.text for run in runs])
        return tuple(runs)

    def _run_starts(self, _: Attributes) -> None:
        self._look = None

    def _properties_start(self, _: Attributes) -> None:
        self._look = Look()

    def _strike(self, attributes: Attributes) -> None:
        if self._look is not None:
            self._look = Look(switched_on(attributes.get("val")), self._look.font)

    def _font(self, attributes: Attributes) -> None:
        if self._look is not None:
            self._look = Look(self._look.struck, symbol_font(attributes.get("val")))

    def _phonetic_starts(self, _: Attributes) -> None:
        self._phonetic = True  # how to say it, written above the text in Japanese

    def _phonetic_ends(self) -> None:
        self._phonetic = False

    def _text_ends(self) -> None:
        text = self._stream.heard()
        if text and not self._phonetic:
            self._runs.append(Run(unescaped(text), self._look))


def read_shared_strings(source: Source) -> list[StoredText]:
    """The workbook's table of strings, to which cells refer by number."""
    strings: list[StoredText] = []
    stream = Stream()
    reader = TextReader(stream)

    def item_ends() -> None:
        if len(strings) >= MOST_STRINGS:
            raise refusal("too-large")
        strings.append(reader.taken())

    stream.on({}, {"si": item_ends})
    stream.read(source)
    return strings


def unescaped(text: str) -> str:
    r"""Text with the characters that XML cannot hold, which Excel writes ``_x000D_``.

    Examples
    --------
    >>> unescaped("3_x0009_4"), unescaped("_x005F_x0009_")
    ('3\t4', '_x0009_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
