"""The summary for the Board: two pages that stand by themselves."""

from __future__ import annotations

from trip_analytics.analysis.describe import describe
from trip_analytics.analysis.participation import leads, returned
from trip_analytics.plots import alt_text_practices, plot_practices
from trip_analytics.reports.annual.blocks import picture
from trip_analytics.reports.annual.report_data import Findings
from trip_analytics.reports.annual.sections.participation import whole_trust
from trip_analytics.reports.annual.sections.practices import list_in_words, no_ratings
from trip_analytics.reports.annual.sections.priorities import priorities_in_a_sentence
from trip_analytics.reports.annual.sections.stages import challenges_in_a_sentence
from trip_analytics.reports.model import Block, Paragraph, Section, Subheading
from trip_analytics.words import number


def in_brief(findings: Findings) -> Section:
    """Who returned, strongest, weakest, what changed, what teams chose."""
    practices = findings.practices
    lowest, highest = practices.scale[0], practices.scale[-1]
    blocks: list[Block] = [
        Paragraph(
            "Once a year our teams look at how far they work in ways that support people's "
            "recovery. Staff and people who use the service agree together how well developed "
            f"each of {number(len(practices.items))} practices is in their team, from "
            f"{lowest.value} ({lowest.label.lower()}) to {highest.value} "
            f"({highest.label.lower()}). Then they choose what to work on. This report brings "
            "their answers together. It does not compare teams."
        ),
        Subheading("Who returned a review"),
        Paragraph(returned(whole_trust(findings))),
        *_practices(findings),
        Subheading("What changed"),
        *_changes(findings),
        Subheading("The ten organisational challenges"),
        Paragraph(challenges_in_a_sentence(findings)),
        Subheading("What teams chose to work on"),
        Paragraph(f"{priorities_in_a_sentence(findings)} {leads(whole_trust(findings))}".strip()),
    ]
    return Section("In brief", tuple(blocks))


def _practices(findings: Findings) -> tuple[Block, ...]:
    if not findings.anybody_rated:
        return (Subheading("How well developed practices are"), no_ratings(findings))
    return (
        Subheading("Strongest practices"),
        Paragraph(list_in_words(findings.strongest)),
        Subheading("Weakest practices"),
        Paragraph(list_in_words(findings.weakest)),
        picture(
            plot_practices,
            alt_text_practices,
            findings.profile,
            f"Average rating of each practice, {findings.year}",
            caption="The line shows how far chance could have moved the average. We can be 95% "
            "sure that it covers the average we would find over many teams like ours.",
        ),
    )


def _changes(findings: Findings) -> tuple[Block, ...]:
    if findings.change is None:
        return (Paragraph(f"There are no ratings from before {findings.year} to compare with."),)
    same_teams = () if findings.matched is None else (findings.matched,)
    return tuple(Paragraph(describe(change)) for change in (findings.change, *same_teams))
