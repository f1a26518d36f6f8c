"""How far the organisation has come with each of the ten challenges (Template A)."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.analysis.describe import describe
from trip_analytics.plots.stages import alt_text_stages, plot_stages
from trip_analytics.reports.annual.blocks import Shown, as_table, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection, Withheld
from trip_analytics.reports.model import Block, Bullets, Column, Paragraph, Section, Subheading
from trip_analytics.words import ended, mid_sentence, spelled

# A picture in which a smaller share of rows shows anything says too little.
_ENOUGH_ROWS = 0.5


def _write(data: ReportData) -> Section:
    """How many returns place each challenge at each stage."""
    heading = "Where the ten challenges stand"
    if _returns(data) == 0:
        return Section(heading, (Paragraph(_none_returned(data)),))
    scale = data.challenges.scale
    counts: list[Shown] = [
        (Column(f"Stage {point.value}: {point.label}", "whole"), f"stage_{point.value}")
        for point in scale
    ]
    blocks: list[Block] = [
        Paragraph(
            "Ten challenges face any organisation that wants to support recovery. Template A asks "
            "how far it has come with each: at the stage of engagement, of development or of "
            f"transformation. In {data.year} there were "
            f"{spelled(_returns(data), 'return')} of this form. A return may be a service "
            "line's, a team's or the whole organisation's."
        ),
        Bullets(tuple(f"{point.label}: {ended(mid_sentence(point.meaning))}" for point in scale)),
        Paragraph(_in_a_sentence(data)),
    ]
    if data.tables["stage_profile"].table["stage_1"].notna().mean() >= _ENOUGH_ROWS:
        blocks.append(
            picture(
                plot_stages,
                alt_text_stages,
                data.tables["stage_profile"],
                f"The stage of each challenge, {data.year}",
            )
        )
    blocks.append(
        as_table(
            data.tables["stage_profile"],
            f"Number of returns that place each challenge at each stage, {data.year}",
            (
                (Column("Challenge"), "challenge"),
                *counts,
                (Column("Returns that gave a stage", "whole"), "teams"),
                (Column("No stage given", "whole"), "not_assessed"),
                (Column("In the top five priorities of", "whole"), "prioritised"),
            ),
        )
    )
    return Section(heading, tuple(blocks))


def _in_a_sentence(data: ReportData) -> str:
    """Which challenges most returns place at each stage."""
    if _returns(data) == 0:
        return _none_returned(data)
    return describe(data.tables["stage_profile"].table)


def _returns(data: ReportData) -> int:
    table = data.tables["stage_profile"].table
    return int((table["teams"] + table["not_assessed"]).max()) if len(table) else 0


def _none_returned(data: ReportData) -> str:
    return (
        f"Nobody returned Template A in {data.year}, so this report does not say where the "
        "ten organisational challenges stand."
    )


def _in_brief(data: ReportData) -> tuple[Block, ...]:
    return Subheading("The ten organisational challenges"), Paragraph(_in_a_sentence(data))


def _withheld(data: ReportData) -> Iterator[Withheld]:
    stages = data.tables["stage_profile"]
    yield Withheld("the stages of {}", stages, stages.withheld["stage_1"], "challenge")
    prioritised = stages.withheld["prioritised"]
    yield Withheld("how many put {} in their top five", stages, prioritised, "challenge")


SECTION = ReportSection(
    place=60, about="stages", write=_write, in_brief=_in_brief, withheld=_withheld
)
