"""The tidy tables: their columns, types and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PERSPECTIVES = ("team", "staff", "people-using-services", "family-and-friends")
STATES = ("rated", "not-applicable", "not-answered", "unclear")
SEVERITIES = ("error", "warning", "note")
# How long the period is that a figure is of: "2024/25" is a financial year.
FREQUENCIES = ("month", "quarter", "year", "financial-year")
# What an indicator's figures are. Only counts of several teams can be added up.
UNITS = ("count", "percent", "rate", "average")
BETTER = ("lower", "higher")
# When people answered: before something was done with them, after it, or how much each changed.
TIMINGS = ("before", "after", "change")

TEXT: Final = "string"
WHOLE: Final = "Int64"
FLOAT: Final = "Float64"
BOOLEAN: Final = "boolean"
DATE: Final = "datetime64[s]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tidy table: its type and, where limited, what it may hold.

    Columns of people's ``own_words`` are searched for personal data.
    """

    name: str
    dtype: str = TEXT
    required: bool = False
    one_of: tuple[str, ...] = ()
    between: tuple[int, int] | None = None
    by_month: bool = False  # its dates mean months, and are the first day of them
    own_words: bool = False


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _own_words(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, own_words=True) for name in names)


_TEAM = _text("team_id", "team", "service_line", "team_type")
_YEAR = Column("year", WHOLE, required=True, between=(1990, 2100))
_PERIOD = (
    Column("month", DATE, required=True, by_month=True),
    Column("frequency", one_of=FREQUENCIES),
)
_CELL = _text("source_file", "sheet", "cell")
_STATE = Column("state", one_of=STATES)
_RETURN = Column("return_id", required=True)
_ITEM = Column("item_id", required=True)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "returns": (
        _RETURN,
        Column("instrument", required=True),
        *_text("instrument_version", "organisation"),
        *_TEAM,
        _YEAR,
        Column("returned_on", DATE),
        Column("review_on", DATE),
        Column("took_part_staff", WHOLE, between=(0, 999)),
        Column("took_part_service_users", WHOLE, between=(0, 999)),
        *_text("source_file", "sheet", "sha256"),
        Column("status", one_of=("current", "superseded", "duplicate")),
    ),
    "ratings": (
        _RETURN,
        Column("instrument"),
        *_TEAM,
        _YEAR,
        _ITEM,
        Column("wording_id"),
        Column("perspective"),  # one of PERSPECTIVES, or of its instrument's own
        Column("respondent"),
        Column("rating", WHOLE),  # on the scale of its instrument
        _STATE,
        *_own_words("comment"),
        *_CELL,
    ),
    "stages": (
        _RETURN,
        *_TEAM,
        _YEAR,
        _ITEM,
        Column("wording_id"),
        Column("stage", WHOLE, between=(1, 3)),
        _STATE,
        Column("priority", WHOLE, between=(1, 10)),
        *_own_words("comment"),
        *_CELL,
        Column("priority_cell"),
    ),
    "priorities": (
        _RETURN,
        *_TEAM,
        _YEAR,
        Column("number", WHOLE, between=(1, 99)),
        *_own_words("priority"),
        *_text("item_id", "matched_by"),
        *_own_words("action", "measure"),
        *_text("impact", "ease"),
        Column("due", DATE),
        Column("review_on", DATE),
        Column("progress", one_of=("not-started", "started", "achieved", "stopped")),
        Column("staff_lead", BOOLEAN),
        Column("service_user_lead", BOOLEAN),
        *_CELL,
    ),
    "action_plans": (
        _RETURN,
        *_text("organisation", "team_id", "team", "service_line"),
        _YEAR,
        Column("item_id"),
        Column("stage", WHOLE, between=(1, 3)),
        Column("kind", one_of=("current-standard", "goal", "action", "evidence")),
        Column("number", WHOLE),
        *_own_words("text"),
        Column("agreed_on", DATE),
        Column("next_review", DATE),
        *_CELL,
    ),
    "assets": (
        _RETURN,
        *_text("team_id", "team"),
        _YEAR,
        *_own_words("category", "asset"),
        *_CELL,
    ),
    "import_log": (
        Column("severity", required=True, one_of=SEVERITIES),
        Column("kind", required=True),
        *_CELL,
        Column("team"),
        Column("year", WHOLE),
        *_text("found", "used", "what_to_do"),
    ),
}

TEAM_REGISTER: tuple[Column, ...] = (
    Column("team_id", required=True),
    Column("team", required=True),
    *_text("aliases", "service_line", "team_type"),
    Column("opened", DATE),
    Column("closed", DATE),
    Column("merged_into"),
)

INNOVATIONS: tuple[Column, ...] = (
    *_text("team_id", "team"),
    Column("innovation", required=True),
    Column("introduced", DATE),
)

INDICATORS: tuple[Column, ...] = (
    *_text("team_id", "team"),
    Column("indicator", required=True),
    *_PERIOD,
    Column("value", FLOAT, required=True),
    Column("out_of", FLOAT),
    Column("unit", one_of=UNITS),
    Column("better", one_of=BETTER),
    Column("target", FLOAT),
)

# Measures of single people, of which only aggregates are taken: a line for each period and time,
# or for each level, with how many people.
OUTCOMES: tuple[Column, ...] = (
    Column("measure", required=True),
    *_PERIOD,
    Column("timing", one_of=TIMINGS),
    Column("level", WHOLE),
    Column("n", WHOLE, required=True),
    *(Column(name, FLOAT) for name in ("mean", "sd", "lowest", "highest")),
    Column("better", one_of=BETTER),
)

SURROUNDINGS: tuple[Column, ...] = (*_CELL, Column("around", required=True))

BEFORE_MERGERS: tuple[Column, ...] = (_RETURN, *_TEAM)

# A trust's own tables, which it may keep beside the returns.
OWN_TABLES: Mapping[str, tuple[Column, ...]] = {
    "innovations": INNOVATIONS,
    "indicators": INDICATORS,
    "outcomes": OUTCOMES,
}

# What `Returns` holds beside the tidy tables.
BESIDE: Mapping[str, tuple[Column, ...]] = {
    "teams": TEAM_REGISTER,
    **OWN_TABLES,
    "surroundings": SURROUNDINGS,
    "before_mergers": BEFORE_MERGERS,
}
