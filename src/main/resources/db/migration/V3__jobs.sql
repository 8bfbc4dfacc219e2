-- Jobs, what they were given, what they gave, and what their users were told. All times are UTC.

CREATE TABLE job (
  id              CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number          BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'order of submission',
  user_id         CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  model_id        BIGINT       NOT NULL,
  model_name      VARCHAR(100) NOT NULL COMMENT 'name in the model repository',
  model_version   VARCHAR(64)  NOT NULL,
  encoding_id     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  mode            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  strains         TEXT         NOT NULL COMMENT 'JSON array of record names',
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  stage           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempt         INT          NOT NULL DEFAULT 0 COMMENT 'fence: messages of another attempt change nothing',
  given_up        INT          NOT NULL DEFAULT 0 COMMENT 'attempts that were lost',
  last_seq        BIGINT       NOT NULL DEFAULT 0 COMMENT 'last message of this attempt',
  worker          VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until     DATETIME(3)  NULL,
  created_at      DATETIME(3)  NOT NULL,
  finished_at     DATETIME(3)  NULL,
  problem         TEXT         NULL,
  idempotency_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  request_digest  BINARY(32)   NOT NULL COMMENT 'SHA-256 of what was asked',
  PRIMARY KEY (id),
  UNIQUE KEY job_number (number),
  UNIQUE KEY job_idempotency (user_id, idempotency_key),
  KEY job_of_user (user_id, finished_at, number),
  KEY job_queue (state, worker, number),
  KEY job_lease (lease_until),
  KEY job_open_age (finished_at, created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE job_input (
  job_id  CHAR(26)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  records MEDIUMBLOB NOT NULL COMMENT 'gzip of a JSON array of records',
  PRIMARY KEY (job_id),
  CONSTRAINT job_input_of FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE job_result (
  job_id  CHAR(26)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempt INT       NOT NULL,
  sha256  BINARY(32) NOT NULL COMMENT 'of the unpacked JSON',
  bytes   BIGINT    NOT NULL COMMENT 'unpacked',
  summary TEXT      NOT NULL,
  content LONGBLOB  NOT NULL COMMENT 'gzip of the JSON',
  PRIMARY KEY (job_id),
  CONSTRAINT job_result_of FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- A user's events are numbered without holes: the counter is locked in the transaction that adds one.
CREATE TABLE event_counter (
  user_id     CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_offset BIGINT   NOT NULL,
  pruned_to   BIGINT   NOT NULL DEFAULT 0 COMMENT 'events up to here are no longer kept',
  PRIMARY KEY (user_id)
) ENGINE=InnoDB;

CREATE TABLE event (
  user_id  CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `offset` BIGINT      NOT NULL,
  job_id   CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at       DATETIME(3) NOT NULL,
  frame    MEDIUMTEXT  NOT NULL COMMENT 'JSON, as every socket gets it',
  PRIMARY KEY (user_id, `offset`),
  KEY event_of_job (job_id, `offset`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
