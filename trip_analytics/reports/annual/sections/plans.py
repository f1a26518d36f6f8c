"""What is planned for the ten challenges (Template B)."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.analysis.plans import planned
from trip_analytics.analysis.questions import describe
from trip_analytics.reports.annual.blocks import as_table
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, withheld_figures
from trip_analytics.reports.model import Column, Paragraph, Section
from trip_analytics.words import few_named, opening

_HEADING = "What is planned for the challenges"
_OFTEN = 0.5  # of the returns
_MOST_NAMED = 3


def _write(data: ReportData) -> Section | str:
    """How many plans there are for each challenge, and how much they hold."""
    plans = data.tables.get("plans")  # a year published before there was such a table has none
    if plans is None or plans.table.empty:
        return f"{_HEADING}: nobody returned Template B for {data.year}."
    if plans.table["plans"].isna().all():
        return f"{_HEADING}: too few teams wrote plans to show them."
    return Section(
        _HEADING,
        (
            Paragraph(
                "Template B holds the plan for one challenge: goals, actions, and the evidence by "
                f"which progress will be seen. {describe(plans)}"
            ),
            as_table(
                plans,
                f"Plans for each challenge, {data.year}",
                (
                    (Column("Challenge"), "challenge"),
                    (Column("Plans", "whole"), "plans"),
                    (Column("Goals", "whole"), "goals"),
                    (Column("Actions", "whole"), "actions"),
                    (Column("Sources of evidence", "whole"), "evidence"),
                ),
            ),
        ),
    )


def _messages(data: ReportData) -> Iterator[Message]:
    plans = data.tables.get("plans")
    if plans and not data.anybody_rated and plans.table["plans"].notna().any():
        yield Message("next", planned(plans.table))


def _to_talk_over(data: ReportData) -> Iterator[str]:
    """What most returns put first and nobody has planned."""
    plans, chosen = (data.tables.get(name) for name in ("plans", "challenge_priorities"))
    if plans is None or chosen is None or plans.table.empty or chosen.table.empty:
        return
    often = chosen.table.loc[
        chosen.table["share"].gt(_OFTEN).fillna(False)
        & ~chosen.table["item_id"].isin(plans.table["item_id"])
    ]
    if len(often):
        which = few_named(often["challenge"], _MOST_NAMED)
        are, it = ("is", "it") if len(often) == 1 else ("are", "them")
        yield (
            f"{opening(which)} {are} among the first five priorities of most returns, and no plan "
            f"is about {it}. Who could write one?"
        )


SECTION = ReportSection(
    place=67,
    write=_write,
    messages=_messages,
    to_talk_over=_to_talk_over,
    withheld=withheld_figures("what is planned for {}", "plans", "plans", "challenge"),
)
