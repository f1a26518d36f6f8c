import pandas as pd
import pytest

COUNTS = [f"rated_{rating}" for rating in range(1, 6)]
STATEMENT = (
    "We work with service users to understand their perspective on 'risk', negotiate an agreed "
    "safety plan and share responsibility for safety (number {})."
)


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
        }
    )


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
def themes():
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
            "year": pd.array([2023, 2024, 2025], dtype="Int16"),
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
        }
    )


@pytest.fixture
def statements(profile):
    """A profile of forty long statements."""
    rows = pd.concat([profile.iloc[[0, 1, 4, 0]]] * 10, ignore_index=True)
    names = [STATEMENT.format(n) for n in range(40)]
    return rows.assign(item_id=names, practice=names, rank_low=1, rank_high=40)
