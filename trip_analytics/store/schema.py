"""The tables of what a store keeps, as each version of it brought them.

A store says its version in ``PRAGMA user_version``. A new version is one more entry of
``MIGRATIONS``; those that are there never change, because stores have been made by them.
Tables that are worked out from what is kept are not here: see ``tidy_tables``.
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x54524950  # "TRIP", which marks a SQLite file as a store

_FIRST: Final = (
    """
    CREATE TABLE runs (
        run_id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        program TEXT NOT NULL,
        sources TEXT NOT NULL,
        files INTEGER NOT NULL,
        new INTEGER NOT NULL,
        unchanged INTEGER NOT NULL,
        superseded INTEGER NOT NULL,
        renewed INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE files (
        file_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        path TEXT NOT NULL,
        modified REAL NOT NULL,
        year INTEGER,
        beside INTEGER NOT NULL CHECK (beside IN (0, 1)),
        log TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs,
        replaced_run_id INTEGER REFERENCES runs
    ) STRICT
    """,
    # A file that could not be read has no fingerprint: it is known by its place.
    "CREATE UNIQUE INDEX files_read ON files (name, sha256) WHERE sha256 <> ''",
    "CREATE UNIQUE INDEX files_unread ON files (name, path) WHERE sha256 = ''",
    """
    CREATE TABLE forms (
        file_id INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
        position INTEGER NOT NULL,
        said TEXT NOT NULL,
        PRIMARY KEY (file_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE instruments (
        instrument_id TEXT PRIMARY KEY,
        definition TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE decisions (
        decision_id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('answer', 'team', 'year', 'set-aside')),
        source_file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        sheet TEXT,
        cell TEXT,
        item_id TEXT,
        perspective TEXT,
        respondent TEXT,
        value TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        why TEXT NOT NULL,
        undone_by TEXT,
        undone_at TEXT,
        undone_why TEXT
    ) STRICT
    """,
    """
    CREATE TABLE teams (
        team_id TEXT NOT NULL, team TEXT NOT NULL, aliases TEXT, service_line TEXT,
        team_type TEXT, opened TEXT, closed TEXT, merged_into TEXT
    ) STRICT
    """,
)

_INNOVATIONS_AND_INDICATORS: Final = (
    """
    CREATE TABLE innovations (
        team_id TEXT, team TEXT, innovation TEXT NOT NULL, introduced TEXT
    ) STRICT
    """,
    """
    CREATE TABLE indicators (
        team_id TEXT, team TEXT, indicator TEXT NOT NULL, month TEXT NOT NULL,
        value REAL NOT NULL, out_of REAL
    ) STRICT
    """,
)

_RELEASES: Final = (
    """
    CREATE TABLE releases (
        release_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        year INTEGER NOT NULL,
        published_at TEXT NOT NULL,
        published_by TEXT NOT NULL,
        policy TEXT NOT NULL,
        content TEXT NOT NULL,
        returns TEXT NOT NULL,
        documents TEXT NOT NULL
    ) STRICT
    """,
)

_HANDED_OUT: Final = (
    """
    CREATE TABLE handed_out (
        release_id INTEGER NOT NULL REFERENCES releases,
        handed_out INTEGER NOT NULL CHECK (handed_out IN (0, 1)),
        stated_by TEXT NOT NULL,
        stated_at TEXT NOT NULL,
        why TEXT NOT NULL
    ) STRICT
    """,
)

# One public version of each year, instead of any number of releases with all their answers. Of
# several releases of a year the last one that was handed out counts.
_PUBLICATIONS: Final = (
    """
    CREATE TABLE publications (
        number INTEGER PRIMARY KEY,
        year INTEGER NOT NULL,
        published_at TEXT NOT NULL,
        published_by TEXT NOT NULL,
        policy TEXT NOT NULL,
        figures TEXT NOT NULL,
        returns TEXT NOT NULL,
        documents TEXT NOT NULL,
        withdrawn_by TEXT,
        withdrawn_at TEXT,
        why TEXT
    ) STRICT
    """,
    """
    INSERT INTO publications
    SELECT release_id, year, published_at, published_by, policy,
        json_remove(content, '$.answers'), '{}', documents,
        CASE WHEN handed_out = 0 THEN stated_by
            WHEN release_id < last_out THEN 'this program' END,
        CASE WHEN handed_out = 0 THEN stated_at
            WHEN release_id < last_out THEN published_at END,
        CASE WHEN handed_out = 0 THEN why
            WHEN release_id < last_out THEN 'a later version of the same year was published' END
    FROM (
        SELECT releases.*, stated_by, stated_at, why, coalesce(handed_out, 1) AS handed_out,
            max(CASE WHEN coalesce(handed_out, 1) = 1 THEN releases.release_id END)
                OVER (PARTITION BY year) AS last_out
        FROM releases LEFT JOIN (
            SELECT *, max(rowid) FROM handed_out GROUP BY release_id
        ) AS stated ON stated.release_id = releases.release_id
    )
    ORDER BY release_id
    """,
    "DROP TABLE handed_out",
    "DROP TABLE releases",
    # What the noise of published figures is keyed with.
    "CREATE TABLE secrets (secret TEXT NOT NULL) STRICT",
    "INSERT INTO secrets SELECT lower(hex(randomblob(32)))",
)

# SQLite cannot change a check, so the table is made again.
_ABOUT: Final = (
    """
    CREATE TABLE decisions_now (
        decision_id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('answer', 'team', 'year', 'set-aside', 'about')),
        source_file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        sheet TEXT,
        cell TEXT,
        item_id TEXT,
        perspective TEXT,
        respondent TEXT,
        value TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        why TEXT NOT NULL,
        undone_by TEXT,
        undone_at TEXT,
        undone_why TEXT
    ) STRICT
    """,
    "INSERT INTO decisions_now SELECT * FROM decisions",
    "DROP TABLE decisions",
    "ALTER TABLE decisions_now RENAME TO decisions",
)

# Up to here the parts of forms and of instruments were kept by the names of their classes then.
_CLASSES_THEN: Final = {
    "Form": "form",
    "Fields": "fields",
    "Field": "field",
    "ReadYear": "year",
    "ReadDate": "date",
    "Cell": "cell",
    "Instrument": "instrument",
    "Item": "item",
    "Wording": "wording",
    "ScalePoint": "scale-point",
    "StageDefinition": "stage-definition",
    "Indicator": "indicator",
    "Example": "example",
    "KeyWord": "key-word",
}
_RETAGGED: Final = {
    '"type of this":"date","date":': '"is a":"day","day":',
    **{f'"type of this":"{name}"': f'"is a":"{tag}"' for name, tag in _CLASSES_THEN.items()},
}
# In a text that somebody wrote the quotation marks are escaped, so no such text is changed.
_TAGS: Final = tuple(
    f"UPDATE {table} SET {column} = replace({column}, '{before}', '{now}')"  # noqa: S608 # ours
    for table, column in (("forms", "said"), ("instruments", "definition"))
    for before, now in _RETAGGED.items()
)

# By what a file was read: the same need not read it again. What is not known is empty.
_READERS: Final = ("ALTER TABLE files ADD COLUMN read_by TEXT",)

# How long the period of a figure is, what it is measured in, which way is better and the target.
_PERIODS_AND_TARGETS: Final = tuple(
    f"ALTER TABLE indicators ADD COLUMN {column}"
    for column in ("frequency TEXT", "unit TEXT", "better TEXT", "target REAL")
)

_OUTCOMES: Final = (
    """
    CREATE TABLE outcomes (
        measure TEXT NOT NULL, month TEXT NOT NULL, frequency TEXT, timing TEXT, level INTEGER,
        n INTEGER NOT NULL, mean REAL, sd REAL, lowest REAL, highest REAL, better TEXT
    ) STRICT
    """,
)

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    _FIRST,
    _INNOVATIONS_AND_INDICATORS,
    _RELEASES,
    _HANDED_OUT,
    _PUBLICATIONS,
    _ABOUT,
    _TAGS,
    _READERS,
    _PERIODS_AND_TARGETS,
    _OUTCOMES,
)
