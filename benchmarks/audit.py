"""What the audit finds, what the gate withholds, and what they cost.

``python -m benchmarks.audit trusts 0 200`` puts three yearly reports on random trusts (by their
numbers) through the gate and looks for what they give away all the same; ``brute 1000``
compares the audit with every set of answers of as many small trusts; ``time 300 40`` times it
on one trust of so many teams and practices, ``years 40 20`` on twelve years of reports, each
with all before in mind.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd
from trip_analytics.disclosure.audit import Publication, audit
from trip_analytics.disclosure.audit.certain import Known, certain_to
from trip_analytics.disclosure.audit.published import questions
from trip_analytics.disclosure.gate import pass_gate

from benchmarks.brute_force import disagreements
from benchmarks.random_trusts import YEARS, random_trust, report
from trip_analytics.disclosure.rules import INSIDERS

SEED = 20100924
FIGURES = {"profile": "mean", "change": "mean_change"}
SIZES = (5, 10, 20, 40, 80, 160, 301)
ITEMS = 4
OF_EACH_DESIGN = 20


def trusts(first: int, stop: int, seed: int = SEED) -> None:
    """Three yearly reports on each of some trusts."""
    rows = []
    for place in range(first, stop):
        random = np.random.default_rng((seed, place))
        teams = round(float(np.exp(random.uniform(np.log(SIZES[0]), np.log(SIZES[-1] - 1)))))
        returns = random_trust(random, teams, ITEMS)
        by_rules = [report(returns, year) for year in returns.years]
        start = time.perf_counter()
        by_rules_alone = _certain(by_rules)
        audited = time.perf_counter() - start
        gated: list[Publication] = []
        for new in by_rules:
            gated.append(pass_gate(new, gated).publication)
        rows.append(
            {
                "trust": place,
                "teams": teams,
                "leaks_by_rules": len(by_rules_alone),
                "unproven": sum(not known.proven for known in by_rules_alone),
                "leaks_left": len(_certain(gated)),
                "figures": sum(_figures(each)[1] for each in gated),
                "withheld_by_rules": sum(_figures(each)[0] for each in by_rules),
                "withheld": sum(_figures(each)[0] for each in gated),
                "seconds_of_audit": audited,
                "seconds_of_gates": time.perf_counter() - start - audited,
            }
        )
        print(rows[-1], flush=True)
    table = pd.DataFrame(rows)
    sizes = pd.cut(table["teams"], SIZES, right=False)
    summary = table.drop(columns=["trust", "teams"]).groupby(sizes, observed=True).sum()
    summary.insert(0, "trusts", table.groupby(sizes, observed=True).size())
    for column in ("withheld_by_rules", "withheld"):
        summary[f"share_{column}"] = (summary[column] / summary["figures"]).round(3)
    print(summary.round(1).to_string())
    print(table.drop(columns=["trust", "teams"]).sum().round(1).to_string())


def years(teams: int, items: int, seed: int = SEED) -> None:
    """What each of twelve yearly reports withholds, and how long its gate takes."""
    returns = random_trust(np.random.default_rng(seed), teams, items, range(2014, 2026))
    gated: list[Publication] = []
    for year in returns.years:
        start = time.perf_counter()
        passed = pass_gate(report(returns, year), gated)
        gated.append(passed.publication)
        withheld = {
            name: f"{int(table.withheld[FIGURES[table.name]].sum())} of {len(table.table)}"
            for name, table in passed.publication.tables.items()
        }
        print(f"{year}: {time.perf_counter() - start:.1f} s, withheld {withheld}", flush=True)


def _certain(publications: list[Publication]) -> list[Known]:
    """To whom answers are certain, by everything published."""
    return [
        known
        for _, _, question in questions(publications)
        for _, known in certain_to(question, INSIDERS)
    ]


def _figures(publication: Publication) -> tuple[int, int]:
    """How many rows of a publication's tables are withheld, and how many there are."""
    withheld = [
        released.withheld[FIGURES[released.name]] for released in publication.tables.values()
    ]
    return int(pd.concat(withheld).sum()), sum(map(len, withheld))


def brute(number: int, seed: int = SEED) -> None:
    """The audit against every set of answers of so many small trusts."""
    start, differ = time.perf_counter(), 0
    for case, agree in disagreements(-(-number // OF_EACH_DESIGN), OF_EACH_DESIGN, seed):
        differ += not agree
        if not agree:
            print(case)
    print(f"{number} cases, {differ} differ, {time.perf_counter() - start:.0f} s")


def timed(teams: int, items: int, seed: int = SEED) -> None:
    """Audit and gate of three reports on one trust."""
    returns = random_trust(np.random.default_rng(seed), teams, items)
    publications = [report(returns, year) for year in YEARS]
    start = time.perf_counter()
    found = audit(publications)
    audited = time.perf_counter()
    withheld = pass_gate(publications[-1], publications[:-1]).withheld
    gate = time.perf_counter() - audited
    print(
        f"{teams} teams, {items} practices, {len(YEARS)} reports: audit {audited - start:.1f} s, "
        f"{len(found)} leaks; gate {gate:.1f} s, {len(withheld)} withheld"
    )


if __name__ == "__main__":
    {"trusts": trusts, "brute": brute, "time": timed, "years": years}[sys.argv[1]](
        *map(int, sys.argv[2:])
    )
