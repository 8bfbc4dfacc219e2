-- Fair turns: a job's place in the queue is its user's turn, so that one user's thousand jobs do not starve another's one.

ALTER TABLE job
  ADD COLUMN turn BIGINT NOT NULL DEFAULT 0 COMMENT 'lower goes first; a user''s jobs have consecutive ones' AFTER number,
  DROP KEY job_queue,
  ADD KEY job_queue (state, worker, turn, number),
  ADD KEY job_turn_of_user (user_id, state, turn),
  DROP KEY job_open_age,
  ADD KEY job_finished (finished_at, created_at);
