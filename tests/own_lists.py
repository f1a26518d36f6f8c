"""Made-up lists of statements on any scale, and returns of several lists at once."""

from dataclasses import replace

import numpy as np
import pandas as pd

from trip_analytics.instruments import Instrument, Item, ScalePoint, Wording, load_instrument
from trip_analytics.returns import Returns

TEAMS = [f"Team {letter}" for letter in "ABCDEFGHIJKL"]


def own_list(points, *, name="own-list", items=3, domains=(), reverse=(), well_developed_from=None):
    """A list whose items are called ``name-1``, ``name-2`` ..., its domains in equal runs."""
    made = []
    for number in range(1, items + 1):
        item_id = f"{name}-{number}"
        wording = Wording(
            item_id,
            f"{item_id}-2020",
            f"Statement {item_id}",
            2020,
            None,
            True,
            (number,),
            "made up",
        )
        domain = domains[(number - 1) * len(domains) // items] if domains else None
        made.append(
            Item(
                item_id,
                number,
                f"Statement {number} of {name}",
                (wording,),
                domain,
                number in reverse,
            )
        )
    return Instrument(
        instrument_id=name,
        title=f"The list {name}",
        version="1",
        kind="ratings",
        item_word="practice",
        source="made up",
        scale=tuple(ScalePoint(point, f"point {point}", "") for point in points),
        items=tuple(made),
        well_developed_from=well_developed_from,
    )


def trip_in_domains(domains):
    """TRIP with some of its practices, by id, in domains, which as published it has not."""
    trip = load_instrument("trip")
    return replace(
        trip,
        items=tuple(replace(item, domain=domains.get(item.item_id)) for item in trip.items),
    )


def ratings_by(instrument, years=(2024, 2025), teams=TEAMS, seed=1):
    """A rating of each item by each team in each year."""
    chance = np.random.default_rng(seed)
    rows = pd.MultiIndex.from_product(
        [years, teams, instrument.item_ids], names=["year", "team", "item_id"]
    ).to_frame(index=False)
    rows["service_line"] = rows["team"].map(
        {team: "North" if team < "Team G" else "South" for team in teams}
    )
    rows["rating"] = chance.choice(instrument.points, len(rows))
    return rows


def returns_of(*instruments, **tables):
    """Returns of several lists by the same teams, in one set."""
    ratings = [ratings_by(each, seed=seed) for seed, each in enumerate(instruments)]
    own = [each for each in instruments if each.instrument_id != "trip"]
    return Returns.from_tables(
        ratings=pd.concat(ratings, ignore_index=True), instruments=own or None, **tables
    )


def two_lists():
    """TRIP, and a list of 24 statements in four domains on 0 to 4, with views and priorities."""
    trip = load_instrument("trip")
    ours = own_list(range(5), items=24, domains=("Hope", "Choice", "Work", "Home"))
    ratings = pd.concat([ratings_by(trip), ratings_by(ours, seed=2)], ignore_index=True)
    staff = ratings.assign(perspective="staff")
    people = ratings.assign(perspective="people-using-services", rating=ratings["rating"].shift(1))
    first = {"trip": "choices", "own-list": "own-list-1"}
    chosen = pd.DataFrame(
        [(team, year, item) for team in TEAMS for year in (2024, 2025) for item in first.values()],
        columns=["team", "year", "item_id"],
    )
    return Returns.from_tables(
        ratings=pd.concat([ratings.assign(perspective="team"), staff, people]),
        priorities=chosen,
        innovations=pd.DataFrame(
            {"team": TEAMS[:6], "innovation": "peer workers", "introduced": "2024-06-01"}
        ),
        instruments=[ours],
    )
