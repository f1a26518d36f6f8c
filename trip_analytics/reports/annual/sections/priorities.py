"""What teams chose to work on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trip_analytics.analysis.priorities import most_often
from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.released import Released
from trip_analytics.plots.priorities import plot_priorities
from trip_analytics.reports.annual.blocks import Shown, as_table, enough_to_draw, pictures
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, withheld_figures
from trip_analytics.reports.annual.sections.participation import whole_trust
from trip_analytics.reports.model import Block, Column, Paragraph, Section, Subheading

_HEADING = "What teams chose as priorities"

_INTERVAL: Final = Column("Difference: 95% interval", "change", ("From", "To"))
# How firmly priorities were planned, which is for the desk.
_HOW: tuple[Shown, ...] = (
    (Column("With a staff lead", "whole"), "with_staff_lead"),
    (Column("With a lead who uses the service", "whole"), "with_service_user_lead"),
    (Column("With both leads", "whole"), "with_both_leads"),
    (Column("With a measure", "whole"), "with_measure"),
    (Column("With a date", "whole"), "with_due"),
)


def _write(data: ReportData) -> Section | str:
    """How often each practice was chosen, and how firmly planned."""
    themes = data.tables["priority_themes"]
    if not _named_any(data):
        return f"{_HEADING}: no team named a priority in {data.year}."
    blocks: list[Block] = [
        Paragraph(
            "After the ratings, each team chooses up to three priorities for the year ahead. "
            f"{describe(themes)}"
        ),
        Paragraph(
            "Teams often choose what they rated low. So a priority is a sign of where teams "
            "want to put their effort, not of failure."
        ),
    ]
    if enough_to_draw(themes, "teams"):
        title = f"Practices that teams chose as priorities, {data.year}"
        blocks += pictures(plot_priorities, themes, title, by="teams")
    if themes.table["teams"].notna().any():
        blocks.append(
            as_table(
                themes,
                f"Teams that chose each practice as a priority, {data.year}",
                (
                    (Column("Practice or challenge"), "practice"),
                    (Column("Teams", "whole"), "teams"),
                    (Column("Share of teams", "share"), "share"),
                    *(each for each in _HOW if each[1] in themes.table),
                ),
                notes=(
                    "A team may choose several practices. Share: of the teams that named any "
                    "priority.",
                ),
            )
        )
    if (effect := data.tables.get("priority_effect")) is not None and len(effect.table):
        blocks += _effect(effect)
    return Section(_HEADING, tuple(blocks))


def _effect(effect: Released) -> tuple[Block, ...]:
    """Whether what teams chose improved more, which follows the same teams: not for the public."""
    said = (Subheading("Whether what teams chose improved more"), Paragraph(describe(effect)))
    if effect.table["effect"].isna().all():
        return said
    return (
        *said,
        as_table(
            effect,
            "How much more the practices that teams chose improved than their others",
            (
                (Column("Chosen in", "year"), "chosen_year"),
                (Column("Teams", "whole"), "teams"),
                (Column("Difference", "change"), "effect"),
                (_INTERVAL, ("effect_low", "effect_high")),
                (Column("p", "probability"), "p_value"),
            ),
            notes=("Differences are in rating points. p: for each year by itself.",),
        ),
    )


def _named_any(data: ReportData) -> bool:
    """Whether any team named a priority."""
    themes = data.tables.get("priority_themes")
    return themes is not None and bool(whole_trust(data)["priorities"].gt(0).any())


def _messages(data: ReportData) -> Iterator[Message]:
    if _named_any(data) and data.tables["priority_themes"].table["teams"].notna().any():
        yield Message("next", most_often(data.tables["priority_themes"].table))


SECTION = ReportSection(
    place=70,
    about="ratings",
    write=_write,
    messages=_messages,
    withheld=withheld_figures("how many teams chose {}", "priority_themes", "teams"),
)
