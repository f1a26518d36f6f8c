"""What is public of a question, and every question that a module of this room declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

import pandas as pd

from trip_analytics.returns.ratings_source import Kind

Declared = TypeVar("Declared")


@dataclass(frozen=True)
class Question:
    """A question, declared once in the module that answers it.

    Attributes
    ----------
    function : callable
        Answers it: returns first, a flat table back. It is public under its own name, which
        its tables bear as ``attrs["analysis"]``.
    in_words : callable
        Says in two or three sentences what such a table shows.
    needs : sequence of str
        The columns that the sentences need.
    about : {"ratings", "stages"}, optional
        Which kind of list its results are about: of several such lists, each has its own.
    """

    function: Callable[..., pd.DataFrame]
    in_words: Callable[[pd.DataFrame], str]
    needs: Sequence[str]
    about: Kind | None = None

    @property
    def name(self) -> str:
        """What the function is called."""
        return self.function.__name__


@cache
def questions() -> Mapping[str, Question]:
    """Every question by the name of its function."""
    return {each.name: each for each in declared_in("trip_analytics.analysis", Question)}


def declared_in(room: str, kind: type[Declared]) -> list[Declared]:
    """What the modules of a room declare of a kind, module by module.

    So a new module is found by what it holds: there is no list to put it in.
    """
    modules = [
        import_module(f"{room}.{module.name}")
        for module in iter_modules(import_module(room).__path__)
    ]
    return [each for module in modules for each in vars(module).values() if isinstance(each, kind)]
