-- How long an operator has one user's inputs and results kept, instead of as long as all users'.

ALTER TABLE user_limit
  ADD COLUMN retention_days INT NULL COMMENT 'after a job''s end; NULL: as the settings say';
