"""The fictional trust and what is true of it: what a right analysis should find."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")

ORGANISATION = "Wyre and Fell NHS Foundation Trust (fictional)"
YEARS = (2022, 2023, 2024, 2025)
SEED = 1948

STRONG = "family-and-friends"
WEAK = "collaborative-notes"
IMPROVING = "shared-safety"
DECLINING = "staff-wellbeing"
# Their true means are the same in every year: any order between them is chance.
INSEPARABLE = ("roles-and-connections", "recovery-education")
FLAT = (STRONG, WEAK, *INSEPARABLE, "choices", "hope-stories")

# The level of a practice in each year, before teams, occasions and rounding to 1-5.
LATENT_MEANS: dict[str, tuple[float, float, float, float]] = {
    "roles-and-connections": (3.2, 3.2, 3.2, 3.2),
    "choices": (3.5, 3.5, 3.5, 3.5),
    "collaborative-notes": (1.9, 1.9, 1.9, 1.9),
    "shared-safety": (2.5, 2.8, 3.1, 3.4),
    "family-and-friends": (4.3, 4.3, 4.3, 4.3),
    "hope-stories": (2.8, 2.8, 2.8, 2.8),
    "recovery-education": (3.2, 3.2, 3.2, 3.2),
    "staff-wellbeing": (3.6, 3.4, 3.15, 2.9),
}
TEAM_SD = 0.35
TEAM_PRACTICE_SD = 0.40
OCCASION_SD = 0.40

# People using the service less staff, where a form shows both views.
PERSPECTIVE_GAP = -0.3
WIDE_PERSPECTIVE_GAP = {"choices": -0.9}

# Teams choose as priorities what they rate low; choosing does nothing to what follows.
PRIORITY_EFFECT = 0.0

STAGE_IN_2022 = 1.2
STAGE_DRIFT = 0.3
STAGE_AHEAD = {"challenge-3": 0.6, "challenge-4": 0.6}


def true_mean(item_id: str, year: int) -> float:
    """The mean rating (1-5) of all teams there could be, for a practice in a year."""
    latent = LATENT_MEANS[item_id][YEARS.index(year)]
    sd = math.sqrt(TEAM_SD**2 + TEAM_PRACTICE_SD**2 + OCCASION_SD**2)
    above = (0.5 * math.erfc((point + 0.5 - latent) / (sd * math.sqrt(2))) for point in range(1, 5))
    return 1 + sum(above)


def chance(*about: object) -> np.random.Generator:
    """A generator for one matter alone, so that changing one leaves the others as they are."""
    return np.random.default_rng([SEED, zlib.crc32("|".join(map(str, about)).encode())])


def pick(choices: Sequence[T], rng: np.random.Generator) -> T:
    """One of several, each as likely."""
    return choices[int(rng.integers(len(choices)))]
