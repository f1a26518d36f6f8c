"""How public functions of the analysis and plots are called: a mistake is said in one sentence.

A plot takes returns too: it draws what the question of its module answers of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from trip_analytics.errors import AnalysisError
from trip_analytics.words import listed


class CallError(AnalysisError, TypeError):
    """A function was called with what it does not take, or without what it needs."""


@cache
def question_called(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of a question, which says how it is called if it is called otherwise."""

    @wraps(function)
    def called(*given: object, **options: object) -> object:
        _check_call(function.__name__, function, given, options)
        return function(*given, **options)

    return _public(called)


@cache
def plot_called(plot: Callable[..., Any], question: Callable[..., Any]) -> Callable[..., Any]:
    """A plot that takes a table of its question, or the returns and what the question takes."""
    own = {*list(inspect.signature(plot).parameters)[1:]}

    @wraps(plot)
    def called(table: object = None, *given: object, **options: object) -> object:
        if hasattr(type(table), "answers_in"):
            asked = {name: value for name, value in options.items() if name not in own}
            _check_call(plot.__name__, question, (table, *given), asked)
            table = question(table, *given, **asked)
            options = {name: value for name, value in options.items() if name in own}
        elif not hasattr(table, "columns") and not hasattr(table, "table"):
            raise CallError(_what_to_draw(plot, question))
        elif given or not own.issuperset(options):
            raise CallError(f"{_what_to_draw(plot, question)} Beside a table it takes {_own(own)}.")
        return plot(table, **options)

    return _public(called)


def _public(called: Callable[..., Any]) -> Callable[..., Any]:
    """A function that other processes find where people do, so that it can be sent to them."""
    called.__module__ = "trip_analytics"
    return called


def _check_call(
    name: str, function: Callable[..., Any], given: tuple[object, ...], options: dict[str, object]
) -> None:
    """Refuse what a function cannot be called with, in a sentence about what a person called."""
    signature = inspect.signature(function)
    try:
        signature.bind(*given, **options)
    except TypeError:
        raise CallError(_how_to_call(name, signature)) from None


def _how_to_call(name: str, signature: inspect.Signature) -> str:
    in_order = [one for one in signature.parameters.values() if one.kind is not one.KEYWORD_ONLY]
    by_name = [one.name for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY]
    needed = [one.name for one in in_order if one.default is one.empty]
    sentence = f"Call it as {name}({', '.join(needed)})"
    if optional := [one.name for one in in_order if one.name not in needed]:
        sentence += f", with {listed(optional)} after that if you like"
    if by_name:
        written = listed([f"{each}=" for each in by_name])
        sentence += f"; whatever else it takes is given by name: {written}"
    return f"{sentence}."


def _what_to_draw(plot: Callable[..., Any], question: Callable[..., Any]) -> str:
    parameters = inspect.signature(question).parameters.values()
    needed = ", ".join(one.name for one in parameters if one.default is one.empty)
    name = plot.__name__
    return f"Give what it draws: {name}({needed}), or {name}({question.__name__}({needed}))."


def _own(names: set[str]) -> str:
    return listed([f"{each}=" for each in sorted(names)]) if names else "nothing more"
