"""How people write a team's name, a date and a year, and what they call the file."""

from __future__ import annotations

from datetime import date

import numpy as np

from tools.sample.register import Team, official_name
from tools.sample.trust import pick

FOLDERS_OF_2024 = {
    "Adult community": "Adult community",
    "Adult acute wards": "Adult acute",
    "Older people": "Older People",
    "Forensic": "Forensic",
    "Children and young people": "CYP",
    "Rehabilitation": "Rehab",
}
FILE_NAMES = {
    2022: ("{name} TRIP 2022.xlsx", "TRIP_{joined}.xlsx", "TRIP 2022 - {name}.xlsx"),
    2023: ("{name} - TRIP return.xlsx", "TRIP 2023 {name}.xlsx", "Copy of TRIP {name}.xlsx"),
    2024: ("{name}.xlsx", "{name} TRIP 2024-25.xlsx", "TRIP_{joined}_signed off.xlsx"),
    2025: ("TRIP 2025 {name}.xlsx", "{name} recovery plan 2025.xlsx", "{joined}_TRIP_2025.xlsx"),
}


def folder(service_line: str, team_type: str, year: int) -> str:
    """Where the recovery lead of that year kept the returns."""
    if year == 2022:
        return "2022"
    if year == 2023:
        return "2023 returns"
    if year == 2024:
        return f"2024-25/{FOLDERS_OF_2024[service_line]}"
    return "2025/Inpatient" if team_type == "ward" else "2025/Community and crisis"


def file_name(team: Team, year: int, rng: np.random.Generator, name: str | None = None) -> str:
    """The file's path in the sample; ``name`` where it must be the team's full one."""
    official = official_name(team, year)
    # Before a team was renamed, no usual variant of its new name was about.
    called = name or pick((official, team.aliases[0] if official == team.team else official), rng)
    plain = "".join(letter for letter in called if letter not in "()&'")
    pattern = pick(FILE_NAMES[year], rng)
    written = pattern.format(name=plain, joined=plain.replace(" ", "_"))
    return f"{folder(team.service_line, team.team_type, year)}/{written}"


def written_team(team: Team, year: int, rng: np.random.Generator) -> str:
    """The team as it calls itself on the form: its name then, or a usual variant."""
    official = official_name(team, year)
    if rng.random() < 0.55 or official != team.team:
        return official
    # "Kirkmoss and Hollinbeck" is what a team is called once the two have merged.
    usual = [name for name in team.aliases if year >= 2024 or " and " not in name]
    return pick(usual, rng)


def written_year(year: int, rng: np.random.Generator) -> int | str | None:
    """The review year as people write it."""
    following = (year + 1) % 100
    forms = (
        year,
        year,
        year,
        str(year),
        f"{year}/{following}",
        f"{year}/{following}",
        f"{year}-{following}",
        f"FY{year % 100}/{following}",
        None,
    )
    return pick(forms, rng)


def written_date(day: date, rng: np.random.Generator) -> date | str | None:
    """The date as people write it: a date, text of several kinds, or nothing."""
    forms = (
        day,
        day,
        day,
        day,
        day.strftime("%d/%m/%Y"),
        day.strftime("%d %B %Y").lstrip("0"),
        day.strftime("%d %B %Y").lstrip("0"),
        day.strftime("%B %Y"),
        None,
    )
    return pick(forms, rng)
