-- What its user calls a job.

ALTER TABLE job
  ADD COLUMN title VARCHAR(200) CHARACTER SET utf8mb4 NULL;
