"""How well developed the domains of a list are, where it has any."""

from __future__ import annotations

from trip_analytics.analysis.questions import describe
from trip_analytics.plots.domains import plot_domains
from trip_analytics.reports.annual.blocks import as_table, picture
from trip_analytics.reports.annual.report_data import NO_RATINGS, ReportData
from trip_analytics.reports.annual.section import ReportSection, withheld_figures
from trip_analytics.reports.model import Column, Paragraph, Section

_NO_DOMAINS = "Ratings by domain: the form does not put its practices together in domains."


def _write(data: ReportData) -> Section | str:
    """The domains' averages; no section for a list without domains."""
    domains = data.tables.get("domain_profile")
    if domains is None or domains.table.empty:
        return (
            "Ratings by domain: the form does not put its practices together in domains."
            if data.anybody_rated
            else NO_RATINGS
        )
    if domains.table["mean"].isna().all():
        return f"Ratings by domain: how the domains were rated in {data.year} cannot be shown."
    return Section(
        "Ratings by domain",
        (
            Paragraph(
                "The form puts its practices together in domains. The average of a domain is that "
                f"over its practices. {describe(domains)}"
            ),
            picture(
                plot_domains,
                domains,
                f"Average rating of each domain, {data.year}",
            ),
            as_table(
                domains,
                f"Average ratings by domain, {data.year}",
                (
                    (Column("Domain"), "domain"),
                    (Column("Practices", "whole"), "items"),
                    (Column("Teams", "whole"), "teams"),
                    (Column("Average", "rating"), "mean"),
                    (
                        Column("Average: 95% interval", "rating", ("Average from", "Average to")),
                        ("mean_low", "mean_high"),
                    ),
                ),
            ),
        ),
    )


SECTION = ReportSection(
    place=45,
    about="ratings",
    write=_write,
    withheld=withheld_figures("the average of {}", "domain_profile", "mean", "domain"),
)
