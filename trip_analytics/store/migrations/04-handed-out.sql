CREATE TABLE handed_out (
    release_id INTEGER NOT NULL REFERENCES releases,
    handed_out INTEGER NOT NULL CHECK (handed_out IN (0, 1)),
    stated_by TEXT NOT NULL,
    stated_at TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;
