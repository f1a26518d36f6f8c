"""What a return says, without its cells: to compare one return with another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from trip_analytics.understanding import normalise

Row = Mapping[str, Any]
Item = tuple[str, str, str]
"""item_id, perspective and respondent."""

_NOT_SAID = {
    "source_file",
    "sheet",
    "cell",
    "priority_cell",
    "wording_id",
    "matched_by",
}
_VIEWS = {
    "team": "the view of the whole team",
    "staff": "the view of staff",
    "people-using-services": "the view of people using services",
    "family-and-friends": "the view of family and friends",
}
_MARKED = ("rated", "not-applicable", "unclear")
_TEXTS = {"priorities": "priorities", "assets": "assets", "action_plans": "lines of its plan"}


@dataclass(frozen=True)
class Answers:
    """What a return says."""

    marks: Mapping[Item, tuple[object, ...]]
    """The state, and the value, of each item that was answered."""
    comments: Mapping[Item, str]
    counts: Mapping[str, int]
    """How many rows each other table has that hold something."""
    views: frozenset[str]
    """Whose answers these are, in words."""
    _tables: Mapping[str, Sequence[Row]] = field(repr=False, compare=False)

    @cached_property
    def everything(self) -> frozenset[object]:
        """All of it, to tell whether two returns say the same; most are never compared."""
        return frozenset(
            (
                table,
                *(
                    (name, normalise(value) if isinstance(value, str) else str(value))
                    for name, value in sorted(row.items())
                    if name not in _NOT_SAID and value is not None
                ),
            )
            for table, rows in self._tables.items()
            for row in rows
        )

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.marks or self.comments or any(self.counts.values()))

    @property
    def fullness(self) -> int:
        """How much it says."""
        return len(self.marks) + len(self.comments) + sum(self.counts.values())

    def more_than(self, other: Answers, as_full: float) -> str:
        """What this says that is missing from another, in words; empty where that is as full."""
        missing = []
        if len(other.marks) < as_full * len(self.marks):
            missing.append(f"{len(other.marks)} answers instead of {len(self.marks)}")
        missing += [
            f"no {_TEXTS[table]}"
            for table, count in self.counts.items()
            if count and not other.counts.get(table)
        ]
        return ", ".join(missing)


def answers_of(tables: Mapping[str, Sequence[Row]]) -> Answers:
    """What the rows of a return say."""
    marks: dict[Item, tuple[object, ...]] = {}
    comments: dict[Item, str] = {}
    views: set[str] = set()
    for row in (*tables.get("ratings", ()), *tables.get("stages", ())):
        item = tuple(str(row.get(name) or "") for name in ("item_id", "perspective", "respondent"))
        key: Item = (item[0], item[1], item[2])
        if row.get("state") in _MARKED or row.get("priority"):
            marks[key] = tuple(row.get(name) for name in ("state", "rating", "stage", "priority"))
            views.add(_VIEWS.get(item[1], _VIEWS["team"]))
        if comment := normalise(str(row.get("comment") or "")):
            comments[key] = comment
    others = {name: rows for name, rows in tables.items() if name in _TEXTS}
    counts = {name: sum(map(_says_something, rows)) for name, rows in others.items()}
    return Answers(marks, comments, counts, frozenset(views), tables)


def _says_something(row: Row) -> bool:
    texts = ("priority", "action", "measure", "asset", "text", "stage")
    return any(row.get(name) not in (None, "") for name in texts)
