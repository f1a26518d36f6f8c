"""How far the organisation has come with each of the ten challenges (Template A)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.stages import STAGES, most_returns, stage_names
from trip_analytics.plots.stages import plot_stages
from trip_analytics.reports.annual.blocks import Shown, as_table, enough_to_draw, picture
from trip_analytics.reports.annual.report_data import NO_STAGES, ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, withheld_figures
from trip_analytics.reports.model import Block, Bullets, Column, Paragraph, Section
from trip_analytics.words import ended, few_named, number, opening, spelled, uncapitalised

_HEADING = "Where the organisational challenges are"
_MOST = 0.5  # of the returns
_MOST_NAMED = 4


def _write(data: ReportData) -> Section | str:
    """How many returns place each challenge at each stage."""
    stages = data.tables["stage_profile"]
    if data.nobody_gave_stages:
        return NO_STAGES
    scale = data.challenges.scale
    counts: list[Shown] = [
        (Column(f"Stage {point.value}: {point.label}", "whole"), f"stage_{point.value}")
        for point in scale
    ]
    blocks: list[Block] = [
        Paragraph(
            f"{opening(number(len(stages.table)))} challenges face any organisation that wants to "
            "support recovery. Template A asks how far it has come with each. "
            f"In {data.year} there {_was(data)} "
            f"{spelled(_returns(data), 'return')} of this form. A return may be a service "
            "line's, a team's or the whole organisation's."
        ),
        Bullets(tuple(f"{point.label}: {ended(uncapitalised(point.meaning))}" for point in scale)),
        Paragraph(describe(stages)),
    ]
    # Without ratings, it is the picture of page one.
    if data.anybody_rated and enough_to_draw(stages, "stage_1"):
        title = f"The stage of each challenge, {data.year}"
        blocks.append(picture(plot_stages, stages, title))
    if stages.table["stage_1"].notna().any():
        blocks.append(
            as_table(
                stages,
                f"Number of returns that place each challenge at each stage, {data.year}",
                (
                    (Column("Challenge"), "challenge"),
                    *counts,
                    (Column("Returns that gave a stage", "whole"), "teams"),
                    (Column("No stage given", "whole"), "not_assessed"),
                ),
            )
        )
    return Section(_HEADING, tuple(blocks))


def _returns(data: ReportData) -> int:
    table = data.tables["stage_profile"].table
    return int((table["teams"] + table["not_assessed"]).max())


def _was(data: ReportData) -> str:
    return "was" if _returns(data) == 1 else "were"


def _messages(data: ReportData) -> Iterator[Message]:
    """What is furthest and what is not; beside ratings, page one has no room for it."""
    table = data.tables["stage_profile"].table.dropna(subset="share_stage_1")
    if data.nobody_gave_stages or data.anybody_rated:
        return
    returns = spelled(_returns(data), "return")
    yield Message("part", f"For {data.year} there {_was(data)} {returns} of Template A.", True)
    if table.empty:
        yield Message("strong", describe(data.tables["stage_profile"]))
        return
    if furthest := _at_stage(table, max(STAGES)):
        yield Message("strong", f"{furthest}.")
    if behind := _at_stage(table, min(STAGES)):
        yield Message("weak", f"{behind}.")
    if not furthest and not behind:
        yield Message("strong", most_returns(table))


def _at_stage(table: pd.DataFrame, stage: int) -> str:
    """Which challenges most returns place at a stage; empty where there is none."""
    some = table.loc[table[f"share_stage_{stage}"].gt(_MOST).fillna(False), "challenge"]
    if some.empty:
        return ""
    names = few_named(some, _MOST_NAMED)
    return f"Most returns place {names} at the stage of {stage_names()[stage]}"


def _to_talk_over(data: ReportData) -> Iterator[str]:
    if behind := _at_stage(data.tables["stage_profile"].table, min(STAGES)):
        yield f"{behind}. What would the next step be?"


SECTION = ReportSection(
    place=60,
    about="stages",
    write=_write,
    messages=_messages,
    to_talk_over=_to_talk_over,
    withheld=withheld_figures("the stages of {}", "stage_profile", "stage_1", "challenge"),
)
