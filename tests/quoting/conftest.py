"""A trust whose comments say what may be quoted and what may not."""

import pandas as pd
import pytest

from trip_analytics.returns import Returns

SAID = {
    "plain": "We ask everyone what matters to them.",
    "again": "A folder of stories lies in the day room.",
    "person": "Ring her on 07700 900123.",
    "team": "On Elm Ward they have begun too.",
    "rating": "We gave ourselves a 2 this time.",
    "odd": "First a line,\r\n\r\n  then\x07 another =1+1",
}


def made(**changes):
    """Six teams rate two practices; each comments on the first, one on the second."""
    teams = ["Ash Ward", "Elm Ward", "Oak Unit", "Fir Team", "Yew Ward", "Bay Ward"]
    rows = [
        {
            "team": team,
            "year": year,
            "item_id": item,
            "rating": 1 + (n + at) % 5,
            "source_file": f"{year}/{team}.xlsx",
            "sheet": "TRIP",
            "cell": f"C{7 + at}",
            "comment": SAID[name] if item == "choices" else None,
        }
        for year in (2024, 2025)
        for n, (team, name) in enumerate(zip(teams, SAID, strict=True))
        for at, item in enumerate(("choices", "hope-stories"))
    ]
    ratings = pd.DataFrame(rows)
    own = ratings["team"].eq("Bay Ward") & ratings["item_id"].eq("hope-stories")
    ratings.loc[own, "comment"] = "Somebody who was here tells of it."
    for column, value in changes.items():
        ratings[column] = value
    return Returns.from_tables(ratings=ratings)


@pytest.fixture(scope="session")
def make():
    return made


@pytest.fixture(scope="session")
def commented():
    return made()


@pytest.fixture(scope="session")
def said():
    return SAID
