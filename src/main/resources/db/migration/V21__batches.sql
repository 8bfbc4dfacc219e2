-- Jobs that belong to a batch stand under it, and users write notes to their jobs.

ALTER TABLE job
  ADD COLUMN batch_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the job of many that it stands under, which may have gone since',
  ADD COLUMN note VARCHAR(2000) CHARACTER SET utf8mb4 NULL,
  ADD KEY job_of_batch (batch_id);

-- A pair that was opened in a batch has the batch in its key.
UPDATE job p JOIN job b ON b.id = SUBSTRING(p.idempotency_key, 6, 26) AND b.user_id = p.user_id
SET p.batch_id = b.id
WHERE p.idempotency_key LIKE 'pair:%' AND p.mode = 'pair' AND b.mode <> 'pair';
