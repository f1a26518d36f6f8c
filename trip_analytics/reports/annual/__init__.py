"""What the annual trust report says."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.disclosure import Policy
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.rules import PROMISED
from trip_analytics.quoting import Choice
from trip_analytics.reports.annual.brief import in_brief
from trip_analytics.reports.annual.challenges import where_challenges_stand
from trip_analytics.reports.annual.changes import what_changed
from trip_analytics.reports.annual.findings import Findings, find
from trip_analytics.reports.annual.how_to_read import how_to_read
from trip_analytics.reports.annual.own_words import own_words
from trip_analytics.reports.annual.practices import in_full, strongest_and_weakest
from trip_analytics.reports.annual.priorities import chosen_priorities
from trip_analytics.reports.annual.returned import who_returned
from trip_analytics.reports.annual.withheld import withheld_in_words
from trip_analytics.reports.model import Report
from trip_analytics.tables import Returns


def annual_report(
    returns: Returns,
    *,
    year: int | None = None,
    by: str | None = None,
    policy: Policy = PROMISED,
    earlier: Sequence[Publication] = (),
    quotes: Choice | None = None,
    strict: bool = False,
    draft: bool = False,
) -> Report:
    """Compose the annual trust report of a year.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown, in which small groups are merged.
    policy : Policy, optional
        Higher numbers than the rules have.
    earlier : sequence of Publication
        The reports before this one: what all of them together would give away is withheld.
    strict : bool
        Refuse the report in the place of withholding that.
    draft : bool
        Say in its title that it is not to be passed on.
    quotes : str, Path or DataFrame, optional
        As for :func:`trip_analytics.write_report`.

    Returns
    -------
    Report

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year; the message lists the years there are.
    DisclosureError
        Fewer than 5 teams rated their practices, or the breakdown would show single teams;
        with ``strict``, something would have to be withheld beyond the rules.
    QuoteError
        The comments to quote cannot be read, or one of them may not be quoted.
    """
    found = find(
        returns, year=year, by=by, policy=policy, earlier=earlier, quotes=quotes, strict=strict
    )
    return compose(found, draft=draft)


def compose(findings: Findings, *, draft: bool = False) -> Report:
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
    title = f"Annual recovery report {findings.year}"
    if draft:  # which stands at the head of every document, and at the foot of their pages
        title = f"Draft annual recovery report {findings.year}: not to be passed on"
    return Report(
        title=title,
        organisation=findings.organisation,
        year=findings.year,
        sections=(
            *(section(findings) for section in sections),
            *own_words(findings),
            how_to_read(findings),
        ),
        withheld=withheld_in_words(findings),
        draft=draft,
    )
