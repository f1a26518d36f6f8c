-- One public version of each year, instead of any number of releases with all their answers.
-- Of several releases of a year the last one that was handed out counts.

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
) STRICT;
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
ORDER BY release_id;
DROP TABLE handed_out;
DROP TABLE releases;
-- What the noise of published figures is keyed with.
CREATE TABLE secrets (secret TEXT NOT NULL) STRICT;
INSERT INTO secrets SELECT lower(hex(randomblob(32)));
