-- Deployment: of each model one version is active at most, and what was done to versions is kept.

ALTER TABLE model_version
  ADD COLUMN state ENUM ('CHECKED', 'ACTIVE', 'RETIRED') NOT NULL DEFAULT 'CHECKED'
    COMMENT 'ACTIVE: what new jobs get; CHECKED: may become so; RETIRED: its files go once no open job needs them',
  ADD COLUMN state_since DATETIME(3) NULL,
  ADD COLUMN replaced_id BIGINT NULL COMMENT 'the version that was active before this one was';

UPDATE model_version SET state_since = imported_at;

-- Until now the newest version was offered.
UPDATE model_version v
  LEFT JOIN model_version newer ON newer.model_id = v.model_id
    AND (LENGTH(newer.version) > LENGTH(v.version)
      OR (LENGTH(newer.version) = LENGTH(v.version) AND newer.version > v.version))
  SET v.state = 'ACTIVE'
  WHERE newer.id IS NULL;

ALTER TABLE model_card
  ADD COLUMN operator_decides BOOLEAN NOT NULL DEFAULT FALSE
    COMMENT 'an operator has chosen a version, so newer ones no longer become active by themselves';

-- Only ever added to. A version that was rejected may have no name that could be read.
CREATE TABLE model_audit (
  id      BIGINT       NOT NULL AUTO_INCREMENT,
  at      DATETIME(3)  NOT NULL,
  user_id CHAR(26)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: the service itself',
  action  ENUM ('CHECKED', 'REJECTED', 'ACTIVATED', 'ROLLED_BACK', 'RETIRED') NOT NULL,
  name    VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  version VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  digest  VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  reason  TEXT         NULL COMMENT 'why it was rejected',
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
