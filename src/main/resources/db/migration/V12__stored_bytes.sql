-- What inputs and results take, read from an index and not from the blobs.

ALTER TABLE job_input
  ADD COLUMN bytes INT AS (LENGTH(records)) STORED,
  ADD KEY job_input_bytes (job_id, bytes);

ALTER TABLE job_result
  ADD COLUMN packed_bytes BIGINT AS (LENGTH(content)) STORED,
  ADD KEY job_result_bytes (job_id, packed_bytes);
