"""What a report withholds, in a few plain words for whoever makes it.

Written from the released tables alone, so that it says no more than the report does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import pandas as pd

from trip_analytics.disclosure import ALL_TEAMS, Released
from trip_analytics.reports.annual.report_data import Findings
from trip_analytics.words import listed, number

# More than these are counted.
_NAMED: Final = 3


def withheld_in_words(findings: Findings) -> tuple[str, ...]:
    """What is withheld, a clause for each kind of figure; nothing where nothing is.

    Parameters
    ----------
    findings : Findings

    Returns
    -------
    tuple of str
        Such as ``"all figures of 'Shared safety planning'"`` and ``"the change since 2024 of
        12 practices"``.
    """
    profile = findings.profile
    gone = _items(profile, profile.withheld["mean"])
    return tuple(
        what.format(_which(released, rows, kind))
        for what, released, rows, kind in _kinds(findings, gone)
        if rows.any()
    )


def _kinds(
    findings: Findings, gone: Collection[str]
) -> Iterator[tuple[str, Released, pd.Series[bool], str]]:
    """What may be withheld, where, in which rows, and the column that says what each is about."""
    participation = findings.participation
    leads = participation.withheld["with_both_leads"]
    yield "how many priorities have leads", participation, leads, "service_line"
    profile = findings.profile
    yield "all figures of {}", profile, profile.withheld["mean"], "practice"
    if findings.in_parts is not None and findings.by is not None:
        parts = findings.in_parts
        in_part = ~_about(parts, gone) & parts.table[findings.by].ne(ALL_TEAMS)
        rows = in_part & parts.withheld["mean"]
        yield f"the figures by {findings.by.replace('_', ' ')} of {{}}", parts, rows, "practice"
    if findings.change is not None:
        change = findings.change
        since = int(change.table["from_year"].iloc[0])
        rows = change.withheld["mean_change"] & ~_about(change, gone)
        yield f"the change since {since} of {{}}", change, rows, "practice"
    stages = findings.stages
    yield "the stages of {}", stages, stages.withheld["stage_1"], "challenge"
    first = "how many put {} in their top five"
    yield first, stages, stages.withheld["prioritised"], "challenge"
    themes = findings.themes
    yield "how many teams chose {}", themes, themes.withheld["teams"], "practice"


def _about(released: Released, items: Collection[str]) -> pd.Series[bool]:
    return released.table["item_id"].isin(items)


def _items(released: Released, rows: pd.Series[bool]) -> set[str]:
    return set(released.table.loc[rows, "item_id"])


def _which(released: Released, rows: pd.Series[bool], kind: str) -> str:
    every = released.table[kind].drop_duplicates()
    names = released.table.loc[rows, kind].drop_duplicates()
    if len(names) == len(every):
        return f"each {kind}"
    if len(names) > _NAMED:
        return f"{number(len(names))} {kind}s"
    return listed(f"'{name}'" for name in names)
