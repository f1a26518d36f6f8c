"""What every return of the sample trust says, as the script that made it meant it."""

from __future__ import annotations

from typing import Final

from tools.forms.truth import Answer, Line, Written
from tools.rows import rows_of
from tools.sample import intended

HABIT: Final = "the sample trust"


def sample_truth() -> list[Written]:
    """Every file of the sample with its answers, priorities and plans; no places are known."""
    answers: dict[str, list[Answer]] = {}
    lines: dict[str, list[Line]] = {}
    for row in rows_of(intended.intended_ratings()):
        answers.setdefault(row["file"], []).append(
            Answer(
                "ratings", row["team"], row["year"], row["item_id"], row["state"], row["rating"],
                perspective=row["perspective"],
            )
        )  # fmt: skip
    for row in rows_of(intended.intended_stages()):
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
        for row in rows_of(getattr(intended, f"intended_{table}")()):
            columns = {name: row[name] for name in names}
            line = Line(table, row.get("sheet"), None, columns)  # type: ignore[arg-type]
            lines.setdefault(row["file"], []).append(line)
    return [
        Written(file, HABIT, tuple(answers.get(file, ())), tuple(lines.get(file, ())))
        for file in sorted(answers.keys() | lines.keys())
    ]
