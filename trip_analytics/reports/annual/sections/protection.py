"""How the figures were protected: what is withheld, and why."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.disclosure.rules import rule_for
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.annual.sections import withheld_in_words
from trip_analytics.reports.model import Block, Bullets, Paragraph, Section, Subheading
from trip_analytics.words import ended, number, opening


def _write(data: ReportData) -> Section:
    """The promise, the rule that keeps it, and what it leaves out."""
    return Section(
        "How the figures were protected",
        (
            Paragraph(
                "Teams rate themselves, in different services and with different people. A team "
                "with high standards may rate itself lower than one that has just begun. The "
                "authors of the review say that it is neither helpful nor accurate to compare "
                "teams by the scores they award themselves. So no team is named in this report, "
                "and none is ranked."
            ),
            *_rule(data),
            Paragraph(_own_words(data)),
        ),
    )


def _rule(data: ReportData) -> Iterator[Block]:
    if data.request.audience == "desk":
        yield Paragraph("Nothing is withheld at the desk.")
        return
    rule = rule_for(data.request.audience, data.request.policy)
    fewest = number(rule.insiders + 1)
    yield Paragraph(
        f"{_promise(data)} A row is shown only if there are at least {number(rule.minimum_teams)} "
        f"teams in it, and at least {fewest} of them answered differently from most. Parts of the "
        f"trust with fewer than {rule.minimum_group} teams are put together."
    )
    yield Subheading("What is withheld in this report")
    withheld = withheld_in_words(data)
    if withheld:
        yield Bullets(tuple(ended(opening(each)) for each in withheld))
    else:
        yield Paragraph("Nothing had to be withheld this year.")
    yield Paragraph(
        "Where a figure is missing in a table, there is a sign for it, explained below the table."
    )


def _promise(data: ReportData) -> str:
    """What the figures do not show; less if some of them follow the same teams."""
    teams = "two teams" if data.request.by is None else f"two teams of one {data.request.by}"
    exchanged = f"if {teams.replace('_', ' ')} had filled in each other's forms"
    if data.request.audience == "public":
        return (
            "This report does not show which team gave which answers: "
            f"{exchanged}, its counts and averages would be the same."
        )
    return (
        "The figures of each year do not show which team gave which answers: "
        f"{exchanged}, they would be the same. What is said of the same teams over the years does "
        "follow single teams: whoever knows which teams are new may guess an answer."
    )


def _own_words(data: ReportData) -> str:
    left_out = "What people wrote on the forms in their own words is left out"
    if not data.request.quotes:
        return f"{left_out}."
    return f"{left_out}, except for the comments that a person chose, one by one, to be quoted."


SECTION = ReportSection(place=88, write=_write, always=True)
