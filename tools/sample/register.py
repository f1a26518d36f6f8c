"""The register of the trust's teams over its life: names, service lines, openings, closures."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# Copied as it is to the top of the sample.
REGISTER = Path(__file__).with_name("teams.csv")


@dataclass(frozen=True)
class Team:
    """A row of the register. A renamed team keeps its team_id, its old name an alias."""

    team_id: str
    team: str
    aliases: tuple[str, ...]
    service_line: str
    team_type: str
    opened: date
    closed: date | None

    def is_open(self, day: date) -> bool:
        """Whether the team was there on a day."""
        return self.opened <= day <= (self.closed or day)


def _read() -> tuple[Team, ...]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return tuple(
            Team(
                row["team_id"],
                row["team"],
                tuple(row["aliases"].split(";")),
                row["service_line"],
                row["team_type"],
                date.fromisoformat(row["opened"]),
                date.fromisoformat(row["closed"]) if row["closed"] else None,
            )
            for row in csv.DictReader(file)
        )


TEAMS = _read()
SERVICE_LINES = tuple(dict.fromkeys(team.service_line for team in TEAMS))

# The name a team went by until a year, where it changed.
FORMER_NAMES = {
    "AC14": ("Personality Disorder Pathway Team", 2023),
    "AW03": ("Ward 11", 2022),
    "FO05": ("Forensic Community Team", 2024),
    "OP04": ("Memory Assessment Service North", 2024),
}


def official_name(team: Team, year: int) -> str:
    """What the team was called in a year."""
    name, last_year = FORMER_NAMES.get(team.team_id, (team.team, 0))
    return name if year <= last_year else team.team
