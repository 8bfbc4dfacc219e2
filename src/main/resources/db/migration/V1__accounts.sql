-- Users, their sessions and personal tokens. Times are UTC with milliseconds.

CREATE TABLE `user` (
  `id`            CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email`         VARCHAR(254) NOT NULL COMMENT 'as it was typed',
  `email_key`     VARCHAR(254) COLLATE utf8mb4_bin NOT NULL COMMENT 'lower case, compared',
  `name`          VARCHAR(100) NOT NULL,
  `password_hash` VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `role`          ENUM ('USER', 'OPERATOR') NOT NULL,
  `created_at`    DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `user_email` (`email_key`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- One row: who became operator by coming first. Its lock decides between two who come at once.
CREATE TABLE `installation` (
  `id`       TINYINT NOT NULL,
  `operator` CHAR(26) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

INSERT INTO `installation` (`id`, `operator`) VALUES (1, NULL);

-- A row is a session that lives; ending one deletes it. Refresh tokens are kept as SHA-256.
CREATE TABLE `session` (
  `id`             CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id`        CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `refresh_hash`   BINARY(32) NOT NULL,
  `previous_hash`  BINARY(32) DEFAULT NULL COMMENT 'the token before the last rotation',
  `rotated_at`     DATETIME(3) NOT NULL,
  `created_at`     DATETIME(3) NOT NULL,
  `idle_until`     DATETIME(3) NOT NULL,
  `absolute_until` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `session_user` (`user_id`, `created_at`),
  KEY `session_idle` (`idle_until`),
  CONSTRAINT `session_of_user` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE `token` (
  `id`           CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id`      CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name`         VARCHAR(100) NOT NULL,
  `secret_hash`  BINARY(32) NOT NULL,
  `created_at`   DATETIME(3) NOT NULL,
  `expires_at`   DATETIME(3) NOT NULL,
  `last_used_at` DATETIME(3) DEFAULT NULL COMMENT 'to the minute',
  PRIMARY KEY (`id`),
  KEY `token_user` (`user_id`, `created_at`),
  CONSTRAINT `token_of_user` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Failed attempts to sign in, by account and by source; both only as SHA-256.
CREATE TABLE `sign_in_throttle` (
  `bucket`        BINARY(32) NOT NULL,
  `failures`      INT NOT NULL,
  `window_start`  DATETIME(3) NOT NULL,
  `blocked_until` DATETIME(3) NOT NULL,
  `forget_at`     DATETIME(3) NOT NULL,
  PRIMARY KEY (`bucket`),
  KEY `sign_in_throttle_forget` (`forget_at`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
