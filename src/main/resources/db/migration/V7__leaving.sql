-- Accounts can be deleted. A user stays as long as there is a job of theirs, so that none is left without its owner.

ALTER TABLE job
  ADD CONSTRAINT job_has_user FOREIGN KEY (user_id) REFERENCES `user` (id);

-- Open jobs of deleted accounts, for a day: what their workers say of them yet is dropped.
CREATE TABLE forgotten_job (
  job_id CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at     DATETIME(3) NOT NULL,
  PRIMARY KEY (job_id),
  KEY forgotten_job_at (at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
