-- What a personal token may do, by spaces; those from before may do all that their owner may.

ALTER TABLE token
  ADD COLUMN scopes VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'all' AFTER name;
