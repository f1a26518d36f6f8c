"""What was published from a store, as the audit takes it and as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.publications import as_text, publication_of
from trip_analytics.loading.files import Source
from trip_analytics.loading.from_store import load_store
from trip_analytics.publishing.identity import answers_now
from trip_analytics.store import Release, read_releases, reading
from trip_analytics.tables import Returns

_COLUMNS = ("release", "name", "year", "published_at", "published_by", "documents", "policy")


def publications(store: Source) -> tuple[Publication, ...]:
    """Everything that was published from a store, the latest last.

    Teams are those of today: a team that was renamed, or has become part of another, is
    still the one whose answers were published.

    Parameters
    ----------
    store : path

    Raises
    ------
    StoreError
        The store cannot be read.
    DisclosureError
        A newer version of this program published from it.
    """
    with reading(store) as connection:
        releases = read_releases(connection)
    return publications_of(releases, load_store(store))


def publications_of(releases: Sequence[Release], returns: Returns) -> tuple[Publication, ...]:
    """What releases said, about the teams as they are in these returns."""
    found = []
    for release in releases:
        publication = publication_of(release.content)
        answers = answers_now(publication.answers, json.loads(release.returns), returns)
        name = f"{publication.name} (release {release.release_id}, {release.day})"
        found.append(replace(publication, name=name, answers=answers))
    return tuple(found)


def same_as(publication: Publication, earlier: Sequence[Publication]) -> int | None:
    """Which of the earlier ones, if any, said the same about the same answers."""
    contents = [_content(each) for each in earlier]
    content = _content(publication)
    return contents.index(content) if content in contents else None


def _content(publication: Publication) -> str:
    """What is published, whatever it is called and however the answers are ordered."""
    answers = publication.answers.astype({"unit": "string", "item_id": "string", "part": "string"})
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
        published_by (the account), documents (their names) and policy (the rules in force).

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
        )
        for one in releases
    ]
    types = dict.fromkeys(_COLUMNS, "string") | {"release": "Int64", "year": "Int16"}
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
