-- By what a file was read: the same need not read it again. What is not known is empty.

ALTER TABLE files ADD COLUMN read_by TEXT;
