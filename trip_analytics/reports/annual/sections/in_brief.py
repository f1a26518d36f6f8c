"""Page one: five sentences and one picture, which can be read alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from trip_analytics.analysis.scale import Scale
from trip_analytics.instruments import Instrument
from trip_analytics.plots.drawing.theme import rows_on_page
from trip_analytics.plots.practices import plot_practices
from trip_analytics.plots.stages import plot_stages
from trip_analytics.reports.annual.blocks import enough_to_draw, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import Message, ReportSection
from trip_analytics.reports.annual.sections import in_turn
from trip_analytics.reports.annual.sections.practices import turned_round
from trip_analytics.reports.model import Block, Bullets, Paragraph, Section
from trip_analytics.words import number

# Who took part is first in any case; then comes what is sure, and that nothing is sure to have
# moved is no news.
_SURE_FIRST: Final = ("part", "moved", "strong", "weak", "next")
_THEN: Final = ("part", "strong", "weak", "next", "moved")
# So many sentences on each further list of statements.
_OF_ANOTHER_LIST: Final = 2


def _write(data: ReportData) -> Section:
    said = Bullets(tuple(message.text for message in _messages(data)))
    return Section("In brief", (Paragraph(_opening(data)), said, *_picture(data)))


def _opening(data: ReportData) -> str:
    """What this is about, for readers who have never heard of it."""
    if not data.anybody_rated:
        return (
            "This report says how far we have come in supporting people's recovery, in the view "
            "of those who filled in the forms. It does not compare teams."
        )
    lists = data.lists["ratings"]
    how = (
        f"{_practices(lists[0])}, {Scale.of(lists[0]).in_words}"
        if len(lists) == 1
        else "the practices of several lists, which are never put together"
    )
    return (
        "Once a year staff and people who use our services rate together how well their team "
        f"supports recovery: {how}. This report brings their answers together. It does not "
        "compare teams."
    )


def _practices(instrument: Instrument) -> str:
    """How many practices a list has."""
    count = len(instrument.items)
    return f"{number(count)} practice{'' if count == 1 else 's'}"


def _messages(data: ReportData) -> list[Message]:
    """One sentence about each matter; of further lists, those that are surest alone."""
    of_lists: dict[str, list[Message]] = {}
    for section, of_list, title in in_turn(data):
        of_lists.setdefault(title, []).extend(
            each._replace(text=f"{title}: {each.text}") if title else each
            for each in section.messages(of_list)
        )
    firsts = {"", *(lists[0].title for lists in data.lists.values())}
    of_first = [each for title, some in of_lists.items() if title in firsts for each in some]
    of_others = (_chosen(some) for title, some in of_lists.items() if title not in firsts)
    return [*_chosen(of_first), *(each for some in of_others for each in some[:_OF_ANOTHER_LIST])]


def _chosen(messages: Iterable[Message]) -> list[Message]:
    """The first sure sentence about each matter, else the first one; what is sure before."""
    chosen: dict[str, Message] = {}
    for each in sorted(messages, key=lambda message: not message.is_sure):
        chosen.setdefault(each.about, each)
    return sorted(chosen.values(), key=_place)


def _place(message: Message) -> tuple[bool, bool, int]:
    order = _SURE_FIRST if message.is_sure else _THEN
    return message.about != "part", not message.is_sure, order.index(message.about)


def _picture(data: ReportData) -> Iterator[Block]:
    """How practices are rated, or where nobody rated any, the stages; nothing if withheld."""
    practices, stages = data.tables["practice_profile"], data.tables["stage_profile"]
    if not enough_to_draw(practices, "mean"):
        if not data.anybody_rated and enough_to_draw(stages, "stage_1"):
            title = f"The stage of each challenge, {data.year}"
            yield picture(plot_stages, stages, title)
        return
    which = "each practice"
    most = rows_on_page(practices.table["practice"].tolist()) * 3 // 5  # words take the rest
    if len(practices.table) > most:
        ends = [data.tables[f"{end}_practices"].table for end in ("strongest", "weakest")]
        items = {item for table in ends for item in table["item_id"].head(most // 2)}
        practices = practices.rows(practices.table["item_id"].isin(items))
        which = "the strongest and the weakest practices"
    of_list = f" ({data.practices.title})" if len(data.lists["ratings"]) > 1 else ""
    yield picture(
        plot_practices,
        practices,
        f"Average rating of {which}, {data.year}{of_list}",
        caption="The line shows how far chance could have moved the average. "
        f"{turned_round(data)}".strip(),
    )


SECTION = ReportSection(place=10, write=_write)
