-- Links to results, one a job at most. They go with their job.

CREATE TABLE job_share (
  job_id      CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  secret_hash BINARY(32)  NOT NULL COMMENT 'SHA-256 of what the link holds',
  created_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (job_id),
  UNIQUE KEY job_share_secret (secret_hash),
  CONSTRAINT job_share_of FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
