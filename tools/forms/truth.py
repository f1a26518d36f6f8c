"""What a person reads in a return: the truth that understanding is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["rated", "not-applicable", "not-answered", "unclear"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a practice or a challenge, as a careful person would read it.

    Attributes
    ----------
    table : {"ratings", "stages"}
    team, service_line : str or None
        Whose it is. ``team`` is the name in the tables; None on an organisation's Template A.
    year : int
    item_id, perspective : str
    state : str
    value : int or None
        The rating or the stage, where the state is ``rated``.
    sheet, cell : str or None
        Where it is, as the contract names places. With a column for each point the
        ticked cell. None for what was left blank.
    respondent : int or None
        Who of several people answered, by order from 1; None for a team's own answer.
    priority : int or None
        Template A's priority, where there is one.
    clean : bool
        Written so that nobody would ask: an error or a warning about it is a false alarm.
    comment : str or None
        The comment beside this answer and no other. None: not looked at.
    """

    table: Literal["ratings", "stages"]
    team: str | None
    year: int
    item_id: str
    state: State
    value: int | None = None
    sheet: str | None = None
    cell: str | None = None
    perspective: str = "team"
    respondent: int | None = None
    priority: int | None = None
    service_line: str | None = None
    clean: bool = True
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row that must be in a table: what its columns hold. Columns not named may hold anything."""

    table: Literal["priorities", "assets", "action_plans"]
    sheet: str | None
    cell: str | None
    columns: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """Text that somebody wrote in a cell: it must be in a table or in the import log.

    ``name`` marks a person's name, which must be in neither.
    """

    sheet: str | None
    cell: str | None
    text: str
    name: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """One file and everything a person reads in it.

    ``file`` is relative to the folder it was written to, with ``/`` between folders;
    ``habit`` says in a few words what is particular about it.
    """

    file: str
    habit: str
    answers: tuple[Answer, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[Words, ...] = ()
