from __future__ import annotations

import gc
import os
import shutil
from collections import defaultdict
from pathlib import Path

# A process of tests for each core is enough: BLAS's own threads would wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

# How often laws are tried: in every run, in CI, and by hand before an issue is closed
# (CONTRIBUTING.md). The first two try the same examples each time; what the third finds is
# pinned as an @example. Laws of which each try is slow take a part of what the profile says.
settings.register_profile("quick", max_examples=60, derandomize=True, deadline=None)
settings.register_profile("thorough", max_examples=500, derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=3000, deadline=None, print_blob=True)
settings.load_profile("quick")

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SERVICE_LINES = ("Adult community", "Older people", "Rehabilitation")


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    """Of a test marked `slow_but(some)` so many cases, evenly spread, are not slow."""
    cases = defaultdict(list)
    for item in items:
        if mark := item.get_closest_marker("slow_but"):
            cases[item.nodeid.split("[")[0], mark.args[0]].append(item)
    for (_, some), each in cases.items():
        kept = {number * len(each) // some for number in range(some)}
        for number, item in enumerate(each):
            if number not in kept:
                item.add_marker("slow")


def pytest_collection_finish():
    """What was collected stays to the end, so no search for garbage has to go through it."""
    gc.freeze()
    gc.set_threshold(10_000)


def program(*names: str) -> str:
    """The path of the first of these programs; skips without, but fails under CI."""
    for name in names:
        if path := shutil.which(name):
            return path
    missing = f"{names[0]} is not installed, so this test cannot look at its documents"
    if os.environ.get("CI"):
        pytest.fail(f"{missing}; in CI it must be there.")
    pytest.skip(missing)


@pytest.fixture(scope="session")
def chromium():
    return program("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def soffice():
    return program("soffice", "libreoffice")


def made_returns(
    *,
    teams: int = 33,
    years: tuple[int, ...] = (2023, 2024, 2025),
    seed: int = 0,
    organisation: str | None = "Larkrise NHS Trust",
    service_lines: tuple[str, ...] = SERVICE_LINES,
    stages: int = 12,
    priorities: bool = True,
    register: bool = True,
) -> Returns:
    """A trust in which family and friends are strong, notes weak, and safety improves.

    Every seventeenth team, another one each year, does not return. ``stages`` is how many
    teams return Template A. The same arguments make the same returns.
    """
    random = np.random.default_rng(seed)
    practices = load_instrument("trip").item_ids
    level = {"family-and-friends": 4.3, "collaborative-notes": 1.7}
    listed = [
        {
            "team_id": f"team-{n}",
            "team": f"Kestrel Ward {n:02}",
            "service_line": service_lines[n % len(service_lines)],
            "team_type": "ward",
        }
        for n in range(teams)
    ]
    rows: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("returns", "ratings", "priorities", "stages")
    }
    form = {"organisation": organisation, "status": "current"}
    for at, year in enumerate(years):
        for n, team in enumerate(listed):
            if (n + at) % 17 == 16:
                continue
            about = {**team, "return_id": f"{team['team_id']}-{year}", "year": year}
            rows["returns"].append({**about, **form, "instrument": "trip"})
            for practice in practices:
                mean = level.get(practice, 3.0) + (practice == "shared-safety") * 0.5 * at
                rating = int(np.clip(np.round(random.normal(mean, 0.9)), 1, 5))
                rows["ratings"].append({**about, "item_id": practice, "rating": rating})
            for number, practice in enumerate(random.permutation(practices)[:3], 1):
                rows["priorities"].append(
                    {
                        **about,
                        "number": number,
                        "priority": f"Work on {practice}",
                        "item_id": practice,
                        "staff_lead": bool(random.random() < 0.7),
                        "service_user_lead": bool(random.random() < 0.5),
                    }
                )
        for n, team in enumerate(listed[:stages]):
            about = {**team, "return_id": f"{team['team_id']}-a-{year}", "year": year}
            rows["returns"].append({**about, **form, "instrument": "template-a"})
            rows["stages"] += [
                {**about, "item_id": challenge, "stage": 1 + (n + k) % 3, "priority": 1 + k}
                for k, challenge in enumerate(load_instrument("template-a").item_ids)
            ]
    if not priorities:
        del rows["priorities"]
    tables = {name: pd.DataFrame(table) for name, table in rows.items() if table}
    if register:
        tables["teams"] = pd.DataFrame(listed)
    return Returns.from_tables(**tables)


@pytest.fixture(scope="session")
def make_returns():
    """Factory of synthetic returns, made in memory: see ``made_returns``."""
    return made_returns


@pytest.fixture(scope="session")
def returns():
    """33 teams over three years, in three service lines that may be shown apart."""
    return made_returns()


@pytest.fixture(scope="session")
def sample(once):
    """The fictional trust, read from its files."""
    from trip_analytics import load_returns

    return once("sample", lambda: load_returns(SAMPLE, workers=0))


@pytest.fixture(scope="session")
def found(returns, once):
    """What the annual report on them says, with a breakdown."""
    from trip_analytics.reports.annual.report_data import ReportRequest, gather_data

    return once("found", lambda: gather_data(returns, ReportRequest(by="service_line")))


@pytest.fixture(scope="session")
def report(found, once):
    """The annual report."""
    from trip_analytics.reports.annual import compose

    return once("report", lambda: compose(found))
