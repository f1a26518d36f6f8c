"""The answers of a table of statements, by whose they are; doubts go to the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from trip_analytics.import_log import (
    COMPUTED,
    HIDDEN_CELL,
    NAME_NOT_KEPT,
    OTHER_QUESTION,
    OTHER_TEXT,
    OTHER_TIME,
    REPEATED_STATEMENT,
    REWORDED_STATEMENT,
    SHORT_TITLE,
    STRUCK_THROUGH,
    TEST_ROW,
    UNCLEAR_MARK,
    UNCLEAR_PRIORITY,
    UNKNOWN_COLUMN,
    UNKNOWN_STATEMENT,
    WORDS_BESIDE_MARK,
    Entry,
)
from trip_analytics.instruments import Instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.headings import read_heading
from trip_analytics.understanding.marks import NOT_APPLICABLE, Mark, read_mark, read_ticks
from trip_analytics.understanding.sections import heads_section
from trip_analytics.understanding.statement_tables import BY_TITLE, StatementTable
from trip_analytics.understanding.surroundings import surroundings
from trip_analytics.understanding.units import Layout, Unit, Whose, describe_lines
from trip_analytics.understanding.vocabulary import label_of
from trip_analytics.understanding.wording import Match, normalise, tidy

Row = dict[str, Any]
Place = tuple[int, int]


@dataclass(slots=True)
class Answers:
    """What one owner of answers, a team in a year, says."""

    whose: Whose
    rows: list[Row] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Slot:
    """The places of one owner's answer to one statement."""

    whose: Whose
    points: dict[int, Place] = field(default_factory=dict)
    whole: list[Place] = field(default_factory=list)
    not_applicable: Place | None = None
    comments: list[Cell] = field(default_factory=list)
    priority: Place | None = None


def read_answers(table: StatementTable, layout: Layout) -> list[Answers]:
    """The answers of a table, a list of rows for each team and year."""
    reader = _Reader(table, layout)
    for line, match in sorted(table.lines.items()):
        reader.read_line(line, match)
    reader.finish()
    return list(reader.owners.values())


class _Reader:
    """A table while it is being read. A class, to keep whose answers were met so far."""

    def __init__(self, table: StatementTable, layout: Layout) -> None:
        self.table = table
        self.layout = layout
        self.view = table.view
        self.page = table.view.page
        self.owners: dict[tuple[object, ...], Answers] = {}
        self._said: dict[tuple[object, ...], set[str]] = {}
        self._below: dict[int, list[tuple[int, Unit]]] = {}
        for line, (own, unit) in layout.below.items():
            self._below.setdefault(own, []).append((line, unit))
        self._of_line = describe_lines(table, layout) if not self.view.turned else {}
        self._of_unit = _people(layout) if self.view.turned else {}
        self.page.take(*layout.headings)
        for cell in layout.people:
            self.page.note(NAME_NOT_KEPT, cell, keep=False)

    def read_line(self, line: int, match: Match) -> None:
        """Read every answer to one statement."""
        statement = self.view.cell(line, self.table.label)
        instrument = self.table.instrument
        if statement is not None and not match.exact:
            label = instrument.labels[match.item_id]
            kind = SHORT_TITLE if match.likeness == BY_TITLE else REWORDED_STATEMENT
            self.page.note(kind, statement, used=match.wording.text, statement=label)
        self.page.take(statement, *(self.view.cell(line, unit) for unit in self.layout.numbers))
        self._take_short_title(line, match)
        for slot in self._slots(line).values():
            self._read_slot(slot, line, match)

    def _take_short_title(self, line: int, match: Match) -> None:
        label = normalise(self.table.instrument.labels[match.item_id])
        for cell in self.view.lines.get(line, {}).values():
            if cell.kind == "text" and normalise(cell.standing) == label:
                self.page.take(cell)

    def _slots(self, line: int) -> dict[tuple[object, ...], _Slot]:
        slots: dict[tuple[object, ...], _Slot] = {}
        comments: list[tuple[tuple[object, ...], Place]] = []
        lines = dict(self._below.get(line, ()))
        own = lines.pop(line, Unit())
        for at, below in [(line, own), *lines.items()]:
            for number, unit in self.layout.units.items():
                heading = below.heading.within(unit.heading)
                whose = below.whose.within(
                    self._of_unit.get(number, unit.whose).within(self._of_line.get(line, Whose()))
                )
                key, place = _key(whose), (at, number)
                if heading.role == "comment":
                    comments.append((key, place))
                elif heading.role == "priority" and self.table.instrument.kind == "stages":
                    slots.setdefault(key, _Slot(whose)).priority = place
                elif heading.role == "not-applicable":
                    slots.setdefault(key, _Slot(whose)).not_applicable = place
                elif heading.point is not None and heading.role in ("rating", None):
                    slots.setdefault(key, _Slot(whose)).points[heading.point] = place
                elif (below.heading.role or unit.heading.role) == "rating" and not (
                    at == line and lines and own.heading.role is None
                    and self.view.cell(at, number) is None
                ):  # fmt: skip
                    slots.setdefault(key, _Slot(whose)).whole.append(place)
        _share_apart(slots)
        answered = {key: slot for key, slot in slots.items() if slot.points or slot.whole}
        for key, place in comments:
            cell = self.view.cell(*place)
            if cell is not None and answered:
                _nearest(answered, key, place).comments.append(cell)
        own_first = sorted(answered, key=lambda key: (key[4] or "team") != "team")
        return {key: answered[key] for key in own_first}

    def _read_slot(self, slot: _Slot, line: int, match: Match) -> None:
        whose = slot.whose
        if self.view.turned and not self._has_anything(slot):
            return
        owner = self.owners.setdefault(_owner(whose), Answers(replace(whose, perspective=None)))
        perspective = whose.perspective or "team"
        said = self._said.setdefault((*_owner(whose), perspective, whose.respondent), set())
        if match.item_id in said:
            self._log_repeated(slot, line)
            return
        said.add(match.item_id)
        mark, cell, address, found = self._mark(slot)
        self._log_mark(owner, mark, cell, address, found, line)
        instrument = self.table.instrument
        owner.rows.append(
            {
                "item_id": match.item_id,
                "wording_id": match.wording.wording_id,
                "perspective": perspective,
                "respondent": whose.respondent,
                "stage" if instrument.kind == "stages" else "rating": mark.value,
                "state": mark.state,
                "comment": self._comment(slot),
                **self.page.where(address),
                **(self._priority(slot) if instrument.kind == "stages" else {}),
            }
        )

    def _has_anything(self, slot: _Slot) -> bool:
        """Whether a line of an export holds any answer; a respondent's blank one is nobody's."""
        number = (slot.whole or list(slot.points.values()))[0][1]
        lines = [*self.table.lines, *self.layout.below]
        named = slot.whose.team is not None or slot.whose.service_line is not None
        return named or any(self.view.cell(line, number) is not None for line in lines)

    def _mark(self, slot: _Slot) -> tuple[Mark, Cell | None, str | None, str]:
        instrument = self.table.instrument
        if slot.points:
            cells = {point: self._tick(point, place) for point, place in slot.points.items()}
            apart = self.view.cell(*slot.not_applicable) if slot.not_applicable else None
            mark, ticked = read_ticks(cells, apart)
            self.page.take(*cells.values(), apart)
            found = " | ".join(cell.text for cell in (*cells.values(), apart) if cell)
            places = [*slot.points.values()]
            if apart is not None and slot.not_applicable and mark.state == "unclear":
                places.append(slot.not_applicable)
            address = ticked.address if ticked else self.view.stretch(places)
            return mark, ticked, address, found
        filled = [(p, c) for p in slot.whole if (c := self.view.cell(*p)) is not None]
        place, cell = filled[0] if filled else (slot.whole[0], None)
        self.page.take(*(c for _, c in filled))
        mark = read_mark(cell, instrument.scale)
        apart = self.view.cell(*slot.not_applicable) if slot.not_applicable else None
        self.page.take(apart)
        if apart is not None and mark.state == "not-answered" and apart.standing:
            return NOT_APPLICABLE, apart, apart.address, apart.text
        if len(filled) > 1:
            mark = Mark("unclear", why="more than one answer is written")
        found = " | ".join(c.text for _, c in filled)
        return mark, cell, cell.address if cell else self.view.address(*place), found

    def _tick(self, point: int, place: Place) -> Cell | None:
        """A cell that takes a tick. An export writes the option's own words into it."""
        cell = self.view.cell(*place)
        if cell is None or cell.kind != "text" or not self.view.turned:
            return cell
        said = read_heading(cell, self.table.instrument)
        if said.point == point:
            return cell._replace(text="x", value="x", font=None)
        return cell

    def _log_mark(
        self,
        owner: Answers,
        mark: Mark,
        cell: Cell | None,
        address: str | None,
        found: str,
        line: int,
    ) -> None:
        place = self.page.place(address)
        if mark.state == "unclear":
            scale = self.table.instrument.scale
            owner.log.append(
                Entry.of(
                    UNCLEAR_MARK,
                    place,
                    found=found,
                    around=surroundings(self.table, self.layout, line, address),
                    scale=f"{scale[0].value} to {scale[-1].value}",
                    why=mark.why,
                )
            )
        elif cell is not None and mark.beside:
            owner.log.append(Entry.of(WORDS_BESIDE_MARK, place, found=cell.text, used=mark.value))
        elif cell is not None and mark.state == "not-answered" and cell.standing:
            owner.log.append(Entry.of(OTHER_TEXT, place, found=cell.text))
        if cell is not None and cell.struck:
            owner.log.append(Entry.of(STRUCK_THROUGH, place, found=cell.text, used=mark.value))

    def _comment(self, slot: _Slot) -> str | None:
        self.page.take(*slot.comments)
        for cell in slot.comments:
            if cell.struck:
                self.page.note(STRUCK_THROUGH, cell)
        return "\n".join(cell.standing for cell in slot.comments if cell.standing) or None

    def _priority(self, slot: _Slot) -> Row:
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
            self.page.note(UNCLEAR_PRIORITY, cell)
        return {"priority_cell": cell.address}

    def _log_repeated(self, slot: _Slot, line: int) -> None:
        for place in (*slot.points.values(), *slot.whole):
            cell = self.view.cell(*place)
            if cell is not None and not self.page.is_taken(cell):
                self.page.note(REPEATED_STATEMENT, cell)
        for cell in slot.comments:
            if not self.page.is_taken(cell):
                self.page.note(REPEATED_STATEMENT, cell)
        statement = self.view.cell(line, self.table.label)
        if statement is not None and not self.view.turned and not self.table.long:
            self.page.note(REPEATED_STATEMENT, statement)

    # --- what is left of the table -----------------------------------------------------------

    def finish(self) -> None:
        """Account for every other cell on the table's own lines."""
        if self.view.turned:
            self._rest_of_export()
            return
        for line in [*self.table.lines, *self.layout.below]:
            for unit, cell in self.view.lines.get(line, {}).items():
                if not self.page.is_taken(cell):
                    self._log_other(cell, self.layout.units.get(unit))
        for line in self._lines_of_their_own():
            cells = self.view.lines.get(line, {})
            first = next(iter(cells.values()))
            computed = read_heading(first, self.table.instrument).role == "computed"
            kind = COMPUTED if computed else UNKNOWN_STATEMENT
            for unit, cell in cells.items():
                if unit in self.layout.numbers:
                    self.page.take(cell)
                elif not self.page.is_taken(cell):
                    self.page.note(HIDDEN_CELL if cell.hidden else kind, cell)

    def _log_other(self, cell: Cell, unit: Unit | None) -> None:
        role = unit.heading.role if unit else None
        if cell.hidden:
            self.page.note(HIDDEN_CELL, cell)
        elif unit is not None and unit.describes:
            if unit.describes == "name":
                self.page.note(NAME_NOT_KEPT, cell, keep=False)
            self.page.take(cell)
        elif role == "computed":
            self.page.note(COMPUTED, cell)
        elif role == "other-time":
            self.page.note(OTHER_TIME, cell)
        elif self._is_like_an_answer(cell):
            self.page.note(UNKNOWN_COLUMN, cell)
        # Words are left for the sections: assets and priorities may stand beside a table.

    def _is_like_an_answer(self, cell: Cell) -> bool:
        mark = read_mark(cell, self.table.instrument.scale)
        wordy = mark.why == "there are words but no number" or len(cell.standing) >= 20
        return mark.state != "not-answered" and not wordy

    def _lines_of_their_own(self) -> Iterator[int]:
        """Lines among and right below the statements that hold answers to other statements."""
        answers = {
            n for n, unit in self.layout.units.items()
            if unit.heading.point is not None or unit.heading.role == "rating"
        }  # fmt: skip
        comments = {n for n, u in self.layout.units.items() if u.heading.role == "comment"}
        last = max([self.table.last, *self.layout.below])
        while self._has_answer(last + 1, answers) and not heads_section(self.page, last + 1):
            last += 1
        known = {*self.table.lines, *self.layout.below}
        for line in range(self.table.first, last + 1):
            if line not in known and self._has_answer(line, answers | comments):
                yield line

    def _has_answer(self, line: int, units: set[int]) -> bool:
        cells = self.view.lines.get(line, {})
        if not cells:
            return False
        first = next(iter(cells.values()))
        if label_of(first.standing) or first.standing.endswith(":"):
            return False  # a field of the form stands right below its statements
        return any(u in units and not self.page.is_taken(c) for u, c in cells.items())

    def _rest_of_export(self) -> None:
        titles = {unit for line in self.view.lines.values() for unit in line}
        titles -= set(self.layout.units)
        for line, cells in self.view.lines.items():
            what = self.layout.described.get(line)
            among = self.table.first < line < self.table.last
            left = [
                (unit, cell) for unit, cell in cells.items()
                if unit in self.layout.units and not self.page.is_taken(cell)
            ]  # fmt: skip
            marks = [c for _, c in left if self._is_like_an_answer(c)]
            title = next((self.view.cell(line, u) for u in sorted(titles)
                          if self.view.cell(line, u)), None)  # fmt: skip
            heading = read_heading(title, self.table.instrument)
            for unit, cell in left:
                if unit in self.layout.tests and what != "name":
                    self.page.note(TEST_ROW, cell)
                    continue
                owner_computed = self.layout.units[unit].heading.role == "computed"
                if cell.hidden:
                    self.page.note(HIDDEN_CELL, cell)
                elif what == "name":
                    self.page.note(NAME_NOT_KEPT, cell, keep=False)
                elif what is not None:
                    self.page.take(cell)
                elif heading.role == "computed" or owner_computed:
                    self.page.note(COMPUTED, cell)
                elif among and len(marks) * 2 > len(left):
                    self.page.note(UNKNOWN_STATEMENT, cell)
                else:
                    self.page.note(OTHER_QUESTION, cell)


def _key(whose: Whose) -> tuple[object, ...]:
    return (*_owner(whose), whose.perspective, whose.respondent)


def _owner(whose: Whose) -> tuple[object, ...]:
    """What tells the returns in a table apart: whose they are and of which year."""
    year = whose.year.year if whose.year else whose.date.date.year if whose.date else None
    return (
        normalise(whose.team.text) if whose.team else None,
        normalise(whose.service_line.text) if whose.service_line and not whose.team else None,
        year,
        whose.years_ago,
    )


def _share_apart(slots: dict[tuple[object, ...], _Slot]) -> None:
    """A column for "not applicable" or a priority that names nobody is of the one there is."""
    answered = [slot for slot in slots.values() if slot.points or slot.whole]
    for slot in slots.values():
        if slot.points or slot.whole or not answered:
            continue
        for one in answered if slot.not_applicable else answered[:1]:
            one.not_applicable = one.not_applicable or slot.not_applicable
            one.priority = one.priority or slot.priority


def _nearest(
    slots: dict[tuple[object, ...], _Slot], key: tuple[object, ...], place: Place
) -> _Slot:
    """Whose comment it is: of the same owner, else of the answer before it, or the team's own."""
    if key in slots:
        return slots[key]
    if key[4] is None and len({(*k[:4], k[5]) for k in slots}) == 1:
        return min(slots.values(), key=lambda s: (s.whose.perspective or "team") != "team")

    def distance(slot: _Slot) -> tuple[bool, int]:
        places = [*slot.points.values(), *slot.whole]
        before = [place[1] - unit for _, unit in places if unit < place[1]]
        return (not before, min(before, default=0))

    return min(slots.values(), key=distance)


def _people(layout: Layout) -> dict[int, Whose]:
    """Whether the rows of an export are teams' returns or single people's answers."""
    rows = {n: u.whose for n, u in layout.units.items() if u.heading.role == "rating"}
    counts = Counter(_owner(whose) for whose in rows.values())
    views = {w.perspective for w in rows.values()} - {None, "team"}
    numbered = any(
        w.respondent and not w.respondent.isdigit() and w.respondent.split()[0].isalpha()
        and len(w.respondent) < 20 and "respondent" not in layout.described.values()
        for w in rows.values()
    )  # fmt: skip
    repeated = sum(1 for count in counts.values() if count > 1)
    alone = len(rows) == 1 or (len(counts) > 1 and repeated * 2 < len(counts))
    if alone and not views and not numbered:
        seen: Counter[tuple[object, ...]] = Counter()
        for whose in rows.values():
            seen[_owner(whose)] += 1
        return {n: replace(whose, respondent=None) for n, whose in rows.items()}
    found: dict[int, Whose] = {}
    order: Counter[tuple[object, ...]] = Counter()
    for number, whose in rows.items():
        owner = _owner(whose)
        order[owner] += 1
        agreed = whose.perspective == "team" and counts[owner] > 1 and views
        label = None if agreed else whose.respondent or str(order[owner])
        found[number] = replace(whose, respondent=label)
    return found


def log_as_repeated(table: StatementTable, layout: Layout) -> None:
    """Log a whole table that says again what another one on its page says."""
    for line in [*table.lines, *layout.below]:
        for unit, cell in table.view.lines.get(line, {}).items():
            if unit not in layout.numbers:
                table.view.page.note(REPEATED_STATEMENT, cell)


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
