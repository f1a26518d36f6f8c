"""Pictures of the cells around a mark, in which the team's other marks are covered."""

from __future__ import annotations

from typing import Final

BETWEEN_CELLS: Final = " | "
THE_MARKS_ROW: Final = ">"
COVERED: Final = "•"


def covered(around: str, found: str | None) -> str:
    """A picture of the cells around a mark, with every other mark in it covered.

    A team sees its own answers. A list of several teams must not put them side by side.

    Parameters
    ----------
    around : str
        Lines of cells: headings, whose first cell is empty, then statements with their
        answers. The line of the mark begins with an arrow.
    found : str or None
        The mark, or marks, that stay visible.

    Examples
    --------
    >>> covered("> Own choices | 4     | 3-4", "3-4")
    '> Own choices | •     | 3-4'
    """
    seen = [mark.strip() for mark in (found or "").split(BETWEEN_CELLS)]
    lines = []
    for line in around.splitlines():
        first, *answers = line.split(BETWEEN_CELLS)
        if first.strip():
            of_mark = seen if line.startswith(THE_MARKS_ROW) else []
            answers = [_covered(answer, of_mark) for answer in answers]
        lines.append(BETWEEN_CELLS.join([first, *answers]).rstrip())
    return "\n".join(lines)


def _covered(answer: str, seen: list[str]) -> str:
    text = answer.strip()
    uncut = text.removesuffix("…")
    if not text or any(mark == text or (uncut != text and mark.startswith(uncut)) for mark in seen):
        return answer
    return COVERED.ljust(len(answer))
