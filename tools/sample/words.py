"""What people write: banks of sentences, each kind under its heading in ``words/``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from tools.sample.register import Team
from tools.sample.trust import chance, pick

TONES = {1: "low", 2: "low", 3: "middle", 4: "high", 5: "high"}
COMMENTED, LONG, TWO_SENTENCES = 0.55, 0.03, 0.2

# A community team does not write of shifts and residents, nor a ward of caseloads.
OF_WARDS = re.compile(
    r"\b(ward|shifts?|residents?|admission|leave|section|detained|night|nights|bedtimes|visiting|"
    r"visitors|here are|handover|observation|floor|restraint)\b",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\b(caseloads?|home|appointments?|visits?|clinic|office move|tenancies)\b", re.IGNORECASE
)


@cache
def bank(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a bank by heading."""
    lines: dict[str, list[str]] = {}
    path = Path(__file__).parent / "words" / f"{name}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            lines[heading] = []
        else:
            lines[heading].append(line)
    return {heading: tuple(of_heading) for heading, of_heading in lines.items()}


def comment(team: Team, year: int, item_id: str, rating: int) -> str | None:
    """What a team says about a practice that it rates so, or nothing.

    A team works through a shuffled bank, so that it seldom says a thing twice.
    """
    rng = chance("comment", team.team_id, year, item_id)
    if rng.random() > COMMENTED:
        return None
    if rng.random() < LONG:
        return pick(bank("comments")["long"], rng)
    sentences = _fitting(bank("comments")[f"{item_id} {TONES[rating]}"], team)
    order = chance("comments", team.team_id, item_id).permutation(len(sentences))
    said: str = sentences[order[year % len(sentences)]]
    if len(sentences) > 1 and rng.random() < TWO_SENTENCES:
        return f"{said} {sentences[order[(year + 1) % len(sentences)]]}"
    return said


def person(of: str, rng: np.random.Generator) -> str:
    """An invented name, as written on a form."""
    return pick(bank("people")[of], rng)


def who_took_part(team: Team, rng: np.random.Generator) -> str:
    """Who sat down together, as written on a form."""
    return pick(_fitting(bank("people")["took part"], team), rng)


def _fitting(lines: Sequence[str], team: Team) -> list[str]:
    foreign = OF_OTHERS if team.team_type == "ward" else OF_WARDS
    young = team.service_line == "Children and young people"
    return [
        line for line in lines if not foreign.search(line) and (young or "young people" not in line)
    ]
