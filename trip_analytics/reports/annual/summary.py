"""The year in plain words, on two pages, for teams and for people who use services.

Written from the same released tables as the annual report, for a reader of 12 to 13: short
sentences, shares as so many in ten, pictures of bars.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from trip_analytics.analysis.priorities import chosen, chosen_most
from trip_analytics.analysis.scale import Scale
from trip_analytics.analysis.significance import claims
from trip_analytics.disclosure.released import Released
from trip_analytics.plots.drawing.theme import LARGE
from trip_analytics.plots.practices import plot_practices_well
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.sections.participation import whole_trust
from trip_analytics.reports.model import Block, Bullets, Paragraph, Report, Section
from trip_analytics.reports.pictures import picture_of
from trip_analytics.words import few_named, number, spelled

# Of a kind: more would not be read, nor fit on two pages.
_MOST: Final = 3
# Rows of a picture.
_MOST_DRAWN: Final = 6


def plain_summary(data: ReportData, *, title: str, notice: str) -> Report | None:
    """The summary of a year's report for the public; None where no team rated its practices."""
    if data.request.audience != "public" or not data.anybody_rated:
        return None
    return Report(
        title=title,
        organisation=data.organisation,
        year=data.year,
        sections=tuple(_sections(data)),
        notice=notice,
        look=data.request.look,
        name="summary",
        is_large=True,
    )


def _sections(data: ReportData) -> Iterator[Section]:
    yield Section("What this is about", (Paragraph(_about(data)), Paragraph(_took_part(data))))
    best, hardest = data.tables["strongest_practices"], data.tables["weakest_practices"]
    yield Section("What teams do best", _end_of_list(data, best, "best"))
    yield Section("What teams find hardest", _end_of_list(data, hardest, "hardest"))
    yield Section("What has changed", (Paragraph(_changed(data)),))
    if work := _to_work_on(data):
        yield Section("What teams will work on", work)
    yield Section("What you can do", (Bullets(tuple(_to_do(data))),))


def _about(data: ReportData) -> str:
    others = [each.title for each in data.lists["ratings"][1:]]
    only = f" This page is about one list, {data.practices.title}." if others else ""
    return (
        "Each year our teams look at how well they help people in their recovery. Staff and people "
        f"who use the service talk it over. Then they agree on a score.{only}"
    )


def _took_part(data: ReportData) -> str:
    whole = whole_trust(data).iloc[0]
    asked, came = int(whole["asked"]), int(whole["returned"])
    who = f"all {came} of our teams" if asked == came else f"{came} of our {asked} teams"
    if not data.has_register:
        who = f"{came} of our teams"
    return (
        f"In {data.year}, {who} took part. Each team scores itself, so we do not compare teams. "
        f"Nothing here tells you what any one team said. We say that a team does something well "
        f"if its score is {Scale.of(data.practices).well_in_words}."
    )


def _end_of_list(data: ReportData, released: Released, end: str) -> tuple[Block, ...]:
    """The practices at one end, with their picture, and how sure that is."""
    rows = released.table
    if rows.empty:
        return (Paragraph("We cannot show this. It would tell you what single teams said."),)
    clear = rows.loc[rows["standing"].eq("clear").fillna(False)]
    if len(clear):
        stand_out = "one stands out" if len(clear) == 1 else "these stand out"
        shown, of_all = int(rows.attrs["practices"]), len(data.practices.items)
        asked = f"Of {'all ' if shown == of_all else 'the '}{number(shown)} things we "
        asked += "asked about" if shown == of_all else "can show"
        words = f"{asked}, {stand_out}: {few_named(clear['practice'], _MOST)}."
    else:
        words = (
            f"No single thing stands out as the {end}. The scores are too close to one another. "
            f"At this end are {few_named(rows['practice'], _MOST)}."
        )
    blocks: list[Block] = [Paragraph(words)]
    if rows["well_developed"].notna().any() and len(rows) <= _MOST_DRAWN:
        named = released.rows(rows.index.to_series().lt(_MOST))
        blocks.append(
            picture_of(
                partial(plot_practices_well, named),
                f"Out of every 10 teams, how many do this well ({data.year})",
                plot_practices_well.in_words(named),
                page=LARGE,
            )
        )
    return tuple(blocks)


def _changed(data: ReportData) -> str:
    change = data.tables.get("change_between")
    if change is None:
        return f"{data.year} is the first year that we can show. Next year we can see what changed."
    rows = change.table
    since = rows["from_year"].iloc[0]
    if rows["mean_change"].isna().all():
        return f"We cannot say what has changed since {since}."
    known = claims(rows, "mean_change", "change_low")
    said = [
        f"Scores went {way} for {few_named(found['practice'], _MOST)}."
        for way, found in (("up", known.above), ("down", known.below))
        if len(found)
    ]
    if not said:
        return (
            f"Since {since}, some scores went up a little and some went down a little. These small "
            "changes may be just chance. Real change often takes more than one year."
        )
    return f"We looked at the scores of {since} too. {' '.join(said)} The rest may be just chance."


def _to_work_on(data: ReportData) -> tuple[Block, ...]:
    """What most teams chose, as a list; empty where nothing can be said."""
    themes = data.tables["priority_themes"].table
    if chosen(themes).empty:
        return ()
    most = chosen_most(themes)
    if most.empty:  # so many tie that a list would say little
        return (Paragraph("Teams chose many different things to work on in the year ahead."),)
    return (
        Paragraph("Each team chose up to three things to work on next. These came up most:"),
        Bullets(
            tuple(
                f"{name} ({spelled(int(teams), 'team')})"
                for name, teams in zip(most["practice"], most["teams"], strict=True)
            )
        ),
    )


def _to_do(data: ReportData) -> Iterator[str]:
    yield "Ask your team what it chose to work on, and how you can help."
    yield "Talk about what your team does best. Others may like to hear how you do it."
    yield f"Look at the full report of {data.year} if you would like all the figures."
    if contact := data.request.look.contact:
        yield f"Get in touch: {contact}."
