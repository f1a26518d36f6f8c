"""Template B: what a service line will do about a challenge, drawn with what a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tools.forms.page import CENTRED, LABEL, Page
from tools.forms.words import STAGES

GOALS = "Local goals (agreed by commissioners and providers)"
ACTIONS = "Specific actions required to make progress on goals before next review"
PEOPLE = ("Commissioner name:", "Provider lead name:")
Entries = Literal["numbered", "beside", "plain", "one cell"]


@dataclass(frozen=True)
class Plan:
    """One Template B."""

    service_line: str | None
    item_id: str
    challenge: str
    stage: int
    standard: str
    goals: tuple[str, ...]
    actions: tuple[str, ...]
    evidence: str | None
    agreed: date
    review: date


@dataclass(frozen=True)
class Style:
    """How one Template B is filled in: its entries, and the stage that it says."""

    entries: Entries = "numbered"
    in_brackets: bool = True
    tick: str = "✓"
    numbers_left: Sequence[bool] = (False, False)
    """Whether the number of a further goal, and action, was left standing."""
    names: Sequence[str | None] = (None, None)
    signed: bool = False


def action_plan(page: Page, row: int, plan: Plan, style: Style) -> int:
    """Write the form from its challenge on; the next free row."""

    def expect(row: int, column: int, kind: str, text: str) -> None:
        about = {"item_id": plan.item_id, "stage": plan.stage}
        page.line("action_plans", page.address(row, column), kind=kind, text=text, **about)

    row = page.field(row, 1, "ORGANISATIONAL CHALLENGE:", plan.challenge)
    page.put(row, 1, "CURRENT STANDARD", LABEL)
    if style.in_brackets:
        boxes = [f"Stage {stage} [{'x' if stage == plan.stage else ' '}]" for stage in STAGES]
        page.put_row(row, 2, [*boxes, "(Please tick one)"])
    else:
        page.put_row(row, 2, [f"Stage {stage}" for stage in STAGES], CENTRED)
        page.put(row, 5, "(Please tick one)")
        row += 1
        page.put(row, 1, None)
        ticks = [style.tick if stage == plan.stage else None for stage in STAGES]
        page.put_row(row, 2, ticks, CENTRED)
        page.put(row, 5, None)
    row += 1
    expect(row, 2, "current-standard", plan.standard)
    row = page.field(row, 1, "Describe:", plan.standard)
    for title, kind, texts, left, label, agreed in (
        (GOALS, "goal", plan.goals, style.numbers_left[0], "Date:", plan.agreed),
        (ACTIONS, "action", plan.actions, style.numbers_left[1], "Evidence sources:", None),
    ):
        page.wide(row, 1, title, LABEL)
        row += 1
        if style.entries == "one cell":
            page.wide(row, 1, "\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1)))
            for text in texts:
                page.expect(row, 1, text)
            row += 1
            texts = ()
        for number, text in enumerate(texts, start=1):
            beside = style.entries == "beside"
            if beside:
                page.put_row(row, 1, [number, text])
            else:
                page.wide(row, 1, f"{number}. {text}" if style.entries == "numbered" else text)
            expect(row, 1 + beside, kind, text)
            row += 1
        if left:
            page.put(row, 1, f"{len(texts) + 1}.")
            row += 1
        if kind == "action" and plan.evidence:
            expect(row, 2, "evidence", plan.evidence)
        row = page.field(row, 1, label, agreed or plan.evidence)
    for role, name in zip(PEOPLE, style.names, strict=True):
        if name:
            if style.signed:
                signed = [role, name, "signature:", f"{name} (signed)"]
                page.put_row(row, 1, signed, spans=[1, 1, 1, 2])
            else:
                page.field(row, 1, role, name)
            page.expect(row, 2, name, name=True)
            row += 1
    return page.field(row, 1, "Next Review Date:", plan.review)
