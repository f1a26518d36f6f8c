"""What people do next with the tables works on ``ta.plain`` of them; mostly on them as they are.

The libraries are in the extra ``field``; what a use needs and is not installed has it skipped.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from inspect import signature
from typing import Final

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from scipy import stats

import trip_analytics as ta

# What these libraries use of each other and will have to change is their matter.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]

USES: Final[dict[str, Callable[..., None]]] = {}
# What does not work in the types that pandas has for gaps: docs/tidy-tables.md says so.
NEEDS_PLAIN: Final = {
    "pyplot_imshow",
    "seaborn_clustermap",
    "seaborn_heatmap",
    "seaborn_objects",
    "statsmodels_formula",
}
IN_EVERY_RUN: Final = {"duckdb_query", "pyplot_imshow", "scipy_describe", "statsmodels_formula"}


def use(function):
    USES[function.__name__] = function
    return function


@pytest.fixture(scope="module")
def tables():
    """Ratings of 12 teams in two years, with gaps, and their profile; each as it is and plain."""
    rng = np.random.default_rng(5)
    items = [item.item_id for item in ta.load_instrument("trip").items]
    rows = [
        (f"Team {team}", ("Adult", "Older people")[team % 2], year, item, value)
        for team in range(12)
        for year in (2024, 2025)
        for item, value in zip(items, rng.integers(1, 6, len(items)), strict=True)
    ]
    given = pd.DataFrame(rows, columns=["team", "service_line", "year", "item_id", "rating"])
    given["rating"] = given["rating"].where(rng.random(len(given)) < 0.9)
    returns = ta.Returns.from_tables(ratings=given)
    profile = ta.practice_profile(returns, year=2025)
    return {
        "as it is": {"ratings": returns.ratings, "profile": profile},
        "plain": {
            "ratings": ta.plain(returns.ratings, axes=["year"]),
            "profile": ta.plain(profile),
        },
    }


@use
def seaborn_relplot(ratings):
    sns = pytest.importorskip("seaborn")
    grid = sns.relplot(ratings, x="year", y="rating", hue="item_id", kind="line", errorbar=None)
    assert len(grid.ax.lines) >= 8


@use
def seaborn_objects(ratings):
    so = pytest.importorskip("seaborn.objects")
    picture = so.Plot(ratings, x="year", y="rating", color="service_line")
    assert picture.add(so.Dot(), so.Agg()).plot().save(io.BytesIO())


@use
def seaborn_boxplot(ratings):
    sns = pytest.importorskip("seaborn")
    assert len(sns.boxplot(ratings, y="item_id", x="rating").get_yticks()) == 8


@use
def seaborn_heatmap(ratings):
    sns = pytest.importorskip("seaborn")
    assert sns.heatmap(_grid(ratings)).collections[0].get_array().size == 12 * 8


@use
def seaborn_clustermap(ratings):
    sns = pytest.importorskip("seaborn")
    assert len(sns.clustermap(_grid(ratings).fillna(3)).data2d) == 12


@use
def seaborn_lmplot(profile):
    sns = pytest.importorskip("seaborn")
    assert sns.lmplot(profile, x="teams", y="mean", ci=None).ax.collections


@use
def pyplot_imshow(profile):
    assert plt.imshow(profile.filter(regex=r"^rated_\d")).get_array().shape == (8, 5)


@use
def pyplot_errorbar(profile):
    reach = profile["mean"] - profile["mean_low"]
    assert len(plt.errorbar(profile["mean"], range(len(profile)), xerr=reach)) == 3


@use
def statsmodels_formula(ratings):
    smf = pytest.importorskip("statsmodels.formula.api")
    fit = smf.ols("rating ~ C(item_id) + C(year)", ratings).fit()
    assert fit.nobs == ratings["rating"].notna().sum()


@use
def statsmodels_mixed_model(ratings):
    smf = pytest.importorskip("statsmodels.formula.api")
    known = ratings[ratings["rating"].notna()]
    model = smf.mixedlm("rating ~ C(item_id)", known, groups=known["team"])
    assert model.n_groups == 12


@use
def scipy_describe(ratings):
    found = stats.describe(ratings["rating"], nan_policy="omit")
    assert found.mean == pytest.approx(float(ratings["rating"].mean()))


@use
def scipy_ttest(ratings):
    grid = _grid(ratings)
    found = stats.ttest_rel(*(grid.iloc[:, at] for at in (0, 1)), nan_policy="omit")
    assert 0 <= found.pvalue <= 1


@use
def pingouin_anova(ratings):
    pg = pytest.importorskip("pingouin")
    found = pg.anova(ratings[ratings["rating"].notna()], dv="rating", between="item_id")
    assert len(found) == 1


@use
def great_tables_table(profile):
    gt = pytest.importorskip("great_tables")
    assert "family" in gt.GT(profile).fmt_number("mean", decimals=1).as_raw_html()


@use
def itables_table(profile):
    itables = pytest.importorskip("itables")
    assert "family-and-friends" in itables.to_html_datatable(profile, connected=True)


@use
def plotly_bar(profile):
    px = pytest.importorskip("plotly.express")
    assert len(px.bar(profile, x="mean", y="practice").data[0].x) == len(profile)


@use
def plotly_box(ratings):
    px = pytest.importorskip("plotly.express")
    assert px.box(ratings, x="rating", y="item_id", color="year").to_json()


@use
def polars_group(ratings):
    pl = pytest.importorskip("polars")
    means = pl.from_pandas(ratings).group_by("item_id").agg(pl.col("rating").mean())
    assert means["rating"].null_count() == 0


@use
def narwhals_group(ratings):
    nw = pytest.importorskip("narwhals")
    means = nw.from_native(ratings).group_by("team").agg(nw.col("rating").mean())
    assert len(means) == 12


@use
def duckdb_query(ratings):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.register("ratings", ratings)
    ((mean,),) = connection.sql("select avg(rating) from ratings").fetchall()
    assert mean == pytest.approx(float(ratings["rating"].mean()))


@use
def parquet_and_back(ratings):
    pytest.importorskip("pyarrow")
    written = io.BytesIO()
    ratings.to_parquet(written)
    assert pd.read_parquet(written)["rating"].equals(ratings["rating"])


@use
def excel_and_back(profile):
    written = io.BytesIO()
    profile.to_excel(written, index=False)
    assert pd.read_excel(written, engine="openpyxl")["mean"].tolist() == pytest.approx(
        profile["mean"].tolist()
    )


@use
def pandas_pivot(ratings):
    assert _grid(ratings).shape == (12, 8)


def _grid(ratings):
    of_2025 = ratings[ratings["year"] == 2025]
    return of_2025.pivot_table(index="team", columns="item_id", values="rating", observed=True)


def taken(name, given):
    """Have a library take the tables that it asks for by name; it asserts what comes of them."""
    USES[name](**{table: given[table] for table in signature(USES[name]).parameters})


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


@pytest.mark.parametrize(
    "name",
    [one if one in IN_EVERY_RUN else pytest.param(one, marks=pytest.mark.slow) for one in USES],
)
def test_plain_tables_are_taken(name, tables):
    taken(name, tables["plain"])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(USES.keys() - NEEDS_PLAIN))
def test_tables_as_they_are_are_taken(name, tables):
    taken(name, tables["as it is"])
