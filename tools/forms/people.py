"""Teams, and who writes for them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from tools.forms.words import WORDS, pick


def team_names(chance: random.Random) -> Iterator[str]:
    """Names of teams, none twice and none within another."""
    given: set[str] = set()
    places = list(WORDS["places"])
    while True:
        chance.shuffle(places)
        for place in places:
            name = pick(chance, "team-names").format(
                p=place,
                s=pick(chance, "sides"),
                n=chance.randint(2, 19),
                l=chance.choice("ABCD"),
            )
            key = re.sub(r"\W+", " ", name.casefold()).strip()
            if not any(key in other or other in key for other in given):
                given.add(key)
                yield name
                break
        else:
            ends = ("ton", "ley", " Green")
            places = [f"{place}{end}" for place in WORDS["places"] for end in ends]


class Lead(random.Random):
    """A recovery lead's seeded decisions, who never has two returns of a team, or line and year."""

    taken: set[object]

    @classmethod
    def of(cls, chance: random.Random) -> Lead:
        """A lead who decides by this chance."""
        lead = cls(chance.random())
        lead.taken = set()
        return lead

    def line_and_year(self, lines: Sequence[str | None]) -> tuple[str | None, int]:
        """A service line and a year that have no return yet."""
        while (found := (self.choice(lines), self.randint(2014, 2025))) in self.taken:
            pass
        self.taken.add(found)
        return found

    def teams(self, count: int) -> list[tuple[str, str]]:
        """So many teams with their service lines, in the order of the lines."""
        lines = list(WORDS["teams-of-lines"])
        chosen: list[tuple[str, str]] = []
        while len(chosen) < count:
            line = self.choice(lines)
            team = self.choice(WORDS["teams-of-lines"][line]).format(
                p=pick(self, "leads-places"), n=self.randint(1, 19), l=self.choice("ABCD")
            )
            if team not in self.taken:
                self.taken.add(team)
                chosen.append((team, line))
        return sorted(chosen, key=lambda pair: lines.index(pair[1]))
