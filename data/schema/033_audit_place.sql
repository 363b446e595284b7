-- From where somebody acted: terminal, and the host or the address of the ssh client. Lines of before have none.
ALTER TABLE audit ADD COLUMN place TEXT NOT NULL DEFAULT '';
