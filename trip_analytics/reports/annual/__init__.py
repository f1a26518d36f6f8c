"""What the annual trust report says."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

import pandas as pd

from trip_analytics.disclosure.rules import AUDIENCES, Audience, Policy
from trip_analytics.errors import DisclosureError
from trip_analytics.reports.annual.report_data import (
    PUBLIC_REPORT,
    READERS,
    ReportData,
    ReportRequest,
    gather_data,
)
from trip_analytics.reports.annual.sections import in_turn, report_sections, withheld_in_words
from trip_analytics.reports.annual.summary import plain_summary
from trip_analytics.reports.model import Bullets, Look, Report, Section
from trip_analytics.returns import Returns
from trip_analytics.settings.load_settings import Settings, nearest
from trip_analytics.settings.look_of_reports import darkened
from trip_analytics.words import day_name

# As WCAG 2.2 AAA asks of text; titles in the trust's colour have it on white.
CONTRAST_OF_TITLES: Final = 7


def annual_report(returns: Returns, request: ReportRequest = PUBLIC_REPORT) -> Report:
    """Compose the annual trust report of a year.

    Raises AnalysisError: there are no returns, or none of that year; the message lists the years
    there are.
    Raises DisclosureError: fewer than 5 teams rated their practices, or the breakdown would show
    single teams.
    """
    return compose(gather_data(returns, request))


def report_request(
    settings: Settings,
    *,
    year: int | str | None = None,
    by: str | None = None,
    audience: Audience | None = None,
    readers: str | None = None,
    policy: Policy | None = None,
    publish: bool = False,
) -> ReportRequest:
    """What is asked of a report: what is given here, and otherwise what a trust has set.

    Raises SettingsError: there is no such audience or section, or a threshold is lowered.
    """
    settings.refuse(_mistakes(settings))
    return ReportRequest(
        year=year,
        by=by,
        audience=audience or cast("Audience | None", settings.audience) or "public",
        readers=readers or settings.readers or READERS,
        policy=policy or Policy(**settings.thresholds),
        sections=settings.sections,
        organisation=settings.organisation,
        look=_look(settings),
        publish=publish,
    )


def _mistakes(settings: Settings) -> dict[str, str]:
    """What cannot be used of the settings that are about a report, by their names."""
    mistakes = {}
    for name, number in settings.thresholds.items():
        try:
            Policy(**{name: number})
        except DisclosureError as problem:
            mistakes[f"disclosure.{name}"] = str(problem).removesuffix(".")
    audience = settings.audience
    if audience is not None and audience not in AUDIENCES:
        said = f"there is no audience {audience!r}: {nearest(audience, AUDIENCES)}"
        mistakes["report.audience"] = said
    known = [section.name for section in report_sections()]
    unknown = [name for name in settings.sections if name not in known]
    if unknown:
        hints = [f"there is no section {name!r}: {nearest(name, known)}" for name in unknown]
        mistakes["report.sections"] = "; ".join(hints)
    return mistakes


def _look(settings: Settings) -> Look:
    """How a trust wants its report to look."""
    day = settings.date
    look = Look(
        logo=settings.logo,
        template=settings.template,
        contact=settings.contact or "",
        date=day_name(pd.Timestamp(day)) if day else "",
    )
    if settings.colour is None:
        return look
    dark = darkened(settings.colour, CONTRAST_OF_TITLES)
    return replace(look, colour=settings.colour, dark=dark)


def compose(data: ReportData) -> Report:
    """The report that a year's data make."""
    draft = "Draft: " if data.is_draft else ""
    notice = _notice(data)
    summary = f"{draft}{'o' if draft else 'O'}ur recovery reviews in {data.year}"
    written = [section.of_list(of_list, title) for section, of_list, title in in_turn(data)]
    sections = [each for each in written if isinstance(each, Section)]
    if left_out := dict.fromkeys(each for each in written if isinstance(each, str)):
        sections.append(Section("What is not in this report", (Bullets(tuple(left_out)),)))
    return Report(
        title=f"{draft}{'a' if draft else 'A'}nnual recovery report {data.year}",
        organisation=data.organisation,
        year=data.year,
        sections=tuple(sections),
        withheld=withheld_in_words(data),
        audience=data.request.audience,
        notice=notice,
        look=data.request.look,
        summary=plain_summary(data, title=summary, notice=notice),
    )


def _notice(data: ReportData) -> str:
    """What each page says of who may have the report; empty for a public one."""
    if data.request.audience == "desk":
        return (
            "For the desk: not to be passed on. These figures may show what a single team answered."
        )
    draft = "Draft, not published and not to be passed on." if data.is_draft else ""
    if data.request.audience == "board":
        board = (
            f"For {data.request.readers} only. A reader who also has the public reports may guess "
            "what a team that is new this year answered."
        )
        return f"{board} {draft}".strip()
    return draft
