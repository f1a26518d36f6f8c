from __future__ import annotations

import io

import pytest
from matplotlib.figure import Figure as Drawing

from trip_analytics.reports.model import (
    Bullets,
    Column,
    Figure,
    Missing,
    Paragraph,
    Report,
    Section,
    Subheading,
    Table,
)

HOSTILE = "=cmd|\"/c calc\"!A1 <script>alert(1)</script> & 'Moor'"


@pytest.fixture(scope="session")
def hostile():
    """A name that is a formula to Excel and markup to a browser."""
    return HOSTILE


@pytest.fixture(scope="session")
def small_report():
    """A report made by hand, with a hostile name wherever a name may stand."""
    png = io.BytesIO()
    Drawing(figsize=(4, 2)).savefig(png, format="png")
    table = Table(
        HOSTILE,
        (
            Column("Practice"),
            Column("Teams", "whole"),
            Column("Average", "rating"),
            Column("Interval", "rating", ("Interval from", "Interval to")),
            Column("Change", "change"),
            Column("Share", "share"),
            Column("p, at most", "probability"),
        ),
        (
            (HOSTILE, 41, 3.25, (3.1, 3.6), -0.3, 0.425, 0.05),
            ("+1", Missing.WITHHELD, Missing.WITHHELD, Missing.WITHHELD, 0.0, 1.0, 1.0),
            ("-1", 8, 2.0, Missing.NOT_AVAILABLE, 0.4, 0.0, 0.001),
        ),
        (HOSTILE,),
    )
    return Report(
        title="Annual recovery report 2025",
        organisation=HOSTILE,
        year=2025,
        sections=(
            Section("In brief", (Paragraph(HOSTILE), Bullets((HOSTILE, "#b *c* $d$")))),
            Section(
                "Figures",
                (
                    Subheading(HOSTILE),
                    Figure("A picture", png.getvalue(), f"Nothing but {HOSTILE}", HOSTILE),
                    table,
                ),
            ),
        ),
    )
