"""Forms that are not a team's return: examples, blank forms, guidance, figures made of returns.

What a form says of itself, what it is under and what it holds are weighed together: a
registered team's form is its return even on a sheet called "Example", and a form that names no
team is none where nobody has filled it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.comparable_answers import answers_of
from trip_analytics.loading.team_and_year import NameAbove
from trip_analytics.teams import TeamRegister, kinds_in, named_in, words_of
from trip_analytics.understanding import Form, NoTeam, no_team

# So many averages, and so large a share of the answers, are the figures of several teams.
FEWEST_AVERAGES: Final = 3
SHARE_OF_AVERAGES: Final = 0.5
_NOT_SHOWN: Final = frozenset(
    ("item_id", "wording_id", "perspective", "respondent", "state", "source_file", "sheet", "cell",
     "priority_cell", "matched_by")
)  # fmt: skip
_KINDS: Final[dict[NoTeam, str]] = {
    "example": "worked-example",
    "test": "test-form",
    "template": "empty-template",
    "guidance": "guidance",
    "report": "made-of-returns",
    "summary": "made-of-returns",
    "reference": "made-of-returns",
}
_OF_FORMS: Final = tuple(_KINDS)
NO_RETURNS: Final = frozenset((*_KINDS.values(), "another-list"))
"""The kinds of entry for a form that is not a team's return."""


def why_no_return(
    form: Form,
    own: str | None,
    names: Sequence[NameAbove],
    register: TeamRegister,
    place: Place,
    beside: Sequence[Form] = (),
    *,
    doubted: bool = False,
) -> Entry | None:
    """What the log says of a form that is no team's return; None where it is one.

    ``own`` is the name in the form's own field for the team, ``names`` what it is under,
    ``beside`` all the forms of the file. ``doubted``: something on its sheet has to be asked
    about, so that it cannot be called blank.
    """
    if form.unlike:
        title = form.instrument.title
        return Entry.of("another-list", place, found="; ".join(_said(form)) or None, title=title)
    if form.instrument.kind != "ratings" or (own is not None and register.match(own)):
        return None
    role = _role(form, own, names, register, beside, doubted=doubted)
    if role is None:
        return None
    called = own or next((text for text in _texts(form, names) if no_team(text)), None)
    what = f"{called}: " if called else ""
    return Entry.of(_KINDS[role], place, found=what + "; ".join(_said(form)) or None)


def _role(
    form: Form,
    own: str | None,
    names: Sequence[NameAbove],
    register: TeamRegister,
    beside: Sequence[Form],
    *,
    doubted: bool,
) -> NoTeam | None:
    if own is not None:
        role = no_team(own, _OF_FORMS)
        if role not in (None, "template"):
            return role
        shown = _is_example(form, names) and _is_filled_beside(form, own, beside)
        return "example" if shown else None
    near = [source for source in names if source.what not in ("folder's name", "file's name")]
    file = [source for source in names if source.what == "file's name"]
    registered = any(register.within(source.text) for source in (*near, *file))
    of_file = _called(_texts(form, file, purpose=False))
    named = registered or any(named_in(source.text) for source in file if not of_file)
    # A file that names a team may hold its only answers on a sheet called "Results".
    of_sheet = _called(_texts(form, near))
    if of_sheet not in (None, "template") and (not named or _is_filled_beside(form, own, beside)):
        return of_sheet
    if registered:
        return None
    # Where there is nothing but the statements, it is clear that no answers were found.
    doubted = doubted and form.answerable
    blank = answers_of(form.rows).is_blank and not form.log and not doubted
    called = of_file or (of_sheet if of_sheet == "template" else None)
    if called == "template":
        called = "template" if blank else None  # a team's, whose name nobody wrote
    if called is None and blank and not any(map(_says_a_kind, (*near, *file))):
        called = "template"
    if called is None and _holds_averages(form):
        return "summary"
    return "guidance" if called == "template" and not form.answerable else called


def _called(texts: Iterable[str]) -> NoTeam | None:
    return next((role for text in texts if (role := no_team(text, _OF_FORMS))), None)


def _texts(form: Form, names: Sequence[NameAbove], *, purpose: bool = True) -> Iterator[str]:
    """What a form is called, nearest first; folders hold many forms and say little of one."""
    if purpose and form.fields.purpose is not None:
        yield form.fields.purpose.text
    for source in names:
        if source.what != "folder's name":
            yield named_in(source.text) or source.text


def _is_example(form: Form, names: Sequence[NameAbove]) -> bool:
    return any(no_team(text, ("example",)) for text in _texts(form, names))


def _is_filled_beside(form: Form, own: str | None, beside: Sequence[Form]) -> bool:
    """Whether another form of the same file is filled in, by another team if this names one."""
    return any(
        other is not form
        and other.instrument is form.instrument
        and (other.fields.team is None or other.fields.team.text != own)
        and not answers_of(other.rows).is_blank
        for other in beside
    )


def _says_a_kind(source: NameAbove) -> bool:
    """Whether a sheet's or a file's name says that it is a ward's or a team's."""
    return bool(kinds_in(words_of(named_in(source.text))))


def _holds_averages(form: Form) -> bool:
    """Whether most answers are not whole numbers: the means of several teams."""
    answered = [row for row in form.rows.get("ratings", []) if row["state"] != "not-answered"]
    parts = [entry for entry in form.log if _is_fraction(entry.found)]
    return len(parts) >= max(FEWEST_AVERAGES, SHARE_OF_AVERAGES * len(answered))


def _is_fraction(text: str | None) -> bool:
    try:
        return not float((text or "").replace(",", ".")).is_integer()
    except (ValueError, OverflowError):
        return False


def _said(form: Form) -> Iterator[str]:
    """What is written in a form, each with its cell, so that nothing is lost."""
    unclear = {entry.cell: entry.found for entry in form.log if entry.found is not None}
    yielded: set[str | None] = set()
    for rows in form.rows.values():
        for row in rows:
            values = [_shown(value) for key, value in row.items() if key not in _NOT_SHOWN]
            text = " - ".join(value for value in values if value)
            if not text and row.get("state") not in (None, "not-answered"):
                text = unclear.get(row.get("cell")) or row["state"]
            if text:
                yielded.add(row.get("cell"))
                yield f"{row.get('cell')} {text}"
    yield from (f"{cell} {text}" for cell, text in unclear.items() if cell not in yielded)


def _shown(value: Any) -> str:  # noqa: ANN401 # whatever a table holds
    return "" if value is None or isinstance(value, bool) else str(value)
