import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from trip_analytics.analysis.indicators import control_chart
from trip_analytics.disclosure.released import as_published
from trip_analytics.returns import Returns

COUNTS = [f"rated_{rating}" for rating in range(1, 6)]
STATEMENT = (
    "We work with service users to understand their perspective on 'risk', negotiate an agreed "
    "safety plan and share responsibility for safety (number {})."
)


@pytest.fixture(scope="session")
def seen():
    """What is to be seen on a plot: see there."""
    spec = importlib.util.spec_from_file_location("seen", Path(__file__).parent / "seen.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def profile():
    """A profile in which the third practice is much alike and the fourth rated by nobody."""
    counts = [(1, 4, 6, 5, 2), (0, 2, 3, 9, 4), (0, 0, 0, 1, 17), (0, 0, 0, 0, 0), (6, 5, 4, 3, 0)]
    table = pd.DataFrame(counts, columns=COUNTS, dtype="Int64")
    teams = table.sum(axis=1)
    mean = sum(table[count] * n for n, count in enumerate(COUNTS, 1)) / teams.where(teams > 0)
    return table.assign(
        item_id=list("abcde"),
        practice=["Choices", "Shared notes", "Hope", "Education", "Staff"],
        year=2025,
        teams=teams,
        not_rated=0,
        mean=mean.astype("Float64"),
        mean_low=mean.astype("Float64") - 0.31,
        mean_high=mean.astype("Float64") + 0.27,
        rank_low=pd.array([2, 1, 1, None, 3], dtype="Int64"),
        rank_high=pd.array([3, 3, 2, None, 4], dtype="Int64"),
    )


@pytest.fixture
def change():
    return pd.DataFrame(
        {
            "item_id": list("abc"),
            "practice": ["Choices", "Shared notes", "Hope"],
            "from_year": 2024,
            "to_year": 2025,
            "teams": pd.array([31, 30, 0], dtype="Int64"),
            "mean_change": pd.array([-0.26, 0.74, None], dtype="Float64"),
            "change_low": pd.array([-0.61, 0.41, None], dtype="Float64"),
            "change_high": pd.array([0.09, 1.07, None], dtype="Float64"),
            "p_adjusted": pd.array([0.2, 0.01, None], dtype="Float64"),
            "overall_change": pd.array([-0.36, 0.65, None], dtype="Float64"),
            "matched_part": pd.array([-0.26, 0.74, None], dtype="Float64"),
            "joiners_part": pd.array([0.1, -0.14, None], dtype="Float64"),
            "leavers_part": pd.array([0.2, -0.05, None], dtype="Float64"),
            "mean_before": pd.array([3.26, 2.5, None], dtype="Float64"),
            "mean_after": pd.array([3.0, 3.24, None], dtype="Float64"),
        }
    )


@pytest.fixture
def public_change(change):
    """What is public of it: the difference of two years' averages over all teams of each."""
    columns = ["item_id", "practice", "from_year", "to_year", "teams", "mean_change"]
    columns += ["change_low", "change_high", "p_adjusted", "mean_before", "mean_after"]
    more = {"teams_before": [31, 33, 0], "teams_after": [34, 30, 0]}
    table = change[columns].assign(**{name: pd.array(n, "Int64") for name, n in more.items()})
    return as_published("change_between", table, table.isna() & False, ())


@pytest.fixture
def trend():
    return pd.DataFrame(
        {
            "item_id": list("abc"),
            "practice": ["Choices", "Shared notes", "Hope"],
            "first_year": pd.array([2019, 2018, None], dtype="Int64"),
            "last_year": pd.array([2025, 2024, None], dtype="Int64"),
            "years": pd.array([7, 7, 0], dtype="Int64"),
            "teams": pd.array([31, 30, 0], dtype="Int64"),
            "slope": pd.array([-0.02, 0.14, None], dtype="Float64"),
            "slope_low": pd.array([-0.06, 0.08, None], dtype="Float64"),
            "slope_high": pd.array([0.02, 0.2, None], dtype="Float64"),
            "p_value": pd.array([0.2, 0.004, None], dtype="Float64"),
            "p_adjusted": pd.array([0.2, 0.008, None], dtype="Float64"),
        }
    )


@pytest.fixture
def perspectives():
    table = pd.DataFrame(
        {
            "item_id": list("abc"),
            "practice": ["Choices", "Shared notes", "Hope"],
            "year": 2025,
            "teams": pd.array([9, 8, 2], dtype="Int64"),
            "mean_of": pd.array([2.6, 3.5, None], dtype="Float64"),
            "mean_over": pd.array([3.4, 3.5, None], dtype="Float64"),
            "gap": pd.array([-0.8, 0.0, None], dtype="Float64"),
            "gap_low": pd.array([-1.3, None, None], dtype="Float64"),
            "gap_high": pd.array([-0.3, None, None], dtype="Float64"),
            "p_value": pd.array([0.01, None, None], dtype="Float64"),
            "p_adjusted": pd.array([0.01, None, None], dtype="Float64"),
        }
    )
    table.attrs = {"of": "people-using-services", "over": "staff"}
    return table


@pytest.fixture
def history():
    """Three years; the words of the first practice changed in the last of them."""
    means = pd.array([2.5, 2.9, 3.1, 3.6, None, 3.2], dtype="Float64")
    return pd.DataFrame(
        {
            "item_id": list("aaabbb"),
            "practice": ["Choices"] * 3 + ["Shared notes"] * 3,
            "year": pd.array([2022, 2023, 2025] * 2, dtype="Int64"),
            "teams": pd.array([31, 33, 40, 31, 0, 38], dtype="Int64"),
            "mean": means,
            "mean_low": means - 0.3,
            "mean_high": means + 0.3,
            "comparable_with_previous": pd.array(
                [None, True, False, None, True, True], dtype="boolean"
            ),
        }
    )


@pytest.fixture
def link():
    return pd.DataFrame(
        {
            "item_id": ["a", "b", "c", None],
            "practice": ["Choices", "Shared notes", "Hope", "All practices"],
            "innovation": "peer workers",
            "from_year": 2023,
            "to_year": 2025,
            "adopters": pd.array([8, 9, 2, 9], dtype="Int64"),
            "others": pd.array([12, 12, 14, 14], dtype="Int64"),
            "difference": pd.array([-0.2, 0.7, None, 0.3], dtype="Float64"),
            "difference_low": pd.array([-0.5, 0.3, None, 0.1], dtype="Float64"),
            "difference_high": pd.array([0.1, 1.1, None, 0.5], dtype="Float64"),
            "p_value": pd.array([0.2, 0.01, None, 0.02], dtype="Float64"),
            "p_adjusted": pd.array([0.2, 0.02, None, None], dtype="Float64"),
        }
    )


def _chart(values, **options):
    """The control chart of monthly figures in which TRIP began in May 2024."""
    months = pd.date_range("2024-01-01", periods=len(values), freq="MS")
    figures = pd.DataFrame({"indicator": "Incidents", "month": months, "value": values})
    ratings = pd.DataFrame({"team": ["Ash"], "year": 2024, "item_id": "choices", "rating": 3})
    forms = ratings.assign(return_id="a", instrument="trip", status="current")
    returns = Returns.from_tables(
        indicators=figures.dropna(),
        ratings=ratings.assign(return_id="a"),
        returns=forms.assign(returned_on="2024-05-12"),
    )
    return control_chart(returns, "Incidents", **options)


@pytest.fixture
def draw_chart():
    return _chart


@pytest.fixture(scope="session")
def chart():
    """Two phases: one with a gap and a month that stands out, one too short for limits."""
    values = [5, 4, None, 6, *[5, 4, 6] * 4, 15, *[2, 1, 3] * 2]
    return _chart(values, better="lower", phases=["2025-06"])


@pytest.fixture
def stages():
    return pd.DataFrame(
        {
            "item_id": ["challenge-1", "challenge-2"],
            "challenge": ["Day-to-day interactions", "Education and training"],
            "year": 2025,
            "teams": pd.array([8, 9], dtype="Int64"),
            "not_assessed": 0,
            "stage_1": pd.array([4, 0], dtype="Int64"),
            "stage_2": pd.array([3, 5], dtype="Int64"),
            "stage_3": pd.array([1, 4], dtype="Int64"),
            **{f"share_stage_{n}": pd.array([0.5, 0.5], dtype="Float64") for n in (1, 2, 3)},
            "prioritised": pd.array([4, 4], dtype="Int64"),
        }
    )


@pytest.fixture
def stage_change():
    """Of five: 2 from 1 to 2, 2 at 2 in both, 1 from 3 to 1; then words that cannot be compared."""
    pairs = [(before, after) for before in (1, 2, 3) for after in (1, 2, 3)]
    moved = {(1, 2): 2, (2, 2): 2, (3, 1): 1}
    known = pd.DataFrame(
        [(before, after, moved.get((before, after), 0)) for before, after in pairs],
        columns=["from_stage", "to_stage", "teams"],
        dtype="Int64",
    ).assign(item_id="challenge-1", challenge="Day-to-day interactions")
    unknown = known.assign(
        item_id="challenge-2",
        challenge="Education and training",
        teams=pd.array([pd.NA] * 9, dtype="Int64"),
    )
    return pd.concat([known, unknown]).assign(from_year=2024, to_year=2025)


@pytest.fixture
def challenge_priorities():
    return pd.DataFrame(
        {
            "item_id": ["challenge-1", "challenge-2", "challenge-3"],
            "challenge": ["Day-to-day interactions", "Education and training", "Centre"],
            "year": 2025,
            "returns": pd.array([8, 8, 8], dtype="Int64"),
            "in_top_five": pd.array([3, 6, 0], dtype="Int64"),
            "share": pd.array([0.375, 0.75, 0], dtype="Float64"),
            "ranked_first": pd.array([1, 4, 0], dtype="Int64"),
            "ranked": pd.array([5, 6, 0], dtype="Int64"),
            "typical_place": pd.array([4, 1, pd.NA], dtype="Int64"),
            "suggested_early": pd.array([True, False, True], dtype="boolean"),
        }
    )


@pytest.fixture
def priorities():
    return pd.DataFrame(
        {
            "item_id": ["a", "b", "c", None],
            "practice": ["Choices", "Shared notes", "Hope", "Something else"],
            "year": 2025,
            "teams": pd.array([9, 12, 2, 4], dtype="Int64"),
            "share": pd.array([0.45, 0.6, 0.1, 0.2], dtype="Float64"),
            **dict.fromkeys(
                ("with_staff_lead", "with_service_user_lead", "with_both_leads"),
                pd.array([4, 4, 0, 0], dtype="Int64"),
            ),
            **dict.fromkeys(("with_measure", "with_due"), pd.array([4, 4, 0, 0], dtype="Int64")),
        }
    )


@pytest.fixture
def progress():
    """Three years of priorities; in the second nobody named any."""
    return pd.DataFrame(
        {
            "year": pd.array([2023, 2024, 2025], dtype="Int64"),
            "priorities": pd.array([20, 0, 8], dtype="Int64"),
            "not_started": pd.array([2, 0, 0], dtype="Int64"),
            "started": pd.array([5, 0, 4], dtype="Int64"),
            "achieved": pd.array([10, 0, 0], dtype="Int64"),
            "stopped": pd.array([1, 0, 0], dtype="Int64"),
            "not_said": pd.array([2, 0, 4], dtype="Int64"),
        }
    )


@pytest.fixture
def participation():
    returned = [True] * 10 + [False] * 2 + [True] * 9 + [False] * 5
    return pd.DataFrame(
        {
            "team": [f"Team {n}" for n in range(26)],
            "service_line": ["Adult"] * 12 + ["Older adult"] * 14,
            "team_type": "ward",
            "returned": returned,
            "complete": returned,
            "priorities": pd.array([3 if back else None for back in returned], dtype="Int64"),
            "with_both_leads": pd.array([1 if back else None for back in returned], dtype="Int64"),
        }
    )


@pytest.fixture
def statements(profile):
    """A profile of forty long statements."""
    rows = pd.concat([profile.iloc[[0, 1, 4, 0]]] * 10, ignore_index=True)
    names = [STATEMENT.format(n) for n in range(40)]
    return rows.assign(item_id=names, practice=names, rank_low=1, rank_high=40)


@pytest.fixture
def plans():
    return pd.DataFrame(
        {
            "item_id": ["challenge-2", "challenge-5"],
            "challenge": ["Education and training", "Personalisation and choice"],
            "year": 2025,
            "plans": pd.array([6, 1], dtype="Int64"),
            "goals": pd.array([14, 2], dtype="Int64"),
            "actions": pd.array([12, 3], dtype="Int64"),
            "evidence": pd.array([7, 0], dtype="Int64"),
        }
    )
