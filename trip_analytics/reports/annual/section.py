"""What a section of the annual report declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from trip_analytics.disclosure import Released
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.model import Block, Figure, Section, Table
from trip_analytics.returns.ratings_source import Kind
from trip_analytics.words import listed, number

if TYPE_CHECKING:
    import pandas as pd

# More names than these are counted.
_MOST_NAMES: Final = 3


class Withheld(NamedTuple):
    """A kind of figure of which some may be withheld.

    Attributes
    ----------
    what : str
        The figures in words, ``{}`` for the rows that they are of: "the stages of {}".
    released : Released
    rows : Series of bool
        The rows in which they are withheld.
    kind : str
        The column that names the rows, which is also the word for one of them.
    """

    what: str
    released: Released
    rows: pd.Series[bool]
    kind: str = "practice"

    def in_words(self) -> str:
        """What is withheld; empty where nothing is."""
        if not self.rows.any():
            return ""
        every = self.released.table[self.kind].drop_duplicates()
        names = self.released.table.loc[self.rows, self.kind].drop_duplicates()
        if len(names) == len(every):
            return self.what.format(f"each {self.kind}")
        if len(names) > _MOST_NAMES:
            return self.what.format(f"{number(len(names))} {self.kind}s")
        return self.what.format(listed(f"'{name}'" for name in names))


def _nothing(_: ReportData) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """What a module of ``sections`` declares; the package's docstring says how."""

    place: int
    write: Callable[[ReportData], Section | None]
    in_brief: Callable[[ReportData], Iterable[Block]] = _nothing
    withheld: Callable[[ReportData], Iterable[Withheld]] = _nothing
    absent: Callable[[ReportData], Iterable[str]] = _nothing
    about: Kind | None = None

    def of_list(self, data: ReportData, title: str) -> Section | None:
        """The section of one of several lists, which it names in its heading and titles."""
        section = self.write(data)
        if section is None or not title:
            return section
        blocks = tuple(
            replace(block, title=f"{block.title} ({title})")
            if isinstance(block, Figure | Table)
            else block
            for block in section.blocks
        )
        return Section(f"{section.heading}: {title}", blocks)

    @property
    def name(self) -> str:
        """What its module is called, by which settings choose it."""
        return self.write.__module__.rpartition(".")[2]
