"""How many answers there are, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from trip_analytics.import_log import ANOTHER_SCALE, UNCLEAR_MARK
from trip_analytics.loading.apply_decisions import ANSWER_TABLES
from trip_analytics.returns import Returns

# Errors about answers that are counted by their state.
_OF_ANSWERS_COUNTED = (UNCLEAR_MARK.kind, ANOTHER_SCALE.kind)


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How many answers there are, and what became of them.

    Attributes
    ----------
    forms : int
        Current returns.
    taken, not_applicable, unclear : int
        Answers to the forms' own statements: in the tables as a number, said not to
        apply, or left open because they would have to be guessed.
    not_understood : int
        Other cells that are in no table: each is an error of the import log.
    """

    forms: int
    taken: int
    not_applicable: int
    unclear: int
    not_understood: int

    @property
    def answer_cells(self) -> int:
        """All of them together."""
        return self.taken + self.not_applicable + self.unclear + self.not_understood


def count_answers(returns: Returns) -> AnswerCounts:
    """Count what became of every answer.

    Examples
    --------
    >>> from trip_analytics import load_returns
    >>> count_answers(load_returns("data/sample/2022")).unclear
    4
    """
    states = pd.concat([getattr(returns, name)["state"] for name in ANSWER_TABLES])
    counts = states.value_counts()
    log = returns.import_log
    errors = log[(log["severity"] == "error") & log["cell"].notna()]
    return AnswerCounts(
        forms=int((returns.returns["status"] == "current").sum()),
        taken=int(counts.get("rated", 0)),
        not_applicable=int(counts.get("not-applicable", 0)),
        unclear=int(counts.get("unclear", 0)),
        not_understood=int((~errors["kind"].isin(_OF_ANSWERS_COUNTED)).sum()),
    )
