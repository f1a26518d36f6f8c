"""The top three priorities for action that a team chose, in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tools.sample.answers import TRIP, true_rating
from tools.sample.arrangements import Arrangement, shortened, statement
from tools.sample.trust import chance, pick
from tools.sample.words import bank, person

ABOUT_NO_PRACTICE = 0.15
IN_THE_STATEMENTS_WORDS = 0.25
ONLY_TWO = 0.1


@dataclass(frozen=True)
class Priority:
    """A priority as written, and the practice or challenge it is about, if it is about one."""

    number: int
    item_id: str | None
    priority: str
    action: str
    measure: str
    due: date | str | None
    staff_lead: str | None
    service_user_lead: str | None
    progress: str | None

    @property
    def has_staff_lead(self) -> bool:
        """Whether somebody is named; "tbc" is nobody yet."""
        return self.staff_lead not in (None, "tbc")

    @property
    def has_service_user_lead(self) -> bool:
        """Whether somebody is named; "tbc" is nobody yet."""
        return self.service_user_lead not in (None, "tbc")


def chosen_priorities(
    team_id: str, year: int, dated: date, arrangement: Arrangement
) -> tuple[Priority, ...]:
    """A team's priorities. The lower a practice is rated, the likelier it is chosen."""
    rng = chance("priorities", team_id, year)
    ratings = [true_rating(team_id, year, item_id) for item_id in TRIP.item_ids]
    # The largest of log(weight) + Gumbel noise: a draw by weight without replacement.
    keys = rng.gumbel(size=len(ratings)) - 0.9 * np.array(ratings)
    practices = [TRIP.item_ids[index] for index in np.argsort(-keys)]
    others = list(bank("priorities")["none"])
    chosen = []
    for number in range(1, 3 if rng.random() < ONLY_TWO else 4):
        if rng.random() < ABOUT_NO_PRACTICE:
            item_id, line = None, others.pop(int(rng.integers(len(others))))
        else:
            item_id = practices.pop(0)
            line = pick(bank("priorities")[item_id], rng)
        priority, action, measure, *challenge = line.split(" | ")
        item_id = challenge[0] if challenge else item_id
        if item_id in arrangement.order and rng.random() < IN_THE_STATEMENTS_WORDS:
            priority = shortened(statement(item_id))
        chosen.append(
            Priority(
                number,
                item_id,
                priority,
                action,
                measure if rng.random() < 0.85 else "",
                _due(dated, rng),
                _lead("staff", 0.92, rng),
                _lead("service users", 0.72, rng),
                _progress(year, rng),
            )
        )
    return tuple(chosen)


def _due(dated: date, rng: np.random.Generator) -> date | str | None:
    due = dated + timedelta(days=int(rng.integers(80, 300)))
    texts = (
        "ongoing",
        due.strftime("%b %Y").replace("Sep ", "Sept "),
        due.strftime("End of %B %Y"),
        due.strftime("%d/%m/%Y"),
        "by next review",
    )
    return pick((due, due, due, due, pick(texts, rng), pick(texts, rng), None), rng)


def _lead(of: str, named: float, rng: np.random.Generator) -> str | None:
    name = person(of, rng)
    share = rng.random()
    if share < named:
        return name
    return "tbc" if share < (1 + named) / 2 else None


def _progress(year: int, rng: np.random.Generator) -> str | None:
    """Filled in later in the year, if at all; hardly yet on the newest forms."""
    if rng.random() < (0.85 if year == 2025 else 0.35):
        return None
    states = ("not-started", "started", "started", "achieved", "achieved", "stopped")
    return pick(bank("priorities")[f"progress {pick(states, rng)}"], rng)
