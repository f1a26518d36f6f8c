-- How long the period of a figure is, what it is measured in, which way is better and the target.

ALTER TABLE indicators ADD COLUMN frequency TEXT;
ALTER TABLE indicators ADD COLUMN unit TEXT;
ALTER TABLE indicators ADD COLUMN better TEXT;
ALTER TABLE indicators ADD COLUMN target REAL;
