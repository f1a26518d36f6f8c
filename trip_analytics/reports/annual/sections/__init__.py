"""The sections of the annual report, one module each.

A module here holds ``SECTION``, a :class:`trip_analytics.reports.annual.section.ReportSection`:

- ``place``: sections come in the order of their places (10, 20, 30: one may go in between);
- ``write``: the section from the year's :class:`ReportData`; where the report has none, a sentence
  that says what is missing and why;
- ``messages``, if it may have a sentence on page one;
- ``to_talk_over``, if there are questions to ask about its results;
- ``withheld``, if some of its figures may be withheld: which, for whoever makes the report;
- ``about``, if it is about ratings or about stages: of several lists, each has the section once,
  with the lists named in headings and titles;
- ``always``, if it goes with every report, whichever sections a trust has chosen.

The report, its page one, its questions and the list of what is withheld are made of these: no
section is named anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from trip_analytics.analysis.questions import declared_in
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection


def report_sections() -> list[ReportSection]:
    """Every section, in the order of the report."""
    return sorted(declared_in(__name__, ReportSection), key=lambda section: section.place)


def sections_of(data: ReportData) -> list[ReportSection]:
    """The sections that a report has: those that are asked for, if any are."""
    chosen = data.request.sections
    return [each for each in report_sections() if not chosen or each.always or each.name in chosen]


def in_turn(data: ReportData) -> Iterator[tuple[ReportSection, ReportData, str]]:
    """Every section with its data, and the title of its list where there are several.

    Sections about the same kind of list that follow one another stay together, list by list.
    """
    for about, some in groupby(sections_of(data), key=lambda section: section.about):
        together = list(some)
        lists = data.lists[about] if about else ()
        if len(lists) < 2:
            yield from ((section, data, "") for section in together)
            continue
        for instrument in lists:
            of_list = data.about(instrument)
            yield from ((section, of_list, instrument.title) for section in together)


def withheld_in_words(data: ReportData) -> tuple[str, ...]:
    """What a report withholds, a clause for each kind of figure; empty where nothing is withheld.

    Written from the released tables alone, so that it says no more than the report does: such as
    ``"the ratings of 'Choices' in 2025"`` and ``"the change since 2024 of 12 practices"``.
    """
    return tuple(
        f"{clause} ({title})" if title else clause
        for section, of_list, title in in_turn(data)
        for each in section.withheld(of_list)
        if (clause := each.in_words())
    )
