"""The answers of a table of statements, by whose they are; doubts go to the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from trip_analytics.import_log import Entry
from trip_analytics.instruments import Instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.answers.answer_marks import MarkReader
from trip_analytics.understanding.answers.answer_places import (
    AnswerKey,
    Place,
    Slot,
    answer_key,
    nearest,
    people_of,
    share_apart,
)
from trip_analytics.understanding.answers.columns_beside import Beside, read_columns_beside
from trip_analytics.understanding.answers.mark_surroundings import surroundings
from trip_analytics.understanding.answers.unread_cells import log_left_over
from trip_analytics.understanding.blank import says_not_returned
from trip_analytics.understanding.fields.no_teams import no_team
from trip_analytics.understanding.marks.answer_cells import read_mark
from trip_analytics.understanding.marks.mark import GIVEN_IN, PRINTED_NOT_KNOWN, Mark
from trip_analytics.understanding.matching.item_matcher import Match
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.tables.answer_owner import NOBODY, Owner
from trip_analytics.understanding.tables.form_scale import FEWEST_BEYOND, OTHER_SCALE
from trip_analytics.understanding.tables.header_cells import Role
from trip_analytics.understanding.tables.printed_keys import place_of
from trip_analytics.understanding.tables.statement_tables import BY_TITLE, StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit, describe_lines

Row = dict[str, Any]

_OF_SCALE: Final[Mapping[str, str]] = {
    "own-words": "scale-in-own-words",
    "reversed": "scale-turned",
    "other": "another-scale",
}


class _Column(NamedTuple):
    """What a unit holds on a line: the use of its cells, a point's number, whose they are."""

    number: int
    use: Role | None
    point: int | None
    key: AnswerKey
    owner: Owner


_PLAIN: Final = Unit()


@dataclass(slots=True)
class Answers:
    """What one owner of answers, a team in a year, says."""

    owner: Owner
    rows: list[Row] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Why its unclear marks are unclear, in their order in the log."""
    beside: Beside = field(default_factory=Beside)
    """What an export says beside the statements."""


def read_answers(table: StatementTable, layout: Layout) -> list[Answers]:
    """The answers of a table, a list of rows for each team and year."""
    reader = _Reader(table, layout)
    for line, match in sorted(table.lines.items()):
        reader.read_line(line, match)
    reader.log_scale()
    if table.view.turned:
        reader.read_beside()
    log_left_over(table, layout)
    returned = reader.returned()
    for answers in returned:
        reader.log_given_otherwise(answers)
    return returned


class _Reader:
    """A table while it is being read. A class, to keep whose answers were met so far."""

    def __init__(self, table: StatementTable, layout: Layout) -> None:
        self.table = table
        self.layout = layout
        self.view = table.view
        self.page = table.view.page
        self.owners: dict[tuple[object, ...], Answers] = {}
        self._said: dict[AnswerKey, set[str]] = {}
        self._decided: dict[tuple[int, Owner], list[_Column]] = {}
        self._below: dict[int, list[tuple[int, Unit]]] = {}
        for line, (own, unit) in layout.below.items():
            self._below.setdefault(own, []).append((line, unit))
        self._of_line = describe_lines(table, layout) if not self.view.turned else {}
        self._of_unit = people_of(layout) if self.view.turned else {}
        self._marks = MarkReader(table, layout)
        self._labels = {self.view.at(cell) for cell in layout.headings}
        labels = table.instrument.labels
        self._titles = {item_id: normalise(label) for item_id, label in labels.items()}
        self.page.take(*layout.headings)
        for cell in layout.people:
            self.page.note("name-not-kept", cell, keep=False)

    def read_line(self, line: int, match: Match) -> None:
        """Read every answer to one statement."""
        statement = self.view.cell(line, self.table.label)
        instrument = self.table.instrument
        if statement is not None and not match.exact:
            label = instrument.labels[match.item_id]
            kind = "short-title" if match.likeness == BY_TITLE else "reworded-statement"
            self.page.note(kind, statement, used=match.wording.text, statement=label)
        self.page.take(statement, *(self.view.cell(line, unit) for unit in self.layout.numbers))
        self._take_short_title(line, match)
        if self.layout.below.get(line, (line,))[0] != line:
            return  # an option of the statement before it
        if line in self.layout.aside:
            return  # for the log, with what is left over
        for key, slot in self._slots(line).items():
            self._read_slot(key, slot, line, match)

    def read_beside(self) -> None:
        """Read what an export says of each return beside its answers."""
        rows: dict[tuple[object, ...], list[int]] = {}
        for number, owner in self._of_unit.items():
            rows.setdefault(answer_key(owner)[:4], []).append(number)
        for key, beside in read_columns_beside(self.table, self.layout, rows).items():
            if key in self.owners:
                self.owners[key].beside = beside

    def returned(self) -> list[Answers]:
        """What each owner says; one of several teams for whom nothing is there returned nothing."""
        answers = list(self.owners.values())
        nothing = [one for one in answers if one.owner.team is not None and _says_nothing(one)]
        if len(nothing) == len(answers):
            return answers
        for one in nothing:
            team = one.owner.team
            if team is not None and not _may_be_a_team(team.text):
                self.page.note("other-text", team.cell)
            elif team is not None:
                place = self.page.place(team.cell)
                found = " | ".join(dict.fromkeys(_unclear_marks(one))) or None
                entry = Entry.of("nothing-returned", place, found=found)
                self.page.log.append(entry.about(team.text, None))
        return [one for one in answers if one not in nothing]

    def log_scale(self) -> None:
        """Say once where the form's own scale is another one, or the same turned round."""
        kind = _OF_SCALE.get(self._marks.scale.comparison)
        said = {row["state"] for answers in self.owners.values() for row in answers.rows}
        printed = self._marks.scale.printed
        if printed is None:
            return
        if kind is None or not said & {"rated", "unclear"}:
            for cell in printed.cells if printed.sheet is None else ():
                if cell.row in self.table.lines and not self.page.is_taken(cell):
                    self.page.note("other-text", cell)  # a key beside the statements
            return
        if printed.by_answers:
            kind = "beyond-the-scale"
        self.page.take(*(printed.cells if printed.sheet is None else ()))
        points = self.table.instrument.scale
        entry = Entry.of(
            kind,
            place_of(printed, self.view),
            found=printed.text,
            low=str(points[0].value),
            high=str(points[-1].value),
        )
        only = next(iter(self.owners.values())) if len(self.owners) == 1 else None
        (only.log if only else self.page.log).append(entry)

    def log_given_otherwise(self, answers: Answers) -> None:
        """Say once that none of somebody's answers is taken, where all are given in another way."""
        unclear = [entry for entry in answers.log if entry.kind == "unclear-mark"]
        rated = any(row["state"] == "rated" for row in answers.rows)
        given_in = {GIVEN_IN.get(reason) for reason in answers.reasons}
        if rated or len(unclear) < FEWEST_BEYOND or len(given_in) > 1 or given_in == {None}:
            return
        points = self.table.instrument.scale
        first, last = unclear[0].cell, unclear[-1].cell
        once = Entry.of(
            "given-otherwise",
            self.page.place(first if self.page.sheet.row_names else f"{first}:{last}"),
            found=" | ".join(entry.found or "" for entry in unclear),
            low=str(points[0].value),
            high=str(points[-1].value),
            given_in=given_in.pop(),
        )
        notes = [
            Entry.of("on-another-scale", self.page.place(entry.cell), found=entry.found)
            for entry in unclear
        ]
        answers.log[:] = [once, *notes, *(e for e in answers.log if e.kind != "unclear-mark")]

    def _take_short_title(self, line: int, match: Match) -> None:
        label = self._titles[match.item_id]
        for cell in self.view.lines.get(line, {}).values():
            if cell.kind == "text" and normalise(cell.standing) == label:
                self.page.take(cell)

    def _slots(self, line: int) -> dict[AnswerKey, Slot]:
        """The places of each owner's answer to a statement, the teams' own first."""
        slots: dict[AnswerKey, Slot] = {}
        comments: list[tuple[AnswerKey, Place]] = []
        lines = dict(self._below.get(line, ()))
        own = lines.pop(line, _PLAIN)
        answered_below = bool(lines) and own.heading.role is None
        of_line = self._of_line.get(line, NOBODY)
        for at, below in [(line, own), *lines.items()]:
            for number, use, point, key, owner in self._columns(below, of_line):
                place = (at, number)
                if self.view.cell(at, number) is None:
                    place = self._beside_merged(at, number)
                if place in self._labels:
                    continue  # it says what is beside it
                if use == "comment":
                    comments.append((key, place))
                    continue
                unanswered = answered_below and at == line and self.view.cell(at, number) is None
                if use == "rating" and unanswered:
                    continue
                slot = slots.get(key)
                if slot is None:
                    slot = slots[key] = Slot(owner)
                if use == "rating":
                    slot.whole.append(place)
                elif point is not None:
                    slot.points[point] = place
                elif use == "priority":
                    slot.priority = place
                elif use == "not-applicable":
                    slot.not_applicable = place
                else:
                    slot.not_known = place
        share_apart(slots)
        answered = {key: slot for key, slot in slots.items() if slot.points or slot.whole}
        for key, place in comments:
            cell = self.view.cell(*place)
            if cell is not None and answered:
                nearest(answered, key, place).comments.append(cell)
        own_first = sorted(answered, key=lambda key: (key[4] or "team") != "team")
        return {key: answered[key] for key in own_first}

    def _beside_merged(self, line: int, number: int) -> Place:
        """The first filled place of a column beside a statement that is merged over several."""
        statement = self.view.cell(line, self.table.label)
        if statement is not None and not self.view.turned and self.page.sheet.merged:
            for row in range(line + 1, self.page.last_row_of(statement) + 1):
                if row not in self.table.lines and self.view.cell(row, number) is not None:
                    return row, number
        return line, number

    def _columns(self, below: Unit, of_line: Owner) -> list[_Column]:
        """What each unit holds on a line, and whose it is: decided once for lines alike."""
        alike = id(below), of_line
        if alike not in self._decided:
            self._decided[alike] = [
                column
                for number, unit in self.layout.units.items()
                if (column := self._column(number, unit, below, of_line)) is not None
            ]
        return self._decided[alike]

    def _column(self, number: int, unit: Unit, below: Unit, of_line: Owner) -> _Column | None:
        heading = below.heading.within(unit.heading)
        use, point = heading.role, None
        if use == "priority" and self.table.instrument.kind != "stages":
            use = None
        if use not in ("comment", "priority", "not-applicable", "not-known"):
            if heading.point is not None and use in ("rating", None):
                use, point = None, heading.point
            elif (below.heading.role or unit.heading.role) == "rating":
                use = "rating"
            else:
                return None
        owner = below.owner.within(self._of_unit.get(number, unit.owner).within(of_line))
        return _Column(number, use, point, answer_key(owner), owner)

    def _read_slot(self, key: AnswerKey, slot: Slot, line: int, match: Match) -> None:
        owner = slot.owner
        if self.view.turned and not self._has_anything(slot):
            return
        answers = self.owners.get(key[:4])
        if answers is None:
            answers = self.owners[key[:4]] = Answers(owner._replace(perspective=None))
        perspective = owner.perspective or "team"
        said = self._said.setdefault((*key[:4], perspective, owner.respondent), set())
        if match.item_id in said and not self._left_blank(answers, match, perspective, owner):
            self._log_repeated(slot, line)
            return
        said.add(match.item_id)
        mark, cell, address, found = self._marks.read(slot)
        self._log_mark(answers, mark, cell, address, found, line)
        if mark.state == "not-answered":
            self._ask_about_comments(answers, slot)
        instrument = self.table.instrument
        answers.rows.append(
            {
                "item_id": match.item_id,
                "wording_id": match.wording.wording_id,
                "perspective": perspective,
                "respondent": owner.respondent,
                "stage" if instrument.kind == "stages" else "rating": mark.value,
                "state": mark.state,
                "comment": self._comment(slot),
                **self.page.where(address),
                **(self._priority(slot) if instrument.kind == "stages" else {}),
            }
        )

    def _left_blank(self, answers: Answers, match: Match, perspective: str, owner: Owner) -> bool:
        """Whether the same statement stands before, without an answer, which then goes.

        A survey whose question was edited has its later answers in a second column.
        """
        asked = (match.item_id, perspective, owner.respondent)
        for row in answers.rows:
            if (row["item_id"], row["perspective"], row["respondent"]) == asked:
                if row["state"] != "not-answered" or row["comment"]:
                    return False
                answers.rows.remove(row)
                return True
        return False

    def _has_anything(self, slot: Slot) -> bool:
        """Whether a line of an export holds any answer; a respondent's blank one is nobody's."""
        number = (slot.whole or list(slot.points.values()))[0][1]
        lines = [*self.table.lines, *self.layout.below]
        named = slot.owner.team is not None or slot.owner.service_line is not None
        return named or any(self.view.cell(line, number) is not None for line in lines)

    def _log_mark(
        self,
        answers: Answers,
        mark: Mark,
        cell: Cell | None,
        address: str | None,
        found: str,
        line: int,
    ) -> None:
        plain = cell is None or (mark.state == "rated" and not (mark.beside or cell.struck))
        if plain and mark.state != "unclear":
            return
        place = self.page.place(address)
        if mark.why == OTHER_SCALE:
            answers.log.append(Entry.of("on-another-scale", place, found=found))
        elif mark == PRINTED_NOT_KNOWN:
            answers.log.append(Entry.of("printed-answer", place, found=found))
        elif mark.state == "unclear":
            answers.reasons.append(mark.why or "")
            scale = self.table.instrument.scale
            answers.log.append(
                Entry.of(
                    "unclear-mark",
                    place,
                    found=found,
                    around=surroundings(self.table, self.layout, line, address),
                    scale=f"{scale[0].value} to {scale[-1].value}",
                    why=mark.why,
                )
            )
        elif cell is not None and mark.beside:
            answers.log.append(
                Entry.of("words-beside-mark", place, found=cell.text, used=mark.value)
            )
        elif cell is not None and mark.state == "not-answered" and cell.standing:
            answers.log.append(Entry.of("other-text", place, found=cell.text))
        if cell is not None and cell.struck:
            answers.log.append(Entry.of("struck-through", place, found=cell.text, used=mark.value))

    def _ask_about_comments(self, answers: Answers, slot: Slot) -> None:
        """A number in the place for comments, where no answer is, may be the answer."""
        for cell in slot.comments:
            if read_mark(cell, self.table.instrument.scale).state == "rated":
                entry = Entry.of("answer-in-comments", self.page.place(cell), found=cell.text)
                answers.log.append(entry)

    def _comment(self, slot: Slot) -> str | None:
        self.page.take(*slot.comments)
        for cell in slot.comments:
            if cell.struck:
                self.page.note("struck-through", cell)
        return "\n".join(cell.standing for cell in slot.comments if cell.standing) or None

    def _priority(self, slot: Slot) -> Row:
        cell = self.view.cell(*slot.priority) if slot.priority else None
        if cell is None:
            return {}
        self.page.take(cell)
        text = tidy(cell.standing).casefold().strip("=.()# ").removesuffix(".0")
        for ending in ("st", "nd", "rd", "th"):
            text = text.removesuffix(ending)
        if text.isdigit() and 1 <= int(text) <= 10:
            return {"priority": int(text), "priority_cell": cell.address}
        if text:
            self.page.note("unclear-priority", cell)
        return {"priority_cell": cell.address}

    def _log_repeated(self, slot: Slot, line: int) -> None:
        for place in (*slot.points.values(), *slot.whole):
            cell = self.view.cell(*place)
            if cell is not None and not self.page.is_taken(cell):
                self.page.note("repeated-statement", cell)
        for cell in slot.comments:
            if not self.page.is_taken(cell):
                self.page.note("repeated-statement", cell)
        statement = self.view.cell(line, self.table.label)
        if statement is not None and not self.view.turned and not self.table.long:
            self.page.note("repeated-statement", statement)


def log_as_repeated(table: StatementTable, layout: Layout) -> None:
    """Log a whole table that says again what another one on its page says."""
    for line in [*table.lines, *layout.below]:
        for unit, cell in table.view.lines.get(line, {}).items():
            if unit not in layout.numbers:
                table.view.page.note("repeated-statement", cell)


def _may_be_a_team(name: str) -> bool:
    """Whether a team may be called so: a line is drawn with dashes, and a total is no team."""
    return any(map(str.isalpha, name)) and no_team(name) is None


def _says_nothing(answers: Answers) -> bool:
    """Whether nothing is there of somebody, or dashes and words that say so."""
    marks = _unclear_marks(answers)
    unclear = sum(row["state"] == "unclear" for row in answers.rows)
    return (
        all(row["state"] in ("not-answered", "unclear") for row in answers.rows)
        and not any(row["comment"] for row in answers.rows)
        and not answers.beside.priorities
        and len(marks) == unclear
        and all(says_not_returned(mark) for mark in marks)
    )


def _unclear_marks(answers: Answers) -> list[str]:
    return [entry.found or "" for entry in answers.log if entry.kind == "unclear-mark"]


def without_answers(rows: Sequence[Row]) -> bool:
    """Whether nobody filled in anything."""
    return all(row["state"] == "not-answered" and not row["comment"] for row in rows)


def missing_rows(instrument: Instrument, rows: Sequence[Row], where: Row) -> list[Row]:
    """A row for each item that somebody's answers lack, so that none is silently absent."""
    voices = {(row["perspective"], row["respondent"]) for row in rows} or {("team", None)}
    answered = {(row["perspective"], row["respondent"], row["item_id"]) for row in rows}
    return [
        {
            "item_id": item.item_id,
            "perspective": perspective,
            "respondent": respondent,
            "state": "not-answered",
            **where,
        }
        for item in instrument.items
        for perspective, respondent in sorted(voices, key=str)
        if (perspective, respondent, item.item_id) not in answered
    ]
