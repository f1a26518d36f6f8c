"""The files of the sample: what each is called, and how to make what is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tools.sample.challenges import plans, standings
from tools.sample.register import REGISTER
from tools.sample.returns import trip_returns
from tools.sample.template_forms import Form, plans_drawn, standings_drawn
from tools.sample.trip_forms import drawn

# Left behind by Excel and by Windows: nobody's return.
LEFT_BEHIND: dict[str, bytes] = {
    "2024-25/Forensic/~$Kestrel Ward TRIP 2024-25.xlsx": b"\x0bL. Finch-Ames".ljust(165, b"\x20"),
    "2022/Thumbs.db": bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\x00"),
}


def sample_files() -> dict[str, Callable[[], bytes]]:
    """Every file by its path in the sample, in order, with what makes its bytes."""
    files: dict[str, Callable[[], bytes]] = {"teams.csv": REGISTER.read_bytes}
    files |= {name: partial(bytes, content) for name, content in LEFT_BEHIND.items()}
    files |= {each.file: partial(drawn, each) for each in trip_returns()}
    files |= _by_file(standings(), standings_drawn) | _by_file(plans(), plans_drawn)
    return dict(sorted(files.items()))


def _by_file(
    forms: Sequence[Form], draw: Callable[[Sequence[Form]], bytes]
) -> dict[str, Callable[[], bytes]]:
    names = dict.fromkeys(each.file for each in forms)
    return {name: partial(draw, [each for each in forms if each.file == name]) for name in names}
