"""Which practices are most and least well developed, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import pandas as pd

from trip_analytics.analysis.practices_in_words import among
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.strongest import lines, named, surely_among
from trip_analytics.plots.practices import plot_practices_ranks
from trip_analytics.reports.annual.blocks import as_table, enough_to_draw, pictures
from trip_analytics.reports.annual.report_data import NO_RATINGS, ReportData
from trip_analytics.reports.annual.section import Message, ReportSection
from trip_analytics.reports.annual.sections.practices import AVERAGES, about_turned_round
from trip_analytics.reports.model import Block, Bullets, Column, Paragraph, Section, Subheading
from trip_analytics.words import one_decimal, opening, spelled

_PLACES: Final = Column("Places it could take", "whole", ("Highest place", "Lowest place"))
_MOST_NAMED: Final = 3
_HEADING: Final = "Strongest and weakest practices"
_ALIKE: Final = "No practice stands out as strong or weak."
_WHY_ALIKE: Final = (
    "Each of them could come anywhere from first to last, because the differences between their "
    "averages are no larger than chance could make them."
)
_About = Literal["strong", "weak"]
_ENDS: Final[tuple[tuple[str, _About], ...]] = (("strongest", "strong"), ("weakest", "weak"))


def _write(data: ReportData) -> Section | str:
    """The two ends of the list, and how sure one may be of each place."""
    if not data.anybody_rated:
        return NO_RATINGS
    profile = data.tables["practice_profile"]
    if len(profile.table) == 1:
        return f"{_HEADING}: there is one practice, and so no order."
    if not enough_to_draw(profile, "rank_low"):
        return f"{_HEADING}: so many averages are withheld that an order would say little."
    if _alike(data):
        return Section(_HEADING, (Paragraph(f"{_ALIKE} {_WHY_ALIKE}"), *about_turned_round(data)))
    blocks: list[Block] = [
        Paragraph(
            "Here the practices are in the order of their average ratings. One always comes first "
            "and one last, even if only by chance. So we also say which places each practice could "
            "take. Where two practices share places, we cannot say which of them is stronger. If a "
            "practice could also take a place outside its list, it may not really belong there, "
            "because others come close."
        )
    ]
    for end, _ in _ENDS:
        blocks += [Subheading(end.capitalize()), *_end(data, end)]
    return Section(
        _HEADING,
        (
            *blocks,
            *about_turned_round(data),
            Paragraph(
                "What comes first or last in one year tends to move towards the middle in the "
                "next, even if nothing changes, because part of what put it there is chance."
            ),
            *pictures(
                plot_practices_ranks,
                profile,
                f"The places that each practice could take in {data.year}",
                by="mean",
                caption="Place 1 is the strongest. We can be 95% sure that all these ranges "
                "together contain the true places.",
            ),
            as_table(
                profile,
                f"Average ratings and the places that each practice could take, {data.year}",
                (
                    (Column("Practice"), "practice"),
                    *AVERAGES[:3],
                    (_PLACES, ("rank_low", "rank_high")),
                ),
                notes=("Practices are in the order of the form.",),
            ),
        ),
    )


def _alike(data: ReportData) -> bool:
    """Whether each practice could take any place."""
    ends = (data.tables[f"{end}_practices"].table for end, _ in _ENDS)
    return all(table["standing"].eq("cannot-be-separated").all() for table in ends)


def _end(data: ReportData, end: str) -> tuple[Block, ...]:
    """The practices of one end, a line each; in a sentence where none stands out."""
    listed_ones = data.tables[f"{end}_practices"]
    if listed_ones.table.empty or listed_ones.table["standing"].eq("cannot-be-separated").all():
        return (Paragraph(f"No practice stands out as among the {end}."),)
    return (Bullets(lines(listed_ones.table, end)),)


def _messages(data: ReportData) -> Iterator[Message]:
    if not data.anybody_rated:
        return
    profile = data.tables["practice_profile"]
    given = profile.table.dropna(subset="mean")
    if given.empty:
        yield Message("strong", describe(profile))
    elif len(given) == 1:
        (row,) = given.to_dict("records")
        average, teams = one_decimal(row["mean"]), spelled(int(row["teams"]), "team")
        yield Message("strong", f"{row['practice']} was rated {average} on average by {teams}.")
    elif not enough_to_draw(profile, "rank_low"):
        yield Message("strong", "Most averages are withheld, and so what is strong and weak.")
    elif _alike(data):
        yield Message("strong", _ALIKE)
    else:
        for end, about in _ENDS:
            yield from _message(data, end, about)


def _message(data: ReportData, end: str, about: _About) -> Iterator[Message]:
    """Which practices are surely at this end; where none is, which were rated so."""
    ordered = data.tables[f"{end}_practices"].table
    clear = ordered.loc[ordered["standing"].eq("clear")]
    if len(clear):
        are = "is" if len(clear) == 1 else "are"
        said = f"{opening(named(clear, _MOST_NAMED))} {are} clearly {_place(data, clear, end)}."
        yield Message(about, said, is_sure=True)
        return
    some = ordered.loc[ordered["standing"].ne("cannot-be-separated")]
    if len(some):
        were = "was" if len(some) == 1 else "were"
        far = "highest" if about == "strong" else "lowest"
        yield Message(
            about,
            f"{opening(named(some, _MOST_NAMED))} {were} rated {far}, but that may be chance.",
        )


def _place(data: ReportData, clear: pd.DataFrame, end: str) -> str:
    """Among how many from its end these practices surely are."""
    practices = int(clear.attrs["practices"])
    shown = " that can be shown" if practices < len(data.tables["practice_profile"].table) else ""
    return f"{among(int(surely_among(clear, end).max()), practices, end)} practices{shown}"


def _to_talk_over(data: ReportData) -> Iterator[str]:
    for end, _ in _ENDS:
        ordered = data.tables[f"{end}_practices"].table
        for at in ordered.index[ordered["standing"].eq("clear")][:1]:
            clear = ordered.loc[[at]]
            name = clear["practice"].iloc[0]
            said = f"{name} is clearly {_place(data, clear, end)}"
            if end == "strongest":
                yield f"{said}. What do teams do that could help with other practices too?"
            else:
                yield (
                    f"{said}{_chosen_by(data, clear['item_id'].iloc[0])}. What gets in the way, "
                    "and what would people who use services change first?"
                )


def _chosen_by(data: ReportData, item_id: str) -> str:
    """How many teams chose a practice to work on, if any named a priority and it may be shown."""
    themes = data.tables["priority_themes"].table
    chosen = themes.loc[themes["item_id"].eq(item_id).fillna(False), "teams"].dropna()
    if not themes["teams"].gt(0).any():
        return ""
    return "".join(
        f", and {spelled(teams, 'team') if teams else 'no team'} chose to work on it"
        for teams in map(int, chosen)
    )


SECTION = ReportSection(
    place=30, about="ratings", write=_write, messages=_messages, to_talk_over=_to_talk_over
)
