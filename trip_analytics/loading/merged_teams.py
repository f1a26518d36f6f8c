"""Returns of teams that became part of another: whether they count for that one.

After a team closed, a return under its old name is its successor's. Before, it counts as the
successor's past. Both only where there is no other return for the same team and year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trip_analytics.import_log import Entry
from trip_analytics.loading.placed_return import Return
from trip_analytics.teams.register import Team, TeamRegister


class _Where(NamedTuple):
    """One form and year of a team that others had become part of."""

    instrument_id: str
    year: int
    successor: Team


class _Kept(NamedTuple):
    """A return that stays its own team's, and why it is not its successor's past."""

    successor: Team
    why: str


def follow_mergers(returns: Sequence[Return], register: TeamRegister) -> None:
    """Give returns from after a team closed to the team that it had become part of.

    Not where that one has a return of its own, or another of its teams has: those are not
    corrections of each other, so each stays its own. A warning says so either way.
    """
    late: dict[_Where, list[Return]] = {}
    own: dict[_Where, list[Return]] = {}
    for one in returns:
        team, year = one.identity.team, one.identity.year
        if team is None or year is None or one.answers.is_blank:
            continue
        by_then = register.in_year(team, year)
        listed = own if by_then == team else late
        where = _Where(one.form.instrument.instrument_id, year, by_then)
        listed.setdefault(where, []).append(one)
    for key, found in late.items():
        teams = {one.identity.team for one in found}
        others = own.get(key, []) if len(teams) == 1 else found
        for one in found:
            rivals = [rival for rival in others if rival.identity.team != one.identity.team]
            if not rivals:
                one.counts_for = key.successor
            one.log.append(_late_entry(one, key.successor, rivals, register))


def _late_entry(
    one: Return, successor: Team, rivals: Sequence[Return], register: TeamRegister
) -> Entry:
    own = one.identity.team or successor
    closed = register.closed(own)
    if not rivals:
        return Entry.of(
            "merged-team",
            one.place,
            found=own.team,
            used=successor.team,
            closed=closed,
            successor=successor.team,
        )
    same = any(rival.answers.everything == one.answers.everything for rival in rivals)
    return Entry.of(
        "merged-team-apart",
        one.place,
        used=own.team,
        closed=closed,
        successor=successor.team,
        other=min(rival.source_file for rival in rivals),
        same=", with the same answers" if same else "",
    )


def carry_forward(current: Sequence[Return], register: TeamRegister) -> None:
    """Let returns count as the past of the team that theirs became part of, if that is clear.

    It is where that team was not there before, has no return of its own for the year, and
    no other of the teams that it was made from has one. A note says so either way.
    """
    successors = list(_successors(register))
    if not successors:
        return
    late = {one for one in current if one.counts_for is not None}
    first_seen: dict[str, int] = {}
    holders: dict[tuple[str, int], dict[str, list[Return]]] = {}
    for one in current:
        team, year = one.team, one.identity.year
        if team is None or year is None:
            continue
        first_seen[team.team_id] = min(year, first_seen.get(team.team_id, year))
        of_year = holders.setdefault((one.form.instrument.instrument_id, year), {})
        of_year.setdefault(team.team_id, []).append(one)
    kept: dict[Return, _Kept] = {}
    for successor in successors:
        merged = register.predecessors(successor)
        there_since = register.opened(successor) or first_seen.get(successor.team_id)
        for (_, year), of_year in holders.items():
            returned = [
                team.team_id
                for team in merged
                if team.team_id in of_year and register.in_year(team, year) == team
            ]
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
        if one not in late:
            _note(one, kept.get(one))


def _note(one: Return, kept: _Kept | None) -> None:
    own = one.identity.team
    if own is None:
        return
    if one.counts_for is not None:
        words = {"team": own.team, "successor": one.counts_for.team}
        used = one.counts_for.team
        one.log.append(Entry.of("merged-past", one.place, found=own.team, used=used, **words))
    elif kept is not None:
        words = {"team": own.team, "successor": kept.successor.team, "why": kept.why}
        one.log.append(Entry.of("merged-past-apart", one.place, used=own.team, **words))


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
