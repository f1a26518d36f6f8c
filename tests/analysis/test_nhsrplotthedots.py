"""Charts of the same series by NHSRplotthedots, the R package of NHS Making Data Count.

Each line of nhsrplotthedots.csv is a made-up series of months from January 2021 and what version
0.2.2 gives for it:

    spc <- ptd_spc(
      data.frame(value, month), value, month,
      rebase = ptd_rebase(month[phases_begin_at + 1]), target = ptd_target(target),
      improvement_direction = "increase",  # for better = higher; "decrease", else "neutral"
      screen_outliers = screen_outliers
    )

mean, lower and upper are mean_col, lpl and upl of each rebase_group. signs has a letter for each
special_cause_type, a capital where it is above or increasing: o for "Above UCL", t for "7 Point
Trend", n for "2 in 3 Above CL", r for "7 Points Above CL" and a dot for "Common Cause". icons are
the files that geom_ptd_icon() draws.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from trip_analytics.analysis.indicators import control_chart
from trip_analytics.analysis.xmr import NEAR, OUTSIDE, RUN, TREND
from trip_analytics.plots.indicators import icons_in_words
from trip_analytics.returns import Returns

EXPECTED = pd.read_csv(Path(__file__).with_name("nhsrplotthedots.csv"), dtype={"better": "string"})
LETTERS = {OUTSIDE: "o", TREND: "t", NEAR: "n", RUN: "r"}
ICONS = {
    "common_cause": "as always",
    "improvement_high": "improvement, high",
    "improvement_low": "improvement, low",
    "concern_high": "concern, high",
    "concern_low": "concern, low",
    "neutral_high": "change, high",
    "neutral_low": "change, low",
    "pass": "target within reach",
    "fail": "target out of reach",
    "inconsistent": "target hit and miss",
}


def letter(special, direction):
    if pd.isna(special):
        return "."
    return LETTERS[special].upper() if direction == "high" else LETTERS[special]


@pytest.mark.slow_but(9)
@pytest.mark.parametrize("theirs", [row for _, row in EXPECTED.iterrows()], ids=EXPECTED["series"])
def test_limits_signs_and_icons_are_those_of_nhsrplotthedots(theirs):
    values = [float(value) for value in theirs["values"].split()]
    months = pd.date_range("2021-01-01", periods=len(values), freq="MS")
    begin = [int(at) for at in theirs.dropna().get("phases_begin_at", "").split()]
    chart = control_chart(
        Returns.from_tables(
            indicators=pd.DataFrame({"indicator": "Days", "month": months, "value": values})
        ),
        "Days",
        better=theirs.dropna().get("better"),
        target=theirs.dropna().get("target"),
        phases=[months[at].date() for at in begin],
        screen_outliers=theirs["screen_outliers"],
    )
    phases = chart.drop_duplicates("phase")
    for limit in ("mean", "lower", "upper"):
        expected = [float(figure) for figure in str(theirs[limit]).split()]
        assert phases[limit].tolist() == pytest.approx(expected, abs=1e-6)
    assert "".join(map(letter, chart["special"], chart["direction"])) == theirs["signs"]
    icons = [ICONS[icon] for icon in theirs["icons"].split()]
    assert icons_in_words(chart) == "; ".join(icons)


def test_every_icon_of_theirs_is_among_the_series():
    assert {icon for icons in EXPECTED["icons"] for icon in icons.split()} == set(ICONS)
