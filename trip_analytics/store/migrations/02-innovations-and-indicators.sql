CREATE TABLE innovations (
    team_id TEXT, team TEXT, innovation TEXT NOT NULL, introduced TEXT
) STRICT;
CREATE TABLE indicators (
    team_id TEXT, team TEXT, indicator TEXT NOT NULL, month TEXT NOT NULL,
    value REAL NOT NULL, out_of REAL
) STRICT;
