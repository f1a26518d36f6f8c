"""Which list of statements a result is about: lists are never pooled.

Every analysis of ratings or of stages asks here first. What it is given back has answers by one
list alone, so that nothing which is worked out of it can mix two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from trip_analytics.analysis.options import check_returns
from trip_analytics.analysis.scale import Scale
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import Instrument, load_instrument
from trip_analytics.returns.ratings_source import USUAL, Kind, RatingsSource

Source = TypeVar("Source", bound=RatingsSource)


@dataclass(frozen=True)
class OneList(Generic[Source]):
    """Returns with the answers of one list."""

    returns: Source
    instrument: str
    """The list's id."""
    definition: Instrument
    """Its own, or TRIP's where it has none."""
    notes: Sequence[str]
    """That there are others, if there are, and which items were turned round."""

    @property
    def scale(self) -> Scale:
        """The scale of its answers."""
        return Scale.of(self.definition)

    @property
    def said(self) -> dict[str, Any]:
        """What a result says of its list."""
        return {"instrument": self.instrument, "scale": self.scale.said()}


def one_list(returns: Source, instrument: str | None, kind: Kind = "ratings") -> OneList[Source]:
    """The returns of the list asked for: of the only one there is, or of several of TRIP.

    Raises AnalysisError: there are several lists and none of them is asked for, or there is none of
    that id; the message names those there are.
    """
    check_returns(returns)
    there_are = returns.returned(kind)
    chosen = _chosen(there_are, instrument, kind)
    if chosen is None:
        return OneList(returns, USUAL[kind], load_instrument(USUAL[kind]), [])
    of_it = [each for each in returns.instruments if each.instrument_id == chosen]
    definition = of_it[0] if of_it else load_instrument(USUAL[kind])
    notes = _others(definition if of_it else None, chosen, there_are, kind)
    reverse = [item.label for item in definition.items if item.reverse and of_it]
    if reverse and kind == "ratings":
        which = ", ".join(reverse)
        notes.append(f"Turned round, as their highest answer is the least well developed: {which}.")
    alone = returns if len(there_are) == 1 else returns.select(instrument=chosen)
    return OneList(alone, chosen, definition, notes)


def _chosen(there_are: Sequence[str], asked: str | None, kind: Kind) -> str | None:
    """The list that is meant; None where there is none to choose from."""
    if asked is None:
        if len(there_are) < 2:
            return there_are[0] if there_are else None
        if there_are[0] == USUAL[kind]:
            return there_are[0]
        raise AnalysisError(
            f"There are {kind} by several lists, and a result is about one of them: choose "
            f"{_choices(there_are)}."
        )
    if asked in there_are:
        return asked
    if not there_are:
        raise AnalysisError(f"There are no {kind} by any list, so none by {asked!r}.")
    likely = get_close_matches(str(asked), there_are, n=1) if len(there_are) > 1 else []
    hint = f" Did you mean {likely[0]!r}?" if likely else ""
    raise AnalysisError(
        f"There are no {kind} by a list called {asked!r}: choose {_choices(there_are)}.{hint}"
    )


def _choices(lists: Sequence[str]) -> str:
    return " or ".join(f"instrument={each!r}" for each in lists)


def _others(
    definition: Instrument | None, chosen: str, there_are: Sequence[str], kind: Kind
) -> list[str]:
    others = [each for each in there_are if each != chosen]
    if not others:
        return []
    title = definition.title if definition else repr(chosen)
    return [
        f"This is only about {title}. There are {kind} by other lists, too: choose "
        f"{_choices(others)}."
    ]


def ratings_list(returns: RatingsSource) -> Instrument | None:
    """The definition of the one list by which there are ratings; None where it has none.

    What reads ratings asks here, so that no question can forget to ask for one list.
    """
    there_are = returns.returned("ratings")
    if len(there_are) > 1:
        raise ValueError("Lists are never pooled: one_list() says which of them is meant.")
    return next((each for each in returns.instruments if each.instrument_id in there_are), None)
