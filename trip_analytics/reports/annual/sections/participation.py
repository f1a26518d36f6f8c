"""Who took part, and how far it was done together: numbers of teams, never who answered how."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from trip_analytics.analysis.participation import leads, returned, who_returned
from trip_analytics.disclosure.published_figures import table_name
from trip_analytics.disclosure.rules import ALL_TEAMS
from trip_analytics.plots.participation import plot_participation
from trip_analytics.reports.annual.blocks import as_table, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, withheld_figures
from trip_analytics.reports.model import Block, Bullets, Column, Paragraph, Section, Subheading
from trip_analytics.words import spelled

# The rows of one service line: its own, and that of all teams.
_ONE_PART = 2


def whole_trust(data: ReportData) -> pd.DataFrame:
    """The numbers of teams of the whole trust, as a table of one row."""
    return data.tables["participation"].where("service_line", ALL_TEAMS).table


def _write(data: ReportData) -> Section | str:
    """Teams asked, returned and complete, by service line; who leads on priorities."""
    whole = whole_trust(data)
    if whole["returned"].eq(0).all():
        return "Who took part: no team returned a review."
    blocks: list[Block] = [Paragraph(f"{returned(whole)} {_who_was_asked(data)}")]
    if of_each := tuple(_by_list(data)):
        blocks.append(Bullets(of_each))
    if len(data.tables["participation"].table) > _ONE_PART:
        blocks += _by_service_line(data)
    if whole["returned"].lt(whole["asked"]).any():
        blocks.append(
            Paragraph(
                "Teams that did not return may differ from those that did. The rest of this "
                "report is about the teams that returned."
            )
        )
    if together := leads(whole):
        blocks += [Subheading("Who leads on what teams chose"), Paragraph(together)]
    return Section("Who took part", tuple(blocks))


def _by_list(data: ReportData) -> Iterator[str]:
    """How many teams returned each list, where there are several."""
    for each in (*data.lists["ratings"], *data.lists["stages"]):
        came = data.tables.get(table_name("participation", each.instrument_id))
        if came is not None:
            yield f"{each.title}: {who_returned(came.table)}"


def _by_service_line(data: ReportData) -> list[Block]:
    return [
        picture(
            plot_participation,
            data.tables["participation"],
            f"Teams that returned a review in {data.year}, by service line",
        ),
        as_table(
            data.tables["participation"],
            f"{_asked(data)} and reviews returned in {data.year}",
            (
                (Column("Service line"), "service_line"),
                (Column(_asked(data), "whole"), "asked"),
                (Column("Returned", "whole"), "returned"),
            ),
        ),
    ]


def _asked(data: ReportData) -> str:
    """The teams that could have returned: without a register nobody knows who was asked."""
    return "Teams asked" if data.has_register else "Teams known"


def _who_was_asked(data: ReportData) -> str:
    if data.has_register:
        return f"The teams asked are those in the trust's register that were open in {data.year}."
    return (
        "The teams listed are those that have returned a review in this year or before, so a team "
        "that has closed counts as not returned."
    )


def _messages(data: ReportData) -> Iterator[Message]:
    if whole_trust(data)["returned"].gt(0).any():
        yield Message("part", who_returned(whole_trust(data)), is_sure=True)


def _to_talk_over(data: ReportData) -> Iterator[str]:
    (whole,) = whole_trust(data).to_dict("records")
    missing = whole["asked"] - whole["returned"]
    if data.has_register and missing and whole["returned"]:
        yield (
            f"{spelled(missing, 'team').capitalize()} that we asked did not return a review. What "
            "would make it easier for them?"
        )
    led, named = whole["with_service_user_lead"], whole["priorities"]
    if pd.notna(led) and led < named:
        yield (
            f"{led} of {named} priorities have a lead who uses the service. What would help more "
            "people to take the lead?"
        )


SECTION = ReportSection(
    place=20,
    write=_write,
    messages=_messages,
    to_talk_over=_to_talk_over,
    withheld=withheld_figures(
        "how many priorities have leads", "participation", "with_both_leads", "service_line"
    ),
)
