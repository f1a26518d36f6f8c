import pandas as pd
import pytest

from trip_analytics.plots.drawing.phrases import in_a_sentence, years_of


def test_a_title_names_the_year_of_one_year_alone():
    assert years_of(pd.DataFrame({"year": [2025, 2025]})) == ", 2025"
    assert years_of(pd.DataFrame({"year": [2024, 2025]})) == ""


@pytest.mark.parametrize(("rows", "said"), [(0, ""), (2, " 0; 1."), (11, " 0; 1; 2; ")])
def test_many_rows_are_told_by_their_ends(rows, said):
    sentence = in_a_sentence([str(n) for n in range(rows)])
    assert sentence.startswith(said)
    if rows > 10:
        assert sentence == " 0; 1; 2; then 5 more, in the table; 8; 9; 10."
