"""Where the ten organisational challenges stand (Template A)."""

from __future__ import annotations

from trip_analytics.analysis.describe import describe
from trip_analytics.plots import alt_text_stages, plot_stages
from trip_analytics.reports.annual.blocks import Shown, as_table, picture
from trip_analytics.reports.annual.report_data import Findings
from trip_analytics.reports.model import Block, Bullets, Column, Paragraph, Section
from trip_analytics.words import ended, mid_sentence, spelled

# A picture in which fewer rows than this show anything says too little.
MOSTLY = 0.5


def where_challenges_stand(findings: Findings) -> Section:
    """How many returns place each challenge at each stage."""
    heading = "Where the ten challenges stand"
    if _returns(findings) == 0:
        return Section(heading, (Paragraph(_none_returned(findings)),))
    scale = findings.challenges.scale
    counts: list[Shown] = [
        (Column(f"Stage {point.value}: {point.label}", "whole"), f"stage_{point.value}")
        for point in scale
    ]
    blocks: list[Block] = [
        Paragraph(
            "Ten challenges face any organisation that wants to support recovery. Template A asks "
            "how far it has come with each: at the stage of engagement, of development or of "
            f"transformation. In {findings.year} there were "
            f"{spelled(_returns(findings), 'return')} of this form. A return may be a service "
            "line's, a team's or the whole organisation's."
        ),
        Bullets(tuple(f"{point.label}: {ended(mid_sentence(point.meaning))}" for point in scale)),
        Paragraph(challenges_in_a_sentence(findings)),
    ]
    if findings.stages.table["stage_1"].notna().mean() >= MOSTLY:
        blocks.append(
            picture(
                plot_stages,
                alt_text_stages,
                findings.stages,
                f"The stage of each challenge, {findings.year}",
            )
        )
    blocks.append(
        as_table(
            findings.stages,
            f"Number of returns that place each challenge at each stage, {findings.year}",
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


def challenges_in_a_sentence(findings: Findings) -> str:
    """Which challenges most returns place at each stage."""
    if _returns(findings) == 0:
        return _none_returned(findings)
    return describe(findings.stages.table)


def _returns(findings: Findings) -> int:
    table = findings.stages.table
    return int((table["teams"] + table["not_assessed"]).max()) if len(table) else 0


def _none_returned(findings: Findings) -> str:
    return (
        f"Nobody returned Template A in {findings.year}, so this report does not say where the "
        "ten organisational challenges stand."
    )
