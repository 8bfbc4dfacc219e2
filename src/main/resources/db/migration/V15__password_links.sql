-- What operators give to those who have lost their password: one at a time, each good once.

CREATE TABLE password_link (
  user_id    CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whose password',
  code_hash  BINARY(32)  NOT NULL COMMENT 'SHA-256',
  created_by CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the operator',
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id),
  UNIQUE KEY password_link_code (code_hash),
  CONSTRAINT password_link_user FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
