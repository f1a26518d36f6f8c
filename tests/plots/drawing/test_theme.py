from __future__ import annotations

import pytest

from trip_analytics.plots.drawing.theme import rows_on_page


@pytest.mark.parametrize(("letters", "rows"), [(40, 24), (80, 14), (150, 10)])
def test_fewer_rows_fit_on_a_page_the_longer_their_names(letters, rows):
    names = ["short", ("word " * 40)[: letters - 1] + "s"]
    assert rows_on_page(names) == rows
