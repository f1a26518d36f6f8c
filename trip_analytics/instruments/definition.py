"""What an instrument is made of. Frozen: a definition never changes in use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["ratings", "stages", "action-plans"]
IndicatorKind = Literal["outcome-indicator", "data-source"]

# From so many points on, the top two count as well developed, of fewer the top one.
_POINTS_FOR_TWO: Final = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """One text under which an item has been printed.

    ``comparable_with_previous`` is false where the words ask something else than
    the item's wording before: answers to the two are then not compared over the
    years unless a person asks for it. ``printed_numbers`` are the numbers under
    which it has been printed: later papers reordered the challenges.
    """

    item_id: str
    wording_id: str
    text: str
    first_year: int
    last_year: int | None
    comparable_with_previous: bool
    printed_numbers: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """A practice statement (TRIP) or an organisational challenge (Template A).

    ``domain`` is the part of the list that it belongs to, if the list has parts. A ``reverse``
    item is worded so that its highest answer is the least well developed.
    """

    item_id: str
    number: int
    label: str
    wordings: tuple[Wording, ...]
    domain: str | None = None
    reverse: bool = False

    def wording_for(self, year: int) -> Wording:
        """The newest wording in use in a year (the first one for years before it)."""
        in_use = [wording for wording in self.wordings if wording.first_year <= year]
        return in_use[-1] if in_use else self.wordings[0]


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One answer of the scale: its number, its name, and what it means."""

    value: int
    label: str
    meaning: str

    def __hash__(self) -> int:
        # Whatever is remembered of texts by their scale asks for this, thousands of times a folder.
        return self.value

    @property
    def name(self) -> str:
        """What it is called, if that is not its number."""
        return "" if self.label == str(self.value) else self.label

    @property
    def named(self) -> str:
        """Its number and its name: "3 Mostly"."""
        return f"{self.value} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class StageDefinition:
    """What a stage looks like for one challenge, in our own short words."""

    item_id: str
    stage: int
    definition: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An example of an outcome indicator or a data source for one challenge."""

    item_id: str
    kind: IndicatorKind
    example: str


@dataclass(frozen=True, slots=True)
class Example:
    """A priority as teams write it, and the item it is about.

    ``item_id`` is None where it is about none of them, however near its words are.
    """

    item_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """One of several columns in which each statement is answered, such as *now* and *wanted*.

    The first is the rating, whose ``perspective`` is ``team``; each other is a perspective of
    its own. ``printed`` are the headings under which forms print it.
    """

    perspective: str
    label: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A form's definition.

    Attributes
    ----------
    instrument_id : str
        ``trip``, ``template-a``, ``template-b`` or a trust's own.
    title, version, source : str
        As printed; which edition; the paper or person it comes from.
    kind : {"ratings", "stages", "action-plans"}
        Which tidy table its answers go to.
    item_word : str
        What an item is called in front of users: *practice*, *challenge*.
    scale : tuple of ScalePoint
        The answers, lowest first: a run of whole numbers.
    items : tuple of Item
        In printed order.
    printed : tuple of str
        Headings and guidance printed on blank forms, so that they are never
        taken for something a team wrote.
    examples : tuple of Example
        Priorities in people's own words. What else teams write is matched by its likeness to them.
    stage_definitions, indicators : tuple
        Reference data, where the source gives it.
    suggested_early : tuple of str
        Ids of the items that the source suggests to consider early on.
    well_developed_from : int or None
        From which point of the scale a practice counts as well developed. Without one, the top
        two of four or more points do, the top one of fewer.
    not_known : tuple of str
        Printed answers that are no point of the scale, such as "D/K".
    answers : tuple of AnswerColumn
        The columns in which each statement is answered, where there are several.
    """

    instrument_id: str
    title: str
    version: str
    kind: Kind
    item_word: str
    source: str
    scale: tuple[ScalePoint, ...]
    items: tuple[Item, ...]
    printed: tuple[str, ...] = ()
    examples: tuple[Example, ...] = field(default=(), repr=False, hash=False)  # so many
    stage_definitions: tuple[StageDefinition, ...] = field(default=(), repr=False)
    indicators: tuple[Indicator, ...] = field(default=(), repr=False)
    suggested_early: tuple[str, ...] = field(default=(), repr=False)
    well_developed_from: int | None = None
    not_known: tuple[str, ...] = ()
    answers: tuple[AnswerColumn, ...] = ()

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers of the scale, lowest first."""
        return tuple(point.value for point in self.scale)

    @property
    def well_developed(self) -> tuple[int, ...]:
        """The points at which a practice counts as well developed."""
        if self.well_developed_from is None:
            return self.points[-2 if len(self.points) >= _POINTS_FOR_TWO else -1 :]
        return tuple(point for point in self.points if point >= self.well_developed_from)

    @property
    def domains(self) -> tuple[str, ...]:
        """The parts of the list, in printed order; none where it has no parts."""
        return tuple(dict.fromkeys(item.domain for item in self.items if item.domain))

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items' ids in printed order."""
        return tuple(item.item_id for item in self.items)

    @property
    def labels(self) -> dict[str, str]:
        """Each item's short name, by id, in printed order."""
        return {item.item_id: item.label for item in self.items}

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Every wording of every item."""
        return tuple(wording for item in self.items for wording in item.wordings)

    def item(self, item_id: str) -> Item:
        """The item of that id."""
        return next(item for item in self.items if item.item_id == item_id)
