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
) STRICT;
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
) STRICT;
-- A file that could not be read has no fingerprint: it is known by its place.
CREATE UNIQUE INDEX files_read ON files (name, sha256) WHERE sha256 <> '';
CREATE UNIQUE INDEX files_unread ON files (name, path) WHERE sha256 = '';
CREATE TABLE forms (
    file_id INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    position INTEGER NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (file_id, position)
) STRICT;
CREATE TABLE instruments (
    instrument_id TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT;
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
) STRICT;
CREATE TABLE teams (
    team_id TEXT NOT NULL, team TEXT NOT NULL, aliases TEXT, service_line TEXT,
    team_type TEXT, opened TEXT, closed TEXT, merged_into TEXT
) STRICT;
