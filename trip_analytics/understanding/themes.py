"""Which practice, or else which challenge, a priority in a team's own words is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Matches priorities to one instrument's items. A class, to normalise phrases once.

    Parameters
    ----------
    instrument : Instrument
    matcher : ItemMatcher
        The instrument's own.
    beyond : ThemeMatcher, optional
        Asked about a priority that speaks of none of the instrument's items.
    """

    def __init__(
        self, instrument: Instrument, matcher: ItemMatcher, *, beyond: ThemeMatcher | None = None
    ) -> None:
        self._instrument = instrument
        self._matcher = matcher
        self._beyond = beyond

    @cached_property
    def _phrases(self) -> list[tuple[str, str]]:
        return [(f" {normalise(k.phrase)} ", k.item_id) for k in self._instrument.key_words]

    def match(self, priority: str) -> Theme | None:
        """The item a priority is about: by the statement's wording, its name, or key words.

        Where two items are spoken of equally, it is about neither, nor about any beyond them.
        """
        for item in self._instrument.items:
            if normalise(item.label) == normalise(priority):
                return Theme(item.item_id, "name")
        if found := self._matcher.match(priority):
            return Theme(found.item_id, "wording")
        hits = self._key_words_in(priority)
        best = [item_id for item_id, count in hits.items() if count == max(hits.values())]
        if len(best) == 1:
            return Theme(best[0], "key words")
        return self._beyond.match(priority) if self._beyond and not best else None

    def _key_words_in(self, text: str) -> dict[str, int]:
        """How many key words of each item stand in a text."""
        line = f" {normalise(text)} "
        hits: dict[str, int] = {}
        for phrase, item_id in self._phrases:
            if phrase in line:
                hits[item_id] = hits.get(item_id, 0) + 1
        return hits


def practices_then_challenges(
    instruments: Sequence[Instrument], matchers: Mapping[str, ItemMatcher]
) -> dict[str, ThemeMatcher]:
    """For each instrument of practices its matcher, the challenges beyond it."""
    challenges: ThemeMatcher | None = None
    for instrument in reversed([each for each in instruments if each.kind == "stages"]):
        matcher = matchers[instrument.instrument_id]
        challenges = ThemeMatcher(instrument, matcher, beyond=challenges)
    return {
        each.instrument_id: ThemeMatcher(each, matchers[each.instrument_id], beyond=challenges)
        for each in instruments
        if each.kind == "ratings"
    }
