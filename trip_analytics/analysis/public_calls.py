"""How public functions are called: a mistake is said in one sentence.

A plot takes returns too: it draws what the question of its module answers of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache, partial, wraps
from typing import Any

from trip_analytics.errors import AnalysisError
from trip_analytics.words import listed


class CallError(AnalysisError, TypeError):
    """A function was called with what it does not take, or without what it needs."""


@cache
def checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """A public function, which says how it is called if it is called otherwise."""

    @wraps(function)
    def called(*given: object, **options: object) -> object:
        _check_call(function.__name__, function, given, options)
        return function(*given, **options)

    return _public(called)


@cache
def checked_plot(plot: Any, question: Callable[..., Any]) -> Callable[..., Any]:  # noqa: ANN401 # a plot, of a room to the right
    """A plot that takes a table of its question, or the returns and what the question takes.

    In a notebook it shows itself with its alternative text.
    """
    own = list(inspect.signature(plot).parameters)[1:]

    @wraps(plot)
    def called(table: object = None, *given: object, **options: object) -> object:
        if hasattr(type(table), "answers_in"):
            asked = {name: value for name, value in options.items() if name not in own}
            _check_call(plot.__name__, question, (table, *given), asked, own)
            table = question(table, *given, **asked)
            options = {name: value for name, value in options.items() if name in own}
        elif not hasattr(table, "columns") and not hasattr(table, "table"):
            raise CallError(_what_to_draw(plot, question))
        elif given or not options.keys() <= {*own}:
            raise CallError(f"{_what_to_draw(plot, question)} Beside a table it takes {_own(own)}.")
        drawn = plot(table, **options)
        if hasattr(drawn, "in_words"):  # given axes show themselves as the caller likes
            drawn.in_words = partial(plot.in_words, table)
            drawn.notes_without_rows = _empty_says(table)
        return drawn

    called.question = question  # type: ignore[attr-defined] # for the list that editors read
    return _public(called)


def _empty_says(table: Any) -> list[str]:  # noqa: ANN401 # a result or a release
    """Why a table has no rows; nothing where it has some."""
    released = hasattr(table, "table")
    rows, notes = (table.table, table.notes) if released else (table, table.attrs.get("notes", ()))
    return [] if len(rows) else list(notes) or ["There is nothing to draw."]


def _public(called: Callable[..., Any]) -> Callable[..., Any]:
    """A function that other processes find where people do, so that it can be sent to them."""
    called.__module__ = "trip_analytics"
    return called


def _check_call(
    name: str,
    function: Callable[..., Any],
    given: tuple[object, ...],
    options: dict[str, object],
    beside: Sequence[str] = (),
) -> None:
    """Refuse what a function cannot be called with, in a sentence about what a person called.

    ``beside`` are options that it takes besides those of the function.
    """
    signature = inspect.signature(function)
    try:
        signature.bind(*given, **options)
    except TypeError:
        raise CallError(_how_to_call(name, signature, beside)) from None


def _how_to_call(name: str, signature: inspect.Signature, beside: Sequence[str]) -> str:
    parameters = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    in_order = [one for one in parameters if one.kind is not one.KEYWORD_ONLY]
    by_name = [one for one in parameters if one.kind is one.KEYWORD_ONLY]
    needed = [one.name for one in in_order if one.default is one.empty]
    needed += [f"{one.name}=..." for one in by_name if one.default is one.empty]
    sentence = f"Call it as {name}({', '.join(needed)})"
    if optional := [one.name for one in in_order if one.name not in needed]:
        sentence += f", with {listed(optional)} after that if you like"
    others = [one.name for one in by_name if one.default is not one.empty]
    if written := [f"{each}=" for each in (*others, *beside)]:
        sentence += f"; whatever else it takes is given by name: {listed(written)}"
    return f"{sentence}."


def _what_to_draw(plot: Callable[..., Any], question: Callable[..., Any]) -> str:
    parameters = inspect.signature(question).parameters.values()
    needed = ", ".join(one.name for one in parameters if one.default is one.empty)
    name = plot.__name__
    return f"Give what it draws: {name}({needed}), or {name}({question.__name__}({needed}))."


def _own(names: Sequence[str]) -> str:
    return listed([f"{each}=" for each in names]) if names else "nothing more"
