-- How much a job was given; until now each had one pair.

ALTER TABLE job
  ADD COLUMN records           INT    NOT NULL DEFAULT 2 COMMENT 'references not counted' AFTER strains,
  ADD COLUMN reference_records INT    NOT NULL DEFAULT 0 AFTER records,
  ADD COLUMN pairs             BIGINT NOT NULL DEFAULT 1 COMMENT 'at most; before subtypes are known' AFTER reference_records,
  MODIFY COLUMN strains        TEXT   NOT NULL COMMENT 'JSON array of the first records'' names';
