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
) STRICT;
