"""What several questions of one release ask for, such as who was asked what, worked out once.

It is kept for as long as a release takes and no longer, since tables may be changed in place
between two releases. Outside of one nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def kept_meanwhile() -> Iterator[None]:
    """Work out once, until this ends, what functions that are ``worked_out_once`` are asked for.

    Inside another one, what that keeps is used.
    """
    if _KEPT.get() is not None:
        yield
        return
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def worked_out_once(function: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """A function of returns and plain values that is worked out once inside ``kept_meanwhile``.

    Returns are the same if they are one object. Tables are handed out as copies.
    """

    @wraps(function)
    def worked_out(*asked: Asked.args, **options: Asked.kwargs) -> Found:
        kept = _KEPT.get()
        if kept is None:
            return function(*asked, **options)
        plain = (tuple(each) if isinstance(each, list) else each for each in asked)
        key = (function, *plain, *sorted(options.items()))
        if key not in kept:
            kept[key] = function(*asked, **options)
        found: Found = kept[key]
        return found.copy() if isinstance(found, pd.DataFrame) else found

    return worked_out
