"""The people behind the returns: their teams' names, and what they write in their own words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

PLACES: Final = (
    "Ashcombe", "Marlbeck", "Thornby", "Eastvale", "Oakhurst", "Brindle", "Skelwith", "Penfold",
    "Larkfield", "Heron", "Kingfisher", "Maple", "Rowan", "Bramley", "Wexcombe", "Tarnside",
    "Holloway", "Cedar", "Fernlea", "Grasmoor", "Hartwell", "Inglewood", "Juniper", "Kelder",
    "Lowther", "Meadow", "Nidd", "Orchard", "Priory", "Quarry", "Ravens", "Selby", "Tansy",
    "Ullswater", "Vale", "Westmoor", "Yarrow", "Bassetlaw", "Newstead", "Dovecote", "Millfield",
)  # fmt: skip
SIDES: Final = ("North", "South", "East", "West", "Central", "City", "Coast", "North East")
SHAPES: Final = (
    "{p} Ward", "{p} Ward", "Ward {n} ({p})", "{l}{n} Ward {p}", "Ward {l}{n} ({p})", "{p} CMHT",
    "CMHT {s} – {p}", "{p} Community Mental Health Team", "{p} House", "{p} Unit",
    "Early Intervention in Psychosis – {p}", "EIP {p} {s}", "{p} & District Crisis Team",
    "Crisis Resolution and Home Treatment ({p})", "{p} Older People's CMHT", "CAMHS {p}",
    "Perinatal Mental Health Team - {p}", "The {p}s", "{p} Lodge", "Forensic Outreach, {p}",
    "{n} {p} Road", "{p} Step 4 Psychology", "{p} 136 Suite", "Rehab & Recovery Team {p}",
    "{p} PICU", "Memory Service: {p}", "{p}", "{p} {s}", "Team {n} {p}", "St {p}'s",
    "{p} Assertive Outreach", "Eating Disorders Day Service {p}", "{p} Recovery Centre",
)  # fmt: skip
PEOPLE: Final = (
    "Marjorie Ellingham", "Tobias Wetherby", "Anneliese Fothergill", "Kwabena Asare",
    "Priyanka Deshmukh", "Gwendoline Parfitt", "Siobhan Mulcahy", "Rashid Chaudhury",
    "Bronwen Penhaligon", "Desmond Okonjo", "Ottoline Grimshaw", "Fergus McAllister",
)  # fmt: skip
COMMENTS: Final = (
    "We talked this through at the away day in {month} and think it is mostly there",
    "Peer worker started in {month}, so this should move next year",
    "Not for night staff yet, see the rota for {month}",
    "People told us they want {number} more evenings a week",
    "Community meeting said this is the best thing about the {place}",
    "Needs a new lead since {month}",
    "About {number} of 10 people have one",
    "Went down because of agency staff in {month}; {number} posts are empty",
    "Leaflets from {place} are on the wall",
    "Some say {number}, others would go higher",
    "This is good: keep going with the {place} group",
    "Discussed {month}. No money for it before the spring.",
)
MONTHS: Final = ("January", "March", "May", "June", "September", "October", "November")
ASSETS: Final = (
    "A garden by the {place} that people look after",
    "Links with the {place} library",
    "{number} peer support workers",
    "Choir on {day}s, open to all",
    "The {place} football group",
    "Two of us are trained in {place} mediation",
    "Good coffee and a {day} breakfast club",
)
CATEGORIES: Final = ("People", "Places", "Skills", "Groups and links", "Things we own", "Other")
DAYS: Final = ("Monday", "Tuesday", "Thursday", "Saturday")
PRIORITIES: Final = (
    "Start a weekly story group with the {place} peers",
    "Offer everyone a place at the Recovery College by {month}",
    "Write our notes together with the person, at least once a week",
    "Involve families in care planning from day one at {place}",
    "A safety plan in people's own words, kept by the person",
    "Build {number} links with clubs in {place}",
    "Wellbeing hour for staff every {day}",
    "Repaint the {place} lounge with people who stay here",
)
ACTIONS: Final = (
    "Ask the {place} group to come in on {day}s",
    "Set up a working party of {number}, meeting from {month}",
    "Put it on the agenda of the {day} meeting",
    "Apply for {number} hundred pounds from the {place} fund",
)
MEASURES: Final = (
    "We will ask people in {month}",
    "{number} people a month take part",
    "Audit of {number} care plans",
    "Fewer complaints than in {month}",
)
OWN_STATEMENTS: Final = (
    "Our environment is welcoming and the garden is open all day",
    "People can see a psychologist within {number} weeks",
    "We use the pronouns that people ask us to use",
    "Physical health checks are done and shared with the GP",
    "Smoking cessation is offered on arrival",
    "Pets may visit on {day}s",
    "We answer the telephone within {number} rings",
)
GENERAL: Final = (
    "We found the day useful, {number} of us came, thank you to {place} for the room.",
    "It would help to have the form as early as {month} next time.",
    "Ratings were agreed by show of hands; there was cake from {place}.",
)


def in_words(patterns: tuple[str, ...], chance: random.Random) -> str:
    """One of these sentences, with particulars of its own."""
    return chance.choice(patterns).format(
        place=chance.choice(PLACES),
        month=chance.choice(MONTHS),
        day=chance.choice(DAYS),
        number=chance.choice(("six", "seven", "eight", "twelve")),
    )


def team_names(chance: random.Random) -> Iterator[str]:
    """Names of teams, none twice and none within another."""
    given: set[str] = set()
    places = list(PLACES)
    while True:
        chance.shuffle(places)
        for place in places:
            name = chance.choice(SHAPES).format(
                p=place,
                s=chance.choice(SIDES),
                n=chance.randint(2, 19),
                l=chance.choice("ABCD"),
            )
            key = re.sub(r"\W+", " ", name.casefold()).strip()
            if not any(key in other or other in key for other in given):
                given.add(key)
                yield name
                break
        else:
            places = [f"{place}{end}" for place in PLACES for end in ("ton", "ley", " Green")]
