"""The methods in plain words, and the sources of the forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trip_analytics.disclosure.rules import rule_for
from trip_analytics.instruments import Instrument
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.annual.sections import sections_of
from trip_analytics.reports.model import (
    Block,
    Bullets,
    Column,
    Missing,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from trip_analytics.words import ended, mid_sentence, number

_TURNED: Final = (
    "Turned round: its highest answer is the least well developed, so it is counted from the other "
    "end of the scale."
)


def _write(data: ReportData) -> Section:
    """What the figures mean, what is withheld and why, the statements, the sources."""
    lists = data.lists["ratings"]
    blocks: list[Block] = [
        Subheading("The ratings"),
        Paragraph(
            "A rating is a team's own view, agreed by staff and people who use the service. It is "
            "a start for a conversation, not a test. Each team counts once, however large it is."
        ),
        *_points(lists),
        Subheading("How sure we can be"),
        Paragraph(
            "Averages vary by chance: with a few other teams, or on another day, they would be a "
            "little different. The 95% interval shows how far. Worked out in this way, such "
            "intervals cover the average of many teams like ours 95 times in 100."
        ),
        Paragraph(
            "The places that a practice could hold are found by comparing practices within each "
            "team. We can be 95% sure of all the places together. If two practices share "
            "places, we do not say which is stronger."
        ),
        Paragraph(
            "We call a practice improved or declined only if luck alone would give so clear a "
            "change less than 5 times in 100, allowing for how many practices we look at. “No "
            "change we can be sure of” does not mean that nothing changed."
        ),
        Subheading("Why teams are never compared"),
        Paragraph(
            "Teams rate themselves, in different services and with different people. A team with "
            "high standards may rate itself lower than one that has just begun. The authors of the "
            "review say that it is neither helpful nor accurate to compare teams by the scores "
            "they award themselves. So no team is named in this report, and none is ranked."
        ),
        Subheading("What is withheld"),
        Paragraph(_what_is_withheld(data)),
        Bullets(tuple(f"{kind.value} means {kind.meaning}." for kind in Missing)),
        *_absent(data),
        Subheading("The statements that teams rate"),
        *(_statements(each, data.year, len(lists) > 1) for each in lists),
        Subheading("Acknowledgement"),
        Paragraph("The forms behind this report come from these publications:"),
        Bullets(tuple(dict.fromkeys(each.source for each in (*lists, *data.lists["stages"])))),
    ]
    return Section("How to read this report", tuple(blocks))


def _what_is_withheld(data: ReportData) -> str:
    if data.request.audience == "desk":
        return f"Nothing is withheld at the desk. {_own_words(data)}"
    rule = rule_for(data.request.audience, data.request.policy)
    fewest = number(rule.insiders + 1)
    return (
        f"{_promise(data)} For that, a row needs {number(rule.minimum_teams)} teams, of which "
        f"{fewest} answered otherwise than most; parts of the trust with fewer than "
        f"{rule.minimum_group} teams are put together. What falls short of this is left out. "
        f"{_own_words(data)}"
    )


def _absent(data: ReportData) -> tuple[Block, ...]:
    """What has no section of its own in this report, and why."""
    absent = tuple(why for section in sections_of(data) for why in section.absent(data))
    return (Subheading("What is not in this report"), Bullets(absent)) if absent else ()


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


def _points(lists: Sequence[Instrument]) -> Iterator[Block]:
    """What the points of each list's scale mean."""
    for each in lists:
        if len(lists) > 1:
            yield Paragraph(f"{each.title}:")
        yield Bullets(
            tuple(
                f"{point.value} {point.label}: {ended(mid_sentence(point.meaning))}"
                if point.meaning
                else f"{point.value} {point.label}".strip()
                for point in each.scale
            )
        )


def _statements(instrument: Instrument, year: int, is_named: bool) -> Table:
    """The statements of a list, and which of them are turned round."""
    reverse = any(item.reverse for item in instrument.items)
    return Table(
        "The practices and the statements on the form"
        + (f" ({instrument.title})" if is_named else ""),
        (Column("Practice"), Column("Statement")),
        tuple(
            (item.label, item.wording_for(year).text + (" (turned round)" if item.reverse else ""))
            for item in instrument.items
        ),
        (_TURNED,) if reverse else (),
    )


SECTION = ReportSection(place=90, write=_write)
