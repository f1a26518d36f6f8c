"""The register of teams: who they are, their other names, and which became part of which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import pandas as pd
from rapidfuzz import fuzz, process

from trip_analytics.tables.check import empty
from trip_analytics.tables.columns import TEAM_REGISTER
from trip_analytics.teams.names import (
    KINDS,
    MAY_BE_MISTYPED,
    Words,
    core_of,
    distinctive,
    how_alike,
    in_any_order,
    in_brackets,
    in_one_word,
    is_ordinary,
    kinds_in,
    name_key,
    named_in,
    tells_apart,
    told_apart,
    without_brackets,
    words_of,
)
from trip_analytics.understanding import normalise
from trip_analytics.words import listed

# A registered name at least this like an unknown one (0-100) is proposed, never applied.
# Measured on the sample's register, each name in turn taken out of it: at 75 the right team is
# proposed for 62 of 90 names, a wrong one for 2; at 60 for 66, but a wrong one for 5.
LIKENESS_TO_PROPOSE: Final = 75
MOST_PROPOSED: Final = 3  # teams for one name
_ALIKE: Final = 50  # a name less like one that was typed (0-100) is not near it
_PLACE_AFTER_NAME: Final = re.compile(r"\s+[-–—|]+\s+|[,;:\n]|\s+at\s+")


@dataclass(frozen=True, slots=True)
class Team:
    """A team as the returns' rows show it."""

    team_id: str
    team: str
    service_line: str | None = None
    team_type: str | None = None


class Match(NamedTuple):
    """A team found by a name: how, if not by one of its very names; and whether to ask."""

    team: Team
    how: str | None = None
    doubtful: bool = False


class _Derived(NamedTuple):
    """A form of a name by which teams are found: what it ignores, in words."""

    of: Callable[[Words], str]
    how: str


_PLAIN = _Derived(" ".join, "what is in brackets is left out")
_CORE = _Derived(lambda words: in_any_order(core_of(words)), "but for words such as ward or team")
_DERIVED = (
    _PLAIN,
    _Derived(in_any_order, "the same words in another order"),
    _Derived(in_one_word, "it differs only in spaces"),
    _CORE,
)


@dataclass(frozen=True)
class TeamRegister:
    """Teams by any of their names. Without rows, every name is a team of its own."""

    table: pd.DataFrame = field(default_factory=lambda: empty(TEAM_REGISTER))
    """The table ``teams``."""
    names: Mapping[str, Team] = field(default_factory=dict)
    """Each name, alias and team_id as the register writes it."""
    remarks: Sequence[str] = ()
    """What a person should know of the register itself."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no register."""
        return self.table.empty

    def find(self, name: str) -> Team | None:
        """The team of that name or alias, however it is spelt in capitals and signs."""
        return self._by_key.get(name_key(name))

    def match(self, name: str) -> Match | None:
        """The one team that a name of its own can mean; never by mere likeness.

        Tried in turn: its exact names; without what is in brackets; in another order; with
        other spaces; without "ward", "team" and the like; with a place after it.
        """
        if not self.names:
            return None
        if (team := self.find(name)) is not None:
            return Match(team)
        return self._by_derived(name) or self._before_a_place(name)

    def meant_by(self, name: str) -> Team | None:
        """The one team that a person means who types a name: abbreviated, or in another order.

        One that may be mistyped is for that person to look at, and means none.
        """
        if (match := self.match(name)) is not None:
            return match.team
        alike = {
            team
            for known, team in self.names.items()
            if how_alike(name, known) not in (None, MAY_BE_MISTYPED)
        }
        return alike.pop() if len(alike) == 1 else None

    def not_found(self, name: str, known: Iterable[str]) -> str:
        """Say that no team is called so, and which of those known may be meant."""
        if proposed := self.proposal_for(name):
            return f"There is no team called {name!r}: if you mean {proposed}, write it in full."
        there_are = sorted({*known})
        if not there_are:
            return f"There is no team called {name!r}: no return says which team it is from."
        alike = process.extract(name, there_are, limit=3, score_cutoff=_ALIKE)
        near = [each for each, *_ in alike]
        are = "The nearest is" if len(near) == 1 else "The nearest are"
        hint = f" {are} {listed(near)}." if near else ""
        return f"There is no team called {name!r}: give one by its name in the register.{hint}"

    def within(self, text: str) -> Match | None:
        """The one team whose name is in the name of a file, a sheet or a folder.

        Doubtful where it says more than that, such as "Elm Team East" for Elm Team.
        """
        if not self.names:
            return None
        left = named_in(text)
        whole = self.find(left) if is_ordinary(words_of(left)) else self.match(left)
        if whole is not None:
            return whole if isinstance(whole, Match) else Match(whole)
        line = f" {name_key(text)} "
        found = {
            key: team
            for key, team in self._by_key.items()
            if f" {key} " in line and not is_ordinary(tuple(key.split()))
        }
        longest = [
            key for key in found if not any(key != k and f" {key} " in f" {k} " for k in found)
        ]
        if len({found[key] for key in longest}) != 1:
            return None
        named = set(" ".join(longest).split())
        more = [word for word in words_of(left) if word not in named and word not in KINDS]
        if more and not any(len(key.split()) > 1 for key in longest):
            return None  # "Ash Grove": a single word beside others is not a team's name
        return Match(found[longest[0]], "its name is part of a longer one", doubtful=bool(more))

    def proposal_for(self, name: str) -> str | None:
        """The registered teams that an unknown name may mean, for a person to confirm."""
        alike = {team.team for known, team in self.names.items() if how_alike(name, known)}
        if not alike:  # "Ash Ward and Elm Team"
            line = f" {name_key(name)} "
            whole = {key: team for key, team in self._by_key.items() if len(key.split()) > 1}
            alike = {team.team for key, team in whole.items() if f" {key} " in line}
        if alike:
            return " or ".join(sorted(alike))
        words = words_of(without_brackets(name))
        scores = [
            (fuzz.token_sort_ratio(" ".join(words), name_key(without_brackets(known))), team.team)
            for known, team in self.names.items()
            if not told_apart(words, words_of(without_brackets(known)))
        ]
        best, team = max(scores, default=(0, ""))
        if best >= LIKENESS_TO_PROPOSE:
            return team
        return " or ".join(sorted(self._with_all_of(words))) or None

    def _with_all_of(self, words: Words) -> set[str]:
        """The few teams whose names have all the words by which a name is told from others."""
        wanted = set(distinctive(words))
        having = {
            team.team
            for known, team in self.names.items()
            if wanted
            and wanted <= set(words_of(known))
            and not told_apart(words, words_of(without_brackets(known)))
        }
        return having if len(having) <= MOST_PROPOSED else set()

    def in_year(self, team: Team, year: int) -> Team:
        """Whose a return of that year is: after a team closed, the one it became part of.

        The year in which it closed is still its own.
        """
        while (
            (closed := self._closed.get(team.team_id)) is not None
            and closed < year
            and (successor := self.successor(team))
        ):
            team = successor
        return team

    def successor(self, team: Team) -> Team | None:
        """The team that this one became part of."""
        into = self._merged_into.get(team.team_id)
        return self.find(into) if into else None

    def predecessors(self, team: Team) -> list[Team]:
        """The teams that became part of this one, by team_id."""
        merged = sorted(one for one, into in self._merged_into.items() if into == team.team_id)
        return [found for one in merged if (found := self.find(one))]

    def opened(self, team: Team) -> int | None:
        """The year in which a team opened, where the register says it."""
        return self._opened.get(team.team_id)

    def closed(self, team: Team) -> int | None:
        """The year in which a team closed, where the register says it."""
        return self._closed.get(team.team_id)

    def service_line(self, name: str) -> str | None:
        """A service line as the register spells it."""
        known = (line for line in self.service_lines if normalise(line) == normalise(name))
        return next(known, None)

    def service_line_within(self, text: str) -> str | None:
        """The one service line whose name is in a longer text, such as a file's name."""
        line = f" {normalise(text.replace('_', ' '))} "
        found = [known for known in self.service_lines if f" {normalise(known)} " in line]
        return found[0] if len(found) == 1 else None

    def _by_derived(self, name: str) -> Match | None:
        for text in _readings(name):
            for derived in _DERIVED:
                found = self._index[derived].get(derived.of(words_of(text)), set())
                if len(found) > 1:
                    return None
                for team in found:
                    if derived is _CORE and not self._same_kind(text, team):
                        return None
                    if text != name and self._brackets_of(team, text):
                        return None  # it is known by other words in brackets
                    return Match(team, _PLAIN.how if text != name else derived.how)
        return None

    def _before_a_place(self, name: str) -> Match | None:
        """``Ash Ward - St Ann's`` or ``Older people: Ash Ward``, if the rest names no team."""
        parts = [part for part in _PLACE_AFTER_NAME.split(name) if words_of(part)]
        if len(parts) < 2:
            return None
        found = [
            self.find(part) or ((match := self._by_derived(part)) and match.team)
            for part in parts
            if not is_ordinary(words_of(part))
        ]
        teams = {team for team in found if team}
        rest = [
            part
            for part in parts
            if not (self.find(part) or self._by_derived(part) or self.service_line(part.strip()))
        ]
        if len(teams) != 1 or any(
            kinds_in(words_of(part)) or any(map(tells_apart, words_of(part))) for part in rest
        ):
            return None
        return Match(teams.pop(), "a place or a service is beside it")

    def _same_kind(self, text: str, team: Team) -> bool:
        """Whether a name's "ward" or "team" says the same as the names of a team."""
        words = words_of(text)
        if is_ordinary(core_of(words)):
            return False
        said = kinds_in(words)
        known = [words_of(name) for name, other in self.names.items() if other == team]
        its_own = frozenset[str]().union(
            *map(kinds_in, known), kinds_in(words_of(team.team_type or ""))
        )
        return not said or (bool(said & its_own) and said <= its_own | {"team"})

    def _brackets_of(self, team: Team, text: str) -> bool:
        return any(
            in_brackets(name)
            and in_any_order(core_of(words_of(without_brackets(name))))
            == in_any_order(core_of(words_of(text)))
            for name, other in self.names.items()
            if other == team
        )

    @cached_property
    def _by_key(self) -> Mapping[str, Team]:
        return {name_key(name): team for name, team in self.names.items()}

    @cached_property
    def _index(self) -> Mapping[_Derived, Mapping[str, set[Team]]]:
        index: dict[_Derived, dict[str, set[Team]]] = {derived: {} for derived in _DERIVED}
        for name, team in self.names.items():
            for text in _readings(name):
                for derived, of in index.items():
                    of.setdefault(derived.of(words_of(text)), set()).add(team)
        return index

    @cached_property
    def service_lines(self) -> Sequence[str]:
        """The service lines to which teams belong, as the register spells them."""
        return tuple(self.table["service_line"].dropna().unique())

    @cached_property
    def _merged_into(self) -> Mapping[str, str]:
        merged = self.table.dropna(subset="merged_into")
        return dict(zip(merged["team_id"], merged["merged_into"], strict=True))

    @cached_property
    def _opened(self) -> Mapping[str, int]:
        return self._years("opened")

    @cached_property
    def _closed(self) -> Mapping[str, int]:
        return self._years("closed")

    def _years(self, column: str) -> Mapping[str, int]:
        known = self.table.dropna(subset=column)
        return dict(zip(known["team_id"], known[column].dt.year.astype(int), strict=True))


def _readings(name: str) -> Iterator[str]:
    """A name, and without its brackets unless these distinguish teams."""
    yield name
    bracketed = in_brackets(name)
    if bracketed and not any(map(tells_apart, bracketed)):
        yield without_brackets(name)
