"""What the annual trust report says."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.disclosure import PROMISED, Audience, Policy
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.reports.annual.report_data import Findings, chosen_year, find
from trip_analytics.reports.annual.sections.change import what_changed
from trip_analytics.reports.annual.sections.how_to_read import how_to_read
from trip_analytics.reports.annual.sections.in_brief import in_brief
from trip_analytics.reports.annual.sections.participation import who_returned
from trip_analytics.reports.annual.sections.practices import in_full, strongest_and_weakest
from trip_analytics.reports.annual.sections.priorities import chosen_priorities
from trip_analytics.reports.annual.sections.quotes import own_words
from trip_analytics.reports.annual.sections.stages import where_challenges_stand
from trip_analytics.reports.annual.withheld import withheld_in_words
from trip_analytics.reports.model import Report
from trip_analytics.returns import Returns

__all__ = ["annual_report", "chosen_year", "compose", "find"]


def annual_report(
    returns: Returns,
    *,
    year: int | None = None,
    by: str | None = None,
    audience: Audience = "public",
    readers: str = "the Board",
    policy: Policy = PROMISED,
    quotes: Sequence[Quote] = (),
) -> Report:
    """Compose the annual trust report of a year.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown, in which small groups are merged.
    audience : {"public", "board", "desk"}
    readers : str
        Whom a report for the board is for.
    policy : Policy, optional
        Higher numbers than the rule has.
    quotes : sequence of Quote
        The comments to quote.

    Returns
    -------
    Report

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year; the message lists the years there are.
    DisclosureError
        Fewer than 5 teams rated their practices, or the breakdown would show single teams.
    """
    found = find(
        returns, year=year, by=by, audience=audience, readers=readers, policy=policy, quotes=quotes
    )
    return compose(found)


def compose(findings: Findings) -> Report:
    """The report that says what was found."""
    sections = (
        in_brief,
        who_returned,
        strongest_and_weakest,
        in_full,
        what_changed,
        where_challenges_stand,
        chosen_priorities,
    )
    draft = "Draft: " if findings.is_draft else ""
    return Report(
        title=f"{draft}{'a' if draft else 'A'}nnual recovery report {findings.year}",
        organisation=findings.organisation,
        year=findings.year,
        sections=(
            *(section(findings) for section in sections),
            *own_words(findings),
            how_to_read(findings),
        ),
        withheld=withheld_in_words(findings),
        audience=findings.audience,
        notice=_notice(findings),
    )


def _notice(findings: Findings) -> str:
    """What each page says of who may have the report; nothing of a public one."""
    if findings.audience == "desk":
        return (
            "For the desk: not to be passed on. These figures may tell what a single team answered."
        )
    draft = "Draft, not published and not to be passed on." if findings.is_draft else ""
    if findings.audience == "board":
        board = (
            f"For {findings.readers} only. A reader who also has the public reports may guess "
            "what a team that is new this year answered."
        )
        return f"{board} {draft}".strip()
    return draft
