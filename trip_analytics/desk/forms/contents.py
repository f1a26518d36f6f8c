"""What is on the blank form of an instrument, part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trip_analytics.desk.forms.model import Answer, BlankForm, Column, Field, Grid, Part
from trip_analytics.instruments import Instrument, Item
from trip_analytics.instruments.blank_form import (
    EXAMPLES,
    definition_of,
    examples_of,
    form_words,
    key_lines,
    numbered_label,
    stage_title,
)
from trip_analytics.words import printable

PRIORITIES: Final = 3
_ASSETS_A_CATEGORY: Final = 2
_ENTRIES: Final = 3
_TEXT: Final = Answer()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whose form it is: a team, or a service line or organisation that fills one in as a whole."""

    team: str | None
    service_line: str | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.team or self.service_line or ""


@dataclass(frozen=True, slots=True)
class LastPriority:
    """A priority that the team chose last year, to look at again."""

    number: int
    priority: str
    action: str
    due: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a form asks for besides its instrument."""

    whose: Addressee
    year: int
    views: tuple[str, ...] = ()
    last: tuple[LastPriority, ...] = ()


def blank_form(instrument: Instrument, request: Request) -> BlankForm:
    """The blank form of an instrument, for whoever it is sent to."""
    parts = _PARTS[instrument.kind](instrument, request)
    return BlankForm(
        instrument.title,
        instrument.instrument_id,
        instrument.version,
        request.year,
        printable(request.whose.name),
        tuple(parts),
    )


def _ratings_form(instrument: Instrument, request: Request) -> list[Part]:
    parts = [_ratings(instrument, request), _assets(), _priorities()]
    if request.last:
        parts.append(_last_year(request))
    return parts


def _stages_form(instrument: Instrument, request: Request) -> list[Part]:
    return [_stages(instrument, request), *_reference(instrument)]


def _plans_form(instrument: Instrument, request: Request) -> list[Part]:
    titles = form_words()["titles"]["plans"]
    plans = [_plan(instrument, request, title) for title in titles]
    return [*plans, *_reference(instrument)]


_PARTS: Final[Mapping[str, Callable[[Instrument, Request], list[Part]]]] = {
    "ratings": _ratings_form,
    "stages": _stages_form,
    "action-plans": _plans_form,
}


def _said(group: str, name: str, **filled_in: object) -> str:
    text: str = form_words()[group][name]
    return text.format(**filled_in)


def _date() -> Answer:
    return Answer("date", hint=_said("hints", "date"))


def _choice(choices: Sequence[str]) -> Answer:
    return Answer("choice", tuple(choices), _said("hints", "choice"))


def _field(name: str, answer: Answer = _TEXT, lines: int = 1) -> Field:
    return Field(_said("fields", name), answer=answer, lines=lines)


def _head(request: Request, *more: Field) -> tuple[Field, ...]:
    """Whose form it is, of which year."""
    whose = request.whose
    filled: Mapping[str, Any] = {
        "team": whose.team,
        "service_line": whose.service_line,
        "year": request.year,
    }
    known = [Field(_said("fields", name), value) for name, value in filled.items() if value]
    return (*known, *more)


def _of_review(request: Request) -> tuple[Field, ...]:
    number = Answer("number", hint=_said("hints", "number"))
    return _head(
        request,
        _field("date", _date()),
        _field("took_part_staff", number),
        _field("took_part_service_users", number),
        _field("review_on", _date()),
    )


def _scale_choices(instrument: Instrument) -> Answer:
    scale = "; ".join(point.named for point in instrument.scale)
    points = [str(point.value) for point in instrument.scale]
    hint = _said("hints", "rating", scale=scale)
    # In Excel a comma parts the entries of a list.
    others = (form_words()["not_applicable"], *(t for t in instrument.not_known if "," not in t))
    return Answer("choice", (*points, *others), hint)


def _ends(instrument: Instrument) -> dict[str, int]:
    return {"low": instrument.scale[0].value, "high": instrument.scale[-1].value}


def _ratings(instrument: Instrument, request: Request) -> Part:
    answer = _scale_choices(instrument)
    views = [*dict.fromkeys(view for view in request.views if view != "team")]
    if instrument.answers:  # columns of its own, such as "now" and "wanted"
        rated = [Column(each.label, 15, answer) for each in instrument.answers]
    elif views:
        rated = [Column(_said("views", view), 15, answer) for view in (*views, "team")]
    else:
        rated = [Column(_said("columns", "rating", **_ends(instrument)), 15, answer)]
    domain = [Column(_said("columns", "domain"), 20)] if instrument.domains else []
    answers = (*rated, Column(_said("columns", "comments"), 48, _TEXT))
    columns = (Column(_said("columns", "statement"), 62), *domain, *answers)
    rows = tuple(
        (
            _statement(item, request.year),
            *(item.domain or "" for _ in domain),
            *(None for _ in answers),
        )
        for item in instrument.items
    )
    key = key_lines(instrument)
    return Part(
        _said("titles", "ratings"),
        instrument.title,
        (
            _said("guidance", "locked"),
            _said("guidance", "views" if views else "ratings"),
            _said("guidance", "names"),
        ),
        _of_review(request),
        (_said("titles", "key"), *key) if key else (),
        (Grid("ratings", columns, rows),),
        (_field("comments", lines=3),),
    )


def _statement(item: Item, year: int) -> str:
    return f"{item.number}. {item.wording_for(year).text}"


def _assets() -> Part:
    columns = (
        Column(_said("columns", "category"), 40),
        Column(_said("columns", "asset"), 85, _TEXT),
    )
    rows = tuple(
        (category, None)
        for category in form_words()["choices"]["asset_categories"]
        for _ in range(_ASSETS_A_CATEGORY)
    )
    return Part(
        _said("titles", "assets"),
        _said("titles", "identifying_assets"),
        (_said("guidance", "assets"),),
        grids=(Grid("assets", columns, rows, 1),),
    )


def _priorities() -> Part:
    levels = _choice(form_words()["choices"]["levels"])
    asked: Mapping[str, tuple[int, Answer]] = {
        "priority": (34, _TEXT),
        "action": (34, _TEXT),
        "measure": (26, _TEXT),
        "due": (13, _date()),
        "impact": (11, levels),
        "ease": (11, levels),
        "staff_lead": (17, _TEXT),
        "service_user_lead": (17, _TEXT),
    }
    columns = (
        Column(_said("columns", "number"), 6),
        *(Column(_said("columns", name), *how) for name, how in asked.items()),
    )
    rows = tuple((number, *(None,) * len(asked)) for number in range(1, PRIORITIES + 1))
    return Part(
        _said("titles", "priorities"),
        _said("titles", "top_priorities"),
        (_said("guidance", "priorities"),),
        grids=(Grid("priorities", columns, rows, 6),),
    )


def _last_year(request: Request) -> Part:
    columns = (
        Column(_said("columns", "number"), 6),
        Column(_said("columns", "last_priority", year=request.year - 1), 38),
        Column(_said("columns", "planned"), 38),
        Column(_said("columns", "due"), 14),
        Column(_said("columns", "progress"), 16, _choice(form_words()["choices"]["progress"])),
        Column(_said("columns", "became"), 44, _TEXT),
    )
    rows = tuple(
        (each.number, each.priority, each.action, each.due, None, None) for each in request.last
    )
    return Part(
        _said("titles", "last_year"),
        _said("titles", "last_years_priorities"),
        (_said("guidance", "last_year"),),
        grids=(Grid("last_year", columns, rows, 4),),
    )


def _stages(instrument: Instrument, request: Request) -> Part:
    orders = [str(number) for number in range(1, len(instrument.items) + 1)]
    columns = (
        Column(_said("columns", "challenge"), 62),
        Column(_said("columns", "stage", **_ends(instrument)), 15, _scale_choices(instrument)),
        Column(_said("columns", "challenge_priority"), 15, _choice(orders)),
        Column(_said("columns", "comments"), 48, _TEXT),
    )
    rows = tuple((_statement(item, request.year), None, None, None) for item in instrument.items)
    guidance = (
        ("locked", "stages", "order") if instrument.stage_definitions else ("locked", "order")
    )
    return Part(
        _said("titles", "template_a"),
        _said("titles", "template_a"),
        tuple(_said("guidance", name) for name in guidance),
        _head(request, _field("date", _date())),
        key_lines(instrument),
        (Grid("challenges", columns, rows),),
    )


def _plan(instrument: Instrument, request: Request, title: str) -> Part:
    challenges = _choice([numbered_label(item) for item in instrument.items])
    stages = _choice([f"Stage {point.value}" for point in instrument.scale])
    entries = [
        Field(_said("fields", name, number=at), answer=_TEXT, lines=2)
        for name in ("goal", "action")
        for at in range(1, _ENTRIES + 1)
    ]
    return Part(
        title.partition(": ")[2].capitalize(),
        title,
        (_said("guidance", "locked"), _said("guidance", "plan")),
        _head(
            request,
            _field("challenge", challenges),
            _field("stage", stages),
            _field("describe", lines=3),
            *entries,
            _field("evidence", lines=2),
            _field("agreed_on", _date()),
            _field("next_review", _date()),
        ),
    )


def _reference(instrument: Instrument) -> list[Part]:
    """What the instrument holds for people to read: stages described, examples given."""
    parts = []
    label = Column(_said("columns", "label"), 24)
    if instrument.stage_definitions:
        points = [point.value for point in instrument.scale]
        columns = (label, *(Column(stage_title(instrument, point), 38) for point in points))
        rows = tuple(
            (
                numbered_label(item),
                *(definition_of(instrument, item.item_id, point) for point in points),
            )
            for item in instrument.items
        )
        parts.append(_to_read("definitions", "stage_definitions", columns, rows))
    if instrument.indicators:
        columns = (label, *(Column(_said("columns", kind), 57) for kind in EXAMPLES))
        rows = tuple(
            (
                numbered_label(item),
                *(examples_of(instrument, item.item_id, kind) for kind in EXAMPLES),
            )
            for item in instrument.items
        )
        parts.append(_to_read("examples", "indicators_and_sources", columns, rows))
    return parts


def _to_read(
    name: str, title: str, columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]
) -> Part:
    guidance = (_said("guidance", name),)
    return Part(
        _said("titles", name), _said("titles", title), guidance, grids=(Grid(name, columns, rows),)
    )
