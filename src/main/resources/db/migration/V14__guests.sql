-- Who tries the service without an account: a user like any other, until they sign up or their time is over.

ALTER TABLE `user`
  MODIFY COLUMN `role` ENUM ('USER', 'OPERATOR', 'GUEST') NOT NULL;

CREATE TABLE guest (
  user_id   CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ends_at   DATETIME(3) NOT NULL COMMENT 'then all that is theirs goes',
  jobs      INT         NOT NULL COMMENT 'they may keep at once',
  open_jobs INT         NOT NULL COMMENT 'they may have under way',
  PRIMARY KEY (user_id),
  KEY guest_end (ends_at),
  CONSTRAINT guest_is_user FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- How long a session may stay unused, which is no longer the same for all.
ALTER TABLE session
  ADD COLUMN idle_seconds INT NOT NULL DEFAULT 1800;
