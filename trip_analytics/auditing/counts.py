"""The rule of disclosure on every row of a table that counts teams by what they answered.

Each row is looked at alone, as it is written: nothing is worked out from several. Tables are read
that have a column for each point of a scale, as counts or as shares beside a total; a row for each
point; the number who chose something beside the share it is of all; or averages beside the number
of teams. Points are whole numbers, alone or before a label ("3 Under way"); columns that have
labels alone are not recognised as points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from trip_analytics.auditing import Finding
from trip_analytics.auditing.shown_tables import ShownTable, count, figure, is_withheld
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.disclosure.rules import Rule, rule_for
from trip_analytics.words import number

_MOST_POINTS: Final = 11  # 0 to 10
_MOST_SHARES: Final = 2  # their sum; more is one of percentages
_ROUNDING: Final = 0.06  # by which the rounded shares of so many points may miss 1
_BEFORE_A_POINT: Final = (
    r"(?:(?:rat(?:ed|es?|ings?)|scor(?:ed?|es)|points?|answer(?:s|ed)?|gave|stages?|levels?|number|"
    r"no|count|n|%|per ?cent|percentage|share|of|that|who|as|at|a|teams?|returns?|responses?|"
    r"respondents|20\d\d)[\s:=.(–-]*)*"
)
# A whole number that is no part of a decimal, a percentage, a range or a word.
_POINT: Final = re.compile(
    rf"(?P<before>{_BEFORE_A_POINT})(?P<point>\d{{1,2}})"
    r"(?![^\W_]|%|\.\d|\s*(?:to|or|and|-|–|/)\s*\d).*",
    re.I,
)
_POINTS_BELOW: Final = re.compile(
    r"(?:(?:the )?(?:rating|score|point|answer|response|level|stage)s?(?: given)?)?", re.I
)
_TOTAL: Final = re.compile(
    r"n|total|base|all|(?:number of |no\.? of )?(?:teams|returns|responses|respondents)"
    r"(?: (?:that|who) (?:rated|answered|responded|gave an? \w+))?",
    re.I,
)
_SHARE: Final = re.compile(r"%|\b(?:share|per ?cent|percentage|proportion)\b", re.I)
_YEAR: Final = re.compile(r"(?:review )?year", re.I)
_AVERAGE: Final = re.compile(r"(?:average|mean)(?: rating| score)?", re.I)
_OF_ALL: Final = re.compile(
    r"(?:share|percentage|proportion|per ?cent|%) of (?:all )?(?:the )?"
    r"(?:teams|returns|responses|respondents)(?: .*)?",
    re.I,
)
_CHOSE: Final = re.compile(r".*\b(?:chose|chosen|choosing)\b.*", re.I)


class CountedRow(NamedTuple):
    """How teams answered in one row."""

    label: str
    """What the row is called; empty where it has no name."""
    teams: int | None
    """How many teams it counts; None where the table does not say."""
    others: int | None
    """How many gave another answer than the most common one; None where it does not say."""


def broken_rules(file: WrittenFile) -> Iterator[Finding]:
    """Rows that count too few teams, or teams of which too few answered otherwise than most."""
    rule = rule_for("board" if file.publication.endswith("-board") else "public")
    for table, row in dict.fromkeys(_rows_of(file)):
        yield from _broken(row, table, rule)


def rows_checked(file: WrittenFile) -> tuple[int, int]:
    """How many rows of counts the rule is applied to; and how many do not say enough for it."""
    rows = [row for _, row in _rows_of(file)]
    unknown = sum(row.teams is None and row.others is None for row in rows)
    return len(rows) - unknown, unknown


def _rows_of(file: WrittenFile) -> Iterator[tuple[ShownTable, CountedRow]]:
    """The rows to which the rule applies: documents for the desk and teams' packs are exact."""
    for table in () if file.is_for_the_desk or file.is_pack_of else file.tables:
        for row in counted_rows(table):
            yield table, row


def _broken(row: CountedRow, table: ShownTable, rule: Rule) -> Iterator[Finding]:
    what = f"“{row.label}” in {table.words}" if row.label else f"A row of {table.words}"
    if row.teams is not None and row.teams < rule.minimum_teams:
        yield Finding(
            "few-teams",
            f"{what} counts fewer than {number(rule.minimum_teams)} teams.",
            "Withhold the whole row, or count the group together with others.",
            table.title,
        )
    elif row.others is not None and row.others <= rule.insiders:
        yield Finding(
            "alike",
            f"{what}: fewer than {number(rule.insiders + 1)} teams gave an answer other than the "
            "most common one.",
            "Withhold the whole row, not only its small counts.",
            table.title,
        )


def counted_rows(table: ShownTable) -> list[CountedRow]:
    """The rows of a table that count teams and are not withheld."""
    titles = [title.replace("_", " ").strip() for title in table.columns]
    of_stages = any("stage" in title.lower() for title in titles)
    # Template A is filled in to be shared; not so where it is teams that fill it in.
    if of_stages and not any("team" in title.lower() for title in (table.title, *titles)):
        return []
    return [
        *_with_a_column_for_each_point(table, titles),
        *_with_a_row_for_each_point(table, titles),
        *_chosen(table, titles),
        *_averages(table, titles),
    ]


def _with_a_column_for_each_point(table: ShownTable, titles: list[str]) -> Iterator[CountedRow]:
    total = _first(_TOTAL, titles)
    for columns, are_shares in _runs(titles):
        for row, label in zip(table.rows, _labels(table), strict=True):
            teams = None if total is None else count(row[total])
            yield from _counted(label, [row[at] for at in columns], teams, are_shares=are_shares)


def _runs(titles: Sequence[str]) -> Iterator[tuple[list[int], bool]]:
    """Columns of the points of one scale, and whether their titles call them shares."""
    runs: dict[tuple[str, bool], dict[int, int]] = {}
    for at, title in enumerate(titles):
        if found := _POINT.fullmatch(title):
            key = found["before"].strip().lower(), _SHARE.search(title) is not None
            runs.setdefault(key, {}).setdefault(int(found["point"]), at)
    for (_, are_shares), run in runs.items():
        if _is_scale(run.keys()):
            yield list(run.values()), are_shares


def _is_scale(points: Collection[int]) -> bool:
    """Whether points may be those of one scale, of which some may have been given by nobody."""
    return len(points) > 1 and max(points) - min(points) < _MOST_POINTS


def _with_a_row_for_each_point(table: ShownTable, titles: list[str]) -> Iterator[CountedRow]:
    for at, title in enumerate(titles):
        found = [_POINT.fullmatch(row[at]) for row in table.rows]
        points = [int(each["point"]) if each else None for each in found]
        if _POINTS_BELOW.fullmatch(title) and _is_scale({p for p in points if p is not None}):
            break
    else:
        return
    rows: dict[str, list[tuple[int, Sequence[str]]]] = {}
    for point, row, label in zip(points, table.rows, _labels(table, but=at), strict=True):
        if point is not None:
            rows.setdefault(label, []).append((point, row))
    columns = [
        column
        for column, title in enumerate(titles)
        if column != at
        and not (_SHARE.search(title) or _AVERAGE.fullmatch(title) or _YEAR.fullmatch(title))
        and any(count(row[column]) is not None for row in table.rows)
    ]
    for label, of_label in rows.items():
        if len(dict(of_label)) < len(of_label):
            continue  # a row for each answer, not for each point
        for column in columns:
            name = ", ".join(filter(None, [label, titles[column] if len(columns) > 1 else ""]))
            yield from _counted(name, [row[column] for _, row in of_label], None, are_shares=False)


def _counted(
    label: str, cells: Sequence[str], teams: int | None, *, are_shares: bool
) -> Iterator[CountedRow]:
    """A row of counts, or of shares of a number of teams; none where all of it is withheld."""
    shown = [each for cell in cells if (each := figure(cell)) is not None]
    withheld, blank = sum(map(is_withheld, cells)), cells.count("")
    if not shown or min(shown) < 0 or len(shown) + withheld + blank < len(cells):
        return  # all of it is withheld, or it holds words
    if are_shares or any(cell.endswith("%") for cell in cells) or any(each % 1 for each in shown):
        whole = 100 if sum(shown) > _MOST_SHARES else 1
        if teams is None or (not withheld and abs(sum(shown) / whole - 1) > _ROUNDING):
            return
        shown = [each / whole * teams for each in shown]
    elif not withheld and (teams is None or not blank):
        teams = round(sum(shown))
    if teams is None:
        yield CountedRow(label, None, None)
    elif teams:
        # The one that is withheld, or blank, is what the others leave of the total.
        rest = teams - sum(shown) if withheld + blank == 1 else 0
        yield CountedRow(label, teams, teams - round(max(*shown, rest)))


def _chosen(table: ShownTable, titles: list[str]) -> Iterator[CountedRow]:
    """Those who chose something beside the share that they are of all."""
    share = _first(_OF_ALL, titles)
    chose = _first(_CHOSE, titles, but=share)
    if chose is None:
        chose = _first(_TOTAL, titles, but=share)
    elif share is None:
        share = _first(_SHARE, titles, but=chose)
    if chose is None or share is None:
        return
    for row, label in zip(table.rows, _labels(table), strict=True):
        some, part = count(row[chose]), figure(row[share])
        if some is None:
            continue
        if not part:  # withheld, or nobody chose it
            yield CountedRow(label, None, some)
            continue
        part = part / 100 if part > 1 else part
        everybody = max(some, round(some / part))
        yield CountedRow(label, everybody, min(some, everybody - some))


def _averages(table: ShownTable, titles: list[str]) -> Iterator[CountedRow]:
    """Averages beside the number of teams, in a table without counts."""
    total, average = _first(_TOTAL, titles), _first(_AVERAGE, titles)
    if total is None or average is None or any(_runs(titles)):
        return
    for row, label in zip(table.rows, _labels(table), strict=True):
        if (teams := count(row[total])) and figure(row[average]) is not None:
            yield CountedRow(label, teams, None)


def _first(pattern: re.Pattern[str], titles: Sequence[str], but: int | None = None) -> int | None:
    """The first column whose title matches a pattern."""
    found = (at for at, title in enumerate(titles) if at != but and pattern.fullmatch(title))
    return next(found, None)


def _labels(table: ShownTable, but: int | None = None) -> list[str]:
    """What each row is called: its words and year, those left blank as in the row above.

    ``but`` is a column of points; words that go with these, such as "Not yet", are no labels.
    """
    years = [at for at, title in enumerate(table.columns) if _YEAR.fullmatch(title)]
    columns = [at for at in sorted({*table.text_columns, *years}) if at != but]
    if but is not None:
        columns = [at for at in columns if not _goes_with(table, at, but)]
    labels: list[str] = []
    last = [""] * len(columns)
    for row in table.rows:
        last = [row[at] or above for at, above in zip(columns, last, strict=True)]
        labels.append(", ".join(filter(None, last)))
    return labels


def _goes_with(table: ShownTable, at: int, points: int) -> bool:
    """Whether a column has one text for each point, and others for others."""
    pairs = {(row[points], row[at]) for row in table.rows}
    return len(pairs) == len({point for point, _ in pairs}) == len({text for _, text in pairs})
