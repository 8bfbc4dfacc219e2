-- What the security log tells of accounts, rights, models and deletions, to be read and exported by operators.

CREATE TABLE audit (
  id      BIGINT       NOT NULL AUTO_INCREMENT,
  at      DATETIME(3)  NOT NULL,
  event   VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  outcome VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'who; may be gone by now',
  source  VARCHAR(64)  NULL COMMENT 'address',
  facts   TEXT         NOT NULL COMMENT 'JSON, what else the line has',
  PRIMARY KEY (id),
  KEY audit_at (at),
  KEY audit_event (event, id),
  KEY audit_user (user_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
