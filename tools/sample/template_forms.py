"""Draw Template A and Template B as the 2010 paper has them, and as people adapt them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from tools.sample.challenges import Plan, Standing
from tools.sample.trust import ORGANISATION, chance, pick
from tools.sample.words import person
from tools.sample.workbooks import Page, look_of, saved

WIDTH_OF_A = {"ticks": (6, 52, 10, 10, 10, 14, 60), "stage column": (6, 60, 15, 14, 60)}
WIDTH_OF_B = (26, 20, 20, 20, 24)
TICKS = ("✓", "✓", "x", "X")


def draw_standings(standings: Sequence[Standing]) -> bytes:
    """The Template A's of one file, a sheet each."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for standing in standings:
        _draw_standing(workbook, standing)
    return saved(workbook, standings[-1].dated)


def draw_plans(plans: Sequence[Plan]) -> bytes:
    """The Template B's of one file, a sheet each."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for plan in plans:
        _draw_plan(workbook, plan)
    return saved(workbook, plans[-1].dated)


def _draw_standing(workbook: Workbook, standing: Standing) -> None:
    rng = chance("look of a", standing.file)
    look, form = look_of(rng)
    page = Page(workbook.create_sheet(standing.sheet), look, WIDTH_OF_A[standing.layout])
    page.title("Template A")
    span = len(page.widths) - 3
    _fields(page, standing.service_line, standing.dated, form, label_span=2, span=span)
    page.row += 1
    ticks = standing.layout == "ticks"
    stages = ["Stage 1", "Stage 2", "Stage 3"] if ticks else ["Stage"]
    headings = [
        "No.",
        "Organisational Challenge",
        *stages,
        "Priority for action (1-10)",
        "Comments",
    ]
    page.headings(headings, (1,) * len(headings))
    if ticks:
        page.put(2, "(tick ✓ one)", span=3)
        page.end_row()
    tick = pick(TICKS, rng)
    for item_id, number, text in standing.printed:
        page.put(0, number, centred=True)
        page.put(1, text)
        written = standing.marks[item_id].written
        cells = [tick if stage in written else None for stage in (1, 2, 3)] if ticks else [written]
        for offset, value in enumerate([*cells, standing.priorities.get(item_id)]):
            page.put(2 + offset, value, centred=True)
        page.put(len(headings) - 1, standing.comments.get(item_id))
        page.end_row()


def _draw_plan(workbook: Workbook, plan: Plan) -> None:
    rng = chance("look of b", plan.file)
    look, form = look_of(rng)
    page = Page(workbook.create_sheet(plan.sheet), look, WIDTH_OF_B)
    page.title("Template B")
    _fields(page, plan.service_line, None, form, label_span=1, span=4)
    page.row += 1
    page.field("ORGANISATIONAL CHALLENGE:", plan.challenge, label_span=1, span=4, form=form)
    page.put(0, "CURRENT STANDARD", kind="label")
    in_brackets = rng.random() < 0.6
    if in_brackets:
        for stage in (1, 2, 3):
            page.put(stage, f"Stage {stage} [{'x' if stage == plan.stage else ' '}]")
        page.put(4, "(Please tick one)")
        page.end_row()
    else:
        for stage in (1, 2, 3):
            page.put(stage, f"Stage {stage}", centred=True)
        page.put(4, "(Please tick one)")
        page.end_row()
        page.put(0, None)
        for stage in (1, 2, 3):
            page.put(stage, "✓" if stage == plan.stage else None, centred=True)
        page.put(4, None)
        page.end_row()
    page.field("Describe:", plan.standard, label_span=1, span=4, form=form)
    page.cells(["Local goals (agreed by commissioners and providers)"], [5], kind="label")
    for number, goal in enumerate(plan.goals, start=1):
        page.cells([f"{number}. {goal}"], [5])
    page.field("Date:", plan.dated, label_span=1, span=4, form=form)
    actions = "Specific actions required to make progress on goals before next review"
    page.cells([actions], [5], kind="label")
    for number, action in enumerate(plan.actions, start=1):
        page.cells([f"{number}. {action}"], [5])
    page.field("Evidence sources:", plan.evidence, label_span=1, span=4, form=form)
    for role in ("Commissioner name:", "Provider lead name:"):
        name = person("staff", rng)
        page.cells([role, name, "signature:", f"{name} (signed)"], [1, 1, 1, 2])
    page.field("Next Review Date:", plan.next_review, label_span=1, span=4, form=form)


def _fields(
    page: Page, service_line: str, dated: date | None, form: str, *, label_span: int, span: int
) -> None:
    page.field("Organisation:", ORGANISATION, label_span=label_span, span=span, form=form)
    page.field("Service line:", service_line, label_span=label_span, span=span, form=form)
    if dated:
        page.field("Date:", dated, label_span=label_span, span=span, form=form)
