from __future__ import annotations

import pandas as pd

from trip_analytics.plots import plot_challenge_priorities


def texts(ax):
    return [text.get_text() for text in [*ax.figure.texts, *ax.texts]]


def test_bars_of_returns_most_chosen_first_and_early_ones_marked(challenge_priorities):
    ax = plot_challenge_priorities(challenge_priorities)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["Education and training", "Day-to-day interactions", "Centre"]
    assert [bar.get_width() for bar in ax.patches] == [6, 3, 0]
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False, True, True]
    said = texts(ax)
    assert said.count("early") == 2
    assert {"6 (75%)", "3 (38%)", "0 (0%)", "–"} <= set(said)
    assert "8 returns" in " ".join(said)


def test_alternative_text_says_what_the_columns_do(challenge_priorities):
    said = plot_challenge_priorities.in_words(challenge_priorities)
    assert "of 8 returns that rank any, most chosen first. Education and training 6 (75%)," in said
    assert (
        "interactions 3 (38%), ranked first by 1, typical place 4 among the 5 that rank it, "
        "suggested early;" in said
    )
    assert "Centre 0 (0%), ranked first by 0, suggested early." in said


def test_where_no_return_ranks_challenges_there_are_no_shares(challenge_priorities):
    none = challenge_priorities.assign(
        returns=0, in_top_five=0, share=pd.array([pd.NA] * 3, dtype="Float64")
    )
    assert "Education and training 0, ranked" in plot_challenge_priorities.in_words(none)
    assert "0" in texts(plot_challenge_priorities(none))
