-- As whom a provider of OpenID Connect knows a user.

CREATE TABLE identity (
  issuer       VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject      VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the provider''s name of the person, never given to another',
  user_id      CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  connected_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (issuer, subject),
  KEY identity_user (user_id),
  CONSTRAINT identity_of_user FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
