-- What an operator lets one user have instead of what all have, and what users with a bound a day have had of it.

CREATE TABLE user_limit (
  user_id       CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  pairs_per_day BIGINT   NULL COMMENT 'by UTC; NULL: as the settings say',
  stored_bytes  BIGINT   NULL COMMENT 'of inputs and results; NULL: as the settings say',
  PRIMARY KEY (user_id),
  CONSTRAINT user_limit_user FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE pairs_of_day (
  user_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day     DATE     NOT NULL COMMENT 'by UTC',
  pairs   BIGINT   NOT NULL,
  PRIMARY KEY (user_id, day),
  CONSTRAINT pairs_of_day_user FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
