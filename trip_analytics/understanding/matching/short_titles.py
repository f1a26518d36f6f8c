"""Which statement a short title stands for, on a form that prints none in full."""

from __future__ import annotations

from trip_analytics.instruments import Instrument
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.matching.statement_words import statement_words
from trip_analytics.understanding.plain_text import normalise


class TitleMatcher:
    """Matches short titles to one instrument's items. A class, to take up its words once.

    Parameters
    ----------
    instrument : Instrument
    matcher : ItemMatcher
        The instrument's own.
    """

    def __init__(self, instrument: Instrument, matcher: ItemMatcher) -> None:
        self._matcher = matcher
        self._words = {
            item.item_id: frozenset(
                word
                for text in (item.label, *(wording.text for wording in item.wordings))
                for word in statement_words(normalise(text))
            )
            for item in instrument.items
        }

    def match(self, title: str) -> str | None:
        """The item whose statement a title words, or the only one that has all its words.

        Examples
        --------
        >>> from trip_analytics.instruments import load_instrument
        >>> trip = load_instrument("trip")
        >>> titles = TitleMatcher(trip, ItemMatcher(trip))
        >>> titles.match("Family & friends"), titles.match("People"), titles.match("Garden")
        ('family-and-friends', None, None)
        """
        if found := self._matcher.match(title):
            return found.item_id
        words = set(statement_words(normalise(title)))
        having = [item_id for item_id, own in self._words.items() if words and words <= own]
        return having[0] if len(having) == 1 else None
