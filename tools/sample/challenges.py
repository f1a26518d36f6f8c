"""Every Template A and Template B of the trust: one a year for each service line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from tools.forms import template_b
from tools.forms.page import Content
from tools.sample.answers import TEMPLATE_A, true_stages
from tools.sample.marks import Mark, Ticked, entry
from tools.sample.naming import FOLDERS_OF_2024
from tools.sample.register import SERVICE_LINES
from tools.sample.trust import YEARS, chance, pick
from tools.sample.words import bank

YEARS_OF_PLANS = (2024, 2025)
STAGE_NAMES = tuple(point.label for point in TEMPLATE_A.scale)
BLANK, TWO_STAGES, COMMENTED = 0.012, 0.010, 0.45


@dataclass(frozen=True)
class Standing:
    """A Template A: the stage of a service line in each challenge."""

    service_line: str
    year: int
    file: str
    sheet: str
    agreed: date
    layout: str
    printed: tuple[tuple[str, int, str], ...]
    marks: Mapping[str, Mark]
    priorities: Mapping[str, int]
    comments: Mapping[str, str]


@dataclass(frozen=True)
class Plan(template_b.Plan):
    """A Template B in its file."""

    year: int
    file: str
    sheet: str


@cache
def standings() -> tuple[Standing, ...]:
    """Every Template A."""
    return tuple(_standing(line, year) for year in YEARS for line in SERVICE_LINES)


@cache
def plans() -> tuple[Plan, ...]:
    """Every Template B: the challenges that come first on the year's Template A."""
    return tuple(
        _plan(standing, item_id, number)
        for standing in standings()
        if standing.year in YEARS_OF_PLANS
        for number, item_id in enumerate(_first_priorities(standing), start=1)
    )


def _standing(line: str, year: int) -> Standing:
    rng = chance("template a", line, year)
    layout = pick(("ticks", "ticks", "stage column"), rng)
    stages = {item_id: true_stages()[line, year, item_id] for item_id in TEMPLATE_A.item_ids}
    marks = {item_id: _mark(stage, layout, rng) for item_id, stage in stages.items()}
    # Low stages come first; some service lines put all ten in order, most name five.
    urgency = np.array(list(stages.values())) + rng.normal(0, 0.5, len(stages))
    ranked = [TEMPLATE_A.item_ids[index] for index in np.argsort(urgency)]
    priorities = {
        item_id: rank
        for rank, item_id in enumerate(ranked, start=1)
        if rank <= (10 if line == "Rehabilitation" else 5)
    }
    comments = {
        item_id: pick(bank("challenges")[f"{item_id} comment"], rng)
        for item_id in TEMPLATE_A.item_ids
        if rng.random() < COMMENTED
    }
    file, sheet = _place(line, year)
    printed = _slides_of_2013() if rng.random() < 0.3 else _template_a()
    dated = date(year, 9, 4) + timedelta(days=int(rng.integers(40)))
    return Standing(line, year, file, sheet, dated, layout, printed, marks, priorities, comments)


def _place(line: str, year: int) -> tuple[str, str]:
    if year == 2022:
        return "2022/Template A all service lines 2022.xlsx", line
    if year == 2023:
        return f"2023 returns/Template A/{line} Template A 2023.xlsx", "Template A"
    if year == 2024:
        return f"2024-25/{FOLDERS_OF_2024[line]}/Template A - {line}.xlsx", "Sheet1"
    return f"2025/Organisational challenges/{line} challenges 2025.xlsx", "Template A"


def _template_a() -> tuple[tuple[str, int, str], ...]:
    """The challenges as Template A prints them: item, number, words."""
    printed = []
    for item in TEMPLATE_A.items:
        texts = [each.text for each in item.wordings if each.wording_id.endswith("2010-form")]
        # Challenges 8 and 9 kept the name they had in 2009.
        printed.append((item.item_id, item.number, texts[0] if texts else item.wordings[0].text))
    return tuple(printed)


def _slides_of_2013() -> tuple[tuple[str, int, str], ...]:
    """The challenges as the slides of 2013 have them, in their order and numbers."""
    printed = [
        (wording.item_id, wording.printed_numbers[-1], wording.text)
        for wording in TEMPLATE_A.wordings
        if "Shepherd (2013)" in wording.source
    ]
    return tuple(sorted(printed, key=lambda challenge: challenge[1]))


def _mark(stage: int, layout: str, rng: np.random.Generator) -> Mark:
    """How a stage is written: the columns ticked, or a cell of one Stage column."""
    share = rng.random()
    ticks = layout == "ticks"
    if share < BLANK:
        return Ticked((), "not-answered") if ticks else entry(None, "not-answered")
    if share < BLANK + TWO_STAGES:
        low = min(stage, 2)
        both = low, low + 1
        return Ticked(both, "unclear") if ticks else entry(f"{low}-{low + 1}", "unclear")
    if ticks:
        return Ticked((stage,), "rated", stage)
    written: tuple[Content, ...] = (
        stage,
        stage,
        stage,
        str(stage),
        f"Stage {stage}",
        STAGE_NAMES[stage - 1],
    )
    return entry(pick(written, rng), "rated", stage)


def _first_priorities(standing: Standing) -> tuple[str, ...]:
    count = int(chance("plans", standing.service_line, standing.year).integers(1, 3))
    ranked = sorted(standing.priorities, key=lambda item_id: standing.priorities[item_id])
    return tuple(ranked[:count])


def _plan(standing: Standing, item_id: str, number: int) -> Plan:
    line, year = standing.service_line, standing.year
    folder = standing.file.rpartition("/")[0]
    standard, goals, actions = bank("challenges")[f"{item_id} plan"]
    sources = [
        each.example
        for each in TEMPLATE_A.indicators
        if each.item_id == item_id and each.kind == "data-source"
    ]
    agreed = standing.agreed + timedelta(days=21)
    return Plan(
        service_line=line,
        year=year,
        file=f"{folder}/Template B - {line}.xlsx",
        sheet=f"Plan {number}",
        agreed=agreed,
        review=date(year + 1, 3, 1) + timedelta(days=agreed.day),
        item_id=item_id,
        challenge=next(text for printed, _, text in _template_a() if printed == item_id),
        stage=true_stages()[line, year, item_id],
        standard=standard,
        goals=tuple(goal.removeprefix("Goal: ") for goal in goals.split(" | ")),
        actions=tuple(action.removeprefix("Action: ") for action in actions.split(" | ")),
        evidence="; ".join(sources[:3]),
    )
