"""One answer, or a plain reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

State = Literal["rated", "not-applicable", "not-answered", "unclear"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell answers.

    ``why`` says what keeps an unclear one from being clear, ``beside`` whether words
    are beside the answer.
    """

    state: State
    value: int | None = None
    why: str | None = None
    beside: bool = False


NOT_ANSWERED: Final = Mark("not-answered")
NOT_APPLICABLE: Final = Mark("not-applicable")


def unclear(why: str) -> Mark:
    """A mark that no single answer can be read from.

    Examples
    --------
    >>> unclear("two are ticked").state
    'unclear'
    """
    return Mark("unclear", why=why)


NOT_KNOWN: Final = unclear("it says that they do not know")


PRINTED_NOT_KNOWN: Final = unclear("it is the form's own answer for what is not known")


def rated(value: int, *, beside: bool = False) -> Mark:
    """A clear answer, and whether words are beside it.

    Examples
    --------
    >>> rated(4).value
    4
    """
    return Mark("rated", value, beside=beside)
