"""Returns from before teams merged: whether they count as the past of the one team now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trip_analytics.import_log import MERGED_PAST, MERGED_PAST_APART, Entry
from trip_analytics.loading.current import Return
from trip_analytics.teams import Team, TeamRegister


class _Kept(NamedTuple):
    """A return that stays its own team's, and why it is not its successor's past."""

    successor: Team
    why: str


def carry_forward(current: Sequence[Return], register: TeamRegister) -> None:
    """Let returns count as the past of the team that theirs became part of, if that is clear.

    It is where that team was not there before, has no return of its own for the year, and
    no other of the teams that it was made from has one. A note says so either way.
    """
    successors = list(_successors(register))
    if not successors:
        return
    first_seen: dict[str, int] = {}
    holders: dict[tuple[str, int], dict[str, list[Return]]] = {}
    for one in current:
        team, year = one.identity.team, one.identity.year
        if team is None or year is None:
            continue
        first_seen[team.team_id] = min(year, first_seen.get(team.team_id, year))
        of_year = holders.setdefault((one.form.instrument.instrument_id, year), {})
        of_year.setdefault(team.team_id, []).append(one)
    kept: dict[Return, _Kept] = {}
    for successor in successors:
        merged = [team.team_id for team in register.predecessors(successor)]
        there_since = register.opened(successor) or first_seen.get(successor.team_id)
        for (_, year), of_year in holders.items():
            returned = [team_id for team_id in merged if team_id in of_year]
            why = None
            if successor.team_id in of_year:
                why = f"{successor.team} has a return of its own for {year}"
            elif len(returned) > 1:
                why = f"so did other teams that returned for {year}"
            elif there_since is not None and there_since < year:
                why = f"{successor.team} was a team of its own by {year}"
            for team_id in returned:
                if why is None:
                    of_year[successor.team_id] = of_year.pop(team_id)
                    for one in of_year[successor.team_id]:
                        one.counts_for = successor
                else:
                    kept |= {one: _Kept(successor, why) for one in of_year[team_id]}
    for one in current:
        _note(one, kept.get(one))


def _note(one: Return, kept: _Kept | None) -> None:
    own = one.identity.team
    if own is None:
        return
    if one.counts_for is not None:
        words = {"team": own.team, "successor": one.counts_for.team}
        used = one.counts_for.team
        one.log.append(Entry.of(MERGED_PAST, one.place, found=own.team, used=used, **words))
    elif kept is not None:
        words = {"team": own.team, "successor": kept.successor.team, "why": kept.why}
        one.log.append(Entry.of(MERGED_PAST_APART, one.place, used=own.team, **words))


def _successors(register: TeamRegister) -> Iterator[Team]:
    """The teams that others became part of, each after those that it was made from."""
    listed: set[str] = set()

    def after_its_own(team: Team) -> Iterator[Team]:
        if team.team_id in listed:
            return
        listed.add(team.team_id)
        merged = register.predecessors(team)
        for predecessor in merged:
            yield from after_its_own(predecessor)
        if merged:
            yield team

    for team in sorted(set(register.names.values()), key=lambda team: team.team_id):
        yield from after_its_own(team)
