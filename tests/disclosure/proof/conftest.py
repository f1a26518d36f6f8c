"""Made-up trusts of every size, and what readers cannot tell from them: exchanged sheets."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st

from tests.own_lists import own_list
from trip_analytics.disclosure.small_groups import merge_small_groups
from trip_analytics.errors import DisclosureError
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

PRACTICES = load_instrument("trip").item_ids
CHALLENGES = load_instrument("template-a").item_ids
LINES = ("Adult", "Forensic", "Older people", "Rehabilitation")
FIRST_YEAR = 2018
OURS = own_list(range(-1, 4), items=5, domains=("Hope", "Work", "Home"), reverse=(2,))
# What a team sends in a year. Who it is stays in the first columns, and in the return's name.
SHEETS = ("returns", "ratings", "stages", "priorities", "action_plans", "assets")
WHO = ("team_id", "team", "service_line", "team_type")


@dataclass(frozen=True)
class Trust:
    """What a trust is made from; the same numbers make the same returns."""

    teams: int
    years: int
    seed: int
    lines: int = 2
    turnover: float = 0.2
    unanimous: float = 0.3
    unanswered: float = 0.1
    views: float = 0.3
    stages: float = 0.5
    register: bool = True
    own: float = 0.0  # how many of the teams fill in a list of the trust's own, too

    def returns(self):
        return _returns(self)


@pytest.fixture(scope="session")
def trusts():
    """A strategy: trusts of 6 to 60 teams over 3 to 8 years."""

    def trusts(**limits):
        asked = {
            "teams": st.one_of(st.integers(6, 19), st.integers(20, 60)),
            "years": st.integers(3, 8),
            "seed": st.integers(0, 2**32 - 1),
            "lines": st.integers(0, len(LINES)),
            "turnover": st.sampled_from([0.0, 0.2, 0.5]),
            "unanimous": st.sampled_from([0.0, 0.3, 0.8]),
            "unanswered": st.sampled_from([0.0, 0.1, 0.4]),
            "views": st.sampled_from([0.0, 0.5, 1.0]),
            "stages": st.sampled_from([0.0, 0.5, 1.0]),
            "register": st.booleans(),
            "own": st.sampled_from([0.0, 0.4, 1.0]),
        }
        return st.builds(Trust, **{**asked, **limits})

    return trusts


@pytest.fixture(scope="session")
def trust_of():
    """A trust of one's own numbers."""
    return lambda teams, years, seed=0, **more: Trust(teams, years, seed, **more).returns()


@pytest.fixture(scope="session")
def breakdown():
    """The breakdown that a year's report may have, and the part of each team in it."""
    return breakdown_of


@pytest.fixture(scope="session")
def exchange():
    """The same returns with the whole sheets of teams of a year exchanged."""
    return exchanged


@pytest.fixture(scope="session")
def mix():
    """The same returns, the sheets of every year dealt out anew within each part."""
    return mixed


def breakdown_of(returns, year):
    """``by``, or None where parts would be too small, and the part that each team is in."""
    try:
        merged = merge_small_groups(returns, "service_line", year=year)
    except DisclosureError:
        merged, by = returns, None
    else:
        by = "service_line"
    current = merged.returns.loc[merged.returns["year"].eq(year)]
    parts = current.drop_duplicates("team_id").set_index("team_id")["service_line"]
    return by, parts if by else parts.mask(parts.notna() | parts.isna(), "All teams")


def exchanged(returns, year, to):
    """``to`` says whose each team's sheet is from now on: who they are stays as it is."""
    of_year = returns.returns.loc[returns.returns["year"] == year].drop_duplicates("team_id")
    who = of_year.set_index("team_id")[list(WHO[1:])]
    tables = {}
    for name in SHEETS:
        table = getattr(returns, name).copy()
        moved = table["year"].eq(year) & table["team_id"].isin(list(to))
        owner = table.loc[moved, "team_id"].map(to).astype("string")
        for column in WHO[1:]:
            if column in table:
                table.loc[moved, column] = owner.map(who[column]).astype("string")
        table.loc[moved, "team_id"] = owner
        kind = table.loc[moved, "return_id"].str.split(":").str[0]
        table.loc[moved, "return_id"] = kind + ":" + owner + f":{year}"
        if "source_file" in table:
            table.loc[moved, "source_file"] = owner + f" {year}.xlsx"
        # Files are read in the order of their names, which teams keep.
        tables[name] = table.sort_values("return_id", kind="stable", ignore_index=True)
    return replace(returns, **tables)


def mixed(returns, random, *, but=frozenset()):
    """Exchange upon exchange; ``but`` are sheets (a team and a year) that stay where they are."""
    for year in returns.years:
        parts = breakdown_of(returns, year)[1]
        # Which lists a team returned is no answer: teams that returned the same ones exchange.
        listed = returns.returns.loc[
            returns.returns["year"].eq(year) & returns.returns["instrument"].eq(OURS.instrument_id)
        ]
        also = parts.index.isin(listed["team_id"])
        for part, of_ours in sorted({*zip(parts, also, strict=True)}):
            there = parts.index[parts.eq(part) & (also == of_ours)]
            teams = [t for t in there if (t, year) not in but]
            returns = exchanged(
                returns, year, dict(zip(teams, random.permutation(teams), strict=True))
            )
    return returns


def _returns(trust):
    random = np.random.default_rng(trust.seed)
    teams = _teams(trust, random)
    rows = {name: [] for name in SHEETS}
    for at in range(trust.years):
        there = teams.loc[(teams["from"] <= at) & (at < teams["until"])]
        there = there.loc[random.random(len(there)) < 0.95]
        if len(there) < 2:
            there = teams.iloc[:2]
        usual = there["usual"].to_numpy()[:, None]
        there = there[list(WHO)].assign(year=FIRST_YEAR + at).reset_index(drop=True)
        sheets = _trip(there, usual, random, trust) | _template_a(there, random, trust)
        sheets |= _template_b(there, np.random.default_rng([trust.seed, at]), trust)
        for name, table in sheets.items():
            rows[name].append(table)
        rows["ratings"].append(_ours(there, np.random.default_rng([trust.seed, at, 1]), trust))
    tables = {name: pd.concat(made, ignore_index=True) for name, made in rows.items() if made}
    tables["returns"] = pd.concat(
        [
            tables[name][["return_id", "source_file", *WHO, "year"]]
            .drop_duplicates("return_id")
            .assign(organisation="Larkrise", status="current")
            for name in ("ratings", "stages", "action_plans")
            if name in tables
        ]
    ).assign(instrument=lambda it: it["return_id"].str.split(":").str[0])
    if trust.register:
        tables["teams"] = teams[list(WHO)]
    return Returns.from_tables(**tables, instruments=[OURS] if trust.own else None)


def _teams(trust, random):
    number = pd.Series(random.permutation(trust.teams)).astype(str).str.zfill(2)
    teams = pd.DataFrame({"team_id": "team-" + number, "team": "Kestrel Ward " + number})
    lines = [*LINES[: trust.lines], None]
    # Lines of many sizes, and teams that are in none.
    weights = np.array([*(1 / (1 + n) for n in range(trust.lines)), 0.1])
    teams["service_line"] = random.choice(
        np.array(lines, object), trust.teams, p=weights / weights.sum()
    )
    # How a team rates from year to year: the same teams are alike.
    teams["usual"] = random.normal(0, 1, trust.teams)
    teams["team_type"] = random.choice(["ward", "community"], trust.teams)
    comes, goes = random.random((2, trust.teams)) < trust.turnover
    teams["from"] = np.where(comes, random.integers(0, trust.years, trust.teams), 0)
    teams["until"] = np.where(goes, random.integers(1, trust.years + 1, trust.teams), trust.years)
    return teams


def _sheet(kind, there):
    return there.assign(
        return_id=kind + ":" + there["team_id"] + ":" + there["year"].astype(str),
        source_file=there["team_id"] + " " + there["year"].astype(str) + ".xlsx",
    )


def _ours(there, random, trust):
    """A list with domains, which some of the teams rate: now and then nearly all of them alike."""
    sheet = _sheet(OURS.instrument_id, there.loc[random.random(len(there)) < trust.own])
    shape = len(sheet), len(OURS.item_ids)
    level = random.normal(1, 1, shape[1])
    rating = np.clip(np.round(level + random.normal(0, 1, shape)), -1, 3).astype(int)
    for item in np.flatnonzero(random.random(shape[1]) < trust.unanimous):
        rating[random.permutation(shape[0])[random.integers(0, 4) :], item] = random.integers(-1, 4)
    asked = sheet.merge(pd.DataFrame({"item_id": OURS.item_ids}), how="cross")
    rated = random.random(len(asked)) >= trust.unanswered
    return asked.assign(
        rating=pd.array(rating.ravel(), "Int64"),
        state=np.where(rated, "rated", "not-answered"),
        perspective="team",
    ).assign(rating=lambda it: it["rating"].where(rated))


def _template_b(there, random, trust):
    """Plans of some of the teams for two of the challenges, with one to three goals."""
    asked = _sheet("template-b", there).merge(
        pd.DataFrame({"item_id": CHALLENGES[:2]}), how="cross"
    )
    plans = asked.loc[random.random(len(asked)) < trust.stages].assign(kind="goal", text="A goal")
    if plans.empty:
        return {}
    goals = plans.loc[np.repeat(plans.index, random.integers(1, 4, len(plans)))]
    return {"action_plans": goals}


def _trip(there, usual, random, trust):
    shape = len(there), len(PRACTICES)
    level = random.normal(3, 1, shape[1])
    rating = np.clip(np.round(level + usual + random.normal(0, 0.5, shape)), 1, 5).astype(int)
    lines = there["service_line"].fillna("").to_numpy(str)
    for item in np.flatnonzero(random.random(shape[1]) < trust.unanimous):
        # All teams agree, or those of one service line, but for up to three of them.
        which = np.flatnonzero((lines == random.choice(lines)) | (random.random() < 0.5))
        which = random.permutation(which)[random.integers(0, 4) :]
        rating[which, item] = random.integers(1, 6)
    sheet = _sheet("trip", there)
    asked = sheet.merge(pd.DataFrame({"item_id": PRACTICES}), how="cross")
    state = np.where(random.random(shape) < 0.5, "not-answered", "not-applicable")
    state = np.where(random.random(shape) < trust.unanswered, state, "rated")
    agreed = asked.assign(
        rating=pd.array(rating.ravel(), "Int64"), state=state.ravel(), perspective="team"
    )
    agreed["rating"] = agreed["rating"].where(agreed["state"].eq("rated"))
    agreed["comment"] = "said by " + there["team"].repeat(shape[1]).to_numpy()
    told = [agreed]
    for view in ("staff", "people-using-services"):
        for number in range(1, int(random.integers(2, 4))):
            says = asked.loc[np.repeat(random.random(shape[0]) < trust.views, shape[1])]
            told.append(
                says.assign(
                    rating=random.integers(1, 6, len(says)),
                    state="rated",
                    perspective=view,
                    respondent=f"{view} {number}",
                )
            )
    if trust.views:  # some teams agreed nothing, and sent what each person answered
        alone = random.choice(there["team_id"], 2)
        told[0] = agreed.assign(
            perspective=agreed["perspective"].mask(agreed["team_id"].isin(alone), "staff")
        )
    chosen = sheet.loc[np.repeat(sheet.index, random.integers(0, 4, len(sheet)))]
    about = np.array([*PRACTICES[:4], CHALLENGES[2], None], object)
    n = len(chosen)
    priorities = chosen.assign(
        number=chosen.groupby("team_id").cumcount() + 1,
        priority="Something to do",
        item_id=random.choice(about, n),
        matched_by="wording",
        measure=np.where(random.random(n) < 0.5, "A measure", None),
        due=np.where(random.random(n) < 0.5, "2026-03-01", None),
        progress=random.choice(np.array(["started", "achieved", None], object), n),
        staff_lead=random.random(n) < 0.6,
        service_user_lead=random.random(n) < 0.4,
    )
    under = np.array(["Community", "Staff", "Ours alone", None], object)
    assets = sheet.assign(
        category=random.choice(under, len(sheet), p=[0.5, 0.3, 0.1, 0.1]), asset="A garden"
    )
    return {"ratings": pd.concat(told), "priorities": priorities, "assets": assets}


def _template_a(there, random, trust):
    there = there.loc[random.random(len(there)) < trust.stages]
    if there.empty:
        return {}
    shape = len(there), len(CHALLENGES)
    asked = _sheet("template-a", there).merge(pd.DataFrame({"item_id": CHALLENGES}), how="cross")
    stage = random.choice(3, shape, p=[0.5, 0.3, 0.2]) + 1
    stage[:, random.random(shape[1]) < trust.unanimous] = 2
    place = random.permuted(np.tile(np.arange(1, shape[1] + 1), (shape[0], 1)), axis=1)
    ranked = place <= random.integers(0, shape[1] + 1, (shape[0], 1))
    rated = random.random(shape) >= trust.unanswered
    return {
        "stages": asked.assign(
            stage=pd.array(stage.ravel(), "Int64"),
            state=np.where(rated, "rated", "not-answered").ravel(),
            priority=pd.array(place.ravel(), "Int64"),
        ).assign(
            stage=lambda it: it["stage"].where(it["state"].eq("rated")),
            priority=lambda it: it["priority"].where(ranked.ravel()),
        )
    }
