"""What was published from a store, as the audit takes it and as a person reads it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from trip_analytics.analysis.results import Result
from trip_analytics.disclosure.audit import Publication, audit
from trip_analytics.disclosure.publications import as_text, publication_of
from trip_analytics.disclosure.rules import INSIDERS
from trip_analytics.loading.files import Source
from trip_analytics.loading.from_store import load_store
from trip_analytics.publishing.identity import answers_now
from trip_analytics.store import Release, read_releases, reading
from trip_analytics.tables import Returns

_STATED = ("stated_by", "stated_at", "why")
_COLUMNS = (
    "release",
    "name",
    "year",
    "published_at",
    "published_by",
    "documents",
    "policy",
    "handed_out",
    *_STATED,
)


def publications(store: Source, returns: Returns | None = None) -> tuple[Publication, ...]:
    """Everything that was published from a store and handed out, the latest last.

    Teams are those of today: a team that was renamed, or has become part of another, is
    still the one whose answers were published.

    Parameters
    ----------
    store : path
    returns : Returns, optional
        As loaded from the store, by another register of teams perhaps; loaded by default.

    Raises
    ------
    StoreError
        The store cannot be read.
    DisclosureError
        A newer version of this program published from it.
    """
    with reading(store) as connection:
        releases = out_of(connection)
    return publications_of(releases, load_store(store) if returns is None else returns)


def audit_store(store: Source, *, insiders: int = INSIDERS) -> Result:
    """Whose answers readers of everything published from a store can be certain of.

    Parameters
    ----------
    store : path
    insiders : int

    Returns
    -------
    DataFrame
        As of :func:`trip_analytics.disclosure.audit.audit`, with the teams' names: for the
        desk alone.

    Raises
    ------
    StoreError
        The store cannot be read.
    DisclosureError
        A newer version of this program published from it.
    """
    returns = load_store(store)
    names = pd.concat([returns.returns, returns.teams])[["team_id", "team"]].dropna()
    called = dict(zip(names["team_id"], names["team"], strict=True))
    return audit(publications(store, returns), insiders=insiders, teams=called)


def out_of(connection: sqlite3.Connection) -> tuple[Release, ...]:
    """The releases that readers may hold: all but those that were never handed out."""
    return tuple(release for release in read_releases(connection) if release.is_out)


def publications_of(releases: Sequence[Release], returns: Returns) -> tuple[Publication, ...]:
    """What releases said, about the teams as they are in these returns."""
    found = []
    for release in releases:
        publication = publication_of(release.content)
        answers = answers_now(publication.answers, json.loads(release.returns), returns)
        name = f"{publication.name} (release {release.release_id}, {release.day})"
        found.append(replace(publication, name=name, answers=answers, kept=True))
    return tuple(found)


def same_as(publication: Publication, earlier: Sequence[Publication]) -> int | None:
    """Which of the earlier ones, if any, said the same about the same answers."""
    contents = [_content(each) for each in earlier]
    content = _content(publication)
    return contents.index(content) if content in contents else None


def _content(publication: Publication) -> str:
    """What is published, whatever it is called and however the answers are ordered."""
    answers = publication.answers.drop(columns="was", errors="ignore")
    answers = answers.astype({"unit": "string", "item_id": "string", "part": "string"})
    answers = answers.sort_values(["unit", "year", "item_id"], kind="stable")
    return as_text(replace(publication, name="", answers=answers))


def list_releases(store: Source) -> pd.DataFrame:
    """Every release that was published from a store.

    Parameters
    ----------
    store : path

    Returns
    -------
    DataFrame
        release (its number), name, year (the review year that it is about), published_at,
        published_by (the account), documents (their names), policy (the rules in force) and
        handed_out; where a person stated whether it was, stated_by, stated_at and why.

    Raises
    ------
    StoreError
        The store cannot be read.
    """
    with reading(store) as connection:
        releases = read_releases(connection)
    rows = [
        (
            one.release_id,
            one.name,
            one.year,
            one.published_at,
            one.published_by,
            ", ".join(one.documents),
            ", ".join(f"{name} {number}" for name, number in one.policy.items()),
            one.is_out,
            *(getattr(one.statement, name, None) for name in _STATED),
        )
        for one in releases
    ]
    types = dict.fromkeys(_COLUMNS, "string")
    types |= {"release": "Int64", "year": "Int16", "handed_out": "boolean"}
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(types)


def releases_in_words(store: Source) -> str:
    """Every release that was published from a store, and the comments that it quotes."""
    with reading(store) as connection:
        releases = read_releases(connection)
    if not releases:
        return "Nothing was published from this store yet."
    return "\n".join(["Published from this store:", *map(_in_words, releases)])


def _in_words(release: Release) -> str:
    quotes = publication_of(release.content).quotes
    lines = (f"    quoted: {each.place}: “{' '.join(each.words.split())}”" for each in quotes)
    return "\n".join([f"  {release.in_words}", *lines])
