"""Which practice a priority in a team's own words is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from trip_analytics.instruments import Instrument
from trip_analytics.understanding.wording import ItemMatcher, normalise


@dataclass(frozen=True, slots=True)
class Theme:
    """The item a priority is about, and by what it was told."""

    item_id: str
    matched_by: str


class ThemeMatcher:
    """Matches priorities to one instrument's items. A class, to normalise phrases once."""

    def __init__(self, instrument: Instrument, matcher: ItemMatcher) -> None:
        self._instrument = instrument
        self._matcher = matcher

    @cached_property
    def _phrases(self) -> list[tuple[str, str]]:
        return [(f" {normalise(k.phrase)} ", k.item_id) for k in self._instrument.key_words]

    def match(self, priority: str) -> Theme | None:
        """The item a priority is about: by the statement's wording, its name, or key words.

        Where two items are spoken of equally, it is about neither.
        """
        for item in self._instrument.items:
            if normalise(item.label) == normalise(priority):
                return Theme(item.item_id, "name")
        if found := self._matcher.match(priority):
            return Theme(found.item_id, "wording")
        return self._by_key_words(priority)

    def _by_key_words(self, text: str) -> Theme | None:
        line = f" {normalise(text)} "
        hits: dict[str, int] = {}
        for phrase, item_id in self._phrases:
            if phrase in line:
                hits[item_id] = hits.get(item_id, 0) + 1
        best = [item_id for item_id, count in hits.items() if count == max(hits.values())]
        return Theme(best[0], "key words") if len(best) == 1 else None
