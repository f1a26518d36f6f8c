"""Draw Template A and Template B as the 2010 paper has them, and as people adapt them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from openpyxl import Workbook

from tools.forms.template_a import About, Challenge, challenge_table
from tools.forms.template_b import Style, action_plan
from tools.sample.challenges import Plan, Standing
from tools.sample.marks import Ticked
from tools.sample.trust import ORGANISATION, chance, pick
from tools.sample.words import person
from tools.sample.workbooks import StyledPage, saved, style_of

WIDTH_OF_A = {"ticks": (6, 52, 10, 10, 10, 14, 60), "stage column": (6, 60, 15, 14, 60)}
WIDTH_OF_B = (26, 20, 20, 20, 24)
TICKS = ("✓", "✓", "x", "X")
Form = TypeVar("Form", Standing, Plan)


def standings_drawn(standings: Sequence[Standing]) -> bytes:
    """The Template A's of one file, a sheet each."""
    return _drawn(standings, _standing)


def plans_drawn(plans: Sequence[Plan]) -> bytes:
    """The Template B's of one file, a sheet each."""
    return _drawn(plans, _plan)


def _drawn(forms: Sequence[Form], draw: Callable[[Workbook, Form], None]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for form in forms:
        draw(workbook, form)
    return saved(workbook, forms[-1].agreed)


def _standing(workbook: Workbook, standing: Standing) -> None:
    rng = chance("look of a", standing.file)
    style, date_format = style_of(rng)
    widths = WIDTH_OF_A[standing.layout]
    sheet = workbook.create_sheet(standing.sheet)
    page = StyledPage(sheet, style, date_format, widths, field_spans=(2, len(widths) - 3))
    row = page.title(1, 1, "Template A")
    row = page.field(row, 1, "Organisation:", ORGANISATION)
    row = page.field(row, 1, "Service line:", standing.service_line)
    row = page.field(row, 1, "Date:", standing.agreed) + 1
    ticks = standing.layout == "ticks"
    stages = ["Stage 1", "Stage 2", "Stage 3"] if ticks else ["Stage"]
    titles = [
        "No.",
        "Organisational Challenge",
        *stages,
        "Priority for action (1-10)",
        "Comments",
    ]
    tick = pick(TICKS, rng)
    challenges = []
    for item_id, number, text in standing.printed:
        mark, rank = standing.marks[item_id], standing.priorities.get(item_id)
        cells = (
            [tick if stage in mark.points else None for stage in (1, 2, 3)]
            if isinstance(mark, Ticked)
            else [mark.content]
        )
        comment = standing.comments.get(item_id)
        challenges.append(
            Challenge(item_id, number, text, cells, mark.state, mark.value, rank, rank, comment)
        )
    about = About(standing.service_line, standing.year)
    challenge_table(page, row, 1, titles, challenges, about, tick_one=ticks)


def _plan(workbook: Workbook, plan: Plan) -> None:
    rng = chance("look of b", plan.file)
    style, date_format = style_of(rng)
    sheet = workbook.create_sheet(plan.sheet)
    page = StyledPage(sheet, style, date_format, WIDTH_OF_B, field_spans=(1, 4))
    row = page.title(1, 1, "Template B")
    row = page.field(row, 1, "Organisation:", ORGANISATION)
    row = page.field(row, 1, "Service line:", plan.service_line) + 1
    in_brackets = rng.random() < 0.6
    names = [person("staff", rng) for _ in range(2)]
    action_plan(page, row, plan, Style(in_brackets=in_brackets, names=names, signed=True))
