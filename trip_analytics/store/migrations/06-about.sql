-- SQLite cannot change a check, so the table is made again.

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
) STRICT;
INSERT INTO decisions_now SELECT * FROM decisions;
DROP TABLE decisions;
ALTER TABLE decisions_now RENAME TO decisions;
