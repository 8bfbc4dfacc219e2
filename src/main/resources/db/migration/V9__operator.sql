-- What operators look at: use of models by day, who gave which role to whom, and jobs by their state at a glance.

CREATE TABLE model_day (
  model_id BIGINT(20) NOT NULL,
  day      DATE NOT NULL COMMENT 'UTC',
  views    INT NOT NULL DEFAULT 0,
  likes    INT NOT NULL DEFAULT 0 COMMENT 'given less taken back, so it may be negative',
  PRIMARY KEY (model_id, day),
  CONSTRAINT day_of_model FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE
) ENGINE = InnoDB;

-- Only ever added to; ids stay when the accounts are gone.
CREATE TABLE role_audit (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  at         DATETIME(3) NOT NULL,
  user_id    CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who changed it',
  subject_id CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whose it is',
  role       ENUM ('USER', 'OPERATOR') NOT NULL COMMENT 'from now on',
  PRIMARY KEY (id)
) ENGINE = InnoDB;

ALTER TABLE `user`
  ADD KEY user_role (role),
  ADD KEY user_name (name);

-- All that is counted of open jobs, and of those that ended lately, stands in the index.
ALTER TABLE job
  DROP KEY job_finished,
  ADD KEY job_finished (finished_at, created_at, state, user_id);
