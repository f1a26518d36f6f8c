"""Which answers are certain, by looking at every set of answers that small trusts could give.

Written apart from the audit and against it: every set of answers is put through the package's
own analysis and roundings, and those are kept that would have been published alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.audit.certain import certain_to
from trip_analytics.disclosure.audit.published import questions

from trip_analytics.analysis import change, intervals
from trip_analytics.disclosure.change import _rounded as rounded_change
from trip_analytics.disclosure.profile import COUNTS
from trip_analytics.disclosure.released import Published
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    MEAN_DECIMALS,
    SHARE_DECIMALS,
    rounded,
)

ITEM = "choices"
MOST_WORLDS = 16_000
YEARS = (2024, 2025)

Answer = tuple[str, int, int]  # team, year, and which version of it
Certain = dict[Answer, int]


@dataclass(frozen=True, eq=False)
class Design:
    """Who answered when, what is published, and every set of answers there could be.

    Attributes
    ----------
    scale : int
        How many ratings there are to choose from.
    answers : list of Answer
    part : dict
        Each team's part.
    worlds : array
        A row for each set of answers, a column for each answer.
    tables : list
        For each publication, by name, the kind of table and what it would be in each world:
        a row for each world (and part).
    """

    scale: int
    answers: list[Answer]
    part: dict[str, str]
    worlds: np.ndarray
    tables: list[dict[str, tuple[str, pd.DataFrame]]]

    def spoken_of(self, publication: int) -> list[Answer]:
        """The answers that a publication is about: the latest that it could know of."""
        known = {
            (team, year): (team, year, version)
            for team, year, version in self.answers
            if version <= publication and year <= YEARS[publication]
        }
        return list(known.values())


def designs(seed: int) -> Iterator[Design]:
    """Small trusts without end."""
    random = np.random.default_rng(seed)
    while True:
        scale = int(random.choice([3, 3, 3, 5]))
        teams = [f"Team {letter}" for letter in "ABCDEF"[: random.integers(3, 7)]]
        answers: list[Answer] = []
        for team in teams:
            years = [year for year in YEARS if random.random() < 0.75] or [YEARS[-1]]
            answers += [(team, year, 0) for year in years]
            if YEARS[0] in years and random.random() < 0.12:
                answers.append((team, YEARS[0], 1))  # a corrected return
        if scale ** len(answers) > MOST_WORLDS or YEARS[-1] not in {year for _, year, _ in answers}:
            continue
        part = {team: str(random.choice(["Adult", "Forensic"])) for team in teams}
        grids = np.indices((scale,) * len(answers)).reshape(len(answers), -1).T + 1
        design = Design(scale, answers, part, grids.astype(float), [])
        for publication in range(len(YEARS)):
            design.tables.append(_tables(design, publication, by_part=random.random() < 0.5))
        yield design


def _tables(
    design: Design, publication: int, *, by_part: bool
) -> dict[str, tuple[str, pd.DataFrame]]:
    spoken_of = design.spoken_of(publication)
    place = {answer: design.answers.index(answer) for answer in spoken_of}
    now, earlier = YEARS[publication], YEARS[0]
    tables: dict[str, tuple[str, pd.DataFrame]] = {}
    of_year = [answer for answer in spoken_of if answer[1] == now]
    if of_year:
        parts = {ALL_TEAMS: of_year}
        for name in sorted(set(design.part.values())) if by_part else []:
            if in_part := [answer for answer in of_year if design.part[answer[0]] == name]:
                parts[name] = in_part
        rows = [
            _profile(design.worlds[:, [place[answer] for answer in some]].T, now).assign(
                service_line=name
            )
            for name, some in parts.items()
        ]
        tables["profile"] = ("profile", pd.concat(rows))
    if publication > 0 and {answer[1] for answer in spoken_of} == set(YEARS):
        of_both = [
            pd.DataFrame(
                {
                    "unit": answer[0],
                    "year": answer[1],
                    "item_id": np.arange(len(design.worlds)).astype(str),
                    "rating": design.worlds[:, place[answer]],
                }
            )
            for answer in spoken_of
        ]
        items = np.arange(len(design.worlds)).astype(str).tolist()
        ratings = pd.concat(of_both).astype({"unit": "category"})
        figures = change._figures(ratings, earlier, now, items, set())
        table = pd.DataFrame({"item_id": ITEM, "practice": ITEM, "from_year": earlier, **figures})
        table = rounded_change(table.assign(to_year=now))
        tables["change"] = ("change", table.assign(p_adjusted=pd.NA))
    return tables


def _profile(grid: np.ndarray, year: int) -> pd.DataFrame:
    teams, mean = intervals.mean_of(grid)
    low, high = intervals.mean_interval(grid)
    counts = {column: (grid == point).sum(axis=0) for point, column in enumerate(COUNTS, start=1)}
    table = pd.DataFrame({"item_id": ITEM, "year": year, **counts}).astype(
        dict.fromkeys(COUNTS, "Int64")
    )
    for column, figures, decimals in (
        ("mean", mean, MEAN_DECIMALS),
        ("mean_low", low, MEAN_DECIMALS),
        ("mean_high", high, MEAN_DECIMALS),
        ("well_developed", intervals.divided((grid >= 4).sum(axis=0), teams), SHARE_DECIMALS),
    ):
        table[column] = rounded(pd.Series(figures), decimals)
    return table


@dataclass(frozen=True, eq=False)
class Case:
    """One real set of answers, what of it is published, and who may know more.

    Attributes
    ----------
    design : Design
    real : int
        Which world it is.
    withheld : list
        For each publication, by table, which figures (row by part) are withheld.
    insiders : int
    """

    design: Design
    real: int
    withheld: list[dict[str, pd.DataFrame]]
    insiders: int

    def publications(self) -> list[Publication]:
        """What is published, as the audit takes it."""
        made = []
        for number, tables in enumerate(self.design.tables):
            released = {}
            for name, (kind, table) in tables.items():
                row = table.loc[[self.real]].reset_index(drop=True)
                hidden = self.withheld[number][name]
                released[name] = Published(kind, row.mask(hidden), hidden, ())
            answers = [
                (*answer[:2], ITEM, rating, self.design.part[answer[0]])
                for answer, rating in zip(
                    self.design.answers, self.design.worlds[self.real], strict=True
                )
                if answer in self.design.spoken_of(number)
            ]
            columns = ["unit", "year", "item_id", "rating", "part"]
            made.append(
                Publication(str(YEARS[number]), released, pd.DataFrame(answers, columns=columns))
            )
        return made


def cases(design: Design, seed: int) -> Iterator[Case]:
    """Cases of one design without end: answers skewed more or less, more or less withheld."""
    random = np.random.default_rng(seed)
    while True:
        chances = random.dirichlet(np.full(design.scale, random.choice([0.3, 1.0, 3.0])))
        ratings = random.choice(design.scale, size=len(design.answers), p=chances)
        real = int(np.ravel_multi_index(ratings, (design.scale,) * len(design.answers)))
        of = dict(zip(design.answers, ratings, strict=True))
        if any(version and of[team, year, 0] == of[team, year, 1] for team, year, version in of):
            continue  # the same again is no correction
        withheld = []
        for tables in design.tables:
            withheld.append({})
            for name, (_, table) in tables.items():
                row = table.loc[[real]].reset_index(drop=True)
                hidden = pd.DataFrame(False, index=row.index, columns=row.columns)
                figures = [
                    column
                    for column in row
                    if column not in ("item_id", "practice", "year", "service_line")
                    and column not in ("from_year", "to_year", "teams")
                ]
                chance = random.choice([0.0, 0.3, 0.6, 1.0], p=[0.5, 0.2, 0.2, 0.1])
                hidden[figures] = random.random((len(row), len(figures))) < chance
                if "same" in row:  # it is what the others leave, and is given beside them alone
                    hidden["same"] |= hidden["improved"] | hidden["declined"]
                if "mean_change" in row and random.random() < 0.4:
                    hidden[["change_low", "change_high", "p_value"]] = True
                withheld[-1][name] = hidden
        yield Case(design, real, withheld, int(random.integers(0, 3)))


def by_brute_force(case: Case) -> Certain:
    """The certain answers, each with the fewest insiders to whom it is."""
    design = case.design
    alike = np.ones(len(design.worlds), dtype=bool)
    for tables, withheld in zip(design.tables, case.withheld, strict=True):
        for name, (_, table) in tables.items():
            hidden = withheld[name]
            rows = len(hidden)
            # The rows of one part stand together, a row for each world.
            for part in range(rows):
                in_worlds = table.iloc[part * len(design.worlds) : (part + 1) * len(design.worlds)]
                for column in table.columns[~hidden.iloc[part].to_numpy(bool)]:
                    values = in_worlds[column]
                    real = values.iloc[case.real]
                    same = values.isna() if pd.isna(real) else values.eq(real).fillna(False)
                    alike &= same.to_numpy(bool)
    worlds, real_answers = design.worlds[alike], design.worlds[case.real]
    team_of = np.array([team for team, _, _ in design.answers])
    certain: Certain = {}
    teams = sorted(set(team_of))
    for insiders in range(case.insiders + 1):
        for some in combinations(teams, insiders):
            theirs = np.isin(team_of, some)
            left = worlds[(worlds[:, theirs] == real_answers[theirs]).all(axis=1)]
            for place, answer in enumerate(design.answers):
                if not theirs[place] and (left[:, place] == real_answers[place]).all():
                    certain.setdefault(answer, insiders)
    return certain


def by_audit(case: Case) -> Certain:
    """The same by the audit; an answer that it cannot decide is not like any of them."""
    certain: Certain = {}
    for _, slots, question in questions(case.publications()):
        cut = replace(question, possible=case.design.scale)
        for (team, slot), known in certain_to(cut, case.insiders):
            version = slots.years[:slot].count(slots.years[slot])
            answer = slots.units[team], slots.years[slot], version
            certain[answer] = known.insiders if known.proven else -1
    return certain


def disagreements(number_of_designs: int, of_each: int, seed: int) -> Iterator[tuple[Case, bool]]:
    """Each case with whether audit and brute force agree on it."""
    made = designs(seed)
    for place in range(number_of_designs):
        of_design = cases(next(made), seed + place)
        for _ in range(of_each):
            case = next(of_design)
            yield case, by_brute_force(case) == by_audit(case)
