CREATE TABLE outcomes (
    measure TEXT NOT NULL, month TEXT NOT NULL, frequency TEXT, timing TEXT, level INTEGER,
    n INTEGER NOT NULL, mean REAL, sd REAL, lowest REAL, highest REAL, better TEXT
) STRICT;
