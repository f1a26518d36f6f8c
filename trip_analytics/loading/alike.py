"""Without a register: teams whose names look like one team's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from trip_analytics.import_log import TEAMS_ALIKE, Entry
from trip_analytics.loading.placed import Return
from trip_analytics.teams import how_alike

# Teams that returned the same form side by side in so many years are two teams.
YEARS_SIDE_BY_SIDE: Final = 2


@dataclass(slots=True)
class _Called:
    """A team by its names, as its forms have them, and what it returned when."""

    returns: list[Return] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    returned: set[tuple[str, int | None]] = field(default_factory=set)

    @property
    def name(self) -> str:
        return min(self.names)


def log_teams_alike(current: Sequence[Return]) -> None:
    """Warn on each return whose team's name looks like another's."""
    teams: dict[str, _Called] = {}
    for one in current:
        if one.team is not None:
            called = teams.setdefault(one.team.team_id, _Called())
            called.returns.append(one)
            called.names.add(one.team.team)
            called.returned.add((one.form.instrument.instrument_id, one.identity.year))
    alike: dict[str, list[str]] = {}
    for first, second in combinations(sorted(teams), 2):
        how = how_alike(teams[first].name, teams[second].name)
        side_by_side = teams[first].returned & teams[second].returned
        if how is None or len(side_by_side) >= YEARS_SIDE_BY_SIDE:
            continue
        for team_id, other in ((first, second), (second, first)):
            alike.setdefault(team_id, []).append(f"{teams[other].name} ({how})")
    for team_id, others in alike.items():
        for one in teams[team_id].returns:
            used = one.team and one.team.team
            one.log.append(Entry.of(TEAMS_ALIKE, one.place, used=used, others="; ".join(others)))
