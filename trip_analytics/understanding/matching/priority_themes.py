"""Which practice, or else which challenge, a priority in a team's own words is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from trip_analytics.instruments import Example, Instrument
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.matching.likeness import Likeness
from trip_analytics.understanding.plain_text import normalise

# A priority is about the item that it is this like (0-1), and otherwise about none that can be
# identified. Of the 200 priorities in tests/understanding/matching/priorities, which were written
# apart from the examples, this gets 93% right of those that surely fit, and 0.5% of all wrong.
# At 0.50 it is 93% and 1.5%, at 0.46 94% and 2.5%, at 0.55 91% and none.
SURE: Final = 0.52
# Fewer words than these that any example has say nothing, unless an example says just them.
FEWEST_WORDS: Final = 2
# A person's decision counts as much as so many examples for the priorities that are like it.
A_DECISION: Final = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """The item a priority is about, and by what it was told."""

    item_id: str
    matched_by: str
    """``decision`` (a person said so), ``name`` (the item's), ``wording`` (its statement) or
    ``examples`` (it is like what others write of it)."""


@dataclass(frozen=True)
class ThemeMatcher:
    """Matches priorities to the items of one instrument, and to challenges."""

    instruments: tuple[Instrument, ...]
    """Whose items priorities may be about, the teams' own form first."""
    examples: Sequence[Example] = field(repr=False)
    """What priorities are compared with."""
    decided: tuple[Example, ...] = field(default=(), repr=False)
    """What a person said that priorities are about."""

    def match(self, priority: str) -> Theme | None:
        """The item a priority is about; None if it is about none, or it cannot be told."""
        said = " ".join(priority.split())
        if not said:
            return None
        plain = normalise(said)
        if plain in self._decided:
            return _theme(self._decided[plain], "decision")
        if plain in self._names:
            return Theme(self._names[plain], "name")
        for matcher in self._wordings:
            if worded := matcher.match(said):
                return Theme(worded.item_id, "wording")
        return _theme(self._by_examples(said), "examples")

    def nearest(self, priority: str) -> list[Example]:
        """The examples that a priority is nearest to, to explain what it was taken for."""
        return self._likeness.nearest(priority)

    def _by_examples(self, text: str) -> str | None:
        if example := self._likeness.same(text):
            return example.item_id
        if self._likeness.known_words(text) < FEWEST_WORDS:
            return None
        shares = self._likeness.shares(text)
        best = max(shares, key=shares.__getitem__)
        return best if shares[best] >= SURE else None

    @cached_property
    def _likeness(self) -> Likeness:
        return _learnt_from((*self.examples, *self.decided * A_DECISION))

    @cached_property
    def _decided(self) -> dict[str, str | None]:
        return {normalise(example.text): example.item_id for example in self.decided}

    @cached_property
    def _names(self) -> dict[str, str]:
        items = [item for instrument in self.instruments for item in instrument.items]
        return {normalise(item.label): item.item_id for item in reversed(items)}

    @cached_property
    def _wordings(self) -> tuple[ItemMatcher, ...]:
        return tuple(map(ItemMatcher, self.instruments))


def theme_matchers(
    instruments: Sequence[Instrument], decided: Iterable[Example] = ()
) -> dict[str, ThemeMatcher]:
    """For each instrument of practices its matcher, the challenges with it.

    ``decided`` is what a person said that priorities are about.
    """
    challenges = tuple(each for each in instruments if each.kind == "stages")
    said = tuple(decided)
    matchers: dict[str, ThemeMatcher] = {}
    for practices in (each for each in instruments if each.kind == "ratings"):
        both = (practices, *challenges)
        known = {None, *(item_id for each in both for item_id in each.item_ids)}
        matchers[practices.instrument_id] = ThemeMatcher(
            both,
            _examples_for(practices, challenges, instruments),
            tuple(example for example in said if example.item_id in known),
        )
    return matchers


@lru_cache(maxsize=8)
def _learnt_from(examples: tuple[Example, ...]) -> Likeness:
    """The likeness to these examples, which takes long to learn."""
    return Likeness(examples)


def _theme(item_id: str | None, matched_by: str) -> Theme | None:
    return Theme(item_id, matched_by) if item_id is not None else None


def _examples_for(
    practices: Instrument, challenges: Sequence[Instrument], instruments: Sequence[Instrument]
) -> list[Example]:
    """The examples of an instrument and of the challenges, and what each item is called.

    An item without examples, as those of a trust's own list may be, takes those of another
    instrument's item that it is itself like. What is said of other practices is about none here.
    """
    others = [each for each in instruments if each.examples and each is not practices]
    lenders = [each for each in others if each not in challenges and practices.examples == ()]
    examples = [e for each in (practices, *challenges, *lenders) for e in each.examples]
    borrowed = _borrowed(practices, examples)
    own = {item_id for each in (practices, *challenges) for item_id in each.item_ids}
    return [
        *(
            Example(borrowed.get(e.item_id, e.item_id if e.item_id in own else None), e.text)
            for e in examples
        ),
        *(
            Example(item.item_id, text)
            for each in (practices, *challenges)
            for item in each.items
            for text in (item.label, *(wording.text for wording in item.wordings))
        ),
    ]


def _borrowed(practices: Instrument, examples: Sequence[Example]) -> Mapping[str | None, str]:
    """For items with examples, the one without any that is like them, where it is but one."""
    without = set(practices.item_ids) - {example.item_id for example in examples}
    if not without or not examples:
        return {}
    likeness = Likeness(examples)
    likest: dict[str | None, list[str]] = {}
    for item in practices.items:
        if item.item_id in without:
            text = f"{item.label}. {item.wordings[-1].text}"
            shares = likeness.shares(text)
            best = max(shares, key=shares.__getitem__)
            if best is not None and shares[best] >= SURE:
                likest.setdefault(best, []).append(item.item_id)
    return {lender: items[0] for lender, items in likest.items() if len(items) == 1}
