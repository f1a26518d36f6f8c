"""The pack of one team, from its own returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trip_analytics.disclosure.released import Released
from trip_analytics.reports.annual.blocks import as_table
from trip_analytics.reports.model import (
    PLAIN,
    Block,
    Bullets,
    Column,
    Look,
    Paragraph,
    Report,
    Section,
)
from trip_analytics.reports.packs.own_returns import OwnReturns
from trip_analytics.reports.packs.plans import assets, challenges, chosen_in_words, priorities
from trip_analytics.reports.packs.ratings import average_in_words, comments, history, views
from trip_analytics.words import listed


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What a pack holds besides the team's own returns."""

    next_forms: tuple[str, ...] = ()
    """The names of next year's blank forms that are enclosed."""
    published: Released | None = None
    """The trust's published averages of a year, where the lead asks for them."""
    published_year: int | None = None
    organisation: str | None = None
    """Its name, where the trust has set it; else as the returns give it."""
    look: Look = PLAIN
    """The trust's logo, contact and colour."""


# What each page says behind the team's name; an audit knows a pack by it.
OWN_ANSWERS: Final = "alone: these are its own answers. Not to be passed on."
NOTHING_MORE: Final = PackRequest()


def team_pack(own: OwnReturns, request: PackRequest = NOTHING_MORE) -> Report:
    """Compose a team's pack, for its own review day.

    It holds what the team itself answered and wrote, and nothing of any other team. There are
    no intervals: a team's answers are its own, and no sample of anything.
    """
    sections = [Section("In brief", tuple(_brief(own, request)))]
    has_views = False
    for instrument in own.rated_lists:
        named = f": {instrument.title}" if len(own.rated_lists) > 1 else ""
        blocks = tuple(history(own, instrument))
        sections.append(Section(f"Your answers over the years{named}", blocks))
        beside = tuple(views(own, instrument))
        has_views |= bool(beside)
        if beside:
            sections.append(Section(f"Each view side by side{named}", beside))
        written = tuple(comments(own, instrument))
        if written:
            sections.append(Section(f"What you wrote{named}", written))
    sections.append(Section("What you chose, and what became of it", tuple(priorities(own))))
    sections.append(Section("What you can draw on", tuple(assets(own))))
    stages = tuple(challenges(own))
    if stages:
        sections.append(Section("Organisational challenges", stages))
    if request.published is not None:
        sections.append(Section("The trust as a whole", tuple(_trust(request))))
    sections.append(Section("For your review day", (_for_the_day(request, views=has_views),)))
    return Report(
        title=f"{own.team}: your own recovery review, {own.years[-1]}",
        organisation=request.organisation or own.organisation,
        year=own.years[-1],
        sections=tuple(sections),
        audience="team",
        notice=f"For {own.team} {OWN_ANSWERS}",
        look=request.look,
    )


def _brief(own: OwnReturns, request: PackRequest) -> Iterator[Block]:
    years = [str(year) for year in own.years]
    lines = [f"We have your {'return' if len(years) == 1 else 'returns'} of {listed(years)}."]
    gaps = [str(year) for year in range(own.years[0], own.years[-1]) if year not in own.years]
    if gaps:
        lines.append(f"We have none of {listed(gaps)}.")
    lines += [line for each in own.rated_lists if (line := average_in_words(own, each))]
    lines += chosen_in_words(own)
    if request.next_forms:
        are = "form is" if len(request.next_forms) == 1 else "forms are"
        lines.append(f"Your next {are} enclosed: {listed(request.next_forms)}.")
    yield Paragraph(
        "This is what you said of yourselves, to look at together on your review day. It is about "
        "your team only: no other team is in it, and nobody is compared with you."
    )
    yield Bullets(tuple(lines))


def _trust(request: PackRequest) -> Iterator[Block]:
    assert request.published is not None  # noqa: S101 # asked by the caller
    yield Paragraph(
        f"These are the trust's averages of {request.published_year} as they were published. They "
        "are no target, and no measure of your team."
    )
    columns = [(Column("Practice"), "practice"), (Column("Average", "rating"), "mean")]
    title = f"Published averages, {request.published_year}"
    yield as_table(request.published, title, columns)


def _for_the_day(request: PackRequest, *, views: bool) -> Block:
    questions = [
        "What has become better, and what made it so?",
        *(["Where do the views differ, and what is behind it?"] if views else []),
        "What became of what you chose? Is there anything to finish, or to let go?",
        "Which of your assets have you not used yet?",
    ]
    if request.next_forms:
        questions.append("What will you choose next? Write it on the form that is enclosed.")
    return Bullets(tuple(questions))
