from __future__ import annotations

import pandas as pd

from trip_analytics.disclosure.released import release


def test_a_release_still_says_what_it_is_of_and_no_longer_the_notes_of_the_analysis():
    table = pd.DataFrame({"practice": ["Hope"], "gap": [0.5]})
    table.attrs = {
        "analysis": "perspective_gap",
        "of": "staff",
        "notes": ["All differ alike: Hope."],
    }
    released = release("gap", table, {"gap": ["gap"]}, {"gap": pd.Series([True])}, [])
    assert released.table.attrs == {"analysis": "perspective_gap", "of": "staff"}
    assert released.table["gap"].isna().all()
