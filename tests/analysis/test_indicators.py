from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.indicators import control_chart
from trip_analytics.analysis.questions import describe
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns

ORDINARY = [5, 4, 6] * 4
COUNTS = st.lists(st.integers(0, 60), min_size=12, max_size=30)


def months(count, start="2024-01-01"):
    return pd.date_range(start, periods=count, freq="MS")


def figures(values, team=None, start="2024-01-01", **columns):
    return pd.DataFrame(
        {
            "team": pd.Series([team] * len(values), dtype="string"),
            "indicator": "Incidents",
            "month": months(len(values), start),
            "value": values,
            **columns,
        }
    )


def holding(*tables, **others):
    return Returns.from_tables(indicators=pd.concat(tables, ignore_index=True), **others)


def reviews(**columns):
    rows = {"team": ["Ash", "Elm"], "year": [2024, 2023], "item_id": "choices", "rating": 3}
    ratings = pd.DataFrame({**rows, **columns})
    returns = ratings.assign(return_id=["a", "b"], instrument="trip", status="current")
    return {"ratings": ratings.assign(return_id=["a", "b"]), "returns": returns}


def test_a_chart_of_the_trusts_own_figures():
    chart = control_chart(holding(figures([*ORDINARY, 15])), "incidents", better="lower")
    assert chart["indicator"].unique().tolist() == ["Incidents"]
    assert chart["month"].dt.strftime("%Y-%m").tolist()[::12] == ["2024-01", "2025-01"]
    assert chart["value"].tolist() == [*ORDINARY, 15]
    assert chart["teams"].isna().all()
    assert chart["points"].tolist() == [13] * 13
    # Ranges 1, 2, 1, ... and at last 9, which is over 3.267 times their mean of 24 / 12.
    assert chart["mean"].tolist() == pytest.approx([75 / 13] * 13)
    assert chart["upper"].tolist() == pytest.approx([75 / 13 + 2.66 * 15 / 11] * 13)
    assert chart.loc[12, ["special", "variation"]].tolist() == ["outside the limits", "concern"]
    assert "One step" in " ".join(chart.attrs["notes"])
    assert "Excel tools" in " ".join(chart.attrs["notes"])


@pytest.mark.parametrize(
    ("better", "variation"), [("lower", "concern"), ("higher", "improvement"), (None, "change")]
)
def test_the_way_of_improvement_is_the_callers(better, variation):
    chart = control_chart(holding(figures([*ORDINARY, 15])), "Incidents", better=better)
    assert chart["variation"].tolist() == ["common-cause"] * 12 + [variation]


@settings(deadline=None, max_examples=settings.default.max_examples // 20)
@given(COUNTS)
def test_reversed_better_swaps_improvement_and_concern(values):
    returns = holding(figures(values))
    low, high = (
        control_chart(returns, "Incidents", better=way)["variation"] for way in ("lower", "higher")
    )
    swapped = {"improvement": "concern", "concern": "improvement", "common-cause": "common-cause"}
    assert low.map(swapped).fillna("").tolist() == high.fillna("").tolist()


def test_teams_counts_are_added_up_and_a_teams_own_stand_alone():
    returns = holding(
        figures(ORDINARY, "Ash", unit="count"),
        figures([n + 1 for n in ORDINARY], "Elm", unit="count"),
    )
    trust = control_chart(returns, "Incidents")
    assert trust["value"].tolist() == [2 * n + 1 for n in ORDINARY]
    assert trust["teams"].tolist() == [2] * 12
    assert trust.attrs["notes"][0] == "The figures of 2 teams are put together."
    for name in ("Elm", " elm"):
        own = control_chart(returns, "Incidents", team=name)
        assert own["value"].tolist() == [n + 1 for n in ORDINARY]
        assert own["teams"].tolist() == [1] * 12
    assert not trust.isin(["Ash", "Elm"]).any(axis=None)
    assert "Ash" not in describe(own) + " ".join(own.attrs["notes"])


def test_the_trusts_own_figures_go_before_the_teams():
    returns = holding(figures([1] * 12, "Ash"), figures([7] * 12))
    assert set(control_chart(returns, "Incidents")["value"]) == {7}


def test_rates_of_several_teams_are_put_together_by_what_they_are_out_of():
    returns = holding(
        figures([1] * 12, "Ash", out_of=[10.0] * 12), figures([9] * 12, "Elm", out_of=[90.0] * 12)
    )
    assert control_chart(returns, "Incidents")["value"].tolist() == [0.1] * 12
    of_one = control_chart(holding(figures([1, 3], out_of=[4, 0])), "Incidents")
    assert of_one["value"].fillna(-1).tolist() == [0.25, -1]


def test_ready_made_rates_of_several_teams_are_refused():
    rates = [figures([0.1] * 12, "Ash"), figures([0.2] * 12, "Elm")]
    with pytest.raises(AnalysisError, match="rates of several teams"):
        control_chart(holding(*rates), "Incidents")
    assert control_chart(holding(*rates), "Incidents", team="Ash")["mean"][0] == pytest.approx(0.1)
    assert control_chart(holding(rates[0]), "Incidents")["value"].tolist() == [0.1] * 12


def test_a_month_without_a_teams_figure_has_none_for_the_trust():
    gap = figures([2] * 12, "Ash", unit="count").drop(index=[3, 4])
    chart = control_chart(holding(gap, figures(ORDINARY, "Elm", unit="count")), "Incidents")
    assert chart["value"].isna().to_numpy().nonzero()[0].tolist() == [3, 4]
    assert chart["points"].tolist() == [10] * 12
    notes = " ".join(chart.attrs["notes"])
    assert "In 2 months the figure of a team is missing" in notes
    assert "No figure can be given for April 2024 and May 2024" in notes


def test_teams_that_give_figures_from_later_on_are_told_of():
    later = figures([2] * 6, "Ash", start="2024-07-01", unit="count")
    chart = control_chart(holding(later, figures(ORDINARY, "Elm", unit="count")), "Incidents")
    assert chart["value"].notna().all()
    assert chart["teams"].tolist() == [1] * 6 + [2] * 6
    assert "from 1 to 2 in a month" in " ".join(chart.attrs["notes"])


def test_a_gap_is_left_out_of_what_is_worked_out():
    whole = control_chart(holding(figures([*ORDINARY, 15])), "Incidents")
    gap = figures([*ORDINARY, 0, 0, 15]).drop(index=[12, 13])
    chart = control_chart(holding(gap), "Incidents")
    assert len(chart) == 15
    assert chart.loc[[12, 13], ["value", "moving_range", "special"]].isna().all(axis=None)
    kept = chart.drop(index=[12, 13]).reset_index(drop=True)
    same = ["value", "moving_range", "mean", "lower", "upper", "special", "variation", "points"]
    pd.testing.assert_frame_equal(kept[same], whole[same])


def test_many_gaps_are_counted_not_listed():
    scattered = figures(list(range(30))).iloc[[0, *range(9, 30)]]
    notes = control_chart(holding(scattered), "Incidents").attrs["notes"]
    assert "July 2024 and two others" in notes[0]


def test_phases_are_worked_out_anew():
    values = [*ORDINARY, *[n + 20 for n in ORDINARY]]
    chart = control_chart(holding(figures(values)), "Incidents", phases=["2025-01"])
    assert chart["phase"].tolist() == [1] * 12 + [2] * 12
    assert chart["mean"].tolist() == [5] * 12 + [25] * 12
    assert chart["moving_range"].isna().to_numpy().nonzero()[0].tolist() == [0, 12]
    assert chart["special"].isna().all()
    for month in (dt.date(2025, 1, 15), pd.Timestamp(2025, 1, 1), "2025-01-31", "02/01/2025"):
        again = control_chart(holding(figures(values)), "Incidents", phases=[month])
        pd.testing.assert_frame_equal(again, chart)


def test_a_phase_of_eleven_months_has_no_limits():
    chart = control_chart(holding(figures([*ORDINARY, *[9] * 11])), "Incidents", phases=["2025-01"])
    second = chart.loc[chart["phase"] == 2]
    assert second["mean"].tolist() == [9] * 11
    assert second[["lower", "upper", "special", "variation"]].isna().all(axis=None)
    assert chart.loc[chart["phase"] == 1, "variation"].tolist() == ["common-cause"] * 12
    assert "In phase 2: There are figures for fewer than 12 months" in " ".join(
        chart.attrs["notes"]
    )
    assert "Before January 2025 the average was 5.0 (12 months), with limits" in describe(chart)


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        (["soon"], "phases="),
        ([None], "phases="),
        (["2024-01"], "January 2024 to December 2024"),
        (["2025-01"], "January 2024 to December 2024"),
    ],
)
def test_a_phase_that_cannot_be_is_refused(phases, said):
    with pytest.raises(AnalysisError, match=said):
        control_chart(holding(figures(ORDINARY)), "Incidents", phases=phases)


def test_a_single_phase_need_not_be_in_a_list():
    chart = control_chart(holding(figures(ORDINARY * 2)), "Incidents", phases="2025-01")
    assert chart["phase"].max() == 2


def test_what_is_not_there_or_not_clear_is_refused():
    returns = holding(figures(ORDINARY, "Ash"))
    with pytest.raises(AnalysisError, match="'Incidents'"):
        control_chart(returns, "Falls")
    with pytest.raises(AnalysisError, match="no figures of a team"):
        control_chart(returns, "Incidents", team="Elm")
    with pytest.raises(AnalysisError, match="'lower' or 'higher'"):
        control_chart(returns, "Incidents", better="up")
    with pytest.raises(AnalysisError, match="several figures for the same month"):
        control_chart(holding(figures(ORDINARY), figures(ORDINARY)), "Incidents")
    with pytest.raises(AnalysisError, match="for all"):
        control_chart(holding(figures([1, 2], out_of=[5, None])), "Incidents")


def test_figures_all_alike_have_no_limits():
    chart = control_chart(holding(figures([3] * 15)), "Incidents")
    assert chart[["lower", "upper", "special", "variation"]].isna().all(axis=None)
    assert "All figures are the same" in " ".join(chart.attrs["notes"])


@pytest.mark.parametrize("count", [1, 2, 11])
def test_fewer_than_twelve_months_say_so(count):
    chart = control_chart(holding(figures(list(range(count)))), "Incidents")
    assert chart["mean"].tolist() == [np.mean(range(count))] * count
    assert chart[["lower", "upper"]].isna().all(axis=None)
    assert "too few for limits" in chart.attrs["notes"][0]
    assert "are too few to say what is ordinary" in describe(chart)


def test_trip_began_with_the_earliest_current_return():
    dated = reviews(returned_on=pd.to_datetime(["2024-02-02", "2024-05-17"]))
    chart = control_chart(holding(figures(ORDINARY), **dated), "Incidents")
    # The review of 2023 was returned in May 2024.
    assert chart.loc[chart["trip_began"], "month"].tolist() == [pd.Timestamp(2024, 5, 1)]
    assert "TRIP began in May 2024" in describe(chart)
    own = control_chart(holding(figures(ORDINARY, "Ash"), **dated), "Incidents", team="Ash")
    assert own.loc[own["trip_began"], "month"].tolist() == [pd.Timestamp(2024, 2, 1)]


def test_a_return_that_was_superseded_began_nothing():
    given_ = reviews(returned_on=pd.to_datetime(["2024-02-02", "2024-05-17"]))
    given_["returns"]["status"] = ["current", "superseded"]
    chart = control_chart(holding(figures(ORDINARY), **given_), "Incidents")
    assert chart.loc[chart["trip_began"], "month"].tolist() == [pd.Timestamp(2024, 2, 1)]


def test_without_a_date_trip_began_in_january_of_its_first_year():
    chart = control_chart(holding(figures(ORDINARY, start="2022-07-01"), **reviews()), "Incidents")
    assert chart.loc[chart["trip_began"], "month"].tolist() == [pd.Timestamp(2023, 1, 1)]
    assert "have no date" in " ".join(chart.attrs["notes"])


@pytest.mark.parametrize(
    ("start", "said"), [("2024-01-01", "before the first"), ("2020-01-01", "after the last")]
)
def test_a_beginning_beyond_the_months_is_said_and_not_marked(start, said):
    chart = control_chart(holding(figures(ORDINARY, start=start), **reviews()), "Incidents")
    assert not chart["trip_began"].any()
    assert f"TRIP began in January 2023, {said}" in " ".join(chart.attrs["notes"])


def test_sentences_say_the_latest_phase_and_the_last_sign():
    shifted = [n + 20 for n in ORDINARY]
    chart = control_chart(holding(figures([*ORDINARY, *shifted])), "Incidents", phases=["2025-01"])
    said = describe(chart)
    assert said.startswith(
        "Incidents, January 2024 to December 2025: the average is 25.0 (12 months from January "
        "2025), and ordinary months lie between "
    )
    assert "Nothing stands out" in said
    last = control_chart(holding(figures([*ORDINARY, 15])), "Incidents", better="lower")
    assert "The latest month is outside the limits, a sign of concern." in describe(last)
    before = control_chart(holding(figures([*ORDINARY, 15, *ORDINARY])), "Incidents")
    assert "The last month that stands out is January 2025, outside the limits" in describe(before)


def test_sentences_of_counts_name_no_limit_below_zero():
    rare = control_chart(holding(figures([0, 2, 1] * 5)), "Incidents")
    assert rare["lower"].lt(0).all()
    assert "ordinary months lie below " in describe(rare)


def test_percentages_of_two_teams_are_never_added():
    """80% and 96% once gave "the average is 176.3"."""
    teams = [figures([80] * 12, "Ash"), figures([96] * 12, "Elm")]
    with pytest.raises(AnalysisError, match="write count in a column unit") as refusal:
        control_chart(holding(*teams), "Incidents")
    assert "give value and out_of" in str(refusal.value)
    for unit, said in (("percent", "percentages"), ("average", "averages"), ("rate", "rates")):
        given_ = [each.assign(unit=unit) for each in teams]
        with pytest.raises(AnalysisError, match=f"are {said} of several teams"):
            control_chart(holding(*given_), "Incidents")
    # The same two, out of 50 people each.
    shares = [each.assign(value=each["value"] / 2, out_of=50.0) for each in teams]
    assert control_chart(holding(*shares), "Incidents")["value"].tolist() == [0.88] * 12
    assert "80.0%" in describe(control_chart(holding(teams[0].assign(unit="percent"))))


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("unit", ["count", "percent"], "differ in `unit`"),
        ("unit", ["count", None], "write the unit in every line"),
        ("better", ["lower", "higher"], "differ in `better`"),
        ("frequency", ["month", "year"], "differ in the kind of period"),
    ],
)
def test_lines_that_do_not_agree_are_refused(column, values, said):
    with pytest.raises(AnalysisError, match=said):
        control_chart(holding(figures([1, 2], **{column: values})), "Incidents")


def test_percentages_with_out_of_are_refused():
    with pytest.raises(AnalysisError, match="percentages and have out_of too"):
        control_chart(holding(figures([1, 2], unit="percent", out_of=[50.0, 50.0])), "Incidents")


def periods(starts, frequency, values):
    table = pd.DataFrame({"indicator": "Bed days", "month": starts, "value": values})
    return holding(table.assign(frequency=frequency))


def test_financial_years_quarters_and_years_are_charted_as_they_are():
    starts = pd.date_range("2011-04-01", periods=14, freq="12MS")
    chart = control_chart(periods(starts, "financial-year", [5, 4, 6] * 4 + [5, 4]))
    assert len(chart) == 14
    assert describe(chart).startswith(
        "Bed days, 2011/12 to 2024/25: the average is 4.9 (14 financial years), and ordinary "
        "financial years lie between "
    )
    quarters = pd.date_range("2024-01-01", periods=3, freq="3MS")
    said = describe(control_chart(periods(quarters, "quarter", [5, 4, 6])))
    assert said.startswith("Bed days, January 2024 to September 2024: the average")
    years = pd.to_datetime(["2022-01-01", "2024-01-01"])
    chart = control_chart(periods(years, "year", [5, 4]))
    assert chart["value"].fillna(-1).tolist() == [5, -1, 4]
    assert "No figure can be given for 2023" in chart.attrs["notes"][0]
    with pytest.raises(AnalysisError, match="do not begin in the same months"):
        control_chart(
            periods(pd.to_datetime(["2022-01-01", "2023-04-01"]), "year", [1, 2]), "Bed days"
        )


def test_a_phase_and_the_beginning_of_trip_are_found_within_quarters():
    starts = pd.date_range("2020-01-01", periods=24, freq="3MS")
    table = pd.DataFrame({"indicator": "Bed days", "month": starts, "value": [5, 4, 6] * 8})
    returns = holding(table.assign(frequency="quarter"), **reviews())
    chart = control_chart(returns, "Bed days", phases=["2023-02"])
    assert chart["phase"].tolist() == [1] * 12 + [2] * 12
    # TRIP began in January 2023 for want of a date.
    assert chart.loc[chart["trip_began"], "month"].tolist() == [pd.Timestamp(2023, 1, 1)]


def test_a_target_is_always_met_never_or_now_and_then():
    # Limits 5 -+ 2.66 * 16 / 11, so 1.1 to 8.9.
    returns = holding(figures(ORDINARY))
    for better, passes, fails in (("lower", 9, 1), ("higher", 1, 9)):
        for target, assurance in ((passes, "passes"), (fails, "fails"), (5, "hit-and-miss")):
            chart = control_chart(returns, "Incidents", better=better, target=target)
            assert chart["assurance"].unique().tolist() == [assurance]
            assert chart["target"].tolist() == [target] * 12
    said = describe(control_chart(returns, better="lower", target=5))
    assert "The target of at most 5 lies within the limits, so chance may decide" in said
    assert "(it was met in 8 of 12 months)" in said


def test_a_target_without_a_better_way_or_without_limits_is_judged_by_nothing():
    chart = control_chart(holding(figures(ORDINARY)), target=9)
    assert chart["assurance"].isna().all()
    assert "nothing says whether lower or higher" in " ".join(chart.attrs["notes"])
    few = control_chart(holding(figures([9, 4, 3])), better="lower", target=4)
    assert few["assurance"].isna().all()
    assert "The target of at most 4 was met in 2 of 3 months." in describe(few)
    for wrong in ("ten", True, float("nan")):
        with pytest.raises(AnalysisError, match="target as a number"):
            control_chart(holding(figures(ORDINARY)), target=wrong)


def test_better_and_target_come_from_the_table_unless_they_are_given():
    table = figures([*ORDINARY, 15], better="lower", target=9.0)
    chart = control_chart(holding(table))
    assert chart["variation"].iloc[-1] == "concern"
    assert chart["assurance"].iloc[-1] == "hit-and-miss"
    other = control_chart(holding(table), better="higher", target=1)
    assert other["variation"].iloc[-1] == "improvement"
    assert other["assurance"].iloc[-1] == "passes"
    # A target that changes: each month has its own.
    table["target"] = [9.0] * 12 + [12.0]
    assert control_chart(holding(table))["target"].tolist() == [9] * 12 + [12]


def test_targets_of_single_teams_are_not_the_trusts():
    teams = [figures(ORDINARY, name, unit="count", target=3.0) for name in ("Ash", "Elm")]
    chart = control_chart(holding(*teams))
    assert chart["target"].isna().all()
    assert "Targets of single teams are left out" in " ".join(chart.attrs["notes"])
    assert control_chart(holding(*teams), team="Ash")["target"].tolist() == [3] * 12


def test_the_direction_is_that_of_the_sign():
    chart = control_chart(holding(figures([*ORDINARY, 15])), better="lower")
    assert chart["direction"].fillna("").tolist() == [""] * 12 + ["high"]


def test_rare_events_have_no_limits_but_the_time_between_them():
    chart = control_chart(holding(figures([0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0])))
    assert chart[["lower", "upper", "special", "variation"]].isna().all(axis=None)
    assert "chart the days from one to the next" in " ".join(chart.attrs["notes"])
    said = describe(chart)
    assert "In 11 of 14 months the figure is zero" in said
    assert (
        "The last was in November 2024; months with one or more were 3 to 5 months apart." in said
    )
    once = describe(control_chart(holding(figures([0] * 12 + [1]))))
    assert once.endswith("The last was in January 2025.")


def test_few_months_are_told_as_plain_counts_before_and_after():
    dated = reviews(returned_on=pd.to_datetime(["2024-02-02", "2024-05-17"]))
    chart = control_chart(holding(figures([9, 8, 12, 11, 4, 5]), **dated))
    assert (
        "Before TRIP began in May 2024: 40 in 4 months (8 to 12 a month). Since then: 9 in 2 "
        "months (4 to 5 a month)." in describe(chart)
    )
    shares = figures([9, 8, 12, 11, 4, 5], unit="percent")
    assert (
        "Before TRIP began in May 2024: 8% to 12% (4 months). Since then: 4% to 5% (2 months)."
        in describe(control_chart(holding(shares, **dated)))
    )


def test_without_screening_large_steps_widen_the_limits():
    returns = holding(figures([*ORDINARY, 15]))
    screened = control_chart(returns)
    # Ranges 1, 2, 1, ... of which eleven add up to 15, and at last 9.
    wide = control_chart(returns, screen_outliers=False)
    assert wide["upper"][0] == pytest.approx(75 / 13 + 2.66 * 24 / 12)
    assert wide["upper"][0] > screened["upper"][0]
    assert not any("Excel" in note for note in wide.attrs["notes"])


def test_several_indicators_are_charted_together_and_what_cannot_be_is_left_out():
    falls = figures([3, 2, 4] * 4).assign(indicator="falls")
    teams = [figures([80] * 12, name).assign(indicator="Plans") for name in ("Ash", "Elm")]
    returns = holding(figures(ORDINARY), falls, *teams)
    charts = control_chart(
        returns, better={"FALLS": "lower"}, target={"falls": 9}, phases={"Incidents": []}
    )
    assert charts["indicator"].unique().tolist() == ["falls", "Incidents"]
    assert charts["better"].fillna("").unique().tolist() == ["lower", ""]
    assert charts.attrs["notes"][0].startswith("Plans is left out. The figures of 'Plans' are of")
    assert [line.split(",")[0] for line in describe(charts).split("\n")] == ["falls", "Incidents"]
    two = control_chart(returns, ["Incidents", "Falls"])
    assert two["indicator"].unique().tolist() == ["Incidents", "falls"]
    with pytest.raises(AnalysisError, match="There is no indicator 'Fals'"):
        control_chart(returns, target={"Fals": 3})
    with pytest.raises(AnalysisError, match="There is no indicator 'Fals'"):
        control_chart(returns, ["Fals", "Incidents"])
    assert control_chart(returns, ["Plans"]).empty


def test_limits_that_no_percentage_can_reach_are_not_named():
    high = figures([90, 99, 84, 98, 88, 99, 91] * 2, unit="percent")
    chart = control_chart(holding(high))
    assert chart["upper"].gt(100).all()
    assert "ordinary months lie above " in describe(chart)


def test_figures_of_every_third_month_are_asked_about():
    starts = pd.date_range("2024-03-01", periods=5, freq="3MS")
    chart = control_chart(periods(starts, "month", [5, 4, 6, 5, 4]))
    assert "a figure only every 3 months: if they are of quarters" in chart.attrs["notes"][0]
    assert not any("No figure can be given" in note for note in chart.attrs["notes"])


def test_large_figures_are_written_whole():
    said = describe(control_chart(holding(figures([85000.4, 86000, 87000]))))
    assert "the average is 86,000 (3 months)" in said
