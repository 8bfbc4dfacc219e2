-- A row lets one person sign up where that takes an invitation; using it deletes it. The code is kept as SHA-256.

CREATE TABLE IF NOT EXISTS invitation (
  id         CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code_hash  BINARY(32)  NOT NULL,
  created_by CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY invitation_code (code_hash),
  KEY invitation_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
