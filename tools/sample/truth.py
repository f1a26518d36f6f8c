"""What every return of the sample trust says, as the script that made it meant it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from tools.forms.truth import Answer, Line, Written
from tools.sample import intended

HABIT: Final = "the sample trust"


def sample_truth() -> list[Written]:
    """Every file of the sample with its answers, priorities and plans; no places are known."""
    answers: dict[str, list[Answer]] = {}
    lines: dict[str, list[Line]] = {}
    for row in _rows(intended.intended_ratings()):
        answers.setdefault(row["file"], []).append(
            Answer(
                "ratings", row["team"], row["year"], row["item_id"], row["state"], row["rating"],
                perspective=row["perspective"],
            )
        )  # fmt: skip
    for row in _rows(intended.intended_stages()):
        answers.setdefault(row["file"], []).append(
            Answer(
                "stages", None, row["year"], row["item_id"], row["state"], row["stage"],
                sheet=row["sheet"], priority=row["priority"], service_line=row["service_line"],
            )
        )  # fmt: skip
    kept = {
        "priorities": ("number", "priority", "staff_lead", "service_user_lead"),
        "action_plans": ("stage", "kind", "number", "text", "agreed_on", "next_review"),
    }
    for table, names in kept.items():
        for row in _rows(getattr(intended, f"intended_{table}")()):
            columns = {name: row[name] for name in names}
            line = Line(table, row.get("sheet"), None, columns)  # type: ignore[arg-type]
            lines.setdefault(row["file"], []).append(line)
    return [
        Written(file, HABIT, tuple(answers.get(file, ())), tuple(lines.get(file, ())))
        for file in sorted(answers.keys() | lines.keys())
    ]


def _rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    plain = table.astype(object).where(table.notna(), None)
    for row in plain.to_dict("records"):
        yield {str(name): value for name, value in row.items()}
