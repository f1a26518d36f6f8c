"""What was read compared with what a person reads, answer by answer.

``taken``: in the table with the person's value. ``silent``: wrong or missing and the import
log says nothing of it. ``logged``: wrong or missing, and the log gives its address, a range
over it, or an error about its whole sheet or file. ``invented``: an answer in the tables that
nobody wrote. ``name-kept``: a person's name in a table or in the log. ``false-alarm``: an
error or a warning on a cell that nobody would ask about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from tools.forms.places import meet
from tools.forms.truth import Answer, Line, Words, Written
from tools.rows import rows_of
from trip_analytics import Returns

What = Literal[
    "taken", "clean", "asked", "blank", "unclear", "silent", "logged", "invented", "name-kept",
    "false-alarm", "found",
]  # fmt: skip
Row = Mapping[str, Any]

ANSWER_TABLES: Final = {"ratings": "rating", "stages": "stage"}
TEXT_TABLES: Final = (
    "ratings", "stages", "priorities", "action_plans", "assets", "returns", "import_log",
    "surroundings",
)  # fmt: skip
SHORT: Final = 4
_IN_A_LIST: Final = re.compile(r"(?:^|\s)\d[.)]\s+")
"""Words shorter than this may be anywhere: their address must be in the log."""
WHOSE: Final = {"team": ("team",), "year": ("year",), "service_line": ("service-line", "team")}
"""Kinds of entry, by a part of their name, that say of a form that this may be wrong."""
REPLACED: Final = ("superseded-return", "duplicate-return")


class Finding(NamedTuple):
    """Something compared: what came of it, and where."""

    what: What
    file: str
    habit: str
    sheet: str | None
    cell: str | None
    expected: str
    got: str
    kinds: tuple[str, ...] = ()
    about: Literal["answer", "line", "words"] = "answer"


class _File(NamedTuple):
    """What was read of one file."""

    answers: list[Row]
    tables: Mapping[str, list[Row]]
    log: list[Row]


def compared(written: Iterable[Written], returns: Returns) -> list[Finding]:
    """Everything found on comparing files with what their writers meant.

    Parameters
    ----------
    written : iterable of Written
        Whose ``file`` is as in ``source_file``.
    returns : Returns

    Returns
    -------
    list of Finding
    """
    files = _by_file(returns)
    found: list[Finding] = []
    for one in written:
        found += _compare(one, files[one.file])
    return found


def refused(written: Iterable[Written]) -> list[Finding]:
    """What is found where reading stopped with a message: that tells of every file's loss.

    Parameters
    ----------
    written : iterable of Written

    Returns
    -------
    list of Finding
    """
    told = {"severity": "error", "kind": "not-read", "sheet": None, "cell": None}
    return [
        finding
        for one in written
        for finding in _compare(one, _File([], defaultdict(list), [told]))
    ]


def _by_file(returns: Returns) -> defaultdict[str, _File]:
    files: defaultdict[str, _File] = defaultdict(lambda: _File([], defaultdict(list), []))
    for name in TEXT_TABLES:
        for row in rows_of(getattr(returns, name)):
            file = files[row["source_file"]]
            file.tables[name].append(row)  # type: ignore[index]
            if name in ANSWER_TABLES:
                file.answers.append({**row, "table": name, "value": row[ANSWER_TABLES[name]]})
            elif name == "import_log":
                file.log.append(row)
    return files


def _compare(one: Written, read: _File) -> list[Finding]:
    found: list[Finding] = []
    used: set[int] = set()
    for answer in one.answers:
        found += _answer(one, answer, read, used)
    for row in read.answers:
        if id(row) not in used and row["state"] in ("rated", "not-applicable"):
            found.append(
                Finding("invented", one.file, one.habit, row["sheet"], row["cell"], "nothing",
                        _told(row), _kinds_at(read.log, row["sheet"], row["cell"]))
            )  # fmt: skip
    for line in one.lines:
        found.append(_line(one, line, read))
    for words in one.words:
        found.append(_words(one, words, read))
    return found


def _answer(one: Written, answer: Answer, read: _File, used: set[int]) -> list[Finding]:
    same = [row for row in read.answers if row["table"] == answer.table]
    blank = answer.state == "not-answered"
    if answer.cell is not None and not blank:
        there = [
            row for row in same if row["sheet"] == answer.sheet and meet(row["cell"], answer.cell)
        ]
    else:
        there = [row for row in same if not _differs(row, answer) and id(row) not in used]
    exact = [
        row for row in there if id(row) not in used and _says(row, answer)
        and not _differs(row, answer) and (answer.cell is None or blank or _at(row, answer))
    ]  # fmt: skip
    used.update(map(id, exact[:1] or there))
    kinds = _kinds_at(read.log, answer.sheet, answer.cell)
    where = one.file, one.habit, answer.sheet, answer.cell
    got = "; ".join(_told(row) for row in there) or "no row"
    finding = Finding("logged", *where, _meant(answer), got, kinds)
    found: list[Finding] = []
    if answer.state in ("rated", "not-applicable"):
        found.append(finding._replace(what="asked"))
        if answer.clean and answer.cell is not None:
            found.append(finding._replace(what="clean"))
            found += [
                finding._replace(what="false-alarm", kinds=(entry["kind"],))
                for entry in read.log
                if entry["severity"] != "note" and _is_at(entry, answer.sheet, answer.cell)
            ]
    if exact:
        kept: dict[str, What] = {"not-answered": "blank", "unclear": "unclear"}
        found.append(finding._replace(what=kept.get(answer.state, "taken")))
        place = exact[0]["sheet"], exact[0]["cell"]
        if answer.state == "unclear" and not _covered(read.log, *place):
            found.append(finding._replace(what="silent", got="unclear, not in the log"))
        if answer.comment and _is_beside_another(answer, exact[0], read):
            found.append(
                finding._replace(what="silent", expected="the comment beside it", got="another one")
            )
    elif blank and any(
        row["item_id"] == answer.item_id and row["year"] == answer.year and row["state"] != "rated"
        for row in same
    ):
        found.append(finding._replace(what="blank"))
    elif (
        _covered(read.log, answer.sheet, answer.cell)
        or _whose_is_logged(there, answer, read.log)
        or _priority_is_logged(there, answer, read.log)
    ):
        found.append(finding)
    else:
        found.append(finding._replace(what="silent"))
    return found


def _is_beside_another(answer: Answer, own: Row, read: _File) -> bool:
    """Whether an answer's comment is with another answer and not with its own."""
    if _holds(own.get("comment"), answer.comment or ""):
        return False
    return any(
        row["item_id"] != answer.item_id and _holds(row.get("comment"), answer.comment or "")
        for row in read.answers
    )


def _at(row: Row, answer: Answer) -> bool:
    ranged = ":" in str(answer.cell) or " to " in str(answer.cell) or ":" in str(row["cell"])
    return row["cell"] == answer.cell or (ranged and answer.state == "unclear")


def _says(row: Row, answer: Answer) -> bool:
    value = answer.value if answer.state == "rated" else None
    return row["state"] == answer.state and row["value"] == value


def _differs(row: Row, answer: Answer) -> list[str]:
    """In what a row is about somebody else, another year, another item."""
    pairs = {
        "year": (row["year"], answer.year),
        "item_id": (row["item_id"], answer.item_id),
        "team": (_plain(row["team"]), _plain(answer.team)),
    }
    if answer.service_line is not None:
        pairs["service_line"] = _plain(row["service_line"]), _plain(answer.service_line)
    if answer.table == "ratings":
        pairs["perspective"] = row["perspective"], answer.perspective
        pairs["respondent"] = row["respondent"] is None, answer.respondent is None
    elif answer.priority is not None:
        pairs["priority"] = row["priority"], answer.priority
    return [name for name, (read, meant) in pairs.items() if read != meant]


def _whose_is_logged(rows: Sequence[Row], answer: Answer, log: Sequence[Row]) -> bool:
    """Whether all that is wrong is whose it is, and the log doubts that of the form."""
    kinds = {
        entry["kind"] for entry in log
        if entry["severity"] != "note" and entry["sheet"] in (None, answer.sheet)
    }  # fmt: skip
    if not rows and kinds.intersection(REPLACED):
        return True
    for row in rows:
        wrong = _differs(row, answer)
        if _says(row, answer) and all(
            any(part in kind for kind in kinds for part in WHOSE.get(name, ())) for name in wrong
        ):
            return bool(wrong)
    return False


def _priority_is_logged(rows: Sequence[Row], answer: Answer, log: Sequence[Row]) -> bool:
    """Whether all that is wrong is a priority not taken, and the log doubts its own cell."""
    return any(
        _says(row, answer) and _differs(row, answer) == ["priority"] and row["priority"] is None
        and _at(row, answer)
        and _covered(log, row["sheet"], row["priority_cell"])
        for row in rows
    )  # fmt: skip


def _line(one: Written, line: Line, read: _File) -> Finding:
    rows = read.tables.get(line.table, [])
    where = one.file, one.habit, line.sheet, line.cell
    meant = f"{line.table}: {dict(line.columns)}"
    if any(
        all(_same(row.get(name), value) for name, value in line.columns.items()) for row in rows
    ):
        return Finding("found", *where, meant, "", about="line")
    near = [row for row in rows if row["sheet"] == line.sheet and meet(row["cell"], line.cell)]
    got = "; ".join(
        f"{name}={row.get(name)!r}" for row in near for name, value in line.columns.items()
        if not _same(row.get(name), value)
    ) or "no row"  # fmt: skip
    kinds = _kinds_at(read.log, line.sheet, line.cell)
    what: What = "logged" if _covered(read.log, line.sheet, line.cell) else "silent"
    return Finding(what, *where, meant, got, kinds, about="line")


def _words(one: Written, words: Words, read: _File) -> Finding:
    where = one.file, one.habit, words.sheet, words.cell
    values = [value for rows in read.tables.values() for row in rows for value in row.values()]
    texts = [value for value in values if isinstance(value, str)]
    texts += [f"{value:%d/%m/%Y}" for value in values if isinstance(value, dt.date)]
    parts = [part for part in _IN_A_LIST.split(words.text) if part.strip()]  # each may be a row
    said = len(_plain(words.text)) >= SHORT and all(
        any(_holds(text, part) for text in texts) for part in parts
    )
    if words.name:
        kept: What = "name-kept" if said else "found"
        return Finding(kept, *where, "no name", "a name", about="words")
    there = any(
        _is_at(entry, words.sheet, words.cell) or _is_about_all(entry, words.sheet)
        for entry in read.log
    )
    what: What = "found" if said or there else "silent"
    return Finding(what, *where, f"words: {words.text!r}", "nowhere", about="words")


def _is_at(entry: Row, sheet: str | None, cell: str | None) -> bool:
    return entry["cell"] is not None and entry["sheet"] == sheet and meet(entry["cell"], cell)


def _is_about_all(entry: Row, sheet: str | None) -> bool:
    """An error about the whole sheet, or the whole file."""
    whole = entry["cell"] is None and entry["sheet"] in (None, sheet)
    return whole and entry["severity"] == "error"


def _covered(log: Sequence[Row], sheet: str | None, cell: str | None) -> bool:
    return any(
        (entry["severity"] != "note" and _is_at(entry, sheet, cell)) or _is_about_all(entry, sheet)
        for entry in log
    )


def _kinds_at(log: Sequence[Row], sheet: str | None, cell: str | None) -> tuple[str, ...]:
    return tuple(
        entry["kind"] for entry in log if _is_at(entry, sheet, cell) or _is_about_all(entry, sheet)
    )


def _same(read: object, meant: object) -> bool:
    if isinstance(meant, str):
        return isinstance(read, str) and _plain(read) == _plain(meant)
    return _day(read) == _day(meant)


def _day(value: object) -> object:
    return value.date() if isinstance(value, dt.datetime) else value


def _holds(text: object, part: str) -> bool:
    return isinstance(text, str) and _plain(part) in _plain(text)


def _plain(text: str | None) -> str | None:
    return None if text is None else " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _meant(answer: Answer) -> str:
    said = answer.value if answer.state == "rated" else answer.state
    return f"{said} ({answer.item_id}, {answer.perspective}, {answer.team}, {answer.year})"


def _told(row: Row) -> str:
    said = row["value"] if row["state"] == "rated" else row["state"]
    view = row.get("perspective")
    return f"{said} ({row['item_id']}, {view}, {row['team']}, {row['year']}) at {row['cell']}"
